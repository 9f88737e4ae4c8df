// The kinds of files that bookings come in.
#pragma once

#include "modules/imports/import_kind.hpp"

namespace kartei::imports {

const ImportKind& booking_import();
/// One for each kind of rows of a booking (bookings/booking_files.hpp).
const std::vector<const ImportKind*>& booking_row_imports();

}  // namespace kartei::imports
