#include "modules/selections/people.hpp"

#include <algorithm>

#include "modules/parameters/parameter.hpp"

namespace kartei::selections {
namespace {

/// Ids that lie farther apart are looked up by halving.
constexpr std::size_t widest = 8;

constexpr std::string_view columns =
    "SELECT id, number, joint_salutation_with, kind, gender, no_selection, hidden_in_search FROM customer";

Person read_person(const sql::Rows& rows) {
    Person person{rows.integer(0), rows.integer(1), rows.integer(2)};
    const auto kind = std::find(parameters::customer_kinds.begin(), parameters::customer_kinds.end(), rows.text(3));
    person.kind = static_cast<char>(kind - parameters::customer_kinds.begin());
    person.gender = rows.text(4) == "female" ? 'f' : rows.text(4) == "male" ? 'm' : ' ';
    person.no_selection = rows.integer(5) != 0;
    person.hidden = rows.integer(6) != 0;
    return person;
}

}  // namespace

Set::Set(std::size_t size, bool all) : size_(size), words_((size + 63) / 64, all ? ~std::uint64_t{0} : 0) {
    if (all && size % 64 != 0) words_.back() >>= 64 - size % 64;
}

Set& Set::operator&=(const Set& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    return *this;
}

Set& Set::operator|=(const Set& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
}

Set& Set::operator-=(const Set& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
    return *this;
}

Set Set::turned() const {
    Set all(size_, true);
    return all -= *this;
}

namespace {

// Counting bits is what a known document costs. The instruction for it is in every processor since 2009, but not in the
// oldest that the program may be built for: each function stands twice.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define KARTEI_COUNTS_BITS __attribute__((target_clones("popcnt", "default")))
#else
#define KARTEI_COUNTS_BITS
#endif

KARTEI_COUNTS_BITS std::int64_t bits_in(const std::uint64_t* words, std::size_t size) {
    std::int64_t count = 0;
    for (std::size_t i = 0; i < size; ++i) count += std::popcount(words[i]);
    return count;
}

KARTEI_COUNTS_BITS std::int64_t bits_in_both(const std::uint64_t* one, const std::uint64_t* other, std::size_t size) {
    std::int64_t count = 0;
    for (std::size_t i = 0; i < size; ++i) count += std::popcount(one[i] & other[i]);
    return count;
}

/// `words` has one word more than bits need.
KARTEI_COUNTS_BITS void bits_between(const std::uint64_t* words, const std::uint32_t* places, std::size_t count,
                                     std::uint32_t* answers) {
    std::size_t word = 0;
    std::uint32_t whole = 0, before = 0;  // in the words before; up to the place before
    for (std::size_t i = 0; i < count; ++i) {
        for (const auto end = std::size_t{places[i] >> 6}; word < end; ++word)
            whole += static_cast<std::uint32_t>(std::popcount(words[word]));
        const auto until = whole + static_cast<std::uint32_t>(
                                       std::popcount(words[word] & ((std::uint64_t{1} << (places[i] & 63)) - 1)));
        if (i > 0) answers[i - 1] = until - before;
        before = until;
    }
}

}  // namespace

std::int64_t Set::count() const { return bits_in(words_.data(), words_.size()); }

std::int64_t Set::count_with(const Set& other) const {
    return bits_in_both(words_.data(), other.words_.data(), words_.size());
}

std::vector<std::uint32_t> Set::counts_between(std::span<const std::uint32_t> places) const {
    std::vector<std::uint32_t> counts(places.empty() ? 0 : places.size() - 1);
    auto words = words_;
    words.push_back(0);
    bits_between(words.data(), places.data(), places.size(), counts.data());
    return counts;
}

People People::of(Base base) {
    std::int64_t last = 0;
    for (const auto& person : base.all) last = std::max(last, person.id);
    const bool dense = !base.few && static_cast<std::size_t>(last) < widest * base.all.size() + 1000;
    if (dense) base.by_id.resize(static_cast<std::size_t>(last) + 1);
    for (std::size_t i = 0; i < base.all.size(); ++i) {
        const auto ordinal = static_cast<std::uint32_t>(i);
        if (dense) base.by_id[static_cast<std::size_t>(base.all[i].id)] = ordinal + 1;
        else base.by_far_id.emplace_back(base.all[i].id, ordinal);
    }
    std::sort(base.by_far_id.begin(), base.by_far_id.end());
    base.by_number.reserve(base.all.size());
    for (std::size_t i = 0; i < base.all.size(); ++i)
        base.by_number.emplace_back(base.all[i].number, static_cast<std::uint32_t>(i));
    std::sort(base.by_number.begin(), base.by_number.end());
    People people;
    people.base_ = std::make_shared<const Base>(std::move(base));
    people.grow_marks();
    for (std::size_t i = 0; i < people.base_->all.size(); ++i) people.mark(i, people.base_->all[i]);
    return people;
}

void People::grow_marks() {
    for (auto& kind : marks_.kinds) kind.grow(size());
    for (auto* marks : {&marks_.no_selection, &marks_.hidden, &marks_.gone}) marks->grow(size());
}

void People::mark(std::size_t ordinal, const Person& person) {
    for (int kind = 0; kind < 4; ++kind) marks_.kinds[kind].put(ordinal, person.kind == kind);
    marks_.no_selection.put(ordinal, person.no_selection);
    marks_.hidden.put(ordinal, person.hidden);
    marks_.gone.remove(ordinal);
}

void People::leave(std::size_t ordinal) {
    for (auto& kind : marks_.kinds) kind.remove(ordinal);
    marks_.no_selection.remove(ordinal), marks_.hidden.remove(ordinal);
    marks_.gone.add(ordinal);
}

People People::read(sql::Transaction& transaction) {
    Base base;
    auto rows = transaction.stream(std::string(columns) + " ORDER BY id");
    while (rows.next()) base.all.push_back(read_person(rows));
    return of(std::move(base));
}

People People::few(sql::Transaction& transaction, std::span<const std::int64_t> ids) {
    Base base;
    base.few = true;
    for (const auto id : ids) {
        auto rows = transaction.query(std::string(columns) + " WHERE id = :id", id);
        if (rows.next()) base.all.push_back(read_person(rows));
    }
    std::sort(base.all.begin(), base.all.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return of(std::move(base));
}

People People::renewed(sql::Transaction& transaction, std::span<const std::int64_t> ids) const {
    auto renewed = *this;
    const auto now = few(transaction, ids);
    for (const auto id : ids) {
        const auto place = place_of_id(id), found = now.of_id(id);
        if (found) renewed.take(place ? *place : renewed.size(), now.at(*found));
        else if (place) renewed.leave(*place);
    }
    return renewed;
}

People People::gathered() const {
    Base base;
    base.all.reserve(size());
    for (std::size_t i = 0; i < size(); ++i) base.all.push_back(at(i));
    auto people = of(std::move(base));
    marks_.gone.each([&](std::size_t ordinal) { people.leave(ordinal); });
    return people;
}

/// In the place of who stood there, or behind all.
void People::take(std::size_t ordinal, const Person& person) {
    if (ordinal >= base_->all.size()) {
        if (ordinal == size()) {
            const std::pair id(person.id, static_cast<std::uint32_t>(ordinal));
            by_id_.insert(std::lower_bound(by_id_.begin(), by_id_.end(), id), id);
            added_.push_back(person), grow_marks();
        } else {
            added_[ordinal - base_->all.size()] = person;
        }
    } else {
        const auto place = std::lower_bound(changed_.begin(), changed_.end(), ordinal,
                                            [](const auto& one, std::size_t wanted) { return one.first < wanted; });
        if (place != changed_.end() && place->first == ordinal) place->second = person;
        else changed_.emplace(place, static_cast<std::uint32_t>(ordinal), person);
    }
    const std::pair number(person.number, static_cast<std::uint32_t>(ordinal));
    const auto place = std::lower_bound(by_number_.begin(), by_number_.end(), number);
    if (place == by_number_.end() || *place != number) by_number_.insert(place, number);
    mark(ordinal, person);
}

const Person& People::at(std::size_t ordinal) const {
    if (ordinal >= base_->all.size()) return added_[ordinal - base_->all.size()];
    if (!changed_.empty()) {
        const auto place = std::lower_bound(changed_.begin(), changed_.end(), ordinal,
                                            [](const auto& one, std::size_t wanted) { return one.first < wanted; });
        if (place != changed_.end() && place->first == ordinal) return place->second;
    }
    return base_->all[ordinal];
}

std::optional<std::size_t> People::of_id(std::int64_t id) const {
    const auto place = place_of_id(id);
    return place && !marks_.gone.has(*place) ? place : std::nullopt;
}

std::optional<std::size_t> People::place_of_id(std::int64_t id) const {
    if (id > 0 && static_cast<std::size_t>(id) < base_->by_id.size())
        if (const auto place = base_->by_id[static_cast<std::size_t>(id)]; place != 0) return place - 1;
    for (const auto* ids : {&base_->by_far_id, &by_id_}) {
        const auto found = std::lower_bound(ids->begin(), ids->end(), std::pair(id, std::uint32_t{0}));
        if (found != ids->end() && found->first == id) return found->second;
    }
    return std::nullopt;
}

std::optional<std::size_t> People::of_number(std::int64_t number) const {
    // A number that somebody had before stands here still: what he has now decides.
    for (const auto* numbers : {&by_number_, &base_->by_number})
        for (auto found = std::lower_bound(numbers->begin(), numbers->end(), std::pair(number, std::uint32_t{0}));
             found != numbers->end() && found->first == number; ++found)
            if (at(found->second).number == number && !marks_.gone.has(found->second)) return found->second;
    return std::nullopt;
}

}  // namespace kartei::selections
