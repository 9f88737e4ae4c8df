// How undo works on the rows of a profile (audit/reversal.hpp).
#include "audit/field_reversal.hpp"
#include "modules/profile/row_store.hpp"

namespace kartei::profile {
namespace {

using audit::Change;
using audit::Conflict;
using audit::FieldChange;
using audit::Reversible;
using sql::Transaction;

Conflict about_whole(const List& list, std::int64_t id, std::string_view reason) {
    return {std::string(list.record), id, "", "", std::string(reason)};
}

/// Puts one field back; the conflict when it does not stand as the event left it.
std::optional<Conflict> put_back(House& house, const List& list, Row& row, const FieldChange& back) {
    static const Field position_field{"position", FieldKind::integer};
    if (const int at = list.position(back.field); at >= 0) {
        const auto i = static_cast<std::size_t>(at);
        return audit::put_back(list.fields[i], row.values[i], back, house.rules);
    }
    if (back.field != position_field.name) return std::nullopt;
    Value position = row.position;
    auto conflict = audit::put_back(position_field, position, back, house.rules);
    if (const auto* number = std::get_if<std::int64_t>(&position)) row.position = *number;
    return conflict;
}

auto change_back(const List& list) {
    return [&list](House& house, Transaction& transaction, Change& change, std::int64_t id,
                   const std::vector<FieldChange>& fields, bool check_only) -> std::vector<Conflict> {
        const auto before = find_row(house, transaction, list, id);
        if (!before) return {about_whole(list, id, "error.gone")};
        auto after = *before;
        std::vector<Conflict> conflicts;
        for (const auto& back : fields)
            if (auto conflict = put_back(house, list, after, back)) conflicts.push_back(std::move(*conflict));
        if (!check_only) update_row(house, transaction, change, list, *before, after);
        return conflicts;
    };
}

/// Does a passport or wish belong to this member that the event did not bring?
bool is_needed(House& house, Transaction& transaction, const List& list, const Row& row, std::int64_t event) {
    if (list.record != "family_member") return false;
    for (const auto& held : all_lists()) {
        if (!held.has_holder) continue;
        for (const auto& other : rows_of(house, transaction, held, row.customer_id))
            if (held.value(other, "holder") == Value(row.id) && other.created_event != event) return true;
    }
    return false;
}

auto creation_back(const List& list) {
    return [&list](House& house, Transaction& transaction, Change& change, std::int64_t first, std::int64_t last,
                   std::int64_t event, bool check_only) {
        std::vector<Conflict> conflicts;
        for (auto id = last; id >= first; --id) {
            const auto row = find_row(house, transaction, list, id);
            if (!row) continue;
            if ((row->version > 1 && audit::touched_by_others(transaction, list.record, id, event, change.event())) ||
                is_needed(house, transaction, list, *row, event))
                conflicts.push_back(about_whole(list, id, "error.changed_since"));
            else if (!check_only) delete_row(house, transaction, change, list, *row);
        }
        return conflicts;
    };
}

auto deletion_back(const List& list) {
    return [&list](House& house, Transaction& transaction, Change& change, std::int64_t id, const std::string& row,
                   bool check_only) -> std::vector<Conflict> {
        if (row.empty()) return {about_whole(list, id, "error.erased")};
        if (find_row(house, transaction, list, id)) return {about_whole(list, id, "error.changed_since")};
        if (!check_only && !restore_row(house, transaction, change, list, row))
            return {about_whole(list, id, "error.gone")};
        return {};
    };
}

}  // namespace

std::vector<Reversible> reversible_rows() {
    auto nothing = [](auto&&...) { return std::vector<Conflict>(); };
    // What the customer's history says goes back with the rows it speaks of.
    std::vector<Reversible> all{{std::string(history_record), nothing, nothing, nothing}};
    for (const auto& list : all_lists())
        all.push_back({std::string(list.record), change_back(list), creation_back(list), deletion_back(list)});
    return all;
}

}  // namespace kartei::profile
