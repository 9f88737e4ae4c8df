#include "modules/selections/touched.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "modules/profile/list.hpp"

namespace kartei::selections {
namespace {

using sql::Transaction;

enum class Whose {
    nobody,    ///< no selection looks at it
    itself,    ///< the id is the customer's
    by_row,    ///< its row names the customer
    of_booking ///< whoever booked, and whoever travels
};
struct Kind {
    std::string_view record;
    Whose whose = Whose::nobody;
    std::string_view select = {};  ///< whom it touches, besides itself
};

constexpr std::array kinds{
    Kind{"customer", Whose::itself,
         "SELECT p.customer_id FROM booking_participant p JOIN booking b ON b.id = p.booking_id"
         " WHERE b.customer_id BETWEEN :first AND :last"},  // hidden now, or no longer: who travels with him
    Kind{"profile", Whose::itself},
    Kind{"customer_label", Whose::itself},
    Kind{"permission_declaration", Whose::by_row,
         "SELECT customer_id FROM permission_declaration WHERE id BETWEEN :first AND :last"},
    Kind{"ticket", Whose::by_row,
         "SELECT o.customer_id FROM ticket t JOIN orders o ON o.id = t.order_id WHERE t.id BETWEEN :first AND :last"},
    // Taken to another customer they touch both (customers_before).
    Kind{"orders", Whose::by_row, "SELECT customer_id FROM orders WHERE id BETWEEN :first AND :last"},
    Kind{"product_sale", Whose::by_row, "SELECT customer_id FROM product_sale WHERE id BETWEEN :first AND :last"},
    Kind{"booking", Whose::of_booking},
    Kind{"booking_participant", Whose::of_booking},
    Kind{"booking_service", Whose::of_booking},
    Kind{"booking_amount", Whose::of_booking},
    Kind{"booking_fee", Whose::of_booking},
    Kind{"booking_charge", Whose::of_booking},
    Kind{"booking_payment", Whose::of_booking},
    Kind{"booking_segment"},
    Kind{"booking_due_date"},
    Kind{"booking_document"},
    Kind{"booking_note"},
    Kind{"selection"},
    // What a counter, a door and a telephone write all day beside what is looked at.
    Kind{"order_payment"},
    Kind{"till"},
    Kind{"till_entry"},
    Kind{"parked_money"},
    Kind{"email_bounce"},
    Kind{"letter_file"},
    Kind{"ticket_print"},
    Kind{"scan"},
    Kind{"phone_call"},
    Kind{"customer_call"},
    Kind{"customer_sending"},
    Kind{"saved_list"},
    Kind{"bank_entry"},
    Kind{"bank_statement"},
    Kind{"dunning_run"},
    Kind{"dunning_item"},
    Kind{"debit_run"},
    Kind{"debit_item"},
    Kind{"journal_export"},
    Kind{"letter_template"},
    Kind{"user"},
    Kind{"role"},
    Kind{"sensitive_reading"},
};

struct Happened {
    std::string record, operation;
    std::int64_t first, last;
};

/// Those of these bookings as they stand, and those who stood in these records before: the audit remembers them.
std::string customers_of_bookings(std::string_view record) {
    const std::string table(record), id = record == "booking" ? "id" : "booking_id";
    // sql: the table is one of those above
    const auto bookings = "(SELECT " + id + " FROM " + table + " WHERE id BETWEEN :first AND :last)";
    // sql: as above
    return "SELECT customer_id FROM booking WHERE id IN " + bookings +
           " UNION SELECT customer_id FROM booking_participant WHERE booking_id IN " + bookings +
           " UNION SELECT CAST(before AS bigint) FROM audit_row WHERE record = '" + table +
           "' AND record_id BETWEEN :first AND :last AND operation = 'changed' AND field = 'customer_id'";
}

/// Whose an order or an article was before it was taken to another customer.
constexpr std::string_view customers_before =
    "SELECT CAST(before AS bigint) FROM audit_row WHERE record = :record AND record_id BETWEEN :first AND :last"
    " AND operation = 'changed' AND field = 'customer' AND before IS NOT NULL";

/// Whose key seals what was noted of these records: whose they were, once or now.
constexpr std::string_view persons =
    "SELECT DISTINCT person_id FROM audit_row WHERE record = :record AND record_id BETWEEN :first AND :last"
    " AND person_id > 0";

/// Of a row of a list, and of what a customer said, it is kept whose it was; others leave nothing that tells.
bool keeps_whose_it_was(std::string_view record) {
    const auto* list = profile::find_list(record);
    return (list && list->record == record) || record == "permission_declaration" || record == "customer_label";
}

/// False: it is not known whom it touches.
bool add_customers(Transaction& transaction, const Happened& one, std::vector<std::int64_t>& ids) {
    const auto add = [&](std::string_view select) {
        auto rows = transaction.query(select, one.first, one.last);
        while (rows.next())
            if (!rows.is_null(0)) ids.push_back(rows.integer(0));
    };
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& k) { return k.record == one.record; });
    if (kind != kinds.end() && kind->whose == Whose::nobody) return true;
    const auto add_of_audit = [&](std::string_view select) {
        auto rows = transaction.query(select, one.record, one.first, one.last);
        while (rows.next()) ids.push_back(rows.integer(0));
    };
    if (one.operation == "deleted") {
        const auto known = ids.size();
        if (keeps_whose_it_was(one.record)) add_of_audit(persons);
        return ids.size() > known;
    }
    if (kind == kinds.end()) {
        const auto* list = profile::find_list(one.record);
        if (!list || list->record != one.record) return false;
        // sql: the table is that of a declared list
        add("SELECT customer_id FROM " + std::string(list->record) + " WHERE id BETWEEN :first AND :last");
        return true;
    }
    if (!kind->select.empty()) add(kind->select);
    if (kind->whose == Whose::by_row && one.operation == "changed") add_of_audit(customers_before);
    if (kind->whose == Whose::of_booking) add(customers_of_bookings(one.record));
    if (kind->whose == Whose::itself)
        for (auto id = one.first; id <= one.last; ++id) ids.push_back(id);
    return true;
}

}  // namespace

std::optional<std::vector<std::int64_t>> touched_since(Transaction& transaction, const audit::LogPlace& since,
                                                       std::size_t most) {
    std::vector<Happened> all;
    std::size_t records = 0;
    audit::read_log(transaction, since, 0, [&](const audit::LogRow& row) {
        records += static_cast<std::size_t>(row.last - row.first + 1);
        all.push_back({std::string(row.record), std::string(row.operation), row.first, row.last});
        return records <= most;
    });
    if (records > most) return std::nullopt;
    std::vector<std::int64_t> ids;
    for (const auto& one : all)
        if (!add_customers(transaction, one, ids)) return std::nullopt;
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

}  // namespace kartei::selections
