// A person of whom every table of the house holds something: each value is a word of its own that is found again wherever
// it went, for the tests of export and erasure.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "audit/house_key.hpp"
#include "modules/customers/customer_actions.hpp"
#include "modules/orders/order_store.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/privacy/erasure.hpp"
#include "modules/privacy/held_rows.hpp"
#include "modules/privacy/personal_data.hpp"
#include "modules/privacy/privacy_api.hpp"
#include "program/joined_modules.hpp"
#include "program/open_house.hpp"
#include "sql/field_columns.hpp"
#include "sql/upkeep.hpp"
#include "tests/support/founded_house.hpp"

namespace kartei::privacy {

using sql::Transaction;

class WithPerson : public test::InAHouse {
protected:
    void SetUp() override {
        InAHouse::SetUp();
        if (IsSkipped()) return;
        house().folder = test::temporary_path("").string();
        std::filesystem::create_directories(house().folder);
        db().write([](Transaction& transaction) { parameters::found_parameters(transaction); });
        db().write([](Transaction& transaction) {
            for (const auto* statement :
                 {"INSERT INTO label (id, name) VALUES (1, 'Abonnent')",
                  "INSERT INTO permission (id, name) VALUES (1, 'Newsletter')",
                  "INSERT INTO event (id, created_event, code, name, organisation_id, starts_at) VALUES (1, 1, 'E1', "
                  "'Tosca', 1, '2025-01-01T19:00:00Z')",
                  "INSERT INTO debit_run (id, created_event, collect_on, scheme, message_id, made_at, made_by, "
                  "creditor_name, creditor_identifier, creditor_iban, items, total) VALUES (1, 1, '2025-02-01', 'core', "
                  "'M1', '2025-01-20T09:00:00Z', 'anke', 'Haus', 'DE98ZZZ09999999999', 'DE02120300000000202051', 1, 1)"})
                transaction.execute(statement);
        });
    }

    /// A word that stands nowhere else, fit for any field of at least ten characters.
    std::string word() {
        auto digits = std::to_string(++words_);
        auto made = "zq" + std::string(6 - digits.size(), '0') + digits + "xq";
        planted_.push_back(made);
        return made;
    }
    const std::vector<std::string>& planted() const { return planted_; }
    void forget_planted() { planted_.clear(); }

    /// Every personal field that takes free words.
    customers::NewValues values_of_a_person() {
        customers::NewValues values;
        static const std::set<std::string_view> own_form{"vat_id", "country", "birth_date", "gender", "website"};
        for (const auto& member : customers::customer_fields()) {
            const auto& field = member.field;
            if (!field.is_personal() || field.has(read_only) || own_form.contains(field.name)) continue;
            if (field.name.ends_with("_reason")) continue;  // of a block that he has not
            if (field.kind == FieldKind::text && field.max_length >= 10) values[std::string(field.name)] = word();
            if (field.kind == FieldKind::email) values[std::string(field.name)] = word() + "@example.org";
        }
        values["alternative_emails"] = std::vector<std::string>{word() + "@example.com"};
        values["phone_mobile"] = "+49 171 5550199";
        values["birth_date"] = "1971-03-09";
        values["kind"] = "private";
        return values;
    }

    std::int64_t add_customer(const customers::NewValues& values) {
        const auto saved = db().write([&](Transaction& transaction) {
            return customers::create_customer(house(), transaction, Actor::system(), values);
        });
        if (!saved) throw std::runtime_error(saved.refusal().issues.front().field + " " + saved.refusal().issues.front().key);
        return saved->customer.id;
    }
    customers::Customer stored(std::int64_t id) {
        return *db().read([&](Transaction& transaction) { return customers::find_customer(transaction, id); });
    }
    bool is_there(std::int64_t id) {
        return db().read([&](Transaction& transaction) { return customers::find_customer(transaction, id); }).has_value();
    }

    /// A person with a row in every table that can hold one of him, each with its own words.
    std::int64_t add_person() {
        const auto id = add_customer(values_of_a_person());
        change_some_fields(id);
        note_number(id);
        db().write([&](Transaction& transaction) {
            plant_order(transaction, id);
            for (const auto& holding : holdings())
                if (holding.fate != Fate::derived && holding.fate != Fate::stays && holding.table != "orders" &&
                    !holding.table.ends_with("_print") && holding.name.empty())  // of tickets and receipts: plant_prints()
                    plant_row(transaction, holding, id);
        });
        return id;
    }

    /// What stood in a field before is in the audit alone.
    void change_some_fields(std::int64_t id) {
        const auto changed = db().write([&](Transaction& transaction) {
            return customers::change_customer(house(), transaction, Actor::system(), id, 1,
                                              {{"town", word()}, {"code1", word()}, {"free3", word()}});
        });
        ASSERT_TRUE(changed);
    }

    void plant_order(Transaction& transaction, std::int64_t customer) {
        orders::Order order;
        order.id = 900;
        order.created_event = 1;
        order.number = "B-900";
        order.customer_id = customer;
        order.ordered_at = "2025-01-01T10:00:00Z";
        order.description = word();
        order.delivery_address = word();
        order.receipt_url = "https://example.org/" + word();
        orders::insert_order(transaction, order);
        orders::refresh_lines(transaction, order.id);
    }

    /// A ticket and a receipt of the order, both printed a second time for a reason that names him.
    void plant_prints(Transaction& transaction) {
        const auto of_ticket = word(), of_receipt = word();
        transaction.execute("INSERT INTO ticket (id, created_event, order_id, event_id, line, price, fee, state, print_count)"
                            " VALUES (901, 1, 900, 1, 1, 0, 0, 'sold', 2)");
        transaction.execute("INSERT INTO ticket_print (id, created_event, ticket_id, number, printed_at, printed_by, reason)"
                            " VALUES (901, 1, 901, 2, '2025-01-03T09:00:00Z', 'anke', :reason)",
                            of_ticket);
        transaction.execute("INSERT INTO order_receipt (number, year, place, payment_id, order_id, order_number, kind, amount,"
                            " paid_at, paid_by) VALUES ('Q2025-00001', 2025, 1, 900, 900, 'B-900', 'cash', 100,"
                            " '2025-01-03T09:00:00Z', 'anke')");
        transaction.execute("INSERT INTO receipt_print (id, created_event, number, printed_at, printed_by, reason)"
                            " VALUES (901, 1, 'Q2025-00001', '2025-01-03T09:00:00Z', 'anke', :reason)",
                            of_receipt);
    }

    void plant_row(Transaction& transaction, const Holding& holding, std::int64_t customer) {
        std::vector<std::string> columns, kept;
        std::vector<sql::Parameter> parameters;
        const auto& all = columns_of(transaction, holding.table);
        kept.reserve(all.size());
        for (const auto& column : all) {
            columns.push_back(column.name);
            parameters.push_back(planted_value(holding, column, customer, kept));
        }
        transaction.run_execute(sql::insert_into(holding.table, columns), parameters);
    }

    /// One word of theirs for what the table restricts; numbers point at the planted records.
    sql::Parameter planted_value(const Holding& holding, const Column& column, std::int64_t customer,
                                 std::vector<std::string>& kept) {
        static const std::map<std::string, std::int64_t> numbers{{"position", 1}, {"booking_id", 900}, {"label_id", 1},
                                                                 {"permission_id", 1}, {"run_id", 1}, {"amount", 100},
                                                                 {"number", 900}, {"id", 900}, {"total", 100}, {"paid", 100},
                                                                 {"services", 100}};
        static const std::map<std::string, std::string> restricted{
            {"wish.kind", "wish"}, {"card.kind", "credit"}, {"surcharge.per", "booking"}, {"state", "given"},
            {"imported_booking.booked_or_cancelled", "booked"}, {"phone_call.direction", "in"},
            {"phone_call.state", "over"}, {"sending_recipient.state", "sent"}, {"debit_item.sequence", "RCUR"},
            {"booking.kind", "booking"}, {"booking.state", "invoiced"}, {"booked_on", "2025-01-02"},
            {"departs_on", "2025-02-03"}, {"returns_on", "2025-02-10"}, {"issued_on", "2025-01-05"},
            {"paid_on", "2025-01-06"}, {"booking_payment.kind", "cash"}, {"booking_document.kind", "confirmation"},
            {"family_member.gender", "female"}, {"valid_until", "2030-01-01"}, {"passport.document", "passport"},
            {"birth_date", "1971-03-09"}, {"reservation_systems", "AMADEUS"}};
        if (column.name == "customer_id" || column.name == "one_id") return customer;
        if (column.name == "other_id") return 1;
        if (column.name == "agency_id" || column.name == "member_id" || column.name == "holder") {
            if (column.type == ColumnType::integer) return column.required ? sql::Parameter(0) : sql::Parameter(nullptr);
        }
        if (column.type == ColumnType::integer) {
            const auto found = numbers.find(column.name);
            if (holding.table == "selection_run_member" && column.name == "number") return *stored_number(customer);
            return found != numbers.end() ? sql::Parameter(found->second) : sql::Parameter(1);
        }
        if (column.type == ColumnType::bytes) return sql::Bytes{kept.emplace_back(word())};
        for (const auto& name : {holding.table + "." + column.name, column.name})
            if (const auto found = restricted.find(name); found != restricted.end()) return found->second;
        if (column.name == "made_from")
            return kept.emplace_back(R"({"address":[")" + word() + R"("],"people":[{"name":")" + word() +
                                     R"("}],"lines":[],"tax_number":")" + word() + R"(","kind":"confirmation","total":100})");
        if (holding.seals(column.name))
            return kept.emplace_back(audit::seal(audit::derived_key(house().keys, holding.sealed_for), word(),
                                                 holding.table + "|900|" + column.name));
        if (holding.keeps(column.name) && !column.required) return nullptr;
        if (holding.keeps(column.name)) return kept.emplace_back("kept-" + holding.table);
        return kept.emplace_back(word());
    }
    std::optional<std::int64_t> stored_number(std::int64_t customer) { return numbers_[customer]; }
    void note_number(std::int64_t customer) { numbers_[customer] = *stored(customer).number; }

    /// Everything that stands in the database: every value of every table.
    std::string whole_database() {
        return db().read([&](Transaction& transaction) {
            std::string all;
            for (const auto& table : all_tables(transaction)) {
                const auto& columns = columns_of(transaction, table);
                for (const auto& column : columns) {
                    if (column.type == ColumnType::integer) continue;
                    auto rows = transaction.query("SELECT \"" + column.name + "\" FROM " + table + " WHERE \"" +
                                                  column.name + "\" IS NOT NULL");
                    while (rows.next())
                        all += (column.type == ColumnType::bytes ? rows.bytes(0) : rows.string(0)) + "\n";
                }
            }
            return all;
        });
    }
    static std::string file_bytes(const std::string& path) {
        std::ostringstream bytes;
        bytes << std::ifstream(path, std::ios::binary).rdbuf();
        return bytes.str();
    }

    Result<Erased> erase(std::int64_t id, bool suppress = true) {
        const auto customer = stored(id);
        auto erased = db().write([&](Transaction& transaction) {
            return erase_customer(house(), transaction, Actor::system(), {id, customer.version, *customer.number, suppress});
        });
        if (erased) finish_erasures(house());
        return erased;
    }
    std::vector<std::string> keys_of(const Refusal& refusal) {
        std::vector<std::string> keys;
        for (const auto& issue : refusal.issues) keys.push_back(issue.key);
        return keys;
    }

private:
    int words_ = 0;
    std::vector<std::string> planted_;
    std::map<std::int64_t, std::int64_t> numbers_;
};

}  // namespace kartei::privacy
