// Two customers side by side: a level per feature, and how frequent an agreeing value is among all customers. Pure;
// must not know weights. Scan, entry and import fill it from different places, the model reads nothing else.
#pragma once

#include <array>
#include <utility>

#include "modules/duplicates/levels.hpp"

namespace kartei::duplicates {

struct Comparison {
    std::array<Level, feature_count> levels{};
    /// log2 of the share of customers that have the agreeing value (exact), or the more frequent of the two (other
    /// levels); 0 where the feature's values are not counted.
    std::array<float, feature_count> shares{};

    /// Two companies: only they have a form, or none to tell.
    bool of_companies() const { return at(Feature::company_form) != Level::unknown; }

    Level& at(Feature feature) { return levels[index_of(feature)]; }
    Level at(Feature feature) const { return levels[index_of(feature)]; }
};

/// How alike the values of two places of two customers are, and log2 of the share; what a caller can look up or
/// compute.
struct Agreement {
    Level level = Level::unknown;
    float share = 0;
};

/// First and last name, as they stand and crosswise; the better of the two, and which it was.
struct NameAgreement {
    Agreement last_name, first_name;
    Level order = Level::unknown;
};
NameAgreement better_order(const Agreement& last, const Agreement& first, const Agreement& last_first,
                           const Agreement& first_last);

/// The better of two agreements; unknown only when both are.
Agreement better(const Agreement& one, const Agreement& other);

/// Does anything agree that few people have in common?
inline bool says_who(const Comparison& comparison) {
    const auto agrees = [&](Feature feature) {
        return comparison.at(feature) == Level::exact || comparison.at(feature) == Level::close;
    };
    return agrees(Feature::birth_date) || agrees(Feature::email) || agrees(Feature::phone) || agrees(Feature::code1) ||
           (agrees(Feature::street) && agrees(Feature::house_number));
}

/// Any number of one may stand anywhere at the other.
template <class Agree>
Agreement best_phone(const Agree& agree) {
    Agreement phone;
    for (auto slot : {slot_phone1, slot_phone2, slot_phone3})
        for (auto other : {slot_phone1, slot_phone2, slot_phone3}) phone = better(phone, agree(slot, other));
    return phone;
}

/// Persons' names may stand exchanged; companies have one.
template <class Agree>
NameAgreement names_by(const Agree& agree, bool of_companies) {
    const auto first = agree(slot_first_name, slot_first_name);
    if (of_companies) return {agree(slot_company_name, slot_company_name), first, Level::unknown};
    const auto last = agree(slot_last_name, slot_last_name);
    if (last.level == Level::exact && first.level == Level::exact) return {last, first, Level::exact};
    return better_order(last, first, agree(slot_last_name, slot_first_name), agree(slot_first_name, slot_last_name));
}

/// Compares two customers. `agree(slot, other_slot)` says how the value of one in `slot` agrees with that of the
/// other
/// in `other_slot`.
template <class Agree>
Comparison compare_by(const Agree& agree) {
    Comparison comparison;
    auto put = [&](Feature feature, const Agreement& agreement) {
        comparison.at(feature) = agreement.level;
        comparison.shares[index_of(feature)] = agreement.share;
    };
    auto same = [&](Slot slot) { return agree(slot, slot); };
    comparison.at(Feature::company_form) = same(slot_form).level;
    const auto names = names_by(agree, comparison.of_companies());
    put(Feature::last_name, names.last_name);
    put(Feature::first_name, names.first_name);
    comparison.at(Feature::name_order) = names.order;
    auto street = same(slot_street), addition = same(slot_addition);
    if (street.level == Level::far) {
        // Street and addition exchanged.
        const auto crossed = better(agree(slot_street, slot_addition), agree(slot_addition, slot_street));
        if (crossed.level == Level::exact || crossed.level == Level::close)
            street = {Level::part, crossed.share}, addition = {};
    }
    put(Feature::street, street);
    put(Feature::addition, addition);
    put(Feature::phone, best_phone(agree));
    for (auto [feature, slot] :
         {std::pair{Feature::birth_date, slot_birth_date}, std::pair{Feature::postcode, slot_postcode},
          std::pair{Feature::town, slot_town}, std::pair{Feature::house_number, slot_house_number},
          std::pair{Feature::email, slot_email}, std::pair{Feature::code1, slot_code1},
          std::pair{Feature::company, slot_company}, std::pair{Feature::occupation, slot_occupation}})
        put(feature, same(slot));
    comparison.at(Feature::gender) = same(slot_gender).level;
    // A name without a letter counts as missing: who has none is like nobody but for what few others have.
    if (names.last_name.level == Level::unknown && !says_who(comparison)) return {};
    return comparison;
}

}  // namespace kartei::duplicates
