#include "modules/customers/name_spelling.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/sound.hpp"
#include "modules/customers/customer_rules.hpp"

namespace kartei::customers {
namespace {

using sql::Transaction;

/// Letters of a word that are looked at; a longer one is told apart by its beginning well enough.
constexpr std::size_t most_letters = 20;
constexpr std::size_t fewest_letters = 3;
/// Key rows of one look-up, at most: a sound of one digit may have hundreds of words.
constexpr std::int64_t most_rows = 400;
constexpr std::size_t most_keys = most_letters + 2;

std::vector<std::string_view> letters_of(std::string_view word) {
    std::vector<std::string_view> letters;
    for (std::size_t begin = 0; begin < word.size() && letters.size() < most_letters;) {
        auto end = begin + 1;
        while (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xC0) == 0x80) ++end;
        letters.push_back(word.substr(begin, end - begin));
        begin = end;
    }
    return letters;
}

/// The word, the word without each of its letters, and "#sound"; none for a word too short to be misspelt.
std::set<std::string> keys_of(std::string_view word) {
    const auto letters = letters_of(word);
    std::set<std::string> keys;
    if (letters.size() < fewest_letters) return keys;
    for (std::size_t left_out = 0; left_out <= letters.size(); ++left_out) {
        std::string key;
        for (std::size_t i = 0; i < letters.size(); ++i)
            if (i != left_out) key += letters[i];
        keys.insert(std::move(key));
    }
    if (auto sound = sound_of(word); !sound.empty()) keys.insert("#" + sound);
    return keys;
}

/// Stretch of customer_term that holds the names with a word.
bool is_in_use(Transaction& transaction, std::string_view word) {
    return transaction
        .query("SELECT 1 FROM customer_term WHERE kind = :kind AND term >= :low AND term < :high LIMIT 1",
               static_cast<int>(TermKind::name), std::string(word) + '\x01', std::string(word) + '\x02')
        .next();
}

}  // namespace

int errors_between(std::string_view one, std::string_view other, int most) {
    const auto a = letters_of(one), b = letters_of(other);
    const auto difference = static_cast<int>(a.size()) - static_cast<int>(b.size());
    if (std::abs(difference) > most) return most + 1;
    std::array<std::array<int, most_letters + 1>, 3> rows{};  // optimal string alignment, three rows at a time
    for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& above = rows[(i + 2) % 3];
        const auto& second = rows[(i + 1) % 3];
        row[0] = static_cast<int>(i);
        int least = row[0];
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], second[j - 2] + 1);
            least = std::min(least, row[j]);
        }
        if (least > most) return most + 1;
    }
    return std::min(rows[a.size() % 3][b.size()], most + 1);
}

int nearness(std::string_view typed, std::string_view word) {
    const auto length = letters_of(typed).size();
    const int plain = length <= 3 ? 0 : length <= 5 ? 1 : 2;
    const int errors = errors_between(typed, word, plain + 1);
    if (errors <= plain) return errors;
    return errors == plain + 1 && length >= fewest_letters && sound_of(typed) == sound_of(word) ? errors : -1;
}

std::vector<NearWord> near_words(Transaction& transaction, std::string_view typed, std::size_t most) {
    static const std::string statement = [] {
        std::string list;
        for (std::size_t i = 0; i < most_keys; ++i) list += (i ? ", :key" : ":key") + std::to_string(i);
        // sql: placeholders of our own
        return "SELECT DISTINCT word FROM name_spelling WHERE key IN (" + list + ") LIMIT :most";
    }();
    const auto keys = keys_of(typed);
    if (keys.empty()) return {};
    std::vector<sql::Parameter> parameters(keys.begin(), keys.end());
    while (parameters.size() < most_keys) parameters.emplace_back(*keys.begin());
    parameters.emplace_back(most_rows);
    std::vector<NearWord> near;
    auto rows = transaction.run_query(statement, parameters);
    while (rows.next())
        if (const int errors = nearness(typed, rows.text(0)); errors >= 0) near.push_back({rows.string(0), errors});
    // Who mistypes seldom does so in the first letter.
    const auto rank = [&](const NearWord& word) {
        return std::tuple(word.errors, word.word.front() != typed.front(), word.word);
    };
    std::sort(near.begin(), near.end(), [&](const auto& one, const auto& other) { return rank(one) < rank(other); });
    if (near.size() > most) near.resize(most);
    return near;
}

void remember_word(Transaction& transaction, std::string_view word) {
    const auto keys = keys_of(word);
    if (keys.empty() || transaction
                            .query("SELECT 1 FROM name_spelling WHERE key = :key AND word = :word", *keys.begin(), word)
                            .next())
        return;
    for (const auto& key : keys)
        transaction.execute("INSERT INTO name_spelling (key, word) VALUES (:key, :word) ON CONFLICT DO NOTHING", key,
                            word);
}

void forget_word(Transaction& transaction, std::string_view word) {
    if (is_in_use(transaction, word)) return;
    for (const auto& key : keys_of(word))
        transaction.execute("DELETE FROM name_spelling WHERE key = :key AND word = :word", key, word);
}

std::int64_t check_words(Transaction& transaction) {
    std::int64_t wrong = 0, expected = 0;
    std::string last;
    auto rows = transaction.stream("SELECT term FROM customer_term WHERE kind = :kind ORDER BY term, customer_id",
                                   static_cast<int>(TermKind::name));
    while (rows.next()) {
        const auto word = word_of_term(rows.text(0));
        if (word == last) continue;
        last = word;
        for (const auto& key : keys_of(last)) {
            ++expected;
            wrong += !transaction
                          .query("SELECT 1 FROM name_spelling WHERE key = :key AND word = :word", key, last)
                          .next();
        }
    }
    auto counted = transaction.query("SELECT count(*) FROM name_spelling");
    counted.next();
    return wrong + std::abs(counted.integer(0) - expected);
}

}  // namespace kartei::customers
