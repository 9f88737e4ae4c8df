// The demonstration house: customers, events, tickets and what belongs to them, as take-over files (files.md), so that
// it comes in through the same door as a real house. Seeded: the same every time. Persons are invented; addresses of
// e-mail end in ".example", telephone numbers are those kept free for fiction where a country has such.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace kartei::program {

struct DemonstrationFile {
    std::string what;  ///< as in `kartei import WHAT`
    std::string path;
};

/// Writes the files into a folder, in the order in which they are imported. 10,000 customers in five countries, three
/// seasons, about 120 event dates in three halls, about 60,000 tickets in every state.
std::vector<DemonstrationFile> write_demonstration(const std::string& folder, std::uint32_t seed = 20261101);

}  // namespace kartei::program
