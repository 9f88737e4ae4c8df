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

Set::Set(const std::vector<std::uint8_t>& marks) : Set(marks.size()) {
    for (std::size_t i = 0; i < marks.size(); ++i) words_[i >> 6] |= std::uint64_t{marks[i]} << (i & 63);
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

std::int64_t Set::count() const {
    std::int64_t count = 0;
    for (const auto word : words_) count += std::popcount(word);
    return count;
}

std::int64_t Set::count_with(const Set& other) const {
    std::int64_t count = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) count += std::popcount(words_[i] & other.words_[i]);
    return count;
}

People People::of(Base base) {
    const auto last = base.all.empty() ? 0 : static_cast<std::size_t>(base.all.back().id);
    if (!base.few && last < widest * base.all.size() + 1000) {
        base.by_id.resize(last + 1);
        for (std::size_t i = 0; i < base.all.size(); ++i)
            base.by_id[static_cast<std::size_t>(base.all[i].id)] = static_cast<std::uint32_t>(i + 1);
    }
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
    marks_.no_selection.grow(size()), marks_.hidden.grow(size());
}

void People::mark(std::size_t ordinal, const Person& person) {
    for (int kind = 0; kind < 4; ++kind) marks_.kinds[kind].put(ordinal, person.kind == kind);
    marks_.no_selection.put(ordinal, person.no_selection);
    marks_.hidden.put(ordinal, person.hidden);
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

std::optional<People> People::renewed(sql::Transaction& transaction, std::span<const std::int64_t> ids) const {
    auto renewed = *this;
    const auto now = few(transaction, ids);
    for (const auto id : ids) {
        const auto place = of_id(id), found = now.of_id(id);
        if (place && !found) return std::nullopt;
        if (!found) continue;
        if (!place && size() > 0 && id <= at(size() - 1).id) return std::nullopt;
        renewed.take(place ? *place : renewed.size(), now.at(*found));
    }
    return renewed;
}

People People::gathered() const {
    Base base;
    base.all.reserve(size());
    for (std::size_t i = 0; i < size(); ++i) base.all.push_back(at(i));
    return of(std::move(base));
}

/// In the place of who stood there, or behind all.
void People::take(std::size_t ordinal, const Person& person) {
    if (ordinal >= base_->all.size()) {
        if (ordinal == size()) added_.push_back(person), grow_marks();
        else added_[ordinal - base_->all.size()] = person;
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
    const auto behind = [id](const std::vector<Person>& all, std::size_t before) -> std::optional<std::size_t> {
        const auto found = std::lower_bound(
            all.begin(), all.end(), id, [](const Person& person, std::int64_t wanted) { return person.id < wanted; });
        if (found == all.end() || found->id != id) return std::nullopt;
        return before + static_cast<std::size_t>(found - all.begin());
    };
    if (!added_.empty() && id >= added_.front().id) return behind(added_, base_->all.size());
    if (base_->by_id.empty()) return behind(base_->all, 0);
    if (id < 0 || static_cast<std::size_t>(id) >= base_->by_id.size()) return std::nullopt;
    const auto place = base_->by_id[static_cast<std::size_t>(id)];
    return place == 0 ? std::nullopt : std::optional<std::size_t>(place - 1);
}

std::optional<std::size_t> People::of_number(std::int64_t number) const {
    // A number that somebody had before stands here still: what he has now decides.
    for (const auto* numbers : {&by_number_, &base_->by_number})
        for (auto found = std::lower_bound(numbers->begin(), numbers->end(), std::pair(number, std::uint32_t{0}));
             found != numbers->end() && found->first == number; ++found)
            if (at(found->second).number == number) return found->second;
    return std::nullopt;
}

}  // namespace kartei::selections
