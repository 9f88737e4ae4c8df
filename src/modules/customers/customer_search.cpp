#include "modules/customers/customer_search.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "base/text.hpp"

namespace kartei::customers {
namespace {

using sql::Transaction;

/// A stretch of one kind of term, narrowed by patterns that the rest of the term must meet as well.
struct Question {
    TermKind kind;
    std::string low, high;
    std::string_view matched;
    std::vector<std::string> patterns = {};
    std::int64_t most_rows = most_rows_per_search;
};

/// First text after all that begin with `prefix`: terms hold no U+10FFFF.
std::string end_of(std::string_view prefix) { return std::string(prefix) + "\xf4\x8f\xbf\xbf"; }

Question beginning(TermKind kind, std::string prefix, std::string_view matched,
                   std::vector<std::string> patterns = {}) {
    auto end = end_of(prefix);
    return {kind, std::move(prefix), std::move(end), matched, std::move(patterns)};
}

constexpr std::size_t most_patterns = 4;

/// The same question with 0 … most_patterns patterns. The inner limit keeps the work bounded whatever the patterns
/// reject.
const std::string& statement_for(std::size_t patterns) {
    static const auto statements = [] {
        std::array<std::string, most_patterns + 1> all;
        std::string sql =
            "SELECT customer_id FROM (SELECT term, customer_id FROM customer_term WHERE kind = :kind AND term >= :low "
            "AND term < :high"
            " ORDER BY term, customer_id LIMIT :most) AS stretch";
        for (std::size_t i = 0; i <= most_patterns; ++i) {
            all[i] = sql;
            sql += (i == 0 ? " WHERE" : " AND") + (" term LIKE :pattern" + std::to_string(i)) + " ESCAPE '\\'";
        }
        return all;
    }();
    return statements[patterns];
}

/// Collects hits over several questions, each customer once.
class Search {
public:
    Search(Transaction& transaction, int limit, bool with_hidden)
        : transaction_(transaction), limit_(limit), with_hidden_(with_hidden) {}

    bool is_full() const { return static_cast<int>(found_.hits.size()) >= limit_; }
    bool has_hits() const { return !found_.hits.empty(); }

    void ask(const Question& question) {
        if (is_full()) {
            found_.complete = false;  // nobody has looked
            return;
        }
        std::vector<sql::Parameter> parameters{static_cast<int>(question.kind), question.low, question.high,
                                               question.most_rows};
        const auto patterns = std::min(question.patterns.size(), most_patterns);
        for (std::size_t i = 0; i < patterns; ++i) parameters.emplace_back(question.patterns[i]);
        auto rows = transaction_.run_stream(statement_for(patterns), parameters);
        std::vector<std::int64_t> ids;
        bool more = true;
        while (more && !is_full()) {
            for (ids.clear(); ids.size() < batch && (more = rows.next());) ids.push_back(rows.integer(0));
            add(ids, question.matched);
        }
        if (more) found_.complete = false;
        else if (patterns > 0 && found_.complete) found_.complete = !is_cut(question);
    }

    void add(const std::vector<std::int64_t>& ids, std::string_view matched) {
        std::vector<std::int64_t> fresh;
        for (auto id : ids)
            if (id != anonymous_customer && seen_.insert(id).second) fresh.push_back(id);
        for (auto& customer : find_customers(transaction_, fresh)) {
            if (customer.hidden_in_search && !with_hidden_) continue;
            if (is_full()) {
                found_.complete = false;
                return;
            }
            found_.hits.push_back({std::move(customer), matched});
        }
    }

    Transaction& transaction() { return transaction_; }
    Hits result() { return std::move(found_); }

private:
    /// Did the inner limit leave a part of the stretch unread?
    bool is_cut(const Question& question) {
        return transaction_
            .query(
                "SELECT 1 FROM customer_term WHERE kind = :kind AND term >= :low AND term < :high LIMIT 1 OFFSET :most",
                static_cast<int>(question.kind), question.low, question.high, question.most_rows)
            .next();
    }

    static constexpr std::size_t batch = 32;
    Transaction& transaction_;
    int limit_;
    bool with_hidden_;
    std::set<std::int64_t> seen_;
    Hits found_;
};

/// '%', '_' and '\' stand for themselves.
std::string escaped(std::string_view text) {
    std::string out;
    for (char character : text) {
        if (character == '%' || character == '_' || character == '\\') out += '\\';
        out += character;
    }
    return out;
}

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

void search_phone(Search& search, std::string_view text) {
    const auto term = phone_term(text);
    if (term.size() >= 3) search.ask(beginning(TermKind::phone, term, "phone"));
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

/// Every word in turn leads into the index as a word of the last name; the others narrow. Long words first: they lead
/// to fewer.
void search_name_words(Search& search, std::vector<std::string_view> parts) {
    std::stable_sort(parts.begin(), parts.end(), [](auto one, auto other) { return one.size() > other.size(); });
    for (std::size_t lead = 0; lead < parts.size() && !search.is_full(); ++lead) {
        std::vector<std::string> patterns;
        for (std::size_t other = 0; other < parts.size(); ++other)
            if (other != lead) patterns.push_back("% " + escaped(parts[other]) + "%");
        auto question = beginning(TermKind::name, std::string(parts[lead]), "name", std::move(patterns));
        question.most_rows = most_rows_per_search / static_cast<std::int64_t>(parts.size());
        search.ask(question);
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
    search.ask(beginning(TermKind::code1, folded, "code1"));
}

/// Begins with a digit: numbers of the house first, then what people know of themselves; at last a name ("4 you GmbH").
void search_digits(Search& search, std::string_view text) {
    const auto folded = search_fold(text);
    const auto parts = words(folded);
    if (parts.empty()) return;
    const auto digits = digits_of(text);
    const bool only_digits = digits.size() == text.size();
    if (only_digits && digits[0] != '0') search_number(search, digits);
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

}  // namespace

Hits search_customers(Transaction& transaction, std::string_view typed, int limit, bool with_hidden) {
    Search search(transaction, std::clamp(limit, 1, most_hits), with_hidden);
    const auto text = tidy(typed);
    if (text.empty()) return {};
    if (text[0] == '#') search_number(search, digits_of(text));
    else if (text.find('*') != std::string::npos) search_matchcode(search, text);
    else if (text.find('@') != std::string::npos) search_email(search, text);
    else if (text[0] == '+') search_phone(search, text);
    else if (is_digit(text[0])) search_digits(search, text);
    else if (const auto start = after_country_sign(text)) search_digits(search, std::string_view(text).substr(start));
    else search_name(search, text);
    return search.result();
}

const std::string& main_phone(const Customer& customer) {
    if (!customer.phone_mobile.empty()) return customer.phone_mobile;
    return customer.phone_private.empty() ? customer.phone_business : customer.phone_private;
}

}  // namespace kartei::customers
