// Customers that the house holds, found by number in memory: files of millions of rows name customers, and asking the
// database for each would take longer than everything else. Eight bytes a customer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/database.hpp"

namespace kartei::imports {

class KnownCustomers {
public:
    /// Reads all numbers, those customers had formerly too.
    explicit KnownCustomers(sql::Transaction& transaction);

    std::optional<std::int64_t> id_of(std::int64_t number) const;
    /// True when the number was once somebody's who is deleted: it is never given again.
    bool is_spent(std::int64_t number) const;
    std::int64_t highest_id() const { return highest_id_; }

private:
    static constexpr int id_bits = 34;  // numbers have up to 9 digits: 30 bits

    std::vector<std::uint64_t> numbers_;  ///< number and id in one, ascending
    std::vector<std::int64_t> spent_;
    std::int64_t highest_id_ = 0;
};

/// Debtor numbers that somebody has or had; eight bytes each.
class KnownDebtors {
public:
    explicit KnownDebtors(sql::Transaction& transaction);
    bool has(std::int64_t number) const;

private:
    std::vector<std::int64_t> numbers_;  ///< ascending
};

/// Keys of old systems (customer_source), found by their hash; eight bytes a key.
class KnownSources {
public:
    explicit KnownSources(sql::Transaction& transaction);
    /// The customer; asks the database once more, so that equal hashes do no harm.
    std::optional<std::int64_t> id_of(sql::Transaction& transaction, std::string_view source,
                                      std::string_view key) const;

private:
    std::vector<std::uint64_t> hashes_;
};

/// Name keys (customers/customer_rules.hpp) of all customers by id, for sorting.
class NameKeys {
public:
    explicit NameKeys(sql::Transaction& transaction);
    /// "" for a customer who is not there.
    std::string_view of(std::int64_t customer) const;

private:
    std::vector<std::uint32_t> begins_;  ///< by id: where the key begins in texts_, 0 = none
    std::string texts_{'\0'};            ///< keys, each ended by NUL
};

}  // namespace kartei::imports
