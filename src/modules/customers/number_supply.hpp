// Numbers for many new customers at once, as give_numbers() would give them one after the other (J-031, J-034, J-037,
// J-039): stretches of the kinds' ranges, drawn in one transaction and then given out without any. A stretch that was
// drawn is used up, like a number that was given.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "modules/customers/customer_numbers.hpp"

namespace kartei::customers {

/// What the new customers of one kind bring along, and what they lack.
struct NumbersLacking {
    std::int64_t numbers = 0;                ///< customers without a number
    std::int64_t debtor_numbers = 0;         ///< customers without a debtor number …
    std::vector<std::int64_t> with_number;   ///< … and the numbers of those of them who bring one
};
using LackingByKind = std::map<std::string, NumbersLacking>;

/// The highest of the numbers that new customers bring along, in the own range of each kind: as choosing them one by
/// one would, they move that range on and no other.
class BroughtNumbers {
public:
    /// Reads the ranges.
    void begin(sql::Transaction& transaction);
    void add(const std::string& kind, Target target, std::int64_t number);
    void forget();
    void move_on(sql::Transaction& transaction) const;

private:
    struct Range {
        std::int64_t first, end, highest;
    };
    std::map<std::pair<std::string, Target>, Range> ranges_;
};

class NumberSupply {
public:
    /// Draws what is lacking, and moves ranges on beyond the numbers that are brought along. `numbers`, `debtor_numbers`: all that are brought along, ascending; they are not checked here. Called
    /// again, it begins anew. Refuses conflict when a range is used up (error.number_range_full).
    Result<Done> draw(sql::Transaction& transaction, LackingByKind lacking, const std::vector<std::int64_t>& numbers,
                      const std::vector<std::int64_t>& debtor_numbers, const BroughtNumbers& brought);
    /// Fills number and debtor number of one of these customers. No SQL; from one thread at a time.
    void give(Customer& customer);

private:
    /// Free stretches, the first last.
    class Stretches {
    public:
        void add(std::int64_t number);
        void in_order();
        std::int64_t take();
        bool has(std::int64_t number) const;

    private:
        struct Stretch {
            std::int64_t next, end;
        };
        std::vector<Stretch> stretches_;
        std::vector<Stretch> drawn_;  ///< ascending
    };
    struct OfKind {
        bool equal = false, draws_debtors = false;
        Stretches numbers, debtors;
        std::set<std::int64_t> not_equal;  ///< numbers brought along that are somebody's debtor number
    };
    using IsTaken = std::function<bool(std::int64_t)>;
    static Result<Done> draw(sql::Transaction& transaction, const std::string& kind, Target target, std::int64_t count,
                             const IsTaken& is_taken, Stretches& to);
    Result<Done> draw_numbers(sql::Transaction& transaction, const std::string& kind, const NumbersLacking& lacking);
    Result<Done> draw_debtors(sql::Transaction& transaction, const std::string& kind, NumbersLacking& lacking);
    bool is_number_of_these(std::int64_t number) const;
    bool is_debtor_of_these(std::int64_t number) const;

    std::map<std::string, OfKind> kinds_;
    const std::vector<std::int64_t>*numbers_ = nullptr, *debtor_numbers_ = nullptr;  ///< while drawing
};

}  // namespace kartei::customers
