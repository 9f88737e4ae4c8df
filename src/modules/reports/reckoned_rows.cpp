#include "modules/reports/reckoned_rows.hpp"

#include <algorithm>

namespace kartei::reports {

ReckonedRows& reckoned_rows() {
    static ReckonedRows rows;
    return rows;
}

std::shared_ptr<const void> ReckonedRows::find(const void* list, const Moment& moment) {
    std::lock_guard guard(mutex_);
    const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) { return kept.list == list; });
    if (found == kept_.end() || found->moment != moment) return nullptr;
    kept_.splice(kept_.begin(), kept_, found);
    return found->rows;
}

void ReckonedRows::keep(const void* list, const Moment& moment, std::shared_ptr<const void> rows, std::size_t count) {
    forget(list);
    std::lock_guard guard(mutex_);
    if (count > most_rows_) return;
    kept_.push_front({list, moment, std::move(rows), count});
    rows_ += count;
    while (rows_ > most_rows_ || kept_.size() > most_lists_) {
        rows_ -= kept_.back().count;
        kept_.pop_back();
    }
}

void ReckonedRows::forget(const void* list) {
    std::lock_guard guard(mutex_);
    std::erase_if(kept_, [&](const Kept& kept) {
        if (kept.list != list) return false;
        rows_ -= kept.count;
        return true;
    });
}

}  // namespace kartei::reports
