// Whom a change concerns, and whether somebody may see all of them. Knows no record: modules that keep persons join
// what they know (program/joined_modules.cpp).
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.hpp"
#include "sql/database.hpp"

namespace kartei::audit {

/// Is nobody of whom an actor is told nothing among the records first … last that a change created? A creation names no
/// person.
using MaySeeCreated = std::function<bool(sql::Transaction&, const Actor&, std::string_view record, std::int64_t first,
                                         std::int64_t last)>;
std::vector<MaySeeCreated>& creations_seen();

/// By kind of event, the right to what its undo does as well: taking back a sale gives money back.
std::map<std::string, std::string, std::less<>>& rights_of_undo();
bool has_right_to_undo(const Actor& actor, std::string_view kind);

bool may_see_person(sql::Transaction& transaction, const Actor& actor, std::int64_t person);

/// May the actor see everybody whom the event concerns? Who may not takes nothing of it back, and is not told what
/// stands against that.
bool may_see_all_of(sql::Transaction& transaction, const Actor& actor, std::int64_t event);

}  // namespace kartei::audit
