// What taking back a change of bookings asks for: the rights of the change itself, and the sight of whose booking it
// is.
#include "modules/bookings/undo_rights.hpp"

#include <algorithm>

#include "modules/bookings/booking_rows.hpp"
#include "modules/customers/customer_store.hpp"

namespace kartei::bookings {
namespace {

using sql::Transaction;

const RowKind* kind_of(std::string_view record) {
    const auto& kinds = row_kinds();
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const RowKind& kind) { return kind.record == record; });
    return found == kinds.end() ? nullptr : &*found;
}

/// Is one of the customers that `whose` names hidden? `whose`: a select of ids with :first and :last.
bool names_hidden(Transaction& transaction, const std::string& whose, std::int64_t first, std::int64_t last) {
    // sql: the select is one of those below
    const auto statement = "SELECT 1 FROM customer WHERE hidden_in_search = 1 AND id <> :anonymous AND id IN (" + whose +
                           ") LIMIT 1";
    return transaction.query(statement, customers::anonymous_customer, first, last).next();
}

/// A discount by hand was given or taken back (J-215).
constexpr std::string_view discount_by_hand =
    "SELECT 1 FROM audit_entry n JOIN audit_row r ON r.entry_id = n.id JOIN booking_service s ON s.id = r.record_id"
    " WHERE n.event_id = :event AND r.record = 'booking_service' AND r.operation = 'changed'"
    " AND (r.field = 'commission_source' OR (r.field IN ('commission_rate', 'commission_amount')"
    " AND s.commission_source = 'by_hand')) LIMIT 1";

}  // namespace

audit::Rights rights_of_discounts(Transaction& transaction, std::int64_t event, std::string_view kind) {
    if (kind != "booking_changed" || !transaction.query(discount_by_hand, event).next()) return {};
    return {"bookings.discount"};
}

bool may_see_records(Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                     std::int64_t last) {
    if (actor.may("customers.see_hidden")) return true;
    if (record == "booking")
        return !names_hidden(transaction, "SELECT customer_id FROM booking WHERE id BETWEEN :first AND :last", first,
                             last);
    const auto* kind = kind_of(record);
    if (!kind) return true;
    // sql: the table is that of a declared kind of row
    const auto whose = "SELECT b.customer_id FROM booking b JOIN " + std::string(kind->record) +
                       " r ON r.booking_id = b.id WHERE r.id BETWEEN :first AND :last";
    if (names_hidden(transaction, whose, first, last)) return false;
    return kind->record != "booking_participant" ||
           !names_hidden(transaction,
                         "SELECT customer_id FROM booking_participant WHERE id BETWEEN :first AND :last", first, last);
}

std::vector<audit::UndoRights> rights_of_undo() {
    return {{{"booking_created", "booking_changed", "booking_note"}, {"bookings.change"}},
            {{"booking_void", "booking_cancelled"}, {"bookings.cancel"}},
            {{"bookings_archived", "booking_brought_back"}, {"bookings.archive"}},
            {{"booking_paid"}, {"bookings.pay"}},
            {{"participant_carried_back"}, {"customers.change"}}};
}

}  // namespace kartei::bookings
