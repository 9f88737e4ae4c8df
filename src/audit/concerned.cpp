#include "audit/concerned.hpp"

#include <algorithm>

#include "audit/audit_api.hpp"

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

struct Creation {
    std::string record;
    std::int64_t first, last;
};

std::vector<Creation> creations_of(Transaction& transaction, std::int64_t event) {
    std::vector<Creation> creations;
    auto rows = transaction.query(
        "SELECT r.record, r.record_id, r.last_record_id FROM audit_entry n JOIN audit_row r ON r.entry_id = n.id"
        " WHERE n.event_id = :event AND r.operation = 'created'",
        event);
    while (rows.next()) creations.push_back({rows.string(0), rows.integer(1), rows.integer(2)});
    return creations;
}

bool may_see_creation(Transaction& transaction, const Actor& actor, const Creation& one) {
    return std::all_of(creations_seen().begin(), creations_seen().end(), [&](const MaySeeCreated& may_see) {
        return may_see(transaction, actor, one.record, one.first, one.last);
    });
}

}  // namespace

std::map<std::string, std::string, std::less<>>& rights_of_undo() {
    static std::map<std::string, std::string, std::less<>> rights;
    return rights;
}

bool has_right_to_undo(const Actor& actor, std::string_view kind) {
    const auto right = rights_of_undo().find(kind);
    return right == rights_of_undo().end() || actor.may(right->second);
}

std::vector<MaySeePerson>& persons_seen() {
    static std::vector<MaySeePerson> checks;
    return checks;
}

std::vector<MaySeeCreated>& creations_seen() {
    static std::vector<MaySeeCreated> checks;
    return checks;
}

bool may_see_person(Transaction& transaction, const Actor& actor, std::int64_t person) {
    return std::all_of(persons_seen().begin(), persons_seen().end(),
                       [&](const MaySeePerson& may_see) { return may_see(transaction, actor, person); });
}

bool may_see_all_of(Transaction& transaction, const Actor& actor, std::int64_t event) {
    const auto persons = persons_of(transaction, event);
    const auto creations = creations_of(transaction, event);
    return std::all_of(persons.begin(), persons.end(),
                       [&](std::int64_t person) { return may_see_person(transaction, actor, person); }) &&
           std::all_of(creations.begin(), creations.end(),
                       [&](const Creation& one) { return may_see_creation(transaction, actor, one); });
}

}  // namespace kartei::audit
