#include "modules/duplicates/known_model.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace kartei::duplicates {
namespace {

using Json = nlohmann::json;

Slot counted_slot(Slot slot) { return slot > slot_phone1 ? slot_phone1 : slot; }

Json tables_json(const ClassTable& tables) {
    Json json = Json::array();
    for (const auto& table : tables)
        for (const auto& row : table)
            for (auto probability : row) json.push_back(probability);
    return json;
}

void read_tables(const Json& json, ClassTable& tables) {
    std::size_t place = 0;
    for (auto& table : tables)
        for (auto& row : table)
            for (auto& probability : row) probability = json.at(place++).get<double>();
}

}  // namespace

float Frequencies::share(Slot slot, std::string_view value) const {
    const auto& known = slots_[counted_slot(slot)];
    const auto found = known.frequent.find(value);
    return found == known.frequent.end() ? known.others : found->second;
}

Frequencies Frequencies::of(const People& people, std::size_t most) {
    Frequencies frequencies;
    for (unsigned place = 0; place <= slot_phone1; ++place) {
        const auto slot = static_cast<Slot>(place);
        if (slot == slot_gender || slot == slot_form || people.known(slot) == 0) continue;
        std::vector<std::uint32_t> values;
        for (std::uint32_t value = 1; value < people.dictionary(slot).size(); ++value)
            if (people.count_of(slot, value) > 1) values.push_back(value);
        const auto kept = std::min(most, values.size());
        std::partial_sort(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(kept), values.end(),
                          [&](std::uint32_t a, std::uint32_t b) {
                              const auto one = people.count_of(slot, a), other = people.count_of(slot, b);
                              return one != other ? one > other : a < b;
                          });
        auto& known = frequencies.slots_[slot];
        for (std::size_t i = 0; i < kept; ++i)
            known.frequent.emplace(people.text(slot, values[i]), people.share(slot, values[i]));
        // What is not listed is about as rare as half the rarest that is.
        const double rarest = kept == most ? people.count_of(slot, values[kept - 1]) / 2.0 : 1;
        known.others = static_cast<float>(std::log2(std::max(1.0, rarest) / (people.known(slot) + 30.0)));
    }
    return frequencies;
}

std::string Frequencies::write() const {
    Json json = Json::array();
    for (const auto& slot : slots_) {
        Json frequent = Json::object();
        for (const auto& [value, share] : slot.frequent) frequent[value] = share;
        json.push_back({{"others", slot.others}, {"frequent", std::move(frequent)}});
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Frequencies Frequencies::read(std::string_view text) {
    Frequencies frequencies;
    const auto json = Json::parse(text);
    for (std::size_t i = 0; i < slot_count; ++i) {
        frequencies.slots_[i].others = json.at(i).at("others").get<float>();
        for (const auto& [value, share] : json.at(i).at("frequent").items())
            frequencies.slots_[i].frequent.emplace(value, share.get<float>());
    }
    return frequencies;
}

std::string KnownModel::write() const {
    Json tables = Json::array();
    for (const auto& table : model.tables) tables.push_back(tables_json(table));
    return Json{{"prior", model.prior}, {"prior_of_companies", model.companies.prior}, {"tables", std::move(tables)}, {"frequencies", frequencies.write()}}.dump();
}

KnownModel KnownModel::read(std::string_view text) {
    const auto json = Json::parse(text);
    KnownModel known{default_model(0), Frequencies::read(json.at("frequencies").get_ref<const std::string&>())};
    known.model.prior = json.at("prior").get<std::array<double, relation_count>>();
    known.model.companies.prior = json.at("prior_of_companies").get<std::array<double, relation_count>>();
    for (std::size_t i = 0; i < relation_count; ++i) read_tables(json.at("tables").at(i), known.model.tables[i]);
    return known;
}

Comparison compare_values(const Values& one, const Values& other, const Frequencies& frequencies) {
    return compare_by([&](Slot slot, Slot other_slot) -> Agreement {
        const auto &value = one[slot], &found = other[other_slot];
        if (value.empty() || found.empty()) return {};
        const auto share = std::max(frequencies.share(slot, value), frequencies.share(other_slot, found));
        return {value == found ? Level::exact : level_of(slot, value, found), share};
    });
}

}  // namespace kartei::duplicates
