#include "modules/orders/sales_api.hpp"

#include "lists/pages.hpp"
#include "modules/orders/ledger_question.hpp"
#include "modules/orders/ledger_report.hpp"

namespace kartei::orders {
namespace {

using web::Answer;
using web::Endpoint;
using web::Json;
using web::Request;
using namespace web::schema;

constexpr std::int64_t usual_lines = 100, most_lines = 1000;
/// How many lines one page looks at, so that a filter that finds little keeps nobody waiting.
constexpr std::int64_t lines_looked_at = 20'000;

/// The report's filter as it stands in an address.
Json filter_asked(const Request& request) {
    auto filter = Json::object();
    for (const auto& one : ledger_filters()) {
        const auto values = request.query_list(std::string(one.option));
        if (values.empty()) continue;
        if (one.field.kind == FieldKind::text_list) filter[std::string(one.field.name)] = values;
        else filter[std::string(one.field.name)] = values.front();
    }
    return filter;
}

Result<Answer> answer_sales(House& house, Request& request) {
    return house.database.read([&](sql::Transaction& transaction) -> Result<Answer> {
        const auto seen = events::events_of(transaction, request.actor);
        auto asked = lists::read_question(ledger_filters(), "", filter_asked(request));
        auto filter = filter_of(house, transaction, request.actor, seen, asked.question);
        if (!filter)
            asked.issues.insert(asked.issues.end(), filter.refusal().issues.begin(), filter.refusal().issues.end());
        if (!asked.issues.empty()) return Refusal{RefusalKind::invalid, std::move(asked.issues)};
        filter->after = request.query_integer("after", 0);
        std::string text = "{\"lines\":[";
        lists::JsonCells cells(text, house.rules.currency_digits);
        std::int64_t lines = 0, last = 0;
        const auto limit = request.query_integer("limit", usual_lines);
        const auto looked_at = read_lines(transaction, *filter, seen, lines_looked_at, [&](ToldLine told) {
            hide_names(told, request.actor);
            last = told.line.id;
            lists::write_row(sales_columns(), sales_keys(), told, cells);
            return ++lines < limit;
        });
        const auto next = lines == limit ? last : looked_at;
        text += "],\"after\":" + (next ? std::to_string(next) : "null") + "}";
        return Answer::raw(std::move(text));
    });
}

Json whole_number(std::int64_t least, std::int64_t most) {
    return {{"type", "integer"}, {"minimum", least}, {"maximum", most}};
}

Endpoint lines_endpoint(House& house) {
    Endpoint endpoint{
        web::Method::get, "/sales", "read_sales", "sales.read",
        "The sales ledger for other programs: +1 for each ticket sold, -1 for each that came back, in the"
        " order in which the lines were written; lines are never changed. Only event dates the caller may"
        " see. A page looks at 20,000 lines at most, so it may hold fewer than asked for: go on with after"
        " until it is null. Names of customers need the right customers.read. Refused by field: dates that"
        " do not exist, a period that ends before it begins, unknown codes and customers' numbers."};
    constexpr auto most_id = std::int64_t{9007199254740991};  // what every JSON reader holds exactly
    endpoint.parameters = {
        {"from", "first day on which it was sold or returned, in the house's zone", text(20)},
        {"to", "last day", text(20)},
        {"event", "codes of event dates", array(text(200))},
        {"order", "lines of the order with this number", text(40)},
        {"customer", "lines of the orders that are this customer's now, by his number", whole_number(1, 999999999)},
        {"direction", "desc: newest first", choice({"asc", "desc"})},
        {"after", "lines written after this one (before it, newest first), as the last page said",
         whole_number(0, most_id)},
        {"limit", "lines, 100 unless told", whole_number(1, most_lines)}};
    endpoint.answers = {{200, "Lines, and where the next page begins; null when there is none",
                         object({{"lines", array(reference("SalesLine"))}, {"after", nullable(integer())}},
                                {"lines", "after"})}};
    endpoint.handle = [&house](Request& request) { return answer_sales(house, request); };
    endpoint.record = "sale";
    return endpoint;
}

}  // namespace

std::vector<web::NamedSchema> sales_schemas() {
    return {{"SalesLine", lists::row_schema(sales_columns(), sales_keys())}};
}

web::EndpointTable sales_endpoints(House& house) { return {lines_endpoint(house)}; }

}  // namespace kartei::orders
