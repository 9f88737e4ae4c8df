// The search form (Kunden - Suchen): every criterion narrows, all hold together. The criterion that leads to the fewest
// is asked of customer_term, the others are looked up on the customers it finds. Must not know HTTP. The box:
// customer_search.hpp. Invariant: as there, a bounded number of rows and customers is read.
#pragma once

#include "modules/customers/customer_search.hpp"

namespace kartei::customers {

/// What stands in the fields of the form; "" = not asked for. Texts match from their beginning and folded as in the
/// box; choices, dates and numbers exactly.
struct FormQuestion {
    std::string number;        ///< customer number, also a former one (J-040)
    std::string debtor_number;
    std::string name;          ///< last name, or matchcode (J-053, J-055)
    std::string first_name;    ///< only beside the complete last name (J-057)
    std::string matchcode;     ///< `mul*an` (J-051)
    std::string code1;         ///< J-073, J-079
    std::string code2;
    std::string street, house_number, postcode, town, country;
    std::string phone, email;
    std::string birth_date;    ///< as a person writes it; ISO in the answer
    std::string kind, category;
    /// J-133: from their beginning in any spelling; "in quotes" exactly as spelt.
    std::string occupation, employer, position;
    /// J-172: number of the customer that a link leads to; one that he had formerly finds the same.
    std::string commission_from, billing_address_from, surcharges_from, company, turnover_group, joint_salutation_with,
        fees_from, agency;
    std::string order;         ///< number of an order
    std::string ticket;        ///< number or barcode of a ticket
    bool with_hidden = false;  ///< J-189
    EventAccess access = {};   ///< as in search_customers()
    int limit = most_hits;
};

/// In the order of names. Refusals (invalid, all at once): error.first_name_needs_name, error.nothing_to_search,
/// unreadable dates and numbers.
Result<Hits> search_by_form(sql::Transaction& transaction, const FormQuestion& question);

}  // namespace kartei::customers
