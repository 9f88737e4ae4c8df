// What a user does with his till: open it, put money in and take some out with a reason, close it by counting. And what
// orders and bookings say to it: that money went in or out. The caller owns the transaction. While the module is off
// nothing of this is there.
#pragma once

#include "audit/reversal.hpp"
#include "base/actor.hpp"
#include "modules/till/till_store.hpp"

namespace kartei::till {

/// Refusal: not_found while the house uses no tills.
Result<Done> check_module(sql::Transaction& transaction);

/// A payment of an order or booking, or money that a customer leaves for later.
struct Movement {
    std::string_view source;     ///< order, booking, credit
    std::string reference, kind;
    std::int64_t amount = 0;
};
/// Puts a payment into the open till of whoever took it. Nothing happens while the house uses no tills, for kinds that go
/// past the till, and for the program itself (command line, bank statements). Refusal: conflict (error.no_open_till)
/// where the house takes no money without one.
Result<Done> take(House& house, sql::Transaction& transaction, audit::Change& change, const Actor& actor,
                  const Movement& movement);

/// Would take() take money of this kind? Refusal: conflict (error.no_open_till).
Result<Done> check_open(sql::Transaction& transaction, const Actor& actor, std::string_view kind);

struct MovedTill {
    WholeTill whole;
    std::int64_t event = 0;
};
Result<MovedTill> open_till(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t opening);

struct NewEntry {
    std::int64_t amount = 0;  ///< below zero: taken out
    std::string kind, text;
    std::int64_t corrects = 0;  ///< a closed till; 0: a deposit or withdrawal
};
Result<MovedTill> enter(House& house, sql::Transaction& transaction, const Actor& actor, const NewEntry& typed);

struct Coins {
    std::int64_t value = 0, count = 0;
};
struct Counting {
    std::int64_t moves = 0;  ///< as whoever counted saw it
    std::vector<Coins> coins;
    std::optional<std::int64_t> sum;  ///< instead of coins
    std::string remark;
};
/// His own, or with till.all another's. Refusals: stale (error.till_moved), conflict (error.till_is_closed).
Result<MovedTill> close_by_counting(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t id,
                                    const Counting& counting);

/// His own, or with till.all any; not_found else.
Result<WholeTill> till_to_read(sql::Transaction& transaction, const Actor& actor, std::int64_t id);

std::vector<audit::Reversible> reversible_tills();

/// Are the tills and entries first … last his own, or may he see all? Other records: true.
bool may_see_records(sql::Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                     std::int64_t last);

}  // namespace kartei::till
