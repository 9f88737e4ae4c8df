// How many came to each event date, of how many tickets sold, and how many were turned away.
#include <algorithm>

#include "base/text.hpp"
#include "modules/admission/scans_report.hpp"
#include "modules/events/event_filter.hpp"
#include "modules/orders/order_line.hpp"

namespace kartei::admission {
namespace {

using lists::CellKind;
using lists::Cells;
using lists::Column;
using sql::Transaction;
using enum FieldKind;

struct DateRow : lists::Row {
    std::int64_t sold = 0, came = 0, turned_away = 0, undone = 0;
    std::string event, event_name, event_starts_at, hall;
    std::int64_t missing() const { return std::max<std::int64_t>(0, sold - came); }
};

Column words(std::string name, int priority, std::string DateRow::*member, int width, CellKind kind = CellKind::text) {
    auto key = "scan." + name;
    return {std::move(name), std::move(key), "", kind, priority, false,
            lists::cell<DateRow>([member, kind](const DateRow& row, Cells& cells) {
                kind == CellKind::instant ? cells.instant(row.*member) : cells.text(row.*member);
            }),
            {}, width};
}

template <class Of>
Column number(std::string name, int priority, Of of) {
    auto key = "scan." + name;
    return {std::move(name), std::move(key), "", CellKind::integer, priority, false,
            lists::cell<DateRow>([of](const DateRow& row, Cells& cells) { cells.integer(of(row)); })};
}

const std::vector<Column>& date_columns() {
    static const std::vector<Column> columns{
        words("event_starts_at", 1, &DateRow::event_starts_at, 132, CellKind::instant),
        words("event_name", 1, &DateRow::event_name, 200),
        words("hall", 4, &DateRow::hall, 130),
        words("event", 6, &DateRow::event, 110),
        number("sold", 2, [](const DateRow& row) { return row.sold; }),
        number("came", 1, [](const DateRow& row) { return row.came; }),
        number("missing", 3, [](const DateRow& row) { return row.missing(); }),
        number("turned_away", 5, [](const DateRow& row) { return row.turned_away; }),
        number("undone", 7, [](const DateRow& row) { return row.undone; }),
    };
    return columns;
}

const std::vector<lists::Sum>& date_sums() {
    static const std::vector<lists::Sum> sums{
        {"came", "scan.sum.came", CellKind::integer,
         [](const lists::Row& row) { return static_cast<const DateRow&>(row).came; }},
        {"sold", "scan.sum.sold", CellKind::integer,
         [](const lists::Row& row) { return static_cast<const DateRow&>(row).sold; }}};
    return sums;
}

/// Event dates at which something was scanned, and those asked for by name, the earliest first. Some hundreds.
class Admissions final : public lists::List {
public:
    explicit Admissions(std::vector<events::Event> dates) : dates_(std::move(dates)) {}

    const std::vector<Column>& columns() const override { return date_columns(); }
    const std::vector<lists::Sum>& sums() const override { return date_sums(); }

    void read(Transaction& transaction, const lists::Place& after, std::int64_t,
              const lists::TakeRow& take) const override {
        for (const auto& date : dates_) {
            const auto place = place_of(date);
            if (!after.empty() && place <= after) continue;
            if (!take(row_of(transaction, date), place)) return;
        }
    }
    static lists::Place place_of(const events::Event& date) {
        const auto id = std::to_string(date.id);
        return date.starts_at + " " + std::string(19 - std::min<std::size_t>(19, id.size()), '0') + id;
    }

private:
    static DateRow row_of(Transaction& transaction, const events::Event& date) {
        DateRow row;
        row.event = date.code, row.event_name = date.name, row.event_starts_at = date.starts_at, row.hall = date.hall;
        const std::vector<std::int64_t> one{date.id};
        row.sold = orders::sales_of_events(transaction, one).front().sold;
        auto rows = transaction.query(
            "SELECT answer, count(*), count(undone_at) FROM scan WHERE event_id = :event GROUP BY answer", date.id);
        while (rows.next()) {
            if (rows.text(0) != "valid") row.turned_away += rows.integer(1);
            else row.came = rows.integer(1) - rows.integer(2), row.undone = rows.integer(2);
        }
        return row;
    }

    std::vector<events::Event> dates_;
};

std::vector<std::int64_t> scanned_events(Transaction& transaction) {
    std::vector<std::int64_t> ids;
    auto rows = transaction.query("SELECT DISTINCT event_id FROM scan WHERE event_id IS NOT NULL ORDER BY event_id");
    while (rows.next()) ids.push_back(rows.integer(0));
    return ids;
}

Result<std::shared_ptr<const lists::List>> make_admissions(House& house, Transaction& transaction, const Actor& actor,
                                                           const lists::Question& question,
                                                           const std::optional<std::string>&) {
    const auto from = question.text("from"), to = question.text("to");
    if (!from.empty() && !to.empty() && to < from) return refuse_field("to", "error.period_ends_before_it_begins");
    const bool is_named = !question.list("events").empty();
    const auto wanted = TRY(asked_events(house, transaction, actor, question));
    const auto scanned = scanned_events(transaction);
    std::vector<events::Event> dates;
    for (auto& [id, event] : events::events_of(transaction, actor)) {
        if (wanted && !std::binary_search(wanted->begin(), wanted->end(), id)) continue;
        if (!is_named && !std::binary_search(scanned.begin(), scanned.end(), id)) continue;
        const auto at = read_instant(event.starts_at, house.rules.time_zone);
        const auto day = event.starts_at.empty() || !at ? "" : write_date(local_time(*at, house.rules.time_zone).date);
        if ((!from.empty() && day < from) || (!to.empty() && day > to)) continue;
        dates.push_back(event);
    }
    std::sort(dates.begin(), dates.end(), [](const events::Event& a, const events::Event& b) {
        return Admissions::place_of(a) < Admissions::place_of(b);
    });
    return std::shared_ptr<const lists::List>(std::make_shared<Admissions>(std::move(dates)));
}

}  // namespace

lists::Report admissions_report() {
    auto filters = scans_filters();
    std::erase_if(filters, [](const lists::Filter& one) { return one.option == "state"; });
    lists::Report report{"admissions", "sales.read", "scan", std::move(filters)};
    report.make = make_admissions;
    report.seen = events::seen_event_dates;
    report.columns = date_columns();
    report.example = "--from 2026-10-01 --to 2026-10-31";
    return report;
}

}  // namespace kartei::admission
