// All customers of a scan, packed: every value once in a dictionary per kind of value, a customer as one number for
// each kind that anybody has. Equal values are equal numbers, which is what makes comparing millions of pairs quick.
// Some 110 bytes a customer, as much again while a scan goes on (blocks.hpp).
// Must not know weights or SQL.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "modules/duplicates/comparison.hpp"

namespace kartei::duplicates {

/// Spreads numbers over all 64 bits (the last step of MurmurHash3): equal numbers stay equal, near ones part.
constexpr std::uint64_t mixed(std::uint64_t x) {
    x ^= x >> 33;
    x *= 0xff51afd7ed558ccdull;
    x ^= x >> 33;
    x *= 0xc4ceb9fe1a85ec53ull;
    return x ^ x >> 33;
}

/// Texts numbered from 1; 0 is the empty text.
class Dictionary {
public:
    Dictionary();
    std::uint32_t number_of(std::string_view text);
    std::string_view text(std::uint32_t number) const {
        return {arena_.data() + begins_[number], begins_[number + 1] - begins_[number]};
    }
    std::size_t size() const { return begins_.size() - 1; }
    /// Gives back the memory by which numbers are found; number_of() is not called after it.
    void close() { std::vector<std::uint32_t>().swap(places_); }

private:
    void grow();

    std::string arena_;
    std::vector<std::uint32_t> begins_;
    std::vector<std::uint32_t> places_;  ///< open addressing; 0 = free
};

/// One of them: the number of his value in each slot, 0 where it is not known. Lives as long as the People.
class Person {
public:
    using Places = std::array<std::uint8_t, slot_count>;
    static constexpr std::uint8_t nowhere = slot_count;

    Person(const std::uint32_t* values, const Places& places) : values_(values), places_(&places) {}
    std::uint32_t operator[](unsigned slot) const {
        const auto place = (*places_)[slot];
        return place == nowhere ? 0 : values_[place];
    }

private:
    const std::uint32_t* values_;
    const Places* places_;
};

class People {
public:
    People() { places_.fill(Person::nowhere); }
    /// So many will be added; a few more or less do no harm.
    void expect(std::size_t customers);
    /// `id` may be 0 for customers who have none yet.
    void add(std::int64_t id, const Values& values);
    /// Counts the values; to be called after the last add() and before anything below.
    void count();
    /// Counts anew, knowing how often one person stands in the register on average (1 or more): what the copies of
    /// one
    /// person share is not frequent because of it.
    void count_persons(double copies);

    std::size_t size() const { return size_; }
    std::int64_t id(std::uint32_t row) const { return row < ids_.size() ? ids_[row] : 0; }
    Person person(std::uint32_t row) const { return {rows_.data() + std::size_t{row} * width_, places_}; }
    std::string_view text(Slot slot, std::uint32_t value) const { return dictionary(slot).text(value); }
    const Dictionary& dictionary(Slot slot) const { return dictionaries_[kind_of(slot)]; }
    /// Customers with a value in this slot.
    std::uint32_t known(Slot slot) const { return known_[slot]; }
    std::uint32_t count_of(Slot slot, std::uint32_t value) const {
        return value < counts_[slot].size() ? counts_[slot][value] : 0;
    }
    /// Values of one sound have one number; for the slots of is_heard(). 0 for the empty value.
    std::uint32_t sound(Slot slot, std::uint32_t value) const { return sounds_[kind_of(slot)][value]; }
    /// log2 of the share of customers that have this value.
    float share(Slot slot, std::uint32_t value) const { return shares_[slot][value]; }

private:
    /// Names share a dictionary, so that exchanged names are equal numbers; so do phones, and streets and additions.
    static std::size_t kind_of(Slot slot);
    void make_place_for(unsigned slot);

    std::array<Dictionary, slot_count> dictionaries_;
    Person::Places places_;             ///< where the value of a slot stands in a row; only slots that somebody has
    std::size_t width_ = 0, size_ = 0;  ///< values in a row; rows
    std::vector<std::uint32_t> rows_;
    std::vector<std::int64_t> ids_;     ///< of the first rows; those behind have none
    std::array<std::vector<std::uint32_t>, slot_count> counts_;
    std::array<std::vector<float>, slot_count> shares_;
    std::array<std::vector<std::uint32_t>, slot_count> sounds_;
    std::array<std::uint32_t, slot_count> known_{};
};

/// Compares two of them; keeps what it found out about pairs of values. One per thread.
class Comparer {
public:
    explicit Comparer(const People& people);
    Comparison compare(std::uint32_t one, std::uint32_t other);
    /// Do two values at least agree, or sound alike? Where they do not, no pair of a large register is worth a look.
    bool worth_a_look(std::uint32_t one, std::uint32_t other) const;

private:
    struct Known {
        std::uint64_t pair = 0;
        Level level = Level::unknown;
    };
    bool near_names_and_dates(const Person& one, const Person& other) const;
    Agreement agree(Slot slot, std::uint32_t value, Slot other_slot, std::uint32_t other_value);

    const People& people_;
    std::vector<Known> known_;
};

}  // namespace kartei::duplicates
