#include "modules/events/seat_plan.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "base/text.hpp"

namespace kartei::events {
namespace {

constexpr std::int64_t seat_width = 10, row_depth = 12, section_gap = 24;
constexpr std::size_t most_in_range = 500;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<std::int64_t> number_of(std::string_view text) {
    if (text.empty() || text.size() > 6 || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
    return std::stoll(std::string(text));
}

/// A = 1 … Z = 26, AA = 27; nothing for anything but capital letters.
std::optional<std::int64_t> letters_of(std::string_view text) {
    if (text.empty() || text.size() > 2) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : text) {
        if (c < 'A' || c > 'Z') return std::nullopt;
        value = value * 26 + (c - 'A' + 1);
    }
    return value;
}

std::string letters(std::int64_t value) {
    std::string name;
    for (; value > 0; value = (value - 1) / 26) name.insert(name.begin(), static_cast<char>('A' + (value - 1) % 26));
    return name;
}

bool fits_numbering(const std::string& seat, const std::string& numbering) {
    const auto number = number_of(seat);
    if (numbering == "all" || !number) return true;
    return (*number % 2 == 1) == (numbering == "odd");
}

Result<Done> add_counted(const SeatRange& range, std::vector<Place>& places) {
    if (*range.capacity < 1 || *range.capacity > 100000) return refuse_field("capacity", "error.capacity");
    if (!range.rows.empty() || !range.seats.empty()) return refuse_field("capacity", "error.seats_and_capacity");
    Place place;
    place.section = range.section;
    place.entrance = range.entrance;
    place.price_zone = range.price_zone;
    place.capacity = range.capacity;
    places.push_back(std::move(place));
    return Done{};
}

/// `x`: where the row goes on, when an earlier range began it.
void add_row(const SeatRange& range, const std::string& row, const std::vector<std::string>& seats, std::int64_t& x,
             std::vector<Place>& places) {
    for (const auto& seat : seats) {
        if (!fits_numbering(seat, range.numbering)) continue;
        Place place;
        place.section = range.section;
        place.row = row;
        place.seat = seat;
        place.entrance = range.entrance;
        place.price_zone = range.price_zone;
        place.kind = range.kind;
        place.x = x;
        places.push_back(std::move(place));
        x += seat_width;
        const auto number = number_of(seat);
        if (number && std::count(range.aisle_after.begin(), range.aisle_after.end(), *number) > 0) x += seat_width;
    }
}

/// Seats and sections in the order of sections as they came, rows and seats naturally.
void sort(std::vector<Place>& places) {
    std::map<std::string, std::size_t> sections;
    for (const auto& place : places) sections.emplace(place.section, sections.size());
    std::vector<std::tuple<std::size_t, std::string, std::string, std::size_t>> keys;
    for (std::size_t i = 0; i < places.size(); ++i)
        keys.emplace_back(sections[places[i].section], natural_key(places[i].row), natural_key(places[i].seat), i);
    std::sort(keys.begin(), keys.end());
    std::vector<Place> sorted;
    for (const auto& key : keys) sorted.push_back(std::move(places[std::get<3>(key)]));
    places = std::move(sorted);
}

Issue about(const Place& place, std::string field, std::string key) {
    return {std::move(field), std::move(key), {{"section", place.section}, {"row", place.row}, {"seat", place.seat}}};
}

std::vector<Issue> wrong_with(const Place& place) {
    std::vector<Issue> issues;
    if (place.section.empty()) issues.push_back({"section", "error.required", {}});
    if (place.is_counted() != (place.row.empty() && place.seat.empty()))
        issues.push_back(about(place, "capacity", "error.seats_and_capacity"));
    else if (!place.is_counted() && (place.row.empty() || place.seat.empty()))
        issues.push_back(about(place, place.row.empty() ? "row" : "seat", "error.required"));
    for (const auto& issue : missing_fields(place_fields(), place))
        if (issue.field == "price_zone") issues.push_back(about(place, "price_zone", "error.required"));
    return issues;
}

/// Sorted places: what two of them contradict each other in.
std::vector<Issue> contradictions(const std::vector<Place>& places) {
    std::vector<Issue> issues;
    for (std::size_t i = 1; i < places.size(); ++i) {
        const auto &before = places[i - 1], &place = places[i];
        if (before.section != place.section) continue;
        if (before.is_counted() || place.is_counted())
            issues.push_back(about(place, "capacity", "error.seats_and_capacity"));
        else if (before.row == place.row && before.seat == place.seat)
            issues.push_back(about(place, "seat", "error.seat_twice"));
        else if (before.row != place.row && natural_key(before.row) == natural_key(place.row))
            issues.push_back(about(place, "row", "error.rows_share_order"));
    }
    return issues;
}

/// Gives rows their order, and lays out what has no place on the drawing.
void lay_out(std::vector<Place>& places) {
    const bool drawn = std::all_of(places.begin(), places.end(),
                                   [](const Place& place) { return place.is_counted() || (place.x && place.y); });
    std::int64_t x = 0, y = 0, order = 0;
    const Place* before = nullptr;
    for (auto& place : places) {
        const bool new_section = !before || before->section != place.section;
        if (new_section) order = 0;
        if (new_section || before->row != place.row) {
            y += !before ? 0 : new_section ? section_gap : row_depth;
            x = 0;
            ++order;
        }
        before = &place;
        if (place.is_counted()) continue;
        place.row_order = order;
        if (drawn) continue;
        if (!place.x) place.x = x;
        x = *place.x + seat_width;
        place.y = y;
    }
}

template <class Work>
void each_row(std::vector<Place>& places, const Work& work) {
    for (auto first = places.begin(); first != places.end();) {
        const auto last = std::find_if(first, places.end(), [&](const Place& place) {
            return place.section != first->section || place.row != first->row;
        });
        if (!first->is_counted()) work(first, last);
        first = last;
    }
}

/// Rows that stand in the middle, as halls have them: each is moved so that all middles are one below the other.
void centre(std::vector<Place>& places) {
    std::int64_t widest = 0;
    each_row(places, [&](auto, auto last) { widest = std::max(widest, *std::prev(last)->x); });
    each_row(places, [&](auto first, auto last) {
        const auto shift = (widest - *std::prev(last)->x) / 2;
        for (; first != last; ++first) *first->x += shift;
    });
}

/// Seats of a row from left to right; two at one place could not be told apart on the drawing.
std::vector<Issue> from_left_to_right(std::vector<Place>& places) {
    std::vector<Issue> issues;
    each_row(places, [&](auto first, auto last) {
        std::sort(first, last, [](const Place& a, const Place& b) { return a.x < b.x; });
        for (auto at = std::next(first); at < last; ++at)
            if (at->x == std::prev(at)->x) issues.push_back(about(*at, "x", "error.seats_share_place"));
    });
    return issues;
}

}  // namespace

const FieldTable<Place>& place_fields() {
    using enum FieldKind;
    constexpr auto open = Privacy::open;
    static constexpr std::array<std::string_view, 3> kinds{"normal", "wheelchair", "restricted"};
    static const FieldTable<Place> table = {
        {{"section", text, 20, open, required}, &Place::section},
        {{"row", text, 20, open}, &Place::row},
        {{"seat", text, 20, open}, &Place::seat},
        {{"entrance", text, 20, open}, &Place::entrance},
        {{"price_zone", text, 120, open, required}, &Place::price_zone},
        {{"x", integer, 6, open, may_be_negative}, &Place::x},
        {{"y", integer, 6, open, may_be_negative}, &Place::y},
        {{"kind", choice, 0, open, plain, kinds}, &Place::kind},
        {{"capacity", integer, 6, open}, &Place::capacity},
    };
    return table;
}

std::string natural_key(std::string_view name) {
    const auto folded = fold(name);
    std::string key;
    for (std::size_t i = 0; i < folded.size();) {
        auto end = i;
        while (end < folded.size() && is_digit(folded[end]) == is_digit(folded[i])) ++end;
        auto part = folded.substr(i, end - i);
        if (is_digit(part.front())) part.erase(0, std::min(part.find_first_not_of('0'), part.size() - 1));
        // Short before long: 9 before 10, Z before AA.
        key += static_cast<char>('0' + std::min<std::size_t>(part.size(), 9)) + part + '\x01';
        i = end;
    }
    return key;
}

std::optional<std::vector<std::string>> names_between(std::string_view written) {
    const auto range = tidy(written);
    auto dash = range.find("-"), behind = dash + 1;
    if (dash == std::string::npos) {
        dash = range.find("–");
        behind = dash + std::string_view("–").size();
    }
    if (range.empty()) return std::nullopt;
    if (dash == std::string::npos) return std::vector<std::string>{range};
    const auto from = tidy(range.substr(0, dash)), to = tidy(range.substr(behind));
    const bool numbers = number_of(from) && number_of(to);
    const auto first = numbers ? number_of(from) : letters_of(from), last = numbers ? number_of(to) : letters_of(to);
    if (!first || !last || *last < *first || *last - *first >= static_cast<std::int64_t>(most_in_range))
        return std::nullopt;
    std::vector<std::string> names;
    for (auto at = *first; at <= *last; ++at) names.push_back(numbers ? std::to_string(at) : letters(at));
    return names;
}

Result<std::vector<Place>> places_of(const std::vector<SeatRange>& ranges) {
    std::vector<Place> places;
    std::map<std::pair<std::string, std::string>, std::int64_t> ends;
    for (const auto& range : ranges) {
        if (range.capacity) {
            TRY(add_counted(range, places));
            continue;
        }
        const auto rows = names_between(range.rows), seats = names_between(range.seats);
        if (!rows) return refuse_field("rows", "error.not_a_range", {{"value", range.rows}});
        if (!seats) return refuse_field("seats", "error.not_a_range", {{"value", range.seats}});
        for (const auto& row : *rows) {
            add_row(range, row, *seats, ends[{range.section, row}], places);
            if (places.size() > most_places) return refuse_field("seats", "error.too_many_seats");
        }
    }
    return places;
}

Result<std::vector<Place>> arranged(std::vector<Place> places) {
    if (places.empty()) return refuse_field("ranges", "error.plan_without_seats");
    if (places.size() > most_places) return refuse_field("seats", "error.too_many_seats");
    std::vector<Issue> issues;
    for (const auto& place : places)
        for (auto& issue : wrong_with(place)) issues.push_back(std::move(issue));
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    sort(places);
    const bool free_hand = std::none_of(places.begin(), places.end(), [](const Place& place) { return place.y; });
    if (issues = contradictions(places); !issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    lay_out(places);
    if (free_hand) centre(places);
    if (issues = from_left_to_right(places); !issues.empty())
        return Refusal{RefusalKind::invalid, std::move(issues)};
    return places;
}

}  // namespace kartei::events
