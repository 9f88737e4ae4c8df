#include "lists/runs.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace kartei::lists {
namespace {

using sql::Transaction;

constexpr std::size_t most_places = 2000;

/// What somebody may see of a report; another text means that the list must be made anew.
std::string seen_by(Transaction& transaction, const Report& report, const Actor& actor) {
    std::string seen = actor.all_permissions ? "*" : "";
    for (const auto& right : actor.permissions) seen.append(right) += ' ';
    return report.seen ? seen + "|" + report.seen(transaction, actor) : seen;
}

Refusal forbidden(const Report& report) {
    return refuse(RefusalKind::forbidden, "error.permission", {{"permission", report.right}});
}

void insert_run(Transaction& transaction, const Run& run, const Actor& actor) {
    transaction.execute(
        "INSERT INTO report_run (id, user_id, operating_system_user, report, type, filter, chosen, created_at)"
        " VALUES (:id, :user_id, :operating_system_user, :report, :type, :filter, :chosen, :created_at)",
        run.id, actor.user_id, sql::text_or_null(actor.operating_system_user), run.report->name, run.question.type,
        run.question.filter_as_json().dump(), run.list->chosen(), run.created_at);
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
                         [](std::int64_t wanted, const Landmark& mark) { return wanted < mark.row; });
    if (landmark != totals_->landmarks.begin() && (--landmark)->row > best.row)
        best = {landmark->row, {landmark->after, 0}};
    return best;
}

void Run::remember(std::int64_t row, const Start& start) {
    std::lock_guard guard(mutex_);
    if (places_.size() < most_places) places_.insert_or_assign(row, start);
}

Runs::Runs(House& house, Reports reports, RunRules rules)
    : house_(house), reports_(std::move(reports)), rules_(rules), counter_([this] { count_in_turn(); }) {}

Runs::~Runs() {
    {
        std::lock_guard guard(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    counter_.join();
}

const Report* Runs::find(std::string_view name) const {
    const auto found =
        std::find_if(reports_.begin(), reports_.end(), [&](const Report& report) { return report.name == name; });
    return found == reports_.end() ? nullptr : &*found;
}

Result<std::shared_ptr<Run>> Runs::make(const Actor& actor, const Report& report, const std::string& type,
                                        const nlohmann::json& filter) {
    auto run = std::make_shared<Run>();
    std::string seen;
    auto made = TRY(house_.database.read([&](Transaction& transaction) {
        seen = seen_by(transaction, report, actor);
        return make_list(report, house_, transaction, actor, type, filter);
    }));
    run->report = &report;
    run->question = std::move(made.question);
    run->list = std::move(made.list);
    run->created_at = house_.now();
    run->id = house_.database.write([&](Transaction& transaction) {
        run->id = take_ids(transaction, "report_run");
        insert_run(transaction, *run, actor);
        return run->id;
    });
    spdlog::info("report run {} {} {} made by user {}", run->id, report.name, run->question.type, actor.user_id);
    return keep(std::move(run), actor, std::move(seen));
}

Result<std::shared_ptr<Run>> Runs::open(const Actor& actor, std::int64_t id) {
    auto transaction = house_.database.begin_read();
    if (auto kept = find_kept(*transaction, actor, id)) {
        if (!actor.may(kept->report->right)) return forbidden(*kept->report);
        return kept;
    }
    auto rows = transaction->query(
        "SELECT report, type, filter, chosen, created_at FROM report_run WHERE id = :id AND user_id = :user_id", id,
        actor.user_id);
    const auto* report = rows.next() ? find(rows.text(0)) : nullptr;
    if (!report) return refuse(RefusalKind::not_found, "error.report_not_found");
    if (!actor.may(report->right)) return forbidden(*report);
    auto run = std::make_shared<Run>();
    run->id = id;
    run->report = report;
    run->question = read_question(report->filters, rows.string(1), nlohmann::json::parse(rows.text(2))).question;
    run->created_at = rows.string(4);
    const auto chosen = rows.string(3);
    run->list = TRY(report->make(house_, *transaction, actor, run->question, chosen));
    return keep(std::move(run), actor, seen_by(*transaction, *report, actor));
}

std::shared_ptr<Run> Runs::find_kept(Transaction& transaction, const Actor& actor, std::int64_t id) {
    std::lock_guard guard(mutex_);
    drop_old();
    for (auto it = kept_.begin(); it != kept_.end(); ++it) {
        if (it->run->id != id || it->user_id != actor.user_id) continue;
        if (it->seen != seen_by(transaction, *it->run->report, actor)) continue;
        it->used = house_.clock->now();
        kept_.splice(kept_.begin(), kept_, it);
        return it->run;
    }
    return nullptr;
}

std::shared_ptr<Run> Runs::keep(std::shared_ptr<Run> run, const Actor& actor, std::string seen) {
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

void Runs::drop_old() {
    const auto oldest = house_.clock->now() - rules_.kept_idle;
    kept_.remove_if([&](const Kept& kept) { return kept.used < oldest; });
}

std::size_t Runs::kept() const {
    std::lock_guard guard(mutex_);
    return kept_.size();
}

void Runs::count(const std::shared_ptr<Run>& run) {
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

void Runs::count_in_turn() {
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

void Runs::count_one(Run& run) {
    audit::LogPlace state;
    auto totals = house_.database.read([&](Transaction& transaction) {
        state = audit::log_place(transaction);
        return run.list->count(transaction, [&](std::int64_t rows) {
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

void Runs::record_export(const Actor& actor, std::int64_t run, std::string_view format, std::int64_t rows,
                               std::string_view hash) {
    house_.database.write([&](Transaction& transaction) {
        transaction.execute(
            "INSERT INTO report_export (id, run_id, user_id, format, rows, hash, at) VALUES (:id, :run_id, :user_id, "
            ":format, :rows, :hash, :at)",
            take_ids(transaction, "report_export"), run, actor.user_id, format, rows, hash, house_.now());
    });
    spdlog::info("report run {} exported as {} by user {}, {} rows", run, format, actor.user_id, rows);
}

}  // namespace kartei::lists
