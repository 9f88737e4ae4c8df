// Everybody who is looked at, by a dense ordinal, and sets of them: one bit each. Groups of criteria are operations on
// whole words.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sql/database.hpp"

namespace kartei::selections {

class Set {
public:
    explicit Set(std::size_t size = 0, bool all = false);
    /// Of as many those for whom `is_in` gives true; asked in their order.
    template <class IsIn>
    static Set where(std::size_t size, IsIn is_in) {
        Set set(size);
        std::size_t ordinal = 0;
        for (auto& word : set.words_) {
            const auto end = std::min(size, ordinal + 64);
            std::uint64_t bits = 0;  // a word at a time: millions are asked
            for (unsigned place = 0; ordinal < end; ++place, ++ordinal)
                bits |= static_cast<std::uint64_t>(static_cast<bool>(is_in(ordinal))) << place;
            word = bits;
        }
        return set;
    }

    bool has(std::size_t ordinal) const { return (words_[ordinal >> 6] >> (ordinal & 63)) & 1; }
    void add(std::size_t ordinal) { words_[ordinal >> 6] |= std::uint64_t{1} << (ordinal & 63); }
    void remove(std::size_t ordinal) { words_[ordinal >> 6] &= ~(std::uint64_t{1} << (ordinal & 63)); }
    void put(std::size_t ordinal, bool in) { in ? add(ordinal) : remove(ordinal); }

    Set& operator&=(const Set& other);
    Set& operator|=(const Set& other);
    Set& operator-=(const Set& other);
    Set turned() const;
    /// For more, of whom none is in it.
    void grow(std::size_t size) { size_ = size, words_.resize((size + 63) / 64); }

    std::int64_t count() const;
    /// How many are in both.
    std::int64_t count_with(const Set& other) const;
    /// How many of it stand from one of the places to the next: `places` ascend, the answers are one fewer.
    std::vector<std::uint32_t> counts_between(std::span<const std::uint32_t> places) const;
    std::size_t size() const { return size_; }
    std::size_t bytes() const { return words_.size() * sizeof(std::uint64_t); }
    bool operator==(const Set&) const = default;

    template <class Take>
    void each(Take take) const {
        for (std::size_t word = 0; word < words_.size(); ++word)
            for (auto bits = words_[word]; bits != 0; bits &= bits - 1)
                take((word << 6) + static_cast<std::size_t>(std::countr_zero(bits)));
    }

private:
    std::size_t size_;
    std::vector<std::uint64_t> words_;
};

/// What every selection asks of a customer.
struct Person {
    std::int64_t id = 0, number = 0, joint_with = 0;
    char kind = 0;        ///< place in customer_kinds
    char gender = ' ';    ///< f, m, else ' '
    bool no_selection = false, hidden = false;
};

/// Cheap to renew: what was read of everybody stays, and those who were read anew stand beside it. Who is gone keeps his
/// ordinal, is found by nobody and in no set of them, and has it again when he comes back.
class People {
public:
    /// All of the house, by id.
    static People read(sql::Transaction& transaction);
    /// These alone, as far as they are there.
    static People few(sql::Transaction& transaction, std::span<const std::int64_t> ids);

    /// The same with these read anew; new ones stand behind.
    People renewed(sql::Transaction& transaction, std::span<const std::int64_t> ids) const;

    /// The same with nobody beside.
    People gathered() const;

    /// Of ordinals, those of who is gone among them.
    std::size_t size() const { return base_->all.size() + added_.size(); }
    const Person& at(std::size_t ordinal) const;
    std::optional<std::size_t> of_id(std::int64_t id) const;
    /// Of who is gone too.
    std::optional<std::size_t> place_of_id(std::int64_t id) const;
    std::optional<std::size_t> of_number(std::int64_t number) const;
    bool is_few() const { return base_->few; }

    Set everybody() const { return marks_.gone.turned(); }
    /// Of the kinds in the order of parameters::customer_kinds.
    const Set& of_kind(std::size_t kind) const { return marks_.kinds[kind]; }
    const Set& of_no_selection() const { return marks_.no_selection; }
    const Set& hidden() const { return marks_.hidden; }
    const Set& gone() const { return marks_.gone; }

private:
    struct Base {
        std::vector<Person> all;
        std::vector<std::pair<std::int64_t, std::uint32_t>> by_number;
        std::vector<std::uint32_t> by_id;  ///< ordinal + 1, where ids lie dense
        std::vector<std::pair<std::int64_t, std::uint32_t>> by_far_id;  ///< where they do not
        bool few = false;
    };
    struct Marks {
        Set kinds[4], no_selection, hidden, gone;
    };

    static People of(Base base);
    void mark(std::size_t ordinal, const Person& person);
    void grow_marks();
    void take(std::size_t ordinal, const Person& person);
    void leave(std::size_t ordinal);

    std::shared_ptr<const Base> base_ = std::make_shared<const Base>();
    std::vector<std::pair<std::uint32_t, Person>> changed_;           ///< of the base, by ordinal
    std::vector<Person> added_;                                       ///< behind the base, as they came
    std::vector<std::pair<std::int64_t, std::uint32_t>> by_id_;       ///< of these
    std::vector<std::pair<std::int64_t, std::uint32_t>> by_number_;   ///< of those two
    Marks marks_;
};

}  // namespace kartei::selections
