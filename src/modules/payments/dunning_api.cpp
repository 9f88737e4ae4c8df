#include <algorithm>

#include "base/event_access.hpp"
#include "jobs/job_title.hpp"
#include "modules/payments/dunning_run.hpp"
#include "modules/payments/dunning_store.hpp"
#include "modules/payments/payments_api.hpp"
#include "modules/payments/payments_json.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::payments {
namespace {

using namespace web::endpoint_names;
using sql::Transaction;

constexpr int most_runs = 200;
constexpr std::int64_t most_items = 500;

Json item_json(const House& house, const DunningItem& item, Language language) {
    return {{"position", item.position},
            {"customer", {{"id", item.customer_id},
                          {"number", item.customer ? Json(*item.customer) : Json()},
                          {"name", item.name}}},
            {"booking", item.booking != 0 ? Json(item.booking) : Json()},
            {"order", words(item.order)},
            {"level", item.level},
            {"due_from", item.due_from},
            {"due_to", item.due_to},
            {"days_late", item.days_late},
            {"amount", amount_of(house, item.amount)},
            {"fee", amount_of(house, item.fee)},
            {"taken_out", item.taken_out},
            {"problem", item.problem.empty() ? Json() : Json(text(language, "mailing.left_out." + item.problem))}};
}

Json letters_json(const House& house, const std::vector<DunningItem>& items, Language language,
                  std::size_t most = std::string::npos) {
    Json list = Json::array();
    for (const auto& item : items)
        if (list.size() < most) list.push_back(item_json(house, item, language));
    return list;
}

Json run_json(const House&, const DunningRun& run) {
    return {{"id", run.id},           {"on", run.run_on},
            {"made_at", run.made_at}, {"made_by", run.made_by},
            {"printed_at", words(run.printed_at)}, {"printed_by", words(run.printed_by)}};
}

/// A run with a page of whom it reminds: large ones have a hundred thousand.
Json shown_json(const House& house, const Request& request, const DunningPage& page) {
    auto json = run_json(house, page.run);
    json["count"] = page.count, json["letters"] = Json::array();
    for (const auto& item : page.run.items) json["letters"].push_back(item_json(house, item, request.language));
    return json;
}

Json preview_json(const House& house, const DunningQuestion& question, const DunningPreview& found,
                  Language language) {
    std::int64_t total = 0, count = 0;
    for (const auto& item : found.items)
        if (item.problem.empty()) total += item.amount + item.fee, ++count;
    auto letters = letters_json(house, found.items, language,
                                question.most != 0 ? question.most : preview_limits().shown);
    return {{"on", write_date(question.on)},
            {"count", count},
            {"total", amount_of(house, total)},
            {"letters", std::move(letters)}};
}

Result<Answer> preview(House& house, const Request& request) {
    DunningQuestion question{TRY(day_in(house, request.query_text("on").value_or(""), "on"))};
    for (const auto& number : request.query_list("leave_out")) question.left_out.insert(std::stoll(number));
    question.most = preview_limits().in_a_request;
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto found = preview_dunning(house, transaction, request.actor, question);
        if (found.late > question.most) return Answer::ok({{"as_job", true}, {"count", found.late}});
        return Answer::ok(preview_json(house, question, found, request.language));
    });
}

Result<DunningQuestion> question_in(const House& house, const Json& body) {
    DunningQuestion question{TRY(day_in(house, text_in(body, "on"), "on"))};
    for (const auto& number : body.value("leave_out", Json::array()))
        question.left_out.insert(number.get<std::int64_t>());
    return question;
}

jobs::Order job_of(const Request& request, const char* kind, const std::string& day) {
    return {kind, jobs::titled(std::string("dunning.job.") + kind, {{"date", day}}), request.actor.user_id, 0,
            "payments.dun", write_event_access(request.actor)};
}

Result<Answer> look(House& house, jobs::Jobs& jobs, const Request& request) {
    const auto question = TRY(question_in(house, request.body));
    return as_job(house, jobs, request, job_of(request, "dunning_preview", write_date(question.on)),
                  [](Transaction&) -> Result<Done> { return Done{}; },
                  [&house, question, actor = request.actor](jobs::Progress& progress) -> Result<jobs::Outcome> {
                      const auto found = house.database.read([&](Transaction& transaction) {
                          return preview_dunning(house, transaction, actor, question, &progress);
                      });
                      return jobs::Outcome{preview_json(house, question, found, actor.language)};
                  });
}

Result<Answer> make(House& house, jobs::Jobs& jobs, const Request& request) {
    const auto question = TRY(question_in(house, request.body));
    return as_job(house, jobs, request, job_of(request, "dunning_run", write_date(question.on)), check_none_waits,
                  [&house, question, actor = request.actor](jobs::Progress& progress) -> Result<jobs::Outcome> {
                      const auto made = TRY(make_dunning(house, actor, question, progress));
                      return jobs::Outcome{{{"run", made.run.id},
                                            {"letters", made.run.items.size()},
                                            {"change_event", made.event}}};
                  });
}

Result<Answer> out(House& house, const Request& request) {
    return made_once(house, request, [&](Transaction& transaction) -> Result<Json> {
        TRY(take_out(house, transaction, request.actor, request.id(), number_in(request.body, "position"),
                     request.body.value("taken_out", true)));
        return shown_json(house, request, TRY(seen_dunning_page(transaction, request.actor, request.id(), 0, most_items)));
    });
}

Result<jobs::Outcome> printed(House& house, const Actor& actor, std::int64_t run, jobs::Progress& progress) {
    const auto path = progress.result_file("reminders-" + std::to_string(run) + ".pdf");
    auto file = TRY(documents::OutputFile::create(path));
    const auto letters = TRY(print_dunning(house, actor, run, *file, progress));
    TRY(file->commit());
    return jobs::Outcome{{{"run", run}, {"letters", letters}}};
}

Result<Answer> print(House& house, jobs::Jobs& jobs, const Request& request) {
    const auto run = TRY(house.database.read([&](Transaction& transaction) {
        return seen_dunning(transaction, request.actor, request.id());
    }));
    const auto nobody_left = std::all_of(run.items.begin(), run.items.end(),
                                         [](const DunningItem& item) { return item.taken_out; });
    return as_job(house, jobs, request, job_of(request, "dunning_letters", run.run_on),
                  [&](Transaction&) -> Result<Done> {
                      if (!nobody_left) return Done{};
                      return refuse(RefusalKind::conflict, "error.nobody_to_dun", {{"date", run.run_on}});
                  },
                  [&house, id = run.id, actor = request.actor](jobs::Progress& progress) {
                      return printed(house, actor, id, progress);
                  });
}

/// To be looked at in a request; of many they are made as a job.
Result<Done> check_few_letters(Transaction& transaction, const Request& request) {
    const auto page = TRY(seen_dunning_page(transaction, request.actor, request.id(), 0, 1));
    if (page.count <= static_cast<std::int64_t>(preview_limits().in_a_request)) return Done{};
    return refuse(RefusalKind::conflict, "error.many_letters",
                  {{"count", std::to_string(page.count)}, {"run", std::to_string(page.run.id)}});
}

Result<Answer> letters(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        TRY(check_few_letters(transaction, request));
        auto answer =
            Answer::raw(TRY(letters_of_dunning(house, transaction, request.actor, request.id())), "application/pdf");
        answer.headers.emplace_back("Content-Disposition",
                                    "inline; filename=\"reminders-" + std::to_string(request.id()) + ".pdf\"");
        return answer;
    });
}

Result<Answer> list(House& house) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        Json rows = Json::array();
        for (const auto& run : all_dunning(transaction, most_runs)) rows.push_back(run_json(house, run));
        return Answer::ok({{"rows", std::move(rows)}});
    });
}

Json whole(std::int64_t least, std::int64_t most) {
    return {{"type", "integer"}, {"minimum", least}, {"maximum", most}};
}

EndpointTable reading(House& house) {
    return {
        {Method::get, "/dunning-runs/preview", "preview_dunning", "payments.dun",
         "Who is to be reminded on a day, at which level and fee; never a customer with no_open_items (J-187).",
         {{"on", "The day; today when not given.", schema::text(20)},
          {"leave_out", "Numbers of customers who stay out.", schema::array(schema::integer())}},
         nullptr, {}, {{200, "The preview.", schema::anything()}}, {},
         [&house](Request& request) { return preview(house, request); }, "dunning"},
        {Method::get, "/dunning-runs", "list_dunning_runs", "payments.dun", "The last 200 runs, the newest first.", {},
         nullptr, {}, {{200, "The runs.", schema::anything()}}, {}, [&house](Request&) { return list(house); }},
        {Method::get, "/dunning-runs/{id}", "get_dunning_run", "payments.dun", "A run with a page of whom it reminds of what; count says how many there are.",
         {{"offset", "How many are passed over; 0 when not given.", whole(0, 1'000'000'000)},
          {"limit", "500 when not given.", whole(1, most_items)}},
         nullptr, {}, {{200, "The run.", schema::anything()}}, {},
         [&house](Request& request) {
             return house.database.read([&](Transaction& transaction) -> Result<Answer> {
                 return Answer::ok(shown_json(house, request,
                                              TRY(seen_dunning_page(transaction, request.actor, request.id(),
                                                                    request.query_integer("offset", 0),
                                                                    request.query_integer("limit", most_items)))));
             });
         }},
        {Method::get, "/dunning-runs/{id}/letters.pdf", "get_dunning_letters", "payments.dun",
         "The letters as one PDF, before they are printed and after. 409 of so many that they are made as a job.", {}, nullptr, {},
         {{200, "The letters.", nullptr, "application/pdf"}}, {},
         [&house](Request& request) { return letters(house, request); }},
    };
}

}  // namespace

EndpointTable dunning_endpoints(House& house, jobs::Jobs& jobs) {
    const auto run = schema::anything();
    auto all = reading(house);
    all.push_back({Method::post, "/dunning-runs/previews", "look_at_dunning", "payments.dun",
                   "The preview as a job, for however many are late; its result holds the first 1,000.", {},
                   schema::object({{"on", schema::text(20)}, {"leave_out", schema::array(schema::integer())}}), {},
                   {{202, "The job.", job_schema()}}, Precondition::idempotency_key,
                   [&house, &jobs](Request& request) { return look(house, jobs, request); }, "dunning"});
    all.push_back(
        {Method::post,
         "/dunning-runs",
         "make_dunning_run",
         "payments.dun",
         "A run of whoever the preview shows, as a job with the result {run, letters, change_event}, which undoes it "
         "until its letters are printed. 409 when an earlier run waits for its letters.",
         {},
         schema::object({{"on", schema::text(20)}, {"leave_out", schema::array(schema::integer())}}),
         {},
         {{202, "The job.", job_schema()}},
         Precondition::idempotency_key,
         [&house, &jobs](Request& request) { return make(house, jobs, request); },
         "dunning"});
    all.push_back({Method::post, "/dunning-runs/{id}/takeouts", "take_out_of_dunning", "payments.dun",
                   "One booking or order out of the run, or back into it; 409 once the letters are printed.", {},
                   schema::object({{"position", schema::integer()}, {"taken_out", schema::boolean()}}, {"position"}),
                   {}, {{201, "The run.", run}}, Precondition::idempotency_key,
                   [&house](Request& request) { return out(house, request); }, "dunning"});
    all.push_back(
        {Method::post,
         "/dunning-runs/{id}/letters",
         "print_dunning_letters",
         "payments.dun",
         "The letters go out, as a job whose file is the PDF: levels are reached and fees charged, which is not undone. "
         "Cancelled while they are set, no letter has gone out. Done again it changes nothing.",
         {},
         nullptr,
         {},
         {{202, "The job.", job_schema()}},
         Precondition::idempotency_key,
         [&house, &jobs](Request& request) { return print(house, jobs, request); },
         "dunning"});
    return all;
}

}  // namespace kartei::payments
