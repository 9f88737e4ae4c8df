#include "modules/mailing/letter_words.hpp"

#include <algorithm>
#include <array>

#include "modules/customers/customer_rules.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/profile/warnings.hpp"

namespace kartei::mailing {
namespace {

using customers::Customer;
using sql::Transaction;

constexpr std::string_view member_prefix = "member", of_member = "member.";

/// Fields of a customer that hold a code of the choice list of the same name.
constexpr std::array<std::string_view, 4> coded{"category", "mailing_kind", "payment_kind", "payment_term"};

std::string label_of(const std::vector<parameters::Choice>& choices, const std::string& code, std::string_view kind) {
    std::string label = code;
    for (const auto& choice : choices)
        if (choice.code == code) {
            label = choice.label;
            if (choice.kind == kind) break;  // the word of his own kind goes before that of others
        }
    return label;
}

/// A value as people read it in a letter.
std::string shown(const Field& field, const Value& value, std::string_view record, Language language,
                  const ReadingRules& rules) {
    if (is_empty(value)) return "";
    const auto written = write_value(field, value, rules);
    switch (field.kind) {
        case FieldKind::date: return profile::spoken_date(written, language);
        case FieldKind::country: return label_of(parameters::country_choices(language), written, "");
        case FieldKind::language: return label_of(parameters::language_choices(language), written, "");
        case FieldKind::yes_no: return text(language, written == "1" ? "letter.yes" : "letter.no");
        case FieldKind::choice: {
            const auto key = std::string(record) + "." + std::string(field.name) + "." + written;
            return has_text(key) ? text(language, key) : written;
        }
        default: return written;
    }
}

void add_customer(Placeholders& all, House& house, Transaction& transaction, const Customer& customer,
                  Language language) {
    for (const auto& member : customers::customer_fields()) {
        const auto& field = member.field;
        if (field.name.starts_with("po_box")) continue;  // J-070
        auto value = shown(field, member.get(customer), "customer", language, house.rules);
        if (!value.empty() && std::find(coded.begin(), coded.end(), field.name) != coded.end())
            value = label_of(parameters::choices_of(transaction, field.name, language), value, customer.kind);
        all.emplace(field.name, std::move(value));
    }
    all.emplace("full_name", customers::full_name(customer));
}

bool is_name(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return std::islower(c) || std::isdigit(c) || c == '_' || c == '.';
    });
}

/// Fills in one text; what is wrong with it goes to `issues`.
std::string fill(std::string_view words, const char* field, const Placeholders& placeholders,
                 std::vector<Issue>& issues) {
    const bool has_member = placeholders.contains("member.name");
    std::string out;
    for (std::size_t at = 0; at < words.size();) {
        const auto open = words.find('{', at), close = words.find('}', open);
        const auto name = close == words.npos ? std::string_view() : words.substr(open + 1, close - open - 1);
        out += words.substr(at, open == words.npos ? open : open - at);
        if (open == words.npos) break;
        at = open + 1;
        if (!is_name(name)) {
            out += '{';
            continue;
        }
        at = close + 1;
        if (const auto found = placeholders.find(name); found != placeholders.end()) out += found->second;
        else
            issues.push_back({field,
                              name.starts_with(of_member) && !has_member ? "error.placeholder_needs_member"
                                                                         : "error.unknown_placeholder",
                              {{"name", std::string(name)}}});
    }
    return out;
}

}  // namespace

Placeholders placeholders_of(House& house, Transaction& transaction, const Customer& customer,
                             const profile::Row* member, Language language) {
    Placeholders all;
    add_customer(all, house, transaction, customer, language);
    if (member)
        all.merge(placeholders_of_row(house, transaction, profile::list_named("family"), *member, language, member_prefix));
    return all;
}

Placeholders placeholders_of_row(House& house, Transaction& transaction, const profile::List& list,
                                 const profile::Row& row, Language language, std::string_view prefix) {
    Placeholders all;
    for (std::size_t i = 0; i < list.fields.size(); ++i) {
        const auto& field = list.fields[i];
        auto value = shown(field, row.values[i], list.record, language, house.rules);
        for (const auto* coded_fields : {&list.word_lists, &list.choice_lists})
            for (const auto& [name, choices] : *coded_fields)
                if (name == field.name && !value.empty())
                    value = label_of(parameters::choices_of(transaction, choices, language), value, "");
        all.emplace(std::string(prefix) + "." + std::string(field.name), std::move(value));
    }
    return all;
}

Placeholders codes_of(House& house, const Customer& customer) {
    Placeholders all;
    for (const auto& member : customers::customer_fields()) {
        const auto& field = member.field;
        const bool yes_no = field.kind == FieldKind::yes_no;
        const bool has_code = yes_no || field.kind == FieldKind::choice || field.kind == FieldKind::country ||
                              field.kind == FieldKind::language ||
                              std::find(coded.begin(), coded.end(), field.name) != coded.end();
        if (!has_code || is_empty(member.get(customer))) continue;
        auto code = write_value(field, member.get(customer), house.rules);
        if (yes_no) code = code == "1" ? "yes" : "no";
        all.emplace(field.name, std::move(code));
    }
    return all;
}

Result<LetterWords> filled(const LetterWords& words, const Placeholders& placeholders) {
    std::vector<Issue> issues;
    LetterWords done{fill(words.subject, "subject", placeholders, issues),
                     fill(words.text, "text", placeholders, issues)};
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    return done;
}

Result<LetterWords> template_words(Transaction& transaction, std::int64_t id) {
    const auto row = parameters::find_row(transaction, *parameters::base_data("letter-templates"), id);
    if (!row) return refuse_field("template", "error.no_such_record");
    return LetterWords{row->text("subject"), row->text("text")};
}

}  // namespace kartei::mailing
