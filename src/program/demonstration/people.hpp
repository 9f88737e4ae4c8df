// The customers of the demonstration house, of all four kinds in five countries, with labels and permissions.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "program/demonstration/chance.hpp"

namespace kartei::program::demonstration {

/// Writes the take-over file `path` and gives the customer numbers in the order of the file.
std::vector<int> write_customers(const std::string& path, Chance& chance);
/// J-201: notes in that file who has bookings in the archive, with the last departure among them, by number.
void note_archived(const std::string& path, const std::map<int, std::string>& last_departures);
void write_labels_and_permissions(const std::string& labels_path, const std::string& permissions_path,
                                  const std::vector<int>& customers, Chance& chance);

}  // namespace kartei::program::demonstration
