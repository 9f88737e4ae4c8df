// How claims follow tickets: whatever changes a ticket calls settle_claims() for its order, as it calls settle_sales().
#include <algorithm>
#include <map>
#include <set>

#include "modules/orders/article_stock.hpp"
#include "modules/orders/order_store.hpp"
#include "modules/orders/seat_claims.hpp"

namespace kartei::orders {
namespace {

using sql::Transaction;

/// Where a ticket's place is in the plan of its event date.
struct PlaceFound {
    bool on_plan = false;  ///< its event date is sold on a plan
    std::int64_t seat_id = 0, section_id = 0, capacity = 0;  ///< section_id: of a section without seats
};

PlaceFound find_place(Transaction& transaction, const Ticket& ticket) {
    PlaceFound found;
    auto plan = transaction.query("SELECT plan_id FROM event_sale WHERE event_id = :event AND plan_id IS NOT NULL",
                                  ticket.event_id);
    if (!plan.next()) return found;
    found.on_plan = true;
    const auto plan_id = plan.integer(0);
    auto section = transaction.query(
        "SELECT id, capacity FROM plan_section WHERE plan_id = :plan AND name = :name", plan_id,
        ticket.section.empty() ? nameless_section : std::string_view(ticket.section));
    if (!section.next()) return found;
    if (!section.is_null(1)) {
        found.section_id = section.integer(0);
        found.capacity = section.integer(1);
        return found;
    }
    const auto section_id = section.integer(0);
    auto seat = transaction.query(
        "SELECT id FROM plan_seat WHERE section_id = :section AND row = :row AND seat = :seat", section_id, ticket.row,
        ticket.seat);
    if (seat.next()) found.seat_id = seat.integer(0);
    return found;
}

bool is_live(const Ticket& ticket) { return ticket.state != TicketState::deleted; }

void leave_section(Transaction& transaction, std::int64_t ticket) {
    transaction.execute(
        "UPDATE section_claim SET taken = taken - 1 WHERE EXISTS (SELECT 1 FROM section_ticket t"
        " WHERE t.ticket_id = :ticket AND t.event_id = section_claim.event_id"
        " AND t.section_id = section_claim.section_id)",
        ticket);
    transaction.execute("DELETE FROM section_ticket WHERE ticket_id = :ticket", ticket);
}

/// Whatever the ticket has that is not this place.
void leave_others(Transaction& transaction, const Ticket& ticket, const PlaceFound& place) {
    transaction.execute(
        "DELETE FROM seat_claim WHERE ticket_id = :ticket AND NOT (event_id = :event AND seat_id = :seat)", ticket.id,
        ticket.event_id, place.seat_id);
    auto rows = transaction.query("SELECT event_id, section_id FROM section_ticket WHERE ticket_id = :ticket",
                                  ticket.id);
    if (!rows.next()) return;
    const bool stays = rows.integer(0) == ticket.event_id && rows.integer(1) == place.section_id;
    if (!stays) leave_section(transaction, ticket.id);
}

bool claim_seat(Transaction& transaction, const Ticket& ticket, std::int64_t seat, std::string_view holder,
                std::int64_t draft, std::string_view now) {
    return transaction.execute(
               "INSERT INTO seat_claim (event_id, seat_id, state, holder, ticket_id)"
               " VALUES (:event, :seat, :state, :holder, :ticket) ON CONFLICT (event_id, seat_id) DO UPDATE SET"
               " state = excluded.state, holder = excluded.holder, ticket_id = excluded.ticket_id, draft_id = NULL,"
               " until = NULL, reason = NULL WHERE seat_claim.ticket_id = excluded.ticket_id"
               " OR (seat_claim.state = 'held' AND (seat_claim.draft_id = :draft OR seat_claim.until <= :now))",
               ticket.event_id, seat, state_name(ticket.state), holder, ticket.id, draft, now) == 1;
}

/// A place that the draft held passes to the ticket; without one it is counted anew.
bool claim_place(Transaction& transaction, const Ticket& ticket, const PlaceFound& place, std::int64_t draft) {
    if (transaction.query("SELECT 1 FROM section_ticket WHERE ticket_id = :ticket", ticket.id).next()) return true;
    transaction.execute(
        "INSERT INTO section_claim (event_id, section_id, capacity, taken) VALUES (:event, :section, :capacity, 0)"
        " ON CONFLICT (event_id, section_id) DO NOTHING",
        ticket.event_id, place.section_id, place.capacity);
    const bool held = transaction.execute(
                          "UPDATE section_hold SET places = places - 1 WHERE draft_id = :draft AND event_id = :event"
                          " AND section_id = :section AND places > 1",
                          draft, ticket.event_id, place.section_id) == 1 ||
                      transaction.execute(
                          "DELETE FROM section_hold WHERE draft_id = :draft AND event_id = :event"
                          " AND section_id = :section",
                          draft, ticket.event_id, place.section_id) == 1;
    if (!held && transaction.execute(
                     "UPDATE section_claim SET taken = taken + 1 WHERE event_id = :event AND section_id = :section"
                     " AND taken < capacity",
                     ticket.event_id, place.section_id) == 0)
        return false;
    transaction.execute(
        "INSERT INTO section_ticket (ticket_id, event_id, section_id) VALUES (:ticket, :event, :section)", ticket.id,
        ticket.event_id, place.section_id);
    return true;
}

std::string holder_of(Transaction& transaction, std::int64_t event, std::int64_t seat, std::int64_t ticket,
                      std::string_view now) {
    auto rows = transaction.query(
        "SELECT holder FROM seat_claim WHERE event_id = :event AND seat_id = :seat"
        " AND (state <> 'held' OR until > :now) AND coalesce(ticket_id, 0) <> :ticket",
        event, seat, now, ticket);
    return rows.next() ? rows.string(0) : "";
}

std::optional<Unclaimed> settle_ticket(Transaction& transaction, const Ticket& ticket, const PlaceFound& place,
                                       std::string_view number, std::int64_t draft, std::string_view now) {
    if (!is_live(ticket)) {
        release_ticket(transaction, ticket.id);
        return std::nullopt;
    }
    leave_others(transaction, ticket, place);
    if (!place.on_plan) return std::nullopt;
    Unclaimed unclaimed{ticket.id, ticket.section, ticket.row, ticket.seat, ""};
    if (place.section_id > 0) {
        if (claim_place(transaction, ticket, place, draft)) return std::nullopt;
        unclaimed.holder = "-";
        return unclaimed;
    }
    if (place.seat_id == 0) return unclaimed;
    if (claim_seat(transaction, ticket, place.seat_id, number, draft, now)) return std::nullopt;
    unclaimed.holder = holder_of(transaction, ticket.event_id, place.seat_id, ticket.id, now);
    return unclaimed;
}

std::vector<std::int64_t> orders_of_event(Transaction& transaction, std::int64_t event) {
    std::vector<std::int64_t> orders;
    auto rows = transaction.query(
        "SELECT o.order_id FROM event_line e JOIN order_line o ON o.name_key = e.name_key AND o.order_key = e.order_key"
        " WHERE e.event_id = :event ORDER BY o.order_id",
        event);
    while (rows.next()) orders.push_back(rows.integer(0));
    return orders;
}

}  // namespace

std::vector<Unclaimed> settle_claims(House& house, Transaction& transaction, std::int64_t order_id,
                                     std::int64_t draft) {
    const auto order = find_order(transaction, order_id);
    if (!order) return {};
    std::vector<std::pair<PlaceFound, Ticket>> places;
    for (auto& ticket : tickets_of(transaction, order_id)) {
        const auto place = find_place(transaction, ticket);
        places.emplace_back(place, std::move(ticket));
    }
    // What is given back first may be taken by the next ticket of the same order; seats in the one order of all.
    std::sort(places.begin(), places.end(), [](const auto& a, const auto& b) {
        return std::tuple(is_live(a.second), a.second.event_id, a.first.seat_id, a.second.id) <
               std::tuple(is_live(b.second), b.second.event_id, b.first.seat_id, b.second.id);
    });
    for (const auto& [place, ticket] : places)
        if (is_live(ticket) && place.on_plan) leave_others(transaction, ticket, place);
    std::vector<Unclaimed> unclaimed;
    for (const auto& [place, ticket] : places)
        if (auto one = settle_ticket(transaction, ticket, place, order->number, draft, house.now()))
            unclaimed.push_back(std::move(*one));
    return unclaimed;
}

std::vector<Unclaimed> settle_event(House& house, Transaction& transaction, std::int64_t event) {
    std::vector<Unclaimed> unclaimed;
    for (const auto order : orders_of_event(transaction, event))
        for (auto& one : settle_claims(house, transaction, order)) unclaimed.push_back(std::move(one));
    return unclaimed;
}

std::vector<std::int64_t> orders_on_plans(Transaction& transaction, std::int64_t created_event) {
    std::vector<std::int64_t> orders;
    auto rows = transaction.query(
        "SELECT DISTINCT l.order_id FROM event_sale s JOIN event_line e ON e.event_id = s.event_id JOIN order_line l"
        " ON l.name_key = e.name_key AND l.order_key = e.order_key JOIN orders o ON o.id = l.order_id"
        " WHERE s.plan_id IS NOT NULL AND o.created_event = :event ORDER BY l.order_id",
        created_event);
    while (rows.next()) orders.push_back(rows.integer(0));
    return orders;
}

void release_ticket(Transaction& transaction, std::int64_t ticket) {
    transaction.execute("DELETE FROM seat_claim WHERE ticket_id = :ticket", ticket);
    transaction.execute("DELETE FROM promotion_use WHERE ticket_id = :ticket", ticket);
    leave_section(transaction, ticket);
}

std::string who_has_place_of(House& house, Transaction& transaction, const Ticket& ticket) {
    if (!is_live(ticket)) return "";
    const auto place = find_place(transaction, ticket);
    if (place.seat_id == 0) return "";
    return holder_of(transaction, ticket.event_id, place.seat_id, ticket.id, house.now());
}

std::int64_t check_claims(Transaction& transaction) {
    std::int64_t wrong = check_quotas(transaction);
    auto count = [&](std::string_view sql) {
        auto rows = transaction.query(sql);
        rows.next();
        wrong += rows.integer(0);
    };
    count(
        "SELECT count(*) FROM seat_claim c LEFT JOIN ticket t ON t.id = c.ticket_id LEFT JOIN plan_seat p"
        " ON p.id = c.seat_id LEFT JOIN plan_section s ON s.id = p.section_id WHERE c.ticket_id IS NOT NULL"
        " AND (t.id IS NULL OR t.state <> c.state OR t.event_id <> c.event_id OR s.id IS NULL"
        " OR coalesce(t.section, '1') <> s.name OR t.row IS NULL OR t.row <> p.row"
        " OR t.seat IS NULL OR t.seat <> p.seat)");
    count(
        "SELECT count(*) FROM section_claim s WHERE s.taken <> (SELECT count(*) FROM section_ticket t"
        " WHERE t.event_id = s.event_id AND t.section_id = s.section_id) + (SELECT coalesce(sum(h.places), 0)"
        " FROM section_hold h WHERE h.event_id = s.event_id AND h.section_id = s.section_id)");
    count(
        "SELECT count(*) FROM seat_claim c WHERE c.draft_id IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM sale_draft d WHERE d.id = c.draft_id)");
    // A ticket that could have its seat and has not.
    for (const auto event : events::events_on_plans(transaction))
        for (const auto order : orders_of_event(transaction, event))
            for (const auto& ticket : tickets_of(transaction, order)) {
                if (!is_live(ticket) || ticket.event_id != event) continue;
                const auto place = find_place(transaction, ticket);
                if (place.seat_id == 0) continue;
                wrong += !transaction
                              .query("SELECT 1 FROM seat_claim WHERE event_id = :event AND seat_id = :seat", event,
                                     place.seat_id)
                              .next();
            }
    return wrong;
}

}  // namespace kartei::orders
