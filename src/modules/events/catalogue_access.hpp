// Who may see and change an entry of the catalogue when he is bound to promoters (customer-lists.md 12).
#pragma once

#include <functional>
#include <string_view>

#include "modules/parameters/plain_record.hpp"

namespace kartei::events {

using CatalogueAccess =
    std::function<bool(sql::Transaction&, const Actor&, const parameters::PlainRow&, bool to_change)>;
/// By the table of the entries.
CatalogueAccess access_of(std::string_view table);

}  // namespace kartei::events
