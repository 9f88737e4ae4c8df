#include "modules/customers/number_leases.hpp"

#include "audit/hold.hpp"
#include "modules/customers/number_range.hpp"

namespace kartei::customers {
namespace {

using sql::Transaction;

/// Numbers leased at a time: more than there are likely writers.
constexpr int leased_at_once = 32;

std::optional<std::int64_t> take_lowest(Transaction& transaction, std::string_view kind, Target target) {
    // sql: leases are for PostgreSQL alone
    auto rows = transaction.query(
        "DELETE FROM number_lease WHERE target = :target AND number = (SELECT number FROM number_lease"
        " WHERE kind = :kind AND target = :target ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING number",
        name_of(target), kind);
    if (!rows.next()) return std::nullopt;
    return rows.integer(0);
}

/// A number that somebody is about to take is leased as long as he has not committed; then it is taken.
bool is_free(Transaction& transaction, std::int64_t number, Target target, bool equal) {
    if (transaction.query("SELECT 1 FROM number_lease WHERE number = :number", number).next()) return false;
    return !number_is_taken(transaction, number, target) &&
           !(equal && number_is_taken(transaction, number, Target::debtor));
}

/// Leases the next numbers of a range, unless somebody has just done so; false when it is used up.
bool lease_more(Transaction& transaction, std::string_view kind, Target target, bool equal) {
    // All of them, in one order: kinds may share a range, and two that lease from it would give one number twice.
    // sql: leases are for PostgreSQL alone
    transaction.query("SELECT 1 FROM number_range ORDER BY id FOR UPDATE");
    // sql: as above
    if (transaction
            .query("SELECT 1 FROM number_lease WHERE kind = :kind AND target = :target LIMIT 1 FOR UPDATE SKIP LOCKED",
                   kind, name_of(target))
            .next())
        return true;
    const auto most = own_range(transaction, kind, target).end - 1;
    auto number = first_number(transaction, range_of(transaction, kind, target), target);
    int leased = 0;
    for (; leased < leased_at_once && number <= most; ++number) {
        number = first_free(transaction, target, number);
        if (number > most || !is_free(transaction, number, target, equal)) continue;
        transaction.execute("INSERT INTO number_lease (target, number, kind) VALUES (:target, :number, :kind)",
                            name_of(target), number, kind);
        ++leased;
    }
    transaction.execute("UPDATE number_range SET next = :next WHERE kind = :kind AND target = :target", number, kind,
                        name_of(target));
    return leased > 0;
}

}  // namespace

bool draws_from_leases(Transaction& transaction) {
    return transaction.engine() == sql::Engine::postgresql && !holds_house(transaction);
}

Result<std::int64_t> draw_leased(Transaction& transaction, std::string_view kind, Target target, bool equal) {
    for (;;) {
        if (const auto number = take_lowest(transaction, kind, target)) return *number;
        bool more = false;
        sql::writing(transaction).apart([&](Transaction& aside) { more = lease_more(aside, kind, target, equal); });
        if (!more) return range_is_full(transaction, kind, target);
    }
}

std::optional<std::int64_t> lowest_lease(Transaction& transaction, std::string_view kind, Target target) {
    auto rows = transaction.query("SELECT min(number) FROM number_lease WHERE kind = :kind AND target = :target", kind,
                                  name_of(target));
    return rows.next() ? rows.optional_integer(0) : std::nullopt;
}

void return_leases(Transaction& transaction) {
    if (transaction.engine() == sql::Engine::sqlite) return;
    transaction.execute(
        "UPDATE number_range SET next = (SELECT min(l.number) FROM number_lease l WHERE l.kind = number_range.kind"
        " AND l.target = number_range.target) WHERE next > 0 AND EXISTS (SELECT 1 FROM number_lease l"
        " WHERE l.kind = number_range.kind AND l.target = number_range.target)");
    transaction.execute("DELETE FROM number_lease");
}

}  // namespace kartei::customers
