// Reads the JSON of a selection strictly: every mistake at once, each naming its place ("where.all[2].field"). What the
// asker may not see is refused here, before anything is looked at.
#pragma once

#include <nlohmann/json.hpp>

#include "modules/selections/document.hpp"

namespace kartei::selections {

/// Refusals: invalid with every issue; forbidden when a right is missing. `within`: the saved selection that it is the
/// document of, which it must not lead back to.
Result<std::shared_ptr<const Document>> read_document(House& house, sql::Transaction& transaction, const Actor& actor,
                                                      const nlohmann::json& json, std::int64_t within = 0);

/// Finds a saved selection for a criterion; joined by saved_selections.cpp, which stands above.
struct Referred {
    std::int64_t id = 0;
    std::string document;
};
std::optional<Referred> find_referred(sql::Transaction& transaction, const Actor& actor, const nlohmann::json& named);

/// "5" or its caption for any kind: which status field of which kind is meant; -1 = that kind has none called so.
std::vector<int> status_meant(sql::Transaction& transaction, const nlohmann::json& named);

}  // namespace kartei::selections
