// What a transaction holds, and in which order it came to hold it.
#include <stdexcept>

#include "sql/writing.hpp"

namespace kartei::sql {
namespace {

constexpr std::pair<int, std::int64_t> everything{0, 0};

}  // namespace

bool Writing::holds(int rank, std::int64_t id) const {
    const auto all = held_.find(everything);
    if (all != held_.end() && all->second == Holding::alone && rank < background_rank) return true;
    const auto known = held_.find({rank, id});
    return known != held_.end() && known->second == Holding::alone;
}

void Writing::hold(int rank, std::int64_t id, Holding how) {
    if (holds(rank, id)) return;
    const std::pair place{rank, id};
    const auto known = held_.find(place);
    if (known != held_.end() && how == Holding::shared) return;
    if (!held_.empty() && rank < held_.rbegin()->first.first)
        throw std::logic_error("held in the wrong order: rank " + std::to_string(rank) + " after rank " +
                               std::to_string(held_.rbegin()->first.first));
    const bool may_wait = held_.empty() || held_.rbegin()->first < place;
    if (!lock(rank, id, how, may_wait))
        throw SqlError(Fault::busy, "another transaction holds rank " + std::to_string(rank));
    held_[place] = how;
}

bool Writing::try_hold(int rank, std::int64_t id) {
    if (holds(rank, id)) return true;
    if (!lock(rank, id, Holding::alone, false)) return false;
    held_[{rank, id}] = Holding::alone;
    return true;
}

Writing& writing(Transaction& transaction) { return dynamic_cast<Writing&>(transaction); }

std::int64_t draw_from_counter(Transaction& transaction, std::string_view counter, std::int64_t count) {
    auto rows =
        transaction.query("UPDATE counter SET next = next + :count WHERE name = :name RETURNING next", count, counter);
    if (!rows.next()) throw std::logic_error("no counter " + std::string(counter));
    return rows.integer(0) - count;
}

}  // namespace kartei::sql
