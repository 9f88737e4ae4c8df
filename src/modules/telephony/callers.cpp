#include "modules/telephony/callers.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/phone.hpp"
#include "base/text.hpp"
#include "modules/customers/customer_list.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"

namespace kartei::telephony {
namespace {

using customers::Customer;
using sql::Transaction;

constexpr int most_own = 50;

/// A number as it is compared: all readings, and the international form where that is sure.
struct Asked {
    std::vector<std::string> keys;
    std::string international;
};

struct Written {
    std::string reason, number, detail;
};

using PhoneField = std::pair<std::string_view, std::string Customer::*>;
constexpr std::array<PhoneField, 4> phone_fields{{{"phone_mobile", &Customer::phone_mobile},
                                                  {"phone_private", &Customer::phone_private},
                                                  {"phone_business", &Customer::phone_business},
                                                  {"fax", &Customer::fax}}};
constexpr std::array<std::string_view, 7> order_of_reasons{"phone_mobile", "phone_private", "phone_business", "listed",
                                                           "fax",          "family",        "company"};

Asked asked(const House& house, std::string_view number) {
    Asked all{phone_keys(number), e164(number, house.country)};
    if (auto own = phone_key(number, house.country); !own.empty()) all.keys.push_back(std::move(own));
    std::sort(all.keys.begin(), all.keys.end());
    all.keys.erase(std::unique(all.keys.begin(), all.keys.end()), all.keys.end());
    // What is shorter is a number inside a house.
    std::erase_if(all.keys, [](const std::string& key) { return key.size() < 5; });
    return all;
}

std::vector<std::int64_t> who_has(Transaction& transaction, const Asked& number) {
    std::set<std::int64_t> ids;
    for (const auto& key : number.keys)
        for (const auto kind : {customers::TermKind::phone, customers::TermKind::listed_phone}) {
            auto rows = transaction.query(
                "SELECT customer_id FROM customer_term WHERE kind = :kind AND term = :term ORDER BY customer_id LIMIT"
                " :most",
                static_cast<int>(kind), key, most_own);
            while (rows.next()) ids.insert(rows.integer(0));
        }
    ids.erase(customers::anonymous_customer);
    return {ids.begin(), ids.end()};
}

std::vector<Written> numbers_of(Transaction& transaction, const Customer& customer) {
    std::vector<Written> all;
    for (const auto& [name, member] : phone_fields)
        if (!(customer.*member).empty()) all.push_back({std::string(name), customer.*member, ""});
    auto rows = transaction.query(
        "SELECT number, department, contact FROM phone_entry WHERE customer_id = :customer ORDER BY position",
        customer.id);
    while (rows.next())
        all.push_back({"listed", rows.string(0), join_words({rows.text(1), rows.text(2)}, ", ")});
    return all;
}

enum class Fit { none, perhaps, sure };

/// Two numbers whose countries are both known and differ are two numbers, however alike their digits are.
Fit fit_of(const House& house, const Customer& customer, const Asked& wanted, const std::string& written) {
    const auto& country = customer.country.empty() ? house.country : customer.country;
    for (const auto& one : written_phones(written)) {
        const auto international = e164(one.number, country);
        if (!international.empty() && international == wanted.international) return Fit::sure;
        if (!international.empty() && !wanted.international.empty()) continue;
        for (const auto& key : phone_keys(one.number))
            if (std::binary_search(wanted.keys.begin(), wanted.keys.end(), key)) return Fit::perhaps;
    }
    return Fit::none;
}

std::optional<Caller> caller(const House& house, Transaction& transaction, Customer customer, const Asked& wanted) {
    std::optional<Caller> best;
    for (const auto& written : numbers_of(transaction, customer)) {
        const auto fit = fit_of(house, customer, wanted, written.number);
        if (fit == Fit::none || (best && (best->sure || fit == Fit::perhaps))) continue;
        best = Caller{{}, written.reason, written.detail, 0, fit == Fit::sure};
    }
    if (best) best->customer = std::move(customer);
    return best;
}

std::size_t rank(const Caller& one) {
    const auto found = std::find(order_of_reasons.begin(), order_of_reasons.end(), one.reason);
    return static_cast<std::size_t>(found - order_of_reasons.begin()) + (one.sure ? 0 : order_of_reasons.size());
}

void add(std::vector<Caller>& all, std::vector<Customer> found, const char* reason, const Customer& through) {
    for (auto& customer : found) {
        if (all.size() >= most_callers) return;
        const auto same = [&](const Caller& one) { return one.customer.id == customer.id; };
        if (customer.id == customers::anonymous_customer || std::any_of(all.begin(), all.end(), same)) continue;
        all.push_back({std::move(customer), reason,
                       customers::name_in_lists(through.name_prefix, through.name, through.first_name), through.id,
                       false});
    }
}

std::vector<Customer> read(Transaction& transaction, std::string_view sql, std::int64_t id) {
    std::vector<std::int64_t> ids;
    {
        auto rows = transaction.query(sql, id);
        while (rows.next()) ids.push_back(rows.integer(0));
    }
    return customers::find_customers(transaction, ids);
}

/// Of a family whose telephone it is, and of a company: any of them may be calling.
void add_relatives(Transaction& transaction, std::vector<Caller>& all) {
    const auto own = all;
    for (const auto& one : own) {
        add(all,
            read(transaction,
                 "SELECT c.id FROM family_member m JOIN customer c ON c.number = m.customer WHERE m.customer_id = :id"
                 " ORDER BY m.position LIMIT 20",
                 one.customer.id),
            "family", one.customer);
        if (one.customer.number)
            add(all, read(transaction, "SELECT id FROM customer WHERE company = :number ORDER BY id LIMIT 20",
                          *one.customer.number),
                "company", one.customer);
    }
}

}  // namespace

std::vector<Caller> callers(const House& house, Transaction& transaction, std::string_view number) {
    std::vector<Caller> all;
    const auto wanted = asked(house, number);
    if (wanted.keys.empty()) return all;
    for (auto& customer : customers::find_customers(transaction, who_has(transaction, wanted)))
        if (auto one = caller(house, transaction, std::move(customer), wanted)) all.push_back(std::move(*one));
    std::stable_sort(all.begin(), all.end(),
                     [](const Caller& a, const Caller& b) { return rank(a) < rank(b); });
    if (all.size() > most_callers) all.resize(most_callers);
    add_relatives(transaction, all);
    return all;
}

std::vector<Caller> only_seen(Transaction& transaction, const Actor& actor, std::vector<Caller> all) {
    std::erase_if(all, [&](const Caller& one) {
        return !customers::may_see(actor, one.customer) ||
               (one.through != 0 && !customers::may_see(transaction, actor, one.through));
    });
    return all;
}

std::int64_t the_one(const std::vector<Caller>& all) {
    std::int64_t found = 0;
    for (const auto& one : all) {
        if (one.through != 0 || !one.sure) continue;
        if (found != 0) return 0;
        found = one.customer.id;
    }
    return found;
}

}  // namespace kartei::telephony
