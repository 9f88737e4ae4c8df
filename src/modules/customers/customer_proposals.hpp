// What the form of a new customer is told while it is filled: proposals, numbers, and questions before saving. Stores
// and takes nothing.
#pragma once

#include "modules/customers/customer_actions.hpp"
#include "modules/customers/customer_numbers.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::customers {

/// Something the user may overrule: shown as a question or a hint, never a refusal.
struct Warning {
    std::string field, key;
    Parameters parameters = {};
    bool asks = false;  ///< asked before saving (AGLK), not only shown
};

struct Proposals {
    Customer customer;                ///< what was typed, with everything filled in that would be
    ProposedNumbers numbers;
    std::vector<std::string> towns;   ///< of the postcode (J-069); several where several share it
    std::vector<Warning> warnings;
    /// What copying the address of the customer whose number stands in billing_address_from would fill (J-152, J-153);
    /// nothing for a number that nobody has.
    std::optional<std::vector<Difference>> copied_address;
};

/// Refuses invalid for values that cannot be read.
Result<Proposals> propose_values(House& house, sql::Transaction& transaction, const Actor& actor,
                                 const NewValues& values);

/// Missing address parts and e-mail as the parameters ask for them, phones and VAT numbers that cannot be right.
std::vector<Warning> warnings_about(const Customer& customer, const parameters::ParameterValues& parameters,
                                    std::string_view country);

}  // namespace kartei::customers
