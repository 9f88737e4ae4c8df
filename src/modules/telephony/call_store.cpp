#include "modules/telephony/call_store.hpp"

#include <nlohmann/json.hpp>

#include "audit/field_reversal.hpp"
#include "audit/no_way_back.hpp"
#include "base/phone.hpp"
#include "modules/customers/customer_history.hpp"
#include "modules/customers/customer_store.hpp"
#include "sql/field_columns.hpp"

namespace kartei::telephony {
namespace {

using audit::Change;
using audit::Conflict;
using nlohmann::json;
using sql::Transaction;

constexpr std::string_view record = "phone_call";

const std::vector<Field>& fields() {
    static const std::vector<Field> all = [] {
        std::vector<Field> list;
        for (const auto& member : call_fields()) list.push_back(member.field);
        return list;
    }();
    return all;
}

const sql::Columns& columns() {
    static const auto all = sql::columns_of({"id", "version", "created_event"}, fields());
    return all;
}

Call read_call(const sql::Rows& rows) {
    Call call;
    call.id = rows.integer(0), call.version = rows.integer(1), call.created_event = rows.integer(2);
    int column = 3;
    for (const auto& member : call_fields()) member.set(call, sql::value_of(member.field, rows, column++));
    return call;
}

template <class... Arguments>
std::vector<Call> calls(Transaction& transaction, std::string_view which, const Arguments&... arguments) {
    static const auto select = sql::select_from(record, columns());
    std::vector<Call> all;
    // sql: the names are those of the record, `which` is written below
    auto rows = transaction.query(select + " " + std::string(which), arguments...);
    while (rows.next()) all.push_back(read_call(rows));
    return all;
}

std::optional<Call> first_of(std::vector<Call> found) {
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

/// Parameters of all columns of the field table, behind those that are there.
std::vector<sql::Parameter> with_fields(std::vector<sql::Parameter> row, const Call& call,
                                        std::vector<std::string>& kept) {
    kept.reserve(call_fields().size());
    for (const auto& member : call_fields()) row.push_back(sql::parameter_of(member.field, member.get(call), kept));
    return row;
}

void insert(Transaction& transaction, const Call& call) {
    static const auto statement = sql::insert_into(record, columns());
    std::vector<std::string> kept;
    transaction.run_execute(statement, with_fields({call.id, call.version, call.created_event}, call, kept));
}

/// What the time lines say follows: of whoever had it before, and of whoever has it now.
void tell(Change& change, const Call& before, const Call& after) {
    static const Field incoming{"incoming", FieldKind::multiline, 2400, Privacy::personal},
        outgoing{"outgoing", FieldKind::multiline, 2400, Privacy::personal};
    const auto& field = after.direction == "in" ? incoming : outgoing;
    const auto value = [](const std::string& text) { return text.empty() ? Value() : Value(text); };
    const auto old_text = value(told(before)), new_text = value(told(after));
    if (before.customer_id == after.customer_id) {
        if (after.customer_id != 0 && old_text != new_text)
            change.changed(history_record, after.customer_id, field, old_text, new_text, after.customer_id);
        return;
    }
    if (before.customer_id != 0 && !is_empty(old_text))
        change.changed(history_record, before.customer_id, field, old_text, Value(), before.customer_id);
    if (after.customer_id != 0 && !is_empty(new_text))
        change.changed(history_record, after.customer_id, field, Value(), new_text, after.customer_id);
}

json image_of(const Call& call) {
    json image{{"id", call.id}, {"version", call.version}, {"created_event", call.created_event}};
    for (const auto& member : call_fields())
        if (const auto value = member.get(call); !is_empty(value))
            image[std::string(member.field.name)] = write_value(member.field, value);
    return image;
}

std::vector<Conflict> about_whole(std::int64_t id, std::string reason) {
    return {{std::string(record), id, "", "", std::move(reason)}};
}

std::vector<Conflict> change_back(House& house, Transaction& transaction, Change& change, std::int64_t id,
                                  const std::vector<audit::FieldChange>& changes, bool check_only) {
    const auto before = find_call(transaction, id);
    if (!before) return about_whole(id, "error.gone");
    if (!before->service_id.empty())
        for (const auto& one : changes)
            if (one.field == "state") return about_whole(id, "error.cannot_be_undone");
    auto after = *before;
    auto conflicts = audit::put_back(call_fields(), after, changes, house.rules);
    if (after.customer_id != 0 && !customers::find_customer(transaction, after.customer_id))
        return about_whole(id, "error.gone");
    if (!check_only && !update_call(house, transaction, change, *before, after))
        return about_whole(id, "error.changed_since");
    return conflicts;
}

std::vector<Conflict> creation_back(House&, Transaction& transaction, Change& change, std::int64_t first,
                                    std::int64_t last, bool check_only) {
    std::vector<Conflict> conflicts;
    for (auto id = last; id >= first; --id) {
        const auto call = find_call(transaction, id);
        if (!call) continue;
        if (!call->service_id.empty())
            conflicts.push_back({std::string(record), id, "", "", "error.cannot_be_undone"});
        else if (call->version > 1) conflicts.push_back({std::string(record), id, "", "", "error.changed_since"});
        if (check_only || !conflicts.empty()) continue;
        transaction.execute("DELETE FROM phone_call WHERE id = :id", id);
        change.deleted(record, id, image_of(*call).dump(), call->customer_id);
        auto nobodys = *call;
        nobodys.customer_id = 0;
        tell(change, *call, nobodys);
    }
    return conflicts;
}

std::vector<Conflict> deletion_back(House& house, Transaction& transaction, Change& change, std::int64_t id,
                                    const std::string& row, bool check_only) {
    const auto image = json::parse(row, nullptr, false);
    if (!image.is_object() || !image.contains("id") || find_call(transaction, id)) return about_whole(id, "error.gone");
    Call call;
    call.id = id, call.version = image.at("version").get<std::int64_t>();
    call.created_event = image.at("created_event");
    for (const auto& member : call_fields())
        if (const auto found = image.find(member.field.name); found != image.end())
            if (const auto value = read_value(member.field, found->get<std::string>())) member.set(call, *value);
    call.number_key = phone_key(call.number, house.country);
    if (call.customer_id != 0 && !customers::find_customer(transaction, call.customer_id))
        return about_whole(id, "error.gone");
    if (check_only) return {};
    insert(transaction, call);
    change.created(record, id);
    tell(change, Call{}, call);
    return {};
}

}  // namespace

std::optional<Call> find_call(Transaction& transaction, std::int64_t id) {
    return first_of(calls(transaction, "WHERE id = :id", id));
}

std::optional<Call> call_of_service(Transaction& transaction, std::string_view service_id) {
    return first_of(calls(transaction, "WHERE service_id = :service_id", service_id));
}

std::vector<Call> live_calls(Transaction& transaction) {
    return calls(transaction, "WHERE state <> 'over' ORDER BY id LIMIT 500");
}

std::optional<Call> dialled_call(Transaction& transaction, std::string_view number_key, std::string_view since) {
    return first_of(calls(transaction,
                          "WHERE service_id IS NULL AND direction = 'out' AND outcome = 'dialled' AND number_key = :key"
                          " AND began_at >= :since ORDER BY began_at DESC, id DESC LIMIT 1",
                          number_key, since));
}

std::vector<Call> calls_of_customer(Transaction& transaction, std::int64_t customer, int limit) {
    return calls(transaction, "WHERE customer_id = :customer ORDER BY began_at DESC, id DESC LIMIT :limit", customer,
                 limit);
}

void insert_call(House& house, Transaction& transaction, Change& change, Call& call) {
    call.id = take_ids(transaction, record);
    call.created_event = change.event();
    call.number_key = phone_key(call.number, house.country);
    insert(transaction, call);
    change.created(record, call.id);
    tell(change, Call{}, call);
}

bool update_call(House&, Transaction& transaction, Change& change, const Call& before, Call& after) {
    const auto changed = differences(call_fields(), before, after);
    if (changed.empty()) return true;
    static const auto statement = "UPDATE phone_call SET version = version + 1, " +
                                  sql::assigned(sql::columns_of({}, fields())) +
                                  " WHERE id = :id AND version = :expected";
    std::vector<std::string> kept;
    auto parameters = with_fields({}, after, kept);
    parameters.emplace_back(after.id);
    parameters.emplace_back(before.version);
    if (transaction.run_execute(statement, parameters) == 0) return false;
    after.version = before.version + 1;
    const auto person = after.customer_id != 0 ? after.customer_id : before.customer_id;
    for (const auto& one : changed)
        change.changed(record, after.id, *one.field, one.before, one.after, one.field->is_personal() ? person : 0);
    tell(change, before, after);
    return true;
}

std::string told(const Call& call) {
    if (!call.is_over() || call.id == 0) return "";
    auto text = call.number;
    if (call.seconds) text += (text.empty() ? "" : ", ") + written_duration(*call.seconds);
    if (!call.note.empty()) text += (text.empty() ? "" : ": ") + call.note;
    return text.empty() ? "?" : text;
}

std::vector<audit::Reversible> reversible_calls() {
    audit::Reversible call;
    call.record = record;
    call.change = change_back;
    call.creation = [](House& house, Transaction& transaction, Change& change, std::int64_t first, std::int64_t last,
                       std::int64_t, bool check_only) {
        return creation_back(house, transaction, change, first, last, check_only);
    };
    call.deletion = deletion_back;
    // What a time line says follows from the call, which goes back in the same event and tells it.
    const std::string history(history_record), hook = "call_hook";
    audit::Reversible line{history,
                           [](House&, Transaction&, Change&, std::int64_t, const std::vector<audit::FieldChange>&,
                              bool) { return std::vector<Conflict>(); },
                           audit::no_creation_back(history), audit::gone_for_good(history)};
    return {call, line,
            {hook, audit::no_change_back(hook), audit::no_creation_back(hook), audit::gone_for_good(hook)}};
}

customers::Reference references_of_calls() { return {std::string(record), "customer_id", false, "", columns()}; }

}  // namespace kartei::telephony
