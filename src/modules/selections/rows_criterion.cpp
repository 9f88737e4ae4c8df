#include <algorithm>
#include <array>

#include "base/money.hpp"
#include "modules/selections/reading.hpp"
#include "web/field_json.hpp"

namespace kartei::selections {

using nlohmann::json;

void fill(Cells& cells, const Columns& columns, const sql::Rows& rows) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto column = static_cast<int>(i) + 1;
        cells[i].empty = rows.is_null(column);
        if (columns.slots()[i].form == Form::number) cells[i].number = rows.integer(column);
        else cells[i].text.assign(rows.text(column));
    }
}

json shown(const House& house, const Column& column, const Cell& cell) {
    if (column.field.is_sensitive() || (cell.empty && column.field.kind != FieldKind::yes_no)) return nullptr;
    if (column.field.kind == FieldKind::yes_no) return cell.number != 0;
    if (column.field.is_number()) return web::value_json(column.field, cell.number, house.rules);
    return cell.text;
}

namespace {

Cell number_cell(std::int64_t number) { return {false, number, ""}; }

/// Where stands what is summed up, behind what the tests read.
struct Places {
    std::optional<std::size_t> event, quantity, sum, day, key;
};

/// What a customer's rows come to.
struct Sums {
    std::int64_t count = 0, events = 0, sum = 0;
    Cell first, last;
};

Places places_in(Columns& columns, const Source& source, bool events, bool sum, bool days) {
    Places places;
    const bool once = std::any_of(columns.slots().begin(), columns.slots().end(),
                                  [](const Slot& slot) { return !slot.join_key.empty(); });
    if (events && !source.event.empty()) places.event = columns.place_of_sql(source.event, Form::number);
    if (!source.quantity.empty()) places.quantity = columns.place_of_sql(source.quantity, Form::number);
    if (sum && !source.sum.empty()) places.sum = columns.place_of_sql(source.sum, Form::number);
    if (days && !source.day.empty()) places.day = columns.place_of_sql(source.day, Form::day);
    if (once) places.key = columns.place_of_sql(source.key, Form::number);
    return places;
}

/// Codes of a column and what they stand for, where there is one.
struct Numbers {
    const Codes* codes = nullptr;
    const std::int64_t* values = nullptr;

    Numbers(const View& view, std::optional<std::size_t> place) {
        if (place) codes = &view.columns[*place]->codes, values = view.columns[*place]->dictionary.numbers();
    }
    explicit operator bool() const { return codes; }
    std::uint32_t code(std::size_t row) const { return (*codes)[row]; }
    std::int64_t operator[](std::size_t row) const { return values[code(row)]; }
};

/// Adds up the rows of one customer after the other.
class Adding {
public:
    Adding(const View& view, const Places& places, Set fits)
        : frame_(*view.frame), fits_(std::move(fits)), event_(view, places.event), quantity_(view, places.quantity),
          sum_(view, places.sum), day_(view, places.day), key_(view, places.key) {
        if (places.event) seen_.resize(view.columns[*places.event]->dictionary.size());
        if (places.day) days_ = &view.columns[*places.day]->dictionary;
    }

    Sums of(std::size_t ordinal) {
        Sums sums;
        std::uint32_t first = 0, last = 0, counted = 0;
        const auto end = frame_.end_of(ordinal);
        for (auto row = frame_.begin_of(ordinal); row < end; ++row) {
            if (!fits_.has(row)) continue;
            if (key_) {
                // Several of one key stand together; each counts once.
                const auto key = key_.code(row);
                if (key == counted) continue;
                counted = key;
            }
            sums.count += quantity_ ? quantity_[row] : 1;
            if (sum_) sums.sum += sum_[row];
            if (event_) count_event(ordinal, event_.code(row), sums);
            if (day_) span(day_.code(row), first, last);
        }
        if (days_) days_->read(first, sums.first), days_->read(last, sums.last);
        return sums;
    }

private:
    void count_event(std::size_t ordinal, std::uint32_t event, Sums& sums) {
        if (event == 0 || seen_[event] == ordinal + 1) return;
        seen_[event] = static_cast<std::uint32_t>(ordinal + 1);
        ++sums.events;
    }
    void span(std::uint32_t day, std::uint32_t& first, std::uint32_t& last) const {
        if (day == 0) return;
        if (first == 0 || days_->is_before(day, first)) first = day;
        if (last == 0 || days_->is_before(last, day)) last = day;
    }

    const Frame& frame_;
    Set fits_;
    Numbers event_, quantity_, sum_, day_, key_;
    const Dictionary* days_ = nullptr;
    std::vector<std::uint32_t> seen_;  ///< of each event date, whose it was last counted for (ordinal + 1)
};

/// Most customers come to one of few numbers: what was found for a small one is remembered.
class CountTest {
public:
    explicit CountTest(const CellTest& test) : test_(test) {}
    bool operator()(std::int64_t count) {
        if (count < 0 || count >= static_cast<std::int64_t>(known_.size())) return test_(number_cell(count));
        auto& known = known_[static_cast<std::size_t>(count)];
        if (known == 0) known = test_(number_cell(count)) ? 2 : 1;
        return known == 2;
    }

private:
    const CellTest& test_;
    std::array<std::uint8_t, 256> known_{};
};

}  // namespace

RowsCriterion::RowsCriterion(Plan plan) : plan_(std::move(plan)) {
    if (!plan_.events) return;
    const auto event = plan_.columns.place_of_sql(plan_.source->event, Form::number);
    RowTest chosen({event}, [event, events = *std::move(plan_.events)](const Cells& cells) {
        return std::binary_search(events.begin(), events.end(), cells[event].number);
    });
    plan_.events.reset();
    if (plan_.test) chosen = RowTest(RowTest::Kind::all, {std::move(chosen), std::move(plan_.test)});
    plan_.test = std::move(chosen);
}

Wanted RowsCriterion::wanted_for(bool events, bool sum, bool days) const {
    Wanted wanted{plan_.source, plan_.columns};
    places_in(wanted.columns, *plan_.source, events, sum, days);
    return wanted;
}

Set RowsCriterion::look(const Looking&, const View& view) const {
    const auto& totals = plan_.totals;
    auto columns = plan_.columns;
    const auto places = places_in(columns, *plan_.source, bool(totals.events), bool(totals.sum), asks_days());
    auto rows = rows_that_fit(plan_.test, view);
    CountTest count(totals.count), events(totals.events);
    const bool only_counts = !places.event && !places.quantity && !places.sum && !places.day && !places.key;
    if (only_counts && !view.frame->begins.empty()) {
        const auto counts = rows.counts_between(view.frame->begins);
        return Set::where(counts.size(), [&](std::size_t i) {
            return totals.count ? count(std::int64_t{counts[i]}) : counts[i] >= 1;
        });
    }
    Adding adding(view, places, std::move(rows));
    return Set::where(view.frame->people, [&](std::size_t i) {
        const auto sums = adding.of(i);
        if (!totals.is_asked()) return sums.count >= 1;
        return (!totals.count || count(sums.count)) && (!totals.events || events(sums.events)) &&
               (!totals.sum || totals.sum(number_cell(sums.sum))) && (!totals.first || totals.first(sums.first)) &&
               (!totals.last || totals.last(sums.last));
    });
}

json RowsCriterion::values(const Looking& looking, std::int64_t customer) const {
    const auto people = People::few(looking.transaction, std::span(&customer, 1));
    if (people.size() == 0) return json::object();
    auto columns = plan_.columns;
    const auto places = places_in(columns, *plan_.source, true, true, true);
    const auto view = read_view(looking.transaction, people, wanted_for(true, true, true), [&] { looking.check(); });
    const auto sums = Adding(view, places, rows_that_fit(plan_.test, view)).of(0);
    const auto or_nothing = [](const Cell& cell) { return cell.empty ? json(nullptr) : json(cell.text); };
    json values{{"count", sums.count}};
    if (!plan_.source->event.empty()) values["events_count"] = sums.events;
    if (!plan_.source->sum.empty()) values["sum"] = write_money(sums.sum, looking.house.rules.currency_digits);
    if (!plan_.source->day.empty()) values["first"] = or_nothing(sums.first), values["last"] = or_nothing(sums.last);
    return values;
}

}  // namespace kartei::selections
