#include "modules/books/statement_persons.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/iban.hpp"
#include "base/mask.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "modules/customers/customer_store.hpp"

namespace kartei::books {
namespace {

using audit::Change;
using nlohmann::json;
using sql::text_or_null;
using sql::Transaction;

constexpr std::size_t longest_iban = 34, shortest_iban = 15;

bool is_alphanumeric(char one) {
    return (one >= '0' && one <= '9') || (one >= 'A' && one <= 'Z') || (one >= 'a' && one <= 'z');
}

/// May an account number begin here: at the beginning of a word, or right behind the word IBAN?
bool begins_at(std::string_view text, std::size_t at) {
    if (at == 0 || !is_alphanumeric(text[at - 1])) return true;
    return at >= 4 && compact(text.substr(at - 4, 4)) == "IBAN";
}

/// The end of the account number that begins at `at`; `at` when there is none.
std::size_t end_of_account(std::string_view text, std::size_t at) {
    std::string letters;
    std::size_t end = at;
    for (auto next = at; next < text.size() && letters.size() < longest_iban; ++next) {
        const bool blank = text[next] == ' ' && next > at && text[next - 1] != ' ';
        if (!blank && !is_alphanumeric(text[next])) break;
        if (blank) continue;
        letters += text[next];
        if (letters.size() >= shortest_iban && !iban_of(letters).empty()) end = next + 1;
    }
    return end;
}

struct EntryOfHis {
    std::int64_t id = 0;
    std::string booked_on, name, iban, text, end_to_end, number, account;
    std::int64_t amount = 0;
    bool from_his_account = false, of_others_too = false;
};

std::vector<EntryOfHis> entries_of(Transaction& transaction, std::int64_t customer) {
    auto rows = transaction.query(
        "SELECT e.id, e.booked_on, e.name, e.iban_masked, e.text, e.end_to_end, s.number, s.account, e.amount,"
        " CASE WHEN e.iban_index IN (SELECT a.iban_index FROM bank_account a WHERE a.customer_id = :id) THEN 1 ELSE 0 END,"
        " (SELECT count(*) FROM bank_entry_part p LEFT JOIN booking b ON b.number = p.booking AND p.booking <> 0"
        " LEFT JOIN orders o ON o.number = p.order_number WHERE p.entry_id = e.id AND"
        " coalesce(b.customer_id, o.customer_id, 0) = :id),"
        " (SELECT count(*) FROM bank_entry_part p LEFT JOIN booking b ON b.number = p.booking AND p.booking <> 0"
        " LEFT JOIN orders o ON o.number = p.order_number WHERE p.entry_id = e.id AND"
        " coalesce(b.customer_id, o.customer_id, 0) <> :id)"
        " FROM bank_entry e JOIN bank_statement s ON s.id = e.statement_id ORDER BY e.id",
        customer);
    std::vector<EntryOfHis> entries;
    while (rows.next()) {
        const bool from_his_account = rows.integer(9) != 0;
        if (!from_his_account && rows.integer(10) == 0) continue;
        entries.push_back({rows.integer(0), rows.string(1), rows.string(2), rows.string(3), rows.string(4),
                           rows.string(5), rows.string(6), rows.string(7), rows.integer(8), from_his_account,
                           rows.integer(11) != 0});
    }
    return entries;
}

/// Words of a text that are of his name are taken out, however they are written.
std::string without_name(const std::string& text, const std::vector<std::string>& names) {
    std::string out, word;
    const auto put = [&] {
        const bool is_his = !word.empty() && std::ranges::find(names, fold(word)) != names.end();
        out += is_his ? "…" : word;
        word.clear();
    };
    for (const char one : text) {
        const bool in_word = is_alphanumeric(one) || static_cast<unsigned char>(one) >= 0x80;
        if (in_word) word += one;
        else put(), out += one;
    }
    put();
    return out;
}

std::vector<std::string> words_of_name(Transaction& transaction, std::int64_t customer) {
    const auto found = customers::find_customer(transaction, customer);
    std::vector<std::string> words;
    if (!found) return words;
    for (const auto* name : {&found->name, &found->first_name}) {
        std::string word;
        for (const char one : *name + " ") {
            if (is_alphanumeric(one) || static_cast<unsigned char>(one) >= 0x80) word += one;
            else if (word.size() > 1) words.push_back(fold(std::exchange(word, "")));
            else word.clear();
        }
    }
    return words;
}

/// What is his alone is emptied; of what he shares with others his name goes, and his account.
std::int64_t forget(House&, Transaction& transaction, Change& change, std::int64_t customer) {
    static const Field erased{"erased", FieldKind::yes_no};
    mask_older_entries(transaction);  // their hash is of the words as they came, so that they are known again
    const auto names = words_of_name(transaction, customer);
    std::int64_t count = 0;
    for (const auto& entry : entries_of(transaction, customer)) {
        const bool all = !entry.of_others_too;
        transaction.execute(
            "UPDATE bank_entry SET version = version + 1, name = :name, text = :text, end_to_end = :end_to_end,"
            " mandate = CASE WHEN :all = 1 THEN NULL ELSE mandate END, note = CASE WHEN :all = 1 THEN NULL ELSE note END,"
            " iban_masked = CASE WHEN :account = 1 THEN NULL ELSE iban_masked END,"
            " iban_index = CASE WHEN :account = 1 THEN NULL ELSE iban_index END WHERE id = :id",
            text_or_null(all ? "" : without_name(entry.name, names)),
            text_or_null(all ? "" : without_name(entry.text, names)), text_or_null(all ? "" : entry.end_to_end), all,
            all || entry.from_his_account, entry.id);
        change.changed("bank_entry", entry.id, erased, Value(false), Value(true), 0);
        ++count;
    }
    return count;
}

json tell(House& house, Transaction& transaction, std::int64_t customer) {
    const auto or_null = [](const std::string& text) { return text.empty() ? json() : json(text); };
    json list = json::array();
    for (const auto& entry : entries_of(transaction, customer))
        list.push_back({{"booked_on", entry.booked_on},
                        {"amount", write_money(entry.amount, house.rules.currency_digits)},
                        {"account", entry.account},
                        {"statement", or_null(entry.number)},
                        {"name", or_null(entry.name)},
                        {"iban", or_null(entry.iban)},
                        {"text", or_null(entry.text)},
                        {"end_to_end", or_null(entry.end_to_end)}});
    return list;
}

}  // namespace

std::string content_of(const std::string& account, const BankEntry& entry) {
    return fmt::format("{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}", account, entry.booked_on, entry.value_on,
                       entry.amount, entry.end_to_end, entry.text, entry.name, entry.bank_reference);
}

std::string without_accounts(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = begins_at(text, at) ? end_of_account(text, at) : at;
        if (end == at) out += text[at++];
        else out += masked(compact(text.substr(at, end - at))), at = end;
    }
    return out;
}

customers::Traces statement_traces() { return {"bank_entries", forget, tell, true}; }

std::int64_t mask_older_entries(Transaction& transaction) {
    struct Older {
        std::int64_t id;
        std::string account;
        BankEntry entry;
    };
    std::vector<Older> all;
    {
        auto rows = transaction.query(
            "SELECT e.id, s.account, e.booked_on, e.value_on, e.amount, e.end_to_end, e.text, e.name, e.bank_reference"
            " FROM bank_entry e JOIN bank_statement s ON s.id = e.statement_id WHERE e.content IS NULL");
        while (rows.next()) {
            auto& one = all.emplace_back(Older{rows.integer(0), rows.string(1), {}});
            one.entry.booked_on = rows.string(2), one.entry.value_on = rows.string(3);
            one.entry.amount = rows.integer(4), one.entry.end_to_end = rows.string(5);
            one.entry.text = rows.string(6), one.entry.name = rows.string(7);
            one.entry.bank_reference = rows.string(8);
            // A statement without an account was kept under "-", and its entries told nothing of it.
            if (one.account == "-") one.account.clear();
        }
    }
    for (const auto& [id, account, entry] : all)
        transaction.execute("UPDATE bank_entry SET content = :content, text = :text, name = :name WHERE id = :id",
                            audit::sha256(content_of(account, entry)), text_or_null(without_accounts(entry.text)),
                            text_or_null(without_accounts(entry.name)), id);
    return static_cast<std::int64_t>(all.size());
}

std::vector<std::string> check_statement_words(Transaction& transaction) {
    auto rows = transaction.query("SELECT text, name FROM bank_entry");
    std::int64_t wrong = 0;
    while (rows.next())
        if (without_accounts(rows.text(0)) != rows.text(0) || without_accounts(rows.text(1)) != rows.text(1)) ++wrong;
    if (wrong == 0) return {};
    return {std::to_string(wrong) + " entries of bank statements hold account numbers in their words; the next statement "
                                    "that is read in masks them"};
}

}  // namespace kartei::books
