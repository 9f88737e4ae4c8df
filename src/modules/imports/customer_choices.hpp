// Kinds of mailing and payment and terms of payment in files of customers: lists of the house, of which a customer has
// a code. A cell may hold the code or the word of any language.
#pragma once

#include <array>
#include <map>
#include <string>

#include "modules/customers/customer_actions.hpp"

namespace kartei::imports {

class CustomerChoices {
public:
    static constexpr std::array<std::string_view, 3> lists{"mailing_kind", "payment_kind", "payment_term"};

    explicit CustomerChoices(sql::Transaction& reading);

    /// Does the list have what the cell says (J-119, J-121, J-127)? A list without entries takes anything.
    bool knows(std::string_view list, std::string_view written) const;
    /// Words become codes.
    void understand(customers::NewValues& values) const;

private:
    std::map<std::string, std::map<std::string, std::string>, std::less<>> codes_;  ///< by list and folded word
};

}  // namespace kartei::imports
