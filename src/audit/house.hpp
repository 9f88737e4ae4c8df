// What every action needs of the house it works in. Made once in main.cpp, handed to all actions; owns nothing.
#pragma once

#include "audit/keys.hpp"
#include "base/clock.hpp"
#include "base/field.hpp"
#include "sql/database.hpp"

namespace kartei {

struct House {
    sql::Database& database;
    const audit::KeyRing& keys;
    ReadingRules rules;       ///< currency digits and time zone of the house
    std::string country = "DE";
    std::string currency = "EUR";
    std::string folder;       ///< where files of jobs and imports are kept (beside the database)
    const Clock* clock = &system_clock();

    std::string now() const { return write_instant(clock->now()); }
    std::string today() const { return write_date(clock->today(rules.time_zone)); }
};

/// `count` consecutive ids of a counter ("customer", "order", "ticket" …), taken in the caller's transaction: rolled
/// back with it, never given twice. Returns the first.
std::int64_t take_ids(sql::Transaction& transaction, std::string_view counter, std::int64_t count = 1);

/// Makes the one row of `house` and what a new house needs (organisation, anonymous customer, counters …) when the
/// database is empty; `migrate` must have run.
void found_house(sql::Database& database, std::string_view name, std::string_view country, std::string_view time_zone,
                 std::string_view currency);

/// The rules of the house as stored.
void read_house(House& house);

}  // namespace kartei
