// Search terms and forms of phones of a house that was made by an earlier version.
#include <algorithm>
#include <compare>

#include "modules/customers/customer_attributes.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/name_spelling.hpp"
#include "modules/customers/term_search.hpp"

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

/// The E.164 forms as note_phones() makes them now: earlier ones read letters as digits and a country code as an area.
void renew_phone_forms(Transaction& transaction) {
    auto house = transaction.query("SELECT country FROM house");
    const auto country = house.next() ? house.string(0) : std::string();
    std::vector<Customer> changed;
    each_customer(transaction, [&](const Customer& customer) {
        auto renewed = customer;
        note_phones(renewed, nullptr, country);
        if (std::any_of(phones.begin(), phones.end(),
                        [&](const Phone& phone) { return renewed.*phone.normal != customer.*phone.normal; }))
            changed.push_back(std::move(renewed));
        return true;
    });
    for (const auto& customer : changed)
        transaction.execute(
            "UPDATE customer SET phone_mobile_e164 = :mobile, phone_private_e164 = :private, "
            "phone_business_e164 = :business, fax_e164 = :fax WHERE id = :id",
            sql::text_or_null(customer.phone_mobile_e164), sql::text_or_null(customer.phone_private_e164),
            sql::text_or_null(customer.phone_business_e164), sql::text_or_null(customer.fax_e164), customer.id);
}

}  // namespace

void renew_terms(sql::Database& database) {
    if (database.read([](Transaction& transaction) { return stored_form(transaction); }) == term_form) return;
    database.write([](Transaction& transaction) {
        renew_phone_forms(transaction);
        transaction.execute("DELETE FROM customer_term WHERE kind NOT IN (:listed_phone, :member)",
                            static_cast<int>(TermKind::listed_phone), static_cast<int>(member_term));
        transaction.execute("DELETE FROM name_spelling");
        for (const int part : {0, 1, 2}) write_terms(transaction, terms_of_part(transaction, part));
        transaction.execute(
            "INSERT INTO derived_form (name, form) VALUES ('customer_term', :form)"
            " ON CONFLICT (name) DO UPDATE SET form = excluded.form",
            term_form);
    });
}

}  // namespace kartei::customers
