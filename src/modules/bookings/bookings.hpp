// What the program joins of this module: how bookings go back, who points at customers from here, which codes of base
// data and choice lists are in use, how records read in GET /fields.
#pragma once

#include "audit/reversal.hpp"
#include "modules/customers/declared_records.hpp"
#include "modules/parameters/choice_lists.hpp"

namespace kartei::bookings {

std::vector<audit::Reversible> reversible_bookings();

/// A booking and its rows, as GET /fields tells of them.
std::vector<customers::DeclaredRecord> declared_records();
/// Does a booking name this row of base data?
bool bookings_name(sql::Transaction& transaction, std::string_view base, std::string_view code);
std::vector<parameters::CodeUse> booking_codes(sql::Transaction& transaction, std::string_view list);
/// What is wrong with the parts of a payment term.
std::vector<Issue> check_term(const std::vector<std::string>& parts);

}  // namespace kartei::bookings
