// The guest list for the door (T-034; customer-lists.md 4.4): every seat of every order with the customer's name, by
// event date, by name or by seat, with headings on each sheet; a list with a row per order likewise.
#pragma once

#include "lists/print.hpp"

namespace kartei::reports {

/// The customer report on paper: a guest list, or a table where columns were chosen. Refusals: too_large
/// (error.report_too_long_to_print); by seat in a type with a row per order (error.report_print_by_seat).
Result<lists::PrintedPage> print_customers(const lists::PrintOrder& order);

}  // namespace kartei::reports
