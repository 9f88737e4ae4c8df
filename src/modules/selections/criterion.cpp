#include "modules/selections/criterion.hpp"

#include "modules/consents/consent.hpp"
#include "modules/selections/reading.hpp"

namespace kartei::selections {

using nlohmann::json;

Set FieldCriterion::look(const Looking&, const View& view) const {
    return rows_that_fit(test_, view);
}

json FieldCriterion::values(const Looking& looking, std::int64_t customer) const {
    json values = json::object();
    const auto people = People::few(looking.transaction, std::span(&customer, 1));
    read_rows({looking.house, looking.transaction, people, looking.stopped}, {&customer_source(), columns_},
              [&](std::size_t, const Cells& row) {
                  for (std::size_t i = 0; i < row.size(); ++i)
                      if (const auto* column = columns_.slots()[i].shown)
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

/// What customers declared, each declaration a row. Nobody asks for its fields by name.
const Source& declarations() {
    static const Source source{"declarations", "selection.permissions", "permission_declaration d",
                               "d.customer_id", "d.id", {}};
    return source;
}
enum Place : std::size_t { permission_place, state_place, at_place };

/// What holds of each customer's declarations before an instant.
std::vector<Declared> declared(const View& view, std::int64_t permission, const std::string& before) {
    std::vector<Declared> all(view.frame->people);
    Cell state, at;
    for (std::size_t ordinal = 0; ordinal < all.size(); ++ordinal)
        for (auto row = view.frame->begin_of(ordinal); row < view.frame->end_of(ordinal); ++row) {
            if (view.number(permission_place, row) != permission) continue;
            view.read(at_place, row, at);
            if (at.text >= before) continue;
            view.read(state_place, row, state);
            settle(all[ordinal], state.text, at.text);
        }
    return all;
}

}  // namespace

std::optional<Wanted> PermissionCriterion::wanted() const {
    Wanted wanted{&declarations(), {}};
    wanted.columns.place_of_sql("d.permission_id", Form::number);
    wanted.columns.place_of_sql("d.state", Form::text);
    wanted.columns.place_of_sql("d.at", Form::day);
    return wanted;
}

Set PermissionCriterion::look(const Looking&, const View& view) const {
    Set set(view.frame->people);
    const auto all = declared(view, permission_, before_);
    for (std::size_t i = 0; i < all.size(); ++i)
        if ((all[i].known ? all[i].state : "none") == state_) set.add(i);
    return set;
}

json PermissionCriterion::values(const Looking& looking, std::int64_t customer) const {
    const auto people = People::few(looking.transaction, std::span(&customer, 1));
    const auto view = read_view(looking.transaction, people, *wanted(), [&] { looking.check(); });
    const auto all = declared(view, permission_, before_);
    if (all.empty() || !all[0].known) return {{"state", "none"}};
    return {{"state", all[0].state}, {"at", all[0].at.empty() ? json(nullptr) : json(all[0].at)}};
}

namespace {

constexpr std::string_view changes =
    "SELECT r.record_id, e.at FROM change_event e JOIN audit_entry n ON n.event_id = e.id"
    " JOIN audit_row r ON r.entry_id = n.id WHERE r.record = 'customer' AND r.operation = 'changed'"
    " AND (r.field = :field OR :field = '') AND e.at >= :since";

}  // namespace

std::optional<Wanted> ChangeCriterion::wanted() const { return std::nullopt; }

Set ChangeCriterion::look(const Looking& looking, const View&) const {
    Set set(looking.people.size());
    const auto take = [&](sql::Rows rows) {
        while (rows.next())
            if (const auto ordinal = looking.people.of_id(rows.integer(0))) set.add(*ordinal);
    };
    if (!looking.people.is_few()) take(looking.transaction.stream(changes, field_, since_));
    else
        for (std::size_t i = 0; i < looking.people.size(); ++i)
            take(looking.transaction.query(std::string(changes) + " AND r.record_id = :customer", field_, since_,
                                           looking.people.at(i).id));
    return set;
}

json ChangeCriterion::values(const Looking& looking, std::int64_t customer) const {
    const std::string sql = std::string(changes) + " AND r.record_id = :customer ORDER BY e.at DESC LIMIT 1";
    auto rows = looking.transaction.query(sql, field_, since_, customer);
    return {{"changed_at", rows.next() ? json(rows.string(1)) : json(nullptr)}};
}

}  // namespace kartei::selections
