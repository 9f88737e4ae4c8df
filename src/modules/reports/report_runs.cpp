#include "modules/reports/report_runs.hpp"

#include <spdlog/spdlog.h>

#include <charconv>

#include "modules/reports/filter_words.hpp"

namespace kartei::reports {
namespace {

using sql::Transaction;
using EventIds = std::vector<std::int64_t>;

constexpr std::size_t most_places = 2000;

std::string pack(const EventIds& ids) {
    std::string packed;
    for (const auto id : ids) packed += (packed.empty() ? "" : ",") + std::to_string(id);
    return packed;
}

EventIds unpack(std::string_view packed) {
    EventIds ids;
    for (const char *at = packed.data(), *end = at + packed.size(); at < end;) {
        std::int64_t id = 0;
        at = std::from_chars(at, end, id).ptr + 1;
        ids.push_back(id);
    }
    return ids;
}

void insert_run(Transaction& transaction, const Run& run, const Actor& actor) {
    transaction.execute(
        "INSERT INTO report_run (id, user_id, operating_system_user, report, type, filter, events, created_at)"
        " VALUES (:id, :user_id, :operating_system_user, 'customers', :type, :filter, :events, :created_at)",
        run.id, actor.user_id, sql::text_or_null(actor.operating_system_user), name_of(run.type()),
        filter_as_json(run.filter).dump(), pack(run.report->selection().events), run.created_at);
}

}  // namespace

Run::Counts Run::counts() const {
    std::lock_guard guard(mutex_);
    return {totals_, so_far_};
}

Run::KnownPlace Run::nearest(std::int64_t row) const {
    std::lock_guard guard(mutex_);
    KnownPlace best;
    if (auto next = places_.upper_bound(row); next != places_.begin()) {
        --next;
        best = {next->first, next->second};
    }
    if (!totals_) return best;
    auto landmark =
        std::upper_bound(totals_->landmarks.begin(), totals_->landmarks.end(), row,
                         [](std::int64_t wanted, const Totals::Landmark& mark) { return wanted < mark.row; });
    if (landmark != totals_->landmarks.begin() && (--landmark)->row > best.row)
        best = {landmark->row, {landmark->after, 0}};
    return best;
}

void Run::remember(std::int64_t row, const PageStart& start) {
    std::lock_guard guard(mutex_);
    if (places_.size() < most_places) places_.insert_or_assign(row, start);
}

ReportRuns::ReportRuns(House& house, RunRules rules)
    : house_(house), rules_(rules), counter_([this] { count_in_turn(); }) {}

ReportRuns::~ReportRuns() {
    {
        std::lock_guard guard(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    counter_.join();
}

Result<std::shared_ptr<Run>> ReportRuns::make(const Actor& actor, ReportType type, const events::EventFilter& filter) {
    auto run = std::make_shared<Run>();
    std::optional<EventIds> seen;
    run->report = TRY(house_.database.read([&](Transaction& transaction) {
        seen = events::seen_events(transaction, actor);
        return CustomerReport::make(house_, transaction, actor, type, filter);
    }));
    run->filter = filter;
    run->created_at = house_.now();
    run->id = house_.database.write([&](Transaction& transaction) {
        run->id = take_ids(transaction, "report_run");
        insert_run(transaction, *run, actor);
        return run->id;
    });
    spdlog::info("report run {} customers {} made by user {} over {} event dates", run->id, name_of(type),
                 actor.user_id, run->report->selection().events.size());
    return keep(std::move(run), actor, std::move(seen));
}

Result<std::shared_ptr<Run>> ReportRuns::open(const Actor& actor, std::int64_t id) {
    auto transaction = house_.database.begin_read();
    auto seen = events::seen_events(*transaction, actor);
    if (auto kept = find_kept(actor, id, seen)) return kept;
    auto rows = transaction->query(
        "SELECT type, filter, events, created_at FROM report_run WHERE id = :id AND user_id = :user_id", id,
        actor.user_id);
    const auto type = rows.next() ? report_type_of(rows.text(0)) : std::nullopt;
    if (!type) return refuse(RefusalKind::not_found, "error.report_not_found");
    auto run = std::make_shared<Run>();
    run->id = id;
    run->filter = filter_from_json(nlohmann::json::parse(rows.text(1)));
    run->created_at = rows.string(3);
    run->report = CustomerReport::again(house_, *transaction, actor, *type, unpack(rows.text(2)));
    return keep(std::move(run), actor, std::move(seen));
}

std::shared_ptr<Run> ReportRuns::find_kept(const Actor& actor, std::int64_t id, const std::optional<EventIds>& seen) {
    std::lock_guard guard(mutex_);
    drop_old();
    for (auto it = kept_.begin(); it != kept_.end(); ++it) {
        if (it->run->id != id || it->user_id != actor.user_id || it->seen != seen) continue;
        it->used = house_.clock->now();
        kept_.splice(kept_.begin(), kept_, it);
        return it->run;
    }
    return nullptr;
}

std::shared_ptr<Run> ReportRuns::keep(std::shared_ptr<Run> run, const Actor& actor, std::optional<EventIds> seen) {
    std::lock_guard guard(mutex_);
    drop_old();
    kept_.push_front({run, actor.user_id, std::move(seen), house_.clock->now()});
    while (kept_.size() > rules_.most_kept) {
        const auto oldest = std::move(kept_.back().run);
        kept_.pop_back();
        std::lock_guard run_guard(oldest->mutex_);
        oldest->abandoned_ = true;
    }
    return run;
}

void ReportRuns::drop_old() {
    const auto oldest = house_.clock->now() - rules_.kept_idle;
    kept_.remove_if([&](const Kept& kept) { return kept.used < oldest; });
}

std::size_t ReportRuns::kept() const {
    std::lock_guard guard(mutex_);
    return kept_.size();
}

void ReportRuns::count(const std::shared_ptr<Run>& run) {
    const auto state = house_.database.read(audit::log_place);
    const auto now = house_.clock->now();
    {
        std::lock_guard guard(run->mutex_);
        if (run->counting_) return;
        if (run->totals_ && (run->counted_state_ == state || now < run->counted_at_ + rules_.counted_again_after))
            return;
        run->counting_ = true;
        run->so_far_ = 0;
    }
    std::lock_guard guard(mutex_);
    to_count_.push_back(run);
    changed_.notify_all();
}

void ReportRuns::count_in_turn() {
    std::unique_lock guard(mutex_);
    while (true) {
        changed_.wait(guard, [&] { return stopping_ || !to_count_.empty(); });
        if (stopping_) return;
        const auto run = std::move(to_count_.front());
        to_count_.pop_front();
        guard.unlock();
        try {
            count_one(*run);
        } catch (const std::exception& error) {
            spdlog::error("report run {} could not be counted: {}", run->id, error.what());
        }
        {
            std::lock_guard run_guard(run->mutex_);
            run->counting_ = false;
        }
        guard.lock();
    }
}

void ReportRuns::count_one(Run& run) {
    audit::LogPlace state;
    auto totals = house_.database.read([&](Transaction& transaction) {
        state = audit::log_place(transaction);
        return count_totals(transaction, *run.report, [&](std::int64_t rows) {
            std::scoped_lock guard(mutex_, run.mutex_);
            run.so_far_ = rows;
            return !stopping_ && !run.abandoned_;
        });
    });
    if (!totals) return;
    const auto rows = totals->rows;
    house_.database.write([&](Transaction& transaction) {
        transaction.execute("UPDATE report_run SET rows = :rows WHERE id = :id AND rows IS NULL", rows, run.id);
    });
    std::lock_guard guard(run.mutex_);
    run.totals_ = std::make_shared<const Totals>(std::move(*totals));
    run.counted_state_ = state;
    run.counted_at_ = house_.clock->now();
    run.places_.clear();  // they may be of an older state; the landmarks are as near
}

void ReportRuns::record_export(const Actor& actor, std::int64_t run, std::string_view format, std::int64_t rows,
                               std::string_view hash) {
    house_.database.write([&](Transaction& transaction) {
        transaction.execute(
            "INSERT INTO report_export (id, run_id, user_id, format, rows, hash, at) VALUES (:id, :run_id, :user_id, "
            ":format, :rows, :hash, :at)",
            take_ids(transaction, "report_export"), run, actor.user_id, format, rows, hash, house_.now());
    });
    spdlog::info("report run {} exported as {} by user {}, {} rows", run, format, actor.user_id, rows);
}

}  // namespace kartei::reports
