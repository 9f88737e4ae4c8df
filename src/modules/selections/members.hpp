// Whom somebody means who asks for customers: a document, a saved selection by its id or name, or customers by their
// ids.
#pragma once

#include <nlohmann/json.hpp>

#include "modules/selections/engine.hpp"

namespace kartei::selections {

/// In the order of the document, as of a place of the log.
struct Members {
    std::vector<std::int64_t> ids;
    std::int64_t position = 0;
    bool joint = false;  ///< joint_salutation "together": one letter for two
    std::string document;
    std::int64_t selection = 0;  ///< 0 = it was none that is saved
};

/// Exactly one of `document`, `selection` and `customers`. Refusals: those of read_document(), not_found
/// (error.no_such_selection), invalid when nothing or more than one was named (error.selection_document_or_name).
Result<Members> members_meant(House& house, sql::Transaction& transaction, Engine& engine, const Actor& actor,
                              const nlohmann::json& asked);

}  // namespace kartei::selections
