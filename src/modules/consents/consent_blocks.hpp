// Labels and permissions of many customers at once, for imports: some hundred rows take as many questions to the
// database as one row does otherwise. Same rows, same history as the functions of consent_store.hpp and
// declarations.hpp, one by one.
#pragma once

#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "audit/change.hpp"
#include "modules/consents/consent.hpp"

namespace kartei::consents {

/// By customer and label (permission).
template <class Record>
using Carried = std::map<std::pair<std::int64_t, std::int64_t>, Record>;

/// To be called once in a transaction that uses what is below: PostgreSQL knows nothing yet of a table that an import
/// is filling, and would read all of it for some hundred customers.
void look_up_by_index(sql::Transaction& transaction);

/// All labels (permissions) of these customers.
void read_carried(sql::Transaction& transaction, const std::vector<std::int64_t>& customers,
                  Carried<CustomerLabel>& carried);
void read_carried(sql::Transaction& transaction, const std::vector<std::int64_t>& customers,
                  Carried<CustomerPermission>& carried);

/// Gives these, or changes what is in `before`, as read in this transaction; part of `change`. No two of the same
/// customer and label (permission).
void store_all(sql::Transaction& transaction, audit::Change& change, const Carried<CustomerLabel>& before,
               const std::vector<CustomerLabel>& after);

/// A declaration of the ledger by all that it says.
using DeclarationKey = std::tuple<std::int64_t, std::int64_t, std::string, std::string, std::string, std::string,
                                  std::string, std::string>;
DeclarationKey key_of(const CustomerPermission& declared);
using Declarations = std::set<DeclarationKey>;
/// Is it in the ledger? `says_proof`: false of what says nothing of proof and wording, which is known without them.
bool is_declared(const Declarations& known, const CustomerPermission& one, bool says_proof);
void read_declared(sql::Transaction& transaction, const std::vector<std::int64_t>& customers, Declarations& declared);

/// Puts declarations that are not in the ledger yet into it, any number for one customer and permission; what holds
/// follows. `before`: what held, as read in this transaction.
void declare_all(sql::Transaction& transaction, audit::Change& change, const Carried<CustomerPermission>& before,
                 const std::vector<CustomerPermission>& declared);

/// Writes what these customers carry beside their lines.
void refresh_consents(sql::Transaction& transaction, const std::vector<std::int64_t>& customers);

}  // namespace kartei::consents
