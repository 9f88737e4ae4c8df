// How far one value agrees with another: five levels per feature, the same for every feature, so that the model needs
// one table. Pure; must not know weights, customers or SQL.
#pragma once

#include <cstdint>
#include <string_view>

#include "modules/duplicates/comparison_values.hpp"

namespace kartei::duplicates {

/// What a comparison looks at. name_order says whether first and last name stand exchanged; it has no values of its
/// own.
enum class Feature : unsigned {
    last_name, first_name, name_order, birth_date, postcode, town, street, house_number, addition, email, phone, code1,
    company, gender, occupation, company_form
};
constexpr std::size_t feature_count = 16;
constexpr std::size_t index_of(Feature feature) { return static_cast<std::size_t>(feature); }
/// Name as in the rules of the house and in texts.json.
std::string_view feature_name(Feature feature);

/// `unknown`: one of the two has no value. `close`: a slip of the pen, or sounds alike. `part`: an initial, one of
/// several names, the place without its addition; dates: two of three parts. `similar`: two slips.
enum class Level : std::uint8_t { unknown, exact, close, part, similar, far };
constexpr std::size_t level_count = 6;

/// What is known of the sound of two values, where somebody has looked it up already.
enum class Sound { not_known, alike, different };

/// Level of two values that are not empty and not equal.
Level name_level(std::string_view one, std::string_view other, Sound sound = Sound::not_known);
Level date_level(std::string_view one, std::string_view other);
Level email_level(std::string_view one, std::string_view other);
Level phone_level(std::string_view one, std::string_view other);
Level code_level(std::string_view one, std::string_view other);
Level postcode_level(std::string_view one, std::string_view other);
/// `part`: one of the two tells no form; `close`: the one says more (GmbH, GmbH & Co. KG).
Level form_level(std::string_view one, std::string_view other);
/// Names of companies without their forms. `close`: the same words in another order, or a slip; `part`: one has all words
/// of the other and more; `similar`: each word of one is near to a word of the other. One word in common is nothing: Weber
/// Reisen and Weber Bau are two firms.
Level company_name_level(std::string_view one, std::string_view other);
Level house_number_level(std::string_view one, std::string_view other);

/// The level function that belongs to a slot.
Level level_of(Slot slot, std::string_view one, std::string_view other, Sound sound = Sound::not_known);
/// Is this slot compared by sound as well?
bool is_heard(Slot slot);

}  // namespace kartei::duplicates
