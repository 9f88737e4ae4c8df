// Lets another program than the test read what somebody sent (documents/reading_child.hpp).
#pragma once

#include "documents/table_apart.hpp"

#include <string>
#include <utility>
#include <vector>

namespace kartei {

/// Files are read by somebody else while this lives.
class ReadBy {
public:
    explicit ReadBy(std::vector<std::string> words) { documents::reading_program().words = std::move(words); }
    ~ReadBy() { documents::reading_program().words.clear(); }
    ReadBy(const ReadBy&) = delete;
    ReadBy& operator=(const ReadBy&) = delete;
};

}  // namespace kartei
