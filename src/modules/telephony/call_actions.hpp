// What happens to calls: what the call service reports, what is dialled or noted here, whose a call is and what was
// talked about. The caller owns the transaction. Must not know HTTP. Invariant: steps of a call only go forward, so
// that what is reported twice, late or in another order changes nothing or completes it.
#pragma once

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "modules/telephony/call.hpp"
#include "modules/telephony/call_message.hpp"

namespace kartei::telephony {

/// A call may be as long as this; then nobody waits any longer to be told that it ended.
inline constexpr std::chrono::hours longest_call{6};

/// Users and the extensions they have set for themselves.
struct Extension {
    std::int64_t user_id = 0;
    std::string extension;
};
std::vector<Extension> extensions(sql::Transaction& transaction);
std::string extension_of(sql::Transaction& transaction, std::int64_t user_id);

/// What the service reports. No value: it tells nothing new.
Result<std::optional<Call>> report_call(House& house, sql::Transaction& transaction, const CallMessage& message);

/// May he see whose call it is? Nobody's is everybody's.
bool sees_call(sql::Transaction& transaction, const Actor& actor, const Call& call);
/// not_found for one that he may not see.
Result<Call> call_to_read(sql::Transaction& transaction, const Actor& actor, std::int64_t id);

struct NewCall {
    std::string direction = "out", number, note;
    std::optional<std::int64_t> customer;  ///< number; none: the one whose number it surely is
    std::int64_t customer_id = 0;          ///< or his id; 0: as above
    std::optional<std::int64_t> minutes;
    bool dialled = false;                  ///< it begins now (J-085); else it was
};
Result<Call> note_call(House& house, sql::Transaction& transaction, const Actor& actor, const NewCall& wish);

/// What is left out stays.
struct CallChange {
    std::optional<std::optional<std::int64_t>> customer;  ///< number; nobody's (J-087)
    std::optional<std::string> note;
    std::optional<std::int64_t> minutes;  ///< of a call of which the service did not tell how long it was
    bool takes = false;                   ///< it is his who says so
};
struct ChangedCall {
    Call call;
    std::int64_t event = 0;  ///< 0: nothing changed
};
/// Refusals: not_found, stale, invalid with every issue.
Result<ChangedCall> change_call(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t id,
                                std::int64_t version, const CallChange& wish);

/// The address that the service reports to: a new secret, of which only the hash is kept; the one before ends.
std::string make_hook_secret(House& house, sql::Transaction& transaction, const Actor& actor);
struct Hook {
    std::string secret_hash, made_at, made_by;
};
std::optional<Hook> hook(sql::Transaction& transaction);
/// Takes the same time whatever is wrong with it.
bool is_hook_secret(sql::Transaction& transaction, std::string_view given);

}  // namespace kartei::telephony
