#include "modules/bookings/turnover_line.hpp"

#include <limits>
#include <set>

#include "audit/hold.hpp"

namespace kartei::bookings {
namespace {

using sql::Rows;
using sql::Transaction;

constexpr std::int64_t line_form = 1;  ///< raised when lines hold something else: houses then get theirs anew
constexpr const char *form_name = "turnover_line", *progress_name = "turnover_line_until";
constexpr std::int64_t last_customer = std::numeric_limits<std::int64_t>::max();

TurnoverPlace place_of(bool by_booking, std::int64_t customer, std::string_view day) {
    TurnoverPlace place{by_booking, 0, customer, 0};
    if (day.size() < 7) return place;
    std::from_chars(day.data(), day.data() + 4, place.year);
    std::from_chars(day.data() + 5, day.data() + 7, place.month);
    return place;
}

std::string day_of(const TurnoverPlace& place, const char* day) {
    const auto padded = [](std::int64_t number, std::size_t width) {
        auto text = std::to_string(number);
        return std::string(width - std::min(width, text.size()), '0') + text;
    };
    return padded(place.year, 4) + "-" + padded(place.month, 2) + "-" + day;
}

/// Bookings that count, one row for each service that does; of a cancelled one its charges alone.
constexpr std::string_view counted =
    "SELECT b.customer_id, b.id, b.departs_on, b.booked_on, b.state, b.participants, b.services - b.commission,"
    " b.commission, b.charges, b.amounts, b.destination, s.operator, coalesce(s.destination, b.destination),"
    " s.count * s.unit_price - coalesce(s.commission_amount, 0), coalesce(s.commission_amount, 0), s.id FROM booking b"
    " LEFT JOIN booking_service s ON s.booking_id = b.id AND s.cancelled_on IS NULL AND b.state <> 'cancelled'"
    " WHERE b.kind = 'booking' AND b.state <> 'void' AND ";

/// Adds up rows of the statement above, those of a booking one behind the other, at the places that are asked for.
class Collector {
public:
    Collector(bool by_departure, bool by_booking) : by_departure_(by_departure), by_booking_(by_booking) {}

    void take(const Rows& rows) {
        if (const auto id = rows.integer(1); id != booking_) begin(id, rows);
        if (rows.is_null(15)) return;
        const bool new_destination = destinations_.emplace(rows.text(12)).second,
                   new_operator = operators_.emplace(rows.text(11)).second;
        for (auto* line : lines_of_booking_) {
            line->destinations[rows.string(12)] += of_service(rows, new_destination);
            line->operators[rows.string(11)] += of_service(rows, new_operator);
        }
    }
    TurnoverLines lines;

private:
    /// A booking counts once for a code, however many of its services have it.
    static TurnoverFigures of_service(const Rows& rows, bool is_first) {
        return {is_first ? 1 : 0, is_first ? rows.integer(5) : 0, rows.integer(13), rows.integer(14), 0};
    }

    void begin(std::int64_t id, const Rows& rows) {
        booking_ = id;
        destinations_.clear(), operators_.clear(), lines_of_booking_.clear();
        const auto customer = rows.integer(0);
        if (by_departure_) lines_of_booking_.push_back(&lines[place_of(false, customer, rows.text(2))]);
        if (by_booking_) lines_of_booking_.push_back(&lines[place_of(true, customer, rows.text(3))]);
        const bool is_cancelled = rows.text(4) == "cancelled";
        const auto charges = rows.integer(8), amounts = is_cancelled ? 0 : rows.integer(9);
        const TurnoverFigures all =
            is_cancelled ? TurnoverFigures{0, 0, charges, 0, 0}
                         : TurnoverFigures{1, rows.integer(5), rows.integer(6) + charges, rows.integer(7), amounts};
        for (auto* line : lines_of_booking_) {
            line->all += all;
            if (charges == 0 && rows.integer(9) == 0) continue;
            line->destinations[rows.string(10)] += {0, 0, charges, 0, amounts};
            line->operators[""] += {0, 0, charges, 0, amounts};
        }
    }

    const bool by_departure_, by_booking_;
    std::int64_t booking_ = 0;
    std::vector<TurnoverLine*> lines_of_booking_;
    std::set<std::string, std::less<>> destinations_, operators_;
};

/// No value where no booking counts. One that is cancelled without charges has a line, too: lists name it.
std::optional<TurnoverLine> reckoned(Transaction& transaction, const TurnoverPlace& place) {
    const auto in = [&](std::string_view condition) {
        // sql: the constant above, and conditions of constants
        return std::string(counted) + "b.customer_id = :customer AND " + std::string(condition) + " ORDER BY b.id, s.id";
    };
    const auto first = day_of(place, "01"), last = day_of(place, "31");
    auto rows = place.by_booking
                    ? transaction.query(in("b.booked_on >= :first AND b.booked_on <= :last"), place.customer, first, last)
                : place.year == 0
                    ? transaction.query(in("b.departs_on IS NULL"), place.customer)
                    : transaction.query(in("b.departs_on >= :first AND b.departs_on <= :last"), place.customer, first, last);
    Collector collector(!place.by_booking, place.by_booking);
    while (rows.next()) collector.take(rows);
    const auto found = collector.lines.find(place);
    return found == collector.lines.end() ? std::nullopt : std::optional(std::move(found->second));
}

void put_line(Transaction& transaction, const TurnoverPlace& place, const TurnoverLine& line) {
    const auto destinations = packed(line.destinations), operators = packed(line.operators);
    transaction.execute(
        "INSERT INTO turnover_line (by_booking, year, customer_id, month, bookings, participants, turnover, commission,"
        " amounts, destinations, operators) VALUES (:by_booking, :year, :customer, :month, :bookings, :participants,"
        " :turnover, :commission, :amounts, :destinations, :operators)"
        " ON CONFLICT (by_booking, year, customer_id, month) DO UPDATE SET bookings = excluded.bookings,"
        " participants = excluded.participants, turnover = excluded.turnover, commission = excluded.commission,"
        " amounts = excluded.amounts, destinations = excluded.destinations, operators = excluded.operators",
        place.by_booking ? 1 : 0, place.year, place.customer, place.month, line.all.bookings, line.all.participants,
        line.all.turnover, line.all.commission, line.all.amounts, sql::text_or_null(destinations),
        sql::text_or_null(operators));
}

/// On PostgreSQL whoever changes another booking of this month waits here, and then sees what was written before.
void hold_line(Transaction& transaction, const TurnoverPlace& place) {
    if (transaction.engine() != sql::Engine::postgresql) return;
    transaction.execute(
        "INSERT INTO turnover_line (by_booking, year, customer_id, month, bookings, participants, turnover, commission,"
        " amounts) VALUES (:by_booking, :year, :customer, :month, 0, 0, 0, 0, 0)"
        " ON CONFLICT (by_booking, year, customer_id, month) DO UPDATE SET bookings = turnover_line.bookings",
        place.by_booking ? 1 : 0, place.year, place.customer, place.month);
}

void make_line(Transaction& transaction, const TurnoverPlace& place) {
    hold_line(transaction, place);
    if (const auto line = reckoned(transaction, place)) return put_line(transaction, place, *line);
    transaction.execute(
        "DELETE FROM turnover_line WHERE by_booking = :by_booking AND year = :year AND customer_id = :customer"
        " AND month = :month",
        place.by_booking ? 1 : 0, place.year, place.customer, place.month);
}

void make_lines(Transaction& transaction, std::int64_t customer, const std::string& departs_on,
                const std::string& booked_on) {
    if (customer == 0) return;
    make_line(transaction, place_of(false, customer, departs_on));
    make_line(transaction, place_of(true, customer, booked_on));
}

std::int64_t form_of(Transaction& transaction, const char* name) {
    auto rows = transaction.query("SELECT form FROM derived_form WHERE name = :name", name);
    return rows.next() ? rows.integer(0) : 0;
}

void set_form(Transaction& transaction, const char* name, std::int64_t form) {
    transaction.execute("INSERT INTO derived_form (name, form) VALUES (:name, :form)"
                        " ON CONFLICT (name) DO UPDATE SET form = excluded.form",
                        name, form);
}

/// The last of the next customers who have bookings, no value when there are none.
std::optional<std::int64_t> end_of_step(Transaction& transaction, std::int64_t after) {
    constexpr int bookings_each = 2000;
    auto rows = transaction.query(
        "SELECT max(customer_id) FROM (SELECT customer_id FROM booking WHERE customer_id > :after ORDER BY customer_id"
        " LIMIT :bookings) next_bookings",
        after, bookings_each);
    return rows.next() ? rows.optional_integer(0) : std::nullopt;
}

TurnoverLines lines_of_customers(Transaction& transaction, std::int64_t after, std::int64_t until) {
    // sql: the constant above
    auto rows = transaction.stream(std::string(counted) + "b.customer_id > :after AND b.customer_id <= :until"
                                                          " ORDER BY b.customer_id, b.id, s.id",
                                   after, until);
    Collector collector(true, true);
    while (rows.next()) collector.take(rows);
    return std::move(collector.lines);
}

/// Some customers in a transaction of their own; false when all are done.
bool make_some(sql::Database& database) {
    return database.write([](Transaction& transaction) {
        hold_house(transaction);
        const auto after = form_of(transaction, progress_name);
        const auto until = end_of_step(transaction, after);
        if (until)
            for (const auto& [place, line] : lines_of_customers(transaction, after, *until))
                put_line(transaction, place, line);
        else set_form(transaction, form_name, line_form);
        set_form(transaction, progress_name, until.value_or(0));
        return until.has_value();
    });
}

TurnoverOfCodes codes_in(std::string_view text) {
    TurnoverOfCodes codes;
    unpack_codes(text, [&](std::string_view code, const TurnoverFigures& figures) { codes[std::string(code)] = figures; });
    return codes;
}

std::string named(Transaction& transaction, const TurnoverPlace& place) {
    auto rows = transaction.query("SELECT number FROM customer WHERE id = :id", place.customer);
    const auto number = rows.next() ? rows.string(0) : "with the id " + std::to_string(place.customer);
    return "customer " + number + (place.by_booking ? ", booked " : ", departing ") + day_of(place, "").substr(0, 7);
}

std::string in_words(const TurnoverLine* line) {
    if (!line) return "nothing";
    const auto& all = line->all;
    return std::to_string(all.bookings) + " bookings, turnover " + std::to_string(all.turnover) + ", " +
           std::to_string(line->destinations.size()) + " destinations, " + std::to_string(line->operators.size()) +
           " operators";
}

/// Compares what is kept with what is reckoned anew; the first differences are named.
class Comparison {
public:
    explicit Comparison(Transaction& transaction) : transaction_(transaction) {
        auto rows = transaction.query("SELECT DISTINCT by_booking, year FROM turnover_line");
        while (rows.next()) years_.emplace_back(rows.integer(0), rows.integer(1));
    }
    void compare(std::int64_t after, std::int64_t until) {
        auto fresh = lines_of_customers(transaction_, after, until);
        for (const auto& [by_booking, year] : years_) compare_year(fresh, by_booking, year, after, until);
        for (const auto& [place, line] : fresh) note(place, nullptr, &line);
    }
    audit::Findings findings() {
        if (count_ > most_named)
            findings_.push_back("and " + std::to_string(count_ - most_named) + " more; kartei check --repair mends them");
        return std::move(findings_);
    }

private:
    static constexpr std::int64_t most_named = 20;

    void compare_year(TurnoverLines& fresh, std::int64_t by_booking, std::int64_t year, std::int64_t after,
                      std::int64_t until) {
        auto rows = transaction_.stream(
            "SELECT customer_id, month, bookings, participants, turnover, commission, amounts, destinations, operators"
            " FROM turnover_line WHERE by_booking = :by_booking AND year = :year AND customer_id > :after"
            " AND customer_id <= :until",
            by_booking, year, after, until);
        while (rows.next()) {
            const TurnoverPlace place{by_booking != 0, year, rows.integer(0), rows.integer(1)};
            const TurnoverLine kept{
                {rows.integer(2), rows.integer(3), rows.integer(4), rows.integer(5), rows.integer(6)},
                codes_in(rows.text(7)), codes_in(rows.text(8))};
            const auto found = fresh.find(place);
            if (found == fresh.end()) note(place, &kept, nullptr);
            else if (!(found->second == kept)) note(place, &kept, &found->second);
            if (found != fresh.end()) fresh.erase(found);
        }
    }
    void note(const TurnoverPlace& place, const TurnoverLine* kept, const TurnoverLine* reckoned) {
        if (++count_ > most_named) return;
        findings_.push_back(named(transaction_, place) + ": kept " + in_words(kept) + "; reckoned " + in_words(reckoned));
    }

    Transaction& transaction_;
    std::vector<std::pair<std::int64_t, std::int64_t>> years_;
    audit::Findings findings_;
    std::int64_t count_ = 0;
};

}  // namespace

TurnoverFigures& TurnoverFigures::operator+=(const TurnoverFigures& more) {
    bookings += more.bookings, participants += more.participants, turnover += more.turnover;
    commission += more.commission, amounts += more.amounts;
    return *this;
}

std::string packed(const TurnoverOfCodes& codes) {
    std::string text;
    for (const auto& [code, one] : codes) {
        for (const auto figure : {one.bookings, one.participants, one.turnover, one.commission, one.amounts})
            text += std::to_string(figure) + '\t';
        text += code + '\n';
    }
    return text;
}

bool counts_in_turnover(std::string_view record) {
    constexpr std::array<std::string_view, 4> counted_rows{"booking_service", "booking_participant", "booking_amount",
                                                           "booking_charge"};
    return std::ranges::find(counted_rows, record) != counted_rows.end();
}

bool counts_elsewhere(const Booking& before, const Booking& after) {
    return before.customer_id != after.customer_id || before.departs_on != after.departs_on ||
           before.booked_on != after.booked_on;
}

void follow_turnover(Transaction& transaction, const Booking& head) {
    make_lines(transaction, head.customer_id, head.departs_on, head.booked_on);
}

void follow_turnover(Transaction& transaction, std::int64_t customer, std::int64_t booking) {
    auto rows = transaction.query("SELECT departs_on, booked_on FROM booking WHERE id = :id", booking);
    if (rows.next()) make_lines(transaction, customer, rows.string(0), rows.string(1));
}

void renew_turnover(sql::Database& database) {
    if (database.read(turnover_is_whole)) return;
    while (make_some(database)) continue;
}

bool turnover_is_whole(Transaction& transaction) { return form_of(transaction, form_name) == line_form; }

void give_up_turnover(sql::Database& database) {
    database.write([](Transaction& transaction) {
        hold_house(transaction);
        transaction.execute("DELETE FROM turnover_line");
        set_form(transaction, form_name, 0);
        set_form(transaction, progress_name, 0);
    });
}

void make_turnover_anew(sql::Database& database) {
    give_up_turnover(database);
    renew_turnover(database);
}

audit::Findings check_turnover(Transaction& transaction) {
    Comparison comparison(transaction);
    std::int64_t after = 0;
    while (const auto until = end_of_step(transaction, after)) {
        comparison.compare(after, *until);
        after = *until;
    }
    comparison.compare(after, last_customer);
    return comparison.findings();
}

}  // namespace kartei::bookings
