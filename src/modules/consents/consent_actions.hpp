// What a customer declares at the desk or on the telephone, put into the ledger by hand (decisions.md 29).
#pragma once

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "modules/consents/declarations.hpp"

namespace kartei::consents {

/// What was said to which permission; fields as typed, "" = not given.
struct Said {
    std::string permission;  ///< its name; must be known to the house
    std::string state;       ///< given, withdrawn, none
    std::string channel, at, source, proof = "", wording_version = "";
};

struct Noted {
    Declared outcome = Declared::known;
    CustomerPermission holds;  ///< what holds now
    std::int64_t event = 0;    ///< undoes it; 0 when the same declaration stood there already
};

/// Puts it into the ledger; without a moment it was declared now. An older declaration than the one that holds is kept
/// and changes nothing else. Refuses: a customer who is not there or anonymous, an unknown permission or state, a
/// moment that lies ahead, a wording that the permission has not while it has others (error.no_such_wording).
Result<Noted> note_declaration(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t customer,
                               const Said& said);

}  // namespace kartei::consents
