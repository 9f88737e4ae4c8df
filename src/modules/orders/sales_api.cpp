#include "modules/orders/sales_api.hpp"

#include "base/money.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/orders/ledger_export.hpp"
#include "modules/orders/ledger_question.hpp"
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

std::string amount(const House& house, std::int64_t minor_units) {
    static const Field money{"price", FieldKind::money, 0, Privacy::open, may_be_negative};
    return write_value(money, minor_units, house.rules);
}

/// Who may not see customers is told their numbers, as the ledger's file does, and no name.
Json line_json(const House& house, sql::Transaction& transaction, const Actor& actor, const events::EventsById& seen,
               const ToldLine& told) {
    const auto event = seen.find(told.line.event_id);
    const bool known = event != seen.end(), named = actor.may("customers.read") && told.customer.has_value() &&
                                                    customers::may_see(transaction, actor, told.customer_id);
    return {{"id", told.line.id},
            {"ticket_id", told.line.ticket_id},
            {"ticket", text_or_null(told.ticket)},
            {"order", told.order},
            {"event", told.event},
            {"event_name", known ? Json(event->second.name) : Json()},
            {"event_starts_at", known ? text_or_null(event->second.starts_at) : Json()},
            {"customer", told.customer ? Json(*told.customer) : Json()},
            {"customer_id", named ? Json(told.customer_id) : Json()},
            {"customer_name", named ? text_or_null(told.customer_name) : Json()},
            {"count", told.line.count},
            {"price", amount(house, told.line.price)},
            {"fee", amount(house, told.line.fee)},
            {"online", told.line.online},
            {"created_at", told.line.created_at},
            {"change_event", told.line.change_event}};
}

LedgerQuestion question_of(const Request& request) {
    return {request.query_text("from").value_or(""), request.query_text("to").value_or(""), request.query_list("code"),
            request.query_text("order").value_or(""), request.query_integer("customer", 0)};
}

Result<Answer> answer_sales(House& house, Request& request) {
    const auto limit = static_cast<std::size_t>(request.query_integer("limit", usual_lines));
    return house.database.read([&](sql::Transaction& transaction) -> Result<Answer> {
        const auto seen = events::events_of(transaction, request.actor);
        auto filter = TRY(filter_of(house, transaction, request.actor, seen, question_of(request)));
        filter.after = request.query_integer("after", 0);
        filter.newest_first = request.query_text("direction") == "desc";
        const auto page = read_ledger(transaction, filter, limit, seen);
        Json lines = Json::array();
        for (const auto& told : page.lines) lines.push_back(line_json(house, transaction, request.actor, seen, told));
        return Answer::ok({{"lines", std::move(lines)}, {"after", page.next_after ? Json(page.next_after) : Json()}});
    });
}

Result<Answer> answer_totals(House& house, Request& request) {
    return house.database.read([&](sql::Transaction& transaction) -> Result<Answer> {
        const auto seen = events::events_of(transaction, request.actor);
        const auto totals =
            add_up(transaction, TRY(filter_of(house, transaction, request.actor, seen, question_of(request))));
        return Answer::ok({{"lines", totals.lines},
                           {"tickets", totals.tickets},
                           {"price", amount(house, totals.price)},
                           {"fee", amount(house, totals.fee)}});
    });
}

/// The file goes out while it is written.
class AnswerSink final : public documents::ByteSink {
public:
    explicit AnswerSink(const web::Sink& sink) : sink_(sink) {}
    Result<Done> write(std::string_view bytes) override {
        if (!sink_(bytes)) return refuse(RefusalKind::unavailable, "error.output_closed");
        return Done{};
    }

private:
    const web::Sink& sink_;
};

Result<Answer> answer_file(House& house, Request& request) {
    const auto style = documents::csv_style(request.query_text("csv").value_or("standard")).value();
    const auto headings = language_of(request.query_text("headings").value_or("names"));
    return house.database.read([&](sql::Transaction& transaction) -> Result<Answer> {
        auto seen = events::events_of(transaction, request.actor);
        auto filter = TRY(filter_of(house, transaction, request.actor, seen, question_of(request)));
        Answer answer;
        answer.media_type = "text/csv";
        answer.file_name = text(request.language, "sale.ledger") + " " + house.today() + ".csv";
        answer.stream = [&house, filter = std::move(filter), seen = std::move(seen), style,
                         headings](const web::Sink& sink) {
            AnswerSink out(sink);
            house.database.read([&](sql::Transaction& reading) {
                // Refused only when the reader has gone: there is nobody to tell.
                (void)write_ledger(house, reading, filter, seen, out, style, headings);
            });
        };
        return answer;
    });
}

Json whole_number(std::int64_t least, std::int64_t most) {
    return {{"type", "integer"}, {"minimum", least}, {"maximum", most}};
}

/// What narrows lines, totals and file alike.
std::vector<web::ParameterDeclaration> question_parameters() {
    return {{"from", "first day on which it was sold or returned, in the house's zone", text(20)},
            {"to", "last day", text(20)},
            {"code", "codes of event dates", array(text(200))},
            {"order", "lines of the order with this number", text(40)},
            {"customer", "lines of the orders that are this customer's now, by his number",
             whole_number(1, 999999999)}};
}

constexpr std::string_view refused = " Refused by field: dates that do not exist, a period that ends before it begins,"
                                     " unknown codes and customers' numbers.";

Endpoint lines_endpoint(House& house) {
    Endpoint endpoint{web::Method::get, "/sales", "read_sales", "sales.read",
                      "The sales ledger: +1 for each ticket sold, -1 for each that came back, in the order in which the"
                      " lines were written; lines are never changed. Only event dates the caller may see. A page looks"
                      " at 20,000 lines at most, so it may hold fewer than asked for: go on with after until it is"
                      " null. Names of customers need the right customers.read." +
                          std::string(refused)};
    constexpr auto most_id = std::int64_t{9007199254740991};  // what every JSON reader holds exactly
    endpoint.parameters = question_parameters();
    endpoint.parameters.push_back(
        {"after", "lines written after this one (before it, newest first), as the last page said",
         whole_number(0, most_id)});
    endpoint.parameters.push_back({"direction", "desc: newest first", choice({"asc", "desc"})});
    endpoint.parameters.push_back({"limit", "lines, 100 unless told", whole_number(1, most_lines)});
    endpoint.answers = {{200, "Lines, and where the next page begins; null when there is none",
                         object({{"lines", array(reference("SalesLine"))}, {"after", nullable(integer())}},
                                {"lines", "after"})}};
    endpoint.handle = [&house](Request& request) { return answer_sales(house, request); };
    endpoint.record = "sale";
    return endpoint;
}

Endpoint totals_endpoint(House& house) {
    Endpoint endpoint{web::Method::get, "/sales/totals", "add_up_sales", "sales.read",
                      "What all lines of the filter add up to: tickets is sold less returned, price and fee are count"
                      " times the ticket's." +
                          std::string(refused)};
    endpoint.parameters = question_parameters();
    endpoint.answers = {
        {200, "Sums",
         object({{"lines", integer()}, {"tickets", integer()}, {"price", money()}, {"fee", money()}},
                {"lines", "tickets", "price", "fee"})}};
    endpoint.handle = [&house](Request& request) { return answer_totals(house, request); };
    endpoint.record = "sale";
    return endpoint;
}

Endpoint file_endpoint(House& house) {
    Endpoint endpoint{web::Method::get, "/sales/export", "export_sales", "sales.read",
                      "All lines of the filter as a CSV file, oldest first, with the columns of kartei export sales." +
                          std::string(refused)};
    endpoint.parameters = question_parameters();
    endpoint.parameters.push_back({"csv", "style, standard unless told", choice({"standard", "excel-de", "excel-nl"})});
    endpoint.parameters.push_back(
        {"headings", "names of the fields unless told", choice({"names", "de", "nl", "en"})});
    endpoint.answers = {{200, "The file", nullptr, "text/csv"}};
    endpoint.handle = [&house](Request& request) { return answer_file(house, request); };
    endpoint.record = "sale";
    return endpoint;
}

}  // namespace

std::vector<web::NamedSchema> sales_schemas() {
    return {{"SalesLine", object({{"id", integer()},
                                  {"ticket_id", integer()},
                                  {"ticket", nullable(text())},
                                  {"order", text()},
                                  {"event", text()},
                                  {"event_name", nullable(text())},
                                  {"event_starts_at", nullable(instant())},
                                  {"customer", nullable(integer())},
                                  {"customer_id", nullable(integer())},
                                  {"customer_name", nullable(text())},
                                  {"count", Json{{"type", "integer"}, {"enum", {1, -1}}}},
                                  {"price", money()},
                                  {"fee", money()},
                                  {"online", boolean()},
                                  {"created_at", instant()},
                                  {"change_event", integer()}},
                                 {"id", "ticket_id", "ticket", "order", "event", "event_name", "event_starts_at",
                                  "customer", "customer_id", "customer_name", "count", "price", "fee", "online",
                                  "created_at", "change_event"})}};
}

web::EndpointTable sales_endpoints(House& house) {
    return {lines_endpoint(house), totals_endpoint(house), file_endpoint(house)};
}

}  // namespace kartei::orders
