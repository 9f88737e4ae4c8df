#include "modules/bookings/booking_files.hpp"

#include "audit/hold.hpp"
#include "modules/bookings/booking_store.hpp"
#include "modules/customers/customer.hpp"
#include "modules/customers/register_export.hpp"
#include "sql/field_columns.hpp"

namespace kartei::bookings {
namespace {

using customers::ExportColumn;
using customers::RegisterExport;
using sql::Transaction;

constexpr Field booking_field{"booking", FieldKind::integer, 10, Privacy::open, required};
constexpr Field customer_field{"customer", FieldKind::customer_number, 9};

struct Named {
    std::string_view column, member;
    bool of_service = false;
};

// bookings.md 5: columns in this order.
constexpr Named contract[] = {
    {"booking", ""}, {"customer", "customer_id"}, {"kind", "kind"}, {"state", "state"}, {"booked_on", "booked_on"},
    {"departs_on", "departs_on"}, {"returns_on", "returns_on"}, {"travel_kind", "travel_kind"},
    {"destination", "destination"}, {"transport", "transport"}, {"agency", "agency_id"},
    {"payment_kind", "payment_kind"}, {"payment_term", "payment_term"}, {"currency", "currency"},
    {"handler", "handler"}, {"external_number", "external_number"}, {"line", "", true},
    {"service_kind", "service_kind", true}, {"operator", "operator", true}, {"product_type", "product_type", true},
    {"service_destination", "destination", true}, {"price_text", "price_text", true},
    {"service_type", "service_type", true}, {"description", "description", true}, {"starts_on", "starts_on", true},
    {"ends_on", "ends_on", true}, {"count", "count", true}, {"unit_price", "unit_price", true},
    {"purchase_price", "purchase_price", true}, {"tax", "tax", true}, {"collection", "collection", true},
    {"commission_amount", "commission_amount", true}, {"agency_commission", "agency_commission", true},
    {"document_status", "document_status", true}, {"cancelled_on", "cancelled_on", true},
    // What else there is.
    {"option_until", "option_until"}, {"registrant_name", "registrant_name"}, {"language", "language"},
    {"print_copies", "print_copies"}, {"company1", "company1"}, {"company2", "company2"}, {"company3", "company3"},
    {"company4", "company4"}, {"company5", "company5"}, {"company6", "company6"}, {"company7", "company7"},
    {"company8", "company8"}, {"company9", "company9"}, {"security_certificate", "security_certificate"},
    {"security_certificate_on", "security_certificate_on"}, {"booking_cancelled_on", "cancelled_on"},
    {"turnover_before", "turnover_before"}, {"service_external_number", "external_number", true},
    {"service_participants", "participants", true}, {"commission_rate", "commission_rate", true},
    {"commission_source", "commission_source", true}, {"commission_table", "commission_table", true},
    {"order_number", "order_number", true}, {"archived_on", "archived_on"}};

template <class Record>
Field field_of(const FieldTable<Record>& table, const Named& named) {
    auto field = find_field(table, named.member)->field;
    // A booking may be the anonymous customer's, whose number is 0; an agency is never his.
    if (named.member == "customer_id") return {named.column, FieldKind::integer, 9};
    if (field.kind == FieldKind::reference) return {named.column, FieldKind::customer_number, 9};
    field.name = named.column;
    field.traits &= ~static_cast<unsigned>(required | read_only | rights_apply);
    return field;
}

FileColumn column_of(const Named& named) {
    if (named.column == "booking") return {booking_field, "", false};
    if (named.column == "line") return {{"line", FieldKind::integer, 6}, "", true};
    return {named.of_service ? field_of(service_fields(), named) : field_of(booking_fields(), named), named.member,
            named.of_service};
}

std::int64_t count_of(Transaction& transaction, const std::string& statement) {
    auto rows = transaction.query(statement);
    return rows.next() ? rows.integer(0) : 0;
}

/// Numbers of customers by id, the last ones kept: rows of one come one after the other.
class Numbers {
public:
    explicit Numbers(Transaction& transaction) : transaction_(transaction) {}
    Value of(std::int64_t id) {
        if (id == 0) return {};
        const auto [known, fresh] = known_.try_emplace(id, 0);
        if (fresh) {
            auto rows = transaction_.query("SELECT number FROM customer WHERE id = :id", id);
            if (rows.next()) known->second = rows.integer(0);
        }
        const auto number = known->second;
        if (known_.size() > most_kept) known_.clear();
        return number == 0 ? Value() : Value(number);
    }
    /// The anonymous customer too.
    Value of_booker(std::int64_t id) {
        return id == customers::anonymous_customer ? Value(std::int64_t{0}) : of(id);
    }

private:
    static constexpr std::size_t most_kept = 100'000;
    Transaction& transaction_;
    std::map<std::int64_t, std::int64_t> known_;
};

std::vector<Value> values_of(const WholeBooking& booking, const Service* service, Numbers& numbers) {
    std::vector<Value> values;
    for (const auto& column : booking_columns()) {
        if (column.of_service) {
            if (!service) values.emplace_back();
            else if (column.member.empty()) values.emplace_back(service->position);
            else values.push_back(find_field(service_fields(), column.member)->get(*service));
        } else if (column.member.empty()) values.emplace_back(booking.head.number);
        else if (column.member == "customer_id") values.push_back(numbers.of_booker(booking.head.customer_id));
        else if (column.member == "agency_id") values.push_back(numbers.of(booking.head.agency_id));
        else values.push_back(find_field(booking_fields(), column.member)->get(booking.head));
    }
    return values;
}

RowFile row_file(std::string name, std::string_view record, std::string_view position) {
    RowFile file{std::move(name), &row_kind(record), position, {}};
    for (const auto& field : file.kind->fields)
        if (field.name != "member_id" && field.name != "settled_in") file.fields.emplace_back(field.name);
    return file;
}

std::string caption_of(const FileColumn& column) {
    if (column.member.empty()) return column.of_service ? "booking_row.line" : "booking.number";
    return (column.of_service ? "booking_service." : "booking.") + std::string(column.member);
}

bool is_shown(const RowFile& file, const std::string& field, bool in_clear) {
    return in_clear || !file_field(file, field).is_sensitive();
}

std::vector<ExportColumn> columns_of(const RowFile& file, bool in_clear) {
    std::vector<ExportColumn> columns{{booking_field, "booking.number"},
                                      {{file.position, FieldKind::integer, 6}, "booking_row.line"}};
    for (const auto& field : file.fields)
        if (is_shown(file, field, in_clear))
            columns.push_back({file_field(file, field), std::string(file.kind->record) + "." + field});
    return columns;
}

/// Records that somebody took passport numbers along, one row for each: of whose passport it is, where he is a customer
/// himself, else of whose booking it stands in. As reading one on the screen does (read_passports()).
void note_export(House& house, const Actor& actor, const RowFile& file) {
    house.database.write([&](Transaction& transaction) {
        hold_part(transaction);
        audit::Change change(house, transaction, actor, "sensitive_read", file.name);
        static const Field read{"booking_participant.passport_number"};
        auto rows = transaction.query(
            "SELECT p.id, coalesce(p.customer_id, b.customer_id) FROM booking_participant p JOIN booking b ON b.id = "
            "p.booking_id WHERE p.passport_number IS NOT NULL AND b.state <> 'void' ORDER BY p.id");
        std::vector<std::pair<std::int64_t, std::int64_t>> read_rows;
        while (rows.next()) read_rows.emplace_back(rows.integer(0), rows.integer(1));
        for (const auto& [id, customer] : read_rows)
            change.changed("sensitive_reading", customer, read, {}, Value(std::to_string(id)), 0);
        change.seal();
    });
}

}  // namespace

const std::vector<FileColumn>& booking_columns() {
    static const std::vector<FileColumn> columns = [] {
        std::vector<FileColumn> all;
        for (const auto& named : contract) all.push_back(column_of(named));
        return all;
    }();
    return columns;
}

const std::vector<RowFile>& row_files() {
    static const std::vector<RowFile> files{row_file("participants", "booking_participant", "position"),
                                            row_file("booking_payments", "booking_payment", "line"),
                                            row_file("booking_amounts", "booking_amount", "line"),
                                            row_file("booking_fees", "booking_fee", "line"),
                                            row_file("booking_charges", "booking_charge", "line"),
                                            row_file("booking_due_dates", "booking_due_date", "line"),
                                            row_file("booking_segments", "booking_segment", "line"),
                                            row_file("booking_notes", "booking_note", "line")};
    return files;
}

Field file_field(const RowFile& file, std::string_view name) {
    for (auto field : file.kind->fields) {
        if (field.name != name) continue;
        if (field.kind == FieldKind::reference) return customer_field;
        field.traits &= ~static_cast<unsigned>(required | read_only | rights_apply);
        return field;
    }
    throw std::logic_error("no field " + std::string(name));
}

void each_booking_row(House& house, Transaction& transaction, const TakeRow& take) {
    Numbers numbers(transaction);
    auto rows = transaction.stream("SELECT id FROM booking WHERE state <> 'void' ORDER BY number");
    std::vector<std::int64_t> ids;
    while (rows.next()) ids.push_back(rows.integer(0));
    for (const auto id : ids) {
        const auto booking = find_booking(house, transaction, id);
        if (!booking) continue;
        if (booking->services.empty() && !take(values_of(*booking, nullptr, numbers))) return;
        for (const auto& service : booking->services)
            if (!take(values_of(*booking, &service, numbers))) return;
    }
}

std::int64_t count_booking_rows(Transaction& transaction) {
    return count_of(transaction,
                    "SELECT count(*) FROM booking b LEFT JOIN booking_service s ON s.booking_id = b.id WHERE "
                    "b.state <> 'void'");
}

void each_row_of(House& house, Transaction& transaction, const RowFile& file, const TakeRow& take) {
    Numbers numbers(transaction);
    each_row(house, transaction, *file.kind, [&](std::int64_t number, const StoredRow& row) {
        std::vector<Value> values{number, row.position};
        for (const auto& name : file.fields)
            for (std::size_t i = 0; i < file.kind->fields.size(); ++i) {
                const auto& field = file.kind->fields[i];
                if (field.name != name) continue;
                const auto* id = std::get_if<std::int64_t>(&row.values[i]);
                values.push_back(field.kind == FieldKind::reference ? numbers.of(id ? *id : 0) : row.values[i]);
            }
        return take(values);
    });
}

std::int64_t count_rows_of(Transaction& transaction, const RowFile& file) {
    // sql: the table is one of those that booking_rows.cpp declares
    return count_of(transaction, "SELECT count(*) FROM " + std::string(file.kind->record));
}

std::vector<customers::RegisterExport> booking_exports() {
    std::vector<customers::RegisterExport> exports;
    exports.push_back({"bookings",
                       [](bool) {
                           std::vector<ExportColumn> columns;
                           for (const auto& column : booking_columns())
                               columns.push_back({column.field, caption_of(column)});
                           return columns;
                       },
                       count_booking_rows,
                       [](House& house, Transaction& transaction, bool, const RegisterExport::Take& take) {
                           each_booking_row(house, transaction, take);
                       }});
    for (const auto& file : row_files()) {
        const bool sensitive = file.kind->record == "booking_participant";
        exports.push_back({file.name, [&file](bool in_clear) { return columns_of(file, in_clear); },
                           [&file](Transaction& transaction) { return count_rows_of(transaction, file); },
                           [&file](House& house, Transaction& transaction, bool in_clear,
                                   const RegisterExport::Take& take) {
                               each_row_of(house, transaction, file, [&](const std::vector<Value>& row) {
                                   std::vector<Value> shown(row.begin(), row.begin() + 2);
                                   for (std::size_t i = 0; i < file.fields.size(); ++i)
                                       if (is_shown(file, file.fields[i], in_clear)) shown.push_back(row[i + 2]);
                                   return take(shown);
                               });
                           },
                           sensitive,
                           [&file](House& house, const Actor& actor) { note_export(house, actor, file); }});
    }
    return exports;
}

}  // namespace kartei::bookings
