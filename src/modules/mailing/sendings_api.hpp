// Sendings over HTTP: looked at before, begun, watched, paused, gone on with, cancelled; an e-mail to one customer; and
// the address where recipients say that they want no more.
#pragma once

#include "modules/mailing/sending.hpp"
#include "web/endpoint.hpp"

namespace kartei::mailing {

web::EndpointTable sendings_endpoints(House& house, jobs::Jobs& jobs, std::shared_ptr<selections::Engine> engine);
/// Part of the above.
web::EndpointTable mail_endpoints(House& house, jobs::Jobs& jobs);
web::EndpointTable sms_endpoints(House& house, jobs::Jobs& jobs);
web::EndpointTable letter_files_endpoints(House& house);
std::vector<web::NamedSchema> sendings_schemas();

/// Starts the work on a sending that is running, and gives the job.
Result<std::int64_t> start_sending_job(House& house, jobs::Jobs& jobs, const Actor& actor, const Sending& sending);

nlohmann::json sending_json(sql::Transaction& transaction, const Sending& sending, Language language);
web::Json started_schema();

}  // namespace kartei::mailing
