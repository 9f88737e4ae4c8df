// Customer numbers for many new customers at once: blocks of the kinds' ranges (J-031, J-034), without those that are
// taken or were ever somebody's. A block that was taken is used up, like a number that was given.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sql/database.hpp"

namespace kartei::imports {

class NumberSupply {
public:
    using IsTaken = std::function<bool(std::int64_t number)>;

    /// Takes as many numbers as will be needed.
    void reserve(sql::Transaction& transaction, const std::string& kind, std::int64_t count, const IsTaken& is_taken);
    /// The next number of a kind; there are as many as were reserved.
    std::int64_t take(const std::string& kind);

private:
    struct Block {
        std::int64_t next, end;
    };
    std::map<std::string, std::vector<Block>> blocks_;  ///< free stretches, the first last
};

}  // namespace kartei::imports
