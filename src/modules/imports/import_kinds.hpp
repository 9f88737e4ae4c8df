// What the program joins of this module: how imported records go back, and who points at customers from here.
#pragma once

#include "audit/reversal.hpp"
#include "modules/imports/import_kind.hpp"

namespace kartei::imports {

audit::Reversible reversible_source();

/// Joined to audit::reversibles() by the program: keys of old systems. Customers, postcodes, events, orders, product
/// sales and consents bring their own.
std::vector<audit::Reversible> reversible_imports();

/// Joins the keys of old systems to customers::references(): they go with the customer and come back with him.
void register_references();

/// Joins base data to customers::register_exports(): what `kartei export` writes `kartei import` reads back.
void join_base_data_exports();
/// The same for event dates, tickets, products and labels of customers.
void join_sales_exports();

}  // namespace kartei::imports
