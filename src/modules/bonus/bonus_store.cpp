#include "modules/bonus/bonus_store.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "audit/kept_row.hpp"
#include "sql/field_columns.hpp"

namespace kartei::bonus {
namespace {

using audit::Change;
using nlohmann::json;
using sql::text_or_null;
using sql::Transaction;

constexpr std::string_view entry_record = "bonus_entry";

/// The history of a customer says what was entered for him, as it does of his lists.
void note_entry(Transaction& transaction, Change& change, const Entry& entry, bool is_taken_back) {
    const Field field{"bonus_points", FieldKind::text, 0, Privacy::personal};
    const Value words((entry.points > 0 ? "+" : "") + std::to_string(entry.points) + " " + entry.text);
    change.changed("profile", entry.customer_id, field, is_taken_back ? words : Value(),
                   is_taken_back ? Value() : words, entry.customer_id);
    transaction.execute("UPDATE customer SET changed_at = :changed_at WHERE id = :id", change.at(), entry.customer_id);
}

/// What came and went, by the conditions on whose it is.
std::string movements(const char* of_entries, const char* of_bookings) {
    // sql: the conditions are constants of this file
    return std::string(
               "SELECT customer_id, id, created_event, 0, entered_on, text, NULL, 0, 0, expires_on, points, 0, 0, 0"
               " FROM bonus_entry")
        .append(of_entries)
        .append(
            " UNION ALL SELECT b.customer_id, 0, 0, b.number, e.earned_on, NULL, e.operator, e.turnover, e.rate,"
            " NULL, e.points, 0, 0, 0 FROM bonus_earned e JOIN booking b ON b.id = e.booking_id"
            " WHERE e.points > 0")
        .append(of_bookings)
        .append(
            " UNION ALL SELECT b.customer_id, 0, 0, b.number, r.redeemed_on, NULL, NULL, 0, 0, NULL, -r.points,"
            " r.payment_id, coalesce(r.gives_back, 0), coalesce(p.amount, 0) FROM bonus_redeemed r"
            " JOIN booking b ON b.id = r.booking_id LEFT JOIN booking_payment p ON p.id = r.payment_id WHERE 1 = 1")
        .append(of_bookings);
}

/// A payment that gives points back; of a certain one, or of the booking's latest.
struct GivenBack {
    std::int64_t booking = 0, payment = 0, points = 0, amount = 0;
};

void take_off(Use& use, GivenBack& back) {
    const auto points = std::min(use.points, back.points);
    use.points -= points, back.points -= points;
    use.amount -= back.amount, back.amount = 0;
}

void give_back(std::vector<Use>& uses, GivenBack back) {
    for (auto& use : uses)
        if (back.payment != 0 && use.payment == back.payment) take_off(use, back);
    for (auto use = uses.rbegin(); use != uses.rend() && back.points > 0; ++use)
        if (use->booking == back.booking) take_off(*use, back);
}

/// Puts rows together by customer.
class Holdings {
public:
    void add(const sql::Rows& rows) {
        const auto points = rows.integer(10);
        const auto payment = rows.integer(11);
        if (points > 0 && payment == 0) holding_.lots.push_back(lot_in(rows));
        else if (points > 0) back_.push_back({rows.integer(3), rows.integer(12), points, -rows.integer(13)});
        else holding_.uses.push_back(use_in(rows));
    }
    /// What stands so far is one customer's, whole.
    Holding finished(std::int64_t customer) {
        for (const auto& back : back_) give_back(holding_.uses, back);
        back_.clear();
        holding_.customer_id = customer;
        return std::exchange(holding_, {});
    }

private:
    static Lot lot_in(const sql::Rows& rows) {
        Lot lot;
        lot.entry = rows.integer(1), lot.event = rows.integer(2), lot.booking = rows.integer(3);
        lot.earned_on = rows.string(4), lot.text = rows.string(5), lot.operator_code = rows.string(6);
        lot.turnover = rows.integer(7), lot.rate = rows.integer(8);
        lot.expires_on = rows.string(9), lot.points = rows.integer(10);
        return lot;
    }
    static Use use_in(const sql::Rows& rows) {
        Use use;
        use.entry = rows.integer(1), use.event = rows.integer(2), use.booking = rows.integer(3);
        use.used_on = rows.string(4), use.text = rows.string(5);
        use.points = -rows.integer(10), use.payment = rows.integer(11), use.amount = rows.integer(13);
        return use;
    }

    Holding holding_;
    std::vector<GivenBack> back_;
};

constexpr const char* in_order = " ORDER BY 1, 5, 4, 2, 12";

}  // namespace

const std::vector<std::string>& entry_columns() {
    static const std::vector<std::string> columns{"id",     "version", "created_event", "customer_id", "entered_on",
                                                  "points", "text",    "expires_on",    "entered_by",  "entered_at"};
    return columns;
}

std::optional<Entry> find_entry(Transaction& transaction, std::int64_t id) {
    // sql: the table and its columns stand above
    auto rows = transaction.query(sql::select_from(entry_record, entry_columns()) + " WHERE id = :id", id);
    if (!rows.next()) return std::nullopt;
    Entry entry;
    entry.id = rows.integer(0), entry.version = rows.integer(1), entry.created_event = rows.integer(2);
    entry.customer_id = rows.integer(3), entry.entered_on = rows.string(4), entry.points = rows.integer(5);
    entry.text = rows.string(6), entry.expires_on = rows.string(7);
    entry.entered_by = rows.string(8), entry.entered_at = rows.string(9);
    return entry;
}

void insert_entry(Transaction& transaction, Change& change, Entry& entry) {
    entry.id = take_ids(transaction, entry_record);
    entry.created_event = change.event();
    transaction.execute(
        "INSERT INTO bonus_entry (id, created_event, customer_id, entered_on, points, text, expires_on, entered_by,"
        " entered_at) VALUES (:id, :event, :customer, :on, :points, :text, :expires_on, :by, :at)",
        entry.id, entry.created_event, entry.customer_id, entry.entered_on, entry.points, entry.text,
        text_or_null(entry.expires_on), entry.entered_by, entry.entered_at);
    change.created(entry_record, entry.id);
    note_entry(transaction, change, entry, false);
}

void delete_entry(Transaction& transaction, Change& change, const Entry& entry) {
    {
        // sql: as above
        auto rows = transaction.query(sql::select_from(entry_record, entry_columns()) + " WHERE id = :id", entry.id);
        if (!rows.next()) return;
        change.deleted(entry_record, entry.id, audit::kept_row(rows, entry_columns()).dump(), entry.customer_id);
    }
    note_entry(transaction, change, entry, true);
    transaction.execute("DELETE FROM bonus_entry WHERE id = :id", entry.id);
}

Entry entry_in(const std::string& text) {
    const auto row = json::parse(text);
    const auto number = [&](const char* name) { return std::stoll(row.at(name).get<std::string>()); };
    Entry entry;
    entry.id = number("id"), entry.customer_id = number("customer_id"), entry.points = number("points");
    return entry;
}

bool restore_entry(Transaction& transaction, Change& change, const std::string& text) {
    const auto row = json::parse(text);
    const auto kept = entry_in(text);
    if (!transaction.query("SELECT 1 FROM customer WHERE id = :id", kept.customer_id).next()) return false;
    std::vector<sql::Parameter> parameters;
    for (const auto& name : entry_columns()) {
        const auto& cell = row.at(name);
        // What brings it back can be taken back like what created it.
        if (name == "created_event") parameters.push_back(sql::Parameter(change.event()));
        else parameters.push_back(cell.is_null() ? sql::Parameter(nullptr)
                                            : sql::Parameter(cell.get_ref<const std::string&>()));
    }
    // sql: as above
    transaction.run_execute(sql::insert_into(entry_record, entry_columns()), parameters);
    const auto entry = find_entry(transaction, kept.id);
    change.created(entry_record, entry->id);
    note_entry(transaction, change, *entry, false);
    return true;
}

Holding holding_of(Transaction& transaction, std::int64_t customer) {
    Holdings holdings;
    // sql: conditions and order are constants
    auto rows = transaction.query(
        movements(" WHERE customer_id = :customer", " AND b.customer_id = :customer") + in_order, customer);
    while (rows.next()) holdings.add(rows);
    return holdings.finished(customer);
}

void each_holding(Transaction& transaction, const std::function<bool(const Holding&)>& take) {
    Holdings holdings;
    std::int64_t customer = 0;
    // sql: as above
    auto rows = transaction.stream(movements("", " AND b.customer_id IS NOT NULL") + in_order);
    while (rows.next()) {
        if (customer != 0 && rows.integer(0) != customer && !take(holdings.finished(customer))) return;
        customer = rows.integer(0);
        holdings.add(rows);
    }
    if (customer != 0) take(holdings.finished(customer));
}

std::vector<Earned> earned_of(Transaction& transaction, std::int64_t booking) {
    auto rows = transaction.query("SELECT operator, rate, turnover, points, earned_on FROM bonus_earned"
                                  " WHERE booking_id = :booking ORDER BY operator",
                                  booking);
    std::vector<Earned> all;
    while (rows.next())
        all.push_back({booking, rows.string(0), rows.integer(1), rows.integer(2), rows.integer(3), rows.string(4)});
    return all;
}

void put_earned(Transaction& transaction, const Earned& earned) {
    transaction.execute(
        "INSERT INTO bonus_earned (booking_id, operator, rate, turnover, points, earned_on) VALUES (:booking, "
        ":operator,"
        " :rate, :turnover, :points, :earned_on) ON CONFLICT (booking_id, operator) DO UPDATE SET rate = excluded.rate,"
        " turnover = excluded.turnover, points = excluded.points, earned_on = excluded.earned_on",
        earned.booking_id, earned.operator_code, earned.rate, earned.turnover, earned.points, earned.earned_on);
}

std::vector<Redeemed> redeemed_of(Transaction& transaction, std::int64_t booking) {
    auto rows = transaction.query("SELECT payment_id, points, redeemed_on, gives_back FROM bonus_redeemed"
                                  " WHERE booking_id = :booking ORDER BY payment_id",
                                  booking);
    std::vector<Redeemed> all;
    while (rows.next())
        all.push_back({rows.integer(0), booking, rows.integer(1), rows.string(2), rows.optional_integer(3)});
    return all;
}

void insert_redeemed(Transaction& transaction, const Redeemed& redeemed) {
    transaction.execute("INSERT INTO bonus_redeemed (payment_id, booking_id, points, redeemed_on, gives_back)"
                        " VALUES (:payment, :booking, :points, :redeemed_on, :gives_back)",
                        redeemed.payment_id, redeemed.booking_id, redeemed.points, redeemed.redeemed_on,
                        redeemed.gives_back);
}

void delete_redeemed(Transaction& transaction, std::int64_t payment) {
    transaction.execute("DELETE FROM bonus_redeemed WHERE payment_id = :payment", payment);
}

bool is_imported(Transaction& transaction, std::int64_t event) {
    auto rows = transaction.query("SELECT kind FROM change_event WHERE id = :id", event);
    return rows.next() && rows.text(0).starts_with("import_");
}

}  // namespace kartei::bonus
