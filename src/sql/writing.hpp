// What a writing transaction can do besides its statements: draw ids, do something apart from itself, and keep others out.
// Both engines' transactions do; writing() gives that side of one.
#pragma once

#include <functional>
#include <map>
#include <utility>

#include "sql/database.hpp"

namespace kartei::sql {

class Writing {
public:
    virtual ~Writing() = default;

    /// `count` consecutive ids of a row of the table counter, never given twice; gives the first. On SQLite they are
    /// rolled back with the transaction. On PostgreSQL they are taken apart: nobody waits, a rollback leaves a gap.
    virtual std::int64_t take_ids(std::string_view counter, std::int64_t count) = 0;
    /// The next number of a counter whose order counts: who asks later gets a higher one, whichever process asks. On
    /// PostgreSQL it is the sequence COUNTER_order.
    virtual std::int64_t next_in_order(std::string_view counter) = 0;
    /// Does something at once and for good, whatever becomes of the transaction: what may not be held to its end. On
    /// PostgreSQL in a short transaction of its own, which must not want what this one holds; on SQLite, where one
    /// writes at a time anyway, within this one.
    virtual void apart(const std::function<void(Transaction&)>& work) = 0;

    /// Keeps out until the end whoever holds the same (audit/hold.hpp gives names to ranks). Ranks ascend within a
    /// transaction, so that no two wait for each other: std::logic_error otherwise. Ids of a rank may come in any order:
    /// what would have to wait there lets the transaction run again (Fault::busy). Whoever holds rank 0 alone holds
    /// all that is below `background_rank`. On SQLite one writes at a time; only the order is looked after.
    enum class Holding { shared, alone };
    void hold(int rank, std::int64_t id, Holding how = Holding::alone);
    /// Alone, without waiting: false when another has it.
    bool try_hold(int rank, std::int64_t id);
    bool holds(int rank, std::int64_t id) const;
    bool holds_anything() const { return !held_.empty(); }
    static constexpr int background_rank = 100;

protected:
    /// False when it would have to wait and may not.
    virtual bool lock(int rank, std::int64_t id, Holding how, bool may_wait) = 0;

private:
    std::map<std::pair<int, std::int64_t>, Holding> held_;
};

Writing& writing(Transaction& transaction);

/// Like take_ids(), within the transaction and held to its end, so that whoever reads on behind a number misses none: for
/// journals that others follow. All who write to one stand in line.
std::int64_t draw_from_counter(Transaction& transaction, std::string_view counter, std::int64_t count);

}  // namespace kartei::sql
