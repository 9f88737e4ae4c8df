// What a value of a field may mean, in words: for the step of the wizard in which somebody says what the values of an
// old system stand for.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "audit/house.hpp"
#include "modules/imports/import_kind.hpp"

namespace kartei::imports {

/// Code and word of everything the field may hold; empty for fields that hold more than choices.
std::vector<std::pair<std::string, std::string>> meanings_of(House& house, const ImportKind& kind, int target,
                                                             Language language);

}  // namespace kartei::imports
