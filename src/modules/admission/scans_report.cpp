#include "modules/admission/scans_report.hpp"

#include <algorithm>
#include <charconv>

#include "lists/period.hpp"
#include "modules/admission/scan_rules.hpp"
#include "modules/customers/customer_list.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/events/event_filter.hpp"

namespace kartei::admission {
namespace {

using lists::CellKind;
using lists::Cells;
using lists::Column;
using sql::Transaction;
using enum FieldKind;

constexpr std::array<std::string_view, 3> which{"all", "let_in", "turned_away"};

struct ScanRow : lists::Row {
    std::int64_t id = 0, customer_id = 0;
    std::optional<std::int64_t> customer;
    std::string scanned_at, event, event_name, event_starts_at, entrance, answer, ticket_type, section, row, seat,
        order, customer_name, scanned_by, barcode, undone_at;
    bool counts() const { return answer == "valid" && undone_at.empty(); }
};

Column text_column(std::string name, int priority, std::string ScanRow::*member, int width = 0,
                   CellKind kind = CellKind::text) {
    auto key = "scan." + name;
    return {std::move(name), std::move(key), "", kind, priority, false,
            lists::cell<ScanRow>([member, kind](const ScanRow& row, Cells& cells) {
                kind == CellKind::instant ? cells.instant(row.*member) : cells.text(row.*member);
            }),
            {}, width};
}

std::vector<Column> all_columns() {
    std::vector<Column> columns{
        text_column("scanned_at", 1, &ScanRow::scanned_at, 132, CellKind::instant),
        text_column("answer", 1, &ScanRow::answer, 150),
        text_column("event_name", 3, &ScanRow::event_name, 150),
        text_column("event_starts_at", 6, &ScanRow::event_starts_at, 132, CellKind::instant),
        text_column("event", 10, &ScanRow::event),
        text_column("entrance", 5, &ScanRow::entrance),
        text_column("customer_name", 2, &ScanRow::customer_name, 150),
        {"customer", "scan.customer", "", CellKind::integer, 8, false,
         lists::cell<ScanRow>([](const ScanRow& row, Cells& cells) {
             row.customer ? cells.integer(*row.customer) : cells.text("");
         })},
        text_column("order", 7, &ScanRow::order),
        text_column("ticket_type", 9, &ScanRow::ticket_type),
        text_column("section", 4, &ScanRow::section),
        text_column("row", 4, &ScanRow::row),
        text_column("seat", 4, &ScanRow::seat),
        text_column("scanned_by", 8, &ScanRow::scanned_by),
        text_column("undone_at", 11, &ScanRow::undone_at, 132, CellKind::instant),
        text_column("barcode", 12, &ScanRow::barcode, 170),
    };
    columns[1].values = verdicts();
    return columns;
}

const std::vector<Column>& scans_columns() {
    static const std::vector<Column> columns = all_columns();
    return columns;
}

const std::vector<lists::Sum>& scans_sums() {
    static const std::vector<lists::Sum> sums{
        {"let_in", "scan.sum.let_in", CellKind::integer,
         [](const lists::Row& row) { return std::int64_t{static_cast<const ScanRow&>(row).counts()}; }}};
    return sums;
}

struct Wanted {
    std::optional<std::vector<std::int64_t>> events;
    std::string state;
    lists::Period period;
};

/// A scan's place is its id.
class Scans final : public lists::List {
public:
    Scans(Wanted wanted, const Actor& actor) : wanted_(std::move(wanted)), actor_(actor) {}

    const std::vector<Column>& columns() const override { return scans_columns(); }
    const std::vector<lists::Sum>& sums() const override { return scans_sums(); }
    const std::vector<lists::RowKey>& keys() const override {
        static const std::vector<lists::RowKey> keys{
            {"_customer", [](const lists::Row& row) { return static_cast<const ScanRow&>(row).customer_id; }}};
        return keys;
    }

    void read(Transaction& transaction, const lists::Place& after, std::int64_t,
              const lists::TakeRow& take) const override {
        // Who sees the scans of a date does not see tickets of another that were held before its reader.
        std::int64_t last = 0;
        std::from_chars(after.data(), after.data() + after.size(), last);
        auto rows = transaction.stream(
            "SELECT s.id, s.event_id, s.scanned_at, e.code, e.name, e.starts_at, s.entrance, s.answer, y.name,"
            " t.section, t.row, t.seat, o.number, c.id, c.number, c.name_prefix, c.name, c.first_name,"
            " c.hidden_in_search, s.user_name, s.barcode, s.undone_at FROM scan s"
            " LEFT JOIN event e ON e.id = s.event_id LEFT JOIN ticket t ON t.id = s.ticket_id AND t.event_id = s.event_id"
            " LEFT JOIN ticket_type y ON y.id = t.ticket_type_id LEFT JOIN orders o ON o.id = t.order_id"
            " LEFT JOIN customer c ON c.id = o.customer_id AND c.id <> :anonymous"
            " WHERE s.id > :after AND (s.scanned_at >= :from OR :from = '') AND (s.scanned_at < :to OR :to = '')"
            " ORDER BY s.id",
            customers::anonymous_customer, last, wanted_.period.from, wanted_.period.before);
        while (rows.next()) {
            if (wanted_.events &&
                !std::binary_search(wanted_.events->begin(), wanted_.events->end(), rows.integer(1)))
                continue;
            const auto row = row_of(rows);
            if (wanted_.state == "let_in" && !row.counts()) continue;
            if (wanted_.state == "turned_away" && row.answer == "valid") continue;
            if (!take(row, std::to_string(row.id))) return;
        }
    }

private:
    ScanRow row_of(const sql::Rows& rows) const {
        ScanRow row;
        row.id = rows.integer(0);
        std::string* const first[] = {&row.scanned_at, &row.event,  &row.event_name,  &row.event_starts_at,
                                      &row.entrance,   &row.answer, &row.ticket_type, &row.section,
                                      &row.row,        &row.seat,   &row.order};
        for (int i = 0; i < 11; ++i) *first[i] = rows.string(2 + i);
        if (const auto id = rows.integer(13); id != 0) {
            row.customer = rows.optional_integer(14);
            if (actor_.may("customers.read") && customers::may_see(actor_, id, rows.integer(18) != 0)) {
                row.customer_id = id;
                row.customer_name = customers::name_in_lists(rows.string(15), rows.string(16), rows.string(17));
            }
        }
        row.scanned_by = rows.string(19), row.barcode = rows.string(20), row.undone_at = rows.string(21);
        return row;
    }

    Wanted wanted_;
    Actor actor_;
};

Result<std::shared_ptr<const lists::List>> make_scans(House& house, Transaction& transaction, const Actor& actor,
                                                      const lists::Question& question,
                                                      const std::optional<std::string>&) {
    Wanted wanted;
    wanted.events = TRY(asked_events(house, transaction, actor, question));
    wanted.state = question.text("state");
    std::vector<Issue> issues;
    wanted.period = lists::period_of(house, question, issues);
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    return std::shared_ptr<const lists::List>(std::make_shared<Scans>(std::move(wanted), actor));
}

}  // namespace

const std::vector<lists::Filter>& scans_filters() {
    static const std::vector<lists::Filter> all{
        {{"events", text_list, 200}, "event", "scan.event"},
        {{"state", choice, 0, Privacy::open, plain, which}, "state", "scan.state"},
        {{"from", date}, "from", "scan.from"},
        {{"to", date}, "to", "scan.to"},
    };
    return all;
}

Result<std::optional<std::vector<std::int64_t>>> asked_events(const House& house, Transaction& transaction,
                                                              const Actor& actor, const lists::Question& question) {
    events::EventFilter filter;
    filter.events = question.list("events");
    if (filter.events.empty()) return events::seen_events(transaction, actor);
    return std::optional(
        TRY(events::choose_events(house, transaction, actor, events::events_of(transaction, actor), filter)));
}

lists::Report scans_report() {
    lists::Report report{"scans", "sales.read", "scan", scans_filters()};
    report.make = make_scans;
    report.seen = events::seen_event_dates;
    report.columns = scans_columns();
    report.example = "--event S26-01";
    return report;
}

}  // namespace kartei::admission
