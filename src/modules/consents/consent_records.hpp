// Labels, permissions and their wordings as base data of the house: a page, addresses and files for each
// (parameters/base_data.hpp).
#pragma once

#include "modules/parameters/base_data.hpp"

namespace kartei::consents {

/// "label-definitions", "permission-definitions", "permission-wordings". Who gives labels keeps them, too; permissions and the
/// words they were given to take "parameters.manage". Promoters read them.
std::vector<parameters::JoinedBaseData> consent_records();

const parameters::PlainRecord& label_record();
const parameters::PlainRecord& permission_record();
const parameters::PlainRecord& wording_record();

/// Versions of the words of a permission, that which was begun last first, each once. "" is none of them.
std::vector<std::string> wording_versions(sql::Transaction& transaction, std::int64_t permission);
/// The version that is proposed on a day ("2026-03-01"): of those whose day has come, the one of the latest; one that names no day
/// holds from when it was entered, as all in its order. "" when there is none.
std::string wording_that_holds(sql::Transaction& transaction, std::int64_t permission, std::string_view today);

}  // namespace kartei::consents
