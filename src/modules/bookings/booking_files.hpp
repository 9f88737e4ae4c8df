// Bookings as rows of files (bookings.md 5): which columns a file has, and every row in them, for `kartei export`. What
// is read back is put into bookings by imports/booking_import.cpp with the same tables.
#pragma once

#include <functional>

#include "audit/house.hpp"
#include "modules/bookings/booking_rows.hpp"
#include "modules/customers/register_export.hpp"

namespace kartei::bookings {

/// A column of a file of bookings: a field of the booking, or of its service where `of_service`.
struct FileColumn {
    Field field;                 ///< named as in the file
    std::string_view member;     ///< field of the record; "" = the booking's number, or a service's position
    bool of_service = false;
};
/// bookings.md 5 in its order, and behind them what else there is, so that nothing is lost.
const std::vector<FileColumn>& booking_columns();

/// Kinds of rows that have a file of their own: "participants", "booking_payments" …
struct RowFile {
    std::string name;
    const RowKind* kind;
    std::string_view position;        ///< its column: "position" of participants, else "line"
    std::vector<std::string> fields;  ///< without those that only the program knows
};
const std::vector<RowFile>& row_files();
/// The field as its column has it: customers by number.
Field file_field(const RowFile& file, std::string_view field);

using TakeRow = std::function<bool(const std::vector<Value>&)>;
/// Bookings by number, one row for each service, one for a booking without; none that is void.
void each_booking_row(House& house, sql::Transaction& transaction, const TakeRow& take);
std::int64_t count_booking_rows(sql::Transaction& transaction);
/// The booking's number, the position, the fields; by number and position.
void each_row_of(House& house, sql::Transaction& transaction, const RowFile& file, const TakeRow& take);
std::int64_t count_rows_of(sql::Transaction& transaction, const RowFile& file);

/// All of them, as `kartei export` writes them.
std::vector<customers::RegisterExport> booking_exports();

}  // namespace kartei::bookings
