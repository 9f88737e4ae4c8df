#include "modules/parameters/profile_choices.hpp"

#include <set>

#include "base/texts.hpp"

namespace kartei::parameters {
namespace {

struct Standard {
    std::string_view list, kind, code;
};

/// Words of these stand in texts.json as "choice.LIST.CODE".
constexpr Standard standards[] = {
    {"wish", "wish", "vegetarian"}, {"wish", "wish", "vegan"}, {"wish", "wish", "gluten_free"},
    {"wish", "wish", "lactose_free"}, {"wish", "wish", "diabetic_meal"}, {"wish", "wish", "halal"},
    {"wish", "wish", "kosher"}, {"wish", "wish", "aisle_seat"}, {"wish", "wish", "window_seat"},
    {"wish", "wish", "seats_together"}, {"wish", "wish", "extra_legroom"}, {"wish", "wish", "double_bed"},
    {"wish", "wish", "twin_beds"}, {"wish", "wish", "adjoining_rooms"}, {"wish", "wish", "ground_floor"},
    {"wish", "wish", "high_floor"}, {"wish", "wish", "quiet_room"}, {"wish", "wish", "sea_view"},
    {"wish", "wish", "cot"}, {"wish", "wish", "step_free"}, {"wish", "wish", "wheelchair"}, {"wish", "wish", "pet"},
    {"wish", "duty", "visa"}, {"wish", "duty", "passport_six_months"}, {"wish", "duty", "vaccination"},
    {"wish", "duty", "travel_insurance"}, {"wish", "duty", "parental_consent"},
    {"wish", "duty", "medical_certificate"}, {"wish", "duty", "driving_licence"},
    {"family_role", "all", "partner"}, {"family_role", "all", "child"}, {"family_role", "all", "parent"},
    {"family_role", "all", "sibling"}, {"family_role", "all", "grandparent"}, {"family_role", "all", "grandchild"},
    {"family_role", "all", "companion"}, {"family_role", "all", "carer"},
    {"relation_kind", "all", "employer"}, {"relation_kind", "all", "employee"}, {"relation_kind", "all", "colleague"},
    {"relation_kind", "all", "friend"}, {"relation_kind", "all", "relative"}, {"relation_kind", "all", "group_leader"},
    {"relation_kind", "all", "club"}, {"relation_kind", "all", "club_member"}, {"relation_kind", "all", "parent_company"},
    {"relation_kind", "all", "subsidiary"}, {"relation_kind", "all", "business_partner"},
    {"relation_kind", "all", "recommended_by"},
    {"product_type", "all", "package_tour"}, {"product_type", "all", "flight"}, {"product_type", "all", "hotel"},
    {"product_type", "all", "cruise"}, {"product_type", "all", "rental_car"}, {"product_type", "all", "rail"},
    {"product_type", "all", "coach_tour"}, {"product_type", "all", "ferry"}, {"product_type", "all", "holiday_home"},
    {"product_type", "all", "event_ticket"}, {"product_type", "all", "insurance"},
    {"service_type", "all", "transport"}, {"service_type", "all", "accommodation"}, {"service_type", "all", "meals"},
    {"service_type", "all", "transfer"}, {"service_type", "all", "rental_car"}, {"service_type", "all", "excursion"},
    {"service_type", "all", "ticket"}, {"service_type", "all", "insurance"}, {"service_type", "all", "visa"},
    {"service_type", "all", "handling"},
    {"travel_kind", "all", "package_tour"}, {"travel_kind", "all", "round_trip"}, {"travel_kind", "all", "city_trip"},
    {"travel_kind", "all", "beach_holiday"}, {"travel_kind", "all", "cruise"}, {"travel_kind", "all", "business_trip"},
    {"travel_kind", "all", "group_tour"}, {"travel_kind", "all", "winter_holiday"},
    {"transport", "all", "plane"}, {"transport", "all", "train"}, {"transport", "all", "coach"},
    {"transport", "all", "ship"}, {"transport", "all", "own_car"}, {"transport", "all", "none"},
    {"price_text", "all", "per_person"}, {"price_text", "all", "per_room"}, {"price_text", "all", "child"},
    {"price_text", "all", "single_room_supplement"}, {"price_text", "all", "flat_rate"}};

bool has_entries(sql::Transaction& transaction, std::string_view list) {
    return transaction.query("SELECT 1 FROM choice WHERE list = :list LIMIT 1", list).next();
}

}  // namespace

void found_profile_choices(sql::Transaction& transaction) {
    std::set<std::string_view> kept;
    for (const std::string_view list : {"wish", "family_role", "relation_kind", "product_type", "service_type", "travel_kind",
                                        "transport", "price_text"})
        if (has_entries(transaction, list)) kept.insert(list);
    std::int64_t position = 0;
    for (const auto& standard : standards) {
        if (kept.contains(standard.list)) continue;
        const auto key = "choice." + std::string(standard.list) + "." + std::string(standard.code);
        transaction.execute(
            "INSERT INTO choice (list, kind, code, position, label_de, label_nl, label_en)"
            " VALUES (:list, :kind, :code, :position, :label_de, :label_nl, :label_en)",
            standard.list, standard.kind, standard.code, ++position, text(Language::de, key), text(Language::nl, key),
            text(Language::en, key));
    }
}

}  // namespace kartei::parameters
