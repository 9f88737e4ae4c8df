// What the lists of trips share: columns that are plain members of a row, captioned "trip_list." + name, and lists that
// are reckoned whole before their first row goes out.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "audit/house.hpp"
#include "lists/whole_list.hpp"
#include "modules/reports/reckoned_rows.hpp"

namespace kartei::reports {

template <class Own, class Content>
lists::Column trip_column(std::string name, lists::CellKind kind, int priority, Content Own::*member, int width = 0,
                          std::vector<std::string_view> values = {}) {
    auto key = "trip_list." + name;
    return lists::member_column(std::move(name), std::move(key), kind, priority, member, width, std::move(values));
}

/// The sum of a member under the list; its text is "trip_list.sum." + name.
template <class Own>
lists::Sum trip_sum(std::string name, lists::CellKind kind, std::int64_t Own::*member) {
    auto key = "trip_list.sum." + name;
    return lists::member_sum(std::move(name), std::move(key), kind, member);
}

/// A list whose rows are reckoned from many records, so that it always shows what holds now: anew when something has
/// changed in the house, or another day is it; else the pages of one list share what was reckoned (reckoned_rows.hpp). A
/// row's place is how many rows it closes. `house`: for what is reckoned by the day.
template <class Own>
class ReckonedList final : public lists::List {
public:
    using Reckon = std::function<std::vector<Own>(sql::Transaction&)>;
    /// What of a row is only read when the row is shown.
    using Complete = std::function<void(sql::Transaction&, Own&)>;
    ReckonedList(const lists::ListTable& table, Reckon reckon, const House* house = nullptr, Complete complete = {})
        : table_(table), reckon_(std::move(reckon)), house_(house), complete_(std::move(complete)) {}
    ~ReckonedList() override { reckoned_rows().forget(this); }
    ReckonedList(const ReckonedList&) = delete;
    ReckonedList& operator=(const ReckonedList&) = delete;

    const std::vector<lists::Column>& columns() const override { return table_.columns; }
    const std::vector<lists::RowKey>& keys() const override { return table_.keys; }
    const std::vector<lists::Sum>& sums() const override { return table_.sums; }

    void read(sql::Transaction& transaction, const lists::Place& after, std::int64_t,
              const lists::TakeRow& take) const override {
        const auto rows = rows_now(transaction);
        if (!complete_) return lists::read_rows(*rows, after, take);
        lists::read_rows(*rows, after, [&](const lists::Row& row, const lists::Place& place) {
            auto shown = static_cast<const Own&>(row);
            complete_(transaction, shown);
            return take(shown, place);
        });
    }

private:
    using Rows = std::vector<Own>;

    /// A second reader waits for what the first one reckons.
    std::shared_ptr<const Rows> rows_now(sql::Transaction& transaction) const {
        const ReckonedRows::Moment moment{audit::log_place(transaction), house_ ? house_->today() : ""};
        std::lock_guard guard(reckoning_);
        if (const auto kept = reckoned_rows().find(this, moment)) return std::static_pointer_cast<const Rows>(kept);
        const auto rows = std::make_shared<const Rows>(reckon_(transaction));
        reckoned_rows().keep(this, moment, rows, rows->size());
        return rows;
    }

    const lists::ListTable& table_;
    Reckon reckon_;
    const House* house_;
    Complete complete_;
    mutable std::mutex reckoning_;
};

}  // namespace kartei::reports
