// Whom a change concerns, and whether somebody may see all of them. Knows no record: modules that keep persons hand
// in what they know (base/module.hpp).
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.hpp"
#include "sql/database.hpp"

namespace kartei::audit {

/// Among the records first … last that a change touched: may the actor see whatever and whoever they are about?
using MaySeeRecords = std::function<bool(sql::Transaction&, const Actor&, std::string_view record, std::int64_t first,
                                         std::int64_t last)>;

using Rights = std::set<std::string, std::less<>>;
/// What a module hands in about its kinds of events. Of two that name the same kind, the first holds.
struct UndoRights {
    std::vector<std::string> kinds;
    Rights rights;
};
/// By kind of event, the rights that its undo takes beside that to undo: those that the action itself took, and those
/// to what the undo does as well (taking back a sale gives money back). A kind that no module names takes none.
const std::map<std::string, Rights, std::less<>>& rights_of_undo();
/// Rights that depend on what an event touched (fields with a right of their own). `kind`: what was done first, where
/// the event is an undo.
using RightsOfEvent = std::function<Rights(sql::Transaction&, std::int64_t event, std::string_view kind)>;

/// A right that the actor lacks to take back an event of this kind; "" = none.
std::string right_missing_to_undo(const Actor& actor, std::string_view kind);
/// The same, of all that the event touched; the undo of an undo takes what the first action took.
std::string right_missing_to_undo(sql::Transaction& transaction, const Actor& actor, std::int64_t event);
/// The kind of what was done first: of an undo, what it took back.
std::string first_kind(sql::Transaction& transaction, std::int64_t event);

bool may_see_person(sql::Transaction& transaction, const Actor& actor, std::int64_t person);

/// May the actor see everybody whom the event concerns? Who may not takes nothing of it back, and is not told what
/// stands against that.
bool may_see_all_of(sql::Transaction& transaction, const Actor& actor, std::int64_t event);

}  // namespace kartei::audit
