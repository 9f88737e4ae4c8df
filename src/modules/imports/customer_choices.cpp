#include "modules/imports/customer_choices.hpp"

#include "base/text.hpp"
#include "modules/customers/customer_links.hpp"
#include "modules/imports/customer_importer.hpp"
#include "modules/parameters/choice.hpp"

namespace kartei::imports {

CustomerChoices::CustomerChoices(sql::Transaction& reading) {
    for (const auto list : lists) {
        auto& codes = codes_[std::string(list)];
        for (const auto language : {Language::de, Language::nl, Language::en})
            for (const auto& choice : parameters::choices_of(reading, list, language)) {
                codes.insert_or_assign(fold(choice.code), choice.code);  // a code goes before a word like it
                codes.emplace(fold(choice.label), choice.code);
            }
    }
}

bool CustomerChoices::knows(std::string_view list, std::string_view written) const {
    const auto& codes = codes_.find(list)->second;
    return written.empty() || codes.empty() || codes.contains(fold(written));
}

void CustomerChoices::understand(customers::NewValues& values) const {
    for (const auto list : lists)
        if (const auto value = values.find(list); value != values.end())
            if (auto* text = std::get_if<std::string>(&value->second)) {
                const auto& codes = codes_.find(list)->second;
                if (const auto meant = codes.find(fold(*text)); meant != codes.end()) *text = meant->second;
            }
}

void CustomerImporter::refuse_unknown_choices(Row& row) const {
    for (const auto list : CustomerChoices::lists)
        if (const auto target = context_.kind.target(list); !choices_->knows(list, row.text(target)))
            row.refuse(target, "error.not_offered", {{"value", std::string(row.text(target))}});
}

/// J-165: one of the house here, one of the file at its end (refuse_unknown_links()).
void CustomerImporter::look_at_agency(Row& row) {
    if (!context_.columns.has(agency_)) return;
    if (const auto number = row.number(number_); number && row.text(kind_) == "agency") new_agencies_.insert(*number);
    const auto agency = row.number(agency_);
    const auto id = agency ? known_->id_of(*agency) : std::nullopt;
    if (!id || unseen_.contains(*id)) return;
    if (!agencies_.contains(*id)) row.refuse(agency_, "error.no_agency", {{"number", std::to_string(*agency)}});
}

}  // namespace kartei::imports
