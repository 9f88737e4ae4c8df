#include "audit/reversal.hpp"

#include "audit/hold.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <spdlog/spdlog.h>

#include "audit/undo_run.hpp"
#include "base/module.hpp"

namespace kartei::audit {
namespace {

using sql::Transaction;

/// Records that one transaction of a large undo takes back: some ten milliseconds.
constexpr std::int64_t piece = 500;
/// Conflicts that are listed; more are no help.
constexpr std::size_t most_conflicts = 100;
/// How often a change that goes on growing while one undoes it is read anew.
constexpr int most_readings = 3;

/// One step back: the fields of one record, a deletion, or a stretch of creations.
struct Step {
    const Reversible* how;
    std::string operation;
    std::int64_t first, last;
    std::vector<FieldChange> fields;
    std::string row;
};

const Reversible* how_to_reverse(const std::string& record) {
    for (const auto& reversible : handed_in<Reversible>())
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

/// A change as it was read: what a long one writes behind that is not among its steps.
struct Reading {
    std::optional<Event> event;
    std::int64_t entries = 0;
    std::optional<UndoRun> begun;
};

std::int64_t entries_of(Transaction& transaction, std::int64_t event) {
    auto rows = transaction.query("SELECT count(*) FROM audit_entry WHERE event_id = :event", event);
    rows.next();
    return rows.integer(0);
}

Reading read_change(House& house, std::int64_t event) {
    return house.database.read([&](Transaction& transaction) {
        return Reading{find_event(house, transaction, event), entries_of(transaction, event),
                       undo_run_of(transaction, event)};
    });
}

/// One undo under way: what is to go back, and how far it has come.
class Undoing {
public:
    Undoing(House& house, const Actor& actor, std::int64_t event, std::int64_t entries, std::vector<Step> steps,
            bool force, std::string owner = new_undo_owner())
        : house_(house),
          actor_(actor),
          event_(event),
          entries_(entries),
          steps_(std::move(steps)),
          force_(force),
          at_work_(std::move(owner)) {
        for (const auto& step : steps_) total_ += records_in(step);
        large_ = total_ > 2 * piece;
    }

    /// A roll-back that was itself killed goes on where it stood: what went back already is no longer there to go back.
    void go_on_with(std::int64_t own) { outcome_.event = own; }
    /// One that kept a row of itself knows what went back.
    void go_on_with(const UndoRun& run) {
        outcome_.event = run.event;
        for (; next_ < steps_.size() && done_ + records_in(steps_[next_]) <= run.done; ++next_)
            done_ += records_in(steps_[next_]);
    }

    /// Looks at everything before anything is touched; no value when `progress` says that nothing shall be.
    std::optional<std::vector<Conflict>> conflicts(const ReversalProgress& progress) {
        return house_.database.read([&](Transaction& transaction) -> std::optional<std::vector<Conflict>> {
            Change unused(house_, transaction, event_);  // never sealed
            std::vector<Conflict> all;
            for (std::size_t i = 0; i < steps_.size(); ++i) {
                append(all, take(house_, transaction, unused, steps_[i], event_, true));
                if (i % 100 == 0 && progress && !progress(0, total_)) return std::nullopt;
            }
            return all;
        });
    }

    /// Whether the change went on behind the reading of its steps; nothing was undone then.
    bool has_grown() const { return has_grown_; }

    Result<Reversed> run(const ReversalProgress& progress) {
        do {
            std::vector<Conflict> conflicts;
            std::size_t end = next_;
            auto went = house_.database.write(
                [&](Transaction& transaction) { return take_piece(transaction, end = next_, conflicts); });
            if (!went && !conflicts.empty()) return Reversed{0, std::move(conflicts)};
            if (!went) return went.refusal();
            outcome_.event = *went;
            append(outcome_.conflicts, std::move(conflicts));
            for (; next_ < end; ++next_) done_ += records_in(steps_[next_]);
            if (progress && !progress(done_, total_)) break;
        } while (next_ < steps_.size());
        return std::move(outcome_);
    }

private:
    /// One transaction; moves `end` behind the last step taken. May run again after a rollback.
    Result<std::int64_t> take_piece(Transaction& transaction, std::size_t& end, std::vector<Conflict>& conflicts) {
        conflicts.clear();
        hold_house(transaction);
        const bool first = outcome_.event == 0;
        if (first) TRY(may_begin(transaction));
        Change change = first ? Change(house_, transaction, actor_, "reversal", std::to_string(event_), event_)
                              : Change(house_, transaction, outcome_.event);
        std::int64_t records = 0;
        for (end = next_; end < steps_.size() && (!large_ || records < piece); ++end) {
            append(conflicts, take(house_, transaction, change, steps_[end], event_, false));
            records += records_in(steps_[end]);
        }
        // Between the look and the deed somebody may have saved: a small undo then does nothing at all.
        if (!conflicts.empty() && !large_ && !force_) return refuse(RefusalKind::conflict, "error.changed_since");
        if (keeps_row()) note(transaction, change.event(), done_ + records, end == steps_.size());
        change.seal();
        return change.event();
    }

    /// The house is held: from now on a change that is still at work finds that it was undone (Change::seal).
    Result<Done> may_begin(Transaction& transaction) {
        if (transaction.query("SELECT 1 FROM change_event WHERE reverses = :event", event_).next())
            return refuse(RefusalKind::conflict, "error.already_undone");
        // It is an undo itself, and not at its end: it goes on where it stood.
        if (transaction.query("SELECT 1 FROM undo_run WHERE event_id = :event", event_).next())
            return refuse(RefusalKind::conflict, "error.change_at_work");
        has_grown_ = entries_of(transaction, event_) != entries_;
        if (has_grown_) return refuse(RefusalKind::conflict, "error.change_at_work");
        return Done{};
    }

    /// A roll-back is kept in mind by whoever rolls back (imports); a small undo is there or not.
    bool keeps_row() const { return large_ && !force_; }

    void note(Transaction& transaction, std::int64_t own, std::int64_t done, bool is_last) {
        const UndoRun run{own, event_, done, total_, at_work_.owner(), house_.now()};
        if (outcome_.event == 0) begin_undo_run(transaction, run);
        else if (!move_on(transaction, run)) throw std::runtime_error("another process goes on with this undo");
        if (is_last) end_undo_run(transaction, own);
    }

    House& house_;
    const Actor& actor_;
    std::int64_t event_, entries_;
    std::vector<Step> steps_;
    bool force_, large_ = false, has_grown_ = false;
    UndoAtWork at_work_;
    std::int64_t total_ = 0, done_ = 0;
    std::size_t next_ = 0;
    Reversed outcome_;
};

}  // namespace

bool touched_by_others(Transaction& transaction, std::string_view record, std::int64_t id, std::int64_t event,
                       std::int64_t own) {
    auto rows = transaction.query(
        "SELECT DISTINCT e.id, coalesce(e.reverses, 0) FROM audit_row r JOIN audit_entry n ON n.id = r.entry_id"
        " JOIN change_event e ON e.id = n.event_id WHERE r.record = :record AND r.record_id = :id AND r.operation = "
        "'changed'"
        " AND n.id > coalesce((SELECT min(b.id) FROM audit_entry b WHERE b.event_id = :event), 0)"
        " AND e.id <> :event AND e.id <> :own ORDER BY e.id",
        record, id, event, own);
    std::set<std::int64_t> standing;
    while (rows.next())
        if (standing.erase(rows.integer(1)) == 0) standing.insert(rows.integer(0));
    return !standing.empty();
}

namespace {

/// Takes over an undo that was cut off, and brings it to its end.
Result<Reversed> go_on(House& house, const Actor& actor, const UndoRun& run, const ReversalProgress& progress) {
    const auto read = read_change(house, run.undone);
    if (!read.event) return refuse(RefusalKind::not_found, "error.no_such_change");
    const auto owner = new_undo_owner();
    Undoing undoing(house, actor, run.undone, read.entries, TRY(steps_of(*read.event)), false, owner);
    const bool taken = house.database.write(
        [&](Transaction& transaction) { return adopt_undo_run(transaction, run, owner, house.now()); });
    if (!taken) return refuse(RefusalKind::conflict, "error.undo_at_work");
    undoing.go_on_with(run);
    return undoing.run(progress);
}

/// No value: the change has grown since it was read.
std::optional<Result<Reversed>> try_to_reverse(House& house, const Actor& actor, std::int64_t event_id, bool force,
                                               const ReversalProgress& progress) {
    const auto read = read_change(house, event_id);
    if (!read.event) return refuse(RefusalKind::not_found, "error.no_such_change");
    if (read.begun && is_at_work(house, *read.begun)) return refuse(RefusalKind::conflict, "error.undo_at_work");
    if (read.begun) return go_on(house, actor, *read.begun, progress);
    if (read.event->reversed_by && !force) return refuse(RefusalKind::conflict, "error.already_undone");
    auto steps = steps_of(*read.event);
    if (!steps) return steps.refusal();
    Undoing undoing(house, actor, event_id, read.entries, std::move(*steps), force);
    if (read.event->reversed_by) undoing.go_on_with(*read.event->reversed_by);
    if (!force) {
        auto conflicts = undoing.conflicts(progress);
        if (!conflicts) return refuse(RefusalKind::conflict, "error.undo_cancelled");
        if (!conflicts->empty()) return Reversed{0, std::move(*conflicts)};
    }
    auto done = undoing.run(progress);
    if (undoing.has_grown()) return std::nullopt;
    return done;
}

}  // namespace

Result<Reversed> reverse_event(House& house, const Actor& actor, std::int64_t event_id, bool force,
                               const ReversalProgress& progress) {
    for (int reading = 0; reading < most_readings; ++reading)
        if (auto done = try_to_reverse(house, actor, event_id, force, progress)) return std::move(*done);
    return refuse(RefusalKind::conflict, "error.change_at_work");
}

int recover_undos(House& house) {
    int recovered = 0;
    for (const auto& run : house.database.read([](Transaction& transaction) { return undo_runs(transaction); })) {
        if (is_at_work(house, run)) continue;
        spdlog::warn("an undo was cut off and goes on: event={} undone={} records={} of {}", run.event, run.undone,
                     run.done, run.records);
        const auto went = go_on(house, Actor::system(), run, {});
        if (went && went->event != 0) ++recovered;
        else
            spdlog::error("an undo that was cut off does not go on: event={} undone={} reason={}", run.event,
                          run.undone, went ? "conflicts" : went.refusal().issues.front().key);
    }
    return recovered;
}

Result<std::vector<Conflict>> conflicts_of_reversal(House& house, std::int64_t event_id) {
    const auto event =
        house.database.read([&](Transaction& transaction) { return find_event(house, transaction, event_id); });
    if (!event) return refuse(RefusalKind::not_found, "error.no_such_change");
    return *Undoing(house, Actor::system(), event_id, 0, TRY(steps_of(*event)), false).conflicts({});
}

}  // namespace kartei::audit
