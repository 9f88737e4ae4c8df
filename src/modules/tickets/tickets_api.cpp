#include "modules/tickets/tickets_api.hpp"

#include "modules/accounts/idempotent.hpp"
#include "modules/mailing/one_customer.hpp"
#include "modules/mailing/sendings_api.hpp"
#include "modules/parameters/module_switch.hpp"
#include "modules/tickets/ticket_mail.hpp"
#include "modules/tickets/ticket_prints.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::tickets {
namespace {

using namespace web::endpoint_names;
using namespace web::schema;
using orders::OrderSum;
using sql::Transaction;

Json words(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json print_json(const Print& print) {
    return {{"number", print.number}, {"printed_at", print.printed_at}, {"printed_by", words(print.printed_by)},
            {"reason", words(print.reason)}};
}

Json ticket_json(TicketPapers& papers, const orders::Order& order, const orders::Ticket& ticket, Json prints,
                 Language language) {
    const auto paper = papers.paper(order, ticket, language);
    const auto why = std::string(why_not_printed(ticket));
    const auto first = prints.empty() ? words(ticket.printed_at) : prints.front()["printed_at"];
    return {{"id", ticket.id},
            {"event", paper.event},
            {"when", words(paper.when)},
            {"door", words(paper.door)},
            {"place", words(paper.place)},
            {"type", words(paper.type)},
            {"barcode", words(ticket.barcode)},
            {"print_count", ticket.print_count},
            {"first_printed_at", first},
            {"printed_at", words(ticket.printed_at)},
            {"scanned_at", words(ticket.scanned_at)},
            {"prints", std::move(prints)},
            {"not_printable", why.empty() ? Json() : Json(text(language, "ticket.not_printable." + why))}};
}

Answer tickets_json(House& house, Transaction& transaction, const OrderSum& sum, Language language) {
    std::map<std::int64_t, Json> prints;
    for (const auto& print : prints_of(transaction, sum.order.id)) prints[print.ticket_id].push_back(print_json(print));
    TicketPapers papers(house, transaction);
    Json tickets = Json::array();
    for (const auto& ticket : sum.tickets) {
        auto& own = prints[ticket.id];
        tickets.push_back(
            ticket_json(papers, sum.order, ticket, own.is_null() ? Json::array() : std::move(own), language));
    }
    auto answer = Answer::ok({{"id", sum.order.id}, {"number", sum.order.number}, {"version", sum.order.version},
                              {"tickets", std::move(tickets)},
                              {"change_event", sum.change_event ? Json(sum.change_event) : Json()}});
    answer.version = sum.order.version;
    return answer;
}

Result<Answer> list(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        return tickets_json(house, transaction, TRY(orders::find_sum(transaction, request.actor, request.id())),
                            request.language);
    });
}

Result<Answer> pdf(House& house, const Request& request) {
    PrintOrder order{
        request.id(), {}, request.query_text("again") == "true", request.query_text("format").value_or("")};
    for (const auto& one : request.query_list("ticket")) order.tickets.push_back(std::stoll(one));
    auto printed = TRY(print_tickets(house, request.actor, order));
    auto answer = mailing::pdf_answer(std::move(printed.pdf), "tickets-" + std::to_string(request.id()));
    answer.version = printed.version;
    return answer;
}

Result<Answer> confirm(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        const auto reason = request.body.value("reason", Json());
        return tickets_json(house, transaction,
                            TRY(confirm_prints(house, transaction, request.actor, request.id(), *request.version,
                                               request.body.at("tickets").get<std::vector<std::int64_t>>(),
                                               reason.is_string() ? reason.get<std::string>() : "")),
                            request.language);
    });
}

Result<Answer> mail(House& house, jobs::Jobs& jobs, const Request& request) {
    std::optional<mailing::Sending> begun;
    auto answer = TRY(house.database.write([&](Transaction& transaction) {
        begun.reset();
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto to = request.body.value("to", Json());
            begun = TRY(begin_ticket_mail(house, transaction, request.actor, request.id(),
                                          to.is_string() ? to.get<std::string>() : ""));
            return Answer::created({{"id", begun->id}, {"job", 0}}, "/api/v1/sendings/" + std::to_string(begun->id));
        });
    }));
    if (begun) {
        answer.json["job"] = TRY(mailing::start_sending_job(house, jobs, request.actor, *begun));
        answer.text.reset();  // that one is kept for a request that comes again
    }
    return answer;
}

EndpointTable printing_endpoints(House& house) {
    return {
        {Method::get, "/orders/{id}/tickets", "list_tickets_of_order", "sales.sell",
         "The tickets of an order with each time that they were printed, and which cannot be printed and why.", {},
         nullptr, {}, {{200, "The tickets.", reference("OrderTickets")}}, {},
         [&house](Request& request) { return list(house, request); }, "ticket_print"},
        {Method::get, "/orders/{id}/tickets.pdf", "print_tickets", "sales.sell",
         "Tickets as PDF, one to a page, in the customer's language, with Code 128 and QR: those named, else all that "
         "were not printed yet, with `again` all. Only what is paid. Counts nothing: see the prints. 409 when all are "
         "printed. Tickets that came without a barcode get one.",
         {{"ticket", "Ids of tickets.", array(integer())},
          {"again", "Those printed before, too.", boolean()},
          {"format", "Instead of the house's.", choice({"a4", "ticket"})}},
         nullptr, {}, mailing::pdf_declaration("The tickets."), {},
         [&house](Request& request) { return pdf(house, request); }, "ticket_print"},
        {Method::post, "/orders/{id}/prints", "confirm_prints", "sales.sell",
         "These tickets came out of the printer: each is counted. One that was printed before needs a reason.", {},
         object({{"tickets", array(integer())}, {"reason", nullable(web::schema::text(200))}}, {"tickets"}), {},
         {{200, "The tickets.", reference("OrderTickets")}}, Precondition::if_match,
         [&house](Request& request) { return confirm(house, request); }, "ticket_print"},
    };
}

Endpoint mail_endpoint(House& house, jobs::Jobs& jobs) {
    return {Method::post, "/orders/{id}/mail", "mail_tickets", "sales.sell",
            "Sends the paid tickets of an order as PDF to its customer, or to the address in `to`. 409 for an order of "
            "nobody, without paid tickets, or whom nobody may write to.",
            {}, object({{"to", nullable(web::schema::text(254))}}), {},
            {{201, "The sending and its job.", mailing::started_schema()}}, Precondition::idempotency_key,
            [&house, &jobs](Request& request) { return mail(house, jobs, request); }, "ticket_print"};
}

}  // namespace

EndpointTable tickets_endpoints(House& house, jobs::Jobs& jobs) {
    auto all = printing_endpoints(house);
    all.push_back(mail_endpoint(house, jobs));
    // decisions.md 25: a house that sells trips only has no tickets.
    return parameters::only_with_module(house, "venue", std::move(all));
}

std::vector<web::NamedSchema> tickets_schemas() {
    const auto maybe = nullable(web::schema::text());
    const auto print =
        object({{"number", integer()}, {"printed_at", instant()}, {"printed_by", maybe}, {"reason", maybe}},
               {"number", "printed_at"});
    const auto ticket = object({{"id", integer()},
                                {"event", web::schema::text()},
                                {"when", maybe},
                                {"door", maybe},
                                {"place", maybe},
                                {"type", maybe},
                                {"barcode", maybe},
                                {"print_count", integer()},
                                {"first_printed_at", nullable(instant())},
                                {"printed_at", nullable(instant())},
                                {"scanned_at", nullable(instant())},
                                {"prints", array(print)},
                                {"not_printable", maybe}},
                               {"id", "event", "print_count", "prints", "not_printable"});
    return {{"OrderTickets", object({{"id", integer()}, {"number", web::schema::text()}, {"version", integer()},
                                     {"tickets", array(ticket)}, {"change_event", nullable(integer())}},
                                    {"id", "number", "version", "tickets"})}};
}

}  // namespace kartei::tickets
