// What changes exclude each other on. A change says what it is about before it looks at anything: hold_part() or hold();
// it then runs beside all others that hold something else. A change that says nothing holds the house, and nobody else
// changes anything meanwhile: what is rare and touches much (merging, removing what others name, settings) does that.
// On SQLite one writes at a time anyway.
#pragma once

#include <string_view>

#include "sql/writing.hpp"

namespace kartei {

/// In the order in which they are held (sql::Writing::hold).
enum class Held {
    house = 0,       ///< shared by every change of a part, alone for a change of the whole
    links = 1,       ///< who points at whom among customers: no two make a circle together
    customer = 2,    ///< id of the customer whose lists and links change
    order = 3,
    event = 4,
    seat = 5,
    number_range = 6,  ///< kind and target of a range that is moved on
    debtor_number = 7, ///< the number itself: no index keeps it single
    word = 8,          ///< a word of names, while it is remembered or forgotten
    // Held by work in the background too, which does not hold the house.
    name_buckets = sql::Writing::background_rank,
    sealer = sql::Writing::background_rank + 1,
};

/// The whole house: nobody else changes anything until this transaction ends.
void hold_house(sql::Transaction& transaction);
/// A change that excludes nobody, but those who hold the whole house.
void hold_part(sql::Transaction& transaction);
/// Alone until the end; hold_part() is included.
void hold(sql::Transaction& transaction, Held what, std::int64_t id);
void hold(sql::Transaction& transaction, Held what, std::string_view name);
/// Alone, without waiting: false when another has it.
bool try_hold(sql::Transaction& transaction, Held what);
/// Together with others who do the same.
void hold_shared(sql::Transaction& transaction, Held what, std::string_view name);
/// Whether this transaction holds the house; whether it has said anything about what it holds.
bool holds_house(sql::Transaction& transaction);
bool holds_anything(sql::Transaction& transaction);
/// Whether this transaction holds it, alone.
bool is_held(sql::Transaction& transaction, Held what, std::string_view name);

}  // namespace kartei
