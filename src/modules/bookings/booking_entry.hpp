// What somebody typed into a booking, put into it with every issue at once: head fields by name, lists of rows as a
// whole. Codes are understood by code or word. Rights beside bookings.change: bookings.discount for a discount by hand,
// fees.change and fees.remove, bookings.cancel for charges and for another kind than before, sensitive.change for
// numbers of passports. Knows no JSON.
#pragma once

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "modules/bookings/booking_rows.hpp"
#include "modules/customers/customer_actions.hpp"

namespace kartei::bookings {

using customers::NewValues;

/// What stands for the number of a hidden customer in the source of a row; sent back it says nothing.
inline constexpr std::string_view inherited_source = "inherited";

struct DraftRow {
    std::int64_t id = 0, position = 0;  ///< 0 = a new one; 0 = where it stands, or the next
    NewValues values;
    std::optional<std::vector<DraftRow>> segments = {};  ///< of a service
};

struct Draft {
    NewValues head;  ///< with `customer` and `agency` by number
    std::map<std::string, std::vector<DraftRow>, std::less<>> lists;  ///< by name; a list that is absent stays
    bool take_family = false;
    std::vector<std::int64_t> take_members = {};  ///< rows of the family
};

/// Puts a draft into a booking; `before` is the stored one, null for a new one.
std::vector<Issue> enter(House& house, sql::Transaction& transaction, const Actor& actor, const WholeBooking* before,
                         WholeBooking& booking, const Draft& draft);

}  // namespace kartei::bookings
