// The steps of an erasure, each for itself (erasure.hpp says in which order they are taken). No right is asked here.
#pragma once

#include <map>
#include <set>

#include "modules/privacy/erasure.hpp"

namespace kartei::privacy {

/// What is kept sealed of one part, by the law of the house's country.
struct Kept {
    std::int64_t count = 0;
    std::string until;
    void take(const std::string& one) {
        ++count;
        if (one > until) until = one;
    }
};
/// Seals what the parts take out and the law keeps, and what modules hold besides; by the name of the part.
std::map<std::string, Kept> keep_what_must(House& house, sql::Transaction& transaction, std::int64_t erasure,
                                           std::int64_t customer);

/// Customers who were merged into him and are not parted: their ids are those of lost rows and of keys.
std::set<std::int64_t> merged_into(sql::Transaction& transaction, const customers::Customer& customer);

/// Links of other customers and of members of their families that lead to one of his numbers.
std::int64_t count_links(sql::Transaction& transaction, const customers::Customer& customer);
std::int64_t cut_links(sql::Transaction& transaction, audit::Change& change, const customers::Customer& customer);

/// Walks the map: deletes and empties; a part for each that held something. Throws std::logic_error when something is
/// left, so that nothing is reported that is not so.
std::vector<ErasedPart> take_all_out(House& house, sql::Transaction& transaction, std::int64_t customer);

/// His row goes, or becomes one that names nobody. True when it went.
bool empty_row(House& house, sql::Transaction& transaction, audit::Change& change, const Actor& actor,
               const customers::Customer& customer);

/// Hashes of his addresses for the list of those who are not written to; how many.
std::int64_t suppress(const House& house, sql::Transaction& transaction, audit::Change& change, const customers::Customer& customer);

/// Lines of lists that show words of his orders, made anew.
void refresh_orders(sql::Transaction& transaction, std::int64_t customer);

}  // namespace kartei::privacy
