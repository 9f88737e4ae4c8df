#include "modules/orders/sales_api.hpp"

#include "base/money.hpp"
#include "modules/orders/ledger_reading.hpp"
#include "web/field_json.hpp"

namespace kartei::orders {
namespace {

using web::Answer;
using web::Endpoint;
using web::Json;
using web::Request;
using namespace web::schema;

constexpr std::int64_t usual_lines = 100, most_lines = 1000;

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json line_json(const House& house, const ToldLine& told) {
    static const Field money{"price", FieldKind::money, 0, Privacy::open, may_be_negative};
    const auto amount = [&](std::int64_t minor_units) { return write_value(money, minor_units, house.rules); };
    return {{"id", told.line.id},
            {"ticket_id", told.line.ticket_id},
            {"ticket", text_or_null(told.ticket)},
            {"order", told.order},
            {"event", told.event},
            {"customer", told.customer ? Json(*told.customer) : Json()},
            {"count", told.line.count},
            {"price", amount(told.line.price)},
            {"fee", amount(told.line.fee)},
            {"online", told.line.online},
            {"created_at", told.line.created_at},
            {"change_event", told.line.change_event}};
}

/// The day in the house's zone as an instant; the first of the next one with `days` 1.
Result<std::string> day_of(const House& house, const Request& request, const char* name, int days) {
    const auto typed = request.query_text(name);
    if (!typed) return std::string();
    const auto date = read_date(*typed);
    if (!date) return refuse_field(name, date.refusal().issues.front().key, {{"value", *typed}});
    return write_instant(start_of_day(add_days(*date, days), house.rules.time_zone));
}

/// The event dates asked for among those the caller sees; no value when neither narrows anything.
Result<std::optional<std::vector<std::int64_t>>> events_asked(const House& house, sql::Transaction& transaction,
                                                              const Request& request, const events::EventsById& seen) {
    events::EventFilter filter;
    filter.events = request.query_list("code");
    if (filter.events.empty() && !request.actor.promoters) return std::optional<std::vector<std::int64_t>>();
    return std::optional(TRY(events::choose_events(house, transaction, request.actor, seen, filter)));
}

Result<Answer> answer_sales(House& house, Request& request) {
    LedgerFilter filter;
    filter.after = request.query_integer("after", 0);
    filter.from = TRY(day_of(house, request, "from", 0));
    filter.before = TRY(day_of(house, request, "to", 1));
    filter.order = request.query_text("order").value_or("");
    filter.customer = request.query_integer("customer", 0);
    const auto limit = static_cast<std::size_t>(request.query_integer("limit", usual_lines));
    return house.database.read([&](sql::Transaction& transaction) -> Result<Answer> {
        const auto seen = events::events_of(transaction, request.actor);
        filter.events = TRY(events_asked(house, transaction, request, seen));
        const auto page = read_ledger(transaction, filter, limit, seen);
        Json lines = Json::array();
        for (const auto& told : page.lines) lines.push_back(line_json(house, told));
        return Answer::ok({{"lines", std::move(lines)}, {"after", page.next_after ? Json(page.next_after) : Json()}});
    });
}

Json whole_number(std::int64_t least, std::int64_t most) {
    return {{"type", "integer"}, {"minimum", least}, {"maximum", most}};
}

}  // namespace

std::vector<web::NamedSchema> sales_schemas() {
    return {{"SalesLine", object({{"id", integer()},
                                  {"ticket_id", integer()},
                                  {"ticket", nullable(text())},
                                  {"order", text()},
                                  {"event", text()},
                                  {"customer", nullable(integer())},
                                  {"count", Json{{"type", "integer"}, {"enum", {1, -1}}}},
                                  {"price", money()},
                                  {"fee", money()},
                                  {"online", boolean()},
                                  {"created_at", instant()},
                                  {"change_event", integer()}},
                                 {"id", "ticket_id", "ticket", "order", "event", "customer", "count", "price", "fee",
                                  "online", "created_at", "change_event"})}};
}

web::EndpointTable sales_endpoints(House& house) {
    Endpoint endpoint{web::Method::get, "/sales", "read_sales", "sales.read",
                      "The sales ledger: +1 for each ticket sold, -1 for each that came back, in the order in which the"
                      " lines were written; lines are never changed. Only event dates the caller may see. A page looks"
                      " at 20,000 lines at most, so it may hold fewer than asked for: go on with after until it is"
                      " null. Unknown codes and dates that do not exist are refused."};
    constexpr auto most_id = std::int64_t{9007199254740991};  // what every JSON reader holds exactly
    endpoint.parameters = {
        {"after", "lines written after this one, as the last page said", whole_number(0, most_id)},
        {"from", "first day on which it was sold or returned, in the house's zone", text(20)},
        {"to", "last day", text(20)},
        {"code", "codes of event dates", array(text(200))},
        {"order", "lines of the order with this number", text(40)},
        {"customer", "lines of the orders that are this customer's now, by his number", whole_number(1, 999999999)},
        {"limit", "lines, 100 unless told", whole_number(1, most_lines)}};
    endpoint.answers = {{200, "Lines, and where the next page begins; null when there is none",
                         object({{"lines", array(reference("SalesLine"))}, {"after", nullable(integer())}},
                                {"lines", "after"})}};
    endpoint.handle = [&house](Request& request) { return answer_sales(house, request); };
    endpoint.record = "sale";
    return {endpoint};
}

}  // namespace kartei::orders
