#include "modules/imports/publication.hpp"

#include <algorithm>

#include "audit/hold.hpp"
#include "modules/merges/merge_actions.hpp"
#include "web/sha256.hpp"

namespace kartei::imports {
namespace {

using sql::Transaction;
using Steady = std::chrono::steady_clock;

/// On SQLite everybody waits for the writer, and each transaction ends with a wait for the disk: 25 ms of work keep the
/// whole below 50. On PostgreSQL others wait only where they need the same rows.
constexpr double sqlite_seconds = 0.025, postgresql_seconds = 0.040;
constexpr std::size_t least_rows = 20, most_rows = 5000;
/// Somebody who changes more records at a time than this is another large job; looking them up one by one has no end.
constexpr std::int64_t longest_range = 100000;

}  // namespace

Pace::Pace(sql::Engine engine) : target_seconds_(engine == sql::Engine::sqlite ? sqlite_seconds : postgresql_seconds) {}

void Pace::learn(std::size_t rows, Steady::duration took) {
    if (rows == 0) return;
    const double seconds = std::chrono::duration<double>(took).count() / static_cast<double>(rows);
    // A slow one counts at once, a quick one little by little.
    seconds_per_row_ = seconds > seconds_per_row_ ? seconds : 0.8 * seconds_per_row_ + 0.2 * seconds;
    const auto fitting = static_cast<std::size_t>(target_seconds_ / std::max(seconds_per_row_, 1e-7));
    rows_ = std::clamp(std::min(fitting, this->rows() * 2), least_rows, most_rows);
}

Publication::Publication(House& house, const Actor& actor, std::int64_t event, audit::LogPlace seen,
                         std::function<void(Transaction&)> alive, jobs::Progress& progress)
    : house_(house),
      actor_(actor),
      event_(event),
      seen_(seen),
      alive_(std::move(alive)),
      progress_(progress) {}

void Publication::step(const Work& work, std::size_t rows, Pace* pace) {
    Steady::time_point began;
    try {
        house_.database.write([&](Transaction& transaction) {
            began = Steady::now();  // the turn has come: waiting for others is not our pace
            hold_part(transaction);
            audit::Change change(house_, transaction, event_);
            alive_(transaction);  // first: whoever was given up for lost writes nothing more
            work(transaction, change);
            change.seal();
        });
    } catch (const sql::SqlError& error) {
        if (error.fault() == sql::Fault::unique || error.fault() == sql::Fault::foreign_key)
            throw Overtaken{error.what()};
        throw;
    }
    if (pace) pace->learn(rows, Steady::now() - began);
    progress_.stop_if_cancelled();
}

void Publication::look_around(Transaction& transaction) {
    const auto now = audit::log_place(transaction);
    if (now == seen_) return;
    audit::read_log(transaction, seen_, event_, [&](const audit::LogRow& row) {
        // Who was merged, or parted again, is a customer that somebody saved.
        const bool merged = row.record == merges::merge_record || row.record == merges::image_record;
        auto& ids = touched_[merged ? "customer" : std::string(row.record)];
        const auto last = std::min(row.last, row.first + longest_range);
        for (auto id = row.first; id <= last; ++id) ids.insert(id);
        return true;
    });
    seen_ = now;
}

bool Publication::touched(const std::string& record, std::int64_t id) const {
    const auto found = touched_.find(record);
    return found != touched_.end() && found->second.contains(id);
}

const std::set<std::int64_t>& Publication::touched(const std::string& record) const {
    static const std::set<std::int64_t> nothing;
    const auto found = touched_.find(record);
    return found == touched_.end() ? nothing : found->second;
}

void Publication::hold(Transaction& transaction, std::string_view statement) {
    if (transaction.engine() == sql::Engine::postgresql) transaction.execute(statement);
}

void RowDigest::add(const std::vector<sql::Parameter>& row) {
    for (const auto& parameter : row) {
        if (auto number = std::get_if<std::int64_t>(&parameter.content())) {
            if (*number == 0) text_ += '0';
            else text_ += std::to_string(*number);
        }
        if (auto text = std::get_if<std::string_view>(&parameter.content())) text_ += *text;
        text_ += '\x1f';
    }
    text_ += '\n';
}

std::string RowDigest::hex() {
    auto hash = web::sha256_hex({text_});
    text_.clear();
    return hash;
}

}  // namespace kartei::imports
