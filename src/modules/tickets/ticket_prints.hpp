// Printing tickets: which may be printed, and what came out of the printer. Making a PDF counts nothing; whoever
// printed says of each ticket that it came out (a printer that fails half-way has printed what it has printed). A
// ticket that was printed before is printed again only when somebody says why. Knows no HTTP.
#pragma once

#include "modules/orders/counter_sale.hpp"
#include "modules/tickets/ticket_pdf.hpp"

namespace kartei::tickets {

/// "" = it may be printed; else "reserved" (not paid) or "deleted".
std::string_view why_not_printed(const orders::Ticket& ticket);

/// One time that a ticket came out.
struct Print {
    std::int64_t ticket_id = 0, number = 0;
    std::string printed_at, printed_by, reason;
};
/// Of an order, by ticket and number; what was taken over as printed has none until it is printed again.
std::vector<Print> prints_of(sql::Transaction& transaction, std::int64_t order);

/// The tickets of an order that a PDF of it shows: those that are named, else all that were not printed yet, with
/// `again` all. Refuses who is no ticket of it, tickets that may not be printed, and an order that has none left.
Result<std::vector<orders::Ticket>> tickets_to_print(const orders::OrderSum& sum,
                                                     const std::vector<std::int64_t>& named, bool again);

/// Their PDF. Tickets that came without a barcode get theirs, which is a change of its own.
struct PrintOrder {
    std::int64_t order = 0;
    std::vector<std::int64_t> tickets;
    bool again = false;
    std::string format;  ///< "a4", "ticket"; "" = as the house says
};
struct PrintedTickets {
    std::string pdf, number;  ///< of the order
    std::vector<std::int64_t> tickets;
    std::int64_t version = 0;
};
Result<PrintedTickets> print_tickets(House& house, const Actor& actor, const PrintOrder& order);
/// Within a transaction that writes.
Result<PrintedTickets> print_tickets(House& house, sql::Transaction& transaction, const Actor& actor,
                                     const PrintOrder& order);
/// Writes nothing: tickets without a barcode are left out. For what was made sure of before.
Result<PrintedTickets> tickets_as_they_are(House& house, sql::Transaction& transaction, const Actor& actor,
                                           const PrintOrder& order);

/// They came out. Refuses stale, who is no printable ticket of the order, and without a reason those printed before.
Result<orders::OrderSum> confirm_prints(House& house, sql::Transaction& transaction, const Actor& actor,
                                        std::int64_t order, std::int64_t version,
                                        const std::vector<std::int64_t>& tickets, const std::string& reason);

audit::Reversible reversible_print();

}  // namespace kartei::tickets
