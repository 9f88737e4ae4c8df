// What `kartei check` finds: 30 tamperings on both engines, and 120 flipped bits in a SQLite file. Whatever touches an
// audited row, a derived line or the chain must be found; the rest is counted.
#include <fstream>
#include <iostream>
#include <random>

#include "audit/anchor.hpp"
#include "modules/imports/import_test_support.hpp"
#include "modules/profile/row_actions.hpp"
#include "program/check_command.hpp"

namespace kartei::program {
namespace {

using sql::Transaction;

class Damage : public imports::ImportTest {
protected:
    /// Customers with lists, orders, consents, changes and undone changes.
    void fill() {
        import("customers", imports::customer_file + "1003,Frau,Eva,Klein,Hof 1,10117,Berlin,eva@example.com\n");
        import("events", imports::event_file);
        import("tickets", "order,customer,event,state,ticket,price,seat\n"
                          "O1,1001,E1,sold,T1,10.00,1\nO1,1001,E1,sold,T2,10.00,2\nO2,1002,E2,reserved,T3,12.50,3\n");
        import("labels", "customer,label\n1001,Stammgast\n1002,Presse\n");
        import("permissions", "customer,permission,state\n1001,Newsletter,given\n");
        import("bank_accounts", "customer,iban\n1001,DE89370400440532013000\n1002,NL91ABNA0417164300\n");
        import("passports", "customer,number\n1001,C01X00T47\n");
        import("customers",
               "number,town,email,free1\n1001,Potsdam,a@example.com,gold\n1002,Utrecht,j@example.com,rot\n");
        undo(import("customers", "number,free1\n1001,silber\n").at("change_event").get<std::int64_t>());
    }
    std::vector<std::string> findings(const std::vector<audit::Anchor>& anchors = {}) {
        std::vector<std::string> all;
        for (const auto& line : check_house(house(), anchors))
            for (const auto& finding : line.findings) all.push_back(line.name + ": " + finding);
        return all;
    }
    /// Past the guards of the audit, which are as before afterwards.
    void tamper(const std::vector<std::string>& statements) {
        static constexpr std::array tables{"audit_row", "audit_link", "change_event"};
        std::vector<std::string> guards;
        if (engine() == sql::Engine::sqlite)
            db().read([&](Transaction& transaction) {
                auto rows = transaction.query("SELECT sql FROM sqlite_master WHERE type = 'trigger'");
                while (rows.next()) guards.push_back(rows.string(0));
            });
        db().write([&](Transaction& transaction) {
            if (engine() == sql::Engine::sqlite) {
                for (const auto* table : tables)
                    for (const auto* ending : {"_stays", "_remains"})
                        transaction.execute("DROP TRIGGER " + std::string(table) + ending);
            } else {
                for (const auto* table : tables)
                    transaction.execute("ALTER TABLE " + std::string(table) + " DISABLE TRIGGER USER");
            }
            for (const auto& statement : statements) transaction.execute(statement);
            for (const auto& guard : guards) transaction.execute(guard);
            if (engine() == sql::Engine::postgresql)
                for (const auto* table : tables)
                    transaction.execute("ALTER TABLE " + std::string(table) + " ENABLE TRIGGER USER");
        });
    }
};
ON_BOTH_ENGINES(Damage);

/// A tampering and what takes it back.
struct Tampering {
    std::string what;
    std::vector<std::string> done, back;
};

Tampering edited(const std::string& table, const std::string& column, const std::string& where) {
    return {table + "." + column + " edited",
            {"UPDATE " + table + " SET " + column + " = " + column + " || 'x' WHERE " + where},
            {"UPDATE " + table + " SET " + column + " = substr(" + column + ", 1, length(" + column + ") - 1) WHERE " +
             where + " OR " + column + " LIKE '%x'"}};
}

Tampering shifted(const std::string& table, const std::string& column, const std::string& where, int by = 1) {
    const auto step = [&](int count) {
        return "UPDATE " + table + " SET " + column + " = " + column + " + (" + std::to_string(count) + ") WHERE " +
               where;
    };
    return {table + "." + column + " shifted", {step(by)}, {step(-by)}};
}

Tampering removed(const std::string& table, const std::string& where) {
    return {"a row of " + table + " removed",
            {"CREATE TABLE put_aside AS SELECT * FROM " + table + " WHERE " + where,
             "DELETE FROM " + table + " WHERE " + where},
            {"INSERT INTO " + table + " SELECT * FROM put_aside", "DROP TABLE put_aside"}};
}

std::vector<Tampering> tamperings() {
    const std::string last_link = "sequence = (SELECT max(sequence) FROM audit_link)";
    const std::string changed = "operation = 'changed' AND link = (SELECT min(link) FROM audit_row WHERE operation = "
                                "'changed' AND record = 'customer') AND position = 1";
    const std::string anna = "number = 1001", of_anna = "customer_id = (SELECT id FROM customer WHERE number = 1001)";
    return {
        edited("audit_row", "record", "link = 2 AND position = 1"),
        edited("audit_row", "after", changed),
        edited("audit_row", "field", changed),
        shifted("audit_row", "record_id", "link = 2 AND position = 1"),
        shifted("audit_row", "last_record_id", "link = 1 AND position = 1"),
        shifted("audit_row", "person_id", changed),
        removed("audit_row", changed),
        shifted("audit_link", "event_id", "sequence = 2", 1),
        edited("audit_link", "at", "sequence = 2"),
        edited("audit_link", "hash", "sequence = 2"),
        shifted("audit_link", "row_count", last_link),
        edited("change_event", "user_name", "id = 2"),
        edited("change_event", "at", "id = 2"),
        edited("change_event", "kind", "id = 2"),
        shifted("change_event", "user_id", "id = 2"),
        shifted("counter", "next", "name = 'audit_link'"),
        shifted("counter", "next", "name = 'customer'", -1),
        edited("customer_line", "columns", of_anna),
        removed("customer_line", of_anna),
        removed("customer_term", of_anna + " AND kind = 1"),
        shifted("name_bucket", "visible", "start = ''"),
        edited("customer", "name", anna),
        edited("customer", "town", anna),
        edited("customer", "email", anna),
        edited("customer", "free1", anna),
        edited("order_line", "columns", of_anna),
        shifted("event_line", "sold", of_anna),
        shifted("sales_ledger", "price", "id = 1"),
        edited("bank_account", "iban_index", of_anna),
        {"the key of a person replaced by another's",
         {"UPDATE person_key SET person_id = -person_id"},
         {"UPDATE person_key SET person_id = -person_id"}},
    };
}

TEST_P(Damage, ThirtyTamperingsAreFoundAndNothingElse) {
    fill();
    ASSERT_EQ(findings(), std::vector<std::string>()) << "nothing is wrong before";
    const auto all = tamperings();
    ASSERT_EQ(all.size(), 30u);
    for (const auto& tampering : all) {
        tamper(tampering.done);
        EXPECT_FALSE(findings().empty()) << tampering.what << " is not found";
        tamper(tampering.back);
        ASSERT_EQ(findings(), std::vector<std::string>()) << "after " << tampering.what;
    }
}

TEST_P(Damage, TheEndOfTheChainThatWasCutIsFoundByAnAnchorAlone) {
    fill();
    const auto anchor = db().read([](Transaction& transaction) { return audit::newest_anchor(transaction); });
    ASSERT_TRUE(anchor);
    const auto log = test::temporary_path(".log").string();
    std::ofstream(log) << "[2026-11-29 15:30:00.000] [info] something else\n"
                       << "[2026-11-29 15:30:00.000] [info] anchor of the audit, to be kept elsewhere: "
                       << anchor->text() << "\n";
    const auto kept = audit::read_anchors(log);
    ASSERT_TRUE(kept);
    EXPECT_TRUE(findings(*kept).empty());
    const std::string last = "(SELECT max(sequence) FROM audit_link)";
    tamper({"DELETE FROM audit_row WHERE link = " + last, "DELETE FROM audit_link WHERE sequence = " + last,
            "UPDATE counter SET next = next - 1 WHERE name = 'audit_link'"});
    ASSERT_EQ(findings(*kept).size(), 1u);
    EXPECT_THAT(findings(*kept).front(), testing::HasSubstr("does not go through link"));
    EXPECT_FALSE(audit::read_anchors(log + ".none"));
}

TEST_P(Damage, AGuardOfTheAuditThatWasTakenAwayIsFound) {
    fill();
    db().write([&](Transaction& transaction) {
        transaction.execute(engine() == sql::Engine::sqlite ? "DROP TRIGGER audit_row_stays"
                                                            : "ALTER TABLE audit_row DISABLE TRIGGER audit_row_stays");
    });
    EXPECT_THAT(findings(), testing::Contains(testing::HasSubstr("audit_row_stays")));
}

// --- flipped bits

/// What the program can make of each table; a table that cannot be read says so.
std::map<std::string, std::string> read_all(sql::Database& database) {
    return database.read([&](Transaction& transaction) {
        std::map<std::string, std::string> all;
        std::vector<std::string> tables;
        auto names =
            transaction.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'");
        while (names.next()) tables.push_back(names.string(0));
        for (const auto& table : tables) {
            auto columns = transaction.query("SELECT count(*) FROM pragma_table_info(:table)", table);
            columns.next();
            auto& text = all[table];
            auto rows = transaction.query("SELECT * FROM " + table);  // sql: tables of the catalogue
            while (rows.next())
                for (int column = 0; column < columns.integer(0); ++column) text += rows.string(column) + "|";
        }
        return all;
    });
}

const std::set<std::string> guarded{"audit_row",  "audit_link", "change_event", "customer_line", "customer_term",
                                    "name_bucket", "order_line", "event_line",   "person_key",    "customer_order"};

class FlippedBits : public Damage {};
INSTANTIATE_TEST_SUITE_P(, FlippedBits, testing::Values(sql::Engine::sqlite),
                         [](const auto& tested) { return test::engine_name(tested.param); });

TEST_P(FlippedBits, OfAHundredAndTwentyEachThatTouchesWhatIsGuardedIsFound) {
    fill();
    const auto sound = read_all(db());
    fresh().close();
    std::ifstream file(fresh().location().target, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    std::mt19937_64 chance{20261129};
    int found = 0, of_no_weight = 0, elsewhere = 0;
    for (int flip = 0; flip < 120; ++flip) {
        auto flipped = bytes;
        const auto at = chance() % flipped.size();
        flipped[at] = static_cast<char>(flipped[at] ^ (1 << (chance() % 8)));
        const auto path = test::temporary_path(".sqlite").string();
        std::ofstream(path, std::ios::binary) << flipped;
        std::set<std::string> touched;
        bool is_found = false;
        try {
            const auto database = sql::Database::open({sql::Engine::sqlite, path});
            House house{*database, keys_, house_->rules, house_->country, house_->currency, house_->folder, &clock_};
            for (const auto& line : check_house(house, {})) is_found = is_found || !line.findings.empty();
            for (const auto& [table, text] : read_all(*database))
                if (!sound.contains(table) || sound.at(table) != text) touched.insert(table);
        } catch (const std::exception&) {
            is_found = true;  // it says so itself
        }
        for (const auto& table : touched)
            if (guarded.contains(table)) EXPECT_TRUE(is_found) << "byte " << at << " in " << table;
        ++(is_found ? found : touched.empty() ? of_no_weight : elsewhere);
        for (const char* ending : {"", "-wal", "-shm", ".lock"}) std::filesystem::remove(path + ending);
    }
    std::cout << "flipped bits: " << found << " found, " << of_no_weight << " in room that holds nothing, " << elsewhere
              << " in values that nothing else knows\n";
    EXPECT_GT(found, 0);
    fresh().reopen();
}

}  // namespace
}  // namespace kartei::program
