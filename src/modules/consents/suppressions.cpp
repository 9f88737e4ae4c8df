#include "modules/consents/suppressions.hpp"

#include <algorithm>

#include "audit/no_way_back.hpp"
#include "base/text.hpp"
#include "sql/field_columns.hpp"
#include "web/sha256.hpp"

namespace kartei::consents {
namespace {

using audit::Change;
using audit::Conflict;
using sql::Transaction;

constexpr const char* record = "suppression";

std::string small(std::string_view text) {
    std::string all;
    for (const char one : text)
        if (one != ' ' && one != '\t') all += one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one;
    return all;
}

std::vector<Conflict> creation_back(House&, Transaction& transaction, Change&, std::int64_t first, std::int64_t last,
                                    std::int64_t event, bool check_only) {
    if (!check_only)
        transaction.execute("DELETE FROM suppression WHERE id BETWEEN :first AND :last AND created_event = :event",
                            first, last, event);
    return {};
}

}  // namespace

std::string suppression_hash_of_email(std::string_view email) { return web::sha256_hex({small(email)}); }
std::string suppression_hash_of_phone(std::string_view e164) { return web::sha256_hex({e164}); }

std::string keyed_suppression(const audit::KeyRing& keys, std::string_view hash) {
    return keys.blind_index("suppression", hash);
}

std::string as_suppression_hash(std::string_view written) {
    auto hash = small(written);
    const bool is_hex = std::all_of(hash.begin(), hash.end(), [](char one) {
        return (one >= '0' && one <= '9') || (one >= 'a' && one <= 'f');
    });
    return hash.size() == 64 && is_hex ? hash : "";
}

std::int64_t store_suppressions(Transaction& transaction, Change& change, const std::vector<Suppression>& all) {
    std::vector<const Suppression*> fresh;
    for (const auto& one : all)
        if (!is_suppressed(transaction, one.hash)) fresh.push_back(&one);
    if (fresh.empty()) return 0;
    const auto count = static_cast<std::int64_t>(fresh.size());
    const auto first = take_ids(transaction, record, count);
    auto id = first;
    for (const auto* one : fresh)
        transaction.execute(
            "INSERT INTO suppression (id, hash, source, created_event) VALUES (:id, :hash, :source, :event)", id++,
            one->hash, sql::text_or_null(one->source), change.event());
    change.created(record, first, first + count - 1);
    return count;
}

std::set<std::string, std::less<>> all_suppressions(Transaction& transaction) {
    std::set<std::string, std::less<>> hashes;
    auto rows = transaction.stream("SELECT hash FROM suppression");
    while (rows.next()) hashes.insert(rows.string(0));
    return hashes;
}

bool is_suppressed(Transaction& transaction, std::string_view hash) {
    return transaction.query("SELECT 1 FROM suppression WHERE hash = :hash", hash).next();
}

audit::Reversible reversible_suppressions() {
    audit::Reversible reversible;
    reversible.record = record;
    reversible.change = audit::no_change_back(record);
    reversible.creation = creation_back;
    reversible.deletion = audit::gone_for_good(record);
    return reversible;
}

}  // namespace kartei::consents
