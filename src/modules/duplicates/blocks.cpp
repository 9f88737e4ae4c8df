#include "modules/duplicates/blocks.hpp"

#include <algorithm>
#include <atomic>
#include <future>
#include <mutex>
#include <numeric>
#include <optional>

namespace kartei::duplicates {
namespace {

/// What brings customers together.
enum Space : unsigned {
    by_email, by_phone, by_code, by_birth_date, by_names, by_house, by_name_and_postcode, by_name_and_street,
    by_name_and_town, by_name_and_birth_month, by_mailbox, by_company, by_last_name_and_birthday
};
constexpr unsigned space_count = 13;
constexpr std::size_t window = 12;  ///< neighbours a customer meets in a block that nothing divides
constexpr unsigned divider_count = 4;
constexpr std::size_t marks = std::size_t{1} << 24;

/// 0 when one of the two is not known.
std::uint64_t both(std::uint64_t one, std::uint64_t other) {
    return one == 0 || other == 0 ? 0 : mixed(mixed(one) * 3 + other);
}

/// With the month of the other space: of the three parts of two dates that differ in one digit two agree.
std::array<std::uint64_t, 3> parts_of_date(std::uint64_t last_name, std::string_view date) {
    const auto without_month = std::string(date.substr(0, 4)).append(date.substr(6));
    return {both(last_name, std::hash<std::string_view>()(date.substr(4)) | 1),
            both(last_name, std::hash<std::string_view>()(without_month) | 1), 0};
}

/// The largest block that may stay whole, so that the pairs of all blocks stay within the budget.
std::size_t cap_for(const std::vector<std::size_t>& sizes, double budget) {
    for (std::size_t cap : {2000u, 1000u, 500u, 250u, 120u, 60u}) {
        double pairs = 0;
        for (auto size : sizes)
            pairs += size <= cap ? static_cast<double>(size) * (static_cast<double>(size) - 1) / 2
                                 : static_cast<double>(size) * static_cast<double>(cap) / 4;
        if (pairs <= budget) return cap;
    }
    return 40;
}

std::uint64_t pairs_in(std::uint64_t size, bool cut) { return cut ? size * window : size * (size - 1) / 2; }

}  // namespace

Blocks::Blocks(const People& people) : people_(people) {
    if (people.size() <= all_pairs_up_to) {
        one_block();
        return;
    }
    number_mailboxes();
    all_groups();
    std::vector<std::uint32_t>().swap(mailboxes_);
    note_blocks_of_rows();
}

void Blocks::number_mailboxes() {
    const auto& emails = people_.dictionary(slot_email);
    Dictionary mailboxes;
    mailboxes_.assign(emails.size(), 0);
    for (std::uint32_t i = 1; i < emails.size(); ++i) {
        auto local = emails.text(i).substr(0, emails.text(i).find('@'));
        if (local.size() >= 5) mailboxes_[i] = mailboxes.number_of(local);
    }
}

/// Two threads make them, and each is put behind the others as soon as its turn has come.
void Blocks::all_groups() {
    std::vector<std::optional<Group>> ready(space_count);
    std::atomic<unsigned> next{0};
    unsigned appended = 0;
    std::mutex appending;
    const auto work = [&] {
        for (unsigned space = next++; space < space_count; space = next++) {
            auto group = group_of(space);
            const std::lock_guard mine(appending);
            ready[space] = std::move(group);
            for (; appended < space_count && ready[appended]; ++appended) {
                append(*ready[appended]);
                ready[appended].reset();
            }
        }
    };
    auto half = std::async(std::launch::async, work);
    work();
    half.get();
}

void Blocks::one_block() {
    for (std::uint32_t row = 0; row < people_.size(); ++row) members_.push_back(row);
    begins_.push_back(static_cast<std::uint32_t>(people_.size()));
    cut_.push_back(false);
    note_blocks_of_rows();
    pairs_ = people_.size() < 2 ? 0 : pairs_in(people_.size(), false);
}

void Blocks::keys_of(unsigned space, std::uint32_t row, std::array<std::uint64_t, 3>& keys) const {
    const auto person = people_.person(row);
    const std::uint64_t first = heard(slot_first_name, person), last = heard(slot_last_name, person);
    const std::uint64_t birth = person[slot_birth_date], postcode = person[slot_postcode];
    auto with_names = [&](std::uint64_t other) {
        keys = {both(last, other), first == last ? 0 : both(first, other), 0};
    };
    keys = {};
    switch (space) {
        case by_email: keys[0] = person[slot_email]; break;
        case by_phone: keys = {person[slot_phone1], person[slot_phone2], person[slot_phone3]}; break;
        case by_code: keys[0] = person[slot_code1]; break;
        case by_birth_date: keys[0] = birth; break;
        case by_names: keys[0] = first && last ? mixed(first) + mixed(last) : 0; break;
        case by_house:
            keys[0] = both(both(heard(slot_street, person), person[slot_house_number]),
                           heard(slot_town, person) + 1);
            break;
        case by_name_and_postcode: with_names(postcode); break;
        case by_name_and_street: with_names(heard(slot_street, person)); break;
        case by_name_and_town: with_names(heard(slot_town, person)); break;
        case by_name_and_birth_month:
            if (birth) {
                auto date = people_.text(slot_birth_date, person[slot_birth_date]);
                with_names(std::hash<std::string_view>()(date.substr(0, 6)) | 1);
            }
            break;
        case by_mailbox: keys[0] = mailboxes_[person[slot_email]]; break;
        case by_last_name_and_birthday:
            if (birth) keys = parts_of_date(last, people_.text(slot_birth_date, person[slot_birth_date]));
            break;
        case by_company: keys[0] = both(person[slot_company], postcode); break;
        default: break;
    }
}

std::uint64_t Blocks::divider(unsigned step, std::uint32_t row) const {
    const auto person = people_.person(row);
    switch (step) {
        case 0: return mixed(heard(slot_first_name, person) + 1) + mixed(heard(slot_last_name, person) + 1);
        case 1: return person[slot_postcode] ? person[slot_postcode] : person[slot_town];
        case 2: return person[slot_birth_date];
        default: return both(person[slot_street] + 1, person[slot_house_number] + 1);
    }
}

Blocks::Group Blocks::group_of(unsigned space) const {
    auto entries = entries_of(space);
    std::vector<std::size_t> sizes;
    std::vector<std::uint32_t> ends;
    for (std::size_t begin = 0, i = 1; i <= entries.size(); ++i)
        if (i == entries.size() || entries[i].key != entries[begin].key) {
            if (i - begin > 1) sizes.push_back(i - begin), ends.push_back(static_cast<std::uint32_t>(i));
            begin = i;
        }
    const auto customers = static_cast<double>(people_.size());
    const auto cap = cap_for(sizes, 2e6 + 6 * customers);
    Group group;
    for (std::size_t block = 0; block < sizes.size(); ++block)
        divide(entries, ends[block] - sizes[block], ends[block], cap, 0, group);
    return group;
}

std::vector<Blocks::Entry> Blocks::entries_of(unsigned space) const {
    const auto each = [&](const auto& take) {
        std::array<std::uint64_t, 3> keys{};
        for (std::uint32_t row = 0; row < people_.size(); ++row) {
            keys_of(space, row, keys);
            for (auto key : keys)
                if (key) take(key, row);
        }
    };
    // Most keys are one customer's alone. Those that leave their mark on a place of their own need not be sorted.
    std::vector<bool> met(marks), met_again(marks);
    each([&](std::uint64_t key, std::uint32_t) {
        const auto mark = mixed(key) % marks;
        met_again[mark] = met_again[mark] || met[mark];
        met[mark] = true;
    });
    std::vector<Entry> entries;
    each([&](std::uint64_t key, std::uint32_t row) {
        if (met_again[mixed(key) % marks]) entries.push_back({key, row});
    });
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return a.key != b.key ? a.key < b.key : a.row < b.row; });
    return entries;
}

void Blocks::divide(std::vector<Entry>& entries, std::size_t begin, std::size_t end, std::size_t cap, unsigned step,
                    Group& group) const {
    if (end - begin < 2) return;
    if (end - begin <= cap) return close_block(entries, begin, end, false, group);
    if (step == divider_count) return close_block(entries, begin, end, true, group);
    for (auto i = begin; i < end; ++i) entries[i].key = divider(step, entries[i].row);
    const auto from = entries.begin() + static_cast<std::ptrdiff_t>(begin);
    std::sort(from, entries.begin() + static_cast<std::ptrdiff_t>(end),
              [](const Entry& a, const Entry& b) { return a.key != b.key ? a.key < b.key : a.row < b.row; });
    for (auto first = begin, i = begin + 1; i <= end; ++i)
        if (i == end || entries[i].key != entries[first].key)
            divide(entries, first, i, cap, step + 1, group), first = i;
}

void Blocks::close_block(const std::vector<Entry>& entries, std::size_t begin, std::size_t end, bool cut,
                         Group& group) const {
    for (auto i = begin; i < end; ++i) group.rows.push_back(entries[i].row);
    group.ends.push_back(static_cast<std::uint32_t>(group.rows.size()));
    group.cut.push_back(cut);
}

void Blocks::append(const Group& group) {
    members_.insert(members_.end(), group.rows.begin(), group.rows.end());
    const auto before = begins_.back();
    std::uint32_t begin = 0;
    for (std::size_t i = 0; i < group.ends.size(); ++i) {
        pairs_ += pairs_in(group.ends[i] - begin, group.cut[i]);
        begin = group.ends[i];
        begins_.push_back(before + begin);
        cut_.push_back(group.cut[i]);
    }
}

void Blocks::note_blocks_of_rows() {
    first_of_row_.assign(people_.size() + 1, 0);
    const auto each = [&](const auto& take) {
        for (std::uint32_t block = 0; block < size(); ++block)
            for (auto m = begins_[block]; !cut_[block] && m < begins_[block + 1]; ++m) take(members_[m], block);
    };
    each([&](std::uint32_t row, std::uint32_t) { ++first_of_row_[row + 1]; });
    std::partial_sum(first_of_row_.begin(), first_of_row_.end(), first_of_row_.begin());
    blocks_of_rows_.resize(first_of_row_.back());
    // Filled from their beginnings, which move on to those of the next row, and are moved back.
    each([&](std::uint32_t row, std::uint32_t block) { blocks_of_rows_[first_of_row_[row]++] = block; });
    std::copy_backward(first_of_row_.begin(), first_of_row_.end() - 1, first_of_row_.end());
    first_of_row_.front() = 0;
}

bool Blocks::is_first_meeting(std::uint32_t block, std::uint32_t one, std::uint32_t other) const {
    const auto* blocks = blocks_of_rows_.data();
    const auto *mine = blocks + first_of_row_[one], *my_end = blocks + first_of_row_[one + 1];
    const auto *yours = blocks + first_of_row_[other], *your_end = blocks + first_of_row_[other + 1];
    while (mine != my_end && yours != your_end && *mine < block && *yours < block) {
        if (*mine == *yours) return false;
        if (*mine < *yours) ++mine;
        else ++yours;
    }
    return true;
}

bool Blocks::is_complete(std::uint32_t from) const {
    for (std::size_t block = 0; block < size(); ++block)
        if (cut_[block] && members_[begins_[block + 1] - 1] >= from) return false;
    return true;
}

void Blocks::each_pair(std::size_t first, std::size_t last, std::uint32_t one_of,
                       const std::function<bool(std::uint32_t, std::uint32_t)>& take, std::uint32_t from) const {
    for (auto block = first; block < last; ++block) {
        const auto begin = begins_[block], end = begins_[block + 1];
        const auto number = static_cast<std::uint32_t>(block);
        const auto first_later = static_cast<std::uint32_t>(
            std::lower_bound(members_.begin() + begin, members_.begin() + end, from) - members_.begin());
        for (auto i = begin; first_later < end && i < end; ++i) {
            const auto stop = cut_[block] ? std::min<std::size_t>(end, i + 1 + window) : end;
            for (auto j = std::max(i + 1, first_later); j < stop; ++j) {
                const auto one = members_[i], other = members_[j];
                if (one == other) continue;
                if (one_of > 1 && mixed(std::uint64_t{one} << 32 | other) % one_of != 0) continue;
                if (is_first_meeting(number, one, other) && !take(one, other)) return;
            }
        }
    }
}

}  // namespace kartei::duplicates
