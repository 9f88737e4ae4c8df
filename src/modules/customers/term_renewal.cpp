// Search terms of a house that was made by an earlier version.
#include <algorithm>
#include <compare>

#include "modules/customers/customer_store.hpp"
#include "modules/customers/name_spelling.hpp"

namespace kartei::customers {
namespace {

using sql::Transaction;

/// Kinds that are made together: a part at a time, so that a million customers fit into memory.
int part_of(TermKind kind) {
    switch (kind) {
        case TermKind::matchcode:
        case TermKind::name: return 0;
        case TermKind::email:
        case TermKind::phone:
        case TermKind::postcode: return 1;
        default: return 2;
    }
}

struct KindTerm {
    int kind;
    std::string term;
    std::int64_t customer;
    auto operator<=>(const KindTerm&) const = default;
};

/// In the order of the table.
std::vector<KindTerm> terms_of_part(Transaction& transaction, int part) {
    std::vector<KindTerm> terms;
    each_customer(transaction, [&](const Customer& customer) {
        if (customer.id != anonymous_customer)
            for (auto& term : terms_of(customer))
                if (part_of(term.kind) == part)
                    terms.push_back({static_cast<int>(term.kind), std::move(term.term), customer.id});
        return true;
    });
    std::sort(terms.begin(), terms.end());
    return terms;
}

void write_terms(Transaction& transaction, const std::vector<KindTerm>& terms) {
    auto insert = transaction.bulk_insert("customer_term", {"kind", "term", "customer_id"});
    for (const auto& [kind, term, customer] : terms) insert->add({kind, term, customer});
    insert->finish();
    std::string_view last;
    for (const auto& [kind, term, customer] : terms)
        if (const auto word = word_of_term(term); kind == static_cast<int>(TermKind::name) && word != last)
            remember_word(transaction, last = word);
}

std::int64_t stored_form(Transaction& transaction) {
    auto rows = transaction.query("SELECT form FROM derived_form WHERE name = 'customer_term'");
    return rows.next() ? rows.integer(0) : 0;
}

}  // namespace

void renew_terms(sql::Database& database) {
    if (database.read([](Transaction& transaction) { return stored_form(transaction); }) == term_form) return;
    database.write([](Transaction& transaction) {
        transaction.execute("DELETE FROM customer_term WHERE kind <> :listed_phone",
                            static_cast<int>(TermKind::listed_phone));
        transaction.execute("DELETE FROM name_spelling");
        for (const int part : {0, 1, 2}) write_terms(transaction, terms_of_part(transaction, part));
        transaction.execute(
            "INSERT INTO derived_form (name, form) VALUES ('customer_term', :form)"
            " ON CONFLICT (name) DO UPDATE SET form = excluded.form",
            term_form);
    });
}

}  // namespace kartei::customers
