#include "modules/bookings/booking_rows.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>

namespace kartei::bookings {
namespace {

/// A kind, and how its rows leave and enter a whole booking.
struct Kind {
    RowKind declared;
    std::function<std::vector<StoredRow>(const WholeBooking&)> take;
    std::function<void(WholeBooking&, const std::vector<StoredRow>&)> put;
};

template <class Record>
StoredRow stored(const FieldTable<Record>& table, const Record& record) {
    StoredRow row{record, {}};
    for (const auto& member : table) row.values.push_back(member.get(record));
    return row;
}

template <class Record>
Record record_of(const FieldTable<Record>& table, const StoredRow& row) {
    Record record;
    static_cast<BookingRow&>(record) = row;
    for (std::size_t i = 0; i < table.size(); ++i) table[i].set(record, row.values[i]);
    return record;
}

template <class Record>
Kind kind(std::string_view name, std::string_view list, const FieldTable<Record>& table,
          std::vector<Record> WholeBooking::*rows, bool stays = false) {
    Kind made{{name, list, {}, {}, stays}, {}, {}};
    for (const auto& member : table) made.declared.fields.push_back(member.field);
    made.declared.defaults = stored(table, Record{}).values;
    made.take = [&table, rows](const WholeBooking& booking) {
        std::vector<StoredRow> all;
        for (const auto& record : booking.*rows) all.push_back(stored(table, record));
        return all;
    };
    made.put = [&table, rows](WholeBooking& booking, const std::vector<StoredRow>& all) {
        (booking.*rows).clear();
        for (const auto& row : all) (booking.*rows).push_back(record_of(table, row));
    };
    return made;
}

/// Segments stand within their services.
Kind segments() {
    Kind made{{"booking_segment", "segments", {}, {}}, {}, {}};
    for (const auto& member : segment_fields()) made.declared.fields.push_back(member.field);
    made.declared.defaults = stored(segment_fields(), Segment{}).values;
    made.take = [](const WholeBooking& booking) {
        std::vector<StoredRow> all;
        for (const auto& service : booking.services)
            for (auto segment : service.segments) {
                segment.service = service.position;
                all.push_back(stored(segment_fields(), segment));
            }
        return all;
    };
    made.put = [](WholeBooking& booking, const std::vector<StoredRow>& all) {
        for (auto& service : booking.services) service.segments.clear();
        for (const auto& row : all) {
            auto segment = record_of(segment_fields(), row);
            if (auto* service = at_position(booking.services, segment.service))
                service->segments.push_back(std::move(segment));
        }
    };
    return made;
}

const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all{
        kind("booking_participant", "participants", participant_fields(), &WholeBooking::participants),
        kind("booking_service", "services", service_fields(), &WholeBooking::services),
        segments(),
        kind("booking_amount", "amounts", amount_fields(), &WholeBooking::amounts),
        kind("booking_fee", "fees", fee_fields(), &WholeBooking::fees),
        kind("booking_charge", "charges", charge_fields(), &WholeBooking::charges),
        kind("booking_due_date", "due_dates", due_date_fields(), &WholeBooking::due_dates),
        kind("booking_payment", "payments", payment_fields(), &WholeBooking::payments, true),
        kind("booking_document", "documents", document_fields(), &WholeBooking::documents, true),
        kind("booking_note", "notes", note_fields(), &WholeBooking::notes)};
    return all;
}

const Kind& kind_of(const RowKind& declared) {
    for (const auto& one : kinds())
        if (one.declared.record == declared.record) return one;
    throw std::logic_error("no rows of the kind " + std::string(declared.record));
}

}  // namespace

const std::vector<RowKind>& row_kinds() {
    static const std::vector<RowKind> all = [] {
        std::vector<RowKind> declared;
        for (const auto& one : kinds()) declared.push_back(one.declared);
        return declared;
    }();
    return all;
}

const RowKind& row_kind(std::string_view record) {
    for (const auto& one : row_kinds())
        if (one.record == record) return one;
    throw std::logic_error("no rows of the kind " + std::string(record));
}

std::vector<StoredRow> rows_of(const WholeBooking& booking, const RowKind& kind) { return kind_of(kind).take(booking); }

void put_rows(WholeBooking& booking, const RowKind& kind, const std::vector<StoredRow>& rows) {
    kind_of(kind).put(booking, rows);
}

}  // namespace kartei::bookings
