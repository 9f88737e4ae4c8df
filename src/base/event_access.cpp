#include "base/event_access.hpp"

#include <algorithm>
#include <sstream>

namespace kartei {

std::string write_event_access(const Actor& actor) {
    if (!actor.promoters) return "*";
    std::string text;
    for (const auto promoter : *actor.promoters) text += (text.empty() ? "" : " ") + std::to_string(promoter);
    return text.empty() ? "-" : text;
}

bool covers_event_access(const Actor& actor, std::string_view written) {
    if (!actor.promoters || written.empty() || written == "-") return true;
    if (written == "*") return false;
    std::istringstream ids{std::string(written)};
    for (std::int64_t id; ids >> id;)
        if (std::find(actor.promoters->begin(), actor.promoters->end(), id) == actor.promoters->end()) return false;
    return true;
}

}  // namespace kartei
