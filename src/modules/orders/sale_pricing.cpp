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

Result<const events::EventSale*> Offers::offer(std::int64_t event) {
    if (const auto known = offers_.find(event); known != offers_.end()) return &known->second;
    if (!sees_event(transaction_, actor_, event))
        return about_tickets(RefusalKind::invalid, "error.no_such_event");
    auto sale = events::find_event_sale(transaction_, event);
    if (!events::is_on_sale(sale, house_.now())) return about_tickets(RefusalKind::conflict, "error.not_on_sale");
    return &offers_.emplace(event, std::move(sale)).first->second;
}

Result<std::optional<events::Place>> Offers::place(std::int64_t event, std::int64_t id, bool counted) {
    return events::find_place(transaction_, TRY(offer(event))->plan_id, id, counted);
}

Result<std::optional<events::Place>> Offers::same_place(std::int64_t event, const events::Place& place) {
    return events::find_same_place(transaction_, TRY(offer(event))->plan_id, place);
}

Result<Ticket> Offers::ticket(const WantedTicket& wanted, std::optional<std::int64_t> of_subscription) {
    const auto* sale = TRY(offer(wanted.event_id));
    const auto place = TRY(this->place(wanted.event_id, wanted.place_id, wanted.counted));
    if (!place)
        return about_tickets(RefusalKind::invalid, "error.no_such_seat", {{"seat", std::to_string(wanted.place_id)}});
    const auto price =
        of_subscription ? of_subscription : events::price_of(*sale, wanted.ticket_type_id, place->price_zone);
    if (!price) return about_tickets(RefusalKind::invalid, "error.no_price", {{"zone", place->price_zone}});
    Ticket ticket;
    ticket.event_id = wanted.event_id;
    ticket.ticket_type_id = wanted.ticket_type_id;
    ticket.price = *price;
    ticket.entrance = place->entrance;
    ticket.section = place->section;
    ticket.row = place->row;
    ticket.seat = place->seat;
    ticket.price_zone = place->price_zone;
    ticket.state = TicketState::reserved;
    return ticket;
}

}  // namespace kartei::orders
