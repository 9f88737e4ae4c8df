#include "lists/list.hpp"

#include <limits>

namespace kartei::lists {

using sql::Transaction;

constexpr std::int64_t everything = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t rows_between_reports = 5000;

const std::vector<Sum>& List::sums() const {
    static const std::vector<Sum> none;
    return none;
}

const std::vector<RowKey>& List::keys() const {
    static const std::vector<RowKey> none;
    return none;
}

std::optional<Totals> List::count(Transaction& transaction, const Progress& progress) const {
    const auto& added = sums();
    Counter counter(added.size());
    bool stopped = false;
    read(transaction, "", everything, [&](const Row& row, const Place& place) {
        counter.add(place);
        for (std::size_t i = 0; i < added.size(); ++i)
            if (added[i].of) counter.totals.sums[i] += added[i].of(row);
        stopped = counter.totals.rows % rows_between_reports == 0 && progress && !progress(counter.totals.rows);
        return !stopped;
    });
    if (stopped) return std::nullopt;
    return std::move(counter.totals);
}

std::vector<Stretch> List::stretches(Transaction&, std::int64_t) const { return {{}}; }

StretchRead List::read_stretch(Transaction& transaction, const Stretch&, const TakeForFile& take) const {
    StretchRead read_so_far;
    read(transaction, "", everything, [&](const Row& row, const Place&) {
        ++read_so_far.expected;
        return read_so_far.whole = take(row, true);
    });
    return read_so_far;
}

std::optional<Start> read_page(Transaction& transaction, const List& list, const Start& start, std::int64_t limit,
                               const TakeRow& take) {
    Start next = start;
    Place current;
    std::int64_t skip = start.skip, given = 0;
    bool more = false;
    // One more than is wanted tells whether there is a next page.
    list.read(transaction, start.after, limit + skip + 1, [&](const Row& row, const Place& place) {
        if (place != current) {
            if (!current.empty()) next = {current, 0};
            current = place;
        }
        if (skip > 0) {
            --skip;
            if (next.after != start.after) next.skip++;
            return true;
        }
        if (given == limit) {
            more = true;
            return false;
        }
        ++given;
        ++next.skip;
        if (take(row, place)) return true;
        more = true;
        return false;
    });
    if (!more) return std::nullopt;
    return next;
}

}  // namespace kartei::lists
