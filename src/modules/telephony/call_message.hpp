// What a call service reports through the web hook: the forms of sipgate.io and the JSON of Zammad's generic CTI, both
// read into one message. Pure; whoever knows another service adds its words here.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace kartei::telephony {

struct CallMessage {
    enum class What { begins, is_answered, ends, other };
    What what = What::other;
    std::string service_id;
    std::string direction;      ///< in, out
    std::string number, line;   ///< of the other side ("" = withheld), and ours
    std::vector<std::string>
        extensions;             ///< whom it rings, or who took it: names, ids and numbers as the service says them
    std::string cause;          ///< why it ended
};

/// Refuses invalid what names no call or no direction, and texts that are too long. Events that tell nothing about the
/// life of a call (dtmf, hold) are `other`.
Result<CallMessage> read_message(const nlohmann::json& told);

}  // namespace kartei::telephony
