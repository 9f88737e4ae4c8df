#include "modules/customers/customer_search.hpp"

#include <algorithm>
#include <array>
#include <charconv>

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

void search_matchcode(Search& search, std::string_view text) {
    const auto star = text.find('*');
    const auto head = search_fold(text.substr(0, star));
    const auto tail = search_fold(text.substr(star + 1));
    std::vector<std::string> patterns;
    if (!tail.empty()) patterns.push_back("%*" + escaped(tail) + "%");
    search.ask(beginning(TermKind::matchcode, head, "matchcode", std::move(patterns)));
}

void search_email(Search& search, std::string_view text) {
    if (text.starts_with('@')) text.remove_prefix(1);
    const auto term = email_term(text);
    if (!term.empty()) search.ask(beginning(TermKind::email, term, "email"));
}

/// Also without plus or zeros before the code of the country: 49171….
void search_phone(Search& search, std::string_view text) {
    const auto ask = [&](const std::string& term) {
        for (const auto kind : {TermKind::phone, TermKind::listed_phone})
            search.ask(beginning(kind, term, "phone"));
    };
    const auto term = phone_term(text);
    if (term.size() >= 3) ask(term);
    if (search.has_hits() || term.size() < 9) return;
    if (const auto shorter = phone_term("+" + term); shorter != term) ask(shorter);
}

/// Numbers of orders and tickets.
void search_elsewhere(Search& search, std::string_view number) {
    for (const auto& finder : finders())
        search.add(finder.find(search.transaction(), number, search.access()), finder.matched);
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

/// "10115", "10115 12", "10115 müller", "1234 AB 5": postcode, then house number or words of the name.
void search_postcode(Search& search, const std::vector<std::string_view>& parts) {
    std::size_t next = 1;
    std::string postcode(parts[0]);
    const auto is_letters = [](std::string_view part) {
        return part.size() == 2 && !is_digit(part[0]) && !is_digit(part[1]);
    };
    if (postcode.size() == 4 && parts.size() > 1 && is_letters(parts[1])) postcode += parts[next++];
    if (next < parts.size()) postcode += ' ';
    if (next < parts.size() && is_digit(parts[next][0])) postcode += parts[next++];
    std::vector<std::string> patterns;
    for (; next < parts.size(); ++next) patterns.push_back("% " + escaped(parts[next]) + "%");
    search.ask(beginning(TermKind::postcode, postcode, "postcode", std::move(patterns)));
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
void search_name_words(Search& search, std::vector<std::string_view> parts) {
    put_long_ones_first(parts);
    for (std::size_t lead = 0; lead < parts.size() && !search.is_full(); ++lead) {
        std::vector<std::string> patterns;
        for (std::size_t other = 0; other < parts.size(); ++other)
            if (other != lead) patterns.push_back("% " + escaped(parts[other]) + "%");
        auto question = beginning(TermKind::name, std::string(parts[lead]), "name", std::move(patterns));
        question.most_rows = most_rows_per_search / static_cast<std::int64_t>(parts.size());
        search.ask(question);
    }
}

/// How names are written elsewhere: together (vandenberg for van den Berg, Meyerschmidt for Meyer-Schmidt), or with
/// other prefixes (v.d. Berg).
void search_other_writings(Search& search, const std::vector<std::string_view>& parts) {
    if (parts.size() > 1 && !search.is_full()) {
        std::string together;
        for (auto part : parts) together += part;
        search.ask(beginning(TermKind::name, together, "name"));
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
    search_similar(search, parts);
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
    if (parts[0].size() >= 3 && is_digit(parts[0][0])) search_postcode(search, parts);
    if (digits.size() >= 5 && text.find_first_not_of("0123456789 ()/-.+") == std::string_view::npos)
        search_phone(search, text);
    if (only_digits || !search.has_hits()) search.ask(beginning(TermKind::code1, folded, "code1"));
    if (!only_digits && !search.has_hits()) search_name(search, text);
}

/// "D-10115", "NL-1234 AB": where the sign of the country ends.
std::size_t after_country_sign(std::string_view text) {
    const auto dash = text.find('-');
    const bool sign = dash == 1 || dash == 2;
    return sign && dash + 1 < text.size() && is_digit(text[dash + 1]) ? dash + 1 : 0;
}

/// Begins with a letter: a number of an order, the end of an e-mail address ("example.com"), a name.
void search_words(Search& search, std::string_view text) {
    if (std::any_of(text.begin(), text.end(), is_digit)) search_elsewhere(search, text);
    if (text.find('.') != std::string_view::npos && text.find(' ') == std::string_view::npos && !text.ends_with('.'))
        search_email(search, text);
    search_name(search, text);
}

}  // namespace

Hits search_customers(Transaction& transaction, std::string_view typed, int limit, bool with_hidden,
                      const EventAccess& access) {
    Search search(transaction, std::clamp(limit, 1, most_hits), with_hidden, access);
    const auto text = tidy(first_characters(typed, most_characters));
    if (text.empty()) return {};
    if (text[0] == '#') search_number(search, digits_of(text));
    else if (text[0] == '!') search_elsewhere(search, tidy(std::string_view(text).substr(1)));
    else if (text.find('*') != std::string::npos) search_matchcode(search, text);
    else if (text.find('@') != std::string::npos) search_email(search, text);
    else if (text[0] == '+') search_phone(search, text);
    else if (is_digit(text[0])) search_digits(search, text);
    else if (const auto start = after_country_sign(text)) search_digits(search, std::string_view(text).substr(start));
    else search_words(search, text);
    return search.result();
}

std::vector<Finder>& finders() {
    static std::vector<Finder> list;
    return list;
}

const std::string& main_phone(const Customer& customer) {
    if (!customer.phone_mobile.empty()) return customer.phone_mobile;
    return customer.phone_private.empty() ? customer.phone_business : customer.phone_private;
}

}  // namespace kartei::customers
