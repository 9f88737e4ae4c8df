// One set of endpoints for each list: add, change, delete, read in clear, order.
#include "modules/profile/list_api.hpp"

#include "modules/accounts/account_json.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/profile/choice_words.hpp"
#include "modules/profile/profile_json.hpp"
#include "modules/profile/row_actions.hpp"
#include "web/endpoint_names.hpp"
#include "web/field_json.hpp"

namespace kartei::profile {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

/// A row as whoever asked reads it.
Json shown(House& house, const List& list, const Row& row, const Request& request, std::int64_t event = 0) {
    if (list.word_lists.empty()) return row_json(list, row, house.rules, event);
    return house.database.read([&](Transaction& transaction) {
        return row_json(list, in_words(transaction, list, row, request.language), house.rules, event);
    });
}

Answer answer_of(Json row, const SavedRow& saved) {
    auto answer = Answer::ok(std::move(row));
    answer.version = saved.row.version;
    return answer;
}

Result<Answer> add(House& house, const List& list, const Request& request) {
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto saved = TRY(
                add_row(house, transaction, request.actor, list, request.id(), values_in(request.body)));
            auto answer = answer_of(
                row_json(list, in_words(transaction, list, saved.row, request.language), house.rules, saved.event),
                saved);
            answer.status = 201;
            answer.location = "/api/v1/customers/" + std::to_string(request.id()) + "/lists";
            return answer;
        });
    });
}

Result<Answer> change(House& house, const List& list, const Request& request) {
    const auto id = request.id("row_id");
    const auto saved = house.database.write([&](Transaction& transaction) {
        return change_row(house, transaction, request.actor, list, request.id(), id, *request.version,
                          values_in(request.body));
    });
    if (!saved) return refused(house, list, request, id, saved.refusal());
    return answer_of(shown(house, list, saved->row, request, saved->event), *saved);
}

Result<Answer> remove(House& house, const List& list, const Request& request) {
    const auto id = request.id("row_id");
    const auto event = house.database.write([&](Transaction& transaction) {
        return delete_row(house, transaction, request.actor, list, request.id(), id, *request.version);
    });
    if (!event) return refused(house, list, request, id, event.refusal());
    return Answer::ok({{"change_event", *event}});
}

Result<Answer> order(House& house, const List& list, const Request& request) {
    const auto ids = request.body.at("ids").get<std::vector<std::int64_t>>();
    const auto event = TRY(house.database.write([&](Transaction& transaction) {
        return order_rows(house, transaction, request.actor, list, request.id(), ids);
    }));
    return Answer::ok({{"change_event", event}});
}

Result<Answer> secrets(House& house, const List& list, const Request& request) {
    const auto found = TRY(house.database.write([&](Transaction& transaction) {
        return read_secrets(house, transaction, request.actor, list, request.id(), request.id("row_id"));
    }));
    auto answer = Answer::ok(Json(found));
    answer.headers.emplace_back("Cache-Control", "no-store");
    return answer;
}

std::string folder_of(const List& list) { return "/customers/{id}/" + std::string(list.path); }

Json event_schema() { return schema::object({{"change_event", schema::integer()}}, {"change_event"}); }

web::EndpointTable row_endpoints(House& house, const List& list) {
    const auto row = schema::reference(schema_name(list));
    const auto input = schema::reference(schema_name(list) + "Input");
    const std::string record(list.record), right(list.right);
    return {
        {Method::post, folder_of(list), "add_" + record, right,
         "Appends a row; refuses with every issue. Full card numbers are refused in any field.", {}, input, {},
         {{201, "The new row; `change_event` undoes it.", row}}, Precondition::idempotency_key,
         [&house, &list](Request& request) { return add(house, list, request); }, record},
        {Method::patch, folder_of(list) + "/{row_id}", "change_" + record, right,
         "Changes the fields that are given, null empties; 412 when somebody else has saved, with `current` and "
         "`changes`.",
         {}, input, {}, {{200, "The row as it is now; `change_event` undoes the change.", row}}, Precondition::if_match,
         [&house, &list](Request& request) { return change(house, list, request); }, record},
        {Method::del, folder_of(list) + "/{row_id}", "delete_" + record, right, "Deletes a row.", {}, nullptr, {},
         {{200, "Deleted; `change_event` undoes it.", event_schema()}}, Precondition::if_match,
         [&house, &list](Request& request) { return remove(house, list, request); }, record},
    };
}

web::Endpoint order_endpoint(House& house, const List& list) {
    const auto body = schema::object({{"ids", schema::array(schema::integer())}}, {"ids"});
    return {Method::put, folder_of(list) + "/order", "order_" + std::string(list.name), std::string(list.right),
            "Puts the rows into this order (J-115); of bank accounts the first is debited (J-112). 409 when `ids` are "
            "not the rows of the customer.",
            {}, body, {}, {{200, "`change_event` undoes it; 0 when they stood so.", event_schema()}}, {},
            [&house, &list](Request& request) { return order(house, list, request); }};
}

web::Endpoint secrets_endpoint(House& house, const List& list) {
    std::vector<std::pair<std::string, Json>> members;
    for (const auto& field : list.fields)
        if (field.is_sensitive()) members.emplace_back(field.name, schema::text());
    return {Method::get, folder_of(list) + "/{row_id}/secrets", "read_" + std::string(list.record), "sensitive.read",
            "The sensitive values of a row in clear; each reading is recorded in the customer's history.", {}, nullptr,
            {}, {{200, "Fields that have a value.", schema::object(members)}}, {},
            [&house, &list](Request& request) { return secrets(house, list, request); }};
}

}  // namespace

NewValues values_in(const Json& body) {
    NewValues values;
    for (const auto& [name, value] : body.items()) values.emplace(name, web::value_of(value));
    return values;
}

Result<Answer> refused(House& house, const List& list, const Request& request, std::int64_t row,
                       const Refusal& refusal) {
    if (refusal.kind != RefusalKind::stale) return refusal;
    const auto now =
        house.database.read([&](Transaction& transaction) { return find_row(house, transaction, list, row); });
    if (!now) return refusal;
    return accounts::stale(house, list.record, row, *request.version, shown(house, list, *now, request), request);
}

web::EndpointTable list_endpoints(House& house) {
    web::EndpointTable table;
    for (const auto& list : all_lists()) {
        if (list.single) continue;
        for (auto& endpoint : row_endpoints(house, list)) table.push_back(std::move(endpoint));
        if (list.can_be_ordered) table.push_back(order_endpoint(house, list));
        if (list.has_sensitive_fields()) table.push_back(secrets_endpoint(house, list));
    }
    return table;
}

}  // namespace kartei::profile
