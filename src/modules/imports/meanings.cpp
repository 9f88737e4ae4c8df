#include "modules/imports/meanings.hpp"

#include "base/texts.hpp"
#include "modules/parameters/choice.hpp"

namespace kartei::imports {
namespace {

using Meanings = std::vector<std::pair<std::string, std::string>>;

Meanings of_choices(const std::vector<parameters::Choice>& choices) {
    Meanings meanings;
    for (const auto& choice : choices)
        if (!choice.hidden && std::none_of(meanings.begin(), meanings.end(),
                                           [&](const auto& one) { return one.first == choice.code; }))
            meanings.emplace_back(choice.code, choice.label);
    return meanings;
}

}  // namespace

Meanings meanings_of(House& house, const ImportKind& kind, int target, Language language) {
    const auto& [field, record] = kind.targets[static_cast<std::size_t>(target)];
    switch (field.kind) {
        case FieldKind::yes_no:
            return {{"1", text(language, "imports.yes")}, {"0", text(language, "imports.no")}};
        case FieldKind::country: return of_choices(parameters::country_choices(language));
        case FieldKind::language: return of_choices(parameters::language_choices(language));
        case FieldKind::choice: break;
        default:
            return of_choices(house.database.read([&, name = field.name](sql::Transaction& transaction) {
                return parameters::choices_of(transaction, name, language);
            }));
    }
    Meanings meanings;
    for (const auto code : field.choices) {
        const auto key = std::string(record) + "." + std::string(field.name) + "." + std::string(code);
        meanings.emplace_back(code, has_text(key) ? text(language, key) : std::string(code));
    }
    return meanings;
}

}  // namespace kartei::imports
