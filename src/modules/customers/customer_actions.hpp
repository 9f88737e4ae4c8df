// What a user can do with a customer: one function each, transaction -> rules -> store -> audit. The caller owns the
// transaction (web handlers put the idempotency key into the same one).
#pragma once

#include <map>
#include <string>

#include "modules/customers/customer_links.hpp"
#include "modules/customers/customer_removal.hpp"

namespace kartei::customers {

struct Saved {
    Customer customer;
    std::int64_t event;  ///< change event, for undo; 0 when nothing changed
};

/// Values by field name, as they come from JSON, a form or a file; an empty Value empties the field.
using NewValues = std::map<std::string, Value, std::less<>>;

/// J-006: creates a customer. Proposals fill what is empty (J-046, J-050, J-094); the number comes from the kind's
/// range unless the actor may choose it (customers.number; J-031, J-034). Refusals: invalid with every issue; conflict
/// when the number was ever somebody's (error.number_taken).
Result<Saved> create_customer(House& house, sql::Transaction& transaction, const Actor& actor, const NewValues& values);

/// J-013: changes fields of a stored customer. `version` is what the change was made from; stale when it is not the
/// newest. The last change is set (J-048); read-only fields are refused (J-049). Proposals follow what they were made
/// from only while empty.
Result<Saved> change_customer(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t id,
                              std::int64_t version, const NewValues& values);

/// Deletes a customer on whom nothing hangs (decisions.md 18); conflict names what hangs there, and who points at him
/// unless it is chosen what becomes of these links (error.customer_is_linked). Clearing them changes those customers:
/// forbidden without the right customers.links (error.links_without_right), or when the actor does not see all of them
/// (error.links_of_unseen); both say how many. Returns the event.
Result<std::int64_t> delete_customer(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t id,
                                     std::int64_t version, LinksOfOthers of_others = LinksOfOthers::ask);

/// The same, as part of an event that is already running (imports).
Result<Saved> create_customer(House& house, sql::Transaction& transaction, audit::Change& change, const Actor& actor,
                              Customer draft);
Result<Saved> change_customer(House& house, sql::Transaction& transaction, audit::Change& change, const Actor& actor,
                              const Customer& before, const NewValues& values);

/// Stores what the caller has changed and checked, with its rows of the audit; event 0 when nothing differs. Refuses
/// stale.
Result<Saved> save_customer(sql::Transaction& transaction, audit::Change& change, const Customer& before,
                            Customer after);

/// A new customer as typed, with what the parameters fill in and demand; nothing is stored or taken.
Result<Customer> draft_of(sql::Transaction& transaction, const Actor& actor, const NewValues& values);

/// Puts the values into the record; every issue at once. `creating`: read-only fields and number rights differ.
std::vector<Issue> apply_values(Customer& customer, const NewValues& values, const Actor& actor, bool creating);

}  // namespace kartei::customers
