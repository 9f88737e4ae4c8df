#include <algorithm>
#include <unordered_set>

#include "base/money.hpp"
#include "modules/selections/reading.hpp"
#include "web/field_json.hpp"

namespace kartei::selections {

using nlohmann::json;

std::string select_of(const Wanted& wanted) {
    // sql: tables and columns come from the declarations of sources
    auto select = "SELECT " + wanted.source.customer;
    for (const auto& column : wanted.columns.sql()) select += ", " + column;
    for (const auto& column : wanted.further) select += ", " + column;
    // sql: as above
    select += " FROM " + wanted.source.from;
    for (const auto& join : wanted.columns.joins()) select += " " + join;
    return select;
}

void fill(Cells& cells, const Columns& columns, const sql::Rows& rows) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto column = static_cast<int>(i) + 1;
        cells[i].empty = rows.is_null(column);
        if (columns.is_number(i)) cells[i].number = rows.integer(column);
        else cells[i].text.assign(rows.text(column));
    }
}

json shown(const House& house, const Column& column, const Cell& cell) {
    if (column.field.is_sensitive() || (cell.empty && column.field.kind != FieldKind::yes_no)) return nullptr;
    if (column.field.kind == FieldKind::yes_no) return cell.number != 0;
    if (column.field.is_number()) return web::value_json(column.field, cell.number, house.rules);
    return cell.text;
}

struct RowsCriterion::Sums {
    std::vector<std::int64_t> count, sum, events;
    std::vector<std::string> first, last;
};

namespace {

Cell number_cell(std::int64_t number) { return {false, number, ""}; }
Cell text_cell(const std::string& text) { return {text.empty(), 0, text}; }

/// Different event dates of each customer, from all pairs that were seen.
std::vector<std::int64_t> different(std::vector<std::pair<std::uint32_t, std::int64_t>> seen, std::size_t size) {
    std::sort(seen.begin(), seen.end());
    seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
    std::vector<std::int64_t> count(size);
    for (const auto& [ordinal, event] : seen) ++count[ordinal];
    return count;
}

/// "" = not asked for: a constant keeps the places.
std::string or_null(const std::string& column) { return column.empty() ? "NULL" : column; }

}  // namespace

RowsCriterion::Sums RowsCriterion::add_up(const Looking& looking) const {
    const auto size = looking.people.size();
    const bool days = plan_.totals.first || plan_.totals.last || looking.people.is_few();
    Sums sums{std::vector<std::int64_t>(size), std::vector<std::int64_t>(size), {}, {}, {}};
    if (days) sums.first.resize(size), sums.last.resize(size);
    std::vector<std::pair<std::uint32_t, std::int64_t>> seen;
    const auto& source = *plan_.source;
    const bool once = !source.row.empty() && !plan_.columns.joins().empty();
    std::unordered_set<std::int64_t> counted;
    const Wanted wanted{source, plan_.columns,
                        {or_null(source.event), source.quantity.empty() ? "1" : source.quantity, or_null(source.sum),
                         or_null(days ? source.day : ""), or_null(once ? source.row : "")}};
    const auto behind = static_cast<int>(plan_.columns.sql().size()) + 1;
    read_rows(looking, wanted, [&](std::size_t ordinal, const Cells& cells, const sql::Rows& rows) {
        const auto event = rows.integer(behind);
        if (plan_.events && !std::binary_search(plan_.events->begin(), plan_.events->end(), event)) return;
        if (plan_.test && !plan_.test(cells)) return;
        if (once && !counted.insert(rows.integer(behind + 4)).second) return;
        sums.count[ordinal] += rows.integer(behind + 1);
        sums.sum[ordinal] += rows.integer(behind + 2);
        if (event != 0 && (plan_.totals.events || days)) seen.emplace_back(static_cast<std::uint32_t>(ordinal), event);
        if (const auto day = rows.text(behind + 3); days && !day.empty()) {
            auto &first = sums.first[ordinal], &last = sums.last[ordinal];
            if (first.empty() || day < first) first = day;
            if (last < day) last = day;
        }
    });
    sums.events = different(std::move(seen), size);
    return sums;
}

bool RowsCriterion::fits(const Sums& sums, std::size_t ordinal) const {
    const auto& totals = plan_.totals;
    if (!totals.is_asked()) return sums.count[ordinal] >= 1;
    return (!totals.count || totals.count(number_cell(sums.count[ordinal]))) &&
           (!totals.events || totals.events(number_cell(sums.events[ordinal]))) &&
           (!totals.sum || totals.sum(number_cell(sums.sum[ordinal]))) &&
           (!totals.first || totals.first(text_cell(sums.first[ordinal]))) &&
           (!totals.last || totals.last(text_cell(sums.last[ordinal])));
}

Set RowsCriterion::look(const Looking& looking) const {
    const auto sums = add_up(looking);
    Set set(looking.people.size());
    for (std::size_t i = 0; i < looking.people.size(); ++i)
        if (fits(sums, i)) set.add(i);
    return set;
}

json RowsCriterion::values(const Looking& looking, std::int64_t customer) const {
    const auto people = People::few(looking.transaction, std::span(&customer, 1));
    if (people.size() == 0) return json::object();
    const auto sums = add_up({looking.house, looking.transaction, people, looking.stopped});
    const auto or_nothing = [](const std::string& text) { return text.empty() ? json(nullptr) : json(text); };
    json values{{"count", sums.count[0]}};
    if (!plan_.source->event.empty()) values["events_count"] = sums.events[0];
    if (!plan_.source->sum.empty()) values["sum"] = write_money(sums.sum[0], looking.house.rules.currency_digits);
    if (!plan_.source->day.empty())
        values["first"] = or_nothing(sums.first[0]), values["last"] = or_nothing(sums.last[0]);
    return values;
}

}  // namespace kartei::selections
