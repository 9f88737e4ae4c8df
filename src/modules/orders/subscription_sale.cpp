#include "modules/orders/subscription_sale.hpp"

#include <algorithm>

#include "modules/events/catalogue.hpp"
#include "modules/orders/barcodes.hpp"

namespace kartei::orders {
namespace {

using events::Place;
using sql::Transaction;

Refusal about(std::string key, Parameters parameters = {}) {
    return {RefusalKind::invalid, {{"subscriptions", std::move(key), std::move(parameters)}}};
}

/// One subscription of a sale while its seats become tickets.
class Package {
public:
    Package(Offers& offers, const WantedSubscription& wanted, SubscriptionTerms terms)
        : offers_(offers), wanted_(wanted), terms_(std::move(terms)) {}

    Result<Done> add(std::int64_t seat, const std::string& set, std::vector<Ticket>& tickets) {
        const auto place = TRY(chosen(seat));
        const auto price = price_of(terms_, wanted_.ticket_type_id, place.price_zone);
        const auto shares = shares_of(price.value_or(0), terms_.events.size());
        for (std::size_t date = 0; date < terms_.events.size(); ++date) {
            auto ticket = TRY(at(date, seat, place, price ? std::optional(shares[date]) : std::nullopt));
            ticket.subscription_id = wanted_.subscription_id;
            ticket.seat_set = set;
            tickets.push_back(std::move(ticket));
        }
        return Done{};
    }

private:
    Result<Place> chosen(std::int64_t seat) {
        for (const auto event : terms_.events)
            if (auto place = TRY(offers_.place(event, seat, false))) return std::move(*place);
        return about("error.no_such_seat", {{"seat", std::to_string(seat)}});
    }
    Result<Ticket> at(std::size_t date, std::int64_t seat, const Place& place, std::optional<std::int64_t> price) {
        const auto event = terms_.events[date];
        for (const auto& other : wanted_.instead)
            if (other.seat_id == seat && other.event_id == event)
                return offers_.ticket({event, other.instead_id, false, wanted_.ticket_type_id}, price);
        const auto there = TRY(offers_.same_seat(event, place));
        if (!there)
            return about("error.seat_not_at_every_date",
                         {{"section", place.section}, {"row", place.row}, {"seat", place.seat}});
        return offers_.ticket({event, there->id, false, wanted_.ticket_type_id}, price);
    }

    Offers& offers_;
    const WantedSubscription& wanted_;
    SubscriptionTerms terms_;
};

void claim(Transaction& transaction, const Order& order, const std::vector<Ticket>& tickets,
           const std::vector<std::int64_t>& seats) {
    auto claims = transaction.bulk_insert("seat_claim", {"event_id", "seat_id", "state", "holder", "ticket_id"});
    for (std::size_t i = 0; i < tickets.size(); ++i)
        claims->add({tickets[i].event_id, seats[i], "reserved", order.number, tickets[i].id});
    claims->finish();
}

}  // namespace

std::vector<std::int64_t> dates_of(Transaction& transaction, const std::vector<WantedSubscription>& wanted) {
    std::vector<std::int64_t> dates;
    for (const auto& one : wanted) {
        const auto events = find_terms(transaction, one.subscription_id).events;
        dates.insert(dates.end(), events.begin(), events.end());
    }
    return dates;
}

Result<Done> add_subscriptions(Transaction& transaction, Offers& offers, const std::vector<WantedSubscription>& wanted,
                               std::vector<Ticket>& tickets) {
    const auto all = wanted.empty() ? std::unordered_map<std::int64_t, events::Subscription>()
                                    : events::subscriptions(transaction);
    int set = 0;
    for (const auto& one : wanted) {
        const auto subscription = all.find(one.subscription_id);
        if (subscription == all.end()) return about("error.no_such_subscription");
        if (subscription->second.kind != "fixed") return about("error.subscription_not_fixed");
        auto terms = find_terms(transaction, one.subscription_id);
        if (terms.events.empty())
            return about("error.subscription_without_dates", {{"name", subscription->second.name}});
        if (one.seats.empty()) return about("error.empty_sale");
        Package package(offers, one, std::move(terms));
        for (const auto seat : one.seats) TRY(package.add(seat, std::to_string(++set), tickets));
    }
    return Done{};
}

void store_reserved(Transaction& transaction, audit::Change& change, Order& order, std::vector<Ticket>& tickets,
                    const std::vector<std::int64_t>& seats) {
    order.id = take_ids(transaction, "orders");
    order.created_event = change.event();
    order.number = free_number(transaction);
    insert_order(transaction, order);
    change.created("orders", order.id);
    const auto first = take_ids(transaction, "ticket", static_cast<std::int64_t>(tickets.size()));
    for (auto& ticket : tickets) ticket.barcode = new_barcode(transaction);  // asks, which the rows below do not allow
    auto rows = transaction.bulk_insert("ticket", ticket_columns());
    for (std::size_t i = 0; i < tickets.size(); ++i) {
        auto& ticket = tickets[i];
        ticket.id = first + static_cast<std::int64_t>(i);
        ticket.line = static_cast<std::int64_t>(i) + 1;
        ticket.order_id = order.id;
        ticket.created_event = change.event();
        ticket.state = TicketState::reserved;
        rows->add(ticket_parameters(ticket));
    }
    rows->finish();
    change.created("ticket", first, first + static_cast<std::int64_t>(tickets.size()) - 1);
    claim(transaction, order, tickets, seats);
    insert_order_lines(transaction, order, name_key_of_customer(transaction, order.customer_id), tickets);
}

bool are_free(Transaction& transaction, const std::vector<std::pair<std::int64_t, std::int64_t>>& seats,
              std::string_view now) {
    for (const auto& [event, seat] : seats) {
        auto rows = transaction.query(
            "SELECT state, until FROM seat_claim WHERE event_id = :event AND seat_id = :seat", event, seat);
        if (!rows.next()) continue;
        if (rows.text(0) != "held" || rows.text(1) > now) return false;
        transaction.execute("DELETE FROM seat_claim WHERE event_id = :event AND seat_id = :seat", event, seat);
    }
    return true;
}

std::string free_number(Transaction& transaction) {
    for (;;) {
        auto number = "B" + std::to_string(take_ids(transaction, "order_number"));
        if (!id_of_number(transaction, number)) return number;
    }
}

}  // namespace kartei::orders
