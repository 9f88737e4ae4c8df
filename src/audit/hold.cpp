#include "audit/hold.hpp"

namespace kartei {
namespace {

using Holding = sql::Writing::Holding;

/// FNV-1a: the same in every process; two names with one hash merely wait for each other.
std::int64_t id_of(std::string_view name) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const unsigned char c : name) hash = (hash ^ c) * 1099511628211ULL;
    return static_cast<std::int64_t>((hash ^ (hash >> 16)) & 0xFFFFFFFFFFFF);
}

void take(sql::Transaction& transaction, Held what, std::int64_t id, Holding how) {
    const auto rank = static_cast<int>(what);
    if (rank < sql::Writing::background_rank) hold_part(transaction);
    writing(transaction).hold(rank, id, how);
}

}  // namespace

void hold_house(sql::Transaction& transaction) { writing(transaction).hold(static_cast<int>(Held::house), 0); }

void hold_part(sql::Transaction& transaction) {
    if (!writing(transaction).holds_anything()) writing(transaction).hold(static_cast<int>(Held::house), 0, Holding::shared);
}

void hold(sql::Transaction& transaction, Held what, std::int64_t id) { take(transaction, what, id, Holding::alone); }

void hold(sql::Transaction& transaction, Held what, std::string_view name) {
    take(transaction, what, id_of(name), Holding::alone);
}

bool try_hold(sql::Transaction& transaction, Held what) { return writing(transaction).try_hold(static_cast<int>(what), 0); }

void hold_shared(sql::Transaction& transaction, Held what, std::string_view name) {
    take(transaction, what, id_of(name), Holding::shared);
}

bool holds_house(sql::Transaction& transaction) {
    return writing(transaction).holds(static_cast<int>(Held::house), 0);
}

bool holds_anything(sql::Transaction& transaction) { return writing(transaction).holds_anything(); }

bool is_held(sql::Transaction& transaction, Held what, std::string_view name) {
    return writing(transaction).holds(static_cast<int>(what), id_of(name));
}

}  // namespace kartei
