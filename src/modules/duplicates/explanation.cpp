#include "modules/duplicates/explanation.hpp"

#include <algorithm>
#include <cmath>

#include "web/field_json.hpp"

namespace kartei::duplicates {
namespace {

using customers::Customer;
using web::Json;
namespace schema = web::schema;

std::string_view level_name(Level level) {
    static constexpr std::array<std::string_view, level_count> names{"unknown", "exact",   "close",
                                                                     "part",    "similar", "far"};
    return names[static_cast<std::size_t>(level)];
}

std::string words_for(Feature feature, Level level, Language language) {
    if (feature == Feature::name_order)
        return text(language, level == Level::exact ? "duplicates.names_in_order" : "duplicates.names_exchanged");
    const auto caption = text(language, "duplicates.feature." + std::string(feature_name(feature)));
    return text(language, "duplicates.level." + std::string(level_name(level)), {{"field", caption}});
}

constexpr std::array<std::string_view, 17> shown_fields{
    "name", "first_name", "addition", "birth_date", "street", "house_number", "house_number_suffix", "address_addition",
    "postcode", "town", "email", "phone_mobile", "phone_private", "phone_business", "code1", "gender", "occupation"};

}  // namespace

std::string_view field_of(Feature feature) {
    switch (feature) {
        case Feature::last_name: return "name";
        case Feature::phone: return "phone_mobile";
        case Feature::company: return "addition";
        default: return feature_name(feature);
    }
}

namespace {

bool is_about_the_name(Feature feature) {
    return feature == Feature::name_order || feature == Feature::company_form;
}

}  // namespace

Json points_json(const Comparison& comparison, const Judgement& judgement, Language language) {
    std::vector<std::pair<long, Feature>> points;
    for (std::size_t f = 0; f < feature_count; ++f) {
        const auto feature = static_cast<Feature>(f);
        if (comparison.at(feature) == Level::unknown) continue;
        // That names stand in their usual order says nothing worth a line.
        if (feature == Feature::name_order && comparison.at(feature) == Level::exact) continue;
        points.emplace_back(std::lround(2.5 * judgement.points[f]), feature);
    }
    std::stable_sort(points.begin(), points.end(),
                     [](const auto& a, const auto& b) { return std::abs(a.first) > std::abs(b.first); });
    Json list = Json::array();
    for (const auto& [count, feature] : points)
        list.push_back({{"field", is_about_the_name(feature) ? "name" : field_of(feature)},
                        {"points", count},
                        {"text", words_for(feature, comparison.at(feature), language)}});
    return list;
}

Json differences_json(const Customer& typed, const Customer& found) {
    Json list = Json::array();
    for (auto name : shown_fields) {
        const auto* member = find_field(customers::customer_fields(), name);
        const auto value = member->get(typed), other = member->get(found);
        if (is_empty(value) || is_empty(other) || value == other) continue;
        list.push_back({{"field", name},
                        {"typed", web::value_json(member->field, value)},
                        {"found", web::value_json(member->field, other)}});
    }
    return list;
}

Json points_schema() {
    return schema::array(
        schema::object({{"field", schema::text()}, {"points", schema::integer()}, {"text", schema::text()}},
                       {"field", "points", "text"}));
}

Json differences_schema() {
    return schema::array(schema::object(
        {{"field", schema::text()}, {"typed", schema::anything()}, {"found", schema::anything()}},
        {"field", "typed", "found"}));
}

}  // namespace kartei::duplicates
