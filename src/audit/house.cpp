#include "audit/house.hpp"

#include <array>

#include "sql/writing.hpp"

namespace kartei {

using sql::Transaction;

std::int64_t take_ids(Transaction& transaction, std::string_view counter, std::int64_t count) {
    return sql::writing(transaction).take_ids(counter, count);
}

namespace {

/// Far apart, so that the number of a customer tells his kind (J-026).
void found_number_ranges(Transaction& transaction) {
    constexpr std::array<std::pair<const char*, int>, 4> ranges{
        {{"private", 100001}, {"company", 500001}, {"agency", 700001}, {"prospect", 800001}}};
    std::int64_t id = 0;
    for (const auto& [kind, start] : ranges)
        for (const char* target : {"customer", "debtor"}) {
            ++id;
            transaction.execute(
                "INSERT INTO number_range (id, kind, target, start, next, same_as_customer)"
                " VALUES (:id, :kind, :target, :start, :start, :same_as_customer)",
                id, kind, target, start, id % 2 == 0);
        }
}

}  // namespace

void found_house(sql::Database& database, std::string_view name, std::string_view country, std::string_view time_zone,
                 std::string_view currency) {
    database.write([&](Transaction& transaction) {
        if (transaction.query("SELECT 1 FROM house").next()) return;
        const auto now = now_utc();
        transaction.execute(
            "INSERT INTO house (id, name, time_zone, currency, country, created_at)"
            " VALUES (1, :name, :time_zone, :currency, :country, :created_at)",
            name, time_zone, currency, country, now);
        constexpr std::array counters{
            "organisation", "promoter",  "change_event", "audit_entry",  "audit_link",   "user_account", "role", "job",
            "import_run",   "customer",  "label",        "permission",   "season",       "production",   "venue",
            "genre",        "event_tag", "hall",         "ticket_type",  "subscription", "promotion",    "product",
            "event",        "orders",    "ticket",       "product_sale", "report_run",   "report_export"};
        for (const char* counter : counters) {
            // Organisation 1 is the house itself, customer 1 is the anonymous customer.
            const bool first_taken =
                counter == std::string_view("organisation") || counter == std::string_view("customer");
            transaction.execute("INSERT INTO counter (name, next) VALUES (:name, :next)", counter, first_taken ? 2 : 1);
        }
        transaction.execute("INSERT INTO organisation (id, name) VALUES (1, :name)", name);
        transaction.execute(
            "INSERT INTO customer (id, created_event, created_at, number, kind, matchcode, name, hidden_in_search)"
            " VALUES (1, 0, :created_at, 0, 'private', 'Anonym', 'Anonym', 1)",
            now);
        transaction.execute(
            "INSERT INTO customer_line (name_key, customer_id, hidden, columns) VALUES (:name_key, 1, 1, '')",
            "anonym\x01");
        transaction.execute("INSERT INTO name_bucket (start, visible, total) VALUES ('', 0, 1)");
        found_number_ranges(transaction);
    });
}

void read_house(House& house) {
    house.database.read([&](Transaction& transaction) {
        auto rows = transaction.query("SELECT time_zone, currency, currency_digits, country FROM house");
        if (!rows.next()) return;
        house.rules.time_zone = rows.string(0);
        house.currency = rows.string(1);
        house.rules.currency_digits = static_cast<int>(rows.integer(2));
        house.country = rows.string(3);
    });
}

}  // namespace kartei
