// Finds whom a selection holds, exactly, in the one state of the house that a transaction sees. Keeps what it found for
// each criterion with the place of the log for which it is true, so that a document of which one line was changed costs
// one criterion. Invariant: an answer never comes from another state than its position says. Several threads may ask.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "audit/log.hpp"
#include "modules/selections/document.hpp"

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

class Engine {
public:
    explicit Engine(std::size_t most_bytes = 64u << 20) : most_bytes_(most_bytes) {}

    /// Refuses unavailable (error.selection_superseded) when it was stopped. `watched`: a customer of whom each line
    /// says whether it holds him.
    Result<Found> find(const House& house, sql::Transaction& transaction, const Document& document,
                       const Stopped& stopped = {}, std::optional<std::int64_t> watched = {});
    /// How many criteria were looked for among everybody since the beginning; others were known, or looked at again for
    /// those alone to whom something had happened.
    std::int64_t looked() const;

private:
    friend class Evaluation;
    struct Kept {
        std::shared_ptr<const Set> set;
        std::shared_ptr<const Criterion> criterion;
        std::size_t settled = 0;  ///< batches of those touched that the set knows of
        std::int64_t used = 0;
    };
    /// What is known of one state of the house.
    struct State {
        audit::LogPlace place;
        std::shared_ptr<const People> people;
        std::map<std::string, Kept, std::less<>> sets;
        std::vector<std::vector<std::int64_t>> touched;  ///< customers, one batch for each step of the log
        std::size_t bytes = 0, touched_count = 0;
        std::int64_t uses = 0;
    };

    std::shared_ptr<State> state_of(sql::Transaction& transaction);
    /// The state that follows a known one; null where that cannot be told.
    std::shared_ptr<State> next_state(sql::Transaction& transaction, const State& before, const audit::LogPlace& place);
    /// Null when it is not known; looked at again for those to whom something happened since.
    std::shared_ptr<const Set> known(State& state, const std::string& key, const Looking& looking);
    void keep(State& state, const std::string& key, std::shared_ptr<const Criterion> criterion,
              std::shared_ptr<const Set> set);

    mutable std::mutex mutex_;
    std::shared_ptr<State> state_;
    std::size_t most_bytes_;
    std::int64_t looked_ = 0;
};

}  // namespace kartei::selections
