#include "modules/profile/phone_terms.hpp"

#include <set>

#include "base/phone.hpp"
#include "modules/customers/customer_rules.hpp"

namespace kartei::profile {
namespace {

using sql::Transaction;

constexpr auto kind = static_cast<int>(customers::TermKind::listed_phone);
/// Raised when phone_keys() makes other terms than before.
constexpr std::int64_t form = 2;

std::set<std::string> terms_of(Transaction& transaction, std::int64_t customer) {
    std::set<std::string> terms;
    auto rows = transaction.query("SELECT number FROM phone_entry WHERE customer_id = :customer", customer);
    while (rows.next())
        for (auto& term : phone_keys(rows.text(0))) terms.insert(std::move(term));
    return terms;
}

void add(Transaction& transaction, std::int64_t customer, const std::string& term) {
    transaction.execute(
        "INSERT INTO customer_term (kind, term, customer_id) VALUES (:kind, :term, :customer) ON CONFLICT DO NOTHING",
        kind, term, customer);
}

void take(Transaction& transaction, std::int64_t customer, const std::string& term) {
    transaction.execute("DELETE FROM customer_term WHERE kind = :kind AND term = :term AND customer_id = :customer",
                        kind, term, customer);
}

/// Term and customer of every row.
std::set<std::pair<std::string, std::int64_t>> all_terms(Transaction& transaction) {
    std::set<std::pair<std::string, std::int64_t>> terms;
    auto rows = transaction.stream("SELECT number, customer_id FROM phone_entry");
    while (rows.next())
        for (auto& term : phone_keys(rows.text(0))) terms.emplace(std::move(term), rows.integer(1));
    return terms;
}

std::int64_t stored_form(Transaction& transaction) {
    auto rows = transaction.query("SELECT form FROM derived_form WHERE name = 'phone_entry_term'");
    return rows.next() ? rows.integer(0) : 0;
}

}  // namespace

void follow_phone(Transaction& transaction, std::int64_t customer, std::string_view number) {
    const auto there = terms_of(transaction, customer);
    for (const auto& term : phone_keys(number))
        there.contains(term) ? add(transaction, customer, term) : take(transaction, customer, term);
}

void follow_phones(Transaction& transaction, std::int64_t customer, bool is_back) {
    for (const auto& term : terms_of(transaction, customer))
        is_back ? add(transaction, customer, term) : take(transaction, customer, term);
}

void renew_phone_terms(sql::Database& database) {
    if (database.read([](Transaction& transaction) { return stored_form(transaction); }) == form) return;
    database.write([](Transaction& transaction) {
        const auto terms = all_terms(transaction);
        transaction.execute("DELETE FROM customer_term WHERE kind = :kind", kind);
        auto insert = transaction.bulk_insert("customer_term", {"kind", "term", "customer_id"});
        for (const auto& [term, customer] : terms) insert->add({kind, term, customer});
        insert->finish();
        transaction.execute(
            "INSERT INTO derived_form (name, form) VALUES ('phone_entry_term', :form)"
            " ON CONFLICT (name) DO UPDATE SET form = excluded.form",
            form);
    });
}

std::int64_t check_phone_terms(Transaction& transaction) {
    auto missing = all_terms(transaction);
    std::int64_t wrong = 0;
    auto rows = transaction.stream("SELECT term, customer_id FROM customer_term WHERE kind = :kind", kind);
    while (rows.next()) wrong += missing.erase({rows.string(0), rows.integer(1)}) == 0 ? 1 : 0;
    return wrong + static_cast<std::int64_t>(missing.size());
}

}  // namespace kartei::profile
