#include "modules/customers/former_numbers_report.hpp"

#include <charconv>

#include "modules/customers/customer_list.hpp"

namespace kartei::customers {
namespace {

using lists::CellKind;
using lists::Cells;
using sql::Transaction;
using enum FieldKind;

constexpr std::array<std::string_view, 3> kinds{"all", "customer", "debtor"};
constexpr std::array<std::string_view, 4> reasons{"all", "changed", "merged", "deleted"};

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"number", customer_number}, "number", "former_number.number"},
        {{"kind", choice, 0, Privacy::open, plain, kinds}, "kind", "former_number.kind"},
        {{"reason", choice, 0, Privacy::open, plain, reasons}, "reason", "former_number.reason"},
        {{"from", date}, "from", "former_number.from"},
        {{"to", date}, "to", "former_number.to"},
    };
    return all;
}

struct FormerRow : lists::Row {
    std::int64_t number = 0, customer_id = 0;
    std::optional<std::int64_t> now;
    std::string kind, since, reason, name;
};

template <class Write>
auto cell(Write write) {
    return lists::cell<FormerRow>(write);
}

const std::vector<lists::Column>& former_columns() {
    static const std::vector<lists::Column> columns{
        {"number", "former_number.number", "", CellKind::integer, 1, false,
         cell([](const FormerRow& row, Cells& cells) { cells.integer(row.number); })},
        {"kind",
         "former_number.kind",
         "",
         CellKind::text,
         5,
         false,
         cell([](const FormerRow& row, Cells& cells) { cells.text(row.kind); }),
         {"customer", "debtor"},
         130},
        {"customer_name",
         "former_number.customer_name",
         "",
         CellKind::text,
         2,
         false,
         cell([](const FormerRow& row, Cells& cells) { cells.text(row.name); }),
         {},
         220},
        {"customer", "former_number.customer", "", CellKind::integer, 3, false,
         cell([](const FormerRow& row, Cells& cells) { row.now ? cells.integer(*row.now) : cells.text(""); })},
        {"since", "former_number.since", "", CellKind::date, 4, false,
         cell([](const FormerRow& row, Cells& cells) { cells.date(row.since); })},
        {"reason",
         "former_number.reason",
         "",
         CellKind::text,
         6,
         false,
         cell([](const FormerRow& row, Cells& cells) { cells.text(row.reason); }),
         {"changed", "merged", "deleted"},
         180},
    };
    return columns;
}

/// A row's place is its kind and its number, as the table is clustered.
class FormerNumbers final : public lists::List {
public:
    FormerNumbers(lists::Question question, bool with_hidden)
        : question_(std::move(question)), with_hidden_(with_hidden) {}

    const std::vector<lists::Column>& columns() const override { return former_columns(); }
    const std::vector<lists::RowKey>& keys() const override {
        static const std::vector<lists::RowKey> keys{
            {"_customer", [](const lists::Row& row) { return static_cast<const FormerRow&>(row).customer_id; }}};
        return keys;
    }

    void read(Transaction& transaction, const lists::Place& after, std::int64_t,
              const lists::TakeRow& take) const override {
        const auto blank = std::min(after.find(' '), after.size());
        std::int64_t number = 0;
        std::from_chars(after.data() + std::min(blank + 1, after.size()), after.data() + after.size(), number);
        const auto kind = question_.text("kind"), reason = question_.text("reason"), from = question_.text("from"),
                   to = question_.text("to"), after_kind = after.substr(0, blank);
        auto rows = transaction.stream(
            "SELECT f.kind, f.number, c.id, c.number, f.since, f.reason, c.name_prefix, c.name, c.first_name"
            " FROM former_number f LEFT JOIN customer c ON c.id = f.customer_id"
            " WHERE (f.kind, f.number) > (:after_kind, :after_number) AND coalesce(c.hidden_in_search, 0) <= :hidden"
            " AND (f.number = :number OR :number = 0) AND (f.kind = :kind OR :kind = '')"
            " AND (f.reason = :reason OR :reason = '') AND (f.since >= :from OR :from = '')"
            " AND (f.since <= :to OR :to = '') ORDER BY f.kind, f.number",
            after_kind, number, with_hidden_, question_.integer("number"), kind, reason, from, to);
        FormerRow row;
        while (rows.next()) {
            row.kind = rows.string(0), row.number = rows.integer(1), row.customer_id = rows.integer(2);
            row.now = rows.optional_integer(3), row.since = rows.string(4), row.reason = rows.string(5);
            row.name = name_in_lists(rows.string(6), rows.string(7), rows.string(8));
            if (!take(row, row.kind + " " + std::to_string(row.number))) return;
        }
    }

private:
    lists::Question question_;
    bool with_hidden_;
};

}  // namespace

lists::Report former_numbers_report() {
    lists::Report report{"former-numbers", "customers.read", "former_number", filters()};
    report.make = [](House&, Transaction&, const Actor& actor, const lists::Question& question,
                     const std::optional<std::string>&) -> Result<std::shared_ptr<const lists::List>> {
        return std::shared_ptr<const lists::List>(
            std::make_shared<FormerNumbers>(question, actor.may("customers.see_hidden")));
    };
    report.columns = former_columns();
    return report;
}

}  // namespace kartei::customers
