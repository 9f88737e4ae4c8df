#include "modules/reports/label_customers.hpp"

#include <algorithm>
#include <charconv>

#include "modules/consents/consent_store.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/reports/customer_parts.hpp"
#include "modules/reports/report_columns.hpp"
#include "modules/reports/subjects.hpp"

namespace kartei::reports {
namespace {

using lists::CellKind;
using lists::Cells;
using lists::Column;
using sql::Transaction;
using Ids = std::vector<std::int64_t>;

/// Up to so many holders, looking them all up is quicker than to meet them on the way through the register.
constexpr std::size_t small_set = 5'000;

/// Between the labels and the moment that a list speaks for: a label that expires while the list is open stays in it, on every
/// page, in the totals and in the file, whichever server makes them (docs/decisions/0130).
constexpr char moment_mark = '@';

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{{{"labels", FieldKind::text_list, 200}, "label", "label_list.label"}};
    return all;
}

struct LabelRow : ListRow {
    consents::CustomerLabel given;
    std::string_view label;
};

template <class Write>
auto cell(Write write) {
    return lists::cell<LabelRow>(write);
}

void add_label_columns(std::vector<Column>& columns) {
    const auto add = [&](std::string name, CellKind kind, int priority, auto write) {
        auto key = "label_list." + name;
        columns.push_back({std::move(name), std::move(key), "", kind, priority, false, cell(write)});
    };
    add("label", CellKind::text, 2, [](const LabelRow& row, Cells& cells) { cells.text(row.label); });
    add("granted_at", CellKind::instant, 3,
        [](const LabelRow& row, Cells& cells) { cells.instant(row.given.granted_at); });
    add("granted_by", CellKind::text, 8, [](const LabelRow& row, Cells& cells) { cells.text(row.given.granted_by); });
    add("expires_at", CellKind::instant, 3,
        [](const LabelRow& row, Cells& cells) { cells.instant(row.given.expires_at); });
}

/// A customer's place in the order of names.
struct Holder {
    std::string name_key;
    std::int64_t customer = 0;
    auto operator<=>(const Holder&) const = default;
};

lists::Place text_of(const Holder& holder) { return holder.name_key + '\x1f' + std::to_string(holder.customer); }

Holder holder_of(const lists::Place& place) {
    const auto middle = place.find('\x1f');
    if (middle == place.npos) return {};
    Holder holder{place.substr(0, middle), 0};
    std::from_chars(place.data() + middle + 1, place.data() + place.size(), holder.customer);
    return holder;
}

class LabelCustomers final : public lists::List {
public:
    LabelCustomers(NamedIds labels, Vocabulary vocabulary, bool with_hidden)
        : labels_(std::move(labels)), vocabulary_(std::move(vocabulary)), with_hidden_(with_hidden) {
        add_customer_columns(columns_);
        add_label_columns(columns_);
        add_permission_columns(columns_, vocabulary_);
    }

    const std::vector<Column>& columns() const override { return columns_; }
    const std::vector<lists::Sum>& sums() const override {
        static const std::vector<lists::Sum> sums{{"customers", "report.sum.customers"}};
        return sums;
    }
    const std::vector<lists::RowKey>& keys() const override {
        static const std::vector<lists::RowKey> keys{
            {"_customer", [](const lists::Row& row) { return static_cast<const ListRow&>(row).customer_id; }}};
        return keys;
    }
    std::string chosen() const override {
        Ids ids;
        for (const auto& [id, name] : labels_) ids.push_back(id);
        return pack_ids(ids) + moment_mark + vocabulary_.now;
    }

    void read(Transaction& transaction, const lists::Place& after, std::int64_t,
              const lists::TakeRow& take) const override {
        const auto from = holder_of(after);
        if (const auto holders = all_holders(transaction)) give_holders(transaction, *holders, from, take);
        else walk(transaction, from, take);
    }
    std::optional<lists::Totals> count(Transaction& transaction, const lists::Progress& progress) const override {
        lists::Counter counter(1);
        lists::Place last;
        bool stopped = false;
        read(transaction, "", 0, [&](const lists::Row&, const lists::Place& place) {
            counter.add(place);
            if (std::exchange(last, place) != place) ++counter.totals.sums[0];
            stopped = counter.totals.rows % 5'000 == 0 && progress && !progress(counter.totals.rows);
            return !stopped;
        });
        if (stopped) return std::nullopt;
        return std::move(counter.totals);
    }

private:
    /// Who carries one of the labels, in the order of names; no value when there are many.
    std::optional<std::vector<Holder>> all_holders(Transaction& transaction) const {
        std::vector<Holder> holders;
        for (const auto& [id, name] : labels_) {
            auto rows = transaction.stream(
                "SELECT c.id, c.name, c.first_name FROM customer_label l JOIN customer c ON c.id = l.customer_id"
                " WHERE l.label_id = :label AND c.hidden_in_search <= :hidden",
                id, with_hidden_);
            while (rows.next()) {
                if (holders.size() == small_set) return std::nullopt;
                holders.push_back({customers::name_key(rows.text(1), rows.text(2)), rows.integer(0)});
            }
        }
        std::sort(holders.begin(), holders.end());
        holders.erase(std::unique(holders.begin(), holders.end()), holders.end());
        return holders;
    }
    void give_holders(Transaction& transaction, const std::vector<Holder>& holders, const Holder& after,
                      const lists::TakeRow& take) const {
        LookedUp customers(transaction, vocabulary_);
        LabelRow row;
        for (auto at = std::upper_bound(holders.begin(), holders.end(), after); at != holders.end(); ++at) {
            const auto& part = customers.find(at->name_key, at->customer);
            if (!give(transaction, row, *at, part.columns, part.consents, take)) return;
        }
    }
    void walk(Transaction& transaction, const Holder& after, const lists::TakeRow& take) const {
        auto rows = transaction.stream(
            "SELECT name_key, customer_id, columns, consents FROM customer_line"
            " WHERE (name_key, customer_id) > (:name_key, :customer) AND hidden <= :hidden"
            " ORDER BY name_key, customer_id",
            after.name_key, after.customer, with_hidden_);
        LabelRow row;
        while (rows.next()) {
            if (rows.text(3).empty()) continue;
            const Holder holder{rows.string(0), rows.integer(1)};
            if (!give(transaction, row, holder, rows.text(2), rows.text(3), take)) return;
        }
    }
    /// The rows of one customer, one for each of the labels that he carries and that holds now. False: it was enough.
    bool give(Transaction& transaction, LabelRow& row, const Holder& holder, std::string_view columns,
              std::string_view packed, const lists::TakeRow& take) const {
        const auto carried = consents::unpack(packed);
        bool is_new = true;
        for (const auto& [id, name] : labels_) {
            const auto found = std::find_if(carried.labels.begin(), carried.labels.end(),
                                            [id](const auto& one) { return one.id == id; });
            if (found == carried.labels.end() || consents::has_expired(found->expires_at, vocabulary_.now)) continue;
            if (std::exchange(is_new, false)) {
                row.customer_id = holder.customer;
                row.take_customer(columns, packed);
            }
            row.label = name;
            row.given = consents::find_label(transaction, holder.customer, id).value_or(consents::CustomerLabel{});
            if (!take(row, text_of(holder))) return false;
        }
        return true;
    }

    const NamedIds labels_;  ///< by name
    const Vocabulary vocabulary_;
    const bool with_hidden_;
    std::vector<Column> columns_;
};

NamedIds with_ids(const NamedIds& known, const Ids& ids) {
    NamedIds chosen;
    for (const auto& one : known)
        if (std::find(ids.begin(), ids.end(), one.first) != ids.end()) chosen.push_back(one);
    return chosen;
}

}  // namespace

lists::Report label_customers_report() {
    lists::Report report{"label-customers", "customers.read", "label_list", filters()};
    report.make = [](House& house, Transaction& transaction, const Actor& actor, const lists::Question& question,
                     const std::optional<std::string>& chosen) -> Result<std::shared_ptr<const lists::List>> {
        const auto known = consents::all_labels(transaction);
        const auto names = question.list("labels");
        if (!chosen && names.empty()) return refuse(RefusalKind::invalid, "error.report_needs_label");
        const auto mark = chosen ? chosen->find(moment_mark) : std::string::npos;
        const auto ids = chosen ? unpack_ids(chosen->substr(0, mark)) : TRY(ids_of_names(names, known, "label"));
        const auto moment = mark == std::string::npos ? house.now() : chosen->substr(mark + 1);
        return std::shared_ptr<const lists::List>(std::make_shared<LabelCustomers>(
            with_ids(known, ids), Vocabulary::load(transaction, {}, moment), actor.may("customers.see_hidden")));
    };
    report.example = "--label Stammgast";
    return report;
}

}  // namespace kartei::reports
