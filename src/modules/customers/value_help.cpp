#include "modules/customers/value_help.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "modules/customers/term_search.hpp"

namespace kartei::customers {
namespace {

constexpr std::size_t most_values = 10;
constexpr std::array kinds{TermKind::occupation, TermKind::employer, TermKind::position};
static_assert(kinds.size() == helped_fields.size());

}  // namespace

std::vector<KnownValue> known_values(sql::Transaction& transaction, std::string_view field, std::string_view typed) {
    const auto place = std::find(helped_fields.begin(), helped_fields.end(), field);
    const auto folded = search_fold(typed);
    if (place == helped_fields.end() || folded.empty()) return {};
    const auto kind = kinds[static_cast<std::size_t>(place - helped_fields.begin())];
    std::map<std::string, std::int64_t> counts;
    auto rows = transaction.query(
        "SELECT term FROM customer_term WHERE kind = :kind AND term >= :low AND term < :high ORDER BY term LIMIT :most",
        static_cast<int>(kind), folded, end_of(folded), most_rows_per_search);
    while (rows.next()) {
        const auto term = rows.string(0);
        ++counts[term.substr(std::min(term.find('\x01') + 1, term.size()))];
    }
    std::vector<KnownValue> values;
    for (const auto& [value, count] : counts) values.push_back({value, count});
    std::stable_sort(values.begin(), values.end(), [](const auto& one, const auto& other) {
        return one.count > other.count;
    });
    if (values.size() > most_values) values.resize(most_values);
    return values;
}

}  // namespace kartei::customers
