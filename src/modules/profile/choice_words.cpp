#include "modules/profile/choice_words.hpp"

#include "base/text.hpp"
#include "modules/parameters/choice.hpp"

namespace kartei::profile {
namespace {

using sql::Transaction;

/// Fields that hold a code, with the name of its list.
std::vector<std::pair<std::string_view, std::string_view>> coded_fields(const List& list) {
    auto fields = list.choice_lists;
    fields.insert(fields.end(), list.word_lists.begin(), list.word_lists.end());
    return fields;
}

/// The code that somebody means who writes it, or its word in any language; "" when he means none.
std::string code_meant(Transaction& transaction, std::string_view choice_list, const std::string& typed) {
    const auto folded = fold(typed);
    std::string meant;
    for (const auto language : {Language::de, Language::nl, Language::en})
        for (const auto& choice : parameters::choices_of(transaction, choice_list, language)) {
            if (choice.code == typed) return typed;
            if (meant.empty() && fold(choice.label) == folded) meant = choice.code;
        }
    return meant;
}

Value& value_of(const List& list, Row& row, std::string_view field) {
    return row.values.at(static_cast<std::size_t>(list.position(field)));
}

}  // namespace

void understand_words(Transaction& transaction, const List& list, Row& row) {
    for (const auto& [field, choice_list] : coded_fields(list)) {
        const auto typed = list.text(row, field);
        if (typed.empty()) continue;
        if (auto code = code_meant(transaction, choice_list, typed); !code.empty())
            value_of(list, row, field) = std::move(code);
    }
}

Row in_words(Transaction& transaction, const List& list, Row row, Language language) {
    for (const auto& [field, choice_list] : list.word_lists) {
        const auto code = list.text(row, field);
        if (code.empty()) continue;
        for (const auto& choice : parameters::choices_of(transaction, choice_list, language))
            if (choice.code == code) value_of(list, row, field) = choice.label;
    }
    return row;
}

std::vector<parameters::CodeUse> uses_of_row_codes(Transaction& transaction, std::string_view choice_list) {
    std::vector<parameters::CodeUse> uses;
    for (const auto& list : all_lists())
        for (const auto& [field, name] : coded_fields(list)) {
            if (!choice_list.empty() && choice_list != name) continue;
            const std::string column(field);
            // sql: table and column come from the declarations in list.cpp
            auto rows = transaction.query("SELECT DISTINCT " + column + " FROM " + std::string(list.record) +
                                          " WHERE " + column + " IS NOT NULL");
            while (rows.next()) uses.push_back({std::string(name), "all", rows.string(0)});
        }
    return uses;
}

}  // namespace kartei::profile
