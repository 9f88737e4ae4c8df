#include "modules/profile/row_terms.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "base/phone.hpp"
#include "base/text.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/term_search.hpp"

namespace kartei::profile {
namespace {

using customers::TermKind;
using sql::Transaction;
using Texts = std::vector<std::string>;

/// A table whose rows make terms, from which columns and how.
struct Source {
    std::string_view table, columns;
    TermKind kind;
    std::int64_t form;  ///< raised when it makes other terms than before
    Texts (*terms)(const Texts& columns);
};

Texts numbers(const Texts& columns) { return phone_keys(columns[0]); }

/// Each word of the last name leads to all words, as a customer's own name does.
Texts names(const Texts& columns) {
    const auto last = search_fold(columns[0] + " " + columns[1]);
    const auto all = " " + last + " " + search_fold(columns[2]);
    Texts terms;
    for (const auto word : words(last)) terms.push_back(std::string(word) + '\x01' + all);
    return terms;
}

constexpr std::array sources{Source{"phone_entry", "number", TermKind::listed_phone, 2, numbers},
                             Source{"family_member", "name_prefix, name, first_name", customers::member_term, 1, names}};

Texts column_names(const Source& source) {
    Texts names;
    for (std::size_t begin = 0; begin < source.columns.size();) {
        const auto end = std::min(source.columns.find(", ", begin), source.columns.size());
        names.emplace_back(source.columns.substr(begin, end - begin));
        begin = end + 2;
    }
    return names;
}

Texts texts_of(const sql::Rows& rows, std::size_t count) {
    Texts texts;
    for (std::size_t i = 0; i < count; ++i) texts.push_back(rows.string(static_cast<int>(i)));
    return texts;
}

std::set<std::string> terms_of(Transaction& transaction, const Source& source, std::int64_t customer) {
    std::set<std::string> terms;
    const auto count = column_names(source).size();
    // sql: table and columns stand above
    auto rows = transaction.query("SELECT " + std::string(source.columns) + " FROM " + std::string(source.table) +
                                      " WHERE customer_id = :customer",
                                  customer);
    while (rows.next())
        for (auto& term : source.terms(texts_of(rows, count))) terms.insert(std::move(term));
    return terms;
}

void add(Transaction& transaction, const Source& source, std::int64_t customer, const std::string& term) {
    transaction.execute(
        "INSERT INTO customer_term (kind, term, customer_id) VALUES (:kind, :term, :customer) ON CONFLICT DO NOTHING",
        static_cast<int>(source.kind), term, customer);
}

void take(Transaction& transaction, const Source& source, std::int64_t customer, const std::string& term) {
    transaction.execute("DELETE FROM customer_term WHERE kind = :kind AND term = :term AND customer_id = :customer",
                        static_cast<int>(source.kind), term, customer);
}

/// Term and customer of every row.
std::set<std::pair<std::string, std::int64_t>> all_terms(Transaction& transaction, const Source& source) {
    std::set<std::pair<std::string, std::int64_t>> terms;
    const auto count = column_names(source).size();
    // sql: as above
    auto rows = transaction.stream("SELECT " + std::string(source.columns) + ", customer_id FROM " +
                                   std::string(source.table));
    while (rows.next())
        for (auto& term : source.terms(texts_of(rows, count)))
            terms.emplace(std::move(term), rows.integer(static_cast<int>(count)));
    return terms;
}

std::string form_name(const Source& source) { return std::string(source.table) + "_term"; }

bool is_of_today(Transaction& transaction, const Source& source) {
    auto rows = transaction.query("SELECT form FROM derived_form WHERE name = :name", form_name(source));
    return rows.next() && rows.integer(0) == source.form;
}

void renew(Transaction& transaction, const Source& source) {
    const auto kind = static_cast<int>(source.kind);
    const auto terms = all_terms(transaction, source);
    transaction.execute("DELETE FROM customer_term WHERE kind = :kind", kind);
    auto insert = transaction.bulk_insert("customer_term", {"kind", "term", "customer_id"});
    for (const auto& [term, customer] : terms) insert->add({kind, term, customer});
    insert->finish();
    insert.reset();
    transaction.execute("INSERT INTO derived_form (name, form) VALUES (:name, :form)"
                        " ON CONFLICT (name) DO UPDATE SET form = excluded.form",
                        form_name(source), source.form);
}

}  // namespace

bool makes_terms(std::string_view table) {
    return std::any_of(sources.begin(), sources.end(), [&](const Source& source) { return source.table == table; });
}

void follow_row(Transaction& transaction, std::string_view table, std::int64_t customer, const RowText& row) {
    for (const auto& source : sources) {
        if (source.table != table) continue;
        Texts columns;
        for (const auto& column : column_names(source)) columns.push_back(row(column));
        const auto there = terms_of(transaction, source, customer);
        for (const auto& term : source.terms(columns))
            there.contains(term) ? add(transaction, source, customer, term) : take(transaction, source, customer, term);
    }
}

void follow_rows(Transaction& transaction, std::int64_t customer, bool is_back) {
    for (const auto& source : sources)
        for (const auto& term : terms_of(transaction, source, customer))
            is_back ? add(transaction, source, customer, term) : take(transaction, source, customer, term);
}

void renew_row_terms(sql::Database& database) {
    for (const auto& source : sources)
        if (!database.read([&](Transaction& transaction) { return is_of_today(transaction, source); }))
            database.write([&](Transaction& transaction) { renew(transaction, source); });
}

std::int64_t check_row_terms(Transaction& transaction) {
    std::int64_t wrong = 0;
    for (const auto& source : sources) {
        auto missing = all_terms(transaction, source);
        auto rows = transaction.stream("SELECT term, customer_id FROM customer_term WHERE kind = :kind",
                                       static_cast<int>(source.kind));
        while (rows.next()) wrong += missing.erase({rows.string(0), rows.integer(1)}) == 0 ? 1 : 0;
        wrong += static_cast<std::int64_t>(missing.size());
    }
    return wrong;
}

}  // namespace kartei::profile
