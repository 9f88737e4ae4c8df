#include "audit/concerned.hpp"

#include <algorithm>

#include "audit/audit_api.hpp"
#include "base/module.hpp"

namespace kartei::audit {
namespace {

using sql::Transaction;

std::vector<std::int64_t> persons_of(Transaction& transaction, std::int64_t event) {
    std::vector<std::int64_t> persons;
    auto rows = transaction.query(
        "SELECT DISTINCT r.person_id FROM audit_entry n JOIN audit_row r ON r.entry_id = n.id"
        " WHERE n.event_id = :event AND r.person_id IS NOT NULL",
        event);
    while (rows.next()) persons.push_back(rows.integer(0));
    return persons;
}

/// Records beside each other that an event touched.
struct Stretch {
    std::string record;
    std::int64_t first, last;
};

std::vector<Stretch> stretches_of(Transaction& transaction, std::int64_t event) {
    std::vector<Stretch> stretches;
    auto rows = transaction.query(
        "SELECT DISTINCT r.record, r.record_id, r.last_record_id FROM audit_entry n JOIN audit_row r ON r.entry_id = "
        "n.id WHERE n.event_id = :event ORDER BY r.record, r.record_id, r.last_record_id",
        event);
    while (rows.next()) {
        const auto first = rows.integer(1), last = std::max(first, rows.is_null(2) ? first : rows.integer(2));
        if (!stretches.empty() && stretches.back().record == rows.text(0) && first <= stretches.back().last + 1)
            stretches.back().last = std::max(stretches.back().last, last);
        else stretches.push_back({rows.string(0), first, last});
    }
    return stretches;
}

bool may_see_stretch(Transaction& transaction, const Actor& actor, const Stretch& one) {
    return std::all_of(handed_in<MaySeeRecords>().begin(), handed_in<MaySeeRecords>().end(), [&](const MaySeeRecords& may_see) {
        return may_see(transaction, actor, one.record, one.first, one.last);
    });
}

std::string missing(const Actor& actor, const Rights& rights) {
    const auto lacks = [&](const std::string& right) { return !actor.may(right); };
    const auto found = std::find_if(rights.begin(), rights.end(), lacks);
    return found == rights.end() ? "" : *found;
}

}  // namespace

const std::map<std::string, Rights, std::less<>>& rights_of_undo() {
    static const auto all = [] {
        std::map<std::string, Rights, std::less<>> rights;
        for (const auto& one : handed_in<UndoRights>())
            for (const auto& kind : one.kinds) rights.emplace(kind, one.rights);
        return rights;
    }();
    return all;
}

std::string first_kind(Transaction& transaction, std::int64_t event) {
    for (;;) {
        auto rows = transaction.query("SELECT kind, coalesce(reverses, 0) FROM change_event WHERE id = :id", event);
        if (!rows.next()) return "";
        if (rows.integer(1) == 0) return rows.string(0);
        event = rows.integer(1);
    }
}

std::string right_missing_to_undo(const Actor& actor, std::string_view kind) {
    const auto rights = rights_of_undo().find(kind);
    return rights == rights_of_undo().end() ? "" : missing(actor, rights->second);
}

std::string right_missing_to_undo(Transaction& transaction, const Actor& actor, std::int64_t event) {
    const auto kind = first_kind(transaction, event);
    if (auto right = right_missing_to_undo(actor, kind); !right.empty()) return right;
    for (const auto& rights_of : handed_in<RightsOfEvent>())
        if (auto right = missing(actor, rights_of(transaction, event, kind)); !right.empty()) return right;
    return "";
}

bool may_see_person(Transaction& transaction, const Actor& actor, std::int64_t person) {
    return std::all_of(handed_in<MaySeePerson>().begin(), handed_in<MaySeePerson>().end(),
                       [&](const MaySeePerson& may_see) { return may_see(transaction, actor, person); });
}

bool may_see_all_of(Transaction& transaction, const Actor& actor, std::int64_t event) {
    const auto persons = persons_of(transaction, event);
    const auto stretches = stretches_of(transaction, event);
    return std::all_of(persons.begin(), persons.end(),
                       [&](std::int64_t person) { return may_see_person(transaction, actor, person); }) &&
           std::all_of(stretches.begin(), stretches.end(),
                       [&](const Stretch& one) { return may_see_stretch(transaction, actor, one); });
}

}  // namespace kartei::audit
