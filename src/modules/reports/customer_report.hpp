// The main customer report ("Klanten", "Kunden"; customer-lists.md 4; T-003 to T-036): event filter and report type in,
// rows by name, first name and order number out. A page of rows comes at once whatever the size; totals and positions
// are counted beside it.
#pragma once

#include "lists/report.hpp"
#include "modules/events/event_filter.hpp"
#include "modules/reports/order_rows.hpp"
#include "modules/reports/report_columns.hpp"

namespace kartei::reports {

/// A list as it was asked for: type, event dates, names.
class CustomerReport final : public lists::List {
public:
    /// Resolves the filter. Refusals: no filter at all (error.report_needs_filter; customer-lists.md 4.1), unless the
    /// list is narrower than the main one; unknown values.
    static Result<std::shared_ptr<CustomerReport>> make(House& house, sql::Transaction& transaction, const Actor& actor,
                                                        ReportType type, const events::EventFilter& filter,
                                                        Narrowing narrowing = {});
    /// The same event dates again (a stored run), as far as the actor may see them now.
    static std::shared_ptr<CustomerReport> again(House& house, sql::Transaction& transaction, const Actor& actor,
                                                 ReportType type, std::vector<std::int64_t> events,
                                                 Narrowing narrowing = {});

    const Selection& selection() const { return selection_; }
    const Vocabulary& vocabulary() const { return vocabulary_; }

    const std::vector<lists::Column>& columns() const override { return columns_; }
    const std::vector<lists::Sum>& sums() const override;
    const std::vector<lists::RowKey>& keys() const override;
    std::vector<std::pair<std::string, std::int64_t>> extent() const override;
    std::string chosen() const override;
    void read(sql::Transaction& transaction, const lists::Place& after, std::int64_t wanted,
              const lists::TakeRow& take) const override;
    std::optional<lists::Totals> count(sql::Transaction& transaction, const lists::Progress& progress) const override;
    /// Stretches of the order of names, of at least so many customers each; order lines and customer lines are read
    /// side by side, in bounded memory.
    std::vector<lists::Stretch> stretches(sql::Transaction& transaction, std::int64_t customers_each) const override;
    lists::StretchRead read_stretch(sql::Transaction& transaction, const lists::Stretch& stretch,
                                    const lists::TakeForFile& take) const override;

    /// In chosen(), where no event filter narrows the list: event dates to come belong to it too.
    static constexpr std::string_view every_event = "*";

    WalkLimits limits;  ///< which way of finding orders is taken; the rows are the same

private:
    CustomerReport(Selection selection, Vocabulary vocabulary, bool may_open)
        : selection_(std::move(selection)),
          vocabulary_(std::move(vocabulary)),
          may_open_(may_open),
          columns_(columns_of(selection_, vocabulary_)) {}
    std::optional<lists::Totals> count_sales(sql::Transaction& transaction, const lists::Progress& progress) const;
    std::optional<lists::Totals> count_by_walk(sql::Transaction& transaction, const lists::Progress& progress) const;

    Selection selection_;
    Vocabulary vocabulary_;
    bool at_every_event_ = false;
    bool may_open_;  ///< who may not look customers up gets no ids of them (customer-lists.md 12, View customer)
    std::vector<lists::Column> columns_;
};

/// Report "customers".
lists::Report customer_report();

}  // namespace kartei::reports
