// What a user is told when he opens a customer: expired documents, blocks, links that hold on one side only, what is
// missing for direct debit, notes that want to be seen. Pure functions over what was read.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "modules/customers/customer.hpp"
#include "modules/profile/list.hpp"

namespace kartei::profile {

struct Warning {
    std::string key;         ///< of texts.json
    Parameters parameters;
    std::string list = {};   ///< name of the list it is about, "" = the customer
    std::int64_t row = 0;
};

/// The rows of a profile by the name of their list.
using Lists = std::map<std::string, std::vector<Row>, std::less<>>;

/// Months before its end that a document is said to expire soon; 0 = only when it has expired. The house says it
/// (parameters passport_warning_months, card_warning_months).
struct MonthsAhead {
    int passports = 6, cards = 0;
};

/// `joint_points_back`: the customer he shares a salutation with names him in turn (decisions.md 14).
std::vector<Warning> warnings_of(const customers::Customer& customer, const Lists& lists, Date today,
                                 bool joint_points_back, Language language, const MonthsAhead& ahead = {});

/// A date as people write it: 31.03.2027, 31-03-2027, 31/03/2027.
std::string spoken_date(std::string_view iso, Language language);

}  // namespace kartei::profile
