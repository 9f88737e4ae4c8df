// How endpoints about one customer answer: the record with its version, a stale version with what changed meanwhile, and
// the values of a body by name.
#pragma once

#include "modules/customers/customer_actions.hpp"
#include "web/endpoint.hpp"

namespace kartei::customers {

/// The customer as JSON with his version as ETag; `event` > 0 as `change_event`.
web::Answer answer_of(const Customer& customer, const House& house, std::int64_t event = 0);
/// Within a transaction: a second connection, taken by one who holds the first, may be what all others wait for.
web::Answer answer_of(sql::Transaction& transaction, const Customer& customer, const House& house,
                      std::int64_t event = 0);

std::optional<Customer> stored(House& house, std::int64_t id);

NewValues values_of(const web::Json& body);

/// A stale version answers with the record as it is and what changed meanwhile; anything else as it stands.
Result<web::Answer> refused(House& house, const web::Request& request, const Refusal& refusal);

}  // namespace kartei::customers
