#include "modules/customers/line_counting.hpp"

#include "modules/customers/customer_store.hpp"

namespace kartei::customers {

void count_into_buckets(sql::Transaction& transaction, std::span<const NewLine> lines) {
    while (!lines.empty()) {
        const auto key = lines.front().name_key;
        std::size_t count = lines.size();
        {
            auto next =
                transaction.query("SELECT start FROM name_bucket WHERE start > :key ORDER BY start LIMIT 1", key);
            if (next.next()) {
                const auto boundary = next.text(0);
                for (count = 1; count < lines.size() && lines[count].name_key < boundary; ++count) {
                }
            }
        }
        std::int64_t visible = 0;
        for (const auto& line : lines.first(count)) visible += !line.hidden;
        count_into_bucket(transaction, key, visible, static_cast<std::int64_t>(count));
        lines = lines.subspan(count);
    }
}

}  // namespace kartei::customers
