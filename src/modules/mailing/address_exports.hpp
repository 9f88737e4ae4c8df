// Files for mailings of other programs, one row for each who takes part: `kartei export letters | emails |
// text-messages`, each for a purpose. Who is among the rows is decided by the gate; who is left out is told, and that
// addresses were taken is recorded.
#pragma once

#include "modules/customers/register_export.hpp"
#include "modules/mailing/gate.hpp"

namespace kartei::mailing {

/// What stands in such a file of each recipient.
std::vector<customers::ExportColumn> address_columns(Channel channel);
std::vector<Value> address_row(const customers::Customer& customer, Channel channel, std::string_view country);

std::vector<customers::RegisterExport> address_exports();

}  // namespace kartei::mailing
