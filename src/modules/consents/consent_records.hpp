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

/// Versions of the words of a permission, the newest first, each once. "" is none of them.
std::vector<std::string> wording_versions(sql::Transaction& transaction, std::int64_t permission);

}  // namespace kartei::consents
