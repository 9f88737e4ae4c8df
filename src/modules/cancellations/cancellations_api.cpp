#include "audit/concerned.hpp"
#include "base/event_access.hpp"
#include "base/money.hpp"
#include "jobs/job_title.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/cancellations/cancellation.hpp"
#include "modules/cancellations/cancellations.hpp"
#include "modules/events/event_store.hpp"
#include "modules/orders/order_json.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::cancellations {
namespace {

using namespace web::endpoint_names;
using namespace web::schema;
using sql::Transaction;

constexpr std::size_t most_shown = 500;

Asked asked_in(const Request& request) {
    const auto& body = request.body;
    const auto word = [&](const char* name) {
        return body.contains(name) && body[name].is_string() ? body[name].get<std::string>() : std::string();
    };
    Asked asked;
    asked.event = request.id();
    asked.decision = word("decision");
    asked.kind = word("kind");
    if (const auto target = body.find("target"); target != body.end() && target->is_number())
        asked.target = target->get<std::int64_t>();
    asked.cancel = body.value("cancel", false);
    asked.also_anonymous = body.value("also_anonymous", false);
    asked.keep_fees = body.value("keep_fees", false);
    asked.orders = body.value("orders", std::vector<std::int64_t>{});
    return asked;
}

Json words(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json line_json(const House& house, const Line& line, Language language) {
    const auto reason = line.reason.empty() ? Json() : Json(text(language, "cancellation.reason." + line.reason));
    return {{"order", line.order_id}, {"number", words(line.number)},
            {"customer", line.customer_id ? Json(line.customer_id) : Json()}, {"name", words(line.customer_name)},
            {"tickets", line.tickets}, {"amount", write_money(line.amount, house.rules.currency_digits)},
            {"outcome", line.outcome}, {"reason", reason}};
}

Json plan_json(const House& house, const Plan& plan, Language language) {
    std::int64_t orders = 0, left = 0, tickets = 0, amount = 0;
    Json lines = Json::array();
    for (const auto& line : plan.lines) {
        if (lines.size() < most_shown) lines.push_back(line_json(house, line, language));
        if (line.outcome == "left") {
            ++left;
            continue;
        }
        ++orders, tickets += line.tickets, amount += line.amount;
    }
    return {{"name", plan.event_name}, {"orders", orders}, {"left", left}, {"tickets", tickets},
            {"amount", write_money(amount, house.rules.currency_digits)}, {"lines", std::move(lines)}};
}

Result<Answer> preview(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto plan = TRY(plan_cancellation(house, transaction, request.actor, asked_in(request)));
        return Answer::ok(plan_json(house, plan, request.language));
    });
}

/// What would be refused at once is said at once. The run itself begins with the job: one that waits in the queue can be
/// cancelled, and has done nothing then.
Result<jobs::Job> enter_job(House& house, jobs::Jobs& jobs, Transaction& transaction, const Actor& actor,
                            const Asked& asked) {
    const auto plan = TRY(plan_cancellation(house, transaction, actor, asked));
    return jobs.enter(transaction, {"date_cancellation", jobs::titled("cancellation.job", {{"name", plan.event_name}}),
                                    actor.user_id, static_cast<std::int64_t>(plan.lines.size()), "sales.refund",
                                    write_event_access(actor)});
}

Result<Answer> start(House& house, jobs::Jobs& jobs, const Request& request) {
    const auto asked = asked_in(request);
    std::optional<jobs::Job> entered;
    auto answer = TRY(house.database.write([&](Transaction& transaction) {
        entered.reset();
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            entered = TRY(enter_job(house, jobs, transaction, request.actor, asked));
            return Answer::accepted({{"id", entered->id}}, "/api/v1/jobs/" + std::to_string(entered->id));
        });
    }));
    if (entered)
        jobs.launch(*entered, [&house, actor = request.actor, asked](jobs::Progress& progress) -> Result<jobs::Outcome> {
            return jobs::Outcome{TRY(cancel_date(house, actor, asked, progress))};
        });
    return answer;
}

Json body() {
    return object({{"decision", choice({"refund", "move", "credit"})},
                   {"kind", nullable(orders::payment_kind_schema())},
                   {"target", nullable(integer())},
                   {"cancel", boolean()},
                   {"also_anonymous", boolean()},
                   {"keep_fees", boolean()},
                   {"orders", array(integer())}},
                  {"decision"});
}

Json plan_schema() {
    const auto maybe = nullable(text());
    const auto line = object(
        {{"order", integer()}, {"number", maybe}, {"customer", nullable(integer())}, {"name", maybe},
         {"tickets", integer()}, {"amount", money()},
         {"outcome", choice({"refunded", "moved", "credited", "released", "left"})}, {"reason", maybe}},
        {"order", "tickets", "amount", "outcome"});
    return object({{"name", text()}, {"orders", integer()}, {"left", integer()}, {"tickets", integer()},
                   {"amount", money()}, {"lines", array(line)}},
                  {"name", "orders", "left", "tickets", "amount", "lines"});
}

}  // namespace

web::EndpointTable cancellations_endpoints(House& house, jobs::Jobs& jobs) {
    Endpoint look{Method::post, "/event-dates/{id}/cancellations/preview", "preview_date_cancellation", "sales.refund",
                  "What would become of the orders of a cancelled event date: the money goes back by `kind` (without one "
                  "as it came in), stays on the customer as money for later, or the tickets move to the date `target`, to "
                  "the same seats where they are free. With `keep_fees` the fees of sold tickets stay with the house. Who is "
                  "left, and why, comes first; at most 500 lines. Writes nothing. With `cancel` of a date that is not cancelled yet."};
    look.body_schema = body();
    look.answers = {{200, "Counts, sums and orders", plan_schema()}};
    look.handle = [&house](Request& request) { return preview(house, request); };
    look.record = "cancellation";
    Endpoint begin{Method::post, "/event-dates/{id}/cancellations", "cancel_event_date", "sales.refund",
                   "Does it, for all orders or those named, as a job and one change event that undo takes back; cancelled "
                   "before its end, all goes back. `cancel` needs the right events.change. Run again it deals with those "
                   "that are left. The list cancelled-dates says what became of each."};
    begin.body_schema = body();
    begin.answers = {{202, "The job", object({{"id", integer()}}, {"id"})}};
    begin.precondition = Precondition::idempotency_key;
    begin.handle = [&house, &jobs](Request& request) { return start(house, jobs, request); };
    begin.record = "cancellation";
    return {std::move(look), std::move(begin)};
}

}  // namespace kartei::cancellations
