// What the tests of imports share: a house whose lists are joined as the program joins them, take-over files from text,
// and a dump of everything a house holds, to see that something left no trace.
#pragma once

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

#include "audit/sealer.hpp"
#include "base/random.hpp"
#include "base/texts.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/duplicates/duplicate_actions.hpp"
#include "modules/customers/name_buckets.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/event_store.hpp"
#include "modules/imports/import_actions.hpp"
#include "modules/imports/import_kinds.hpp"
#include "modules/orders/order_changes.hpp"
#include "modules/orders/product_sale.hpp"
#include "modules/orders/sales_ledger.hpp"
#include "modules/parameters/parameters_api.hpp"
#include "modules/profile/profile_api.hpp"
#include "tests/support/founded_house.hpp"

namespace kartei::imports {

/// Says no progress; cancels when `cancel_in` phases say so.
class TestProgress : public jobs::Progress {
public:
    std::string cancel_in;       ///< phase in which is_cancelled() says yes
    int after = 0;               ///< … but not before it was asked so often there
    bool is_cancelled() override { return !cancel_in.empty() && phase() == cancel_in && asked_++ >= after; }
    std::string result_file(std::string_view) override { return ""; }

private:
    void changed(bool) override {}
    int asked_ = 0;
};

/// Does something once, in the middle of a phase of an import.
class Meeting final : public TestProgress {
public:
    Meeting(std::string phase, std::function<void()> meet) : phase_(std::move(phase)), meet_(std::move(meet)) {}
    bool is_cancelled() override {
        if (phase() == phase_)
            if (auto once = std::exchange(meet_, nullptr)) once();
        return false;
    }

private:
    std::string phase_;
    std::function<void()> meet_;
};

class ImportTest : public test::InAHouse {
public:
    void SetUp() override {
        InAHouse::SetUp();
        if (IsSkipped()) return;
        house().folder = (test::temporary_folder() / ("imports-" + random_secret(6))).string();
    }

    /// Whoever runs imports, with the right to do all of it.
    Actor clerk() {
        auto actor = Actor::system();
        actor.user_id = 7;
        actor.name = "anke";
        actor.language = Language::en;
        return actor;
    }

    std::string file(std::string_view content, const std::string& ending = ".csv") {
        const auto path = test::temporary_path(ending).string();
        std::ofstream(path, std::ios::binary) << content;
        return path;
    }

    ImportRequest request(const std::string& what, const std::string& path, const ImportSettings& settings = {}) {
        ImportRequest request;
        request.what = what;
        request.path = path;
        request.file_name = "file.csv";
        request.settings = settings;
        request.refused_path = path + ".refused.csv";
        return request;
    }

    Result<ImportResult> run(const std::string& what, const std::string& path, const ImportSettings& settings = {}) {
        TestProgress progress;
        return run_import(house(), clerk(), request(what, path, settings), progress);
    }
    Result<ImportResult> preview(const std::string& what, const std::string& path,
                                 const ImportSettings& settings = {}) {
        TestProgress progress;
        return preview_import(house(), clerk(), request(what, path, settings), progress);
    }

    /// Runs and expects that all rows were good.
    ImportResult import(const std::string& what, std::string_view content, const ImportSettings& settings = {}) {
        auto result = run(what, file(content), settings);
        if (!result) {
            for (const auto& issue : result.refusal().issues)
                ADD_FAILURE() << text(Language::en, issue.key, issue.parameters);
            return {};
        }
        EXPECT_EQ(result->at("refused"), 0) << result->at("sample").dump(1);
        return *result;
    }

    /// The texts of a refusal.
    static std::vector<std::string> keys(const Result<ImportResult>& result) {
        std::vector<std::string> keys;
        if (!result)
            for (const auto& issue : result.refusal().issues) keys.push_back(issue.key);
        return keys;
    }
    /// "line field key" of every problem that a result shows.
    static std::vector<std::string> problems(const ImportResult& result) {
        std::vector<std::string> list;
        for (const auto& row : result.at("sample"))
            for (const auto& issue : row.at("issues"))
                list.push_back(std::to_string(row.at("line").get<int>()) + " " + issue.at("field").get<std::string>() +
                               " " + issue.at("key").get<std::string>());
        return list;
    }

    std::int64_t number_of(const std::string& sql) {
        return db().read([&](sql::Transaction& transaction) {
            auto rows = transaction.query(sql);
            return rows.next() ? rows.integer(0) : -1;
        });
    }
    std::string text_of(const std::string& sql) {
        return db().read([&](sql::Transaction& transaction) {
            auto rows = transaction.query(sql);
            return rows.next() ? rows.string(0) : std::string("(no row)");
        });
    }

    void undo(std::int64_t event) {
        const auto reversed = audit::reverse_event(house(), clerk(), event);
        ASSERT_TRUE(reversed) << reversed.refusal().issues.at(0).key;
        for (const auto& conflict : reversed->conflicts)
            ADD_FAILURE() << conflict.record << " " << conflict.id << " " << conflict.field << " " << conflict.found;
    }

    /// Lines and terms are what they should be, the audit chain is whole.
    void expect_sound() {
        audit::catch_up(db());
        db().read([](sql::Transaction& transaction) {
            EXPECT_EQ(customers::check_lines(transaction), 0);
            EXPECT_EQ(orders::check_order_lines(transaction), 0);
            const auto ledger = orders::check_ledger(transaction);
            EXPECT_TRUE(ledger.is_right()) << ledger.in_words();
            EXPECT_EQ(consents::check_consents(transaction), 0);
            EXPECT_EQ(audit::verify_audit(transaction), "");
        });
    }

    /// Everything a house holds but its memory of what happened (audit, numbers given out, imports): one line per row.
    std::string dump() {
        customers::settle_buckets(db());
        struct Dumped {
            const char *table, *columns;
        };
        static const std::string customer_columns =
            "id, number, kind, name, first_name, street, house_number, postcode, town, email, birth_date, code1, "
            "matchcode";
        const Dumped tables[] = {
            {"customer", customer_columns.c_str()},
            {"customer_line", "name_key, customer_id, hidden, columns, consents"},
            {"name_bucket", "sum(visible), sum(total)"},
            {"customer_term", "kind, term, customer_id"},
            {"former_number", "number, customer_id"},
            {"customer_source", "source, source_key, customer_id"},
            {"label", "id, name"},
            {"customer_label", "customer_id, label_id, granted_at, granted_by, expires_at"},
            {"permission", "id, name"},
            {"customer_permission", "customer_id, permission_id, state, channel, at, source, proof, wording_version"},
            {"permission_declaration", "customer_id, permission_id, state, channel, at, source, proof, wording_version"},
            {"postcode", "country, postcode, town"},
            {"season", "id, name"},
            {"production", "id, name"},
            {"venue", "id, name"},
            {"hall", "id, venue_id, name"},
            {"genre", "id, name"},
            {"event_tag", "id, name"},
            {"promoter", "id, name"},
            {"organisation", "id, name"},
            {"ticket_type", "id, name, ticket_group"},
            {"promotion", "id, name"},
            {"product", "id, name, sku"},
            {"subscription", "id, name, season_id, kind"},
            {"event",
             "id, code, name, subtitle, season_id, promoter_id, venue_id, hall_id, starts_at, ends_at, capacity"},
            {"event_production", "event_id, position, production_id"},
            {"orders",
             "id, number, customer_id, ordered_at, sold_by, channel, description, expires_at, delivery_address, "
             "payment_types, paid, receipt_url"},
            {"ticket",
             "id, order_id, event_id, line, ticket, ticket_type_id, price, fee, entrance, section, row, seat, state, "
             "print_count, scanned_at, subscription_id, promotion_id"},
            // What its lines add up to: a change that was undone has left lines that say the opposite.
            {"(SELECT order_id, ticket_id, event_id, customer_id, sum(count) AS count, price, fee, online FROM "
             "sales_ledger GROUP BY order_id, ticket_id, event_id, customer_id, price, fee, online HAVING sum(count) "
             "<> 0) AS sales",
             "order_id, ticket_id, event_id, customer_id, count, price, fee, online"},
            {"order_line", "name_key, order_key, order_id, customer_id, tickets, columns"},
            {"event_line", "event_id, name_key, order_key, sold, reserved, unprinted, free, deleted"},
            {"product_sale",
             "id, order_id, line, customer_id, product_id, event_id, quantity, unit_price, vat_rate, state, sold_at"}};
        return db().read([&](sql::Transaction& transaction) {
            std::vector<std::string> lines;
            for (const auto& [table, columns] : tables) {
                const auto count = 1 + std::count(columns, columns + std::string_view(columns).size(), ',');
                auto rows = transaction.query("SELECT " + std::string(columns) + " FROM " + table);
                while (rows.next()) {
                    std::string line = table;
                    for (int column = 0; column < count; ++column) line += "|" + rows.string(column);
                    lines.push_back(std::move(line));
                }
            }
            std::sort(lines.begin(), lines.end());
            std::string all;
            for (const auto& line : lines) all += line + "\n";
            return all;
        });
    }
};

inline const std::string event_file =
    "code,name,subtitle,production,season,promoter,venue,hall,starts_at,ends_at,genres,tags,capacity\n"
    "E1,Tosca,,Tosca;Oper,24/25,Stadttheater,Theater,Saal,2025-03-01 19:30,2025-03-01 22:00,opera,premiere,400\n"
    "E2,Tosca,,Tosca,24/25,Stadttheater,Theater,Saal,2025-03-08 19:30,,opera,,400\n";

inline const std::string customer_file =
    "number,salutation,first_name,name,street,postcode,town,email\n"
    "1001,Frau,Anna,Müller,Lindenstraße 12a,10115,Berlin,anna@example.com\n"
    "1002,Herr,Jan,van der Berg,Kerkstraat 5,1012 AB,Amsterdam,jan@example.com\n";

}  // namespace kartei::imports
