// The search box: what was typed decides by its shape what is asked (matchcode, number, e-mail, phone, postcode, name),
// and each question reads a stretch of one index (customer_term) that is bounded, so that the answer takes milliseconds
// at a million customers. Must not know HTTP. The terms are made by terms_of() in customer_rules.hpp.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/customers/customer_store.hpp"

namespace kartei::customers {

struct Hit {
    Customer customer;
    std::string_view matched;  ///< "matchcode", "name", "number", "email", "phone", "postcode" or "code1"
};

struct Hits {
    std::vector<Hit> hits;
    bool complete = true;  ///< false: there are, or may be, more than these
};

/// Index rows that are looked at without becoming hits, at most; beyond them the answer says that it is not complete.
inline constexpr std::int64_t most_rows_per_search = 30'000;
inline constexpr int most_hits = 100;

/// J-011, J-012. What is typed, by shape: `mul*an` segments of the matchcode, each from its beginning (J-051); `#10432`
/// a number; `10432` a customer number, also a former one (J-040), a debtor number, a postcode (`10115 12` with house
/// number, `1234 AB 5`), from five digits on a phone; `+49 171` a phone; anything with `@` an e-mail; else a name
/// (J-055): words of the last name from their beginning, further words of last and first name in any order, and
/// matchcode and Code1 from their beginning. A first name alone finds nothing (J-057). Best first: exact, then from the
/// beginning, each in the order of names. At most `limit` hits
/// (<= most_hits). Hidden customers only `with_hidden`; the anonymous customer never.
Hits search_customers(sql::Transaction& transaction, std::string_view text, int limit, bool with_hidden = false);

/// The number a list shows: mobile, private or business, the first there is.
const std::string& main_phone(const Customer& customer);

}  // namespace kartei::customers
