// Every SQL statement on phone_call. A change of a call is a row of the audit for each field, and what its customer's
// time line says of it follows in the same event: a call that is over stands there with number, duration and note.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "audit/change.hpp"
#include "audit/reversal.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/telephony/call.hpp"

namespace kartei::telephony {

/// Record of the audit whose id is the customer's.
inline constexpr std::string_view history_record = "customer_call";

std::optional<Call> find_call(sql::Transaction& transaction, std::int64_t id);
std::optional<Call> call_of_service(sql::Transaction& transaction, std::string_view service_id);
/// All that go on, the oldest first, at most 500.
std::vector<Call> live_calls(sql::Transaction& transaction);
/// The newest call that was dialled here to a number since an instant and of which no service has told yet.
std::optional<Call> dialled_call(sql::Transaction& transaction, std::string_view number_key, std::string_view since);
/// The newest first.
std::vector<Call> calls_of_customer(sql::Transaction& transaction, std::int64_t customer, int limit);

void insert_call(House& house, sql::Transaction& transaction, audit::Change& change, Call& call);
/// False when the stored version is another; `after` gets its new version.
bool update_call(House& house, sql::Transaction& transaction, audit::Change& change, const Call& before, Call& after);

/// What the time line of its customer says of a call; "" while it goes on.
std::string told(const Call& call);

/// A call that the service told of has happened and stays; one that was noted here can be taken back.
std::vector<audit::Reversible> reversible_calls();

/// Calls go with a customer, follow him when he is merged, and come back.
customers::Reference references_of_calls();

}  // namespace kartei::telephony
