#include "modules/orders/sale_pricing.hpp"

#include "modules/events/event_filter.hpp"

namespace kartei::orders {
namespace {

using sql::Transaction;

Refusal about_tickets(RefusalKind kind, std::string key, Parameters parameters = {}) {
    return {kind, {{"tickets", std::move(key), std::move(parameters)}}};
}

}  // namespace

bool sees_event(Transaction& transaction, const Actor& actor, std::int64_t event) {
    if (!actor.promoters) return transaction.query("SELECT 1 FROM event WHERE id = :id", event).next();
    const auto seen = events::seen_events(transaction, actor);
    return std::binary_search(seen->begin(), seen->end(), event);
}

Result<const Offers::Offer*> Offers::offer(std::int64_t event) {
    if (const auto known = offers_.find(event); known != offers_.end()) return &known->second;
    if (!sees_event(transaction_, actor_, event))
        return about_tickets(RefusalKind::invalid, "error.no_such_event");
    Offer offer;
    offer.sale = events::find_event_sale(transaction_, event);
    if (!events::is_on_sale(offer.sale, house_.now()))
        return about_tickets(RefusalKind::conflict, "error.not_on_sale");
    offer.plan = *events::find_plan(transaction_, offer.sale.plan_id);
    return &offers_.emplace(event, std::move(offer)).first->second;
}

Result<Ticket> Offers::ticket(const WantedTicket& wanted, std::optional<std::int64_t> of_subscription) {
    const auto* offer = TRY(this->offer(wanted.event_id));
    for (const auto& place : offer->plan.places) {
        if (place.id != wanted.place_id || place.is_counted() != wanted.counted) continue;
        const auto price = of_subscription ? of_subscription
                                           : events::price_of(offer->sale, wanted.ticket_type_id, place.price_zone);
        if (!price)
            return about_tickets(RefusalKind::invalid, "error.no_price", {{"zone", place.price_zone}});
        Ticket ticket;
        ticket.event_id = wanted.event_id;
        ticket.ticket_type_id = wanted.ticket_type_id;
        ticket.price = *price;
        ticket.entrance = place.entrance;
        ticket.section = place.section;
        ticket.row = place.row;
        ticket.seat = place.seat;
        ticket.price_zone = place.price_zone;
        ticket.state = TicketState::reserved;
        return ticket;
    }
    return about_tickets(RefusalKind::invalid, "error.no_such_seat", {{"seat", std::to_string(wanted.place_id)}});
}

}  // namespace kartei::orders
