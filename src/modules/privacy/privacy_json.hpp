// Previews and reports of erasures as JSON, for the interface and the command line.
#pragma once

#include "modules/privacy/erasure.hpp"
#include "modules/privacy/kept_records.hpp"
#include "web/endpoint.hpp"

namespace kartei::privacy {

web::Json preview_json(const ErasurePreview& preview, Language language);
web::Json erasure_json(const ErasureReport& report, Language language);
web::Json kept_json(const KeptRecord& record, Language language);

web::Json preview_schema();
web::Json erasure_schema();
web::Json kept_schema();

/// Opens what is kept of an erasure, on record. Refusal: not_found.
Result<std::vector<KeptRecord>> read_kept(House& house, sql::Transaction& transaction, const Actor& actor,
                                          std::int64_t erasure);

}  // namespace kartei::privacy
