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
    Package(Offers& offers, const WantedSubscription& wanted, SubscriptionTerms terms, std::vector<std::int64_t> dates)
        : offers_(offers), wanted_(wanted), terms_(std::move(terms)), dates_(std::move(dates)) {}

    Result<Done> add(std::int64_t id, bool counted, const std::string& set, std::vector<Ticket>& tickets) {
        const auto place = TRY(chosen(id, counted));
        for (std::size_t date = 0; date < dates_.size(); ++date) {
            auto ticket = TRY(at(date, place));
            ticket.subscription_id = wanted_.subscription_id;
            ticket.seat_set = set;
            tickets.push_back(std::move(ticket));
        }
        return Done{};
    }

private:
    Result<Place> chosen(std::int64_t id, bool counted) {
        for (const auto event : dates_)
            if (auto place = TRY(offers_.place(event, id, counted))) return std::move(*place);
        return about("error.no_such_seat", {{"seat", std::to_string(id)}});
    }
    /// The part of the price that falls on a date, which is the same when others are over; nothing when the date's own
    /// price holds.
    std::optional<std::int64_t> share(std::size_t date, const Place& place) const {
        const auto price = price_of(terms_, wanted_.ticket_type_id, place.price_zone);
        if (!price || !terms_.is_fixed()) return price;
        const auto all = std::find(terms_.events.begin(), terms_.events.end(), dates_[date]);
        return shares_of(*price, terms_.events.size())[static_cast<std::size_t>(all - terms_.events.begin())];
    }
    Result<Ticket> at(std::size_t date, const Place& place) {
        const auto event = dates_[date];
        for (const auto& other : wanted_.instead) {
            if (place.is_counted() || other.seat_id != place.id || other.event_id != event) continue;
            if (terms_.same_seat) return about("error.same_seat_at_every_date", {{"name", terms_.name}});
            return offers_.ticket({event, other.instead_id, false, wanted_.ticket_type_id}, share(date, place));
        }
        const auto there = TRY(offers_.same_place(event, place));
        if (!there)
            return about("error.seat_not_at_every_date",
                         {{"section", place.section}, {"row", place.row}, {"seat", place.seat}});
        return offers_.ticket({event, there->id, place.is_counted(), wanted_.ticket_type_id}, share(date, place));
    }

    Offers& offers_;
    const WantedSubscription& wanted_;
    SubscriptionTerms terms_;
    std::vector<std::int64_t> dates_;
};

Result<Done> add_subscription(House& house, Transaction& transaction, Offers& offers, const WantedSubscription& wanted,
                              int& set, std::vector<Ticket>& tickets) {
    auto terms = terms_today(house, transaction, wanted.subscription_id);
    auto dates = TRY(dates_of_sale(terms, wanted.events, house.today()));
    if (wanted.seats.empty() && wanted.sections.empty()) return about("error.empty_sale");
    Package package(offers, wanted, std::move(terms), std::move(dates));
    for (const auto seat : wanted.seats) TRY(package.add(seat, false, std::to_string(++set), tickets));
    for (const auto section : wanted.sections) TRY(package.add(section, true, std::to_string(++set), tickets));
    return Done{};
}

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
        const auto events = one.events.empty() ? find_terms(transaction, one.subscription_id).events : one.events;
        dates.insert(dates.end(), events.begin(), events.end());
    }
    return dates;
}

Result<Done> add_subscriptions(House& house, Transaction& transaction, Offers& offers,
                               const std::vector<WantedSubscription>& wanted, std::vector<Ticket>& tickets) {
    int set = 0;
    for (const auto& one : wanted) TRY(add_subscription(house, transaction, offers, one, set, tickets));
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
