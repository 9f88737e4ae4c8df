#include "modules/privacy/mentions.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/privacy/data_map.hpp"
#include "modules/privacy/held_rows.hpp"
#include "modules/profile/list.hpp"
#include "modules/profile/row_store.hpp"
#include "sql/field_columns.hpp"

namespace kartei::privacy {
namespace {

using customers::Customer;
using sql::Transaction;

constexpr std::size_t shortest = 6;

char lower(char one) { return one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one; }

bool is_of_word(char one) {
    return (one >= '0' && one <= '9') || (lower(one) >= 'a' && lower(one) <= 'z') || static_cast<unsigned char>(one) >= 0x80;
}

bool stands_at(std::string_view text, std::size_t at, std::string_view value) {
    if (at + value.size() > text.size()) return false;
    for (std::size_t i = 0; i < value.size(); ++i)
        if (lower(text[at + i]) != lower(value[i])) return false;
    const bool before = at > 0 && is_of_word(text[at - 1]) && is_of_word(value.front());
    const auto end = at + value.size();
    const bool behind = end < text.size() && is_of_word(text[end]) && is_of_word(value.back());
    return !before && !behind;
}

void add(std::vector<std::string>& values, const std::string& value) {
    if (value.size() >= shortest && std::find(values.begin(), values.end(), value) == values.end())
        values.push_back(value);
}

void add_rows(House& house, Transaction& transaction, std::int64_t customer, Distinctive& his) {
    for (const auto& [list, field] : {std::pair("bank_account", "iban"), std::pair("bank_account", "account_number"),
                                      std::pair("passport", "number"), std::pair("card", "token"),
                                      std::pair("phone_entry", "number")}) {
        const auto& declared = profile::list_named(list);
        for (const auto& row : profile::rows_of(house, transaction, declared, customer))
            add(his.contacts, declared.text(row, field));
    }
}

/// Every row of one column that names him: its key, and the words without him.
struct Mention {
    std::vector<std::string> key;
    std::string text;
};
std::vector<Mention> mentions_in(Transaction& transaction, const Words& words, const Distinctive& his) {
    auto values = his.contacts;
    if (words.names_too) values.insert(values.end(), his.names.begin(), his.names.end());
    std::vector<Mention> found;
    if (values.empty()) return found;
    // sql: table and columns come from the map
    auto rows = transaction.stream("SELECT " + words.column + ", " + sql::listed(words.key) + " FROM " + words.table +
                                   " WHERE " + words.column + " IS NOT NULL");
    while (rows.next()) {
        auto text = without(rows.text(0), values);
        if (text == rows.text(0)) continue;
        auto& mention = found.emplace_back(Mention{{}, std::move(text)});
        for (std::size_t i = 0; i < words.key.size(); ++i) mention.key.push_back(rows.string(static_cast<int>(i) + 1));
    }
    return found;
}

bool is_number(Transaction& transaction, const Words& words, std::string_view key) {
    for (const auto& column : columns_of(transaction, words.table))
        if (column.name == key) return column.type == ColumnType::integer;
    return false;
}

void write(Transaction& transaction, const Words& words, const Mention& mention) {
    std::vector<sql::Parameter> parameters;
    if (!words.may_go) parameters.emplace_back(mention.text);
    std::string condition;
    for (std::size_t i = 0; i < words.key.size(); ++i) {
        condition += (i == 0 ? "" : " AND ") + words.key[i] + " = :key" + std::to_string(i);
        if (is_number(transaction, words, words.key[i])) parameters.emplace_back(std::stoll(mention.key[i]));
        else parameters.emplace_back(mention.key[i]);
    }
    // sql: as above
    transaction.run_execute((words.may_go ? "DELETE FROM " + words.table
                                          // sql: as above
                                          : "UPDATE " + words.table + " SET " + words.column + " = :text") +
                                " WHERE " + condition,
                            parameters);
}

}  // namespace

Distinctive distinctive_of(House& house, Transaction& transaction, const Customer& customer) {
    Distinctive his;
    for (const auto* value : {&customer.email, &customer.phone_mobile, &customer.phone_private, &customer.phone_business,
                              &customer.fax, &customer.phone_mobile_e164, &customer.phone_private_e164,
                              &customer.phone_business_e164, &customer.fax_e164, &customer.website, &customer.tax_number,
                              &customer.vat_id, &customer.ip_address, &customer.code1, &customer.code2})
        add(his.contacts, *value);
    for (const auto& email : customer.alternative_emails) add(his.contacts, email);
    add_rows(house, transaction, customer.id, his);
    if (!customer.first_name.empty() && !customer.name.empty()) {
        add(his.names, customers::full_name(customer));
        add(his.names, customer.first_name + " " + customer.name);
        add(his.names, customer.name + ", " + customer.first_name);
        add(his.names, customer.name + " " + customer.first_name);
        add(his.names, customer.name + "*" + customer.first_name);
    }
    add(his.names, customer.matchcode);
    if (!customer.street.empty() && !customer.house_number.empty())
        add(his.names, customer.street + " " + customer.house_number);
    return his;
}

std::string without(std::string_view text, const std::vector<std::string>& values) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t longest = 0;
        for (const auto& value : values)
            if (value.size() > longest && stands_at(text, at, value)) longest = value.size();
        if (longest == 0) out += text[at++];
        else out += emptied_word, at += longest;
    }
    return out;
}

std::int64_t count_mentions(Transaction& transaction, const Distinctive& his) {
    std::int64_t count = 0;
    for (const auto& one : words()) count += static_cast<std::int64_t>(mentions_in(transaction, one, his).size());
    return count;
}

std::int64_t erase_mentions(Transaction& transaction, const Distinctive& his) {
    std::int64_t count = 0;
    for (const auto& one : words())
        for (const auto& mention : mentions_in(transaction, one, his)) {
            write(transaction, one, mention);
            ++count;
        }
    return count;
}

}  // namespace kartei::privacy
