// Fees that calls call for (J-089): the rules of the customer of a call whose occasion is a telephone call, once for
// the call (flight information, rebooking) or once for each block of minutes that was begun. They go onto a booking of
// his, or onto a fee booking made for them. A rule is charged once for a call.
#pragma once

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "modules/telephony/call.hpp"

namespace kartei::telephony {

struct CallFee {
    std::string rule, text;
    std::int64_t amount = 0;   ///< for this call, as long as it was
    std::int64_t minutes = 0;  ///< of a block; 0: once for the call
    bool charged = false;      ///< it stands in a booking already, perhaps taken off
};
/// What could be charged; nothing for a call that is nobody's, or while the module of fees is off.
std::vector<CallFee> fees_of_call(House& house, sql::Transaction& transaction, const Call& call);

/// Do fees of this call stand in a booking of the customer whose it is?
bool is_charged(sql::Transaction& transaction, const Call& call);

struct ChargedCall {
    std::int64_t booking = 0;  ///< its number
    std::int64_t event = 0;
    Call call;
};
/// `rules`: codes; `booking`: number of a booking, none: a new fee booking. Refusals: a call that goes on or is
/// nobody's (error.call_goes_on, error.call_of_nobody), rules that are not offered or charged already, a booking of
/// somebody else (error.booking_of_another), one that is void, cancelled or billed.
Result<ChargedCall> charge_call(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t id,
                                const std::vector<std::string>& rules, std::optional<std::int64_t> booking);

}  // namespace kartei::telephony
