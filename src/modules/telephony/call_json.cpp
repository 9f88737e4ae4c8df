#include "modules/telephony/call_json.hpp"

#include "modules/customers/customer_list.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/payments/payments_json.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::telephony {

using namespace web::endpoint_names;
using payments::words;
using sql::Transaction;

namespace {

Json caller_json(const Caller& one) {
    const auto& customer = one.customer;
    return {{"customer",
             {{"id", customer.id},
              {"number", customer.number ? Json(*customer.number) : Json()},
              {"name", customers::name_in_lists(customer.name_prefix, customer.name, customer.first_name)}}},
            {"kind", customer.kind},
            {"town", words(customer.town)},
            {"booking_block", customer.booking_block},
            {"reason", one.reason},
            {"detail", words(one.detail)},
            {"sure", one.sure}};
}

}  // namespace

bool concerns(const House& house, const Call& call, const Actor& actor, std::string_view extension) {
    if (call.is_over()) return false;
    if (call.user_id != 0) return call.user_id == actor.user_id;
    return rings_at(call, extension, house.country);
}

Json call_json(Transaction& transaction, const Actor& actor, const Call& call) {
    return {
        {"id", call.id},
        {"version", call.version},
        {"direction", call.direction},
        {"number", words(call.number)},
        {"customer", call.customer_id == 0 ? Json() : payments::customer_json(transaction, actor, call.customer_id)},
        {"user", words(call.user_name)},
        {"mine", call.user_id != 0 && call.user_id == actor.user_id},
        {"state", call.state},
        {"outcome", words(call.outcome)},
        {"began_at", call.began_at},
        {"answered_at", words(call.answered_at)},
        {"ended_at", words(call.ended_at)},
        {"seconds", call.seconds ? Json(*call.seconds) : Json()},
        {"told", !call.service_id.empty()},
        {"note", words(call.note)},
        {"booking", call.booking ? Json(*call.booking) : Json()}};
}

Json ringing_json(const House& house, Transaction& transaction, const Actor& actor, const Call& call) {
    auto json = call_json(transaction, actor, call);
    json["callers"] = Json::array();
    for (const auto& one : only_seen(transaction, actor, callers(house, transaction, call.number)))
        json["callers"].push_back(caller_json(one));
    return json;
}

web::NamedSchema caller_schema() {
    return {"Caller", schema::object({{"customer", payments::customer_schema()},
                                      {"kind", schema::text()},
                                      {"town", schema::nullable(schema::text())},
                                      {"booking_block", schema::boolean()},
                                      {"reason", schema::choice({"phone_mobile", "phone_private", "phone_business",
                                                                 "listed", "fax", "family", "company"})},
                                      {"detail", schema::nullable(schema::text())},
                                      {"sure", schema::boolean()}},
                                     {"customer", "reason", "sure"})};
}

web::NamedSchema call_schema() {
    const auto maybe_text = schema::nullable(schema::text());
    const auto maybe_number = schema::nullable(schema::integer());
    const auto maybe_instant = schema::nullable(schema::instant());
    const auto fee = schema::object({{"rule", schema::text()},
                                     {"text", schema::text()},
                                     {"amount", schema::money()},
                                     {"minutes", schema::integer()},
                                     {"charged", schema::boolean()}},
                                    {"rule", "text", "amount", "minutes", "charged"});
    return {"Call", schema::object({{"id", schema::integer()},
                                    {"version", schema::integer()},
                                    {"direction", schema::choice({"in", "out"})},
                                    {"number", maybe_text},
                                    {"customer", payments::customer_schema()},
                                    {"user", maybe_text},
                                    {"mine", schema::boolean()},
                                    {"state", schema::choice({"ringing", "talking", "over"})},
                                    {"outcome", maybe_text},
                                    {"began_at", schema::instant()},
                                    {"answered_at", maybe_instant},
                                    {"ended_at", maybe_instant},
                                    {"seconds", maybe_number},
                                    {"told", schema::boolean()},
                                    {"note", maybe_text},
                                    {"booking", maybe_number},
                                    {"callers", schema::array(schema::reference("Caller"))},
                                    {"fees", schema::array(fee)},
                                    {"dial", maybe_text},
                                    {"change_event", schema::integer()}},
                                   {"id", "version", "direction", "state", "began_at"})};
}

std::vector<web::NamedSchema> telephony_schemas() { return {caller_schema(), call_schema()}; }

}  // namespace kartei::telephony
