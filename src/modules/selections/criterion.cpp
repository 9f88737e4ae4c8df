#include "modules/selections/criterion.hpp"

#include <algorithm>
#include <map>

#include "modules/consents/consent.hpp"
#include "modules/selections/reading.hpp"

namespace kartei::selections {

using nlohmann::json;

std::size_t Columns::place_of(const Column& column) {
    const bool is_number = column.purpose.empty() &&
                           (column.field.is_number() || column.field.kind == FieldKind::yes_no);
    const auto place = place_of_sql(column.sql, is_number);
    shown_[place] = &column;
    if (!column.join.empty() && std::find(joins_.begin(), joins_.end(), column.join) == joins_.end())
        joins_.push_back(column.join);
    return place;
}

std::size_t Columns::place_of_sql(const std::string& sql, bool is_number) {
    const auto found = std::find(sql_.begin(), sql_.end(), sql);
    if (found != sql_.end()) return static_cast<std::size_t>(found - sql_.begin());
    sql_.push_back(sql);
    numbers_.push_back(is_number);
    shown_.push_back(nullptr);
    return sql_.size() - 1;
}

Set FieldCriterion::look(const Looking& looking) const { return look_together(looking, {this}).front(); }

std::vector<Set> FieldCriterion::look_together(const Looking& looking,
                                               const std::vector<const FieldCriterion*>& criteria) {
    Columns all;
    std::vector<std::vector<std::size_t>> places;
    for (const auto* criterion : criteria) {
        auto& own = places.emplace_back();
        const auto& columns = criterion->columns_;
        for (std::size_t i = 0; i < columns.sql().size(); ++i)
            own.push_back(all.place_of_sql(columns.sql()[i], columns.is_number(i)));
    }
    std::vector<Set> sets(criteria.size(), Set(looking.people.size()));
    std::vector<Cells> cells(criteria.size());
    for (std::size_t i = 0; i < criteria.size(); ++i) cells[i].resize(places[i].size());
    read_rows(looking, {customer_source(), all, {}}, [&](std::size_t ordinal, const Cells& row, const sql::Rows&) {
        for (std::size_t i = 0; i < criteria.size(); ++i) {
            for (std::size_t cell = 0; cell < cells[i].size(); ++cell) cells[i][cell] = row[places[i][cell]];
            if (criteria[i]->test_(cells[i])) sets[i].add(ordinal);
        }
    });
    return sets;
}

json FieldCriterion::values(const Looking& looking, std::int64_t customer) const {
    json values = json::object();
    const auto people = People::few(looking.transaction, std::span(&customer, 1));
    read_rows({looking.house, looking.transaction, people, looking.stopped}, {customer_source(), columns_, {}},
              [&](std::size_t, const Cells& row, const sql::Rows&) {
                  for (std::size_t i = 0; i < row.size(); ++i)
                      if (const auto* column = columns_.shown()[i])
                          values[std::string(column->field.name)] = shown(looking.house, *column, row[i]);
              });
    return values;
}

namespace {

struct Declared {
    bool known = false;
    std::string state, at;
};

/// Takes what holds over what was known of the customer.
void settle(Declared& known, std::string_view state, std::string_view at) {
    consents::CustomerPermission one, other;
    one.state = state, one.at = at, other.state = known.state, other.at = known.at;
    if (known.known && consents::holds_over(other, one)) return;
    known = {true, std::string(state), std::string(at)};
}

std::vector<Declared> declared(const Looking& looking, std::int64_t permission, const std::string& before) {
    std::vector<Declared> all(looking.people.size());
    const auto take = [&](sql::Rows rows) {
        while (rows.next())
            if (const auto ordinal = looking.people.of_id(rows.integer(0)); ordinal && rows.text(2) < before)
                settle(all[*ordinal], rows.text(1), rows.text(2));
    };
    if (!looking.people.is_few()) {
        take(looking.transaction.stream(
            "SELECT customer_id, state, at FROM permission_declaration WHERE permission_id = :permission ORDER BY id",
            permission));
        return all;
    }
    for (std::size_t i = 0; i < looking.people.size(); ++i)
        take(looking.transaction.query("SELECT customer_id, state, at FROM permission_declaration"
                                       " WHERE customer_id = :customer AND permission_id = :permission ORDER BY id",
                                       looking.people.at(i).id, permission));
    return all;
}

}  // namespace

Set PermissionCriterion::look(const Looking& looking) const {
    Set set(looking.people.size());
    const auto all = declared(looking, permission_, before_);
    for (std::size_t i = 0; i < all.size(); ++i)
        if ((all[i].known ? all[i].state : "none") == state_) set.add(i);
    return set;
}

json PermissionCriterion::values(const Looking& looking, std::int64_t customer) const {
    const auto people = People::few(looking.transaction, std::span(&customer, 1));
    const auto all = declared({looking.house, looking.transaction, people, looking.stopped}, permission_, before_);
    if (all.empty() || !all[0].known) return {{"state", "none"}};
    return {{"state", all[0].state}, {"at", all[0].at.empty() ? json(nullptr) : json(all[0].at)}};
}

namespace {

constexpr std::string_view changes =
    "SELECT r.record_id, e.at FROM change_event e JOIN audit_entry n ON n.event_id = e.id"
    " JOIN audit_row r ON r.entry_id = n.id WHERE r.record = 'customer' AND r.operation = 'changed'"
    " AND (r.field = :field OR :field = '') AND e.at >= :since";

}  // namespace

Set ChangeCriterion::look(const Looking& looking) const {
    Set set(looking.people.size());
    auto rows = looking.transaction.stream(changes, field_, since_);
    while (rows.next())
        if (const auto ordinal = looking.people.of_id(rows.integer(0))) set.add(*ordinal);
    return set;
}

json ChangeCriterion::values(const Looking& looking, std::int64_t customer) const {
    const std::string sql = std::string(changes) + " AND r.record_id = :customer ORDER BY e.at DESC LIMIT 1";
    auto rows = looking.transaction.query(sql, field_, since_, customer);
    return {{"changed_at", rows.next() ? json(rows.string(1)) : json(nullptr)}};
}

}  // namespace kartei::selections
