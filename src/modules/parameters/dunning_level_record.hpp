// Levels of dunning: when a letter is due, what it costs, what it says.
#pragma once

#include "modules/parameters/plain_record.hpp"

namespace kartei::parameters {

PlainRecord dunning_level_record();

}  // namespace kartei::parameters
