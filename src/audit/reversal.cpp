#include "audit/reversal.hpp"

#include <algorithm>
#include <set>
#include <map>

namespace kartei::audit {
namespace {

using sql::Transaction;

/// Records that one transaction of a large undo takes back: some ten milliseconds.
constexpr std::int64_t piece = 500;
/// Conflicts that are listed; more are no help.
constexpr std::size_t most_conflicts = 100;

/// One step back: the fields of one record, a deletion, or a stretch of creations.
struct Step {
    const Reversible* how;
    std::string operation;
    std::int64_t first, last;
    std::vector<FieldChange> fields;
    std::string row;
};

const Reversible* how_to_reverse(const std::string& record) {
    for (const auto& reversible : reversibles())
        if (reversible.record == record) return &reversible;
    return nullptr;
}

/// Newest first: what was done last goes back first. All changes of one record are one step, so that a record that one
/// event changed twice is not its own conflict.
Result<std::vector<Step>> steps_of(const Event& event) {
    std::vector<Step> steps;
    std::map<std::pair<const Reversible*, std::int64_t>, std::size_t> changed;
    for (const auto& change : event.changes) {
        const auto* how = how_to_reverse(change.record);
        if (!how) return refuse(RefusalKind::conflict, "error.cannot_be_undone");
        if (change.operation == "changed") {
            const auto [known, fresh] = changed.try_emplace({how, change.record_id}, steps.size());
            if (fresh) steps.push_back({how, "changed", change.record_id, change.record_id, {}, ""});
            steps[known->second].fields.push_back(change);
        } else if (change.operation == "deleted") {
            steps.push_back({how, "deleted", change.record_id, change.record_id, {}, change.before.value_or("")});
        } else {
            for (auto last = change.last_record_id; last >= change.record_id; last -= piece)
                steps.push_back({how, "created", std::max(change.record_id, last - piece + 1), last, {}, ""});
        }
    }
    return steps;
}

std::vector<Conflict> take(House& house, Transaction& transaction, Change& change, const Step& step, std::int64_t event,
                           bool check_only) {
    if (step.operation == "changed")
        return step.how->change(house, transaction, change, step.first, step.fields, check_only);
    if (step.operation == "deleted")
        return step.how->deletion(house, transaction, change, step.first, step.row, check_only);
    return step.how->creation(house, transaction, change, step.first, step.last, event, check_only);
}

void append(std::vector<Conflict>& all, std::vector<Conflict> more) {
    for (auto& conflict : more)
        if (all.size() < most_conflicts) all.push_back(std::move(conflict));
}

std::int64_t records_in(const Step& step) { return step.last - step.first + 1; }

/// One undo under way: what is to go back, and how far it has come.
class Undoing {
public:
    Undoing(House& house, const Actor& actor, std::int64_t event, std::vector<Step> steps, bool force)
        : house_(house), actor_(actor), event_(event), steps_(std::move(steps)), force_(force) {
        for (const auto& step : steps_) total_ += records_in(step);
        large_ = total_ > 2 * piece;
    }

    /// A roll-back that was itself killed goes on where it stood: what went back already is no longer there to go back.
    void go_on_with(std::int64_t own) { outcome_.event = own; }

    /// Looks at everything before anything is touched.
    std::vector<Conflict> conflicts() {
        return house_.database.read([&](Transaction& transaction) {
            Change unused(house_, transaction, event_);  // never sealed
            std::vector<Conflict> all;
            for (const auto& step : steps_) append(all, take(house_, transaction, unused, step, event_, true));
            return all;
        });
    }

    Result<Reversed> run(const ReversalProgress& progress) {
        std::int64_t done = 0;
        do {
            std::vector<Conflict> conflicts;
            std::size_t end = next_;
            auto went = house_.database.write(
                [&](Transaction& transaction) { return take_piece(transaction, end = next_, conflicts); });
            if (!went && !conflicts.empty()) return Reversed{0, std::move(conflicts)};
            if (!went) return went.refusal();
            outcome_.event = *went;
            append(outcome_.conflicts, std::move(conflicts));
            for (; next_ < end; ++next_) done += records_in(steps_[next_]);
            if (progress && !progress(done, total_)) break;
        } while (next_ < steps_.size());
        return std::move(outcome_);
    }

private:
    /// One transaction; moves `end` behind the last step taken. May run again after a rollback.
    Result<std::int64_t> take_piece(Transaction& transaction, std::size_t& end, std::vector<Conflict>& conflicts) {
        conflicts.clear();
        const bool first = outcome_.event == 0;
        Change change = first ? Change(house_, transaction, actor_, "reversal", std::to_string(event_), event_)
                              : Change(house_, transaction, outcome_.event);
        if (first &&
            transaction.query("SELECT 1 FROM change_event WHERE reverses = :id AND id <> :own", event_, change.event())
                .next())
            return refuse(RefusalKind::conflict, "error.already_undone");
        std::int64_t records = 0;
        for (end = next_; end < steps_.size() && (!large_ || records < piece); ++end) {
            append(conflicts, take(house_, transaction, change, steps_[end], event_, false));
            records += records_in(steps_[end]);
        }
        // Between the look and the deed somebody may have saved: a small undo then does nothing at all.
        if (!conflicts.empty() && !large_ && !force_) return refuse(RefusalKind::conflict, "error.changed_since");
        change.seal();
        return change.event();
    }

    House& house_;
    const Actor& actor_;
    std::int64_t event_;
    std::vector<Step> steps_;
    bool force_, large_ = false;
    std::int64_t total_ = 0;
    std::size_t next_ = 0;
    Reversed outcome_;
};

}  // namespace

std::vector<Reversible>& reversibles() {
    static std::vector<Reversible> list;
    return list;
}

bool touched_by_others(Transaction& transaction, std::string_view record, std::int64_t id, std::int64_t event,
                       std::int64_t own) {
    auto rows = transaction.query(
        "SELECT DISTINCT e.id, coalesce(e.reverses, 0) FROM audit_row r JOIN audit_link l ON l.sequence = r.link"
        " JOIN change_event e ON e.id = l.event_id WHERE r.record = :record AND r.record_id = :id AND r.operation = "
        "'changed'"
        " AND e.id > :event AND e.id <> :own ORDER BY e.id",
        record, id, event, own);
    std::set<std::int64_t> standing;
    while (rows.next())
        if (standing.erase(rows.integer(1)) == 0) standing.insert(rows.integer(0));
    return !standing.empty();
}

Result<Reversed> reverse_event(House& house, const Actor& actor, std::int64_t event_id, bool force,
                               const ReversalProgress& progress) {
    const auto event =
        house.database.read([&](Transaction& transaction) { return find_event(house, transaction, event_id); });
    if (!event) return refuse(RefusalKind::not_found, "error.no_such_change");
    if (event->reversed_by && !force) return refuse(RefusalKind::conflict, "error.already_undone");
    Undoing undoing(house, actor, event_id, TRY(steps_of(*event)), force);
    if (event->reversed_by) undoing.go_on_with(*event->reversed_by);
    if (!force)
        if (auto conflicts = undoing.conflicts(); !conflicts.empty()) return Reversed{0, std::move(conflicts)};
    return undoing.run(progress);
}

Result<std::vector<Conflict>> conflicts_of_reversal(House& house, std::int64_t event_id) {
    const auto event =
        house.database.read([&](Transaction& transaction) { return find_event(house, transaction, event_id); });
    if (!event) return refuse(RefusalKind::not_found, "error.no_such_change");
    return Undoing(house, Actor::system(), event_id, TRY(steps_of(*event)), false).conflicts();
}

}  // namespace kartei::audit
