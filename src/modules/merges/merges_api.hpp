// Endpoints and commands of merging.
#pragma once

#include "audit/change.hpp"
#include "audit/command.hpp"
#include "web/endpoint.hpp"

namespace kartei::merges {

web::EndpointTable merges_endpoints(House& house);

/// `kartei merge SURVIVOR OTHER… [--preview]` and `kartei unmerge EVENT [--preview]`, by customer numbers.
Work merge_command(CLI::App& app);
Work unmerge_command(CLI::App& app);

/// Whom a merge concerns, for the list of all changes.
void note_merge(sql::Transaction& transaction, const Actor& actor, const audit::Touched& touched, web::Json& event);

}  // namespace kartei::merges
