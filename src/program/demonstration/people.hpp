// The customers of the demonstration house, of all four kinds in five countries, with labels and permissions.
#pragma once

#include <string>
#include <vector>

#include "program/demonstration/chance.hpp"

namespace kartei::program::demonstration {

/// Writes the take-over file `path` and gives the customer numbers in the order of the file.
std::vector<int> write_customers(const std::string& path, Chance& chance);
void write_labels_and_permissions(const std::string& labels_path, const std::string& permissions_path,
                                  const std::vector<int>& customers, Chance& chance);

}  // namespace kartei::program::demonstration
