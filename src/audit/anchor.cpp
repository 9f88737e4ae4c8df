#include "audit/anchor.hpp"

#include <fstream>
#include <regex>

namespace kartei::audit {

using sql::Transaction;

std::optional<Anchor> newest_anchor(Transaction& transaction) {
    auto rows = transaction.query("SELECT sequence, hash FROM audit_link ORDER BY sequence DESC LIMIT 1");
    if (!rows.next()) return std::nullopt;
    return Anchor{rows.integer(0), rows.string(1)};
}

Result<std::vector<Anchor>> read_anchors(const std::string& path) {
    static const std::regex form(R"((?:^|[ =])([1-9][0-9]{0,17}) ([0-9a-f]{64})\s*$)");
    std::ifstream file(path);
    std::vector<Anchor> anchors;
    std::smatch found;
    for (std::string line; std::getline(file, line);)
        if (std::regex_search(line, found, form)) anchors.push_back({std::stoll(found[1]), found[2]});
    if (anchors.empty()) return refuse(RefusalKind::invalid, "error.no_anchor", {{"file", path}});
    return anchors;
}

bool holds(Transaction& transaction, const Anchor& anchor) {
    auto rows = transaction.query("SELECT hash FROM audit_link WHERE sequence = :sequence", anchor.sequence);
    return rows.next() && rows.string(0) == anchor.hash;
}

}  // namespace kartei::audit
