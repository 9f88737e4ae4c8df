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

Result<Ticket> Offers::ticket(const WantedTicket& wanted) {
    const auto* offer = TRY(this->offer(wanted.event_id));
    for (const auto& place : offer->plan.places) {
        if (place.id != wanted.place_id || place.is_counted() != wanted.counted) continue;
        const auto price = events::price_of(offer->sale, wanted.ticket_type_id, place.price_zone);
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

Result<ProductTerms> take_products(Transaction& transaction, const WantedProduct& wanted) {
    if (wanted.quantity < 1 || wanted.quantity > 1000) return refuse_field("products", "error.quantity");
    if (transaction.execute(
            "UPDATE product_terms SET stock = stock - :quantity WHERE product_id = :product AND stock >= :quantity",
            wanted.quantity, wanted.product_id) == 0) {
        auto rows = transaction.query("SELECT stock FROM product_terms WHERE product_id = :product", wanted.product_id);
        if (!rows.next()) return refuse_field("products", "error.product_not_for_sale");
        if (!rows.is_null(0))
            return Refusal{RefusalKind::conflict,
                           {{"products", "error.out_of_stock", {{"left", std::to_string(rows.integer(0))}}}}};
    }
    auto rows = transaction.query("SELECT unit_price, vat_rate FROM product_terms WHERE product_id = :product",
                                  wanted.product_id);
    rows.next();
    return ProductTerms{rows.integer(0), rows.string(1)};
}

std::int64_t reduced(std::int64_t price, std::int64_t percent) { return price - (price * percent + 50) / 100; }

std::int64_t price_in_promotion(Transaction& transaction, std::int64_t promotion, std::int64_t price) {
    if (promotion == 0) return price;
    auto rows = transaction.query("SELECT percent FROM promotion_terms WHERE promotion_id = :id", promotion);
    return rows.next() ? reduced(price, rows.integer(0)) : price;
}

Result<Done> apply_promotion(Transaction& transaction, std::int64_t promotion, std::vector<Ticket>& tickets) {
    if (promotion == 0) return Done{};
    const auto wanted = static_cast<std::int64_t>(tickets.size());
    // Held until the end: whoever comes second counts what the first one used.
    if (transaction.execute("UPDATE promotion_terms SET percent = percent WHERE promotion_id = :id", promotion) == 0)
        return refuse_field("promotion", "error.no_such_promotion");
    auto rows = transaction.query(
        "SELECT percent, most_in_order, most, (SELECT count(*) FROM promotion_use u WHERE u.promotion_id ="
        " p.promotion_id) FROM promotion_terms p WHERE promotion_id = :id",
        promotion);
    rows.next();
    if (!rows.is_null(1) && wanted > rows.integer(1))
        return Refusal{RefusalKind::conflict,
                       {{"promotion", "error.promotion_most_in_order", {{"most", rows.string(1)}}}}};
    if (!rows.is_null(2) && rows.integer(3) + wanted > rows.integer(2))
        return Refusal{
            RefusalKind::conflict,
            {{"promotion",
              "error.promotion_used_up",
              {{"left", std::to_string(std::max<std::int64_t>(0, rows.integer(2) - rows.integer(3)))}}}}};
    for (auto& ticket : tickets) {
        ticket.price = reduced(ticket.price, rows.integer(0));
        ticket.promotion_id = promotion;
    }
    return Done{};
}

void note_promotion(Transaction& transaction, const Ticket& ticket) {
    if (ticket.promotion_id != 0)
        transaction.execute(
            "INSERT INTO promotion_use (ticket_id, promotion_id) VALUES (:ticket, :promotion)", ticket.id,
            ticket.promotion_id);
}

}  // namespace kartei::orders
