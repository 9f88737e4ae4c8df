// A letter as a house makes it with its word processor, for the templates of the demonstration house.
#pragma once

#include <string>

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "base/result.hpp"

namespace kartei::program::demonstration {

/// `folder`: where it is written first.
Result<Done> keep_letter_of_word(House& house, const Actor& actor, const std::string& folder);

}  // namespace kartei::program::demonstration
