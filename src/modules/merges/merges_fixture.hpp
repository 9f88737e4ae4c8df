// Families of records of one person, each with everything that can hang on a customer, for the tests of merging.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <sstream>

#include "modules/consents/consent_store.hpp"
#include "modules/consents/declarations.hpp"
#include "modules/customers/customer_actions.hpp"
#include "modules/customers/name_buckets.hpp"
#include "modules/merges/merge_actions.hpp"
#include "modules/merges/merges_api.hpp"
#include "modules/orders/order_line.hpp"
#include "modules/orders/order_store.hpp"
#include "modules/orders/product_sale.hpp"
#include "modules/orders/sales_ledger.hpp"
#include "modules/profile/row_terms.hpp"
#include "modules/profile/profile_api.hpp"
#include "tests/support/founded_house.hpp"

namespace kartei::merges {

using customers::NewValues;
using sql::Transaction;

class WithFamilies : public test::InAHouse {
protected:
    void SetUp() override {
        InAHouse::SetUp();
        if (IsSkipped()) return;
        db().write([&](Transaction& transaction) {
            for (const auto* statement :
                 {"INSERT INTO label (id, name) VALUES (1, 'Abonnent'), (2, 'Presse'), (3, 'VIP')",
                  "INSERT INTO permission (id, name) VALUES (1, 'Newsletter'), (2, 'Post')",
                  "INSERT INTO product (id, name) VALUES (1, 'Programmheft')",
                  "INSERT INTO event (id, created_event, code, name, organisation_id) VALUES (1, 1, 'E1', 'Tosca', 1)"})
                transaction.execute(statement);
        });
    }

    bool chance(int percent) { return std::uniform_int_distribution<>(1, 100)(random_) <= percent; }
    std::string one_of(const std::vector<std::string>& list) {
        return list[std::uniform_int_distribution<std::size_t>(0, list.size() - 1)(random_)];
    }

    std::int64_t add_customer(const NewValues& values) {
        return db()
            .write([&](Transaction& transaction) {
                return customers::create_customer(house(), transaction, Actor::system(), values);
            })
            .value()
            .customer.id;
    }

    std::int64_t add_random_customer() {
        NewValues values{{"name", one_of({"Müller", "Mueller", "van den Berg", "Berg", "Öz"})}};
        const auto maybe = [&](const char* field, const std::vector<std::string>& list) {
            if (chance(60)) values[field] = one_of(list);
        };
        maybe("first_name", {"Anna", "Ana", "Jan"});
        maybe("street", {"Lindenstraße 12a", "Kerkstraat 5"});
        maybe("postcode", {"10115", "1012 AB"});
        maybe("town", {"Berlin", "Amsterdam"});
        maybe("email", {"anna@example.com", "ANNA@example.com", "a.m@example.org"});
        maybe("phone_mobile", {"+49 171 1234567", "+49 171 7654321"});
        maybe("birth_date", {"1980-05-01", "1980-05-10"});
        maybe("first_contact_on", {"2001-01-01", "2020-02-02"});
        maybe("code1", {"CLUB-77", "CLUB-78"});
        if (chance(30)) values["alternative_emails"] = std::vector<std::string>{"laden@example.org", "b@example.com"};
        if (chance(30)) values["status7"] = true;
        if (chance(20)) values["booking_block"] = true;
        if (chance(20)) values["credit_limit"] = std::int64_t{123456};
        if (chance(10)) values["hidden_in_search"] = true;
        return add_customer(values);
    }

    /// Orders with tickets, sales, lists of the profile, labels and permissions, former numbers, keys of imports.
    void hang_on(std::int64_t customer) {
        db().write([&](Transaction& transaction) {
            audit::Change change(house(), transaction, Actor::system(), "import_customers");
            for (int i = 0; chance(50) && i < 4; ++i) add_order(transaction, change, customer);
            add_rows(transaction, change, customer);
            for (const std::int64_t label : {1, 2, 3})
                if (chance(40))
                    consents::store_label(transaction, change,
                                          {customer, label, "2024-01-01T00:00:00Z", "anke",
                                           one_of({"", "2027-01-01T00:00:00Z", "2026-12-31T00:00:00Z"})});
            for (const std::int64_t permission : {1, 2})
                if (chance(40))
                    consents::store_permission(transaction, change,
                                               {customer, permission, one_of({"given", "withdrawn", "none"}), "",
                                                one_of({"", "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"}), ""});
            consents::refresh_consents(transaction, customer);
            change.seal();
        });
    }

    void add_order(Transaction& transaction, audit::Change& change, std::int64_t customer) {
        orders::Order order;
        order.id = take_ids(transaction, "orders");
        order.created_event = change.event();
        order.number = "B-" + std::to_string(order.id);
        order.customer_id = customer;
        order.ordered_at = "2025-03-01T10:00:00Z";
        orders::insert_order(transaction, order);
        orders::Ticket ticket;
        ticket.id = take_ids(transaction, "ticket");
        ticket.created_event = change.event();
        ticket.order_id = order.id;
        ticket.event_id = 1;
        ticket.line = 1;
        ticket.price = 2500;
        ticket.barcode = "77" + std::to_string(ticket.id);
        orders::insert_ticket(transaction, ticket);
        orders::insert_order_lines(transaction, order, orders::name_key_of_customer(transaction, customer),
                                   std::vector{ticket});
        orders::settle_sales(transaction, change, order.id);
        if (!chance(50)) return;
        transaction.execute(
            "INSERT INTO product_sale (id, created_event, order_id, line, customer_id, product_id, quantity, "
            "unit_price, "
            "state) VALUES (:id, :created_event, :order_id, 1, :customer_id, 1, 2, 350, 'sold')",
            order.id, change.event(), order.id, customer);
    }

    void add_rows(Transaction& transaction, audit::Change& change, std::int64_t customer) {
        const auto add = [&](const std::string& table, const std::string& columns, const std::string& values) {
            for (std::int64_t position = 1; chance(50) && position < 4; ++position)
                // sql: tables and columns of this test
                transaction.execute("INSERT INTO " + table + " (id, created_event, customer_id, position, " + columns +
                                        ") VALUES (:id, :created_event, :customer_id, :position, " + values + ")",
                                    take_ids(transaction, table), change.event(), customer, position);
        };
        add("phone_entry", "number", chance(50) ? "'030 1234'" : "'+49 171 99'");
        add("family_member", "name", chance(50) ? "'Müller'" : "'van Dijk'");
        profile::follow_rows(transaction, customer, true);
        add("passport", "document", "'passport'");
        add("wish", "kind, text", "'wish', 'Gangplatz'");
        add("bank_account", "bank_name", "'Sparkasse'");
        add("card", "kind, brand", "'credit', 'Visa'");
        add("surcharge", "amount, per", "500, 'booking'");
        add("commission_assignment", "operator, commission_table", "'TUI', 'STAMM'");
        add("fee_assignment", "fee_rule, amount", "'SERVICE', 1500");
        add("note", "written_at, written_by, text", "'2025-01-01T00:00:00Z', 'anke', 'ruft an'");
        if (chance(40)) add_agency(transaction, change, customer);
        if (chance(20)) add_member_who_is(transaction, change, customer);
        if (chance(30))
            transaction.execute(
                "INSERT INTO customer_source (source, source_key, customer_id) VALUES ('old', :key, :customer_id)"
                " ON CONFLICT DO NOTHING",
                "K" + std::to_string(customer), customer);
    }

    /// Agency data, of which any field may be empty.
    void add_agency(Transaction& transaction, audit::Change& change, std::int64_t customer) {
        const auto maybe = [&](const std::vector<std::string>& list) {
            return chance(50) ? std::optional(one_of(list)) : std::nullopt;
        };
        const auto capital = chance(50) ? std::optional<std::int64_t>(2'500'000) : std::nullopt;
        transaction.execute(
            "INSERT INTO agency (id, created_event, customer_id, position, owner, legal_form, iata_number, capital, "
            "reservation_systems) VALUES (:id, :created_event, :customer_id, 1, :owner, :legal_form, :iata_number, "
            ":capital, :reservation_systems)",
            take_ids(transaction, "agency"), change.event(), customer, maybe({"Meyer", "Öz"}), maybe({"GmbH", "B.V."}),
            maybe({"23-2 1234", "23-2 9999"}), capital, maybe({"AMADEUS MUC1A0980", "SABRE X;AMADEUS Y"}));
    }

    /// A member of a family who is a customer himself.
    void add_member_who_is(Transaction& transaction, audit::Change& change, std::int64_t customer) {
        auto numbers = transaction.query("SELECT number FROM customer WHERE id = (SELECT max(id) FROM customer WHERE "
                                         "id < :id AND id > 1)",
                                         customer);
        if (!numbers.next()) return;
        const auto number = numbers.integer(0);
        transaction.execute(
            "INSERT INTO family_member (id, created_event, customer_id, position, name, customer) VALUES (:id, "
            ":created_event, :customer_id, 9, 'Berg', :number)",
            take_ids(transaction, "family_member"), change.event(), customer, number);
        profile::follow_rows(transaction, customer, true);
    }

    /// Links among all of them, in families and between them; one that would lead in a circle is left out.
    void add_links(const std::vector<std::int64_t>& customers) {
        for (const auto id : customers)
            for (const char* field : {"company", "agency", "billing_address_from", "joint_salutation_with"}) {
                if (!chance(25)) continue;
                const auto other =
                    customers[std::uniform_int_distribution<std::size_t>(0, customers.size() - 1)(random_)];
                (void)db().write([&](Transaction& transaction) {
                    return customers::change_customer(house(), transaction, Actor::system(), id,
                                                      customers::find_customer(transaction, id)->version,
                                                      {{field, *customers::find_customer(transaction, other)->number}});
                });
            }
    }

    std::vector<std::int64_t> add_family() {
        std::vector<std::int64_t> family;
        const int size = std::uniform_int_distribution<>(2, 4)(random_);
        for (int i = 0; i < size; ++i) {
            family.push_back(add_random_customer());
            hang_on(family.back());
        }
        std::shuffle(family.begin(), family.end(), random_);
        return family;
    }

    MergeWish wish_of(const std::vector<std::int64_t>& family) {
        MergeWish wish{family.front(), {family.begin() + 1, family.end()}, {}, {}};
        db().read([&](Transaction& transaction) {
            for (const auto& customer : customers::find_customers(transaction, family))
                wish.versions[customer.id] = customer.version;
        });
        for (const auto* field : {"name", "email", "birth_date", "phone_mobile", "matchcode", "agency.iata_number"})
            if (chance(30))
                wish.chosen[field] =
                    family[std::uniform_int_distribution<std::size_t>(0, family.size() - 1)(random_)];
        return wish;
    }
    Result<std::int64_t> merge(const MergeWish& wish) {
        return db().write([&](Transaction& transaction) {
            return merge_customers(house(), transaction, Actor::system(), wish);
        });
    }
    MergeWish plain(std::vector<std::int64_t> family) {
        auto wish = wish_of(family);
        wish.chosen.clear();
        return wish;
    }
    std::int64_t merged(const MergeWish& wish) {
        auto event = merge(wish);
        EXPECT_TRUE(event) << event.refusal().issues.at(0).key;
        return event ? *event : 0;
    }
    std::string value_of(const std::string& statement) {
        return db().read([&](Transaction& transaction) {
            auto rows = transaction.query(statement);
            return rows.next() ? rows.string(0) : std::string();
        });
    }
    Result<std::int64_t> part(std::int64_t event) { return part_customers(house(), Actor::system(), event); }

    /// Every row of every table but the memory of what happened (audit, keys, numbers given out). Versions stand apart
    /// (versions()): they only rise.
    std::string dump() {
        customers::settle_buckets(db());
        return db().read([&](Transaction& transaction) {
            std::vector<std::string> lines;
            for (const auto& table : tables(transaction)) {
                const auto shape = shape_of(transaction, table, "id");
                auto shown = shape.columns;
                std::erase(shown, "version");
                std::string columns;
                for (const auto& column : shown) columns += (columns.empty() ? "" : ", ") + column;
                // sql: from the catalogue
                auto rows = transaction.query("SELECT " + columns + " FROM " + table);
                while (rows.next()) {
                    std::string line = table;
                    for (int i = 0; i < static_cast<int>(shown.size()); ++i)
                        line += rows.is_null(i) ? "|NULL" : "|" + rows.string(i);
                    lines.push_back(std::move(line));
                }
            }
            std::sort(lines.begin(), lines.end());
            std::string all;
            for (const auto& line : lines) all += line + "\n";
            return all;
        });
    }
    /// What one dump has and the other has not, at most a few rows; "" when they are the same.
    static std::string difference(const std::string& before, const std::string& after) {
        const auto lines = [](const std::string& dump) {
            std::multiset<std::string> all;
            std::istringstream text(dump);
            for (std::string line; std::getline(text, line);) all.insert(line);
            return all;
        };
        const auto one = lines(before), other = lines(after);
        std::vector<std::string> gone, come;
        std::set_difference(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(gone));
        std::set_difference(other.begin(), other.end(), one.begin(), one.end(), std::back_inserter(come));
        std::string text;
        for (std::size_t i = 0; i < std::min<std::size_t>(gone.size(), 5); ++i) text += "- " + gone[i] + "\n";
        for (std::size_t i = 0; i < std::min<std::size_t>(come.size(), 5); ++i) text += "+ " + come[i] + "\n";
        return text;
    }

    /// By table and id, of all rows that have both.
    std::map<std::pair<std::string, std::int64_t>, std::int64_t> versions() {
        return db().read([&](Transaction& transaction) {
            std::map<std::pair<std::string, std::int64_t>, std::int64_t> all;
            for (const auto& table : tables(transaction)) {
                const auto shape = shape_of(transaction, table, "id");
                if (!shape.has("version") || !shape.has("id")) continue;
                // sql: from the catalogue
                auto rows = transaction.query("SELECT id, version FROM " + table);
                while (rows.next()) all[{table, rows.integer(0)}] = rows.integer(1);
            }
            return all;
        });
    }
    static std::vector<std::string> tables(Transaction& transaction) {
        auto rows = transaction.engine() == sql::Engine::sqlite
                        ? transaction.query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
                        : transaction.query("SELECT CAST(tablename AS text) FROM pg_tables WHERE schemaname = "
                                            "current_schema() ORDER BY tablename");
        std::vector<std::string> names;
        while (rows.next()) {
            const auto name = rows.string(0);
            if (!name.starts_with("audit_") && !name.starts_with("sqlite_") && name != "change_event" &&
                name != "counter" && name != "person_key")
                names.push_back(name);
        }
        return names;
    }
    void expect_sound() {
        db().read([](Transaction& transaction) {
            EXPECT_EQ(customers::check_lines(transaction), 0);
            EXPECT_EQ(orders::check_order_lines(transaction), 0);
            EXPECT_TRUE(orders::check_ledger(transaction).is_right());
            EXPECT_EQ(consents::check_consents(transaction), 0);
            EXPECT_EQ(profile::check_row_terms(transaction), 0);
            EXPECT_EQ(audit::verify_audit(transaction), "");
        });
    }
    std::int64_t number_of(const std::string& statement) {
        return db().read([&](Transaction& transaction) {
            auto rows = transaction.query(statement);
            return rows.next() ? rows.integer(0) : -1;
        });
    }
    std::optional<customers::Customer> stored(std::int64_t id) {
        return db().read([&](Transaction& transaction) { return customers::find_customer(transaction, id); });
    }

    /// Other families for another KARTEI_MERGE_SEED.
    static std::mt19937::result_type seed() {
        const auto* asked = std::getenv("KARTEI_MERGE_SEED");
        return asked ? static_cast<std::mt19937::result_type>(std::atoll(asked)) : 20261122;
    }

    std::mt19937 random_{seed()};
};

}  // namespace kartei::merges
