#include "modules/renewals/renewal_actions.hpp"

#include <algorithm>
#include <numeric>

#include "audit/hold.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/orders/counter_sale.hpp"
#include "modules/orders/subscription_sale.hpp"
#include "modules/renewals/seat_right_actions.hpp"

namespace kartei::renewals {
namespace {

using sql::Transaction;

constexpr std::size_t orders_at_once = 40;

/// What one transaction reserves: orders that must come into being together.
struct Group {
    std::vector<const Line*> lines;  ///< by holder
};

/// Lines that are reserved together: those of one holder, those who sit together, and along a chain of exchanged seats.
class Groups {
public:
    explicit Groups(const RenewalPlan& plan) : plan_(plan), parent_(plan.lines.size()) {
        std::iota(parent_.begin(), parent_.end(), std::size_t{0});
        std::map<std::int64_t, std::size_t> holders, companies;
        std::map<int, std::size_t> owners;
        for (std::size_t i = 0; i < plan.lines.size(); ++i) {
            const auto& line = plan.lines[i];
            if (!line.may_be_reserved()) continue;
            join(i, holders.try_emplace(line.right.customer_id, i).first->second);
            if (line.right.sit_with) join(i, companies.try_emplace(line.right.sit_with, i).first->second);
            if (line.old_seat >= 0 && line.solved.seat != line.old_seat) owners.emplace(line.old_seat, i);
        }
        for (std::size_t i = 0; i < plan.lines.size(); ++i)
            if (plan.lines[i].may_be_reserved()) join_owner(i, owners);
    }

    /// In the order of priority; of each group that holds a wanted line, all its lines.
    std::vector<Group> wanted(const std::vector<std::int64_t>& rights) {
        std::map<std::size_t, std::size_t> known;
        std::vector<Group> groups;
        std::vector<bool> is_wanted;
        for (std::size_t i = 0; i < plan_.lines.size(); ++i) {
            const auto& line = plan_.lines[i];
            if (!line.may_be_reserved()) continue;
            const auto group = known.try_emplace(root(i), groups.size()).first->second;
            if (group == groups.size()) groups.emplace_back(), is_wanted.push_back(false);
            groups[group].lines.push_back(&line);
            if (rights.empty() || std::find(rights.begin(), rights.end(), line.right.id) != rights.end())
                is_wanted[group] = true;
        }
        std::vector<Group> chosen;
        for (std::size_t group = 0; group < groups.size(); ++group)
            if (is_wanted[group]) chosen.push_back(std::move(groups[group]));
        return chosen;
    }

private:
    void join_owner(std::size_t line, const std::map<int, std::size_t>& owners) {
        const auto seat = plan_.lines[line].solved.seat;
        auto places = plan_.season.seats()[static_cast<std::size_t>(seat)].clashes;
        places.push_back(seat);
        for (const auto place : places)
            if (const auto owner = owners.find(place); owner != owners.end()) join(line, owner->second);
    }
    std::size_t root(std::size_t one) {
        while (parent_[one] != one) one = parent_[one] = parent_[parent_[one]];
        return one;
    }
    void join(std::size_t one, std::size_t other) { parent_[root(one)] = root(other); }

    const RenewalPlan& plan_;
    std::vector<std::size_t> parent_;
};

/// Makes the orders of some groups within one change.
class Writer {
public:
    Writer(House& house, Transaction& transaction, audit::Change& change, const Actor& actor, const RenewalPlan& plan,
           const ReserveOrder& asked, Reserved& done)
        : house_(house), transaction_(transaction), change_(change), actor_(actor), plan_(plan), asked_(asked),
          done_(done) {}

    /// All of a group or none: what has changed since the plan was made leaves it for the next run.
    void reserve(const Group& group) {
        if (!std::all_of(group.lines.begin(), group.lines.end(), [&](const Line* line) { return still_holds(*line); })) {
            done_.left += static_cast<std::int64_t>(group.lines.size());
            return;
        }
        std::map<std::int64_t, std::vector<const Line*>> by_holder;
        for (const auto* line : group.lines) by_holder[line->right.customer_id].push_back(line);
        for (const auto& [holder, lines] : by_holder)
            for (std::size_t from = 0; from < lines.size();) from = make_order(holder, lines, from);
    }

private:
    bool still_holds(const Line& line) {
        const auto right = find_right(transaction_, line.right.id);
        if (!right || right->version != line.right.version) return false;
        const auto entry = entry_of(transaction_, plan_.renewal.id, line.right.id);
        if (entry.version != line.entry.version || entry.id != line.entry.id || entry.state != "open") return false;
        const auto& ids = plan_.season.ids(line.solved.seat);
        const auto& events = target_of(line).terms.events;
        std::vector<std::pair<std::int64_t, std::int64_t>> seats;
        for (std::size_t date = 0; date < ids.size(); ++date) seats.emplace_back(events[date], ids[date]);
        return orders::are_free(transaction_, seats, house_.now());
    }

    const SeatOffered& seat_of(const Line& line) const {
        return plan_.season.seats()[static_cast<std::size_t>(line.solved.seat)];
    }
    const Target& target_of(const Line& line) const { return plan_.season.target(seat_of(line).subscription); }

    /// As many of a holder's seats as one order holds; gives where the next order begins.
    std::size_t make_order(std::int64_t holder, const std::vector<const Line*>& lines, std::size_t from) {
        orders::Order order;
        order.customer_id = holder;
        order.ordered_at = house_.now();
        order.sold_by = actor_.name;
        order.channel = "counter";
        order.description = plan_.renewal.name;
        order.expires_at = asked_.expires_at;
        std::vector<orders::Ticket> tickets;
        std::vector<std::int64_t> seats;
        auto end = from;
        while (end < lines.size() &&
               (end == from || tickets.size() + target_of(*lines[end]).terms.events.size() <= orders::most_tickets_in_order)) {
            add_tickets(*lines[end], set_name(end - from), tickets, seats);
            ++end;
        }
        orders::store_reserved(transaction_, change_, order, tickets, seats);
        for (auto i = from; i < end; ++i) note(*lines[i], order.id, set_name(i - from));
        ++done_.orders;
        done_.tickets += static_cast<std::int64_t>(tickets.size());
        return end;
    }

    /// Tickets and entries name the sets of an order alike, from 1.
    static std::string set_name(std::size_t place) { return std::to_string(place + 1); }

    void add_tickets(const Line& line, const std::string& set, std::vector<orders::Ticket>& tickets,
                     std::vector<std::int64_t>& seats) {
        const auto& seat = seat_of(line);
        const auto& events = target_of(line).terms.events;
        orders::Ticket ticket;
        ticket.ticket_type_id = line.right.ticket_type_id;
        const auto prices = *plan_.season.prices(line.solved.seat, ticket.ticket_type_id);
        ticket.entrance = seat.entrance, ticket.section = seat.section, ticket.row = seat.row, ticket.seat = seat.seat;
        ticket.price_zone = seat.price_zone;
        ticket.subscription_id = seat.subscription;
        ticket.seat_set = set;
        for (std::size_t date = 0; date < events.size(); ++date) {
            ticket.event_id = events[date];
            ticket.price = prices[date];
            tickets.push_back(ticket);
            seats.push_back(plan_.season.ids(line.solved.seat)[date]);
        }
    }

    void note(const Line& line, std::int64_t order, const std::string& set) {
        const auto& seat = seat_of(line);
        auto after = line.entry;
        after.state = "reserved";
        after.order_id = order;
        after.subscription_id = seat.subscription;
        after.section = seat.section, after.row = seat.row, after.seat = seat.seat;
        after.seat_set = set;
        store_entry(transaction_, change_, line.entry, after);
        ++done_.rights;
        done_.along += !asked_.rights.empty() && std::find(asked_.rights.begin(), asked_.rights.end(),
                                                           line.right.id) == asked_.rights.end();
    }

    House& house_;
    Transaction& transaction_;
    audit::Change& change_;
    const Actor& actor_;
    const RenewalPlan& plan_;
    const ReserveOrder& asked_;
    Reserved& done_;
};

/// Nothing at all is written where nothing could be reserved.
Reserved reserve_some(House& house, const Actor& actor, const RenewalPlan& plan, const ReserveOrder& asked,
                      const std::vector<Group>& groups, std::size_t from, std::size_t end, const Reserved& before) {
    auto done = house.database.write([&](Transaction& transaction) -> Result<Reserved> {
        auto now = before;
        hold_house(transaction);
        auto change = now.event ? audit::Change(house, transaction, now.event)
                                : audit::Change(house, transaction, actor, "renewal_reserved", plan.renewal.name);
        Writer writer(house, transaction, change, actor, plan, asked, now);
        for (auto i = from; i < end; ++i) writer.reserve(groups[i]);
        if (now.rights == before.rights) return refuse(RefusalKind::conflict, "error.changed_since");
        now.event = change.event();
        change.seal();
        return now;
    });
    if (done) return std::move(done).value();
    auto after = before;
    for (auto i = from; i < end; ++i) after.left += static_cast<std::int64_t>(groups[i].lines.size());
    return after;
}

std::size_t end_of_step(const std::vector<Group>& groups, std::size_t from) {
    auto end = from;
    for (std::size_t lines = 0; end < groups.size() && (end == from || lines < orders_at_once); ++end)
        lines += groups[end].lines.size();
    return end;
}

/// Nobody reserves for somebody whom he may not see.
bool may_see_group(const Group& group, const Actor& actor) {
    return std::all_of(group.lines.begin(), group.lines.end(),
                       [&](const Line* line) { return is_shown(*line, actor); });
}

Result<SeatRight> right_seen(Transaction& transaction, const Actor& actor, std::int64_t id) {
    const auto right = find_right(transaction, id);
    if (!right || !customers::may_see(transaction, actor, right->customer_id))
        return refuse(RefusalKind::not_found, "error.no_such_seat_right");
    return *right;
}

/// A decision that ends the matter for this season says so of the right itself.
void follow_decision(Transaction& transaction, audit::Change& change, const SeatRight& right, Entry& entry) {
    auto after = right;
    entry.state = entry.decision == "sabbatical" ? "sabbatical" : entry.decision == "give_up" ? "given_up" : "open";
    after.state = entry.state == "open" ? "active" : entry.state;
    change_right(transaction, change, right, after);
}

}  // namespace

Result<std::int64_t> decide(House& house, Transaction& transaction, const Actor& actor, std::int64_t renewal_id,
                            std::int64_t right_id, std::int64_t version, const Decision& decision) {
    hold_house(transaction);
    const auto renewal = find_renewal(transaction, renewal_id);
    if (!renewal) return refuse(RefusalKind::not_found, "error.no_such_renewal");
    const auto right = TRY(right_seen(transaction, actor, right_id));
    std::int64_t target = 0;
    for (const auto& [from, to] : renewal->subscriptions())
        if (from == right.subscription_id) target = to;
    if (target == 0) return refuse(RefusalKind::not_found, "error.no_such_seat_right");
    const auto season = TRY(NewSeason::read(house, transaction, actor, {target}));
    const auto before = entry_of(transaction, renewal_id, right_id);
    if ((before.id ? before.version : 0) != version) return refuse(RefusalKind::stale, "error.stale");
    if (before.state == "reserved" || before.state == "renewed")
        return Refusal{RefusalKind::conflict, {{"decision", "error.renewed_already", {}}}};
    auto after = before;
    after.decision = decision.decision;
    after.section.clear(), after.row.clear(), after.seat.clear();
    if (decision.decision == "seat") {
        if (season.find(target, {decision.section, decision.row, decision.seat}) < 0)
            return refuse_field("seat", "error.seat_not_at_every_date",
                                {{"section", decision.section}, {"row", decision.row}, {"seat", decision.seat}});
        after.section = decision.section, after.row = decision.row, after.seat = decision.seat;
    }
    audit::Change change(house, transaction, actor, "renewal_decided", renewal->name);
    follow_decision(transaction, change, right, after);
    if (!store_entry(transaction, change, before, after)) return refuse(RefusalKind::stale, "error.stale");
    change.seal();
    return change.event();
}

Result<Reserved> reserve(House& house, const Actor& actor, const ReserveOrder& asked, jobs::Progress* progress) {
    if (progress) progress->begin_phase("renewals.phase.solve");
    const auto plan = TRY(house.database.read([&](Transaction& transaction) -> Result<RenewalPlan> {
        const auto renewal = find_renewal(transaction, asked.renewal);
        if (!renewal) return refuse(RefusalKind::not_found, "error.no_such_renewal");
        return plan_renewal(house, transaction, actor, *renewal);
    }));
    auto groups = Groups(plan).wanted(asked.rights);
    std::erase_if(groups, [&](const Group& group) { return !may_see_group(group, actor); });
    if (progress) progress->begin_phase("renewals.phase.reserve", static_cast<std::int64_t>(groups.size()));
    Reserved done;
    for (std::size_t from = 0; from < groups.size();) {
        if (progress) progress->stop_if_cancelled();
        const auto end = end_of_step(groups, from);
        done = reserve_some(house, actor, plan, asked, groups, from, end, done);
        from = end;
        if (progress) progress->set_done(static_cast<std::int64_t>(end));
    }
    if (!asked.rights.empty())
        done.left = static_cast<std::int64_t>(asked.rights.size()) - (done.rights - done.along);
    return done;
}

Result<std::int64_t> give_back_date(House& house, Transaction& transaction, const Actor& actor, std::int64_t right_id,
                                    std::int64_t event) {
    const auto right = TRY(right_seen(transaction, actor, right_id));
    if (right.order_id == 0) return refuse_field("event", "error.right_without_order");
    const auto sum = TRY(orders::find_sum(transaction, actor, right.order_id));
    const auto his = tickets_of_right(transaction, right);
    for (const auto& ticket : his) {
        if (ticket.event_id != event || ticket.state == orders::TicketState::deleted) continue;
        const auto given = TRY(orders::give_back(house, transaction, actor, right.order_id, sum.order.version,
                                                 {{ticket.id}, {}, "", false}));
        return given.change_event;
    }
    return refuse_field("event", "error.no_ticket_at_this_date");
}

}  // namespace kartei::renewals
