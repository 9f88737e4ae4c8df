// E-mails over HTTP: pausing and going on, an e-mail to one customer, and the address where recipients say that they
// want no more, which anybody may call who holds its secret.
#include "audit/hold.hpp"
#include "base/event_access.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/mailing/carrier.hpp"
#include "modules/mailing/mail_run.hpp"
#include "modules/mailing/sendings_api.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::mailing {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

/// The sending moves to a state; what stands in another by now is a conflict.
Result<Sending> move(House& house, Transaction& transaction, const Request& request, std::string_view from,
                     std::string_view to) {
    hold_part(transaction);
    const auto sending = find_sending(transaction, request.id());
    const bool own = sending && (sending->user_id == request.actor.user_id || request.actor.may("jobs.all"));
    if (!own || !goes_one_by_one(sending->output) ||
        (!sending->events.empty() && !covers_event_access(request.actor, sending->events)))
        return refuse(RefusalKind::not_found, "error.no_such_sending");
    if (!set_state(transaction, sending->id, from, to, house.now()))
        return refuse(RefusalKind::conflict, "error.sending_state",
                      {{"state", text(request.language, "sending.state." + sending->state)}});
    return *find_sending(transaction, sending->id);
}

Result<Answer> pause(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        const auto sending = TRY(move(house, transaction, request, "running", "paused"));
        return Answer::ok(sending_json(transaction, sending, request.language));
    });
}

/// `doubtful`: what becomes of those in doubt: they count as sent, or are sent again.
Result<Answer> go_on(House& house, jobs::Jobs& jobs, const Request& request) {
    const auto doubtful = request.body.value("doubtful", "keep");
    const auto sending = TRY(house.database.write([&](Transaction& transaction) -> Result<Sending> {
        auto found = TRY(move(house, transaction, request, "paused", "running"));
        TRY(check_carrier(found.output));
        move_recipients(transaction, found.id, "in_flight", "in_doubt", house.now());
        if (doubtful != "keep")
            move_recipients(transaction, found.id, "in_doubt", doubtful == "again" ? "waiting" : "sent", house.now());
        return found;
    }));
    const auto job = TRY(start_sending_job(house, jobs, request.actor, sending));
    return Answer::accepted({{"id", sending.id}, {"job", job}}, "/api/v1/jobs/" + std::to_string(job));
}

Result<Answer> cancel(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        const auto now = find_sending(transaction, request.id());
        const auto from = now && now->state == "paused" ? "paused" : "running";
        const auto sending = TRY(move(house, transaction, request, from, "cancelled"));
        move_recipients(transaction, sending.id, "waiting", "cancelled", house.now());
        return Answer::ok(sending_json(transaction, sending, request.language));
    });
}

Result<Answer> mail_to(House& house, jobs::Jobs& jobs, const Request& request) {
    std::optional<Sending> begun;
    auto answer = TRY(house.database.write([&](Transaction& transaction) {
        begun.reset();
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            begun = TRY(begin_mail_to(house, transaction, request.actor, request.id(), request.body.value("to", ""),
                                      {request.body.at("subject"), request.body.at("text")}));
            return Answer::created({{"id", begun->id}, {"job", 0}}, "/api/v1/sendings/" + std::to_string(begun->id));
        });
    }));
    if (begun) {
        answer.json["job"] = TRY(start_sending_job(house, jobs, request.actor, *begun));
        answer.text.reset();  // that one is kept for a request that comes again
    }
    return answer;
}

/// A page without a script, for who follows the link; a mail program posts at once.
Answer page(Language language, const std::string& key, bool with_button) {
    auto html = "<!DOCTYPE html><html lang=\"" + std::string(language_code(language)) +
                "\"><head><meta charset=\"utf-8\"><title>" + text(language, "mail.unsubscribe") +
                "</title></head><body><p>" + text(language, key) + "</p>";
    if (with_button)
        html += "<form method=\"post\"><button>" + text(language, "mail.unsubscribe_button") + "</button></form>";
    return Answer::raw(html + "</body></html>", "text/html");
}

Result<Answer> leave(House& house, const Request& request, bool only_look) {
    const auto token = request.path_parameters.at("token");
    // Anybody may ask: nobody who guesses makes those who write wait.
    const auto look = [&](Transaction& transaction) { return unsubscribe(house, transaction, token, true); };
    const auto work = [&](Transaction& transaction) { return unsubscribe(house, transaction, token, false); };
    const bool known = house.database.read(look) && (only_look || house.database.write(work));
    if (!known) return refuse(RefusalKind::not_found, "error.no_such_address");
    return page(request.language, only_look ? "mail.unsubscribe_question" : "mail.unsubscribed", only_look);
}

Endpoint state_endpoint(const char* path, const char* name, const char* summary,
                        std::function<Result<Answer>(Request&)> handle) {
    Endpoint made{
        .method = Method::post, .path = path, .name = name, .permission = "sendings.send", .summary = summary};
    made.answers = {{200, "The sending.", schema::reference("Sending")}};
    made.handle = std::move(handle);
    return made;
}

Endpoint leaving(House& house, Method method, const char* name, const char* summary, bool only_look) {
    Endpoint made{.method = method, .path = "/unsubscribe/{token}", .name = name, .permission = "", .summary = summary};
    made.answers = {{200, "A page that says so.", nullptr, "text/html"}};
    made.handle = [&house, only_look](Request& request) { return leave(house, request, only_look); };
    return made;
}

Endpoint one_mail(House& house, jobs::Jobs& jobs) {
    Endpoint made{.method = Method::post,
                  .path = "/customers/{id}/mail",
                  .name = "mail_customer",
                  .permission = "customers.change",
                  .summary =
                      "An e-mail to one customer about his own business (J-083), to his address or the one in `to` "
                      "(J-091); 409 when there is neither (J-090). It stands in his history."};
    made.body_schema = schema::object({{"to", web::schema::text(254)},
                                       {"subject", web::schema::text(200)},
                                       {"text", web::schema::text(20000)}},
                                      {"subject", "text"});
    made.answers = {{201, "The sending and its job.", started_schema()}};
    made.precondition = Precondition::idempotency_key;
    made.handle = [&house, &jobs](Request& request) { return mail_to(house, jobs, request); };
    made.record = "sending";
    return made;
}

}  // namespace

EndpointTable mail_endpoints(House& house, jobs::Jobs& jobs) {
    auto go =
        state_endpoint("/sendings/{id}/continuation", "continue_sending",
                       "Goes on with a paused sending of e-mails. Those in doubt stay so, count as `sent`, or are "
                       "sent `again`.",
                       [&house, &jobs](Request& request) { return go_on(house, jobs, request); });
    go.body_schema = schema::object({{"doubtful", schema::choice({"keep", "sent", "again"})}});
    go.answers = {{202, "The sending and its job.", started_schema()}};
    return {
        state_endpoint("/sendings/{id}/pause", "pause_sending",
                       "Pauses a sending of e-mails behind the one that is on its way.",
                       [&house](Request& request) { return pause(house, request); }),
        std::move(go),
        state_endpoint("/sendings/{id}/cancellation", "cancel_sending",
                       "Cancels what was not sent yet of a sending of e-mails.",
                       [&house](Request& request) { return cancel(house, request); }),
        one_mail(house, jobs),
        leaving(house, Method::get, "ask_to_unsubscribe", "Asks who followed the link whether he wants no more.", true),
        leaving(house, Method::post, "unsubscribe",
                "Withdraws the permission by which this e-mail was sent (RFC 8058: one click); the body is not read.",
                false)};
}

}  // namespace kartei::mailing
