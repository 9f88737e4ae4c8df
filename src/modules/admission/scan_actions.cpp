#include "modules/admission/scan_actions.hpp"

#include <algorithm>
#include <utility>

#include "audit/concerned.hpp"
#include "audit/hold.hpp"
#include "modules/admission/scan_rules.hpp"
#include "modules/admission/scan_store.hpp"
#include "modules/customers/customer.hpp"
#include "modules/events/event_store.hpp"
#include "modules/events/seat_plan_store.hpp"
#include "modules/orders/barcodes.hpp"
#include "modules/orders/order_changes.hpp"
#include "modules/orders/sale_pricing.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::admission {
namespace {

using orders::Ticket;
using orders::TicketState;
using sql::Transaction;

/// How well a ticket answers to what is asked, when several carry the barcode.
auto rank(const Ticket& ticket, std::int64_t event) {
    return std::tuple(event != 0 && ticket.event_id != event, ticket.state != TicketState::sold,
                      !ticket.scanned_at.empty(), ticket.id);
}

Result<Done> check(Transaction& transaction, const Actor& actor, const ScanOrder& order) {
    if (order.barcode.empty()) return refuse_field("barcode", "error.required");
    if (order.barcode.size() > longest_barcode)
        return refuse_field("barcode", "error.too_long", {{"max", std::to_string(longest_barcode)}});
    if (order.event_id != 0 && !orders::sees_event(transaction, actor, order.event_id))
        return refuse_field("event", "error.no_such_event");
    return Done{};
}

void hold_candidate(Transaction& transaction, const Candidate& candidate) {
    if (candidate.order_id == 0) return hold_part(transaction);
    // The lists of its customer are written anew.
    if (candidate.customer_id != customers::anonymous_customer)
        hold(transaction, Held::customer, candidate.customer_id);
    hold(transaction, Held::order, candidate.order_id);
}

Doors doors(Transaction& transaction, std::int64_t event_id) {
    const auto event = events::find_event(transaction, event_id);
    if (!event) return {};
    const auto parameters = parameters::parameters_of(transaction);
    return doors_of(event->starts_at, event->ends_at, parameters->integer("admission_minutes"),
                    parameters->integer("admission_closes_minutes"));
}

std::string_view verdict(House& house, Transaction& transaction, const ScanOrder& order, const Candidate& candidate,
                         const std::optional<Ticket>& ticket) {
    Circumstances circumstances;
    circumstances.event_id = order.event_id, circumstances.entrance = order.entrance;
    circumstances.now = house.clock->now();
    circumstances.was_exchanged = candidate.was_exchanged;
    if (ticket && ticket->barcode != order.barcode) circumstances.was_exchanged = true;
    else if (ticket) {
        circumstances.ticket = &*ticket;
        circumstances.is_cancelled = events::find_event_sale(transaction, ticket->event_id).state == "cancelled";
        const auto at = doors(transaction, ticket->event_id);
        circumstances.opens = at.opens, circumstances.closes = at.closes;
    }
    return verdict_of(circumstances);
}

void remember_earlier(Transaction& transaction, Scanned& scanned) {
    scanned.earlier_at = scanned.ticket->scanned_at, scanned.earlier_by = scanned.ticket->scanned_by;
    if (const auto before = holding_scan(transaction, scanned.ticket->id)) scanned.earlier_entrance = before->entrance;
}

/// He is in: part of the change that the scan is.
bool let_in(House& house, Transaction& transaction, const Actor& actor, const Candidate& candidate, Scanned& scanned) {
    audit::Change change(house, transaction, actor, "ticket_scanned");
    auto after = *scanned.ticket;
    after.scanned_at = scanned.scan.scanned_at;
    after.scanned_by = actor.name;
    if (!orders::change_ticket(transaction, change, *scanned.ticket, after, candidate.customer_id)) return false;
    orders::refresh_lines(transaction, after.order_id);
    scanned.scan.created_event = change.event();
    insert_scan(transaction, scanned.scan);
    change.created("scan", scanned.scan.id);
    change.seal();
    scanned.ticket = after;
    return true;
}

}  // namespace

Result<Candidate> candidate_of(House& house, const Actor& actor, const ScanOrder& order) {
    return house.database.read([&](Transaction& transaction) -> Result<Candidate> {
        TRY(check(transaction, actor, order));
        auto tickets = orders::tickets_with_barcode(transaction, order.barcode);
        // What somebody does not see is unknown to him.
        std::erase_if(tickets,
                      [&](const Ticket& one) { return !orders::sees_event(transaction, actor, one.event_id); });
        if (tickets.empty())
            return Candidate{0, 0, 0, !orders::tickets_that_had_barcode(transaction, order.barcode).empty()};
        const auto best = std::min_element(tickets.begin(), tickets.end(), [&](const Ticket& a, const Ticket& b) {
            return rank(a, order.event_id) < rank(b, order.event_id);
        });
        const auto stored = orders::find_order(transaction, best->order_id);
        return Candidate{best->id, best->order_id, stored ? stored->customer_id : customers::anonymous_customer, false};
    });
}

Result<Scanned> scan(House& house, Transaction& transaction, const Actor& actor, const ScanOrder& order,
                     const Candidate& candidate) {
    hold_candidate(transaction, candidate);
    TRY(check(transaction, actor, order));
    Scanned scanned;
    if (candidate.ticket_id != 0) scanned.ticket = orders::find_ticket(transaction, candidate.ticket_id);
    auto& scan = scanned.scan;
    scan.answer = verdict(house, transaction, order, candidate, scanned.ticket);
    scan.id = take_ids(transaction, "scan");
    scan.scanned_at = house.now(), scan.user_id = actor.user_id, scan.user_name = actor.name;
    scan.barcode = order.barcode, scan.entrance = order.entrance;
    scan.ticket_id = candidate.ticket_id;
    scan.event_id = order.event_id != 0 || !scanned.ticket ? order.event_id : scanned.ticket->event_id;
    if (scan.answer == "already_scanned") remember_earlier(transaction, scanned);
    if (scan.answer != "valid") insert_scan(transaction, scan);
    else if (!let_in(house, transaction, actor, candidate, scanned)) return refuse(RefusalKind::stale, "error.stale");
    return scanned;
}

Result<Done> undo_scan(House& house, const Actor& actor, std::int64_t id) {
    const auto event = TRY(house.database.read([&](Transaction& transaction) -> Result<std::int64_t> {
        const auto scan = find_scan(transaction, id);
        const auto ticket = scan ? orders::find_ticket(transaction, scan->ticket_id) : std::nullopt;
        if (!scan || (ticket && !orders::sees_event(transaction, actor, ticket->event_id)))
            return refuse(RefusalKind::not_found, "error.no_such_scan");
        if (scan->answer != "valid" || !scan->undone_at.empty() || scan->created_event == 0)
            return refuse(RefusalKind::conflict, "error.scan_let_nobody_in");
        return scan->created_event;
    }));
    const auto done = TRY(audit::reverse_event(house, actor, event));
    if (!done.conflicts.empty()) return audit::refusal_of(done.conflicts);
    return Done{};
}

}  // namespace kartei::admission
