// What `kartei check` finds: 38 tamperings on both engines, and 120 flipped bits in a SQLite file. Whatever touches an
// audited row, a derived line or the chain must be found; the rest is counted.
#include <fstream>
#include <iostream>
#include <random>

#include "audit/anchor.hpp"
#include "audit/sealer.hpp"
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
        audit::catch_up(db());
    }
    std::vector<std::string> findings(const std::vector<audit::Anchor>& anchors = {}) {
        std::vector<std::string> all;
        for (const auto& line : check_house(house(), anchors))
            for (const auto& finding : line.findings) all.push_back(line.name + ": " + finding);
        return all;
    }
    /// Past the guards of the audit, which are as before afterwards.
    void tamper(const std::vector<std::string>& statements) {
        static constexpr std::array tables{"audit_row", "audit_link", "audit_entry", "change_event"};
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

using Words = std::vector<std::string>;

Words with(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

/// A tampering and what takes it back.
struct Tampering {
    std::string what;
    Words done, back;
};

Tampering edited(const std::string& table, const std::string& column, const std::string& where) {
    return {table + "." + column + " edited",
            {"UPDATE " + table + " SET " + column + " = " + column + " || 'x' WHERE " + where},
            {"UPDATE " + table + " SET " + column + " = substr(" + column + ", 1, length(" + column + ") - 1) WHERE " +
             where}};
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

/// The chain made shorter or another, with numbers that fit again; entries put among those that wait.
std::vector<Tampering> of_the_chain() {
    const std::string last = "sequence = (SELECT max(sequence) FROM audit_link)";
    const auto next = [](const char* by) {
        return "UPDATE counter SET next = next " + std::string(by) + " WHERE name = 'audit_link'";
    };
    const Words swap{"UPDATE audit_link SET sequence = -sequence WHERE sequence IN (2, 3)",
                     "UPDATE audit_link SET sequence = 5 + sequence WHERE sequence < 0"};
    const Words cut{"CREATE TABLE put_aside AS SELECT * FROM audit_link WHERE " + last,
                    "DELETE FROM audit_link WHERE " + last, next("- 1")};
    const Words mended{"INSERT INTO audit_link SELECT * FROM put_aside", "DROP TABLE put_aside", next("+ 1")};
    return {
        {"two links swapped", swap, swap},
        {"the last link removed with its number", cut, mended},
        {"an entry removed and the gap closed",
         {"CREATE TABLE kept_link AS SELECT * FROM audit_link WHERE entry_id = 2",
          "CREATE TABLE kept_entry AS SELECT * FROM audit_entry WHERE id = 2",
          "CREATE TABLE kept_row AS SELECT * FROM audit_row WHERE entry_id = 2",
          "DELETE FROM audit_link WHERE entry_id = 2", "DELETE FROM audit_row WHERE entry_id = 2",
          "DELETE FROM audit_entry WHERE id = 2", "UPDATE audit_link SET sequence = -sequence WHERE sequence > 2",
          "UPDATE audit_link SET sequence = -sequence - 1 WHERE sequence < 0", next("- 1")},
         {"UPDATE audit_link SET sequence = -sequence WHERE sequence >= 2",
          "UPDATE audit_link SET sequence = -sequence + 1 WHERE sequence < 0",
          "INSERT INTO audit_entry SELECT * FROM kept_entry", "INSERT INTO audit_row SELECT * FROM kept_row",
          "INSERT INTO audit_link SELECT * FROM kept_link", "DROP TABLE kept_link", "DROP TABLE kept_entry",
          "DROP TABLE kept_row", next("+ 1")}},
        {"a linked entry put among those that wait",
         {"INSERT INTO audit_waiting (entry_id, since) VALUES (2, '" + write_instant(system_clock().now()) + "')"},
         {"DELETE FROM audit_waiting"}},
        {"the last entry made to wait again",
         with(cut, {"INSERT INTO audit_waiting (entry_id, since)"
                    " SELECT entry_id, '2000-01-01T00:00:00Z' FROM put_aside"}),
         with({"DELETE FROM audit_waiting"}, mended)},
    };
}

/// The next entry would get a number that is taken.
Tampering number_given_again(sql::Engine engine) {
    if (engine == sql::Engine::sqlite) return shifted("counter", "next", "name = 'audit_entry'", -1);
    return {"the numbers of entries begun anew",
            {"ALTER SEQUENCE audit_entry_order RESTART WITH 1"},
            {"ALTER SEQUENCE audit_entry_order RESTART WITH 1000"}};
}

std::vector<Tampering> of_values() {
    const std::string changed = "operation = 'changed' AND entry_id = (SELECT min(entry_id) FROM audit_row WHERE"
                                " operation = 'changed' AND record = 'customer') AND position = 1";
    const std::string anna = "number = 1001", of_anna = "customer_id = (SELECT id FROM customer WHERE number = 1001)";
    return {
        edited("audit_row", "record", "entry_id = 2 AND position = 1"),
        edited("audit_row", "after", changed),
        edited("audit_row", "field", changed),
        shifted("audit_row", "record_id", "entry_id = 2 AND position = 1"),
        shifted("audit_row", "last_record_id", "entry_id = 1 AND position = 1"),
        shifted("audit_row", "person_id", changed),
        removed("audit_row", changed),
        shifted("audit_entry", "event_id", "id = 2", 1),
        edited("audit_entry", "at", "id = 2"),
        edited("audit_entry", "rows_hash", "id = 2"),
        shifted("audit_entry", "row_count", "id = (SELECT max(id) FROM audit_entry)"),
        edited("audit_link", "hash", "sequence = 2"),
        removed("audit_link", "sequence = 2"),
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
        removed("permission_declaration", of_anna),
        {"the key of a person replaced by another's",
         {"UPDATE person_key SET person_id = -person_id"},
         {"UPDATE person_key SET person_id = -person_id"}},
    };
}

TEST_P(Damage, EachTamperingIsFoundAndNothingElse) {
    fill();
    ASSERT_EQ(findings(), std::vector<std::string>()) << "nothing is wrong before";
    auto all = of_values();
    for (auto& tampering : of_the_chain()) all.push_back(std::move(tampering));
    all.push_back(number_given_again(engine()));
    ASSERT_EQ(all.size(), 39u);
    for (const auto& tampering : all) {
        tamper(tampering.done);
        EXPECT_FALSE(findings().empty()) << tampering.what << " is not found";
        tamper(tampering.back);
        ASSERT_EQ(findings(), std::vector<std::string>()) << "after " << tampering.what;
    }
}

/// What was changed and has no link yet.
std::vector<Tampering> of_waiting() {
    const std::string entry = "(SELECT min(entry_id) FROM audit_waiting)";
    const auto since = [](const std::string& instant) -> Tampering {
        return {"waiting since " + instant,
                {"CREATE TABLE put_aside AS SELECT * FROM audit_waiting",
                 "UPDATE audit_waiting SET since = '" + instant + "'"},
                {"DELETE FROM audit_waiting", "INSERT INTO audit_waiting SELECT * FROM put_aside",
                 "DROP TABLE put_aside"}};
    };
    return {edited("audit_row", "record", "entry_id = " + entry + " AND position = 1"),
            removed("audit_row", "entry_id = " + entry + " AND position = 1"),
            edited("audit_entry", "rows_hash", "id = " + entry),
            shifted("audit_entry", "row_count", "id = " + entry),
            removed("audit_waiting", "entry_id = " + entry),
            since("2000-01-01T00:00:00Z"),
            since("9999-01-01T00:00:00Z")};
}

TEST_P(Damage, EachTamperingOfWhatWaitsForItsLinkIsFound) {
    fill();
    import("customers", "number,free1\n1001,blau\n");
    const auto verdict = [&] { return db().read([](Transaction& t) { return audit::verify_audit(t); }); };
    ASSERT_EQ(number_of("SELECT count(*) FROM audit_waiting") > 0, engine() == sql::Engine::postgresql);
    ASSERT_EQ(verdict(), "") << "it may wait for a moment";
    if (engine() == sql::Engine::sqlite) return;  // nothing ever waits there
    for (const auto& tampering : of_waiting()) {
        tamper(tampering.done);
        EXPECT_NE(verdict(), "") << tampering.what << " is not found";
        tamper(tampering.back);
        ASSERT_EQ(verdict(), "") << "after " << tampering.what;
    }
    audit::catch_up(db());
    EXPECT_EQ(findings(), std::vector<std::string>());
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
    const std::string last = "(SELECT max(id) FROM audit_entry)";
    tamper({"DELETE FROM audit_row WHERE entry_id = " + last, "DELETE FROM audit_link WHERE entry_id = " + last,
            "DELETE FROM audit_entry WHERE id = " + last,
            "UPDATE counter SET next = next - 1 WHERE name = 'audit_link'"});
    const auto of_the_audit = [](std::vector<std::string> all) {
        std::erase_if(all, [](const std::string& finding) { return !finding.starts_with("audit: "); });
        return all;
    };
    EXPECT_THAT(of_the_audit(findings()), testing::IsEmpty()) << "what is left is a chain like any other";
    EXPECT_THAT(of_the_audit(findings(*kept)), testing::ElementsAre(testing::HasSubstr("does not go through link")));
    EXPECT_THAT(findings(), testing::ElementsAre(testing::HasSubstr("was changed past the audit")))
        << "a value that no change is known for any more";
    EXPECT_FALSE(audit::read_anchors(log + ".none"));
}

TEST_P(Damage, AGuardOfTheAuditThatWasTakenAwayIsFound) {
    fill();
    for (const std::string table : {"audit_row", "audit_entry", "audit_link", "change_event"}) {
        db().write([&](Transaction& transaction) {
            transaction.execute(engine() == sql::Engine::sqlite
                                    ? "DROP TRIGGER " + table + "_stays"
                                    : "ALTER TABLE " + table + " DISABLE TRIGGER " + table + "_stays");
        });
        EXPECT_THAT(findings(), testing::Contains(testing::HasSubstr(table + "_stays")));
    }
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

const std::set<std::string> guarded{"audit_row",     "audit_entry",   "audit_link",  "audit_waiting",
                                    "change_event",  "customer_line", "customer_term", "name_bucket",
                                    "order_line",    "event_line",    "person_key",  "customer_order"};

class FlippedBits : public Damage {};
// Of a SQLite house alone: its file is one, and nobody else checks it.
INSTANTIATE_TEST_SUITE_P(, FlippedBits, testing::Values(sql::Engine::sqlite),
                         [](const auto&) { return std::string("file"); });

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
