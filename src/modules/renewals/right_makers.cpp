#include "modules/renewals/right_makers.hpp"

#include <algorithm>
#include <map>

#include "audit/hold.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/orders/order_store.hpp"

namespace kartei::renewals {
namespace {

using orders::SeatSet;
using orders::Ticket;
using orders::TicketState;
using sql::Transaction;
using Subscriptions = std::unordered_map<std::int64_t, events::Subscription>;

constexpr std::size_t orders_at_once = 200;

/// When event dates begin and where they are.
class Dates {
public:
    explicit Dates(Transaction& transaction) : transaction_(transaction) {}

    bool is_earlier(std::int64_t one, std::int64_t other) {
        const auto& a = of(one);
        const auto& b = of(other);
        return std::tuple(a.starts_at.empty(), a.starts_at, one) < std::tuple(b.starts_at.empty(), b.starts_at, other);
    }
    std::int64_t hall_of(std::int64_t event) { return of(event).hall; }

private:
    struct Known {
        std::string starts_at;
        std::int64_t hall = 0;
    };
    const Known& of(std::int64_t event) {
        const auto [known, fresh] = known_.try_emplace(event);
        if (fresh) {
            auto rows = transaction_.query("SELECT starts_at, hall_id FROM event WHERE id = :id", event);
            if (rows.next()) known->second = {rows.string(0), rows.integer(1)};
        }
        return known->second;
    }
    Transaction& transaction_;
    std::map<std::int64_t, Known> known_;
};

std::vector<SeatSet> sets_of(std::span<const Ticket> tickets, Dates& dates) {
    return orders::seat_sets_of(tickets, [&](auto one, auto other) { return dates.is_earlier(one, other); });
}

bool is_fixed(const Subscriptions& all, std::int64_t subscription) {
    const auto found = all.find(subscription);
    return found != all.end() && found->second.kind == "fixed";
}

std::vector<Ticket> sold_of(const std::vector<Ticket>& tickets, const Subscriptions& all) {
    std::vector<Ticket> sold;
    for (const auto& ticket : tickets)
        if (ticket.state == TicketState::sold && is_fixed(all, ticket.subscription_id)) sold.push_back(ticket);
    return sold;
}

/// Is a ticket of an order one of those that a set of a subscription stands on?
bool stands_on(const Ticket& ticket, std::int64_t subscription, const std::string& set,
               const orders::SeatPlace& place) {
    if (ticket.subscription_id != subscription || ticket.state == TicketState::deleted) return false;
    return ticket.seat_set.empty() ? orders::place_of_ticket(ticket) == place : ticket.seat_set == set;
}

SeatRight right_of(const SeatSet& set, const orders::Order& order, Dates& dates) {
    SeatRight right;
    right.subscription_id = set.subscription_id;
    right.customer_id = order.customer_id;
    right.hall_id = dates.hall_of(set.tickets.front()->event_id);
    right.ticket_type_id = set.tickets.front()->ticket_type_id;
    right.order_id = order.id;
    right.seat_set = set.name;
    right.entrance = set.kept.entrance, right.section = set.kept.section;
    right.row = set.kept.row, right.seat = set.kept.seat;
    right.since = right.priority_on = order.ordered_at.substr(0, 10);
    return right;
}

void note_exceptions(Transaction& transaction, audit::Change& change, const SeatRight& right, const SeatSet& set) {
    for (const auto* ticket : set.tickets) {
        const auto place = orders::place_of_ticket(*ticket);
        if (place == set.kept) continue;
        SeatException other{0, 1, right.id, ticket->event_id, place.entrance, place.section, place.row, place.seat};
        create_exception(transaction, change, other);
    }
}

/// What a right that is renewed hands on to the next one of its line.
void continue_line(SeatRight& right, const SeatRight& before) {
    right.line = before.line;
    right.since = before.since;
    right.priority_on = before.priority_on;
    right.sit_with = before.sit_with;
    right.fall_back = before.fall_back;
}

std::optional<SeatRight> renewed_by(Transaction& transaction, const std::vector<Entry>& entries, const SeatSet& set) {
    for (const auto& entry : entries)
        if (entry.subscription_id == set.subscription_id && entry.seat_set == set.name)
            return find_right(transaction, entry.right_id);
    return std::nullopt;
}

/// Sets of an order that have a right, and those that have none and could have one. A name that two sets of an order
/// have is that of as many rights.
std::vector<const SeatSet*> without_right(const std::vector<SeatSet>& sets, const std::vector<SeatRight>& rights) {
    std::map<std::pair<std::int64_t, std::string>, int> left;
    for (const auto& right : rights) ++left[{right.subscription_id, right.seat_set}];
    std::vector<const SeatSet*> without;
    for (const auto& set : sets)
        if (!set.kept.seat.empty() && left[{set.subscription_id, set.name}]-- <= 0) without.push_back(&set);
    return without;
}

/// Seats that were sold together sit together.
void store_new(Transaction& transaction, audit::Change& change, std::vector<SeatRight>& made) {
    std::map<std::int64_t, std::pair<std::int64_t, int>> first;
    for (const auto& right : made)
        if (right.sit_with == 0) ++first.try_emplace(right.subscription_id, right.id, 0).first->second.second;
    for (auto& right : made) {
        const auto& [leader, count] = first[right.subscription_id];
        if (right.sit_with == 0 && count > 1) right.sit_with = leader;
        create_right(transaction, change, right);
    }
}

void end_what_is_gone(Transaction& transaction, audit::Change& change, const std::vector<Ticket>& tickets,
                      const std::vector<SeatRight>& rights) {
    for (const auto& right : rights) {
        if (right.state == "given_up") continue;
        if (std::any_of(tickets.begin(), tickets.end(), [&](const Ticket& ticket) {
                return stands_on(ticket, right.subscription_id, right.seat_set, right.place());
            }))
            continue;
        auto after = right;
        after.state = "given_up";
        change_right(transaction, change, right, after);
    }
}

void follow_entries(Transaction& transaction, audit::Change& change, const std::vector<Ticket>& tickets,
                    const std::vector<Entry>& entries) {
    for (const auto& entry : entries) {
        auto after = entry;
        bool is_live = false, is_sold = false;
        for (const auto& ticket : tickets) {
            if (!stands_on(ticket, entry.subscription_id, entry.seat_set, {})) continue;
            is_live = true;
            is_sold |= ticket.state == TicketState::sold;
        }
        if (is_sold) after.state = "renewed";
        else if (!is_live && entry.state == "renewed") after.state = "given_up";
        else if (!is_live) after.state = "open", after.order_id = 0;
        store_entry(transaction, change, entry, after);
    }
}

bool concerns_subscriptions(const std::vector<Ticket>& tickets) {
    return std::any_of(tickets.begin(), tickets.end(), [](const Ticket& one) { return one.subscription_id != 0; });
}

void make_new(Transaction& transaction, audit::Change& change, const orders::Order& order,
              const std::vector<Ticket>& sold, const std::vector<SeatRight>& rights,
              const std::vector<Entry>& entries) {
    Dates dates(transaction);
    std::vector<SeatRight> made;
    const auto sets = sets_of(sold, dates);
    const auto of = without_right(sets, rights);
    for (const auto* set : of) {
        auto right = right_of(*set, order, dates);
        right.id = take_ids(transaction, "seat_right");
        if (const auto before = renewed_by(transaction, entries, *set)) continue_line(right, *before);
        made.push_back(std::move(right));
    }
    store_new(transaction, change, made);
    for (std::size_t i = 0; i < made.size(); ++i) note_exceptions(transaction, change, made[i], *of[i]);
}

}  // namespace

void follow_order(House&, Transaction& transaction, audit::Change& change, std::int64_t id) {
    const auto order = orders::find_order(transaction, id);
    const auto tickets = orders::tickets_of(transaction, id);
    if (!order || !concerns_subscriptions(tickets)) return;
    const auto rights = rights_of_order(transaction, id);
    const auto entries = entries_of_order(transaction, id);
    end_what_is_gone(transaction, change, tickets, rights);
    follow_entries(transaction, change, tickets, entries);
    if (order->customer_id == customers::anonymous_customer) return;
    const auto sold = sold_of(tickets, events::subscriptions(transaction));
    if (!sold.empty()) make_new(transaction, change, *order, sold, rights, entries);
}

namespace {

/// The right of the season before: the same holder, place and name of the subscription.
std::optional<SeatRight> earlier_right(Transaction& transaction, const Subscriptions& all, const SeatRight& right) {
    std::optional<SeatRight> found;
    const auto& mine = all.at(right.subscription_id);
    for (auto& one : rights_of_customer(transaction, right.customer_id)) {
        const auto other = all.find(one.subscription_id);
        if (other == all.end() || one.id == right.id || other->second.name != mine.name ||
            other->second.season >= mine.season || one.place() != right.place() || one.hall_id != right.hall_id)
            continue;
        if (!found || other->second.season > all.at(found->subscription_id).season) found = std::move(one);
    }
    return found;
}

/// Rights of some orders that have none yet; nothing is stored before all of them are known.
class Maker {
public:
    Maker(Transaction& transaction, RightsMade& made)
        : transaction_(transaction), made_(made), dates_(transaction), all_(events::subscriptions(transaction)) {}

    void look_at(std::int64_t order_id, std::int64_t subscription) {
        const auto order = orders::find_order(transaction_, order_id);
        if (!order || order->customer_id == customers::anonymous_customer) return;
        auto sold = sold_of(orders::tickets_of(transaction_, order_id), all_);
        std::erase_if(sold, [&](const Ticket& ticket) { return ticket.subscription_id != subscription; });
        const auto rights = rights_of_order(transaction_, order_id);
        std::vector<SeatRight> fresh;
        const auto sets = sets_of(sold, dates_);
        const auto without = without_right(sets, rights);
        for (const auto* set : without) fresh.push_back(made_of(*set, *order));
        made_.there += static_cast<std::int64_t>(sets.size() - without.size());
        if (!fresh.empty()) fresh_.push_back(std::move(fresh));
    }
    bool is_empty() const { return fresh_.empty(); }
    void store(audit::Change& change) {
        for (auto& of_order : fresh_) store_new(transaction_, change, of_order);
    }

private:
    SeatRight made_of(const SeatSet& set, const orders::Order& order) {
        auto right = right_of(set, order, dates_);
        right.confidence = orders::name_of(set.confidence);
        if (const auto before = earlier_right(transaction_, all_, right)) continue_line(right, *before);
        right.id = take_ids(transaction_, "seat_right");
        ++made_.made;
        ++(set.confidence == orders::Confidence::all    ? made_.all
           : set.confidence == orders::Confidence::most ? made_.most
                                                        : made_.tie);
        return right;
    }

    Transaction& transaction_;
    RightsMade& made_;
    Dates dates_;
    Subscriptions all_;
    std::vector<std::vector<SeatRight>> fresh_;
};

/// Orders with sold tickets of fixed subscriptions, those of earlier seasons first, so that lines go on from them.
using Work = std::vector<std::pair<std::int64_t, std::int64_t>>;
Work orders_to_look_at(Transaction& transaction, const std::vector<std::int64_t>& subscriptions) {
    std::vector<std::pair<std::string, std::int64_t>> in_order;
    for (const auto& [id, one] : events::subscriptions(transaction))
        if (one.kind == "fixed" && (subscriptions.empty() || std::find(subscriptions.begin(), subscriptions.end(), id) !=
                                                                 subscriptions.end()))
            in_order.emplace_back(one.season, id);
    std::sort(in_order.begin(), in_order.end());
    Work work;
    for (const auto& [season, id] : in_order) {
        auto rows = transaction.query(
            "SELECT DISTINCT order_id FROM ticket WHERE subscription_id = :subscription AND state = 'sold'"
            " ORDER BY order_id",
            id);
        while (rows.next()) work.emplace_back(rows.integer(0), id);
    }
    return work;
}

/// Where a step of the work ends: rights of a later season go on from those that are stored.
std::size_t end_of_step(const Work& work, std::size_t from) {
    auto end = from;
    while (end < work.size() && end < from + orders_at_once && work[end].second == work[from].second) ++end;
    return end;
}

RightsMade make_some(House& house, const Actor& actor, const Work& work, std::size_t from, std::size_t end,
                     const RightsMade& before) {
    return house.database.write([&](Transaction& transaction) {
        auto made = before;
        hold_house(transaction);
        Maker maker(transaction, made);
        for (auto i = from; i < end; ++i) maker.look_at(work[i].first, work[i].second);
        if (maker.is_empty()) return made;
        auto change = made.event ? audit::Change(house, transaction, made.event)
                                 : audit::Change(house, transaction, actor, "seat_rights_made");
        made.event = change.event();
        maker.store(change);
        change.seal();
        return made;
    });
}

}  // namespace

Result<RightsMade> make_rights(House& house, const Actor& actor, std::vector<std::int64_t> subscriptions,
                               jobs::Progress* progress) {
    const auto work =
        house.database.read([&](Transaction& transaction) { return orders_to_look_at(transaction, subscriptions); });
    if (progress) progress->begin_phase("renewals.phase.rights", static_cast<std::int64_t>(work.size()));
    RightsMade made;
    for (std::size_t from = 0; from < work.size();) {
        if (progress) progress->stop_if_cancelled();
        const auto end = end_of_step(work, from);
        made = make_some(house, actor, work, from, end, made);
        from = end;
        if (progress) progress->set_done(static_cast<std::int64_t>(end));
    }
    return made;
}

}  // namespace kartei::renewals
