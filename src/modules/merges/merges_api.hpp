// Endpoints and commands of merging. Joined to the program's tables by the program.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "audit/change.hpp"
#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::merges {

web::EndpointTable merges_endpoints(House& house);

/// `kartei merge SURVIVOR OTHER… [--preview]` and `kartei unmerge EVENT [--preview]`, by customer numbers; exit codes
/// of every command.
int merge_command(House& house, const Actor& actor, const std::vector<std::string>& words, std::ostream& out,
                  std::ostream& err);
int unmerge_command(House& house, const Actor& actor, const std::vector<std::string>& words, std::ostream& out,
                    std::ostream& err);

/// Whom a merge concerns, for the list of all changes; joined to audit::event_notes() by the program.
void note_merge(sql::Transaction& transaction, const Actor& actor, const audit::Touched& touched, web::Json& event);

/// What the program joins: the way back, the record in the history.
void join_merges();

}  // namespace kartei::merges
