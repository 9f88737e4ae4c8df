// What must be refused, each with line, column and way out; and what must leave nothing behind: cancelled, killed, the
// disk full, two at once. The server keeps answering, others keep what they saved.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <random>
#include <thread>

#include "documents/reading_child.hpp"
#include "documents/table_apart.hpp"
#include "modules/customers/customer_actions.hpp"
#include "modules/imports/import_test_support.hpp"
#include "modules/merges/merge_actions.hpp"
#include "tests/support/read_by.hpp"
#include "tests/support/soak.hpp"

namespace kartei::imports {
namespace {

using sql::Transaction;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class BadInput : public ImportTest {
protected:
    /// As the user reads it.
    std::string sentence_of(const Result<ImportResult>& result) {
        if (!result)
            return text(Language::en, result.refusal().issues.at(0).key, result.refusal().issues.at(0).parameters);
        for (const auto& row : result->at("sample"))
            for (const auto& issue : row.at("issues"))
                return "line " + std::to_string(row.at("line").get<int>()) + " " +
                       issue.at("field").get<std::string>() + ": " + issue.at("message").get<std::string>();
        return "";
    }
    std::string customers(int count) {
        std::string content = "number,first_name,name,postcode,email\n";
        for (int i = 0; i < count; ++i)
            content += std::to_string(300000 + i) + ",Import,Import" + std::to_string((i * 7919) % 9973) + ",10115,i" +
                       std::to_string(i) + "@example.com\n";
        return content;
    }
};
ON_BOTH_ENGINES(BadInput);

struct Case {
    std::string what, content, field, key;
};

TEST_P(BadInput, EachRowIsRefusedWithItsReason) {
    import("customers", customer_file);
    import("events", event_file);
    const std::string phone(70, '1');
    const std::vector<Case> cases{
        {"customers", "name,birth_date\nA,1999-02-30\n", "birth_date", "error.date_does_not_exist"},
        {"customers", "name,birth_date\nA,neulich\n", "birth_date", "error.not_a_date"},
        {"customers", "name,phone_private\nA,0" + phone + "\n", "phone_private", "error.too_long"},
        {"customers", "name,code2\nA,4111111111111111\n", "code2", "error.card_number"},
        {"customers", "name,free1\nA,Karte 5500-0000-0000-0004 alt\n", "free1", "error.card_number"},
        {"customers", "name,email\nA,keine Adresse\n", "email", "error.not_an_email"},
        {"customers", "name,kind\nA,verein\n", "kind", "error.not_a_choice"},
        {"customers", "name,number\nA,1234567890\n", "number", "error.too_many_digits"},
        {"customers", "name,number\nA,0\n", "number", "error.number_not_positive"},
        {"customers", "name,town\n,Berlin\n", "name", "error.required"},
        {"customers", "name,town\n\"" + std::string(121, 'x') + "\",Berlin\n", "name", "error.too_long"},
        {"customers", "name,town\nA,Ber\x07lin\n", "town", "error.control_character"},
        {"tickets", "order,event,state,price\n1,E1,sold,-5\n", "price", "error.negative"},
        {"tickets", "order,event,state,price\n1,E1,sold,viel\n", "price", "error.not_a_number"},
        {"tickets", "order,event,state,seat\n1,E1,sold,4111111111111111\n", "seat", "error.card_number"},
        {"tickets", "order,event,state\n1,E7,sold\n", "event", "error.import_no_such_event"},
        {"tickets", "order,event,state,customer\n1,E1,sold,4711\n", "customer", "error.no_such_customer"},
        {"tickets", "order,event,state\n1,E1,weg\n", "state", "error.not_a_choice"},
        {"tickets", "order,event,state,seat\n1,E1,sold,123456789012345678901\n", "seat", "error.too_long"},
        {"tickets", "order,event,state,currency\n1,E1,sold,CHF\n", "currency", "error.import_other_currency"},
        {"events", "code,name,starts_at\nE9,A,2025-13-01\n", "starts_at", "error.date_does_not_exist"},
        {"events", "code,name,capacity\nE9,A,-4\n", "capacity", "error.negative"},
        {"permissions", "customer,permission,state\n1001,Post,vielleicht\n", "state", "error.not_a_choice"},
        {"postcodes", "country_code,zipcode,place\nXX,1,Nirgends\n", "country_code", "error.not_a_country"},
    };
    const auto before = dump();
    for (const auto& [what, content, field, key] : cases) {
        const auto result = run(what, file(content));
        ASSERT_TRUE(result) << content << " " << result.refusal().issues.at(0).key;
        EXPECT_THAT(problems(*result), Contains("2 " + field + " " + key)) << content;
        EXPECT_FALSE((*result)["published"]) << content;
    }
    EXPECT_EQ(dump(), before);
}

TEST_P(BadInput, FilesThatCannotBeReadAreRefusedAsAWhole) {
    const auto before = dump();
    const std::vector<std::pair<std::string, std::string>> files{
        {"", "error.table_empty"},
        {"name,town\nA," + std::string(20 << 20, 'x') + "\n", "error.table_cell_too_long"},
        {std::string("PK\x03\x04", 4) + "not a workbook", "error."},
    };
    for (const auto& [content, key] : files) {
        const auto result = run("customers", file(content));
        ASSERT_FALSE(result) << content.substr(0, 40);
        EXPECT_THAT(result.refusal().issues.at(0).key, HasSubstr(key)) << sentence_of(result);
        EXPECT_TRUE(has_text(result.refusal().issues.at(0).key)) << result.refusal().issues.at(0).key;
    }
    EXPECT_EQ(dump(), before);
    EXPECT_EQ(number_of("SELECT count(*) FROM import_run WHERE running = 1"), 0) << "the place is free";
    EXPECT_EQ(import("customers", customer_file)["new"], 2);
}

TEST_P(BadInput, AParserThatDiesCostsOneImportAndNoMore) {
    const auto program = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "kartei";
    const auto before = dump();
    {
        const ReadBy broken({"/bin/sh", "-c", program.string() + " read-table | head -c 90; kill -SEGV $$"});
        EXPECT_THAT(keys(run("customers", file(customer_file))), ElementsAre("error.table_reader_died"));
        EXPECT_THAT(keys(preview("customers", file(customer_file))), ElementsAre("error.table_reader_died"));
    }
    EXPECT_EQ(dump(), before) << "nothing of it is left";
    EXPECT_EQ(number_of("SELECT count(*) FROM import_run WHERE running = 1"), 0) << "the next one may run";
    const ReadBy real({program.string(), documents::reading_word});
    EXPECT_EQ(import("customers", customer_file)["new"], 2);
    const auto refused = run("customers", file("number,name,email\n1,Berg,no address\n2,\"Abel,\n"));
    ASSERT_TRUE(refused);
    EXPECT_THAT(problems(*refused), ElementsAre("2 email error.not_an_email", "3  error.csv_quote_not_closed"));
    expect_sound();
}

TEST_P(BadInput, AParserThatHangsIsCancelled) {
    const auto program = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "kartei";
    const ReadBy hanging({"/bin/sh", "-c", program.string() + " read-table | head -c 90; exec sleep 1000"});
    TestProgress progress;
    progress.cancel_in = "imports.phase_checking";
    const auto wanted = request("customers", file(customer_file));
    EXPECT_THROW((void)run_import(house(), clerk(), wanted, progress), jobs::Cancelled);
    EXPECT_EQ(number_of("SELECT count(*) FROM import_run WHERE running = 1"), 0);
    expect_sound();
}

TEST_P(BadInput, ABrokenLineIsRefusedAndTheOthersCanGoOn) {
    ImportSettings settings;
    settings.each = true;
    settings.encoding = documents::Encoding::utf8;
    const auto result = run("customers", file("name,town\nA,K\xf6ln\nB,Ulm,zu,viel\nC,Hof\n"), settings);
    ASSERT_TRUE(result);
    EXPECT_EQ((*result)["new"], 1);
    EXPECT_EQ((*result)["refused"], 2);
    EXPECT_THAT(sentence_of(result), HasSubstr("line 2"));
}

TEST_P(BadInput, UnknownColumnsAreRefusedWithTheWayOut) {
    const auto result = run("customers", file("surname,state,town\nA,x,Ulm\n"));
    ASSERT_FALSE(result);
    EXPECT_THAT(keys(result), ElementsAre("error.import_unknown_column_proposal", "error.import_unknown_column"));
    EXPECT_THAT(sentence_of(result), HasSubstr("surname=name"));
    ImportSettings settings;
    settings.mapping = {{"surname", "name"}, {"state", ""}};
    EXPECT_EQ(import("customers", "surname,state,town\nA,x,Ulm\n", settings)["new"], 1);
    settings.mapping = {{"surname", "nname"}, {"gone", "town"}};
    EXPECT_THAT(keys(run("customers", file("surname,town\nA,Ulm\n"), settings)),
                ElementsAre("error.import_no_such_column", "error.import_no_such_field"));
    EXPECT_THAT(keys(run("customers", file("name,Nachname,town\nA,B,Ulm\n"), ImportSettings{{{"Nachname", "name"}}})),
                ElementsAre("error.import_field_twice"));
}

TEST_P(BadInput, FormulasLoseTheirGuardAndStayTexts) {
    import("customers", "number,name,free1,phone_private\n1,A,'=1+1,'+49 30 123456\n2,B,=SUM(A1),030 1\n");
    EXPECT_EQ(text_of("SELECT free1 FROM customer WHERE number = 1"), "=1+1");
    EXPECT_EQ(text_of("SELECT phone_private FROM customer WHERE number = 1"), "+49 30 123456");
    EXPECT_EQ(text_of("SELECT free1 FROM customer WHERE number = 2"), "=SUM(A1)");
}

TEST_P(BadInput, TwoAtOnceIsOneTooMany) {
    const auto second = file("number,name\n9,Zweite\n");
    // The first one stands in the middle of its check while the second comes.
    Meeting progress("imports.phase_checking", [&] {
        const auto result = run("customers", second);
        ASSERT_FALSE(result);
        EXPECT_EQ(result.refusal().kind, RefusalKind::unavailable);
        EXPECT_THAT(sentence_of(result), HasSubstr("anke"));
        EXPECT_THAT(sentence_of(result), HasSubstr("2026-03-01T09:00:00Z"));
    });
    const auto first = run_import(house(), clerk(), request("customers", file(customer_file)), progress);
    ASSERT_TRUE(first);
    EXPECT_EQ((*first)["new"], 2);
    EXPECT_TRUE(run("customers", second)) << "afterwards the place is free";
}

TEST_P(BadInput, CancelledInTheMiddleEverythingGoesBack) {
    import("customers", customer_file);
    const auto before = dump();
    const auto path = file(customers(1500));
    for (const std::string phase : {"imports.phase_checking", "imports.phase_writing", "imports.phase_lists"})
        for (const int after : {0, 2}) {
            if (phase == "imports.phase_checking" && after > 0) continue;  // one batch
            TestProgress progress;
            progress.cancel_in = phase;
            progress.after = after;
            EXPECT_THROW((void)run_import(house(), clerk(), request("customers", path), progress), jobs::Cancelled)
                << phase;
            EXPECT_EQ(dump(), before) << phase << " " << after;
            EXPECT_EQ(number_of("SELECT count(*) FROM import_run WHERE running = 1"), 0);
        }
    expect_sound();
    EXPECT_EQ(run("customers", path)->at("new"), 1500);
}

TEST_P(BadInput, WhatOthersSaveMeanwhileIsTheirs) {
    // Between the sweeps of an import somebody changes one of its customers, found by his number.
    Meeting progress("imports.phase_lists", [&] {
        db().write([&](Transaction& transaction) {
            const auto id = *customers::id_of_number(transaction, 300700);
            const auto saved =
                customers::change_customer(house(), transaction, clerk(), id, 1, {{"name", std::string("Umbenannt")}});
            ASSERT_TRUE(saved);
        });
    });
    const auto result = run_import(house(), clerk(), request("customers", file(customers(1500))), progress);
    ASSERT_TRUE(result) << result.refusal().issues.at(0).key;
    EXPECT_EQ(text_of("SELECT name FROM customer WHERE number = 300700"), "Umbenannt");
    expect_sound();
}

TEST_P(BadInput, CustomersWhoAreMergedMeanwhileGiveTheImportUp) {
    // His order stands already, but among the last that will be found by their customer.
    import("customers", customers(1500));
    import("events", event_file);
    std::string tickets = "order,customer,event,state,price\n";
    for (int i = 0; i < 1500; ++i)
        tickets += std::to_string(5000 + i) + "," + std::to_string(300000 + i) + ",E1,sold,10\n";
    const auto id = [&](int number) {
        return number_of("SELECT id FROM customer WHERE number = " + std::to_string(number));
    };
    const auto survivor = id(300001), merged = id(301499);
    Meeting progress("imports.phase_lists", [&] {
        const auto event = db().write([&](Transaction& transaction) {
            return merges::merge_customers(house(), transaction, clerk(),
                                           {survivor, {merged}, {}, {{survivor, 1}, {merged, 1}}});
        });
        ASSERT_TRUE(event) << event.refusal().issues.at(0).key;
    });
    const auto result = run_import(house(), clerk(), request("tickets", file(tickets)), progress);
    EXPECT_THAT(keys(result), ElementsAre("error.import_overtaken"));
    for (const std::string table : {"orders", "ticket", "customer_order", "order_line", "event_line"})
        EXPECT_EQ(number_of("SELECT count(*) FROM " + table), 0) << table;
    EXPECT_EQ(id(301499), -1) << "the merge stands";
    expect_sound();
    // The old number leads to the survivor now.
    EXPECT_EQ(import("tickets", tickets)["new"], 1500);
    EXPECT_EQ(number_of("SELECT count(*) FROM customer_order WHERE customer_id = " + std::to_string(survivor)), 2);
    expect_sound();
}

/// From now on the disk is full after some more has been written: SQLite may grow by 120 pages, PostgreSQL refuses, in
/// the words of a full disk (SQLSTATE 53100), to take further customers.
void fill_disk(sql::Database& database, sql::Engine engine) {
    database.write([&](Transaction& transaction) {
        if (engine == sql::Engine::sqlite) {
            std::int64_t pages = 0;
            {
                auto rows = transaction.query("PRAGMA page_count");
                rows.next();
                pages = rows.integer(0);
            }
            transaction.query("PRAGMA max_page_count = " + std::to_string(pages + 120)).next();
            return;
        }
        transaction.execute(
            "CREATE FUNCTION no_more() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN RAISE EXCEPTION ''No space left on device'' USING ERRCODE = ''53100''; END'");
        transaction.execute(
            "CREATE TRIGGER full_disk BEFORE INSERT ON customer FOR EACH ROW WHEN (NEW.id % 3000 = 0) "
            "EXECUTE FUNCTION no_more()");
    });
}

void empty_disk(sql::Database& database, sql::Engine engine) {
    database.write([&](Transaction& transaction) {
        if (engine == sql::Engine::sqlite) transaction.query("PRAGMA max_page_count = 100000").next();
        else transaction.execute("DROP TRIGGER full_disk ON customer");
    });
}

TEST_P(BadInput, TheDiskFullInTheMiddle) {
    const auto before = dump();
    fill_disk(db(), engine());
    const auto result = run("customers", file(customers(6000)));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.refusal().kind, RefusalKind::unavailable);
    EXPECT_THAT(result.refusal().issues.at(0).key, HasSubstr("error.import_no_space"));
    empty_disk(db(), engine());
    recover_imports(house());
    EXPECT_EQ(dump(), before);
    expect_sound();
    EXPECT_EQ(import("customers", customer_file)["new"], 2);
}

/// Runs an import and, beside it, somebody who saves; says each save through the pipe. Never returns.
[[noreturn]] void import_in_child(const sql::Location& location, const audit::KeyRing& keys, const std::string& folder,
                                  const ImportRequest& request, const Actor& actor, int pipe) {
    auto database = sql::Database::open(location);
    House house{*database, keys};
    read_house(house);
    house.folder = folder;
    std::atomic<bool> finished = false;
    std::thread importing([&] {
        TestProgress progress;
        (void)run_import(house, actor, request, progress);
        finished = true;
    });
    for (int i = 0;; ++i) {
        std::int64_t number = 0;
        database->write([&](Transaction& transaction) {
            auto saved = customers::create_customer(house, transaction, actor, {{"name", "Zeuge" + std::to_string(i)}});
            if (saved) number = *saved->customer.number;
        });
        if (finished) number = -1;
        if (::write(pipe, &number, sizeof number) != sizeof number) ::_exit(1);
        if (finished) ::pause();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

TEST_P(BadInput, KilledAtTenRandomPointsNothingStaysAndOthersKeepTheirSaves) {
    const auto content = file(customers(2500));
    std::mt19937 chance{20261101};
    std::vector<std::int64_t> witnesses;
    for (int round = 0; round < test::kills(10); ++round) {
        fresh().close();
        int ends[2];
        ASSERT_EQ(::pipe(ends), 0);
        const auto child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0)
            import_in_child(fresh().location(), keys_, house_->folder, request("customers", content), clerk(), ends[1]);
        ::close(ends[1]);
        // Killed after that many saves of the other: before the import, in each of its sweeps, in its undo's way.
        const int kill_after = std::uniform_int_distribution<>(1, 60)(chance);
        bool whole = false;
        std::int64_t number = 0;
        for (int saves = 0; saves < kill_after && !whole && ::read(ends[0], &number, sizeof number) == sizeof number;
             ++saves) {
            whole = number < 0;
            if (!whole) witnesses.push_back(number);
        }
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        while (::read(ends[0], &number, sizeof number) == sizeof number)
            if (number > 0) witnesses.push_back(number);
        ::close(ends[0]);
        fresh().reopen();
        house_.emplace(House{db(), keys_, house_->rules, house_->country, house_->currency, house_->folder, &clock_});
        recover_imports(house());
        const auto left = number_of("SELECT count(*) FROM customer WHERE first_name = 'Import'");
        EXPECT_TRUE(left == 0 || left == 2500) << left << " customers of a killed import in round " << round;
        for (const auto witness : witnesses)
            EXPECT_EQ(number_of("SELECT count(*) FROM customer WHERE number = " + std::to_string(witness)), 1)
                << "a save of somebody else is gone";
        EXPECT_EQ(number_of("SELECT count(*) FROM import_run WHERE running = 1"), 0);
        expect_sound();
        if (left > 0) undo(number_of("SELECT event_id FROM import_run WHERE state = 'done' ORDER BY id DESC"));
    }
    EXPECT_GT(witnesses.size(), 0u);
}

}  // namespace
}  // namespace kartei::imports
