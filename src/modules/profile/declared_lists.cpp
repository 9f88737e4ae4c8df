#include "modules/profile/declared_lists.hpp"

#include "modules/parameters/base_data.hpp"
#include "modules/profile/list.hpp"

namespace kartei::profile {
namespace {

customers::DeclaredRecord declared(std::string_view base) {
    const auto& record = *parameters::base_data(base);
    customers::Sources sources;
    for (const auto& [field, named] : record.base_data) sources[std::string(field)].base_data = named;
    for (const auto& [field, named] : record.choice_lists) sources[std::string(field)].choice_list = named;
    const std::string name(base);
    return {record.name, record.fields, std::move(sources),
            customers::DeclaredList{.name = name, .path = name, .owner = "house",
                                    .right = std::string(parameters::right_of_base_data(base))}};
}

customers::DeclaredRecord declared(const List& list) {
    customers::Sources sources;
    for (const auto& [field, named] : list.choice_lists) sources[std::string(field)].choice_list = named;
    for (const auto& [field, named] : list.base_data) sources[std::string(field)].base_data = named;
    for (const auto* offered : {&list.word_lists, &list.offered_lists})
        for (const auto& [field, named] : *offered)
            sources[std::string(field)] = {.choice_list = std::string(named), .own_words = true};
    for (const auto& [field, named] : list.offered_base_data)
        sources[std::string(field)] = {.base_data = std::string(named), .own_words = true};
    return {std::string(list.record), list.fields, std::move(sources),
            customers::DeclaredList{std::string(list.name), std::string(list.path), "customer",
                                    std::string(list.right), list.can_be_ordered, list.single, list.has_holder,
                                    std::string(list.inherited_over), std::string(list.tab)}};
}

}  // namespace

std::vector<customers::DeclaredRecord> declared_base_data() {
    std::vector<customers::DeclaredRecord> all;
    for (const auto base : parameters::base_data_names()) all.push_back(declared(base));
    return all;
}

std::vector<customers::DeclaredRecord> declared_lists() {
    std::vector<customers::DeclaredRecord> all;
    for (const auto& list : all_lists()) all.push_back(declared(list));
    return all;
}

}  // namespace kartei::profile
