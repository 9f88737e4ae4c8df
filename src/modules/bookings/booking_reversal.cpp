// How undo works on bookings and their rows. Before money was taken or a final paper printed everything goes back, and
// a booking whose creation is undone keeps its number, void; afterwards only a reverse entry follows (bookings.md 4).
#include <algorithm>

#include "audit/field_reversal.hpp"
#include "audit/hold.hpp"
#include "audit/no_way_back.hpp"
#include "modules/bookings/booking_actions.hpp"
#include "modules/bookings/booking_store.hpp"
#include "modules/bookings/bookings.hpp"

namespace kartei::bookings {
namespace {

using audit::Change;
using audit::Conflict;
using audit::FieldChange;
using audit::Reversible;
using sql::Transaction;

using Conflicts = std::vector<Conflict>;

Conflict about_whole(std::string_view record, std::int64_t id, std::string_view reason) {
    return {std::string(record), id, "", "", std::string(reason)};
}

bool has_final_paper(Transaction& transaction, std::int64_t booking) {
    return transaction
        .query("SELECT 1 FROM booking_document WHERE booking_id = :id AND kind IN ('invoice', 'credit_note', "
               "'cancellation_invoice')",
               booking)
        .next();
}

/// Is it an import that goes back, or comes again after it went? `event`: of the import, or of the undo.
bool is_of_an_import(Transaction& transaction, std::int64_t event) {
    for (;;) {
        auto rows = transaction.query("SELECT kind, coalesce(reverses, 0) FROM change_event WHERE id = :id", event);
        if (!rows.next()) return false;
        if (rows.integer(1) == 0) return rows.text(0).starts_with("import_");
        event = rows.integer(1);
    }
}

/// Notes say nothing about money: they go back at any time. What a file brought was not taken at the desk: it goes back
/// until a final paper says it, so that an import that was cut off does not stay half.
/// In the archive nothing is changed (decision 122).
bool is_closed(Transaction& transaction, const Change& change, std::string_view record, std::int64_t booking) {
    const bool imported = is_of_an_import(transaction, change.event());
    if (!imported && transaction.query("SELECT 1 FROM booking WHERE id = :id AND archived_on IS NOT NULL", booking).next())
        return true;
    if (record == "booking_note") return false;
    return imported ? has_final_paper(transaction, booking) : stands_final(transaction, booking);
}

/// Into the archive and out of it says nothing of the booking itself.
bool is_of_archive(const std::vector<FieldChange>& fields) {
    return std::all_of(fields.begin(), fields.end(), [](const FieldChange& one) { return one.field == "archived_on"; });
}

/// What the settlement of an agency wrote beside a service says nothing of what the customer owes.
bool is_of_settlement(std::string_view record, const std::vector<FieldChange>& fields) {
    return record == "booking_service" && std::all_of(fields.begin(), fields.end(), [](const FieldChange& one) {
               return one.field == "settled_in" || one.field == "agency_commission";
           });
}

/// Money and papers stay; money that a file brought goes unless somebody else took it back since.
bool stays(Transaction& transaction, const Change& change, const RowKind& kind, const StoredRow& row) {
    if (!kind.stays) return false;
    if (kind.record != "booking_payment" || !is_of_an_import(transaction, change.event())) return true;
    return transaction
        .query("SELECT 1 FROM booking_payment WHERE booking_id = :booking AND reverses = :position AND created_event "
               "<> :event",
               row.booking_id, row.position, row.created_event)
        .next();
}

auto row_change_back(const RowKind& kind) {
    return [&kind](House& house, Transaction& transaction, Change& change, std::int64_t id,
                   const std::vector<FieldChange>& fields, bool check_only) -> Conflicts {
        const auto before = find_row(house, transaction, kind, id);
        if (!before) return {about_whole(kind.record, id, "error.gone")};
        auto after = *before;
        Conflicts conflicts;
        for (const auto& back : fields)
            for (std::size_t i = 0; i < kind.fields.size(); ++i)
                if (kind.fields[i].name == back.field)
                    if (auto conflict = audit::put_back(kind.fields[i], after.values[i], back, house.rules))
                        conflicts.push_back(std::move(*conflict));
        if (conflicts.empty() && !is_of_settlement(kind.record, fields) &&
            is_closed(transaction, change, kind.record, before->booking_id))
            return {about_whole(kind.record, id, "error.booking_is_final")};
        if (!check_only && after.values != before->values) {
            update_row(house, transaction, change, kind, *before, after);
            settle(house, transaction, before->booking_id);
        }
        return conflicts;
    };
}

auto row_creation_back(const RowKind& kind) {
    return [&kind](House& house, Transaction& transaction, Change& change, std::int64_t first, std::int64_t last,
                   std::int64_t event, bool check_only) {
        Conflicts conflicts;
        for (auto id = last; id >= first; --id) {
            const auto row = find_row(house, transaction, kind, id);
            if (!row || row->created_event != event) continue;
            if (stays(transaction, change, kind, *row) ||
                is_closed(transaction, change, kind.record, row->booking_id))
                conflicts.push_back(about_whole(
                    kind.record, id,
                    kind.record == "booking_payment"    ? "error.payment_is_reversed"
                    : kind.record == "booking_document" ? "error.paper_stays"
                                                        : "error.booking_is_final"));
            else if (row->version > 1 && audit::touched_by_others(transaction, kind.record, id, event, change.event()))
                conflicts.push_back(about_whole(kind.record, id, "error.changed_since"));
            else if (!check_only) {
                delete_row(house, transaction, change, kind, *row);
                settle(house, transaction, row->booking_id);
            }
        }
        return conflicts;
    };
}

auto row_deletion_back(const RowKind& kind) {
    return [&kind](House& house, Transaction& transaction, Change& change, std::int64_t id, const std::string& row,
                   bool check_only) -> Conflicts {
        if (row.empty()) return {about_whole(kind.record, id, "error.erased")};
        if (find_row(house, transaction, kind, id)) return {about_whole(kind.record, id, "error.changed_since")};
        if (check_only) return {};
        if (!restore_row(transaction, change, kind, row)) return {about_whole(kind.record, id, "error.gone")};
        if (const auto stored = find_row(house, transaction, kind, id)) settle(house, transaction, stored->booking_id);
        return {};
    };
}

Conflicts head_change_back(House& house, Transaction& transaction, Change& change, std::int64_t id,
                           const std::vector<FieldChange>& fields, bool check_only) {
    const auto before = find_head(transaction, id);
    if (!before) return {about_whole("booking", id, "error.gone")};
    auto after = *before;
    auto conflicts = audit::put_back(booking_fields(), after, fields, house.rules);
    const bool differs = !differences(booking_fields(), *before, after).empty();
    if (differs && !is_of_archive(fields) && is_closed(transaction, change, "booking", id))
        return {about_whole("booking", id, "error.booking_is_final")};
    // Since it was brought back somebody went on with it: it owes or is owed.
    if (differs && before->archived_on.empty() && !after.archived_on.empty() &&
        transaction.query("SELECT 1 FROM booking WHERE id = :id AND total <> paid", id).next())
        return {about_whole("booking", id, "error.changed_since")};
    if (!check_only && differs) {
        update_head(transaction, change, *before, after);
        settle(house, transaction, id);
    }
    return conflicts;
}

Conflicts head_creation_back(House& house, Transaction& transaction, Change& change, std::int64_t first,
                             std::int64_t last, std::int64_t event, bool check_only) {
    Conflicts conflicts;
    for (auto id = last; id >= first; --id) {
        const auto booking = find_booking(house, transaction, id);
        if (!booking || booking->head.created_event != event || booking->head.state == "void") continue;
        const bool imported = is_of_an_import(transaction, change.event());
        if (!booking->documents.empty() || (imported ? !booking->payments.empty() : is_final(*booking)))
            conflicts.push_back(about_whole("booking", id, "error.booking_is_final"));
        else if (booking->head.version > 1 &&
                 audit::touched_by_others(transaction, "booking", id, event, change.event()))
            conflicts.push_back(about_whole("booking", id, "error.changed_since"));
        else if (!check_only) make_void(house, transaction, change, *booking);
    }
    return conflicts;
}

}  // namespace

std::vector<Reversible> reversible_bookings() {
    // The head first: what makes a booking void takes its rows along, and they are passed over then.
    std::vector<Reversible> all{
        {"booking", head_change_back, head_creation_back, audit::gone_for_good("booking")}};
    for (const auto& kind : row_kinds())
        all.push_back(
            {std::string(kind.record), row_change_back(kind), row_creation_back(kind), row_deletion_back(kind)});
    return all;
}

}  // namespace kartei::bookings
