// Members of a customer that belong together, and the rights that fields of his ask for. Knows no rule about their
// content.
#pragma once

#include <array>
#include <string_view>

#include "modules/customers/customer.hpp"

namespace kartei::customers {

/// A block with its reason and the day since when it holds (customers.md 7.3).
struct Block {
    bool Customer::*flag;
    std::string Customer::*reason;
    std::string Customer::*since;
};
inline constexpr std::array blocks{
    Block{&Customer::no_selection, &Customer::no_selection_reason, &Customer::no_selection_since},
    Block{&Customer::no_open_items, &Customer::no_open_items_reason, &Customer::no_open_items_since},
    Block{&Customer::hidden_in_search, &Customer::hidden_in_search_reason, &Customer::hidden_in_search_since},
    Block{&Customer::booking_block, &Customer::booking_block_reason, &Customer::booking_block_since}};

/// A phone as typed and its E.164 form beside it (fields.md).
struct Phone {
    std::string Customer::*typed;
    std::string Customer::*normal;
};
inline constexpr std::array phones{Phone{&Customer::phone_mobile, &Customer::phone_mobile_e164},
                                   Phone{&Customer::phone_private, &Customer::phone_private_e164},
                                   Phone{&Customer::phone_business, &Customer::phone_business_e164},
                                   Phone{&Customer::fax, &Customer::fax_e164}};

/// The right that a field with rights_apply asks for (customers.md 20.3); "" for any other. The kind of a stored
/// customer asks for customers.kind; at entry it is anybody's choice (decisions.md 8).
std::string_view right_of(const Field& field);

}  // namespace kartei::customers
