// Addresses of which an e-mail came back. One that is undeliverable gets nothing more until it is another one or somebody
// says that it is right; what came back for a while is counted. Kept by a hash under the key of the house: who has the
// address now is meant. Every SQL statement on them stands here.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "modules/customers/customer.hpp"
#include "modules/customers/customer_traces.hpp"
#include "modules/mailing/bounce_reports.hpp"
#include "modules/parameters/plain_record.hpp"

namespace kartei::mailing {

struct Bounce {
    std::string state;   ///< put_off, undeliverable, confirmed
    std::string status;  ///< the last one
    std::string at;
    std::int64_t returned = 0;  ///< how often something came back since it was last known to be good
};

std::optional<Bounce> bounce_of(const audit::KeyRing& keys, sql::Transaction& transaction, std::string_view email);
/// For whoever asks about many: all of them, and whether an address is one.
std::set<std::string, std::less<>> undeliverable_hashes(sql::Transaction& transaction);
bool is_undeliverable(const std::set<std::string, std::less<>>& hashes, const audit::KeyRing& keys,
                      std::string_view email);
/// Hashes of houses from before they were keyed; at every start.
void key_plain_bounces(House& house);

enum class Noted { added, changed, unchanged };
/// What a report would do; one that is no newer than what is known does nothing.
Noted look_at_bounce(const House& house, sql::Transaction& transaction, const BounceReport& report);
/// Keeps it, and says so in the histories of whom it concerns. Part of `change`.
void note_bounce(House& house, sql::Transaction& transaction, audit::Change& change, const BounceReport& report);

/// The address of this customer is right: he is written to again. Refuses conflict (error.email_not_undeliverable) when
/// nothing came back. The event.
Result<std::int64_t> confirm_email(House& house, sql::Transaction& transaction, const Actor& actor,
                                   const customers::Customer& customer);

/// Why, in words: "Adresse unbekannt (5.1.1)".
std::string bounce_in_words(const Bounce& bounce, Language language);

/// Record of the histories, of which the id is the customer's.
inline constexpr std::string_view bounce_history = "customer_bounce";

const parameters::PlainRecord& bounce_record();
/// How they and what histories say of them go back.
std::vector<audit::Reversible> reversible_bounces();
customers::Traces traces_of_bounces();

}  // namespace kartei::mailing
