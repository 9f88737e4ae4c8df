#include "modules/events/event_list.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.hpp"

namespace kartei::events {
namespace {

/// Folded, for the words of a search; the day as people write it and as it is stored.
std::string searched_text(const House& house, const Event& event) {
    std::string text = event.code + ' ' + event.name + ' ' + event.subtitle + ' ' + event.hall + ' ' + event.venue;
    for (const auto& production : event.production) text += ' ' + production;
    if (const auto start = read_instant(event.starts_at, "UTC"); start && !event.starts_at.empty()) {
        const auto day = write_date(local_time(*start, house.rules.time_zone).date);
        text += ' ' + day + ' ' + day.substr(8, 2) + ' ' + day.substr(5, 2) + ' ' + day.substr(0, 4);
    }
    return search_fold(text);
}

bool has_words(const House& house, const Event& event, const std::vector<std::string_view>& wanted) {
    if (wanted.empty()) return true;
    const auto text = searched_text(house, event);
    return std::all_of(wanted.begin(), wanted.end(), [&](auto word) {
        // Digits begin a word: "02" is a day or a month, but not a part of 2026.
        const bool digits = word.front() >= '0' && word.front() <= '9';
        return digits ? (" " + text).find(" " + std::string(word)) != text.npos : text.find(word) != text.npos;
    });
}

}  // namespace

std::vector<const Event*> in_order(const House& house, const EventsById& seen, const std::vector<std::int64_t>& chosen,
                                   std::string_view searched) {
    const auto folded = search_fold(searched);
    const auto wanted = words(folded);
    std::vector<const Event*> list;
    for (const auto id : chosen)
        if (const auto found = seen.find(id); found != seen.end() && has_words(house, found->second, wanted))
            list.push_back(&found->second);
    const auto today = write_instant(start_of_day(house.clock->today(house.rules.time_zone), house.rules.time_zone));
    const auto is_over = [&](const Event& event) { return !event.starts_at.empty() && event.starts_at < today; };
    std::sort(list.begin(), list.end(), [&](const Event* a, const Event* b) {
        if (is_over(*a) != is_over(*b)) return is_over(*b);
        if (is_over(*a)) return std::tie(b->starts_at, a->code) < std::tie(a->starts_at, b->code);
        return std::tuple(a->starts_at.empty(), std::string_view(a->starts_at), std::string_view(a->code)) <
               std::tuple(b->starts_at.empty(), std::string_view(b->starts_at), std::string_view(b->code));
    });
    return list;
}

Choices choices_of(const EventsById& seen, const std::vector<std::int64_t>& chosen) {
    std::map<std::string, std::string> promoters, seasons, productions, genres,
        tags;  // folded with the name -> name: their order
    auto add = [](auto& list, const std::string& name) { list.emplace(fold(name) + '\x01' + name, name); };
    auto add_all = [&](auto& list, const std::vector<std::string>& names) {
        for (const auto& name : names) add(list, name);
        if (names.empty()) add(list, "");
    };
    for (const auto id : chosen) {
        const auto& event = seen.at(id);
        add(promoters, event.promoter);
        add(seasons, event.season);
        add_all(productions, event.production);
        add_all(genres, event.genres);
        add_all(tags, event.tags);
    }
    auto names = [](const auto& list) {
        std::vector<std::string> out;
        for (const auto& [order, name] : list) out.push_back(name);
        return out;
    };
    return {names(promoters), names(seasons), names(productions), names(genres), names(tags)};
}

}  // namespace kartei::events
