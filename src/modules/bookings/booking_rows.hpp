// The kinds of rows that belong to a booking, declared once: from a declaration follow table columns, JSON, audit and
// undo of all of them alike. Knows no SQL and no HTTP.
#pragma once

#include <algorithm>
#include <span>

#include "modules/bookings/booking.hpp"

namespace kartei::bookings {

struct RowKind {
    std::string_view record;  ///< "booking_service": table, counter, audit record and first part of the captions' keys
    std::string_view list;    ///< "services": in JSON
    std::vector<Field> fields;
    std::vector<Value> defaults;  ///< what a new row begins with
    bool stays = false;       ///< money and papers: once written, only a row that takes it back follows
};

/// A row of any kind, its fields as values in the order of its declaration.
struct StoredRow : BookingRow {
    std::vector<Value> values;
};

/// participants, services, segments, amounts, fees, charges, due dates, payments, documents, notes.
const std::vector<RowKind>& row_kinds();
/// By its record; throws std::logic_error when there is none.
const RowKind& row_kind(std::string_view record);

/// The rows of a booking of one kind, whichever it is, and back.
std::vector<StoredRow> rows_of(const WholeBooking& booking, const RowKind& kind);
void put_rows(WholeBooking& booking, const RowKind& kind, const std::vector<StoredRow>& rows);

/// The next free position of a list.
template <class Record>
std::int64_t next_position(const std::vector<Record>& rows) {
    std::int64_t last = 0;
    for (const auto& row : rows) last = std::max(last, row.position);
    return last + 1;
}

template <class Record>
Record* at_position(std::vector<Record>& rows, std::int64_t position) {
    for (auto& row : rows)
        if (row.position == position) return &row;
    return nullptr;
}
template <class Record>
const Record* at_position(const std::vector<Record>& rows, std::int64_t position) {
    return at_position(const_cast<std::vector<Record>&>(rows), position);
}

}  // namespace kartei::bookings
