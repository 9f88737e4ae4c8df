// A range of numbers as the table number_range holds it, and what lies in it. Private to customer_numbers.cpp and
// number_supply.cpp, which pass the gate first.
#pragma once

#include "modules/customers/customer_numbers.hpp"

namespace kartei::customers {

struct Range {
    std::int64_t start = 1, next = 0;  ///< next 0 = not known: the range was changed, or a number came free
    std::optional<std::int64_t> last = {};  ///< no value: up to the next range
    bool gap_search = false, same_as_customer = false, propose = true;
};
Range range_of(sql::Transaction& transaction, std::string_view kind, Target target);

/// The numbers that belong to a kind: from its start up to its last one or to where the next range begins. Kinds with one
/// start share it. Nothing is drawn outside (decision 136).
struct OwnRange {
    std::int64_t first = 0, end = 0;
    bool holds(std::int64_t number) const;
};
OwnRange own_range(sql::Transaction& transaction, std::string_view kind, Target target);

/// A number of this kind that was chosen: what is drawn next in its own range is higher, unless gaps are looked for. A
/// number outside it moves no range at all.
void move_on(sql::Transaction& transaction, std::string_view kind, Target target, std::int64_t number);

/// error.number_range_full, with whose range it is, where it begins and ends.
Refusal range_is_full(sql::Transaction& transaction, std::string_view kind, Target target);

/// Where drawing goes on; that number may be taken.
std::int64_t first_number(sql::Transaction& transaction, const Range& range, Target target);

/// Numbers that somebody has or had, asked for in ascending order; some hundred are read at once, because whole ranges
/// can be taken.
class TakenNumbers {
public:
    TakenNumbers(sql::Transaction& transaction, Target target) : transaction_(transaction), target_(target) {}
    bool has(std::int64_t number);

private:
    struct Stretch {
        std::vector<std::int64_t> numbers;
        std::int64_t last = -1;  ///< read up to here
        std::size_t place = 0;
    };
    bool is_in(Stretch& stretch, std::int64_t number, bool former);

    sql::Transaction& transaction_;
    Target target_;
    Stretch now_, former_;
};

/// The lowest number from `from` on that nobody has or had.
std::int64_t first_free(sql::Transaction& transaction, Target target, std::int64_t from);

}  // namespace kartei::customers
