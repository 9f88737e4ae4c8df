#include "modules/renewals/new_season.hpp"

#include <algorithm>
#include <set>

#include "modules/orders/sale_pricing.hpp"
#include "modules/orders/seat_claims.hpp"

namespace kartei::renewals {

using sql::Transaction;

/// Plans, each read once, and their seats by name.
struct NewSeason::Plans {
    std::map<std::int64_t, events::SeatPlan> read;
    std::map<std::int64_t, std::map<SeatName, std::int64_t>> seats;

    void add(Transaction& transaction, std::int64_t id) {
        if (read.contains(id)) return;
        const auto& plan = read.emplace(id, *events::find_plan(transaction, id)).first->second;
        for (const auto& place : plan.places)
            if (!place.is_counted()) seats[id][{place.section, place.row, place.seat}] = place.id;
    }
};

namespace {

std::int64_t hall_of(Transaction& transaction, std::int64_t event) {
    auto rows = transaction.query("SELECT hall_id FROM event WHERE id = :id", event);
    return rows.next() ? rows.integer(0) : 0;
}

std::string code_of(Transaction& transaction, std::int64_t event) {
    auto rows = transaction.query("SELECT name FROM event WHERE id = :id", event);
    return rows.next() ? rows.string(0) : "";
}

}  // namespace

Result<NewSeason> NewSeason::read(House& house, Transaction& transaction, const Actor& actor,
                                  const std::vector<std::int64_t>& subscriptions) {
    NewSeason season;
    Plans plans;
    for (const auto subscription : std::set<std::int64_t>(subscriptions.begin(), subscriptions.end()))
        TRY(season.add(house, transaction, actor, subscription, plans));
    season.find_clashes();
    return season;
}

Result<Done> NewSeason::add(House& house, Transaction& transaction, const Actor& actor, std::int64_t subscription,
                            Plans& plans) {
    auto& target = targets_[subscription];
    target.terms = orders::find_terms(transaction, subscription);
    for (const auto event : target.terms.events) {
        if (!orders::sees_event(transaction, actor, event))
            return refuse(RefusalKind::not_found, "error.no_such_renewal");
        target.sales.push_back(events::find_event_sale(transaction, event));
        if (target.sales.back().plan_id == 0 || target.sales.back().state == "cancelled")
            return refuse(RefusalKind::conflict, "error.renewal_needs_plan", {{"event", code_of(transaction, event)}});
        plans.add(transaction, target.sales.back().plan_id);
    }
    if (target.sales.empty()) return refuse(RefusalKind::conflict, "error.renewal_without_dates");
    target.hall_id = hall_of(transaction, target.terms.events.front());
    add_seats(target, plans, target.seats);
    claim(transaction, target, house.now());
    return Done{};
}

void NewSeason::add_seats(const Target& target, Plans& plans, std::map<SeatName, int>& known) {
    int in_row = 0;
    const events::Place* before = nullptr;
    for (const auto& place : plans.read.at(target.sales.front().plan_id).places) {
        if (place.is_counted()) continue;
        in_row = before && before->section == place.section && before->row == place.row ? in_row + 1 : 0;
        before = &place;
        const SeatName name{place.section, place.row, place.seat};
        std::vector<std::int64_t> ids;
        for (const auto& sale : target.sales)
            if (const auto& seats = plans.seats[sale.plan_id]; seats.contains(name)) ids.push_back(seats.at(name));
        if (ids.size() != target.sales.size()) continue;  // not at every date
        known[name] = static_cast<int>(seats_.size());
        seats_.push_back({place.section, place.row, place.seat, place.entrance, place.price_zone,
                          target.terms.subscription_id, true, place.row_order, place.x.value_or(0),
                          place.y.value_or(0), in_row});
        states_.emplace_back();
        ids_.push_back(std::move(ids));
    }
}

void NewSeason::claim(Transaction& transaction, const Target& target, std::string_view now) {
    for (std::size_t date = 0; date < target.sales.size(); ++date) {
        std::map<std::int64_t, std::string> claimed;
        for (const auto& claim : orders::claims_of(transaction, target.terms.events[date], now))
            claimed[claim.seat_id] = claim.state == "blocked" ? "blocked" : "taken";
        if (claimed.empty()) continue;
        for (const auto& [name, seat] : target.seats) {
            const auto found = claimed.find(ids(seat)[date]);
            if (found == claimed.end()) continue;
            states_[static_cast<std::size_t>(seat)] = found->second;
            seats_[static_cast<std::size_t>(seat)].is_free = false;
        }
    }
}

/// Seats of two subscriptions that share an event date are the same place there.
void NewSeason::find_clashes() {
    std::map<std::pair<std::int64_t, std::int64_t>, std::set<int>> at_date;
    for (int seat = 0; seat < static_cast<int>(seats_.size()); ++seat) {
        const auto& events = targets_.at(seats_[static_cast<std::size_t>(seat)].subscription).terms.events;
        if (targets_.size() > 1)
            for (std::size_t date = 0; date < events.size(); ++date)
                at_date[{events[date], ids(seat)[date]}].insert(seat);
    }
    std::map<int, std::set<int>> clashes;
    for (const auto& [place, same] : at_date)
        for (const auto one : same)
            for (const auto other : same)
                if (one != other) clashes[one].insert(other);
    for (const auto& [seat, others] : clashes)
        seats_[static_cast<std::size_t>(seat)].clashes.assign(others.begin(), others.end());
}

int NewSeason::find(std::int64_t subscription, const SeatName& name) const {
    const auto& seats = targets_.at(subscription).seats;
    const auto found = seats.find(name);
    return found == seats.end() ? -1 : found->second;
}

std::optional<std::vector<std::int64_t>> NewSeason::prices(int seat, std::int64_t& ticket_type) const {
    const auto& offered = seats_[static_cast<std::size_t>(seat)];
    const auto& target = targets_.at(offered.subscription);
    if (ticket_type == 0) {
        for (const auto& price : target.terms.prices)
            if (ticket_type == 0 && price.price_zone == offered.price_zone) ticket_type = price.ticket_type_id;
        for (const auto& price : events::prices_of(target.sales.front()))
            if (ticket_type == 0 && price.price_zone == offered.price_zone) ticket_type = price.ticket_type_id;
    }
    if (const auto price = orders::price_of(target.terms, ticket_type, offered.price_zone))
        return orders::shares_of(*price, target.sales.size());
    std::vector<std::int64_t> prices;
    for (const auto& sale : target.sales) {
        const auto price = events::price_of(sale, ticket_type, offered.price_zone);
        if (!price) return std::nullopt;
        prices.push_back(*price);
    }
    return prices;
}

}  // namespace kartei::renewals
