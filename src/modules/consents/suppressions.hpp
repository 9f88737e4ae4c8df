// Addresses that must not be written to, whoever's they are: lists of objectors (Robinsonliste, Bel-me-niet) and what a
// house notes itself. Only hashes are kept: SHA-256 of the e-mail address in small letters, or of the phone number in
// E.164. Every SQL statement on them stands here.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "audit/change.hpp"
#include "audit/reversal.hpp"

namespace kartei::consents {

std::string suppression_hash_of_email(std::string_view email);
std::string suppression_hash_of_phone(std::string_view e164);
/// The same under the key of the house, for what it notes itself: nobody tries out from it whose address it was.
std::string keyed_suppression(const audit::KeyRing& keys, std::string_view hash);
/// 64 hexadecimal digits, in small letters; "" when it is none.
std::string as_suppression_hash(std::string_view written);

struct Suppression {
    std::string hash, source;
};
/// Those that are not there yet; their number. Part of `change`.
std::int64_t store_suppressions(sql::Transaction& transaction, audit::Change& change,
                                const std::vector<Suppression>& suppressions);

/// For whoever asks about many: all of them.
std::set<std::string, std::less<>> all_suppressions(sql::Transaction& transaction);
bool is_suppressed(sql::Transaction& transaction, std::string_view hash);

audit::Reversible reversible_suppressions();

}  // namespace kartei::consents
