// The secret in the address that the call service reports to.
#include "audit/change.hpp"
#include "audit/hold.hpp"
#include "base/random.hpp"
#include "modules/telephony/call_actions.hpp"
#include "web/sha256.hpp"

namespace kartei::telephony {

using sql::Transaction;

std::string make_hook_secret(House& house, Transaction& transaction, const Actor& actor) {
    hold_house(transaction);
    const auto secret = random_secret();
    audit::Change change(house, transaction, actor, "call_hook_made");
    const auto id = take_ids(transaction, "call_hook");
    transaction.execute("DELETE FROM call_hook");
    transaction.execute(
        "INSERT INTO call_hook (id, secret_hash, made_at, made_by) VALUES (:id, :hash, :at, :by)", id,
        web::sha256_hex({secret}), change.at(), actor.name);
    change.created("call_hook", id);
    change.seal();
    return secret;
}

std::optional<Hook> hook(Transaction& transaction) {
    auto rows = transaction.query("SELECT secret_hash, made_at, made_by FROM call_hook ORDER BY id DESC LIMIT 1");
    if (!rows.next()) return std::nullopt;
    return Hook{rows.string(0), rows.string(1), rows.string(2)};
}

bool is_hook_secret(Transaction& transaction, std::string_view given) {
    const auto known = hook(transaction);
    const auto wanted = known ? known->secret_hash : std::string(64, '-'), hash = web::sha256_hex({given});
    // Every character is looked at, so that the time says nothing about the first that is wrong.
    unsigned differs = wanted.size() == hash.size() ? 0 : 1;
    for (std::size_t i = 0; i < hash.size(); ++i)
        differs |= static_cast<unsigned char>(hash[i]) ^ static_cast<unsigned char>(wanted[i % wanted.size()]);
    return differs == 0;
}

}  // namespace kartei::telephony
