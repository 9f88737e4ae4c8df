// Calls as the API gives them, to whom they may be shown.
#pragma once

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "modules/telephony/call.hpp"
#include "modules/telephony/callers.hpp"
#include "web/endpoint.hpp"

namespace kartei::telephony {

/// Does a call that goes on show on this user's screen? While it rings: of everybody whose extension it rings; then of
/// whoever took it.
bool concerns(const House& house, const Call& call, const Actor& actor, std::string_view extension);

web::Json call_json(sql::Transaction& transaction, const Actor& actor, const Call& call);
/// With everybody whose number it is: "callers".
web::Json ringing_json(const House& house, sql::Transaction& transaction, const Actor& actor, const Call& call);

web::NamedSchema call_schema();
web::NamedSchema caller_schema();
std::vector<web::NamedSchema> telephony_schemas();

}  // namespace kartei::telephony
