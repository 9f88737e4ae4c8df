// The booking history of the system before (START-KB): taken over, listed, given back, and nothing of it to be seen
// before a house has switched it on.
#include <gmock/gmock.h>

#include <sstream>

#include "audit/audit_api.hpp"
#include "audit/concerned.hpp"
#include "lists/lists_api.hpp"
#include "lists/report_command.hpp"
#include "modules/customers/customer_actions.hpp"
#include "modules/customers/customer_api.hpp"
#include "modules/customers/customer_commands.hpp"
#include "modules/customers/customer_json.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/history/history.hpp"
#include "modules/history/history_store.hpp"
#include "modules/imports/import_test_support.hpp"
#include "modules/merges/merge_actions.hpp"
#include "modules/merges/merges_api.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/parameter_actions.hpp"
#include "modules/parameters/parameter_store.hpp"
#include "modules/profile/profile_json.hpp"
#include "tests/support/small_server.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::history {
namespace {

using imports::ImportResult;
using imports::ImportSettings;
using sql::Transaction;
using test::Json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string thirteen =
    "customer,booked_or_cancelled,sales_code,booking_number,booked_on,departs_on,destination,travel_kind,booking_kind,"
    "text,participants,price,clerk\n";
const std::string hotel =
    "1001,booked,VK1,4711,2009-02-03,2009-07-01,Kreta,Flug,fest,Hotel Sol,2,1998.50,Frau Sommer\n";
const std::string cruise =
    "1001,cancelled,VK2,4712,2011-01-05,2011-09-10,Nordkap,Schiff,Option,,4,5000.00,Herr Winter\n";
const std::string no_day = "1001,booked,,A-17,,,,,,Gutschein,,-20.00,\n";
const std::string of_berg = "1002,booked,VK1,4711,2009-02-03,2009-07-01,Kreta,Flug,fest,reist mit,,,Frau Sommer\n";

struct Said {
    int code = 0;
    std::string out, err;
};

class ImportedHistory : public imports::ImportTest {
protected:
    void SetUp() override {
        ImportTest::SetUp();
        if (IsSkipped()) return;
        db().write([](Transaction& transaction) { parameters::found_parameters(transaction); });
        import("customers", "number,name,kind\n1001,Adler,private\n1002,Berg,private\n");
        jobs_ = std::make_unique<jobs::Jobs>(db(), test::temporary_path(".jobs").string());
        runs_ = std::make_shared<lists::Runs>(house(), lists::Reports{history_report()});
        auto of_customers = customers::customer_endpoints(house());
        for (auto& endpoint : profile::profile_endpoints(house())) of_customers.push_back(std::move(endpoint));
        customers::keep_hidden_apart(house(), of_customers);
        server_.reset(new test::SmallServer(
            {std::move(of_customers), lists::lists_endpoints(house(), runs_, *jobs_),
             parameters::parameters_endpoints(house())},
            {customers::customer_schemas(), profile::profile_schemas(), parameters::parameters_schemas(),
             audit::audit_schemas()},
            [](Actor& actor) {
                actor.permissions.insert({"customers.read", "parameters.manage", "customers.delete"});
                if (actor.name != "stranger") actor.permissions.insert("bookings.read");
                if (actor.name == "chief") actor.permissions.insert("customers.see_hidden");
            }));
    }
    void TearDown() override {
        server_.reset();
        runs_.reset();
        jobs_.reset();
        ImportTest::TearDown();
    }

    test::ApiClient& as(const std::string& name) { return server_->as(name); }
    void switch_on(bool on = true) {
        const auto done = db().write([&](Transaction& transaction) {
            return parameters::change_parameters(house(), transaction, Actor::system(),
                                                 parameters::version_of(transaction, "parameters"),
                                                 {{"module_history", on}});
        });
        EXPECT_TRUE(done);
    }
    ImportResult take_over(const std::string& rows) { return import("history", thirteen + rows); }
    static std::int64_t event_of(const ImportResult& result) { return result.at("change_event").get<std::int64_t>(); }

    std::int64_t id_of(std::int64_t number) {
        return db().read([&](Transaction& transaction) { return *customers::id_of_number(transaction, number); });
    }
    Said report(std::vector<std::string> words, const Actor& actor = Actor::system()) {
        words.insert(words.begin(), "history");
        std::ostringstream out, err;
        const auto declare = [](CLI::App& app) { return lists::report_command(app, {history_report()}); };
        const auto code = test::type_command(declare, house(), actor, words, out, err);
        return {code, out.str(), err.str()};
    }
    /// The rows alone, without the line of headings.
    std::string listed(std::int64_t customer) {
        const auto said = report({"--customer", std::to_string(customer)});
        EXPECT_EQ(said.code, 0) << said.err;
        return said.out.substr(said.out.find('\n') + 1);
    }
    Said exported() {
        std::ostringstream out, err;
        const auto code = test::type_command(customers::export_command, house(), clerk(), {"history"}, out, err, "/");
        return {code, out.str(), err.str()};
    }
    test::ApiAnswer asked(const std::string& who, std::int64_t customer) {
        return as(who).post("/reports/history/runs", {{"filter", {{"customer", customer}}}});
    }
    bool is_absent() {
        const auto captions = as("anna").get("/captions").json;
        const auto absent = captions.at("absent_modules").get<std::vector<std::string>>();
        return std::find(absent.begin(), absent.end(), "history") != absent.end();
    }
    void hide(std::int64_t number) {
        db().write([&](Transaction& transaction) {
            const auto id = *customers::id_of_number(transaction, number);
            EXPECT_TRUE(customers::change_customer(house(), transaction, Actor::system(), id,
                                                   customers::find_customer(transaction, id)->version,
                                                   {{"hidden_in_search", true}}));
        });
    }
    void expect_sound_history() {
        expect_sound();
        db().read([](Transaction& transaction) { EXPECT_EQ(check_history(transaction), 0); });
    }

private:
    std::unique_ptr<jobs::Jobs> jobs_;
    std::shared_ptr<lists::Runs> runs_;
    std::unique_ptr<test::SmallServer> server_;
};
ON_BOTH_ENGINES(ImportedHistory);

// J-210, J-211: until it is switched on every way to it answers not found; what was taken over stays when it is off
TEST_P(ImportedHistory, IsThereOnceTheHouseHasSwitchedItOn) {
    const auto nowhere = [&] {
        EXPECT_TRUE(is_absent()) << "what the buttons and menus of the browser ask";
        EXPECT_THAT(keys(run("history", file(thirteen + cruise))), ElementsAre("error.no_history_here"));
        EXPECT_THAT(keys(preview("history", file(thirteen + cruise))), ElementsAre("error.no_history_here"));
        const auto list = report({"--customer", "1001"});
        EXPECT_EQ(list.code, 1);
        EXPECT_EQ(list.out, "");
        EXPECT_THAT(list.err, HasSubstr("nicht aktiviert"));
        EXPECT_EQ(asked("anna", 1001).status, 404);
        const auto out = exported();
        EXPECT_EQ(out.code, 1);
        EXPECT_EQ(out.out, "");
    };
    nowhere();
    switch_on();
    EXPECT_FALSE(is_absent());
    EXPECT_EQ(take_over(hotel)["new"], 1);
    EXPECT_EQ(listed(1001), hotel);
    EXPECT_EQ(asked("anna", 1001).status, 201);
    switch_on(false);
    nowhere();
    switch_on();
    EXPECT_EQ(listed(1001), hotel);
}

// J-212, J-213: the 13 named columns; all of the one customer, the newest first, nobody else's
TEST_P(ImportedHistory, ListsAllOfOneCustomerWithTheNamedColumns) {
    switch_on();
    take_over(hotel + no_day + of_berg + cruise);
    const auto said = report({"--customer", "1001"});
    EXPECT_EQ(said.out, thirteen + cruise + hotel + no_day);
    EXPECT_EQ(listed(1002), of_berg);
    const auto german = report({"--customer", "1001", "--headings", "de"});
    EXPECT_EQ(german.out.substr(0, german.out.find('\n')),
              "Kundennummer,Buchungs-/Storno-Kennzeichen,Verkaufscode,Vorgangsnummer,Buchungsdatum,Abreisedatum,"
              "Zielgebiet,Reiseart,Buchungsart,Text,Anzahl Paxe/Teilnehmer,Preis,Expedient");
    EXPECT_EQ(report({}).code, 1) << "it is of one customer";
    EXPECT_EQ(report({"--customer", "4711"}).code, 1);
}

// What was cancelled took nobody anywhere
TEST_P(ImportedHistory, SumsCountWhatWasNotCancelled) {
    switch_on();
    take_over(hotel + cruise + no_day);
    const auto run = asked("anna", 1001);
    ASSERT_EQ(run.status, 201) << run.text;
    const auto path = "/reports/runs/" + std::to_string(run.json.at("id").get<int>()) + "/totals";
    auto totals = as("anna").get(path).json;
    while (totals.at("state") != "done") totals = as("anna").get(path).json;
    EXPECT_EQ(totals.at("rows"), 3);
    std::vector<std::string> sums;
    for (const auto& sum : totals.at("sums"))
        sums.push_back(sum.at("name").get<std::string>() + " " + sum.at("value").dump());
    EXPECT_THAT(sums, ElementsAre("bookings 2", "participants 2", "price \"1978.50\""));
}

// decisions.md 10: in any order, under the names of files.md or the headings of any language, in the words of old
// systems
TEST_P(ImportedHistory, IsReadInAnyOrderAndUnderItsHeadings) {
    switch_on();
    EXPECT_EQ(import("history",
                     "Vorgangsnummer;Kundennummer;Preis;Anzahl Paxe/Teilnehmer;Buchungs-/Storno-Kennzeichen;"
                     "Buchungsdatum;Abreisedatum;Zielgebiet;Reiseart;Buchungsart;Text;Expedient;Verkaufscode\n"
                     "4711;1001;1.998,50;2;B;03.02.2009;01.07.2009;Kreta;Flug;fest;Hotel Sol;Frau Sommer;VK1\n")["new"],
              1);
    EXPECT_EQ(import("history", "Prijs,Medewerker,Klantnummer,Boekingsnummer,Boeking of annulering,Boekingsdatum,"
                                "Vertrekdatum,Bestemming,Reissoort,Boekingssoort,Aantal deelnemers,Verkoopcode\n"
                                "5000.00,Herr Winter,1001,4712,S,05-01-2011,10-09-2011,Nordkap,Schiff,Option,4,VK2\n")
                  ["new"],
              1);
    EXPECT_EQ(import("history", "Booking number,Customer number,Price,Text\nA-17,1001,-20.00,Gutschein\n")["new"], 1);
    EXPECT_EQ(listed(1001), cruise + hotel + no_day);
}

TEST_P(ImportedHistory, WhatIsWrongIsRefusedInWords) {
    switch_on();
    hide(1002);
    const auto path = file(thirteen + hotel +
                           "4711,booked,,1,,,,,,,,,\n"         // nobody has this number
                           "1001,booked,,,,,,,,,,,\n"          // no booking number
                           ",booked,,2,,,,,,,,,\n"             // no customer
                           "1001,vielleicht,,3,,,,,,,,,\n"     // neither booked nor cancelled
                           "1001,booked,,4,31.02.2009,,,,,,,,\n" + hotel);
    ImportSettings each;
    each.each = true;
    const auto result = run("history", path, each);
    ASSERT_TRUE(result);
    EXPECT_THAT(problems(*result),
                ElementsAre("3 customer error.no_such_customer", "4 booking_number error.required",
                            "5 customer error.required", "6 booked_or_cancelled error.not_a_choice",
                            "7 booked_on error.date_does_not_exist", "8  error.import_twice"));
    std::ifstream refused(path + ".refused.csv");
    const std::string rows{std::istreambuf_iterator<char>(refused), {}};
    EXPECT_THAT(rows, HasSubstr("vielleicht"));
    EXPECT_EQ(listed(1001), hotel) << "what is right is taken";
    // Whoever may not see a customer is told of nobody.
    auto desk = clerk();
    desk.all_permissions = false;
    desk.permissions = {"imports.run", "bookings.change"};
    imports::TestProgress progress;
    const auto hidden = imports::run_import(house(), desk, request("history", file(thirteen + of_berg)), progress);
    EXPECT_THAT(problems(*hidden), ElementsAre("2 customer error.no_such_customer"));
    desk.permissions = {"imports.run"};
    EXPECT_THAT(keys(imports::run_import(house(), desk, request("history", file(thirteen + hotel)), progress)),
                ElementsAre("error.permission"));
    EXPECT_EQ(number_of("SELECT count(*) FROM imported_booking"), 1);
}

TEST_P(ImportedHistory, TheSameFileAgainChangesNothingAndEachImportGoesBack) {
    switch_on();
    const auto empty = dump();
    const auto first = take_over(hotel + cruise);
    EXPECT_EQ(first["new"], 2);
    EXPECT_TRUE(take_over(hotel + cruise).value("repeated", false));
    const auto turned = take_over(cruise + hotel);
    EXPECT_EQ(turned["unchanged"], 2);
    EXPECT_EQ(turned["new"], 0);
    const auto changed =
        import("history", "customer,booking_number,price,destination\n1001,4711,2100.00,\n1001,4713,1.00,\n");
    EXPECT_EQ(changed["changed"], 1);
    EXPECT_EQ(changed["new"], 1);
    EXPECT_THAT(listed(1001), HasSubstr("Kreta,Flug,fest,Hotel Sol,2,2100.00,Frau Sommer")) << "the rest stands";
    expect_sound_history();
    const auto early = audit::reverse_event(house(), clerk(), event_of(first));
    ASSERT_TRUE(early);
    EXPECT_EQ(early->conflicts.size(), 1u) << "4711 was changed since";
    undo(event_of(changed));
    EXPECT_EQ(listed(1001), cruise + hotel);
    undo(event_of(first));
    EXPECT_EQ(listed(1001), "");
    EXPECT_EQ(dump(), empty);
    undo(number_of("SELECT max(id) FROM change_event"));
    EXPECT_EQ(listed(1001), cruise + hotel) << "the undo goes back too";
    expect_sound_history();
}

TEST_P(ImportedHistory, WhatGoesOutComesBack) {
    switch_on();
    take_over(hotel + cruise + no_day + of_berg);
    const auto out = exported();
    EXPECT_EQ(out.code, 0) << out.err;
    EXPECT_EQ(out.out, thirteen + hotel + cruise + no_day + of_berg);
    const auto again = import("history", out.out + "\n");
    EXPECT_EQ(again["unchanged"], 4);
    db().write([](Transaction& transaction) { transaction.execute("DELETE FROM imported_booking"); });
    EXPECT_EQ(import("history", out.out + "\n\n")["new"], 4);
    EXPECT_EQ(exported().out, out.out);
}

// They follow a merge and come back with it; of one number that both have the survivor's stands
TEST_P(ImportedHistory, FollowsAMergeAndComesBackWhenTheyPart) {
    switch_on();
    const std::string own = "1002,booked,,4799,2010-01-01,,Rom,,,,,,\n";
    take_over(hotel + of_berg + own);
    merges::MergeWish wish{id_of(1001), {id_of(1002)}, {}, {{id_of(1001), 1}, {id_of(1002), 1}}};
    const auto merged = db().write([&](Transaction& transaction) {
        return merges::merge_customers(house(), transaction, Actor::system(), wish);
    });
    ASSERT_TRUE(merged) << merged.refusal().issues.at(0).key;
    EXPECT_EQ(listed(1001), "1001" + own.substr(4) + hotel);
    EXPECT_EQ(listed(1002), listed(1001)) << "his number leads to the survivor";
    expect_sound_history();
    ASSERT_TRUE(merges::part_customers(house(), Actor::system(), *merged));
    EXPECT_EQ(listed(1001), hotel);
    EXPECT_EQ(listed(1002), own + of_berg);
    expect_sound_history();
}

// Who has them is not deleted (J-024), and hidden they are nobody's to see or take back
TEST_P(ImportedHistory, BelongsToItsCustomer) {
    switch_on();
    const auto event = event_of(take_over(hotel + of_berg));
    const auto anna = "/customers/" + std::to_string(id_of(1001));
    const auto deleted = db().write([&](Transaction& transaction) {
        return customers::delete_customer(house(), transaction, Actor::system(), id_of(1001), 1);
    });
    EXPECT_FALSE(deleted);
    const auto erasable = as("anna").get(anna + "/erasable").json;
    EXPECT_EQ(erasable.at("deletable"), false);
    EXPECT_EQ(erasable.at("hangs").at(0).at("count"), 1);
    EXPECT_EQ(asked("stranger", 1001).status, 403);
    hide(1002);
    EXPECT_EQ(asked("anna", 1002).status, 422);
    EXPECT_EQ(asked("chief", 1002).status, 201);
    auto desk = clerk();
    desk.all_permissions = false;
    desk.permissions = {"changes.undo", "imports.run", "bookings.change"};
    db().read([&](Transaction& transaction) {
        EXPECT_FALSE(audit::may_see_all_of(transaction, desk, event));
        desk.permissions.insert("customers.see_hidden");
        EXPECT_TRUE(audit::may_see_all_of(transaction, desk, event));
    });
}

}  // namespace
}  // namespace kartei::history
