// Endpoints of a person's rights (GDPR Art. 15, 17, 20), and what the program joins. A user who sees only some event dates
// gets 403 everywhere: half of a person is not told and not erased.
//
// GET  /customers/{id}/personal-data      privacy.export  all that the house holds of him, as JSON; on record
// GET  /customers/{id}/personal-data.zip  privacy.export  the same with a page to read, tables and papers
// GET  /customers/{id}/erasure            privacy.export  what would go, be emptied, be kept; what forbids it
// POST /customers/{id}/erasure            privacy.erase   If-Match. {number (his, typed), suppress} -> {erasure, change_event};
//                                                         409 with everything that forbids it; cannot be undone
// GET  /erasures?before                   privacy.erase   reports, the newest first
// GET  /erasures/{id}/kept                privacy.kept    what the law keeps of him, opened; on record
// GET  /erasures/{id}/kept/{record_id}/pdf privacy.kept   a paper as it went out; on record
#pragma once

#include "audit/command.hpp"
#include "web/endpoint.hpp"

namespace kartei::privacy {

web::EndpointTable privacy_endpoints(House& house);

/// `kartei privacy export | erase | erasures | kept | expire`.
Work privacy_command(CLI::App& app);

/// At the start of a server: what an erasure left to do, and terms that have ended.
void recover_privacy(House& house);

}  // namespace kartei::privacy
