// All rows of the customer report in a stretch of the order of names, for files.
#include <algorithm>

#include "modules/customers/customer_store.hpp"
#include "modules/reports/customer_report.hpp"

namespace kartei::reports {
namespace {

using sql::Transaction;

/// Customer lines in the order of names, read along with the orders. Customers of one name are held together, because
/// their orders take turns.
class CustomerLines {
public:
    CustomerLines(Transaction& transaction, const Vocabulary& vocabulary, const lists::Stretch& stretch)
        : anonymous_{vocabulary.anonymous, ""},
          rows_(stretch.below.empty()
                    ? transaction.stream(
                          "SELECT name_key, customer_id, columns, consents FROM customer_line WHERE name_key >= :start"
                          " ORDER BY name_key, customer_id",
                          stretch.from)
                    : transaction.stream(
                          "SELECT name_key, customer_id, columns, consents FROM customer_line WHERE name_key >= :start"
                          " AND name_key < :below ORDER BY name_key, customer_id",
                          stretch.from, stretch.below)),
          more_(rows_.next()) {}

    /// Stays valid until another name is asked for.
    const CustomerPart& find(std::string_view name_key, std::int64_t customer) {
        if (customer == customers::anonymous_customer) return anonymous_;
        if (name_key != key_) go_to(name_key);
        const auto found = std::lower_bound(same_name_.begin(), same_name_.end(), customer,
                                            [](const auto& entry, std::int64_t id) { return entry.first < id; });
        return found != same_name_.end() && found->first == customer ? found->second : nobody_;
    }

private:
    void go_to(std::string_view name_key) {
        key_ = name_key;
        same_name_.clear();
        for (; more_; more_ = rows_.next()) {
            const auto here = rows_.text(0);
            if (here > name_key) break;
            if (here == name_key)
                same_name_.emplace_back(rows_.integer(1), CustomerPart{rows_.string(2), rows_.string(3)});
        }
    }

    const CustomerPart anonymous_;
    sql::Rows rows_;
    bool more_;
    std::string key_ = "\xff";
    std::vector<std::pair<std::int64_t, CustomerPart>> same_name_;
    const CustomerPart nobody_;
};

}  // namespace

std::vector<lists::Stretch> CustomerReport::stretches(Transaction& transaction, std::int64_t customers_each) const {
    std::vector<lists::Stretch> list;
    std::string from;
    std::int64_t customers = 0;
    auto rows = transaction.query("SELECT start, total FROM name_bucket ORDER BY start");
    while (rows.next()) {
        if (customers >= customers_each) {
            list.push_back({from, rows.string(0)});
            from = rows.string(0);
            customers = 0;
        }
        customers += rows.integer(1);
    }
    list.push_back({from, ""});
    return list;
}

lists::StretchRead CustomerReport::read_stretch(Transaction& transaction, const lists::Stretch& stretch,
                                                const lists::TakeForFile& take) const {
    CustomerLines customers(transaction, vocabulary_, stretch);
    OrderRows rows(
        transaction, selection_,
        [&](std::string_view key, std::int64_t customer) -> const CustomerPart& {
            return customers.find(key, customer);
        },
        [&](const ListRow& row, const WalkedOrder&, bool new_customer) { return take(row, new_customer); });
    lists::StretchRead read;
    walk_orders(transaction, stretch.from, stretch.below,
                [&](const WalkedOrder& order) { return read.whole = rows.add(order); });
    if (read.whole) read.whole = rows.flush();
    read.expected = rows.expected();
    return read;
}

}  // namespace kartei::reports
