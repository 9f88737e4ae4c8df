// Finds whom a selection holds, exactly, in the one state of the house that a transaction sees. Keeps what it found for
// each criterion with the place of the log for which it is true, so that a document of which one line was changed costs
// one criterion; and the columns that criteria look at, so that a new one costs a pass over codes in memory. What happened
// since is read from the log: those whom it touched are looked at beside what is kept. Invariant: an answer never comes
// from another state than its position says. Several threads may ask.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "audit/log.hpp"
#include "modules/selections/document.hpp"
#include "modules/selections/shelves.hpp"

namespace kartei::selections {

/// A group or criterion on its own: whom it holds of all that may be seen, and in an `all` (and a pot) whom it leaves.
struct Line {
    std::int64_t hits = 0;
    std::optional<std::int64_t> left;
    bool holds = false;  ///< the one who was watched
    std::vector<Line> children;
};

/// What something around the criteria takes away or brings, in order.
struct Step {
    const char* name;
    std::int64_t removed = 0, added = 0, left = 0;
    bool holds = false;
};

struct Found {
    std::shared_ptr<const People> people;
    Set members;
    Line lines;
    std::vector<Step> steps;
    std::vector<std::int64_t> undecided;  ///< numbers of couples of whom the smaller one stands for both
    std::int64_t position = 0;
};

/// How much an engine keeps; what was used least goes first.
struct EngineLimits {
    std::size_t bytes_of_sets = 64u << 20, bytes_of_columns = 224u << 20;
    std::size_t touched_at_once = 2000;  ///< more are looked at all together
};

class Engine {
public:
    explicit Engine(EngineLimits limits = {}) : limits_(limits) {}

    /// Refuses unavailable (error.selection_superseded) when it was stopped. `watched`: a customer of whom each line
    /// says whether it holds him.
    Result<Found> find(const House& house, sql::Transaction& transaction, const Document& document,
                       const Stopped& stopped = {}, std::optional<std::int64_t> watched = {});
    /// How many criteria were looked for among everybody since the beginning; others were known, or looked at again for
    /// those alone to whom something had happened.
    std::int64_t looked() const;

private:
    friend class Evaluation;
    using Links = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  ///< from, to

    struct Kept {
        std::shared_ptr<const Set> set;
        std::shared_ptr<const Criterion> criterion;
        std::int64_t step = 0;  ///< the set knows what happened up to here
        std::int64_t used = 0;
    };
    struct KeptLinks {
        std::shared_ptr<const Links> links;
        std::int64_t step = 0;
    };
    /// Those whom one step of the log touched, or several.
    struct Batch {
        std::int64_t step = 0;  ///< the last of them
        std::shared_ptr<const People> people;
        std::shared_ptr<Shelves> shelves;
    };
    /// What is known of one state of the house.
    struct State {
        audit::LogPlace place;
        std::int64_t step = 0;      ///< how many entries the log has: a later state has more
        std::int64_t numbered = 0;  ///< the last step in which a number was given or changed
        std::shared_ptr<const People> people;
        std::shared_ptr<Shelves> shelves;
        std::vector<Batch> batches;
        std::map<std::string, Kept, std::less<>> sets;
        std::map<std::string, KeptLinks, std::less<>> links;
        std::size_t bytes = 0, touched_count = 0;
        std::int64_t uses = 0;
    };

    std::shared_ptr<State> state_of(const House& house, sql::Transaction& transaction, const Stopped& stopped);
    /// The state that follows a known one; null where that cannot be told.
    std::shared_ptr<State> next_state(sql::Transaction& transaction, const State& before,
                                      const audit::LogPlace& place);
    std::shared_ptr<State> new_state(sql::Transaction& transaction, const audit::LogPlace& place) const;
    void join_batches(sql::Transaction& transaction, State& state) const;
    /// Nobody stands beside any more: sets know everything, columns are read anew when they are asked for.
    void gather(State& state, const Looking& looking);

    /// Null when it is not known; looked at again for those to whom something happened since.
    std::shared_ptr<const Set> known(State& state, const std::string& key, const Looking& looking);
    Set look(State& state, const Criterion& criterion, const Looking& looking);
    /// Those touched behind a step are looked at again.
    void look_again(State& state, const Criterion& criterion, const Looking& looking, std::int64_t since, Set& set);
    Shelves::Given view(const State& state, const Looking& looking, const Wanted& wanted);
    View view_of(const State& state, const Batch& batch, const Looking& looking, const Wanted& wanted);
    void keep(State& state, const std::string& key, std::shared_ptr<const Criterion> criterion,
              std::shared_ptr<const Set> set);

    mutable std::mutex mutex_;
    std::shared_ptr<State> state_;
    EngineLimits limits_;
    std::int64_t looked_ = 0;
};

}  // namespace kartei::selections
