// Which pairs of a scan are looked at: customers that share an e-mail, a phone, a birth date, the sound of a name
// and a
// postcode … stand in one block, and only pairs within blocks are compared. Bounded whatever the register holds: a
// block that is too large is divided by further values, and where nothing divides it (50,000 of one name and nothing
// else), each customer meets only his neighbours, and is_complete() says so. Must not know weights or SQL.
#pragma once

#include <functional>

#include "modules/duplicates/people.hpp"

namespace kartei::duplicates {

/// Some 50 bytes a customer.
class Blocks {
public:
    /// Small registers (up to this size) are one block: every pair is looked at.
    static constexpr std::size_t all_pairs_up_to = 1500;

    explicit Blocks(const People& people);

    std::size_t size() const { return begins_.size() - 1; }
    /// False when a block with a row from `from` on had to be cut.
    bool is_complete(std::uint32_t from = 0) const;
    /// Pairs of rows in blocks first … last - 1, each pair in one block only; ends when `take` returns false.
    /// `one_of`: only every so many-th pair, drawn the same every time. `from`: only pairs whose later row is this one
    /// or one after it. Safe in several threads.
    void each_pair(std::size_t first, std::size_t last, std::uint32_t one_of,
                   const std::function<bool(std::uint32_t, std::uint32_t)>& take, std::uint32_t from = 0) const;
    std::uint64_t pairs() const { return pairs_; }  ///< at most; some stand in several blocks

private:
    struct Group {
        std::vector<std::uint32_t> rows;  ///< concatenated blocks
        std::vector<std::uint32_t> ends;
        std::vector<bool> cut;
    };
    struct Entry {
        std::uint64_t key;
        std::uint32_t row;
    };
    void one_block();
    void number_mailboxes();
    Group group_of(unsigned space) const;
    std::vector<Entry> entries_of(unsigned space) const;
    void divide(std::vector<Entry>& entries, std::size_t begin, std::size_t end, std::size_t cap, unsigned step,
                Group& group) const;
    void close_block(const std::vector<Entry>& entries, std::size_t begin, std::size_t end, bool cut,
                     Group& group) const;
    void all_groups();
    void append(const Group& group);
    void note_blocks_of_rows();
    bool is_first_meeting(std::uint32_t block, std::uint32_t one, std::uint32_t other) const;
    void keys_of(unsigned space, std::uint32_t row, std::array<std::uint64_t, 3>& keys) const;
    std::uint64_t divider(unsigned step, std::uint32_t row) const;
    std::uint32_t heard(Slot slot, const Person& person) const { return people_.sound(slot, person[slot]); }

    const People& people_;
    std::vector<std::uint32_t> mailboxes_;
    std::vector<std::uint32_t> members_, begins_{0};  ///< rows of a block ascend
    std::vector<bool> cut_;
    /// Blocks that are not cut, row after row, ascending; where those of a row begin.
    std::vector<std::uint32_t> blocks_of_rows_, first_of_row_;
    std::uint64_t pairs_ = 0;
};

}  // namespace kartei::duplicates
