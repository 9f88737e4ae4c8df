// The search box: what was typed decides by its shape what is asked (matchcode, number, e-mail, phone, postcode, name),
// and each question reads a stretch of one index (customer_term) that is bounded, so that the answer takes milliseconds
// at a million customers. Must not know HTTP. The terms are made by terms_of() in customer_rules.hpp.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.hpp"
#include "modules/customers/customer_store.hpp"

namespace kartei::customers {

/// Event access of who asks (Actor::promoters): whose orders and tickets lead him to a customer.
using EventAccess = decltype(Actor::promoters);

/// Has who asks this right? None: he has all.
using MayAsk = std::function<bool(std::string_view right)>;

struct Hit {
    Customer customer;
    /// "matchcode", "name", "similar", "number", "email", "phone", "postcode", "code1", "member" (of his family), "order",
    /// "ticket", "booking", "external_booking", "traveller" (in a booking of his); of the form also "address" and "birth_date"
    std::string_view matched;
};

struct Hits {
    std::vector<Hit> hits;
    bool complete = true;  ///< false: there are, or may be, more than these
};

/// Index rows that one question looks at without their becoming hits, at most; beyond them the answer says that it is
/// not complete.
inline constexpr std::int64_t most_rows_per_search = 5'000;
/// Customers that are read for one search, hidden ones too, at most.
inline constexpr int most_customers_per_search = 400;
inline constexpr int most_hits = 100;
/// Misspelt names that are shown behind names that fit.
inline constexpr int most_similar_hits = 10;
/// Characters of what was typed that are looked at.
inline constexpr int most_characters = 120;

/// J-011, J-012. What is typed, by shape: `mul*an` segments of the matchcode, each from its beginning (J-051); `#10432`
/// a number; `!4711` an order or ticket; `10432` a customer number, also a former one (J-040), a debtor number, an
/// order or ticket number, a postcode (`10115 12` with house number, `1234 AB 5`), from five digits on a phone; `+49
/// 171` a phone; anything with `@` an e-mail or a part of one; else a name (J-055): words of the last name from their
/// beginning, further words of last and first name in any order, and matchcode and Code1 from their beginning. Dutch
/// prefixes, hyphens, umlauts and accents do not matter. A first name alone finds nothing (J-057). Best first: exact,
/// then from the beginning, each in the order of names, behind them those whose family or travellers are called so, at last
/// names that are written differently ("similar"). At most
/// `limit` hits (<= most_hits). Hidden customers only `with_hidden`; the anonymous customer never. Orders and tickets
/// lead to their customer only where `access` shows the event.
Hits search_customers(sql::Transaction& transaction, std::string_view text, int limit, bool with_hidden = false,
                      const EventAccess& access = {}, const MayAsk& may = {});

/// Whose is a number of another module (order, ticket, booking), or a name that stands there? Upper modules join; the
/// program fills the list. At most most_hits customers.
struct Finder {
    std::string_view matched;
    std::function<std::vector<std::int64_t>(sql::Transaction&, std::string_view typed, const EventAccess&)> find;
    std::string_view right = {};  ///< who lacks it is not led by it
    bool by_name = false;
};

/// The number a list shows: mobile, private or business, the first there is.
const std::string& main_phone(const Customer& customer);

}  // namespace kartei::customers
