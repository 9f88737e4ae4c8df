#include "modules/customers/form_search.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/module.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"
#include "modules/customers/customer_attributes.hpp"
#include "modules/customers/customer_links.hpp"
#include "modules/customers/customer_numbers.hpp"
#include "modules/customers/term_search.hpp"

namespace kartei::customers {
namespace {

using sql::Transaction;

bool begins(std::string_view value, std::string_view typed) { return value.starts_with(typed); }

std::optional<std::int64_t> number_of(const std::string& digits) {
    std::int64_t number = 0;
    const auto end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

/// Every typed word is a word of `text`; the last one may be only begun, unless `whole`.
bool has_words(const std::string& text, const std::string& typed, bool whole) {
    const auto there = words(text), wanted = words(typed);
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (std::none_of(there.begin(), there.end(), [&](auto word) {
                return word == wanted[i] || (!whole && i + 1 == wanted.size() && word.starts_with(wanted[i]));
            }))
            return false;
    return !wanted.empty();
}

/// "mul*an": each segment from its beginning.
bool matchcode_fits(std::string_view matchcode, std::string_view typed) {
    const auto cut = [](std::string_view text, std::string& tail) {
        const auto star = text.find('*');
        tail = star == std::string_view::npos ? "" : search_fold(text.substr(star + 1));
        return search_fold(text.substr(0, star));
    };
    std::string tail, typed_tail;
    const auto head = cut(matchcode, tail), typed_head = cut(typed, typed_tail);
    return begins(head, typed_head) && begins(tail, typed_tail);
}

/// J-055, J-057: complete when a first name stands beside it. J-053: the matchcode counts as a name.
bool name_fits(const Customer& customer, const FormQuestion& question) {
    const bool whole = !question.first_name.empty();
    if (has_words(search_fold(customer.name_prefix + " " + customer.name), search_fold(question.name), whole))
        return true;
    return !whole && !customer.matchcode.empty() && matchcode_fits(customer.matchcode, question.name);
}

/// Who has a number in his list of phones that begins so; at most `most_customers_per_search`, more are not looked at.
std::set<std::int64_t> with_listed_phone(Transaction& transaction, const std::vector<std::string>& typed) {
    std::set<std::int64_t> ids;
    for (const auto& key : typed) {
        auto rows = transaction.query(
            "SELECT customer_id FROM customer_term WHERE kind = :kind AND term >= :low AND term < :high ORDER BY term, "
            "customer_id LIMIT :most",
            static_cast<int>(TermKind::listed_phone), key, end_of(key), most_customers_per_search);
        while (rows.next()) ids.insert(rows.integer(0));
    }
    return ids;
}

/// One of his numbers begins like one of the readings of what was typed.
bool phone_fits(const Customer& customer, const std::vector<std::string>& typed) {
    return std::any_of(phones.begin(), phones.end(), [&](const Phone& phone) {
        const auto keys = phone_keys(customer.*phone.typed);
        return std::any_of(keys.begin(), keys.end(), [&](const auto& key) {
            return std::any_of(typed.begin(), typed.end(), [&](const auto& begun) { return begins(key, begun); });
        });
    });
}

/// The address or a part of it, as in the index.
bool email_fits(const Customer& customer, const std::string& term) {
    const auto terms = terms_of(customer);
    return std::any_of(terms.begin(), terms.end(),
                       [&](const Term& one) { return one.kind == TermKind::email && begins(one.term, term); });
}

bool address_fits(const Customer& customer, const FormQuestion& question) {
    const auto fits = [](const std::string& typed, const std::string& value) {
        return typed.empty() || begins(search_fold(value), search_fold(typed));
    };
    return (question.street.empty() || begins(street_term(customer.street), street_term(question.street))) &&
           fits(question.house_number, customer.house_number) && fits(question.town, customer.town) &&
           (question.postcode.empty() || begins(postcode_term(customer.postcode), postcode_term(question.postcode))) &&
           (question.country.empty() || customer.country == question.country);
}

/// A criterion of the form with the customer's field that it is compared with.
struct WorkCriterion {
    std::string FormQuestion::*typed;
    std::string Customer::*member;
    TermKind kind;
};
constexpr std::array work_criteria{
    WorkCriterion{&FormQuestion::occupation, &Customer::occupation, TermKind::occupation},
    WorkCriterion{&FormQuestion::employer, &Customer::employer, TermKind::employer},
    WorkCriterion{&FormQuestion::position, &Customer::position, TermKind::position}};

bool is_quoted(std::string_view typed) { return typed.size() > 2 && typed.front() == '"' && typed.back() == '"'; }
std::string unquoted(std::string_view typed) { return std::string(typed.substr(1, typed.size() - 2)); }

/// J-133: the literal comparison stands beside the folded one (decisions.md 23).
bool work_fits(const std::string& value, const std::string& typed) {
    if (typed.empty()) return true;
    return is_quoted(typed) ? value == unquoted(typed) : begins(search_fold(value), search_fold(typed));
}

/// The criteria of the links, in the order of links.
constexpr std::array link_criteria{&FormQuestion::commission_from, &FormQuestion::billing_address_from,
                                   &FormQuestion::surcharges_from, &FormQuestion::company,
                                   &FormQuestion::turnover_group,  &FormQuestion::joint_salutation_with,
                                   &FormQuestion::fees_from,       &FormQuestion::agency};
static_assert(link_criteria.size() == links.size());

/// Every number of the customer who has this one: links that name a former number lead to him too.
std::set<std::int64_t> numbers_of(Transaction& transaction, std::int64_t number) {
    std::set<std::int64_t> numbers{number};
    const auto id = id_of_number(transaction, number);
    const auto customer = id ? find_customer(transaction, *id) : std::nullopt;
    if (!customer) return numbers;
    numbers.insert(*customer->number);
    for (const auto& former : former_numbers(transaction, *id))
        if (former.target == Target::customer) numbers.insert(former.number);
    return numbers;
}

/// What was typed as it is compared: read once, not for every customer.
struct Wanted {
    FormQuestion typed;
    std::vector<std::string> phone;  ///< every reading of it
    std::string email, code1, code2, category, birth_date;
    std::optional<std::int64_t> number, debtor_number;
    std::set<std::int64_t> listed_phone = {};  ///< who has the number in his list
    /// Numbers that a link may hold; empty = not asked for.
    std::array<std::set<std::int64_t>, links.size()> linked = {};
};

bool work_and_links_fit(const Customer& customer, const Wanted& wanted) {
    for (const auto& criterion : work_criteria)
        if (!work_fits(customer.*criterion.member, wanted.typed.*criterion.typed)) return false;
    for (std::size_t i = 0; i < links.size(); ++i)
        if (const auto& numbers = wanted.linked[i];
            !numbers.empty() && !numbers.contains((customer.*links[i].member).value_or(0)))
            return false;
    return true;
}

bool fits(const Customer& customer, const Wanted& wanted) {
    const auto& typed = wanted.typed;
    return (!wanted.debtor_number || customer.debtor_number == wanted.debtor_number) &&
           (typed.name.empty() || name_fits(customer, typed)) &&
           (typed.first_name.empty() ||
            has_words(search_fold(customer.first_name), search_fold(typed.first_name), false)) &&
           (typed.matchcode.empty() || matchcode_fits(customer.matchcode, typed.matchcode)) &&
           (wanted.code1.empty() || begins(search_fold(customer.code1), wanted.code1)) &&
           (wanted.code2.empty() || begins(search_fold(customer.code2), wanted.code2)) &&
           (wanted.phone.empty() || wanted.listed_phone.contains(customer.id) || phone_fits(customer, wanted.phone)) &&
           (wanted.email.empty() || email_fits(customer, wanted.email)) && address_fits(customer, typed) &&
           (wanted.birth_date.empty() || customer.birth_date == wanted.birth_date) &&
           (typed.kind.empty() || customer.kind == typed.kind) &&
           (wanted.category.empty() || begins(search_fold(customer.category), wanted.category)) &&
           work_and_links_fit(customer, wanted);
}

Result<Wanted> read(const FormQuestion& typed) {
    Wanted wanted{typed, phone_keys(typed.phone), email_term(typed.email), search_fold(typed.code1),
                  search_fold(typed.code2), search_fold(typed.category), "", {}, {}};
    std::vector<Issue> issues;
    if (!typed.first_name.empty() && typed.name.empty())
        issues.push_back({"first_name", "error.first_name_needs_name", {}});
    const auto read_number = [&](const char* field, const std::string& text, std::optional<std::int64_t>& into) {
        if (!text.empty() && !(into = number_of(text))) issues.push_back({field, "error.not_a_number", {}});
    };
    read_number("number", typed.number, wanted.number);
    read_number("debtor_number", typed.debtor_number, wanted.debtor_number);
    for (std::size_t i = 0; i < links.size(); ++i) {
        std::optional<std::int64_t> number;
        read_number(links[i].field.data(), typed.*link_criteria[i], number);
        if (number) wanted.linked[i] = {*number};
    }
    if (!typed.birth_date.empty()) {
        auto date = read_value(find_field(customer_fields(), "birth_date")->field, typed.birth_date);
        if (!date) issues.insert(issues.end(), date.refusal().issues.begin(), date.refusal().issues.end());
        else if (auto text = std::get_if<std::string>(&*date)) wanted.birth_date = *text;
    }
    if (!issues.empty()) return Refusal{RefusalKind::invalid, issues};
    return wanted;
}

/// Words of the name narrow inside the index, where the term carries them; so does the town beside a street.
std::vector<std::string> patterns_of(const FormQuestion& typed, std::string_view beside) {
    const auto folded = search_fold(std::string(beside) + " " + typed.name + " " + typed.first_name);
    std::vector<std::string> patterns;
    for (auto word : words(folded))
        if (patterns.size() < most_patterns) patterns.push_back("% " + escaped(word) + "%");
    return patterns;
}

void ask_numbers(TermSearch& search, const Wanted& wanted) {
    if (wanted.number) {
        if (auto id = id_of_number(search.transaction(), *wanted.number)) search.add({*id}, "number");
        return;
    }
    for (const auto& finder : handed_in<Finder>()) {
        const auto number = finder.matched == "order"    ? wanted.typed.order
                            : finder.matched == "ticket" ? wanted.typed.ticket
                                                         : std::string();
        if (!number.empty()) search.add(finder.find(search.transaction(), number, search.access()), finder.matched);
    }
}

void ask_debtor(TermSearch& search, std::int64_t number) {
    std::vector<std::int64_t> ids;
    auto rows = search.transaction().query(
        "SELECT id FROM customer WHERE debtor_number = :number ORDER BY id LIMIT :limit", number, most_hits);
    while (rows.next()) ids.push_back(rows.integer(0));
    search.add(ids, "number");
}

/// By name: words of the last name, and matchcodes.
void ask_name(TermSearch& search, const FormQuestion& typed) {
    const auto folded = search_fold(typed.name);
    const auto parts = words(folded);
    if (parts.empty()) return;
    const auto longest = *std::max_element(parts.begin(), parts.end(),
                                           [](auto one, auto other) { return one.size() < other.size(); });
    if (typed.first_name.empty()) search.ask(beginning(TermKind::matchcode, folded, "matchcode"));
    const auto first = search_fold(typed.first_name);
    if (!first.empty()) {
        // The whole name at once, where it is one word or typed in its order.
        search.ask(beginning(TermKind::name, std::string(parts[0]) + "\x01 " + folded + " " + first, "name"));
        search.ask({TermKind::name, std::string(longest) + '\x01', std::string(longest) + '\x02', "name",
                    patterns_of(typed, "")});
        return;
    }
    search.ask(beginning(TermKind::name, std::string(longest), "name", patterns_of(typed, "")));
}

/// By matchcode: the part before the star leads.
void ask_matchcode(TermSearch& search, const std::string& typed) {
    const auto star = typed.find('*');
    const auto tail = star == std::string::npos ? "" : search_fold(std::string_view(typed).substr(star + 1));
    std::vector<std::string> patterns;
    if (!tail.empty()) patterns.push_back("%*" + escaped(tail) + "%");
    search.ask(beginning(TermKind::matchcode, search_fold(typed.substr(0, star)), "matchcode", std::move(patterns)));
}

/// By town, where the name beside it stands in the same stretch of the index when it was typed in its order.
void ask_town(TermSearch& search, const FormQuestion& typed) {
    const auto town = search_fold(typed.town), name = search_fold(typed.name);
    if (!name.empty()) {
        const auto first = search_fold(typed.first_name);
        search.ask(beginning(TermKind::town, town + "\x01 " + name + (first.empty() ? "" : " " + first), "address"));
    }
    search.ask(beginning(TermKind::town, town, "address", patterns_of(typed, "")));
}

/// All customers in the order of names, for criteria that no index leads to (kind, country, category, code2).
void ask_everybody(TermSearch& search, const FormQuestion& typed) {
    const auto lines = lines_from(search.transaction(), "", "", most_customers_per_search, typed.with_hidden);
    std::vector<std::int64_t> ids;
    for (const auto& line : lines) ids.push_back(line.customer_id);
    search.add(ids, "name");
    if (lines.size() == static_cast<std::size_t>(most_customers_per_search)) search.say_incomplete();
}

void ask_phone(TermSearch& search, const std::vector<std::string>& keys) {
    for (const auto& key : keys)
        for (const auto kind : {TermKind::phone, TermKind::listed_phone}) search.ask(beginning(kind, key, "phone"));
}

/// J-172: who has a link to one of these numbers; false when no link is asked for.
bool ask_links(TermSearch& search, const Wanted& wanted) {
    for (std::size_t i = 0; i < links.size(); ++i) {
        if (wanted.linked[i].empty()) continue;
        std::vector<std::int64_t> ids;
        for (const auto number : wanted.linked[i]) {
            // sql: the name of a link's column, from the table of links
            auto rows = search.transaction().query("SELECT id FROM customer WHERE " + std::string(links[i].field) +
                                                       " = :number ORDER BY number LIMIT :most",
                                                   number, most_customers_per_search);
            while (rows.next()) ids.push_back(rows.integer(0));
        }
        search.add(ids, "link");
        if (ids.size() >= static_cast<std::size_t>(most_customers_per_search)) search.say_incomplete();
        return true;
    }
    return false;
}

/// By occupation, employer or position; false when none is asked for.
bool ask_work(TermSearch& search, const FormQuestion& typed) {
    for (const auto& criterion : work_criteria) {
        const auto& value = typed.*criterion.typed;
        if (value.empty()) continue;
        const auto prefix = is_quoted(value) ? work_term(unquoted(value)) : search_fold(value);
        search.ask(beginning(criterion.kind, prefix, "work"));
        return true;
    }
    return false;
}

/// The criterion that leads to the fewest.
void ask(TermSearch& search, const Wanted& wanted) {
    const auto& typed = wanted.typed;
    const auto lead = [&](TermKind kind, const std::string& prefix, std::string_view matched) {
        search.ask(beginning(kind, prefix, matched, patterns_of(typed, kind == TermKind::street ? typed.town : "")));
    };
    if (wanted.number || !typed.order.empty() || !typed.ticket.empty()) ask_numbers(search, wanted);
    else if (wanted.debtor_number) ask_debtor(search, *wanted.debtor_number);
    else if (!wanted.email.empty()) search.ask(beginning(TermKind::email, wanted.email, "email"));
    else if (!wanted.phone.empty() && wanted.phone[0].size() >= 3) ask_phone(search, wanted.phone);
    else if (!wanted.code1.empty()) search.ask(beginning(TermKind::code1, wanted.code1, "code1"));
    else if (!wanted.birth_date.empty()) lead(TermKind::birth_date, wanted.birth_date + '\x01', "birth_date");
    else if (!street_term(typed.street).empty()) lead(TermKind::street, street_term(typed.street), "address");
    else if (!postcode_term(typed.postcode).empty())
        lead(TermKind::postcode, postcode_term(typed.postcode), "postcode");
    else if (!search_fold(typed.matchcode).empty()) ask_matchcode(search, typed.matchcode);
    else if (ask_links(search, wanted)) return;
    else if (!search_fold(typed.town).empty()) ask_town(search, typed);
    else if (!typed.name.empty()) ask_name(search, typed);
    else if (!ask_work(search, typed)) ask_everybody(search, typed);
}

bool asks_for_work_or_links(const FormQuestion& typed) {
    return std::any_of(work_criteria.begin(), work_criteria.end(),
                       [&](const WorkCriterion& criterion) { return !(typed.*criterion.typed).empty(); }) ||
           std::any_of(link_criteria.begin(), link_criteria.end(),
                       [&](auto member) { return !(typed.*member).empty(); });
}

bool asks_for_nothing(const FormQuestion& typed) {
    return typed.number.empty() && typed.debtor_number.empty() && typed.name.empty() && typed.first_name.empty() &&
           typed.matchcode.empty() && typed.code1.empty() && typed.code2.empty() && typed.street.empty() &&
           typed.house_number.empty() && typed.postcode.empty() && typed.town.empty() && typed.country.empty() &&
           typed.phone.empty() && typed.email.empty() && typed.birth_date.empty() && typed.kind.empty() &&
           typed.category.empty() && typed.order.empty() && typed.ticket.empty() && !asks_for_work_or_links(typed);
}

}  // namespace

Result<Hits> search_by_form(Transaction& transaction, const FormQuestion& question) {
    if (asks_for_nothing(question)) return refuse(RefusalKind::invalid, "error.nothing_to_search");
    auto wanted = TRY(read(question));
    for (auto& numbers : wanted.linked)
        if (!numbers.empty()) numbers = numbers_of(transaction, *numbers.begin());
    if (!wanted.phone.empty()) wanted.listed_phone = with_listed_phone(transaction, wanted.phone);
    TermSearch search(transaction, std::clamp(question.limit, 1, most_hits), question.with_hidden, question.access);
    search.demand([&](const Customer& customer) { return fits(customer, wanted); }, most_customers_per_search);
    ask(search, wanted);
    auto found = search.result();
    std::sort(found.hits.begin(), found.hits.end(), [](const Hit& one, const Hit& other) {
        const auto key = [](const Hit& hit) {
            return std::pair(name_key(hit.customer.name, hit.customer.first_name), hit.customer.id);
        };
        return key(one) < key(other);
    });
    return found;
}

}  // namespace kartei::customers
