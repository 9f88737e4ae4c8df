// The trips of the demonstration house: bookings past and coming, with who travels and what was paid.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "program/demonstration/chance.hpp"

namespace kartei::program::demonstration {

/// Writes bookings, participants and payments; `add` gives the path for a kind of file.
void write_trips(const std::function<std::string(const std::string& what)>& add, const std::vector<int>& customers,
                 Chance& chance);

}  // namespace kartei::program::demonstration
