#include "modules/profile/choice_words.hpp"

#include "modules/parameters/base_data.hpp"
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

Value& value_of(const List& list, Row& row, std::string_view field) {
    return row.values.at(static_cast<std::size_t>(list.position(field)));
}

}  // namespace

void understand_words(Transaction& transaction, const List& list, Row& row) {
    for (const auto& [field, choice_list] : coded_fields(list)) {
        const auto typed = list.text(row, field);
        if (typed.empty()) continue;
        if (auto code = parameters::code_meant(transaction, choice_list, typed); !code.empty())
            value_of(list, row, field) = std::move(code);
    }
    for (const auto& [field, base] : list.base_data)
        if (const auto typed = list.text(row, field); !typed.empty())
            if (const auto meant = parameters::base_row_meant(transaction, base, typed))
                value_of(list, row, field).emplace<std::string>(meant->text("code"));
}

std::vector<Issue> base_data_issues(Transaction& transaction, const List& list, const Row& row,
                                    const std::vector<Value>& before) {
    std::vector<Issue> issues;
    for (const auto& [field, base] : list.base_data) {
        const auto& value = list.value(row, field);
        if (is_empty(value) || value == before.at(static_cast<std::size_t>(list.position(field)))) continue;
        const auto code = list.text(row, field);
        const auto entry = parameters::base_row_meant(transaction, base, code);
        if (!entry || entry->yes("hidden"))
            issues.push_back({std::string(field), "error.not_in_base_data", {{"value", code}}});
    }
    return issues;
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

bool rows_name(Transaction& transaction, std::string_view base, std::string_view code) {
    for (const auto& list : all_lists())
        for (const auto& [field, name] : list.base_data) {
            if (name != base) continue;
            // sql: table and column come from the declarations in list.cpp
            auto rows = transaction.query("SELECT 1 FROM " + std::string(list.record) + " WHERE " +
                                              std::string(field) + " = :code LIMIT 1",
                                          code);
            if (rows.next()) return true;
        }
    return false;
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
