// The main customer report ("Klanten", "Kunden"; customer-lists.md 4; T-003 to T-036): event filter and report type in,
// rows by name, first name and order number out. A page of rows comes at once whatever the size; totals and positions
// are counted beside it.
#pragma once

#include <functional>
#include <memory>

#include "modules/events/event_filter.hpp"
#include "modules/reports/order_walk.hpp"
#include "modules/reports/report_columns.hpp"

namespace kartei::reports {

/// A list as it was asked for: type, event dates, names. Made once, read by many pages and exports; does not change.
class CustomerReport {
public:
    /// Resolves the filter. Refusals: no filter at all (error.report_needs_filter; customer-lists.md 4.1), unknown
    /// values.
    static Result<std::shared_ptr<CustomerReport>> make(House& house, sql::Transaction& transaction, const Actor& actor,
                                                        ReportType type, const events::EventFilter& filter);
    /// The same event dates again (a stored run), as far as the actor may see them now.
    static std::shared_ptr<CustomerReport> again(House& house, sql::Transaction& transaction, const Actor& actor,
                                                 ReportType type, std::vector<std::int64_t> events);

    const Selection& selection() const { return selection_; }
    const Vocabulary& vocabulary() const { return vocabulary_; }
    const std::vector<Column>& columns() const { return columns_; }

private:
    CustomerReport(Selection selection, Vocabulary vocabulary)
        : selection_(std::move(selection)),
          vocabulary_(std::move(vocabulary)),
          columns_(columns_of(selection_, vocabulary_)) {}

    Selection selection_;
    Vocabulary vocabulary_;
    std::vector<Column> columns_;
};

/// Where the next page begins: after an order, and in types with a row per ticket so many of the next order's tickets
/// further.
struct PageStart {
    Place after;
    std::int64_t skip = 0;  ///< rows to leave out first
    bool operator==(const PageStart&) const = default;
};

/// Takes the rows of a page in order; returns false to stop.
using RowVisitor = std::function<bool(const ListRow& row, const Place& place)>;

/// Visits at most `limit` rows. Returns where the next page begins, or no value when there are no more rows.
std::optional<PageStart> read_page(sql::Transaction& transaction, const CustomerReport& report, const PageStart& start,
                                   int limit, const RowVisitor& visit, const WalkLimits& limits = {});

/// Counts under the table (decisions.md 21) and where every hundredth row stands, so that any page of a million rows
/// can be jumped to.
struct Totals {
    std::int64_t rows = 0, customers = 0, tickets = 0;
    struct Landmark {
        std::int64_t row;  ///< rows before the first row after `after`
        Place after;
    };
    std::vector<Landmark> landmarks;
};
/// `progress(done rows)` is called now and then; false stops, and there is no value.
std::optional<Totals> count_totals(sql::Transaction& transaction, const CustomerReport& report,
                                   const std::function<bool(std::int64_t)>& progress = {},
                                   const WalkLimits& limits = {});

/// Loads what a found order's row needs besides its own line: customer columns and consents.
struct CustomerPart {
    std::string columns, consents;
};
CustomerPart customer_part(sql::Transaction& transaction, const CustomerReport& report, std::string_view name_key,
                           std::int64_t customer_id);

}  // namespace kartei::reports
