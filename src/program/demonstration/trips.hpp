// The trips of the demonstration house: bookings past and coming, with who travels and what was paid.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "program/demonstration/chance.hpp"

namespace kartei::program::demonstration {

/// Writes bookings, participants and payments; `add` gives the path for a kind of file. Who has an account pays by direct
/// debit, some without a mandate or by one that has expired. Gives who has bookings in the archive, with the last departure
/// among them.
std::map<int, std::string> write_trips(const std::function<std::string(const std::string& what)>& add, const std::vector<int>& customers,
                                       const std::set<int>& with_account, Chance& chance);

}  // namespace kartei::program::demonstration
