// For records of which some step back does not exist: the undo is refused in words, never passed over in silence.
#pragma once

#include "audit/reversal.hpp"

namespace kartei::audit {

/// What the audit keeps of a record that went with the undo of its creation and cannot come back.
inline constexpr std::string_view no_image = "{}";

decltype(Reversible::change) no_change_back(std::string record);
decltype(Reversible::creation) no_creation_back(std::string record);
/// For the deletion of what left no image of itself.
decltype(Reversible::deletion) gone_for_good(std::string record);

}  // namespace kartei::audit
