#include "modules/till/till_api.hpp"

#include <functional>

#include "base/money.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/parameters/module_switch.hpp"
#include "modules/till/till_actions.hpp"
#include "modules/till/till_json.hpp"
#include "modules/till/till_report_pdf.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::till {
namespace {

using namespace web::endpoint_names;
using sql::Transaction;

/// Notes and coins of the euro; whoever counts another currency enters the sum.
constexpr std::array<std::int64_t, 15> euro_pieces{50000, 20000, 10000, 5000, 2000, 1000, 500, 200,
                                                   100,   50,    20,    10,   5,    2,    1};

std::string text_in(const Json& body, const char* name) {
    const auto found = body.find(name);
    return found == body.end() || found->is_null() ? "" : found->get<std::string>();
}

std::int64_t number_in(const Json& body, const char* name) {
    const auto found = body.find(name);
    return found == body.end() || found->is_null() ? 0 : found->get<std::int64_t>();
}

Result<std::int64_t> money_in(const House& house, const std::string& typed, const char* name) {
    if (typed.empty()) return refuse_field(name, "error.required");
    const auto amount = read_money(typed, house.rules.currency_digits);
    if (!amount)
        return refuse_field(name, amount.refusal().issues.front().key, amount.refusal().issues.front().parameters);
    return *amount;
}

using TillWork = std::function<Result<MovedTill>(Transaction&)>;

Result<Answer> create(House& house, const Request& request, const TillWork& work) {
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto done = TRY(work(transaction));
            auto json = till_json(house, done.whole);
            json["change_event"] = done.event;
            auto answer = Answer::ok(std::move(json));
            answer.status = 201;
            return answer;
        });
    });
}

Result<Answer> mine(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto now = open_till_of(transaction, request.actor.user_id);
        const auto last = last_till_of(transaction, request.actor.user_id);
        Json pieces = Json::array();
        if (house.currency == "EUR")
            for (const auto piece : euro_pieces) pieces.push_back(write_money(piece, house.rules.currency_digits));
        return Answer::ok({{"till", now ? till_json(house, whole(transaction, *now)) : Json()},
                           {"proposed", last ? Json(write_money(last->counted, house.rules.currency_digits)) : Json()},
                           {"last", last ? Json(last->id) : Json()},
                           {"pieces", std::move(pieces)}});
    });
}

Result<Answer> begin(House& house, const Request& request) {
    return create(house, request, [&](Transaction& transaction) -> Result<MovedTill> {
        return open_till(house, transaction, request.actor,
                         TRY(money_in(house, text_in(request.body, "opening"), "opening")));
    });
}

Result<Answer> move(House& house, const Request& request) {
    return create(house, request, [&](Transaction& transaction) -> Result<MovedTill> {
        NewEntry entry;
        entry.amount = TRY(money_in(house, text_in(request.body, "amount"), "amount"));
        entry.kind = text_in(request.body, "kind");
        if (entry.kind.empty()) entry.kind = "cash";
        entry.text = text_in(request.body, "text");
        entry.corrects = number_in(request.body, "corrects");
        return enter(house, transaction, request.actor, entry);
    });
}

Result<Counting> counting_in(const House& house, const Json& body) {
    Counting counting;
    counting.moves = number_in(body, "moves");
    counting.remark = text_in(body, "remark");
    for (const auto& one : body.value("coins", Json::array()))
        counting.coins.push_back({TRY(money_in(house, text_in(one, "value"), "coins")), number_in(one, "count")});
    if (const auto typed = text_in(body, "counted"); !typed.empty())
        counting.sum = TRY(money_in(house, typed, "counted"));
    return counting;
}

Result<Answer> count(House& house, const Request& request) {
    return create(house, request, [&](Transaction& transaction) -> Result<MovedTill> {
        return close_by_counting(house, transaction, request.actor, request.id(),
                                 TRY(counting_in(house, request.body)));
    });
}

Result<Answer> read(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        return Answer::ok(till_json(house, TRY(till_to_read(transaction, request.actor, request.id()))));
    });
}

Result<Answer> print(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto whole = TRY(till_to_read(transaction, request.actor, request.id()));
        auto answer = Answer::raw(till_report_pdf(house, transaction, whole, request.language), "application/pdf");
        answer.headers.emplace_back("Content-Disposition",
                                    "inline; filename=\"till-" + std::to_string(whole.till.id) + ".pdf\"");
        return answer;
    });
}

EndpointTable reading(House& house) {
    const auto till = schema::reference("Till");
    const auto maybe_money = schema::nullable(schema::money());
    return {
        {Method::get, "/till", "get_own_till", "till.use",
         "The till that whoever asks has open (money.md 1), what he counted last, and what can be counted.", {}, nullptr,
         {},
         {{200, "Null where none is open.",
           schema::object({{"till", schema::nullable(till)},
                           {"proposed", maybe_money},
                           {"last", schema::nullable(schema::integer())},
                           {"pieces", schema::array(schema::money())}},
                          {"till", "proposed", "last", "pieces"})}},
         {}, [&house](Request& request) { return mine(house, request); }},
        {Method::get, "/tills/{id}", "get_till", "till.use", "A till; that of another takes till.all.", {}, nullptr, {},
         {{200, "The till with its newest entries.", till}}, {},
         [&house](Request& request) { return read(house, request); }},
        {Method::get, "/tills/{id}/report.pdf", "print_till_report", "till.use",
         "The report of a till with all that went through it, open or closed.", {}, nullptr, {},
         {{200, "The report.", nullptr, "application/pdf"}}, {},
         [&house](Request& request) { return print(house, request); }},
    };
}

EndpointTable changing(House& house) {
    const auto till = schema::reference("Till");
    const auto maybe_text = schema::nullable(schema::text(500));
    const auto coins = schema::array(
        schema::object({{"value", schema::text(40)}, {"count", schema::integer()}}, {"value", "count"}));
    return {
        {Method::post, "/till/openings", "open_till", "till.use",
         "Opens the till of the day with what is in it; 409 while one is open.", {},
         schema::object({{"opening", schema::text(40)}}, {"opening"}), {}, {{201, "The till.", till}},
         Precondition::idempotency_key, [&house](Request& request) { return begin(house, request); }, "till"},
        {Method::post, "/till/entries", "move_till", "till.use",
         "Puts cash into the open till, below zero takes it out, with the reason; with `corrects`, the number of a closed "
         "till, it is a correction of any kind of payment.",
         {},
         schema::object({{"amount", schema::text(40)},
                         {"kind", schema::nullable(schema::choice({"cash", "card", "cheque", "voucher"}))},
                         {"text", schema::text(200)},
                         {"corrects", schema::nullable(schema::integer())}},
                        {"amount", "text"}),
         {}, {{201, "The till; change_event undoes it while the till is open.", till}}, Precondition::idempotency_key,
         [&house](Request& request) { return move(house, request); }, "till_entry"},
        {Method::post, "/tills/{id}/closing", "close_till", "till.use",
         "Closes a till by counting: notes and coins, or a sum. A difference is said why. 412 when money moved since "
         "`moves`; what is closed stays closed.",
         {},
         schema::object({{"moves", schema::integer()},
                         {"coins", coins},
                         {"counted", schema::nullable(schema::text(40))},
                         {"remark", maybe_text}},
                        {"moves"}),
         {}, {{201, "The closed till.", till}}, Precondition::idempotency_key,
         [&house](Request& request) { return count(house, request); }, "till"},
    };
}

}  // namespace

EndpointTable till_endpoints(House& house) {
    auto all = reading(house);
    for (auto& endpoint : changing(house)) all.push_back(std::move(endpoint));
    return parameters::only_with_module(house, "till", std::move(all));
}

std::vector<web::NamedSchema> till_schemas() { return {{"Till", till_schema()}}; }

}  // namespace kartei::till
