// Who works on a sending says so every few seconds, so that no other server takes him for dead
// (audit/given_up.hpp).
#pragma once

#include "modules/mailing/sending.hpp"

namespace kartei::mailing {

/// False when another one decides by now: whoever was given up for lost writes no more.
bool say_alive(sql::Transaction& transaction, const Sending& sending, std::string_view now);

}  // namespace kartei::mailing
