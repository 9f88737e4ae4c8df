// The season after the last in the demonstration house: its event dates and subscriptions, the seat rights of the
// seasons before with some wishes, and a renewal that is half done. Made by the program's own actions.
#pragma once

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "base/result.hpp"

namespace kartei::program::demonstration {

/// After the take-over files; the largest hall has its plan.
Result<Done> make_next_season(House& house, const Actor& actor);

}  // namespace kartei::program::demonstration
