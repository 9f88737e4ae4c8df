#include "modules/audit/reversal.hpp"

#include <algorithm>
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

/// Newest first: what was done last goes back first. All changes of one record are one step, so that a record that one event
/// changed twice is not its own conflict.
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

std::vector<Conflict> take(House& house, Transaction& transaction, Change& change, const Step& step, std::int64_t event, bool check_only) {
    if (step.operation == "changed") return step.how->change(house, transaction, change, step.first, step.fields, check_only);
    if (step.operation == "deleted") return step.how->deletion(house, transaction, change, step.first, step.row, check_only);
    return step.how->creation(house, transaction, change, step.first, step.last, event, check_only);
}

void append(std::vector<Conflict>& all, std::vector<Conflict> more) {
    for (auto& conflict : more)
        if (all.size() < most_conflicts) all.push_back(std::move(conflict));
}

}  // namespace

std::vector<Reversible>& reversibles() {
    static std::vector<Reversible> list;
    return list;
}

std::int64_t size_of_event(Transaction& transaction, std::int64_t event) {
    auto rows = transaction.query(
        "SELECT coalesce(sum(r.last_record_id - r.record_id + 1), 0) FROM audit_link l JOIN audit_row r ON r.link = l.sequence WHERE l.event_id = :event",
        event);
    rows.next();
    return rows.integer(0);
}

Result<Reversed> reverse_event(House& house, const Actor& actor, std::int64_t event_id, bool force, const ReversalProgress& progress) {
    const auto event = house.database.read([&](Transaction& transaction) { return find_event(house, transaction, event_id); });
    if (!event) return refuse(RefusalKind::not_found, "error.no_such_change");
    if (event->reversed_by && !force) return refuse(RefusalKind::conflict, "error.already_undone");
    const auto steps = TRY(steps_of(*event));
    std::int64_t total = 0, done = 0;
    for (const auto& step : steps) total += step.last - step.first + 1;
    const bool large = total > 2 * piece;

    Reversed outcome;
    // A roll-back that was itself killed goes on where it stood: what went back already is no longer there to go back.
    if (event->reversed_by) outcome.event = *event->reversed_by;
    if (!force) {
        // Look at everything before anything is touched. The Change of a check is never sealed.
        auto conflicts = house.database.read([&](Transaction& transaction) {
            Change unused(house, transaction, event_id);
            std::vector<Conflict> all;
            for (const auto& step : steps) append(all, take(house, transaction, unused, step, event_id, true));
            return all;
        });
        if (!conflicts.empty()) return Reversed{0, std::move(conflicts)};
    }
    for (std::size_t next = 0; next < steps.size() || outcome.event == 0;) {
        std::size_t end = next;
        std::vector<Conflict> conflicts;
        auto went = house.database.write([&](Transaction& transaction) -> Result<std::int64_t> {
            conflicts.clear();
            Change change = outcome.event == 0
                                ? Change(house, transaction, actor, "reversal", std::to_string(event_id), event_id)
                                : Change(house, transaction, outcome.event);
            if (outcome.event == 0 && transaction.query("SELECT 1 FROM change_event WHERE reverses = :id AND id <> :own", event_id, change.event()).next())
                return refuse(RefusalKind::conflict, "error.already_undone");
            std::int64_t records = 0;
            for (end = next; end < steps.size() && (!large || records < piece); ++end) {
                append(conflicts, take(house, transaction, change, steps[end], event_id, false));
                records += steps[end].last - steps[end].first + 1;
            }
            // Between the look and the deed somebody may have saved: a small undo then does nothing at all.
            if (!conflicts.empty() && !large && !force) return refuse(RefusalKind::conflict, "error.changed_since");
            change.seal();
            return change.event();
        });
        if (!went) {
            if (!conflicts.empty()) return Reversed{0, std::move(conflicts)};
            return went.refusal();
        }
        outcome.event = *went;
        append(outcome.conflicts, std::move(conflicts));
        for (; next < end; ++next) done += steps[next].last - steps[next].first + 1;
        if (progress && !progress(done, total)) break;
        if (steps.empty()) break;
    }
    return outcome;
}

}  // namespace kartei::audit
