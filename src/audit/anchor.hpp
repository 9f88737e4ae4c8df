// A point of the audit's chain that is kept outside the house (in the log, in a file elsewhere): whoever rewrites the
// chain from some link on, hashes and all, is found by it and by nothing else.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "sql/database.hpp"

namespace kartei::audit {

struct Anchor {
    std::int64_t sequence = 0;
    std::string hash;

    /// "4711 9f86d081…", one line.
    std::string text() const { return std::to_string(sequence) + " " + hash; }
};

/// The newest link; no value when nothing was changed yet.
std::optional<Anchor> newest_anchor(sql::Transaction& transaction);

/// All anchors of a file, each on a line that ends in its text, so that lines of the log serve as they are. Refuses
/// (invalid) a file that cannot be read or has none.
Result<std::vector<Anchor>> read_anchors(const std::string& path);

/// Does the chain still go through it?
bool holds(sql::Transaction& transaction, const Anchor& anchor);

}  // namespace kartei::audit
