// A call of the house, in or out (money.md 7, J-085 to J-089): who called whom, when, how long, whose it is, who took
// it. Its steps come from the call service in any order, or it was dialled or noted here. No sound is kept. The record
// and its table; read call_actions.hpp next. Must not know SQL or HTTP.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/field.hpp"

namespace kartei::telephony {

struct Call {
    std::int64_t id = 0, version = 1, created_event = 0;

    std::string service_id;        ///< the call service's name of it; "" = it told nothing of this call
    std::string direction = "in";  ///< in, out
    std::string number;            ///< of the other side, as it was told or typed; "" = withheld
    std::string number_key;        ///< the same as phone_key() compares it
    std::string line;              ///< our side
    std::string rings;             ///< extensions that it rang, joined by ';'
    std::int64_t user_id = 0;      ///< who took or dialled it; 0 = nobody known
    std::string user_name;
    std::int64_t customer_id = 0;  ///< whose it is; 0 = nobody's
    std::string state = "over";    ///< ringing, talking, over
    std::string outcome;  ///< answered, missed, no_answer, busy, failed, forwarded, lost, dialled, noted; "" = goes on
    std::string began_at, answered_at, ended_at;  ///< instants
    std::optional<std::int64_t> seconds;          ///< of talking
    std::string note;
    std::optional<std::int64_t> booking;          ///< number of the booking that its fees were charged to last

    bool is_over() const { return state == "over"; }
    /// Minutes begun.
    std::int64_t minutes() const { return (seconds.value_or(0) + 59) / 60; }
};

const FieldTable<Call>& call_fields();

/// "3:20"
std::string written_duration(std::int64_t seconds);

/// How a call that goes on ends when the service says why: of one that was answered always "answered".
std::string outcome_of(const Call& call, std::string_view cause);

/// Whether an extension is among those that a call rang: as a word, or as a number in any notation.
bool rings_at(const Call& call, std::string_view extension, std::string_view country);

}  // namespace kartei::telephony
