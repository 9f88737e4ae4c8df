// Lists that were made: each is a row of report_run (who, when, which report, what was asked, what was found), so that
// the same list can be read again page by page, by any server process, and every generation is on record
// (customer-lists.md 12). In memory only what can be made anew from the row: the list, its totals and where its pages
// begin. Totals are counted by a thread of its own, after the first page has gone out. Invariant: a run is read by the
// user who made it alone, and never shows more than that user may see at the time of reading.
#pragma once

#include <condition_variable>
#include <deque>
#include <list>
#include <map>
#include <mutex>
#include <thread>

#include "audit/log.hpp"
#include "lists/report.hpp"

namespace kartei::lists {

class Run {
public:
    std::int64_t id = 0;
    const Report* report = nullptr;
    Question question;
    std::string created_at;
    std::shared_ptr<const List> list;

    /// Counts under the table. `so_far` moves while they are being counted; `totals` stands once they are (an older
    /// count until a newer one is done).
    struct Counts {
        std::shared_ptr<const Totals> totals;
        std::int64_t so_far = 0;
    };
    Counts counts() const;

    /// The nearest known place at or before a row: landmarks of the totals, and beginnings of pages that were given out
    /// before.
    struct KnownPlace {
        std::int64_t row = 0;
        Start start;
    };
    KnownPlace nearest(std::int64_t row) const;
    void remember(std::int64_t row, const Start& start);

private:
    friend class Runs;
    mutable std::mutex mutex_;
    std::shared_ptr<const Totals> totals_;
    std::int64_t so_far_ = 0;
    bool counting_ = false, abandoned_ = false;
    audit::LogPlace counted_state_;  ///< the state of the house that the totals know
    Instant counted_at_{};
    std::map<std::int64_t, Start> places_;
};

struct RunRules {
    std::size_t most_kept = 50;
    std::chrono::minutes kept_idle{30};
    std::chrono::seconds counted_again_after{10};  ///< while an import publishes, the house changes all the time
};

class Runs {
public:
    Runs(House& house, Reports reports, RunRules rules = {});
    ~Runs();  ///< ends a count that is under way
    Runs(const Runs&) = delete;
    Runs& operator=(const Runs&) = delete;

    const Reports& reports() const { return reports_; }
    const Report* find(std::string_view name) const;

    /// Makes the list and records the run. Refusals: those of make_list().
    Result<std::shared_ptr<Run>> make(const Actor& actor, const Report& report, const std::string& type,
                                      const nlohmann::json& filter);

    /// A run that this user made, from memory or from the table; what the user may no longer see is left out. Refuses
    /// not_found (error.report_not_found), also for the runs of others; forbidden when the right to it is gone.
    Result<std::shared_ptr<Run>> open(const Actor& actor, std::int64_t id);

    /// Has the totals counted if nobody does yet, or anew when something in the house has changed since they were.
    void count(const std::shared_ptr<Run>& run);

    /// Puts an export or a printed page on record.
    void record_export(const Actor& actor, std::int64_t run, std::string_view format, std::int64_t rows,
                       std::string_view hash);

    std::size_t kept() const;  ///< runs in memory, for tests and metrics

private:
    struct Kept {
        std::shared_ptr<Run> run;
        std::int64_t user_id;
        std::string seen;  ///< what the user might see when it was opened
        Instant used;
    };

    std::shared_ptr<Run> keep(std::shared_ptr<Run> run, const Actor& actor, std::string seen);
    std::shared_ptr<Run> find_kept(sql::Transaction& transaction, const Actor& actor, std::int64_t id);
    void drop_old();
    void count_in_turn();
    void count_one(Run& run);

    House& house_;
    const Reports reports_;
    const RunRules rules_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::list<Kept> kept_;  ///< the one used last stands first
    std::deque<std::shared_ptr<Run>> to_count_;
    bool stopping_ = false;
    std::thread counter_;
};

}  // namespace kartei::lists
