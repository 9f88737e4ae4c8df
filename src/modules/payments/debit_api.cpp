#include <algorithm>

#include "base/mask.hpp"
#include "base/texts.hpp"
#include "base/event_access.hpp"
#include "jobs/job_title.hpp"
#include "modules/payments/debit_collection.hpp"
#include "modules/payments/debit_due.hpp"
#include "modules/payments/debit_run.hpp"
#include "modules/payments/payments_api.hpp"
#include "modules/payments/payments_json.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::payments {
namespace {

using namespace web::endpoint_names;
using sql::Transaction;

constexpr int most_runs = 200;
constexpr std::int64_t most_items = 500;

/// Of a look in a request everything is shown, of a large one what a screen can hold.
std::size_t most_shown(const DebitQuestion& question) {
    return question.most != 0 ? question.most : preview_limits().shown;
}

Json run_json(const House& house, const DebitRun& run) {
    return {{"id", run.id}, {"state", run.state}, {"collect_on", run.collect_on}, {"scheme", run.scheme},
            {"message_id", run.message_id}, {"made_at", run.made_at}, {"made_by", run.made_by},
            {"items_count", run.items}, {"total", amount_of(house, run.total)}};
}

Json item_json(const House& house, Transaction& transaction, const Request& request, const DebitItem& item) {
    const bool blocks = !item.released && blocks_account(item.return_reason);
    return {{"position", item.position},
            {"customer", customer_json(transaction, request.actor, item.customer_id)},
            {"booking", item.booking},
            {"amount", amount_of(house, item.amount)},
            {"iban", masked(item.iban)},
            {"mandate", item.mandate},
            {"sequence", item.sequence},
            {"end_to_end", item.end_to_end},
            {"returned_on", words(item.returned_on)},
            {"reason", words(item.return_reason)},
            {"reason_text", item.return_reason.empty()
                                ? Json()
                                : Json(text(request.language, "debit.reason." + item.return_reason))},
            {"fee", item.return_fee ? Json(amount_of(house, *item.return_fee)) : Json()},
            {"blocked", blocks}};
}

/// A run with a page of its items: large ones have a hundred thousand.
Result<Json> shown_run(House& house, Transaction& transaction, const Request& request, std::int64_t id,
                       std::int64_t offset = 0, std::int64_t limit = most_items) {
    const auto run = find_run(transaction, id);
    if (!run) return refuse(RefusalKind::not_found, "error.no_such_debit_run");
    const auto seen = as_seen(transaction, request.actor, *run);
    if (seen.items == 0) return refuse(RefusalKind::not_found, "error.no_such_debit_run");
    auto json = run_json(house, seen);
    json["items"] = Json::array();
    for (const auto& item : items_of(house, transaction, request.actor, id, offset, limit))
        json["items"].push_back(item_json(house, transaction, request, item));
    return json;
}

Json debit_json(const House& house, const Debit& debit, Language language) {
    return {{"customer", {{"id", debit.customer_id},
                          {"number", debit.customer ? Json(*debit.customer) : Json()},
                          {"name", debit.name}}},
            {"booking", debit.booking},
            {"due_on", debit.due_on},
            {"amount", amount_of(house, debit.amount)},
            {"iban", masked(debit.account.iban)},
            {"bic", words(debit.account.bic)},
            {"mandate", words(debit.account.mandate)},
            {"mandate_on", words(debit.account.mandate_on)},
            {"sequence", words(debit.sequence)},
            {"amended", debit.amended},
            {"problems", problems_json(debit.problems, language)}};
}

Json preview_json(const House& house, const DebitQuestion& question, DebitPreview found, Language language) {
    // What has to be fixed is what somebody has to see.
    std::stable_partition(found.debits.begin(), found.debits.end(),
                          [](const Debit& debit) { return !debit.problems.empty(); });
    Json debits = Json::array();
    for (const auto& debit : found.debits)
        if (debits.size() < most_shown(question)) debits.push_back(debit_json(house, debit, language));
    return {{"asked_on", write_date(question.collect_on)},
            {"collect_on", write_date(found.collect_on)},
            {"scheme", question.scheme},
            {"short_notice", found.short_notice},
            {"due", found.due},
            {"going", found.going},
            {"to_fix", static_cast<std::int64_t>(found.debits.size()) - found.going},
            {"total", amount_of(house, found.total)},
            {"debits", std::move(debits)}};
}

Result<Answer> preview(House& house, const Request& request) {
    DebitQuestion question;
    question.collect_on = TRY(day_in(house, request.query_text("collect_on").value_or(""), "collect_on"));
    question.scheme = request.query_text("scheme").value_or("core");
    for (const auto& number : request.query_list("leave_out")) question.left_out.insert(std::stoll(number));
    question.most = preview_limits().in_a_request;
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        auto found = TRY(preview_debits(house, transaction, request.actor, question));
        if (found.due > question.most) return Answer::ok({{"as_job", true}, {"count", found.due}});
        return Answer::ok(preview_json(house, question, std::move(found), request.language));
    });
}

Result<DebitQuestion> question_in(const House& house, const Json& body) {
    DebitQuestion question;
    question.collect_on = TRY(day_in(house, text_in(body, "collect_on"), "collect_on"));
    question.scheme = body.value("scheme", "core");
    for (const auto& number : body.value("leave_out", Json::array()))
        question.left_out.insert(number.get<std::int64_t>());
    return question;
}

jobs::Order job_of(const Request& request, const DebitQuestion& question, const char* kind) {
    const Parameters when{{"date", write_date(question.collect_on)}};
    return {kind, jobs::titled(std::string("debit.job.") + kind, when), request.actor.user_id, 0, "payments.debit",
            write_event_access(request.actor)};
}

/// What would be refused at once is said at once.
auto check_of(House& house, const DebitQuestion& question) {
    return [&house, question](Transaction& transaction) -> Result<Done> {
        TRY(creditor_of(house, transaction));
        TRY(collection_day(house, question.collect_on));
        return Done{};
    };
}

Result<Answer> look(House& house, jobs::Jobs& jobs, const Request& request) {
    const auto question = TRY(question_in(house, request.body));
    return as_job(house, jobs, request, job_of(request, question, "debit_preview"), check_of(house, question),
                  [&house, question, actor = request.actor](jobs::Progress& progress) -> Result<jobs::Outcome> {
                      auto found = TRY(house.database.read([&](Transaction& transaction) {
                          return preview_debits(house, transaction, actor, question, &progress);
                      }));
                      return jobs::Outcome{preview_json(house, question, std::move(found), actor.language)};
                  });
}

Result<Answer> make(House& house, jobs::Jobs& jobs, const Request& request) {
    const auto question = TRY(question_in(house, request.body));
    return as_job(house, jobs, request, job_of(request, question, "debit_run"), check_of(house, question),
                  [&house, question, actor = request.actor](jobs::Progress& progress) -> Result<jobs::Outcome> {
                      const auto made = TRY(collect_debits(house, actor, question, progress));
                      return jobs::Outcome{{{"run", made.run.id},
                                            {"again", made.is_again},
                                            {"items_count", made.run.items},
                                            {"total", amount_of(house, made.run.total)},
                                            {"collect_on", made.run.collect_on},
                                            {"left_over", made.left_over}}};
                  });
}

Result<Answer> give_back(House& house, const Request& request) {
    DebitReturn returned{request.id(), number_in(request.body, "position"), text_in(request.body, "reason"), "", 0};
    returned.returned_on = write_date(TRY(day_in(house, text_in(request.body, "returned_on"), "returned_on")));
    returned.fee = TRY(money_in(house, request.body, "fee"));
    if (returned.fee < 0) return refuse_field("fee", "error.amount_of_nothing");
    return made_once(house, request, [&](Transaction& transaction) -> Result<Json> {
        TRY(return_debit(house, transaction, request.actor, returned));
        return shown_run(house, transaction, request, returned.run);
    });
}

Result<Answer> release(House& house, const Request& request) {
    return made_once(house, request, [&](Transaction& transaction) -> Result<Json> {
        TRY(release_account(house, transaction, request.actor, request.id(), number_in(request.body, "position")));
        return shown_run(house, transaction, request, request.id());
    });
}

Result<Answer> list(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        Json rows = Json::array();
        for (auto& run : all_runs(transaction, most_runs))
            if (const auto seen = as_seen(transaction, request.actor, std::move(run)); seen.items > 0)
                rows.push_back(run_json(house, seen));
        return Answer::ok({{"rows", std::move(rows)}});
    });
}

Result<Answer> file(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        auto answer =
            Answer::raw(TRY(file_taken_along(house, transaction, request.actor, request.id())), "application/xml");
        answer.headers.emplace_back("Cache-Control", "no-store");
        answer.file_name = find_run(transaction, request.id())->message_id + ".xml";
        return answer;
    });
}

Json scheme_schema() { return schema::choice({"core", "b2b"}); }

Json whole(std::int64_t least, std::int64_t most) {
    return {{"type", "integer"}, {"minimum", least}, {"maximum", most}};
}

EndpointTable reading(House& house) {
    return {
        {Method::get, "/direct-debits/preview", "preview_direct_debits", "payments.debit",
         "What is due by direct debit on a day, and of each what the bank would refuse (J-112, J-126).",
         {{"collect_on", "The day of collection; today when not given.", schema::text(20)},
          {"scheme", "core when not given.", scheme_schema()},
          {"leave_out", "Numbers of bookings that stay out.", schema::array(schema::integer())}},
         nullptr, {}, {{200, "The preview.", schema::anything()}}, {},
         [&house](Request& request) { return preview(house, request); }, "debit"},
        {Method::get, "/direct-debits", "list_direct_debits", "payments.debit", "The last 200 runs, the newest first.",
         {}, nullptr, {}, {{200, "The runs.", schema::anything()}}, {},
         [&house](Request& request) { return list(house, request); }},
        {Method::get, "/direct-debits/{id}", "get_direct_debits", "payments.debit", 
         "A run with a page of its items; items_count says how many there are.",
         {{"offset", "How many are passed over; 0 when not given.", whole(0, 1'000'000'000)},
          {"limit", "500 when not given.", whole(1, most_items)}},
         nullptr, {}, {{200, "The run.", schema::anything()}}, {},
         [&house](Request& request) {
             return house.database.read([&](Transaction& transaction) -> Result<Answer> {
                 return Answer::ok(TRY(shown_run(house, transaction, request, request.id(),
                                                request.query_integer("offset", 0),
                                                request.query_integer("limit", most_items))));
             });
         }},
        {Method::get, "/direct-debits/{id}/file", "get_direct_debit_file", "payments.debit",
         "The file for the bank, pain.008.001.08: the same bytes each time.", {}, nullptr, {},
         {{200, "The file.", nullptr, "application/xml"}}, {},
         [&house](Request& request) { return file(house, request); }},
    };
}

}  // namespace

EndpointTable debit_endpoints(House& house, jobs::Jobs& jobs) {
    const auto run = schema::anything();
    auto all = reading(house);
    const auto question = schema::object({{"collect_on", schema::text(20)},
                                          {"scheme", scheme_schema()},
                                          {"leave_out", schema::array(schema::integer())}},
                                         {"collect_on"});
    all.push_back({Method::post, "/direct-debits/previews", "look_at_direct_debits", "payments.debit",
                   "The preview as a job, for however many are due; its result holds the first 1,000 debits, those to "
                   "be fixed first.",
                   {}, question, {}, {{202, "The job.", job_schema()}}, Precondition::idempotency_key,
                   [&house, &jobs](Request& request) { return look(house, jobs, request); }, "debit"});
    all.push_back({Method::post, "/direct-debits", "make_direct_debits", "payments.debit",
                   "Collects what the preview shows as going and posts it as paid, as a job with the result {run, again, "
                   "items_count, total, collect_on, left_over}. Nothing new: the run that was made before, with `again`. "
                   "Cancelled before it is whole, nothing stays posted; cut off, it goes on at the next start. What "
                   "changed since the look is left over for the next run.",
                   {}, question, {}, {{202, "The job.", job_schema()}}, Precondition::idempotency_key,
                   [&house, &jobs](Request& request) { return make(house, jobs, request); }, "debit"});
    all.push_back({Method::post, "/direct-debits/{id}/returns", "return_direct_debit", "payments.debit",
                   "A debit came back: its item is open again, its fee charged, its account blocked where the reason "
                   "says so.",
                   {},
                   schema::object({{"position", schema::integer()},
                                   {"reason", schema::text(20)},
                                   {"returned_on", schema::nullable(schema::text(20))},
                                   {"fee", schema::nullable(schema::text(40))}},
                                  {"position", "reason"}),
                   {}, {{201, "The run.", run}}, Precondition::idempotency_key,
                   [&house](Request& request) { return give_back(house, request); }, "debit"});
    all.push_back({Method::post, "/direct-debits/{id}/releases", "release_debit_account", "payments.debit",
                   "The account of a debit that came back may be debited again.", {},
                   schema::object({{"position", schema::integer()}}, {"position"}), {}, {{201, "The run.", run}},
                   Precondition::idempotency_key, [&house](Request& request) { return release(house, request); },
                   "debit"});
    return all;
}

}  // namespace kartei::payments
