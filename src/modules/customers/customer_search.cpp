#include "modules/customers/customer_search.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/codes.hpp"
#include "base/module.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"
#include "modules/customers/name_spelling.hpp"
#include "modules/customers/term_search.hpp"

namespace kartei::customers {
namespace {

using sql::Transaction;
using Search = TermSearch;

bool is_digit(char character) { return character >= '0' && character <= '9'; }

std::string joined(const std::vector<std::string_view>& parts, std::size_t first, std::size_t last) {
    std::string out;
    for (auto i = first; i < last; ++i) out.append(i > first ? " " : "").append(parts[i]);
    return out;
}

std::string joined_words(const std::vector<std::string_view>& parts, std::size_t first, std::size_t last) {
    auto out = joined(parts, first, last);
    std::erase(out, ' ');
    return out;
}

void search_matchcode(Search& search, std::string_view text) {
    const auto star = text.find('*');
    const auto head = search_fold(text.substr(0, star));
    const auto tail = search_fold(text.substr(star + 1));
    if (head.empty()) return;  // J-057: by the first name alone nobody is found
    std::vector<std::string> patterns;
    if (!tail.empty()) patterns.push_back("%*" + escaped(tail) + "%");
    search.ask(beginning(TermKind::matchcode, head, "matchcode", std::move(patterns)));
}

void search_email(Search& search, std::string_view text) {
    if (text.starts_with('@')) text.remove_prefix(1);
    const auto term = email_term(text);
    if (!term.empty()) search.ask(beginning(TermKind::email, term, "email"));
}

/// Whatever notation: each number of the text, with its extension or without, with the code of its country or not.
void search_phone(Search& search, std::string_view text) {
    const auto keys = phone_keys(text);
    const auto ask = [&](const std::string& key) {
        for (const auto kind : {TermKind::phone, TermKind::listed_phone})
            if (key.size() >= 3) search.ask(beginning(kind, key, "phone"));
    };
    // Of a number without its plus both readings are sure: some have it stored so, others as their country writes it.
    for (const auto& key : keys)
        if (&key == &keys[0] || key.size() >= 8 || !search.has_hits()) ask(key);
    // Begun without its plus: 4917…
    if (keys.size() != 1 || keys[0].size() < 9 || search.has_hits()) return;
    if (const auto shorter = phone_key("+" + keys[0], ""); shorter != keys[0]) ask(shorter);
}

/// Digits as people set them; with words beside them ("030 231251 App. 12") only as many as no house number has.
bool may_be_phone(std::string_view text) {
    if (text.find_first_not_of("0123456789 ()/-.+") == std::string_view::npos) return true;
    const auto phones = written_phones(text);
    return !phones.empty() && digits_of(phones.front().number).size() >= 7;
}

/// Numbers of orders, tickets and bookings; names of who travels.
void search_elsewhere(Search& search, std::string_view typed, bool by_name = false) {
    for (const auto& finder : handed_in<Finder>())
        if (finder.by_name == by_name && search.may(finder.right) && !search.is_full())
            search.add(finder.find(search.transaction(), typed, search.access()), finder.matched);
}

void search_number(Search& search, std::string_view digits) {
    std::int64_t number = 0;
    if (digits.empty() || digits.size() > 18) return;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (auto id = id_of_number(search.transaction(), number)) search.add({*id}, "number");
    std::vector<std::int64_t> ids;
    auto rows = search.transaction().query(
        "SELECT id FROM customer WHERE debtor_number = :number ORDER BY id LIMIT :limit", number, most_hits);
    while (rows.next()) ids.push_back(rows.integer(0));
    search.add(ids, "number");
}

/// A postcode, then house number or words of the name from `next` on.
void ask_postcode(Search& search, std::string postcode, const std::vector<std::string_view>& parts, std::size_t next) {
    if (next < parts.size()) postcode += ' ';
    if (next < parts.size() && is_digit(parts[next][0])) postcode += parts[next++];
    std::vector<std::string> patterns;
    for (; next < parts.size(); ++next) patterns.push_back("% " + escaped(parts[next]) + "%");
    search.ask(beginning(TermKind::postcode, postcode, "postcode", std::move(patterns)));
}

/// "10115", "10115 12", "10115 müller", "1234 AB 5".
void search_postcode(Search& search, const std::vector<std::string_view>& parts) {
    const auto is_letters = [](std::string_view part) {
        return part.size() == 2 && !is_digit(part[0]) && !is_digit(part[1]);
    };
    const bool dutch = parts[0].size() == 4 && parts.size() > 1 && is_letters(parts[1]);
    ask_postcode(search, joined_words(parts, 0, dutch ? 2 : 1), parts, dutch ? 2 : 1);
}

/// "00-950", "110 00", "12345-6789": digits in the two groups in which some countries write them.
void search_grouped_postcode(Search& search, std::string_view text) {
    const auto gap = text.find_first_of(" -");
    if (gap == std::string_view::npos) return;
    const auto first = text.substr(0, gap), second = text.substr(gap + 1);
    const auto are_digits = [](std::string_view part, std::size_t length) {
        return part.size() == length && std::all_of(part.begin(), part.end(), is_digit);
    };
    if ((are_digits(first, 2) && are_digits(second, 3)) || (are_digits(first, 3) && are_digits(second, 2)) ||
        (are_digits(first, 5) && are_digits(second, 4)) || (are_digits(first, 5) && are_digits(second, 3)) ||
        (are_digits(first, 3) && are_digits(second, 4)) || (are_digits(first, 4) && are_digits(second, 3)))
        search.ask(beginning(TermKind::postcode, postcode_term(text), "postcode"));
}

/// "SW1A 1AA", "sw1a1aa", "SW1A 1AA 10", "D02 X285", "K1A 0B1": postcodes of letters and digits, in one word or two.
void search_lettered_postcode(Search& search, const std::vector<std::string_view>& parts) {
    const auto has_digit = [](std::string_view part) { return std::any_of(part.begin(), part.end(), is_digit); };
    if (!has_digit(parts[0]) || parts[0].size() > 7) return;
    const bool two = parts.size() > 1 && parts[0].size() <= 4 && has_digit(parts[1]) && parts[1].size() <= 4;
    if (two) ask_postcode(search, joined_words(parts, 0, 2), parts, 2);
    if (!search.has_hits() && parts[0].size() >= 2) ask_postcode(search, std::string(parts[0]), parts, 1);
}

/// The typed words as a whole name, last name first or first name first.
void search_whole_names(Search& search, const std::vector<std::string_view>& parts) {
    const auto count = parts.size();
    const auto ask = [&](std::size_t first, std::size_t last, const std::string& rest) {
        auto name = joined(parts, first, last);
        search.ask(beginning(TermKind::name, std::string(parts[first]) + "\x01 " + name + " " + rest, "name"));
    };
    ask(0, count, "");
    for (std::size_t cut = 1; cut < count && !search.is_full(); ++cut) {
        ask(cut, count, joined(parts, 0, cut));
        ask(0, cut, joined(parts, cut, count));
    }
}

/// Words that stand before a name and are left out, shortened or written together as one likes.
bool is_prefix_word(std::string_view word) {
    static constexpr std::array<std::string_view, 26> prefixes{"van", "von",  "vom", "der", "den", "de", "dem",
                                                               "des", "het",  "t",   "s",   "ten", "ter", "te",
                                                               "op",  "in",   "v",   "d",   "vd",  "zu",  "zum",
                                                               "zur", "und",  "la",  "le",  "du"};
    return std::find(prefixes.begin(), prefixes.end(), word) != prefixes.end();
}

/// The words that matter; all of them when there are none but prefixes.
std::vector<std::string_view> without_prefixes(const std::vector<std::string_view>& parts) {
    std::vector<std::string_view> kept;
    for (auto part : parts)
        if (!is_prefix_word(part)) kept.push_back(part);
    return kept.empty() ? parts : kept;
}

void put_long_ones_first(std::vector<std::string_view>& parts) {
    std::stable_sort(parts.begin(), parts.end(), [](auto one, auto other) { return one.size() > other.size(); });
}

/// Every word in turn leads into the index as a word of the last name; the others narrow. Long words first: they lead
/// to fewer.
void search_name_words(Search& search, std::vector<std::string_view> parts, TermKind kind = TermKind::name,
                       std::string_view matched = "name") {
    put_long_ones_first(parts);
    for (std::size_t lead = 0; lead < parts.size() && !search.is_full(); ++lead) {
        std::vector<std::string> patterns;
        for (std::size_t other = 0; other < parts.size(); ++other)
            if (other != lead) patterns.push_back("% " + escaped(parts[other]) + "%");
        auto question = beginning(kind, std::string(parts[lead]), matched, std::move(patterns));
        question.most_rows = most_rows_per_search / static_cast<std::int64_t>(parts.size());
        search.ask(question);
    }
}

/// How names are written elsewhere: together (vandenberg for van den Berg, Meyerschmidt for Meyer-Schmidt), or with
/// other prefixes (v.d. Berg).
void search_other_writings(Search& search, const std::vector<std::string_view>& parts) {
    if (parts.size() > 1 && !search.is_full()) {
        search.ask(beginning(TermKind::name, joined_words(parts, 0, parts.size()), "name"));
    }
    const auto kept = without_prefixes(parts);
    if (kept.size() < parts.size() && !search.is_full()) search_name_words(search, kept);
}

/// Is each of the typed words there, from its beginning or as a near word?
bool all_are_near(const std::vector<std::string_view>& typed, std::string_view term) {
    const auto there = words(term.substr(term.find('\x01') + 1));
    return std::all_of(typed.begin(), typed.end(), [&](std::string_view word) {
        return std::any_of(there.begin(), there.end(), [&](std::string_view other) {
            return other.starts_with(word) || nearness(word, other) >= 0;
        });
    });
}

constexpr std::int64_t most_similar_rows = 2'000, most_rows_per_word = 600;
constexpr std::size_t most_near_words = 12;

/// Names that a near word leads to. With one further word those whose first name begins like it come first: beside a
/// frequent last name the others would never be reached.
void ask_near(Search& search, const std::string& word, const std::vector<std::string_view>& others,
              std::int64_t& rows_left) {
    const auto ask = [&](const std::string& low, const std::string& high) {
        if (search.is_full()) return;
        Question question{TermKind::name, low, high, "similar"};
        question.most_rows = std::min(rows_left, most_rows_per_word);
        rows_left -= search.ask_checked(question, [&](std::string_view term) { return all_are_near(others, term); });
    };
    if (others.size() == 1)
        for (const auto& begun : {std::string(others[0]), first_characters(others[0], 1)}) {
            const auto start = word + "\x01 " + word + " " + begun;
            ask(start, end_of(start));
        }
    ask(word + '\x01', word + '\x02');
}

/// Misspelt names, behind those that fit: each word in turn is replaced by the register's words near to it.
void search_similar(Search& search, std::vector<std::string_view> parts) {
    if (search.is_full()) return;
    parts = without_prefixes(parts);
    put_long_ones_first(parts);
    if (search.has_hits()) search.take_at_most(most_similar_hits);
    auto rows_left = most_similar_rows;
    for (std::size_t lead = 0; lead < parts.size() && rows_left > 0 && !search.is_full(); ++lead) {
        auto others = parts;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(lead));
        for (const auto& near : near_words(search.transaction(), parts[lead], most_near_words))
            if (!(others.empty() && near.word.starts_with(parts[lead]))) ask_near(search, near.word, others, rows_left);
    }
}

void search_name(Search& search, std::string_view text) {
    const auto folded = search_fold(text);
    auto parts = words(folded);
    if (parts.empty()) return;
    parts.resize(std::min(parts.size(), most_patterns + 1));
    search.ask({TermKind::matchcode, folded, folded + '\x01', "matchcode"});
    search.ask(beginning(TermKind::matchcode, folded + "*", "matchcode"));
    search_whole_names(search, parts);
    search.ask(beginning(TermKind::matchcode, folded, "matchcode"));
    search_name_words(search, parts);
    search_other_writings(search, parts);
    search.ask(beginning(TermKind::code1, folded, "code1"));
    search_name_words(search, parts, member_term, "member");
    search_elsewhere(search, text, true);
    search_similar(search, parts);
}

/// "17.05.1980", "1980-05-17": whoever was born on that day.
void search_birth_date(Search& search, std::string_view text) {
    if (text.find_first_of("./-") == std::string_view::npos || text.size() < 8) return;
    static const Field birth_date{"birth_date", FieldKind::date};
    const auto read = read_value(birth_date, text);
    const auto* day = read ? std::get_if<std::string>(&*read) : nullptr;
    if (day) search.ask(beginning(TermKind::birth_date, *day + '\x01', "birth_date"));
}

/// Begins with a digit: numbers of the house first, then what people know of themselves; at last a name ("4 you GmbH").
void search_digits(Search& search, std::string_view text) {
    const auto folded = search_fold(text);
    const auto parts = words(folded);
    if (parts.empty()) return;
    const auto digits = digits_of(text);
    const bool only_digits = digits.size() == text.size();
    if (only_digits && digits[0] != '0') search_number(search, digits);
    search_elsewhere(search, text);
    search_birth_date(search, text);
    if (parts[0].size() >= 3 && is_digit(parts[0][0])) search_postcode(search, parts);
    search_grouped_postcode(search, text);
    if (digits.size() >= 5 && may_be_phone(text)) search_phone(search, text);
    if (only_digits || !search.has_hits()) search.ask(beginning(TermKind::code1, folded, "code1"));
    if (!only_digits && !search.has_hits()) search_name(search, text);
}

/// "D-10115", "CH 8001 12": the sign of the country goes. "Tel. 030 231251". Else a postcode that begins with letters.
void search_digits_in_words(Search& search, std::string_view text) {
    if (const auto sign = country_sign_before(text)) return search_digits(search, text.substr(sign));
    const auto folded = search_fold(text);
    if (const auto parts = words(folded); !parts.empty()) search_lettered_postcode(search, parts);
    if (!search.has_hits() && may_be_phone(text)) search_phone(search, text);
}

/// Begins with a letter: a number of an order, the end of an e-mail address ("example.com"), a name.
void search_words(Search& search, std::string_view text) {
    if (std::any_of(text.begin(), text.end(), is_digit)) search_elsewhere(search, text);
    if (text.find('.') != std::string_view::npos && text.find(' ') == std::string_view::npos && !text.ends_with('.'))
        search_email(search, text);
    if (std::any_of(text.begin(), text.end(), is_digit)) search_digits_in_words(search, text);
    search_name(search, text);
}

}  // namespace

Hits search_customers(Transaction& transaction, std::string_view typed, int limit, bool with_hidden,
                      const EventAccess& access, const MayAsk& may) {
    Search search(transaction, std::clamp(limit, 1, most_hits), with_hidden, access, may);
    const auto text = tidy(first_characters(typed, most_characters));
    if (text.empty()) return {};
    if (text[0] == '#') search_number(search, digits_of(text));
    else if (text[0] == '!') search_elsewhere(search, tidy(std::string_view(text).substr(1)));
    else if (text.find('*') != std::string::npos) search_matchcode(search, text);
    else if (text.find('@') != std::string::npos) search_email(search, text);
    else if (text[0] == '+' || text.starts_with("(0") || text.starts_with("(+")) search_phone(search, text);
    else if (is_digit(text[0])) search_digits(search, text);
    else search_words(search, text);
    return search.result();
}


const std::string& main_phone(const Customer& customer) {
    if (!customer.phone_mobile.empty()) return customer.phone_mobile;
    return customer.phone_private.empty() ? customer.phone_business : customer.phone_private;
}

}  // namespace kartei::customers
