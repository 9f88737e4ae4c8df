#include "modules/duplicates/people.hpp"

#include <algorithm>
#include <cmath>

#include "modules/duplicates/likeness.hpp"

namespace kartei::duplicates {
namespace {

constexpr std::size_t kept_pairs = 1u << 16;
static_assert(slot_phone1 < 16, "a slot has four bits in the key of a pair");

}  // namespace

Dictionary::Dictionary() : begins_{0, 0}, places_(1u << 10, 0) {}

std::uint32_t Dictionary::number_of(std::string_view text) {
    if (text.empty()) return 0;
    if (size() * 2 > places_.size()) grow();
    const auto mask = places_.size() - 1;
    for (auto place = std::hash<std::string_view>()(text) & mask;; place = (place + 1) & mask) {
        const auto number = places_[place];
        if (number == 0) {
            const auto fresh = static_cast<std::uint32_t>(size());
            arena_ += text;
            begins_.push_back(static_cast<std::uint32_t>(arena_.size()));
            places_[place] = fresh;
            return fresh;
        }
        if (this->text(number) == text) return number;
    }
}

void Dictionary::grow() {
    places_.assign(places_.size() * 4, 0);
    const auto mask = places_.size() - 1;
    for (std::uint32_t number = 1; number < size(); ++number) {
        auto place = std::hash<std::string_view>()(text(number)) & mask;
        while (places_[place] != 0) place = (place + 1) & mask;
        places_[place] = number;
    }
}

std::size_t People::kind_of(Slot slot) {
    switch (slot) {
        case slot_last_name: case slot_company_name: return slot_first_name;
        case slot_addition: return slot_street;
        case slot_phone2: case slot_phone3: return slot_phone1;
        default: return slot;
    }
}

void People::expect(std::size_t customers) {
    rows_.reserve(customers * slot_count);  // memory is taken where it is written only
    ids_.reserve(customers);
}

/// Every row becomes one value longer, from the last one on.
void People::make_place_for(unsigned slot) {
    rows_.resize(size_ * (width_ + 1));
    for (auto row = size_; row-- > 0;) {
        const auto from = rows_.begin() + static_cast<std::ptrdiff_t>(row * width_);
        const auto to = rows_.begin() + static_cast<std::ptrdiff_t>(row * (width_ + 1));
        std::copy_backward(from, from + static_cast<std::ptrdiff_t>(width_), to + static_cast<std::ptrdiff_t>(width_));
        to[static_cast<std::ptrdiff_t>(width_)] = 0;
    }
    places_[slot] = static_cast<std::uint8_t>(width_++);
}

void People::add(std::int64_t id, const Values& values) {
    for (unsigned slot = 0; slot < slot_count; ++slot)
        if (places_[slot] == Person::nowhere && !values[slot].empty()) make_place_for(slot);
    rows_.resize(rows_.size() + width_);
    auto* row = rows_.data() + size_ * width_;
    for (unsigned slot = 0; slot < slot_count; ++slot)
        if (places_[slot] != Person::nowhere)
            row[places_[slot]] = dictionaries_[kind_of(static_cast<Slot>(slot))].number_of(values[slot]);
    if (id != 0) {
        ids_.resize(size_);
        ids_.push_back(id);
    }
    ++size_;
}

void People::count() {
    for (unsigned slot = 0; slot < slot_count; ++slot) {
        const auto counted = slot > slot_phone1 ? slot_phone1 : slot;
        if (counted == slot) counts_[slot].assign(dictionary(static_cast<Slot>(slot)).size(), 0), known_[slot] = 0;
        if (places_[slot] == Person::nowhere) continue;
        for (std::uint32_t row = 0; row < size_; ++row)
            if (const auto value = person(row)[slot]) ++counts_[counted][value], known_[counted] += counted == slot;
    }
    for (auto& dictionary : dictionaries_) dictionary.close();
    count_persons(1);
    for (auto slot : {slot_first_name, slot_street, slot_town}) {
        const auto& values = dictionary(slot);
        Dictionary sounds;
        sounds_[slot].assign(values.size(), 0);
        for (std::uint32_t i = 1; i < values.size(); ++i)
            sounds_[slot][i] = sounds.number_of(sound_or_spelling(values.text(i)));
    }
}

void People::count_persons(double copies) {
    for (unsigned slot = 0; slot <= slot_phone1; ++slot) {
        // A value seen once or twice in a small register may be anybody's: some customers are thought beside it.
        const double all = known_[slot] + 30;
        auto& shares = shares_[slot];
        shares.resize(counts_[slot].size());
        for (std::size_t value = 0; value < shares.size(); ++value)
            shares[value] = static_cast<float>(std::log2(std::max(1.0, counts_[slot][value] + 1 - copies) / all));
    }
}

Comparer::Comparer(const People& people) : people_(people), known_(kept_pairs) {}

Agreement Comparer::agree(Slot slot, std::uint32_t value, Slot other_slot, std::uint32_t other_value) {
    if (value == 0 || other_value == 0) return {};
    if (slot > slot_phone1) slot = slot_phone1;
    if (other_slot > slot_phone1) other_slot = slot_phone1;
    const auto share = std::max(people_.share(slot, value), people_.share(other_slot, other_value));
    if (value == other_value) return {Level::exact, share};
    const auto low = std::min(value, other_value), high = std::max(value, other_value);
    const auto pair = static_cast<std::uint64_t>(slot) << 60 | static_cast<std::uint64_t>(low) << 30 | high;
    auto& kept = known_[mixed(pair) & (kept_pairs - 1)];
    if (kept.pair != pair) {
        auto sound = Sound::not_known;
        if (is_heard(slot))
            sound =
                people_.sound(slot, value) == people_.sound(other_slot, other_value) ? Sound::alike : Sound::different;
        kept = {pair, level_of(slot, people_.text(slot, value), people_.text(other_slot, other_value), sound)};
    }
    return {kept.level, share};
}

/// One slip in the first name and one in the birth date: nothing else has to agree for a look at them.
bool Comparer::near_names_and_dates(const Person& one, const Person& other) const {
    if (!one[slot_birth_date] || !other[slot_birth_date] || !one[slot_first_name] || !other[slot_first_name])
        return false;
    return edit_distance(people_.text(slot_birth_date, one[slot_birth_date]),
                         people_.text(slot_birth_date, other[slot_birth_date]), 1) <= 1 &&
           edit_distance(people_.text(slot_first_name, one[slot_first_name]),
                         people_.text(slot_first_name, other[slot_first_name]), 1) <= 1;
}

bool Comparer::worth_a_look(std::uint32_t one_row, std::uint32_t other_row) const {
    const auto one = people_.person(one_row);
    const auto other = people_.person(other_row);
    auto alike = [&](Slot slot, Slot second) {
        return one[slot] && other[second] && people_.sound(slot, one[slot]) == people_.sound(second, other[second]);
    };
    auto equal = [&](Slot slot) { return one[slot] != 0 && one[slot] == other[slot]; };
    int count = alike(slot_last_name, slot_last_name) + alike(slot_first_name, slot_first_name);
    if (count < 2)
        count = std::max(count, alike(slot_last_name, slot_first_name) + alike(slot_first_name, slot_last_name));
    if (count < 3 && alike(slot_last_name, slot_last_name) && near_names_and_dates(one, other)) return true;
    count += equal(slot_birth_date) + 2 * equal(slot_email) + equal(slot_code1) + equal(slot_phone1);
    count += equal(slot_postcode) + (equal(slot_house_number) && alike(slot_street, slot_street)) + equal(slot_town);
    return count >= 3;
}

Comparison Comparer::compare(std::uint32_t one_row, std::uint32_t other_row) {
    const auto one = people_.person(one_row);
    const auto other = people_.person(other_row);
    return compare_by(
        [&](Slot slot, Slot other_slot) { return agree(slot, one[slot], other_slot, other[other_slot]); });
}

}  // namespace kartei::duplicates
