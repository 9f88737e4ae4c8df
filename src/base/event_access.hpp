// Event access as it was at one moment, to be kept beside what was made with it: whoever fetches that later must see at
// least as much (jobs::Job::events).
#pragma once

#include <string>
#include <string_view>

#include "base/actor.hpp"

namespace kartei {

/// "*" for all events, else the ids of the promoters, with blanks between; "-" for none.
std::string write_event_access(const Actor& actor);
/// Does the actor see now whatever was seen then? "" = nothing was.
bool covers_event_access(const Actor& actor, std::string_view written);

}  // namespace kartei
