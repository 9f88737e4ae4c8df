// Other customers' links, and members of other families, that hold the number of somebody who is merged: they follow to
// the survivor's number, so that nobody is sent to a number that is history. Must not know who merges. Invariant:
// return_links() of what redirect_links() gave puts every link back that nobody has changed since; versions rise.
#pragma once

#include "audit/change.hpp"
#include "modules/customers/customer.hpp"
#include "modules/merges/moving.hpp"

namespace kartei::merges {

/// One link: the value of a column in a row.
struct LinkOfAnother {
    std::string table, column;
    std::int64_t row, owner;  ///< `owner`: the customer whose link, or whose family it is
    std::int64_t number;      ///< that it holds
};

/// Links to any number that one of the merged has or had, of customers who take no part.
std::vector<LinkOfAnother> links_to(sql::Transaction& transaction, const customers::Customer& survivor,
                                    const std::vector<customers::Customer>& merged);

/// Whose links they are, each once, by name and number; at most `most`.
std::vector<std::string> owners_of(sql::Transaction& transaction, const std::vector<LinkOfAnother>& links,
                                   std::size_t most);

/// Writes the survivor's number into them, and into the histories of their owners. The image tells how they were; null
/// where there are none.
nlohmann::json redirect_links(sql::Transaction& transaction, audit::Change& change,
                              const std::vector<LinkOfAnother>& links, std::int64_t survivor_number);
/// The opposite.
void return_links(sql::Transaction& transaction, audit::Change& change, const nlohmann::json& image);
/// Links that somebody has changed since, or that are gone; they stay as they are.
std::vector<Since> links_changed_since(sql::Transaction& transaction, const nlohmann::json& image);

/// Would one of the others' links, once it leads to the survivor, lead round to its owner?
bool make_a_circle(sql::Transaction& transaction, const std::vector<LinkOfAnother>& links,
                   const customers::Customer& survivor);

}  // namespace kartei::merges
