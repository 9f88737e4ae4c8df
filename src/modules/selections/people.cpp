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

std::int64_t Set::count() const {
    std::int64_t count = 0;
    for (const auto word : words_) count += std::popcount(word);
    return count;
}

People People::read(sql::Transaction& transaction) {
    People people;
    auto rows = transaction.stream(std::string(columns) + " ORDER BY id");
    while (rows.next()) people.all_.push_back(read_person(rows));
    people.order();
    return people;
}

People People::few(sql::Transaction& transaction, std::span<const std::int64_t> ids) {
    People people;
    people.few_ = true;
    for (const auto id : ids) {
        auto rows = transaction.query(std::string(columns) + " WHERE id = :id", id);
        if (rows.next()) people.all_.push_back(read_person(rows));
    }
    std::sort(people.all_.begin(), people.all_.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    people.order();
    return people;
}

std::optional<People> People::renewed(sql::Transaction& transaction, std::span<const std::int64_t> ids) const {
    auto renewed = *this;
    const auto now = few(transaction, ids);
    bool same_numbers = true;
    for (const auto id : ids) {
        const auto place = of_id(id), found = now.of_id(id);
        if (place && !found) return std::nullopt;
        if (!found) continue;
        const auto& person = now.at(*found);
        if (!place && !renewed.all_.empty() && id <= renewed.all_.back().id) return std::nullopt;
        same_numbers = same_numbers && place && all_[*place].number == person.number;
        if (place) renewed.all_[*place] = person;
        else renewed.all_.push_back(person);
    }
    if (!same_numbers) renewed.order();
    return renewed;
}

void People::order() {
    by_id_.clear();
    by_number_.clear();
    const auto last = all_.empty() ? 0 : static_cast<std::size_t>(all_.back().id);
    if (!few_ && last < widest * all_.size() + 1000) {
        by_id_.resize(last + 1);
        for (std::size_t i = 0; i < all_.size(); ++i)
            by_id_[static_cast<std::size_t>(all_[i].id)] = static_cast<std::uint32_t>(i + 1);
    }
    by_number_.reserve(all_.size());
    for (std::size_t i = 0; i < all_.size(); ++i)
        by_number_.emplace_back(all_[i].number, static_cast<std::uint32_t>(i));
    std::sort(by_number_.begin(), by_number_.end());
}

std::optional<std::size_t> People::of_id(std::int64_t id) const {
    if (!by_id_.empty()) {
        if (id < 0 || static_cast<std::size_t>(id) >= by_id_.size()) return std::nullopt;
        const auto place = by_id_[static_cast<std::size_t>(id)];
        return place == 0 ? std::nullopt : std::optional<std::size_t>(place - 1);
    }
    const auto found = std::lower_bound(all_.begin(), all_.end(), id,
                                        [](const Person& person, std::int64_t wanted) { return person.id < wanted; });
    if (found == all_.end() || found->id != id) return std::nullopt;
    return static_cast<std::size_t>(found - all_.begin());
}

std::optional<std::size_t> People::of_number(std::int64_t number) const {
    const auto found = std::lower_bound(by_number_.begin(), by_number_.end(), std::pair(number, std::uint32_t{0}));
    if (found == by_number_.end() || found->first != number) return std::nullopt;
    return found->second;
}

Set People::those(const std::function<bool(const Person&)>& fits) const {
    Set set(size());
    for (std::size_t i = 0; i < size(); ++i)
        if (fits(all_[i])) set.add(i);
    return set;
}

}  // namespace kartei::selections
