// The same request twice has one effect: the answer of a creating request is stored together with what it did, under
// the key that the caller made up, and given again byte for byte for 30 days
// (draft-ietf-httpapi-idempotency-key-header).
#pragma once

#include <functional>

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::accounts {

inline constexpr std::chrono::hours answers_kept{30 * 24};

/// Inside the transaction that creates: the earlier answer to the same key of the same user, or what `work` returns,
/// stored. A refusal is not stored, as its transaction is rolled back. Two at the same moment: the second waits for the
/// first.
/// Refuses invalid (error.idempotency_key_reused) when the earlier request was another one. Answers must be JSON.
/// Without a key `work` simply runs.
Result<web::Answer> once(House& house, sql::Transaction& transaction, const web::Request& request,
                         const std::function<Result<web::Answer>()>& work);

/// Removes answers older than 30 days; called at start.
void forget_old_answers(House& house);

}  // namespace kartei::accounts
