#include "modules/customers/customer_api.hpp"

#include "audit/audit_api.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/customers/customer_answers.hpp"
#include "modules/customers/customer_attributes.hpp"
#include "modules/customers/customer_history.hpp"
#include "modules/customers/customer_json.hpp"
#include "modules/customers/declared_records.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/customers/search_api.hpp"
#include "web/endpoint_names.hpp"
#include "web/field_json.hpp"

namespace kartei::customers {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

constexpr int most_rows = 200;

ListOrder order_of(const std::string& name) {
    if (name == "number") return ListOrder::number;
    if (name == "created_at") return ListOrder::created_at;
    return name == "changed_at" ? ListOrder::changed_at : ListOrder::name;
}

Result<Answer> list(House& house, const Request& request) {
    ListQuestion question;
    question.with_hidden = TRY(with_hidden(request));
    question.order = order_of(request.query_text("order").value_or("name"));
    question.descending = request.query_text("direction") == "desc";
    question.filter = request.query_text("filter").value_or("");
    question.start = request.query_text("start");
    question.offset = request.query_integer("offset", 0);
    question.limit = static_cast<int>(request.query_integer("limit", 100));
    const auto page =
        house.database.read([&](Transaction& transaction) { return list_customers(transaction, question); });
    std::string json = R"({"rows":)";
    write_rows(json, page.rows);
    json += R"(,"offset":)" + std::to_string(page.offset) + "}";
    return Answer::raw(std::move(json));
}

Result<Answer> count(House& house, const Request& request) {
    const bool hidden = TRY(with_hidden(request));
    const auto filter = request.query_text("filter").value_or("");
    const auto counted =
        house.database.read([&](Transaction& transaction) { return count_customers(transaction, filter, hidden); });
    return Answer::ok({{"count", counted}, {"exact", true}});
}

Result<Answer> search(House& house, const Request& request) {
    const bool hidden = TRY(with_hidden(request));
    const auto typed = request.query_text("q").value_or("");
    const auto limit = static_cast<int>(request.query_integer("limit", 20));
    return Answer::ok(hits_json(house.database.read(
        [&](Transaction& transaction) {
            return search_customers(transaction, typed, limit, hidden, request.actor.promoters,
                                    [&](std::string_view right) { return request.actor.may(right); });
        })));
}

Result<Answer> get(House& house, const Request& request) {
    const auto customer = stored(house, request.id());
    if (!customer) return refuse(RefusalKind::not_found, "error.no_such_customer_here");
    return answer_of(*customer, house);
}

Result<Answer> create(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto saved = TRY(create_customer(house, transaction, request.actor, values_of(request.body)));
            auto answer = answer_of(transaction, saved.customer, house, saved.event);
            answer.status = 201;
            answer.location = "/api/v1/customers/" + std::to_string(saved.customer.id);
            return answer;
        });
    });
}

Result<Answer> change(House& house, const Request& request) {
    const auto saved = house.database.write([&](Transaction& transaction) {
        return change_customer(house, transaction, request.actor, request.id(), *request.version,
                               values_of(request.body));
    });
    if (!saved) return refused(house, request, saved.refusal());
    return answer_of(saved->customer, house, saved->event);
}

Result<Answer> remove(House& house, const Request& request) {
    const auto event = house.database.write([&](Transaction& transaction) {
        return delete_customer(house, transaction, request.actor, request.id(), *request.version,
                               links_of_others(request.query_text("links").value_or("")));
    });
    if (!event) return refused(house, request, event.refusal());
    return Answer::ok({{"change_event", *event}});
}

Result<Answer> history(House& house, const Request& request) {
    const auto limit = audit::limit_of(request);
    const auto events = house.database.read([&](Transaction& transaction) {
        return history_of_customer(house, transaction, request.id(), audit::cursor_of(request), limit);
    });
    return Answer::ok(audit::page_json(events, limit, request.actor, request.language));
}

Json bounded(std::int64_t least, std::int64_t most) {
    auto schema = schema::integer();
    schema["minimum"] = least;
    schema["maximum"] = most;
    return schema;
}

const web::ParameterDeclaration hidden_parameter{"hidden", "Also hidden customers; needs customers.see_hidden.",
                                                 schema::boolean()};
const web::ParameterDeclaration filter_parameter{
    "filter", "Beginning of the name (\"Meyer, An\" with the first name); where no name begins so, of the matchcode.",
    schema::text(120)};

web::EndpointTable list_endpoints(House& house) {
    const auto rows = schema::object(
        {{"rows", schema::array(schema::reference("CustomerRow"))}, {"offset", schema::integer()}}, {"rows", "offset"});
    const auto hits =
        schema::object({{"hits", schema::array(schema::reference("SearchHit"))}, {"complete", schema::boolean()}},
                       {"hits", "complete"});
    return {
        {Method::get,
         "/customers",
         "list_customers",
         "customers.read",
         "A page of the register, at most 200 rows. In the order of names any offset of a million answers in "
         "milliseconds.",
         {{"order", "The order of names when not given.",
           schema::choice({"name", "number", "changed_at", "created_at"})},
          {"direction", "", schema::choice({"asc", "desc"})},
          {"offset", "", bounded(0, 2'000'000'000)},
          {"limit", "", bounded(1, most_rows)},
          filter_parameter,
          {"start", "Instead of an offset: the first row at or after this name; the answer says its offset.",
           schema::text(120)},
          hidden_parameter},
         nullptr,
         {},
         {{200, "Rows and the offset of the first.", rows}},
         {},
         [&house](Request& request) { return list(house, request); }},
        {Method::get,
         "/customers/count",
         "count_customers",
         "customers.read",
         "How many rows the list has.",
         {filter_parameter, hidden_parameter},
         nullptr,
         {},
         {{200, "The count.",
           schema::object({{"count", schema::integer()}, {"exact", schema::boolean()}}, {"count", "exact"})}},
         {},
         [&house](Request& request) { return count(house, request); }},
        {Method::get,
         "/search",
         "search",
         "search",
         "The search box (J-011, J-012): number, matchcode (mul*an), name, e-mail, phone, postcode, order, ticket, by "
         "the shape of what is typed; best first, misspelt names (`matched`: similar) last. "
         "`complete` is false when there are, or may be, more.",
         {{"q", "What was typed; 120 characters are looked at.", schema::text(1000), true},
          {"limit", "20 when not given.", bounded(1, most_hits)},
          hidden_parameter},
         nullptr,
         {},
         {{200, "The hits.", hits}},
         {},
         [&house](Request& request) { return search(house, request); }},
        {Method::get,
         "/fields",
         "list_fields",
         "signed_in",
         "The declared fields of every record, where their values come from, and the lists their rows stand in; captions "
         "are the texts RECORD.NAME.",
         {},
         nullptr,
         {},
         {{200, "Fields by record, and in which lists their rows stand.", declaration_schema()}},
         {},
         [](Request&) -> Result<Answer> { return Answer::ok(declaration()); }},
    };
}

web::EndpointTable record_endpoints(House& house) {
    const auto customer = schema::reference("Customer");
    const auto input = schema::reference("CustomerInput");
    return {
        {Method::post,
         "/customers",
         "create_customer",
         "customers.create",
         "Creates a customer (J-006). What is empty is proposed: number, matchcode, gender, letter salutation, "
         "country, customer since.",
         {},
         input,
         {},
         {{201, "The new customer.", customer}},
         Precondition::idempotency_key,
         [&house](Request& request) { return create(house, request); },
         "customer"},
        {Method::get,
         "/customers/{id}",
         "get_customer",
         "customers.read",
         "One customer with all fields; money in the house's currency.",
         {},
         nullptr,
         {},
         {{200, "The customer.", customer}},
         {},
         [&house](Request& request) { return get(house, request); }},
        {Method::patch,
         "/customers/{id}",
         "change_customer",
         "customers.change",
         "Changes the fields that are given, null empties (J-013). 412 when somebody else has saved: with `current` "
         "and `changes`.",
         {},
         input,
         {},
         {{200, "The customer as it is now; `change_event` undoes the change.", customer}},
         Precondition::if_match,
         [&house](Request& request) { return change(house, request); },
         "customer"},
        {Method::del,
         "/customers/{id}",
         "delete_customer",
         "customers.delete",
         "Deletes a customer on whom nothing hangs; 409 says what does, and who points at him while `links` does not say "
         "what becomes of these links. His number is never given again.",
         {{"links", "Links of others to him: cleared, or kept as they are.", schema::choice({"clear", "keep"})}},
         nullptr,
         {},
         {{200, "Deleted; `change_event` undoes it.",
           schema::object({{"change_event", schema::integer()}}, {"change_event"})}},
         Precondition::if_match,
         [&house](Request& request) { return remove(house, request); },
         "customer"},
        {Method::get,
         "/customers/{id}/history",
         "get_customer_history",
         "history.read",
         "What changed on a customer, newest first.",
         audit::page_parameters(),
         nullptr,
         {},
         {{200, "A page of changes.", audit::page_schema()}},
         {},
         [&house](Request& request) { return history(house, request); }},
    };
}

}  // namespace

web::EndpointTable customer_endpoints(House& house) {
    auto table = list_endpoints(house);
    for (auto part : {form_search_endpoints(house), record_endpoints(house), entry_endpoints(house),
                      link_endpoints(house)})
        table.insert(table.end(), part.begin(), part.end());
    return table;
}

void note_customer(Transaction& transaction, const Actor& actor, const audit::Touched& touched, Json& event) {
    const auto& records = records_of_a_customer();
    if (std::find(records.begin(), records.end(), touched.record) == records.end()) return;
    if (const auto customer = find_customer(transaction, touched.id); customer && may_see(actor, *customer))
        event["customer"] = {{"id", customer->id}, {"number", *customer->number}, {"name", full_name(*customer)}};
}

}  // namespace kartei::customers
