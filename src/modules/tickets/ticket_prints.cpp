#include "modules/tickets/ticket_prints.hpp"

#include <algorithm>
#include <set>

#include "audit/hold.hpp"
#include "audit/no_way_back.hpp"
#include "modules/customers/customer.hpp"
#include "modules/orders/barcodes.hpp"
#include "modules/orders/order_changes.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::tickets {
namespace {

using audit::Change;
using orders::OrderSum;
using orders::Ticket;
using sql::Transaction;

constexpr int longest_reason = 200;

/// Held against everybody else who changes it, in the order in which sales hold.
Result<OrderSum> held_order(Transaction& transaction, const Actor& actor, std::int64_t id) {
    const auto order = orders::find_order(transaction, id);
    if (order && order->customer_id != customers::anonymous_customer)
        hold(transaction, Held::customer, order->customer_id);
    hold(transaction, Held::order, id);
    return orders::find_sum(transaction, actor, id);
}

Refusal not_printable(const Ticket& ticket) {
    return {RefusalKind::conflict,
            {{"tickets", "error.ticket_not_printed." + std::string(why_not_printed(ticket)),
              {{"ticket", std::to_string(ticket.id)}}}}};
}

/// The named ones, each once, in the order of the order.
Result<std::vector<Ticket>> named_tickets(const OrderSum& sum, const std::vector<std::int64_t>& named) {
    std::set<std::int64_t> wanted(named.begin(), named.end());
    std::vector<Ticket> tickets;
    for (const auto& ticket : sum.tickets) {
        if (wanted.erase(ticket.id) == 0) continue;
        if (!why_not_printed(ticket).empty()) return not_printable(ticket);
        tickets.push_back(ticket);
    }
    if (!wanted.empty()) return refuse_field("tickets", "error.no_such_ticket");
    return tickets;
}

void insert_print(Transaction& transaction, Change& change, const Print& print) {
    const auto id = take_ids(transaction, "ticket_print");
    transaction.execute(
        "INSERT INTO ticket_print (id, created_event, ticket_id, number, printed_at, printed_by, reason) VALUES "
        "(:id, :event, :ticket, :number, :at, :by, :reason)",
        id, change.event(), print.ticket_id, print.number, print.printed_at, sql::text_or_null(print.printed_by),
        sql::text_or_null(print.reason));
    change.created("ticket_print", id);
}

/// What was printed elsewhere, before the first print here: kept, so that the first one stays known.
void keep_earlier_print(Transaction& transaction, Change& change, const Ticket& ticket) {
    if (!ticket.is_printed() || ticket.printed_at.empty()) return;
    if (transaction.query("SELECT 1 FROM ticket_print WHERE ticket_id = :id LIMIT 1", ticket.id).next()) return;
    insert_print(transaction, change, {ticket.id, ticket.print_count, ticket.printed_at, "", ""});
}

/// The same with the barcodes they lack.
Result<std::vector<Ticket>> with_barcodes(House& house, Transaction& transaction, const Actor& actor,
                                          const orders::Order& order, std::vector<Ticket> tickets) {
    if (std::none_of(tickets.begin(), tickets.end(), [](const Ticket& one) { return one.barcode.empty(); }))
        return tickets;
    Change change(house, transaction, actor, "barcodes_given");
    for (auto& ticket : tickets) {
        if (!ticket.barcode.empty()) continue;
        const auto before = ticket;
        ticket.barcode = orders::new_barcode(transaction);
        if (!orders::change_ticket(transaction, change, before, ticket, order.customer_id))
            return refuse(RefusalKind::stale, "error.stale");
    }
    orders::refresh_lines(transaction, order.id);
    change.seal();
    return tickets;
}

Result<PrintedTickets> drawn(House& house, Transaction& transaction, const OrderSum& sum,
                             const std::vector<Ticket>& tickets, const std::string& format) {
    TicketPapers papers(house, transaction);
    std::vector<TicketPaper> all;
    PrintedTickets printed{"", sum.order.number, {}, sum.order.version};
    for (const auto& ticket : tickets) {
        all.push_back(papers.paper(sum.order, ticket));
        printed.tickets.push_back(ticket.id);
    }
    const auto house_format = parameters::parameters_of(transaction)->text("ticket_format");
    printed.pdf = tickets_pdf(all, format_named(format.empty() ? house_format : format), house.now(),
                              mailing::letterhead_of(transaction));
    return printed;
}

std::vector<audit::Conflict> take_print_back(House&, Transaction& transaction, Change& change, std::int64_t first,
                                             std::int64_t last, std::int64_t, bool check_only) {
    for (auto id = first; !check_only && id <= last; ++id) {
        transaction.execute("DELETE FROM ticket_print WHERE id = :id", id);
        change.deleted("ticket_print", id, audit::no_image, 0);
    }
    return {};
}

}  // namespace

std::string_view why_not_printed(const Ticket& ticket) {
    if (ticket.state == orders::TicketState::sold) return "";
    return orders::state_name(ticket.state);
}

std::vector<Print> prints_of(Transaction& transaction, std::int64_t order) {
    std::vector<Print> prints;
    auto rows = transaction.query(
        "SELECT p.ticket_id, p.number, p.printed_at, p.printed_by, p.reason FROM ticket t JOIN ticket_print p"
        " ON p.ticket_id = t.id WHERE t.order_id = :order_id ORDER BY p.ticket_id, p.number, p.id",
        order);
    while (rows.next())
        prints.push_back({rows.integer(0), rows.integer(1), rows.string(2), rows.string(3), rows.string(4)});
    return prints;
}

Result<std::vector<Ticket>> tickets_to_print(const OrderSum& sum, const std::vector<std::int64_t>& named, bool again) {
    if (!named.empty()) return named_tickets(sum, named);
    std::vector<Ticket> tickets;
    bool some_printed = false;
    for (const auto& ticket : sum.tickets) {
        if (!why_not_printed(ticket).empty()) continue;
        if (ticket.is_printed() && !again) some_printed = true;
        else tickets.push_back(ticket);
    }
    if (tickets.empty())
        return refuse(RefusalKind::conflict, some_printed ? "error.tickets_all_printed" : "error.no_ticket_to_print");
    return tickets;
}

Result<PrintedTickets> print_tickets(House& house, Transaction& transaction, const Actor& actor,
                                     const PrintOrder& order) {
    const auto sum = TRY(held_order(transaction, actor, order.order));
    auto tickets = TRY(tickets_to_print(sum, order.tickets, order.again));
    tickets = TRY(with_barcodes(house, transaction, actor, sum.order, std::move(tickets)));
    return drawn(house, transaction, sum, tickets, order.format);
}

Result<PrintedTickets> tickets_as_they_are(House& house, Transaction& transaction, const Actor& actor,
                                           const PrintOrder& order) {
    const auto sum = TRY(orders::find_sum(transaction, actor, order.order));
    auto tickets = TRY(tickets_to_print(sum, order.tickets, order.again));
    std::erase_if(tickets, [](const Ticket& one) { return one.barcode.empty(); });
    if (tickets.empty()) return refuse(RefusalKind::conflict, "error.no_ticket_to_print");
    return drawn(house, transaction, sum, tickets, order.format);
}

Result<PrintedTickets> print_tickets(House& house, const Actor& actor, const PrintOrder& order) {
    bool lacks_barcodes = false;
    auto printed = house.database.read([&](Transaction& transaction) -> Result<PrintedTickets> {
        const auto sum = TRY(orders::find_sum(transaction, actor, order.order));
        const auto tickets = TRY(tickets_to_print(sum, order.tickets, order.again));
        lacks_barcodes =
            std::any_of(tickets.begin(), tickets.end(), [](const Ticket& one) { return one.barcode.empty(); });
        if (lacks_barcodes) return PrintedTickets{};
        return drawn(house, transaction, sum, tickets, order.format);
    });
    if (!lacks_barcodes) return printed;
    return house.database.write(
        [&](Transaction& transaction) { return print_tickets(house, transaction, actor, order); });
}

Result<OrderSum> confirm_prints(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                                std::int64_t version, const std::vector<std::int64_t>& named,
                                const std::string& reason) {
    if (named.empty()) return refuse_field("tickets", "error.required");
    TRY(check_value(Field{"reason", FieldKind::text, longest_reason}, reason));
    const auto sum = TRY(held_order(transaction, actor, id));
    if (sum.order.version != version) return refuse(RefusalKind::stale, "error.stale");
    const auto tickets = TRY(named_tickets(sum, named));
    const auto printed = [](const Ticket& one) { return one.is_printed(); };
    if (reason.empty() && std::any_of(tickets.begin(), tickets.end(), printed))
        return refuse_field("reason", "error.printed_before_why");
    Change change(house, transaction, actor, "tickets_printed");
    for (const auto& before : tickets) {
        keep_earlier_print(transaction, change, before);
        auto after = before;
        ++after.print_count;
        after.printed_at = house.now();
        if (!orders::change_ticket(transaction, change, before, after, sum.order.customer_id))
            return refuse(RefusalKind::stale, "error.stale");
        insert_print(transaction, change, {before.id, after.print_count, after.printed_at, actor.name,
                                           before.is_printed() ? reason : ""});
    }
    if (!orders::change_order(transaction, change, sum.order, sum.order))
        return refuse(RefusalKind::stale, "error.stale");
    orders::refresh_lines(transaction, id);
    change.seal();
    auto done = TRY(orders::find_sum(transaction, actor, id));
    done.change_event = change.event();
    return done;
}

audit::Reversible reversible_print() {
    return {"ticket_print", audit::no_change_back("ticket_print"), take_print_back,
            audit::gone_for_good("ticket_print")};
}

}  // namespace kartei::tickets
