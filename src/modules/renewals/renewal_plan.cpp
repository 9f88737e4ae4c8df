#include "modules/renewals/renewal_plan.hpp"

#include <algorithm>
#include <set>

#include "modules/customers/customer_list.hpp"
#include "modules/customers/hidden_customers.hpp"

namespace kartei::renewals {
namespace {

using sql::Transaction;

SeatName name_of(const SeatRight& right) { return {right.section, right.row, right.seat}; }

/// What a new subscription has already: lines that go on in it, and who sits where.
struct Renewed {
    std::set<std::int64_t> lines;
    std::set<std::pair<std::int64_t, SeatName>> holders;
};

Renewed renewed_in(Transaction& transaction, std::int64_t subscription) {
    Renewed renewed;
    for (const auto& right : rights_of_subscription(transaction, subscription))
        if (right.state != "given_up") renewed.lines.insert(right.line);
    auto rows = transaction.query(
        "SELECT o.customer_id, t.section, t.row, t.seat FROM ticket t JOIN orders o ON o.id = t.order_id"
        " WHERE t.subscription_id = :subscription AND t.state <> 'deleted'",
        subscription);
    while (rows.next())
        renewed.holders.insert({rows.integer(0), {rows.string(1), rows.string(2), rows.string(3)}});
    return renewed;
}

class Planner {
public:
    Planner(Transaction& transaction, RenewalPlan& plan) : transaction_(transaction), plan_(plan) {
        for (const auto& [from, to] : plan.renewal.subscriptions()) targets_.insert(to);
    }

    void run() {
        read_rights();
        read_holders();
        sort();
        for (auto& line : plan_.lines) place(line);
        solve_lines();
        for (auto& line : plan_.lines) explain(line);
    }

private:
    void read_rights() {
        std::map<std::int64_t, Entry> entries;
        for (auto& entry : entries_of(transaction_, plan_.renewal.id)) entries[entry.right_id] = std::move(entry);
        for (const auto& [from, to] : plan_.renewal.subscriptions())
            for (auto& right : rights_of_subscription(transaction_, from)) {
                Line line;
                if (const auto entry = entries.find(right.id); entry != entries.end()) line.entry = entry->second;
                line.entry.renewal_id = plan_.renewal.id;
                line.entry.right_id = right.id;
                line.subscription_id = to;
                line.right = std::move(right);
                line.state = state_of(line);
                plan_.lines.push_back(std::move(line));
            }
    }

    static std::string state_of(const Line& line) {
        if (line.entry.state != "open") return line.entry.state;
        return line.right.state == "active" ? "open" : line.right.state;
    }

    /// May book: as profile::booking_terms() has it (J-194), for many at once.
    void read_holders() {
        std::map<std::int64_t, std::vector<Line*>> of;
        for (auto& line : plan_.lines) of[line.right.customer_id].push_back(&line), line.is_there = false;
        for (const auto& [from, to] : plan_.renewal.subscriptions()) {
            auto rows = transaction_.query(
                "SELECT id, number, name_prefix, name, first_name, hidden_in_search, booking_block FROM customer"
                " WHERE id IN (SELECT customer_id FROM seat_right WHERE subscription_id = :subscription)",
                from);
            while (rows.next())
                for (auto* line : of[rows.integer(0)]) {
                    line->is_there = true;
                    line->customer_number = rows.integer(1);
                    line->customer_name =
                        customers::name_in_lists(rows.string(2), rows.string(3), rows.string(4));
                    line->is_hidden = rows.integer(5) != 0;
                    line->may_book = rows.integer(6) == 0;
                }
        }
    }

    void sort() {
        std::sort(plan_.lines.begin(), plan_.lines.end(), [](const Line& one, const Line& other) {
            const auto key = [](const SeatRight& right) {
                return std::tuple(right.wish_priority == 0, right.wish_priority, right.priority_on.empty(),
                                  right.priority_on, right.since, right.id);
            };
            return key(one.right) < key(other.right);
        });
    }

    const Renewed& renewed(std::int64_t subscription) {
        const auto [known, fresh] = renewed_.try_emplace(subscription);
        if (fresh) known->second = renewed_in(transaction_, subscription);
        return known->second;
    }

    /// Where he sat, among the new seats; what is in the way of sitting there again.
    void place(Line& line) {
        if (line.state != "open") return;
        const auto& there = renewed(line.subscription_id);
        if (there.lines.contains(line.right.line) || there.holders.contains({line.right.customer_id, name_of(line.right)}))
            line.conflicts.push_back("already_renewed");
        if (!line.is_there) line.conflicts.push_back("holder_gone");
        else if (!line.may_book) line.conflicts.push_back("holder_blocked");
        const auto& target = plan_.season.target(line.subscription_id);
        if (line.right.hall_id != 0 && target.hall_id != 0 && line.right.hall_id != target.hall_id)
            line.conflicts.push_back("other_hall");
        else if ((line.old_seat = plan_.season.find(line.subscription_id, name_of(line.right))) < 0)
            line.conflicts.push_back("seat_gone");
        else if (const auto& state = plan_.season.state(line.old_seat); !state.empty() && !is_renewed(line))
            line.conflicts.push_back(state);
        find_wish(line);
    }

    static bool has(const Line& line, std::string_view conflict) {
        return std::find(line.conflicts.begin(), line.conflicts.end(), conflict) != line.conflicts.end();
    }
    static bool is_renewed(const Line& line) { return has(line, "already_renewed"); }

    void find_wish(Line& line) {
        const auto& entry = line.entry;
        const auto& right = line.right;
        auto target = line.subscription_id;
        SeatName wanted;
        if (entry.decision == "seat") {
            wanted = {entry.section, entry.row, entry.seat};
        } else if (entry.decision == "solve" && right.has_wish()) {
            if (right.wish_subscription_id != 0) target = right.wish_subscription_id;
            wanted = right.wish_seat.empty() ? name_of(right)
                                             : SeatName{right.wish_section, right.wish_row, right.wish_seat};
        } else {
            return;
        }
        if (targets_.contains(target)) line.wish = plan_.season.find(target, wanted);
        if (line.wish < 0) line.conflicts.push_back("wish_unknown");
    }

    Claimant claimant_of(const Line& line) const {
        Claimant one;
        const bool is_free = line.old_seat >= 0 && plan_.season.state(line.old_seat).empty();
        one.old_seat = is_free ? line.old_seat : -1;
        one.near = line.old_seat;
        one.wish = line.wish;
        one.sit_with = line.right.sit_with;
        const auto& decision = line.entry.decision;
        if (decision == "seat") one.fall_back = FallBack::call;
        else if (decision == "solve" && line.right.fall_back == "next_best") one.fall_back = FallBack::next_best;
        else if (decision == "solve" && line.right.fall_back == "call") one.fall_back = FallBack::call;
        if (line.state == "sabbatical") one.stand = Stand::sabbatical;
        else if (line.state == "given_up") one.stand = Stand::given_up;
        else if (!line.is_there || !line.may_book || is_renewed(line)) one.stand = Stand::barred;
        return one;
    }

    void solve_lines() {
        std::vector<Claimant> claimants;
        std::vector<Line*> of;
        for (auto& line : plan_.lines) {
            if (line.state == "reserved" || line.state == "renewed") continue;
            if (line.state != "open") line.old_seat = plan_.season.find(line.subscription_id, name_of(line.right));
            claimants.push_back(claimant_of(line));
            of.push_back(&line);
        }
        const auto solved = solve(plan_.season.seats(), claimants);
        for (std::size_t i = 0; i < of.size(); ++i) {
            of[i]->solved = solved[i];
            if (solved[i].in_the_way >= 0) in_the_way_[of[i]] = of[static_cast<std::size_t>(solved[i].in_the_way)];
        }
    }

    void explain(Line& line) {
        auto& solved = line.solved;
        if (line.state != "open") {
            line.why = "renewals.why." + line.state;
        } else {
            if (solved.outcome == Outcome::no_seat && line.conflicts.empty() && line.old_seat >= 0)
                line.conflicts.push_back("second_right");
            if (solved.is_split) line.conflicts.push_back("split");
            if (solved.outcome == Outcome::denied || solved.outcome == Outcome::call)
                line.conflicts.push_back("wish_denied");
            auto type = line.right.ticket_type_id;
            if (solved.seat >= 0 && !plan_.season.prices(solved.seat, type)) line.conflicts.push_back("no_price");
            line.why = why_of(line);
        }
        line.why_parameters = {{"old", seat_words(line.right.section, line.right.row, line.right.seat)},
                               {"new", new_words(line)},
                               {"wish", line.wish >= 0 ? words_of(line.wish) : ""}};
    }

    std::string why_of(const Line& line) const {
        const std::string why = "renewals.why.";
        for (const auto* conflict : {"already_renewed", "holder_gone", "holder_blocked"})
            if (has(line, conflict)) return why + conflict;
        if (line.solved.outcome == Outcome::no_seat)
            return why + "no_seat." + (line.conflicts.empty() ? "second_right" : line.conflicts.front());
        if (line.solved.outcome == Outcome::denied || line.solved.outcome == Outcome::call)
            return why + std::string(renewals::name_of(line.solved.outcome)) + "." + what_denied(line);
        return why + std::string(renewals::name_of(line.solved.outcome));
    }

    /// "not_free", "earlier" (somebody with priority gets it), "kept" (its holder keeps it).
    std::string what_denied(const Line& line) const {
        const auto found = in_the_way_.find(&line);
        if (found == in_the_way_.end()) return "not_free";
        return found->second->solved.seat == line.wish && found->second->old_seat != line.wish ? "earlier" : "kept";
    }

    static std::string seat_words(const std::string& section, const std::string& row, const std::string& seat) {
        return written(section, row, seat);
    }
    std::string words_of(int seat) const {
        const auto& one = plan_.season.seats()[static_cast<std::size_t>(seat)];
        return written(one.section, one.row, one.seat);
    }
    std::string new_words(const Line& line) const {
        if (line.state == "reserved" || line.state == "renewed")
            return written(line.entry.section, line.entry.row, line.entry.seat);
        return line.solved.seat >= 0 ? words_of(line.solved.seat) : "";
    }

    Transaction& transaction_;
    RenewalPlan& plan_;
    std::map<std::int64_t, Renewed> renewed_;
    std::map<const Line*, const Line*> in_the_way_;
    std::set<std::int64_t> targets_;
};

}  // namespace

bool Line::may_be_reserved() const {
    if (state != "open" || solved.seat < 0 || entry.decision == "wait") return false;
    if (solved.outcome == Outcome::call) return false;
    return std::none_of(conflicts.begin(), conflicts.end(), [](const std::string& conflict) {
        return conflict == "no_price" || conflict == "already_renewed" || conflict == "split";
    });
}

Result<RenewalPlan> plan_renewal(House& house, Transaction& transaction, const Actor& actor, const Renewal& renewal) {
    std::vector<std::int64_t> targets;
    for (const auto& [from, to] : renewal.subscriptions()) targets.push_back(to);
    RenewalPlan plan{renewal, TRY(NewSeason::read(house, transaction, actor, targets)), {}};
    Planner(transaction, plan).run();
    return plan;
}

std::string written(const std::string& section, const std::string& row, const std::string& seat) {
    if (seat.empty()) return section;
    return section + (section.empty() ? "" : " ") + row + (row.empty() ? "" : "/") + seat;
}

bool is_shown(const Line& line, const Actor& actor) { return !line.is_hidden || actor.may("customers.see_hidden"); }

Counts counts_of(const RenewalPlan& plan, const Actor& actor) {
    Counts counts;
    for (const auto& line : plan.lines) {
        if (!is_shown(line, actor)) continue;
        ++counts.all;
        ++(line.state == "open"         ? counts.open
           : line.state == "reserved"   ? counts.reserved
           : line.state == "renewed"    ? counts.renewed
           : line.state == "sabbatical" ? counts.sabbatical
                                        : counts.given_up);
        if (line.state != "open") continue;
        counts.conflicts += !line.conflicts.empty();
        counts.ready += line.may_be_reserved();
        counts.wishes += line.wish >= 0 || line.right.has_wish();
        counts.granted += line.solved.outcome == Outcome::granted || line.solved.outcome == Outcome::exchanged;
    }
    return counts;
}

}  // namespace kartei::renewals
