// A list as it was asked for, by one actor: its rows in their order. Made once, read by many pages and files, also by
// several threads; does not change. A list says how its rows are read; paging, totals, files and printing follow from
// that (export.hpp, pages.hpp, print.hpp). Lists that have quicker ways to count, or to read everything, say so.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "lists/column.hpp"
#include "sql/database.hpp"

namespace kartei::lists {

/// A place in the order of a list, in the list's own words; "" is before the first row. Rows of one place (the tickets
/// of an order) stand together.
using Place = std::string;

/// Where a page begins: after a place, and so many rows further.
struct Start {
    Place after;
    std::int64_t skip = 0;
    bool operator==(const Start&) const = default;
};

struct Landmark {
    std::int64_t row;  ///< rows before the first row after `after`
    Place after;
};

/// What stands under a list, and where about every hundredth row is, so that any page of a million rows can be jumped
/// to.
struct Totals {
    std::int64_t rows = 0;
    std::vector<std::int64_t> sums;  ///< in the order of List::sums()
    std::vector<Landmark> landmarks;
};

/// Adds up rows and sets landmarks as rows pass in the order of the list.
class Counter {
public:
    explicit Counter(std::size_t sums) { totals.sums.resize(sums); }
    /// `rows` more rows, all of one place.
    void add(const Place& place, std::int64_t rows = 1) {
        if (place != previous_ && totals.rows - last_landmark_ >= landmark_distance) {
            totals.landmarks.push_back({totals.rows, previous_});
            last_landmark_ = totals.rows;
        }
        totals.rows += rows;
        previous_ = place;
    }
    Totals totals;

private:
    static constexpr std::int64_t landmark_distance = 100;
    Place previous_;
    std::int64_t last_landmark_ = 0;
};

/// A part of the list that one reader of a file takes: from <= key < below, in the list's own order ("" = no end).
struct Stretch {
    std::string from, below;
};

/// Takes a row; false stops. `new_customer`: the row's customer is another than that of the row before.
using TakeRow = std::function<bool(const Row& row, const Place& place)>;
using TakeForFile = std::function<bool(const Row& row, bool new_customer)>;
/// Told now and then how many rows are done; false stops.
using Progress = std::function<bool(std::int64_t rows)>;

struct StretchRead {
    bool whole = true;          ///< false: it was stopped
    std::int64_t expected = 0;  ///< rows that must have come; where the list counts them elsewhere, a loss shows here
};

class List {
public:
    virtual ~List() = default;

    virtual const std::vector<Column>& columns() const = 0;
    virtual const std::vector<Sum>& sums() const;
    virtual const std::vector<RowKey>& keys() const;
    /// How much was chosen, for the answer and the manifest: {"events", 3}.
    virtual std::vector<std::pair<std::string, std::int64_t>> extent() const { return {}; }
    /// What was found when it was made and must hold when it is read again; stored with the run.
    virtual std::string chosen() const { return ""; }

    /// The rows after a place in their order, until `take` has had enough; about `wanted` will be taken.
    virtual void read(sql::Transaction& transaction, const Place& after, std::int64_t wanted,
                      const TakeRow& take) const = 0;

    /// No value: stopped.
    virtual std::optional<Totals> count(sql::Transaction& transaction, const Progress& progress) const;
    /// How a file's work is divided; one stretch holds everything.
    virtual std::vector<Stretch> stretches(sql::Transaction& transaction, std::int64_t customers_each) const;
    virtual StretchRead read_stretch(sql::Transaction& transaction, const Stretch& stretch,
                                     const TakeForFile& take) const;
};

/// Gives at most `limit` rows. Returns where the next page begins, or no value when there are no more rows.
std::optional<Start> read_page(sql::Transaction& transaction, const List& list, const Start& start, std::int64_t limit,
                               const TakeRow& take);

}  // namespace kartei::lists
