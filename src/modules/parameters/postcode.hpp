// Postcodes and their towns, as base data: a known postcode fills the town (J-069). What was typed is never overwritten
// here. Read in by the module imports, in the form that normal_postcode() gives.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sql/database.hpp"

namespace kartei::parameters {

struct Postcode {
    std::string country;  ///< ISO 3166-1 alpha-2
    std::string postcode;
    std::string town;
};

/// The form in which postcodes are stored and compared: capitals, no blanks, no sign of the country before it
/// ("L-1234", "D-10115"); NL: the four digits, which the files have, without the letters that people type.
std::string normal_postcode(std::string_view country, std::string_view postcode);

/// Consecutive ids; of combinations that were there already the ids stay unused.
struct StoredPostcodes {
    std::int64_t first = 0, last = -1;
    std::int64_t count = 0;  ///< how many were new
};

/// Stores what is not there yet, each combination once. `event`: the change event they belong to.
StoredPostcodes store_postcodes(sql::Transaction& transaction, std::span<const Postcode> postcodes,
                             std::int64_t event = 0);

/// The towns of a postcode in alphabetical order; none when it is unknown.
std::vector<std::string> towns_of(sql::Transaction& transaction, std::string_view country, std::string_view postcode);

}  // namespace kartei::parameters
