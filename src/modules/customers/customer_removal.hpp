// What goes when a customer goes, and what comes back when that is undone: the row, its lines and terms, and the rows
// of other tables that belong to nobody else (references() with `carried`). Must not know who asked, or why; read
// customer_actions.hpp next. Invariant: take_away() and bring_back() are each other's opposite, save for version and
// time of change.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/reversal.hpp"
#include "modules/customers/customer_store.hpp"

namespace kartei::customers {

/// Text keys of what hangs on a customer and forbids deletion (decisions.md 18); empty when he may go.
std::vector<std::string> what_hangs_on(sql::Transaction& transaction, std::int64_t customer);

/// Removes a customer with all that goes with him and returns it as JSON text for the audit; no value when the stored
/// version is not the customer's any more. His number is never given again.
std::optional<std::string> take_away(sql::Transaction& transaction, const Customer& customer);

/// What upper modules derive from rows that go with a customer: told before his rows go, and after they came back.
using CarriedFollower = std::function<void(sql::Transaction&, std::int64_t customer, bool is_back)>;

/// Puts back what take_away() returned, one version on and changed `at`.
Customer bring_back(sql::Transaction& transaction, const std::string& row, std::string_view at);

/// All fields as JSON text, and back.
std::string as_json(const Customer& customer);
Customer from_json(std::string_view json);

/// Why a customer's creation cannot be undone although he stands as it left him, as a text key; "" = nothing forbids
/// it. Asked also about one who is not there any more: he may have gone elsewhere and come back. Upper modules hand it in.
using CreationCheck = std::function<std::string(sql::Transaction&, std::int64_t customer)>;

/// How undo works on customers.
audit::Reversible reversible_customer();

}  // namespace kartei::customers
