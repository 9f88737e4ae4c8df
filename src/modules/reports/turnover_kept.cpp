// Turnover from the lines that are kept for each customer and month (bookings/turnover_line.hpp).
#include <charconv>
#include <unordered_map>

#include "base/date.hpp"
#include "modules/bookings/turnover_line.hpp"
#include "modules/customers/customer_list.hpp"
#include "modules/reports/turnover_rows.hpp"

namespace kartei::reports {
namespace {

using bookings::TurnoverFigures;
using sql::Parameter;
using sql::Rows;
using sql::Transaction;

/// Months as year * 100 + month; 0 is that of bookings without a day.
struct Months {
    std::int64_t first = 0, last = 999912;
};

std::int64_t month_of(Date day) {
    return static_cast<int>(day.year()) * 100 + static_cast<std::int64_t>(static_cast<unsigned>(day.month()));
}

/// No value where a month is asked for in part.
std::optional<Months> whole_months(const TurnoverQuestion& question) {
    Months months;
    const auto from = read_date(question.from), to = read_date(question.to);
    if ((!question.from.empty() && !from) || (!question.to.empty() && !to)) return std::nullopt;
    if (question.has_period()) months.first = 101;
    if (from) {
        if (from->day() != std::chrono::day(1)) return std::nullopt;
        months.first = month_of(*from);
    }
    if (to) {
        if (add_days(*to, 1).day() != std::chrono::day(1)) return std::nullopt;
        months.last = month_of(*to);
    }
    return months;
}

/// Which lines `t` count, with the values that the condition binds.
struct Counted {
    std::string text;
    std::vector<Parameter> parameters;
};

Counted counted(const TurnoverQuestion& question) {
    const auto months = *whole_months(question);
    Counted lines{"t.by_booking = :by_booking AND ", {question.by_booking() ? 1 : 0}};
    const auto first_year = months.first / 100, last_year = months.last / 100;
    // Of one year the lines stand in the order of customers, so that they need not be sorted to be added up.
    if (first_year == last_year) lines.text += "t.year = :year";
    else lines.text += "t.year >= :year AND t.year <= :last_year";
    lines.parameters.emplace_back(first_year);
    if (first_year != last_year) lines.parameters.emplace_back(last_year);
    if (months.first % 100 > 1 || months.last % 100 < 12) {
        lines.text += " AND t.year * 100 + t.month >= :first AND t.year * 100 + t.month <= :last";
        lines.parameters.emplace_back(months.first), lines.parameters.emplace_back(months.last);
    }
    if (!question.with_hidden)
        lines.text += " AND t.customer_id NOT IN (SELECT id FROM customer WHERE hidden_in_search = 1)";
    return lines;
}

struct OfCode {
    TurnoverFigures figures;
    std::vector<std::int64_t> customers;
};
struct CodeHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view code) const { return std::hash<std::string_view>()(code); }
};
using OfCodes = std::unordered_map<std::string, OfCode, CodeHash, std::equal_to<>>;

OfCodes codes_of(Transaction& transaction, const TurnoverQuestion& question) {
    OfCodes codes;
    const auto lines = counted(question);
    const std::string column = question.by == "operator" ? "t.operators" : "t.destinations";
    // sql: one of two columns, and the condition above
    auto rows = transaction.run_stream("SELECT t.customer_id, " + column + " FROM turnover_line t WHERE " + lines.text,
                                       lines.parameters);
    while (rows.next()) {
        const auto customer = rows.integer(0);
        bookings::unpack_codes(rows.text(1), [&](std::string_view code, const TurnoverFigures& figures) {
            auto known = codes.find(code);
            if (known == codes.end()) known = codes.emplace(code, OfCode()).first;
            auto& of_code = known->second;
            of_code.figures += figures;
            const bool is_counted = !of_code.customers.empty() && of_code.customers.back() == customer;
            if (figures.bookings > 0 && !is_counted) of_code.customers.push_back(customer);
        });
    }
    return codes;
}

std::int64_t how_many(std::vector<std::int64_t>& customers) {
    std::sort(customers.begin(), customers.end());
    return std::unique(customers.begin(), customers.end()) - customers.begin();
}

/// Customers who do not stand for themselves in the list: the anonymous one, and where groups are asked for those who are
/// linked and those whom they are linked to.
constexpr std::string_view without_number = "SELECT id FROM customer WHERE number = 0";
constexpr std::string_view without_number_or_linked =
    "SELECT id FROM customer WHERE number = 0 UNION SELECT id FROM customer WHERE turnover_group IS NOT NULL"
    " UNION SELECT head.id FROM customer linked JOIN customer head ON head.number = linked.turnover_group"
    " WHERE linked.turnover_group IS NOT NULL";

constexpr std::string_view added_up =
    "SELECT t.customer_id AS customer_id, CAST(sum(t.bookings) AS bigint) AS bookings,"
    " CAST(sum(t.participants) AS bigint) AS participants,"
    " CAST(sum(t.turnover + :with_amounts * t.amounts) AS bigint) AS turnover,"
    " CAST(sum(t.commission) AS bigint) AS commission FROM turnover_line t WHERE ";

std::string place_of(const TurnoverRow& row) {
    return std::to_string(row.turnover) + " " + std::to_string(row.head) + " " + row.key;
}

TurnoverRow row_at(const lists::Place& place) {
    TurnoverRow row;
    const char *at = place.data(), *end = at + place.size();
    at = std::from_chars(at, end, row.turnover).ptr + 1;
    at = std::from_chars(at, end, row.head).ptr + 1;
    row.key.assign(at, end);
    return row;
}

class KeptTurnover final : public lists::List {
public:
    KeptTurnover(const House& house, Actor actor, const lists::ListTable& table, TurnoverQuestion question)
        : house_(house), actor_(std::move(actor)), table_(table), question_(std::move(question)),
          counted_(counted(question_)), apart_(question_.by == "turnover_group" ? without_number_or_linked : without_number) {}

    const std::vector<lists::Column>& columns() const override { return table_.columns; }
    const std::vector<lists::RowKey>& keys() const override { return table_.keys; }
    const std::vector<lists::Sum>& sums() const override { return table_.sums; }

    void read(Transaction& transaction, const lists::Place& after, std::int64_t wanted,
              const lists::TakeRow& take) const override {
        walk(transaction, after, wanted, true, [&](TurnoverRow& row) {
            name_person(transaction, row);
            return take(row, place_of(row));
        });
    }

    /// Without names, which nobody adds up.
    std::optional<lists::Totals> count(Transaction& transaction, const lists::Progress& progress) const override {
        lists::Counter counter(table_.sums.size());
        bool stopped = false;
        walk(transaction, "", everything, false, [&](TurnoverRow& row) {
            counter.add(place_of(row));
            for (std::size_t i = 0; i < table_.sums.size(); ++i) counter.totals.sums[i] += table_.sums[i].of(row);
            stopped = counter.totals.rows % rows_between_reports == 0 && progress && !progress(counter.totals.rows);
            return !stopped;
        });
        return stopped ? std::nullopt : std::optional(std::move(counter.totals));
    }

private:
    static constexpr std::int64_t everything = std::numeric_limits<std::int64_t>::max(), rows_between_reports = 5000;
    using Take = std::function<bool(TurnoverRow&)>;

    /// Those who stand for themselves as the database orders them, and between them the others, who are few.
    void walk(Transaction& transaction, const lists::Place& after, std::int64_t wanted, bool with_numbers,
              const Take& take) const {
        const auto from = after.empty() ? std::nullopt : std::optional(row_at(after));
        if (!bookings::turnover_is_whole(transaction)) return walk_reckoned(transaction, from, take);
        auto others = rows_apart(transaction);
        auto next = others.begin();
        if (from) next = std::upper_bound(next, others.end(), *from, comes_before);
        for (auto last = from; !last || !last->key.empty();) {
            std::int64_t read = 0;
            auto rows = page(transaction, last, wanted, with_numbers);
            for (; rows.next(); ++read) {
                auto row = row_of(rows, with_numbers);
                for (; next != others.end() && comes_before(*next, row); ++next)
                    if (!take(*next)) return;
                last = row;
                if (!take(row)) return;
            }
            if (read < wanted) break;
        }
        for (; next != others.end(); ++next)
            if (!take(*next)) return;
    }

    /// While the lines are made anew.
    void walk_reckoned(Transaction& transaction, const std::optional<TurnoverRow>& from, const Take& take) const {
        auto rows = reckoned_turnover(house_, transaction, actor_, question_);
        auto next = from ? std::upper_bound(rows.begin(), rows.end(), *from, comes_before) : rows.begin();
        for (; next != rows.end(); ++next)
            if (!take(*next)) return;
    }

    std::vector<Parameter> bound() const {
        std::vector<Parameter> parameters{question_.with_amounts ? 1 : 0};
        parameters.insert(parameters.end(), counted_.parameters.begin(), counted_.parameters.end());
        return parameters;
    }

    Rows page(Transaction& transaction, const std::optional<TurnoverRow>& after, std::int64_t wanted,
              bool with_numbers) const {
        // sql: constants and conditions of this file
        auto statement = "SELECT * FROM (" + std::string(added_up) + counted_.text + " AND t.customer_id NOT IN (" +
                         std::string(apart_) + ") GROUP BY t.customer_id) lines";
        auto parameters = bound();
        if (after) {
            statement += " WHERE turnover < :turnover OR (turnover = :turnover AND customer_id > :customer)";
            parameters.emplace_back(after->turnover), parameters.emplace_back(after->head);
        }
        statement += " ORDER BY turnover DESC, customer_id LIMIT :wanted";
        parameters.emplace_back(wanted);
        if (with_numbers)
            statement = "SELECT p.customer_id, p.bookings, p.participants, p.turnover, p.commission, c.number FROM (" +
                        statement + ") p JOIN customer c ON c.id = p.customer_id ORDER BY p.turnover DESC, p.customer_id";
        return transaction.run_stream(statement, parameters);
    }

    /// Whoever is only counted needs no number, but has one.
    static TurnoverRow row_of(const Rows& rows, bool with_number) {
        TurnoverRow row;
        row.customer_id = row.head = rows.integer(0);
        row.bookings = rows.integer(1), row.customers = row.bookings > 0 ? 1 : 0;
        row.participants = rows.integer(2), row.turnover = rows.integer(3), row.commission = rows.integer(4);
        row.key = with_number ? rows.string(5) : "-";
        return row;
    }

    std::vector<TurnoverRow> rows_apart(Transaction& transaction) const {
        TurnoverRows all;
        const std::string apart(apart_), sums(added_up);
        // sql: constants and conditions of this file
        const auto lines = sums + counted_.text + " AND t.customer_id IN (" + apart + ") GROUP BY t.customer_id";
        // sql: as above
        auto rows = transaction.run_stream("SELECT l.customer_id, l.bookings, l.participants, l.turnover, l.commission,"
                                           " c.number, c.turnover_group FROM (" + lines +
                                               ") l JOIN customer c ON c.id = l.customer_id",
                                           bound());
        while (rows.next()) {
            const auto number = rows.integer(5);
            const bool is_linked = question_.by == "turnover_group" && !rows.is_null(6);
            const auto of_group = is_linked ? rows.integer(6) : number;
            auto& row = all[of_group == 0 ? "" : std::to_string(of_group)];
            row.customers += rows.integer(1) > 0 ? 1 : 0, row.bookings += rows.integer(1);
            row.participants += rows.integer(2), row.turnover += rows.integer(3), row.commission += rows.integer(4);
            if (of_group == number) row.customer_id = row.head = rows.integer(0);
        }
        if (question_.by == "turnover_group") name_heads(transaction, question_, all);
        return in_order(std::move(all));
    }

    const House& house_;
    const Actor actor_;
    const lists::ListTable& table_;
    const TurnoverQuestion question_;
    const Counted counted_;
    const std::string_view apart_;
};

}  // namespace

bool is_kept(const TurnoverQuestion& question) {
    return question.sides.trips && !question.sides.tickets && !question.with_agency && question.by != "agency" &&
           whole_months(question).has_value();
}

std::vector<TurnoverRow> kept_turnover_of_codes(Transaction& transaction, const TurnoverQuestion& question) {
    TurnoverRows rows;
    for (auto& [code, of_code] : codes_of(transaction, question)) {
        auto& row = rows[code];
        row.customers = how_many(of_code.customers);
        row.bookings = of_code.figures.bookings, row.participants = of_code.figures.participants;
        row.turnover = of_code.figures.turnover + (question.with_amounts ? of_code.figures.amounts : 0);
        row.commission = of_code.figures.commission;
    }
    name_codes(transaction, question, rows);
    return in_order(std::move(rows));
}

std::shared_ptr<const lists::List> kept_turnover_list(const House& house, const Actor& actor,
                                                      const lists::ListTable& table, const TurnoverQuestion& question) {
    return std::make_shared<KeptTurnover>(house, actor, table, question);
}

}  // namespace kartei::reports
