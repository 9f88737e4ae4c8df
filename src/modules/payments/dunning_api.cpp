#include "modules/accounts/idempotent.hpp"
#include "modules/payments/dunning_run.hpp"
#include "modules/payments/payments_api.hpp"
#include "modules/payments/payments_json.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::payments {
namespace {

using namespace web::endpoint_names;
using sql::Transaction;

constexpr int most_runs = 200;

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

Json letters_json(const House& house, const std::vector<DunningItem>& items, Language language) {
    Json list = Json::array();
    for (const auto& item : items) list.push_back(item_json(house, item, language));
    return list;
}

Json run_json(const House&, const DunningRun& run) {
    return {{"id", run.id},           {"on", run.run_on},
            {"made_at", run.made_at}, {"made_by", run.made_by},
            {"printed_at", words(run.printed_at)}, {"printed_by", words(run.printed_by)}};
}

Json whole_json(const House& house, const Request& request, const DunningRun& run, std::int64_t event = 0) {
    auto json = run_json(house, run);
    json["letters"] = letters_json(house, run.items, request.language);
    if (event != 0) json["change_event"] = event;
    return json;
}

Result<Answer> preview(House& house, const Request& request) {
    DunningQuestion question{TRY(day_in(house, request.query_text("on").value_or(""), "on"))};
    for (const auto& number : request.query_list("leave_out")) question.left_out.insert(std::stoll(number));
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto items = preview_dunning(house, transaction, request.actor, question);
        std::int64_t total = 0, count = 0;
        for (const auto& item : items)
            if (item.problem.empty()) total += item.amount + item.fee, ++count;
        return Answer::ok({{"on", write_date(question.on)},
                           {"count", count},
                           {"total", amount_of(house, total)},
                           {"letters", letters_json(house, items, request.language)}});
    });
}

using Work = std::function<Result<Json>(Transaction&)>;

Result<Answer> create(House& house, const Request& request, const Work& work) {
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            auto answer = Answer::ok(TRY(work(transaction)));
            answer.status = 201;
            return answer;
        });
    });
}

Result<Answer> make(House& house, const Request& request) {
    DunningQuestion question{TRY(day_in(house, text_in(request.body, "on"), "on"))};
    for (const auto& number : request.body.value("leave_out", Json::array()))
        question.left_out.insert(number.get<std::int64_t>());
    return create(house, request, [&](Transaction& transaction) -> Result<Json> {
        const auto made = TRY(make_dunning(house, transaction, request.actor, question));
        return whole_json(house, request, TRY(seen_dunning(transaction, request.actor, made.run.id)), made.event);
    });
}

Result<Answer> out(House& house, const Request& request) {
    return create(house, request, [&](Transaction& transaction) -> Result<Json> {
        return whole_json(house, request,
                          TRY(take_out(house, transaction, request.actor, request.id(),
                                       number_in(request.body, "position"), request.body.value("taken_out", true))));
    });
}

Result<Answer> print(House& house, const Request& request) {
    return create(house, request, [&](Transaction& transaction) -> Result<Json> {
        return whole_json(house, request, TRY(print_dunning(house, transaction, request.actor, request.id())));
    });
}

Result<Answer> letters(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
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
        {Method::get, "/dunning-runs/{id}", "get_dunning_run", "payments.dun", "A run with whom it reminds of what.",
         {}, nullptr, {}, {{200, "The run.", schema::anything()}}, {},
         [&house](Request& request) {
             return house.database.read([&](Transaction& transaction) -> Result<Answer> {
                 return Answer::ok(whole_json(house, request,
                                              TRY(seen_dunning(transaction, request.actor, request.id()))));
             });
         }},
        {Method::get, "/dunning-runs/{id}/letters.pdf", "get_dunning_letters", "payments.dun",
         "The letters as one PDF, before they are printed and after.", {}, nullptr, {},
         {{200, "The letters.", nullptr, "application/pdf"}}, {},
         [&house](Request& request) { return letters(house, request); }},
    };
}

}  // namespace

EndpointTable dunning_endpoints(House& house) {
    const auto run = schema::anything();
    auto all = reading(house);
    all.push_back(
        {Method::post,
         "/dunning-runs",
         "make_dunning_run",
         "payments.dun",
         "A run of whoever the preview shows; `change_event` undoes it until its letters are printed. 409 when "
         "there is nobody, or an earlier run waits for its letters.",
         {},
         schema::object({{"on", schema::text(20)}, {"leave_out", schema::array(schema::integer())}}),
         {},
         {{201, "The run.", run}},
         Precondition::idempotency_key,
         [&house](Request& request) { return make(house, request); },
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
         "The letters go out: levels are reached and fees charged, which is not undone. Done again it changes "
         "nothing.",
         {},
         nullptr,
         {},
         {{201, "The run.", run}},
         Precondition::idempotency_key,
         [&house](Request& request) { return print(house, request); },
         "dunning"});
    return all;
}

}  // namespace kartei::payments
