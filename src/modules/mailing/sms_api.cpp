// Text messages over HTTP: one to a customer, and the address that the gateway reports to, which anybody may call who holds
// its secret.
#include <array>

#include "audit/hold.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/mailing/sendings_api.hpp"
#include "modules/mailing/sms_length.hpp"
#include "modules/mailing/text_messages.hpp"
#include "modules/parameters/module_switch.hpp"
#include "web/endpoint_names.hpp"
#include "web/form_body.hpp"

namespace kartei::mailing {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

/// As gateways call it.
constexpr std::array<const char*, 8> status_members{"status",       "state", "Status",         "MessageStatus",
                                                    "delivery_status", "dlr",   "delivery-status", "event"};

Result<Answer> text_to(House& house, jobs::Jobs& jobs, const Request& request) {
    std::optional<Sending> begun;
    auto answer = TRY(house.database.write([&](Transaction& transaction) {
        begun.reset();
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            begun = TRY(begin_text_message_to(house, transaction, request.actor, request.id(),
                                              request.body.at("text").get<std::string>()));
            return Answer::created({{"id", begun->id}, {"job", 0}}, "/api/v1/sendings/" + std::to_string(begun->id));
        });
    }));
    if (begun) {
        answer.json["job"] = TRY(start_sending_job(house, jobs, request.actor, *begun));
        answer.text.reset();  // that one is kept for a request that comes again
    }
    return answer;
}

/// The first of the names, in the report or one step below it.
std::string status_said(const Json& report) {
    if (!report.is_object()) return "";
    for (const auto* name : status_members)
        if (const auto found = report.find(name); found != report.end() && found->is_string()) return *found;
    for (const auto& [name, below] : report.items())
        if (below.is_object())
            for (const auto* inner : {"status", "state", "name", "groupName"})
                if (const auto found = below.find(inner); found != below.end() && found->is_string()) return *found;
    return "";
}

Result<Answer> report(House& house, const Request& request) {
    const auto token = request.path_parameters.at("token");
    const auto status = status_said(request.body);
    // Anybody may ask: nobody who guesses makes those who write wait.
    const bool known = house.database.read(
        [&](Transaction& transaction) { return token.size() >= 16 && recipient_with_token(transaction, token); });
    if (!known || !house.database.write([&](Transaction& transaction) {
            hold_part(transaction);
            return report_delivery(house, transaction, token, status);
        }))
        return refuse(RefusalKind::not_found, "error.no_such_address");
    return Answer::nothing();
}

}  // namespace

EndpointTable sms_endpoints(House& house, jobs::Jobs& jobs) {
    Endpoint one{.method = Method::post,
                 .path = "/customers/{id}/text-message",
                 .name = "text_customer",
                 .permission = "customers.change",
                 .summary =
                     "A text message to the mobile number of one customer about his own business, through the gate: 409 "
                     "when he is not on the list for text messages (J-199) or is left out otherwise. It stands in his "
                     "history."};
    one.body_schema = schema::object({{"text", web::schema::text(2000)}}, {"text"});
    one.answers = {{201, "The sending and its job.", started_schema()}};
    one.precondition = Precondition::idempotency_key;
    one.handle = [&house, &jobs](Request& request) { return text_to(house, jobs, request); };
    one.record = "sending";
    Endpoint said{.method = Method::post,
                  .path = "/sms/status/{token}",
                  .name = "report_text_message",
                  .permission = "",
                  .summary =
                      "For the gateway: what became of a text message, as a form or JSON with its status. What is told "
                      "twice, late or in another order changes nothing; what is delivered stays so. 404 for a wrong "
                      "secret."};
    said.body_schema = web::with_form({{"type", "object"}, {"additionalProperties", true}});
    said.answers = {{204, "Taken.", nullptr}};
    said.handle = [&house](Request& request) { return report(house, request); };
    return parameters::only_with_module(house, "sms", {std::move(one), std::move(said)});
}

}  // namespace kartei::mailing
