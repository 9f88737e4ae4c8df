// Reads rows of a source as codes: for everybody in one statement, for few people in one for each.
#pragma once

#include "modules/selections/columns.hpp"
#include "modules/selections/people.hpp"

namespace kartei::selections {

/// Told now and then that rows are read; may throw.
using Check = std::function<void()>;

/// "SELECT customer, columns… FROM source with its joins"; the customer stands first. `before`: further columns behind him.
std::string select_of(const Wanted& wanted, const std::vector<std::string>& before = {});

/// " WHERE …", with the customer as :id: his rows of a source, without looking at those of others.
std::string rows_of_one(sql::Transaction& transaction, const Source& source);

View read_view(sql::Transaction& transaction, const People& people, const Wanted& wanted, const Check& check);

/// The same with the rows where another reading has put them; those of the people who are `aside` may have changed since
/// and are left empty. No value: the rows of somebody else are others now.
std::optional<View> read_like(sql::Transaction& transaction, const People& people, const Wanted& wanted,
                              const std::shared_ptr<const Frame>& frame, const Set& aside, const Check& check);

}  // namespace kartei::selections
