// How imported records go back, and what is exported in the form that imports read.
#pragma once

#include "audit/reversal.hpp"
#include "modules/customers/register_export.hpp"
#include "modules/imports/import_kind.hpp"

namespace kartei::imports {

audit::Reversible reversible_source();

/// Keys of old systems, which go with the customer and come back with him. Customers, postcodes, events, orders, product
/// sales and consents bring their own.
std::vector<audit::Reversible> reversible_imports();

/// Base data: what `kartei export` writes `kartei import` reads back.
std::vector<customers::RegisterExport> base_data_exports();
/// The same for event dates, plans, tickets and products.
std::vector<customers::RegisterExport> sales_exports();

}  // namespace kartei::imports
