// Venues, halls, seasons, productions, promoters, genres, event tags, ticket types, subscriptions, promotions and articles
// as base data of the house: what is declared here has its page, addresses, files, history and undo by that alone. Who is
// bound to promoters sees what his event dates use, and changes what is his.
#pragma once

#include "modules/parameters/base_data.hpp"

namespace kartei::events {

const std::vector<parameters::JoinedBaseData>& catalogue_records();

/// Who uses an entry of the catalogue: one issue for each kind of user, with how many and some of their names.
std::vector<Issue> users_of(sql::Transaction& transaction, std::string_view table, std::int64_t id);

}  // namespace kartei::events
