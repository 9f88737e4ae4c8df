// Writing an import: one change event, many short transactions, so that no other save waits more than 100 ms
// (files.md). Whoever publishes must expect that others save in between: what they touched is theirs and is not
// overwritten (touched()). Throws jobs::Cancelled when the user stops it, Overtaken when somebody saved what the check
// had not seen.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <set>

#include "audit/change.hpp"
#include "audit/log.hpp"
#include "jobs/job.hpp"

namespace kartei::imports {

/// Between the check and the writing somebody saved something that the file contradicts. The import is rolled back.
struct Overtaken {
    std::string what;  ///< English, for the log; holds no personal value
};

/// How many rows fit into one short transaction, learnt from the last ones.
class Pace {
public:
    explicit Pace(sql::Engine engine);
    std::size_t rows() const { return rows_; }  ///< may be asked from another thread
    void learn(std::size_t rows, std::chrono::steady_clock::duration took);

private:
    double target_seconds_;
    std::atomic<std::size_t> rows_ = 200;
    double seconds_per_row_ = 0;
};

class Publication {
public:
    /// `seen`: where the log stood in the state that the check has seen.
    Publication(House& house, const Actor& actor, std::int64_t event, audit::LogPlace seen,
                std::function<void(sql::Transaction&)> alive, jobs::Progress& progress);

    House& house() { return house_; }
    const Actor& actor() const { return actor_; }
    std::int64_t event() const { return event_; }
    jobs::Progress& progress() { return progress_; }

    using Work = std::function<void(sql::Transaction&, audit::Change&)>;
    /// One transaction of the event; `work` may run again after a rollback. `rows` teaches `pace`.
    void step(const Work& work, std::size_t rows = 0, Pace* pace = nullptr);
    Pace new_pace() const { return Pace(house_.database.engine()); }

    /// Learns what others saved since the last look. To be called first in a step that relies on touched().
    void look_around(sql::Transaction& transaction);
    /// Was this record saved by somebody else since the check?
    bool touched(const std::string& record, std::int64_t id) const;
    const std::set<std::int64_t>& touched(const std::string& record) const;

    /// Nobody changes rows of the table until the end of the transaction. On SQLite that is so anyway.
    static void hold(sql::Transaction& transaction, std::string_view statement);

private:
    House& house_;
    const Actor& actor_;
    std::int64_t event_;
    audit::LogPlace seen_;
    std::function<void(sql::Transaction&)> alive_;
    jobs::Progress& progress_;
    std::map<std::string, std::set<std::int64_t>> touched_;
};

/// For hold(): waits for others who are in the middle of a change, and lets nobody begin one.
inline constexpr std::string_view hold_customers = "LOCK TABLE customer IN SHARE ROW EXCLUSIVE MODE";
inline constexpr std::string_view hold_orders = "LOCK TABLE customer, orders, ticket IN SHARE ROW EXCLUSIVE MODE";

/// Hash of rows as they were written, for the audit of creations.
class RowDigest {
public:
    void add(const std::vector<sql::Parameter>& row);
    std::string hex();

private:
    std::string text_;
};

}  // namespace kartei::imports
