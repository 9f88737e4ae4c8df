// How undo works on imported bookings (audit/reversal.hpp).
#include "audit/field_reversal.hpp"
#include "modules/history/history_store.hpp"

namespace kartei::history {
namespace {

using audit::Change;
using audit::Conflict;
using sql::Transaction;

const std::string record(imported_booking);

Conflict about_whole(std::int64_t id, std::string_view reason) { return {record, id, "", "", std::string(reason)}; }

std::vector<Conflict> change_back(House& house, Transaction& transaction, Change& change, std::int64_t id,
                                  const std::vector<audit::FieldChange>& fields, bool check_only) {
    const auto before = find_booking(transaction, id);
    if (!before) return {about_whole(id, "error.gone")};
    auto after = *before;
    auto conflicts = audit::put_back(imported_booking_fields(), after, fields, house.rules);
    if (!check_only) update_booking(transaction, change, *before, after);
    return conflicts;
}

std::vector<Conflict> creation_back(House&, Transaction& transaction, Change& change, std::int64_t first,
                                    std::int64_t last, std::int64_t event, bool check_only) {
    std::vector<Conflict> conflicts;
    for (auto id = last; id >= first; --id) {
        const auto booking = find_booking(transaction, id);
        if (!booking) continue;
        if (booking->version > 1 && audit::touched_by_others(transaction, record, id, event, change.event()))
            conflicts.push_back(about_whole(id, "error.changed_since"));
        else if (!check_only) delete_booking(transaction, change, *booking);
    }
    return conflicts;
}

std::vector<Conflict> deletion_back(House&, Transaction& transaction, Change& change, std::int64_t id,
                                    const std::string& kept, bool check_only) {
    if (kept.empty()) return {about_whole(id, "error.erased")};
    const auto booking = read_kept(kept);
    if (!transaction.query("SELECT 1 FROM customer WHERE id = :id", booking.customer_id).next())
        return {about_whole(id, "error.gone")};
    // Taken over once more meanwhile: that one stays.
    if (find_booking(transaction, id) || find_booking(transaction, booking.customer_id, booking.booking_number))
        return {about_whole(id, "error.changed_since")};
    if (!check_only) restore_booking(transaction, change, kept);
    return {};
}

}  // namespace

audit::Reversible reversible_bookings() { return {record, change_back, creation_back, deletion_back}; }

}  // namespace kartei::history
