// Many new customers at once, as an import brings them: which of them are probably somebody the register holds, or the
// same person as an earlier one of them. One result by two ways: many are looked through together with the whole
// register, as the scan does it (some 200 bytes a customer, register and new ones, while it lasts); few are looked up
// one by one, as while typing, so that a small file does not read a large register. Writes nothing. Must not know files
// or HTTP.
#pragma once

#include <array>
#include <functional>
#include <vector>

#include "jobs/job.hpp"
#include "modules/customers/customer.hpp"
#include "modules/duplicates/levels.hpp"
#include "sql/database.hpp"

namespace kartei::duplicates {

/// From so many customers of the register for each new one on, new ones are looked up one by one: looking one up takes
/// about as long as reading so many.
constexpr std::int64_t register_per_row = 150;

/// A new customer who is probably somebody else: the customer of the register whom he resembles most, or, where the
/// register has none, the first of the new ones who is the same person.
struct Likeness {
    std::uint32_t row = 0;      ///< place among the new ones, from 0
    std::int64_t customer = 0;  ///< id in the register; 0: it is `earlier`
    std::uint32_t earlier = 0;  ///< place among the new ones
    int score = 0;              ///< 0 … 100, at least the threshold of the house
    std::array<std::int16_t, feature_count> points{};  ///< as in the score (2.5 a bit); 0: not known of both
};

struct BatchFound {
    std::vector<Likeness> likenesses;  ///< at most one for each new customer, in their order
    bool complete = true;              ///< false: very many have the same values, of those only a part was compared
};

struct Batch {
    std::int64_t size = 0;  ///< how many new ones there are; a few less do no harm
    /// Fills the next new customer (given empty, or as a call before left him); false at the end. Called from other
    /// threads, one call at a time.
    std::function<bool(customers::Customer&)> next;
    std::function<void()> meanwhile;  ///< called now and then; may be left out
};

/// By the rules, the model and the pairs said to be different persons of the house (J-028). Throws jobs::Cancelled.
BatchFound check_batch(sql::Transaction& reading, const Batch& batch, jobs::Progress& progress);

}  // namespace kartei::duplicates
