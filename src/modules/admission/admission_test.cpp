// The door over HTTP: who comes in, who does not and why, two at once, mistakes taken back, the lists of who came.
#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "lists/report_command.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/admission/scans_report.hpp"
#include "modules/tickets/at_the_door_test.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::admission {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using test::Json;

class Admission : public tickets::AtTheDoor {
protected:
    std::string report(const std::vector<std::string>& words) {
        std::ostringstream out, err;
        auto actor = Actor::system("max");
        actor.language = Language::en;
        const auto declare = [](CLI::App& app) {
            return lists::report_command(app, {scans_report(), admissions_report()});
        };
        EXPECT_EQ(test::type_command(declare, house(), actor, words, out, err, test::temporary_folder().string()), 0)
            << err.str();
        return out.str();
    }
    void set_entrance(const Json& order, const std::string& entrance) {
        db().write([&](sql::Transaction& t) {
            return t.execute("UPDATE ticket SET entrance = :entrance WHERE order_id = :id", entrance,
                             order["id"].get<std::int64_t>());
        });
    }
};
ON_BOTH_ENGINES(Admission);

TEST_P(Admission, ASoldTicketComesInOnceAndTheSecondIsToldWhenAndWhere) {
    const auto code = barcode(sold(1));
    open_doors();
    const auto first = scanned(" " + code + "\r\n", "door", {{"event", e1_}, {"entrance", "B"}});
    EXPECT_EQ(first["answer"], "valid");
    EXPECT_EQ(first["text"], "Valid: please come in");
    EXPECT_EQ(first["ticket"]["seat"], "1");
    clock().advance(std::chrono::minutes(3));
    const auto second = scanned(code, "door2", {{"event", e1_}});
    EXPECT_EQ(second["answer"], "already_scanned");
    EXPECT_EQ(second["earlier"]["scanned_at"], "2026-05-01T17:30:00Z");
    EXPECT_EQ(second["earlier"]["scanned_by"], "door");
    EXPECT_EQ(second["earlier"]["entrance"], "B");
    expect_whole();
}

TEST_P(Admission, WhoDoesNotComeInIsToldWhy) {
    const auto order = sold(4);
    open_doors();
    EXPECT_EQ(said("4711"), "invalid unknown");
    const auto reserved = sell("anna", {wanted(seat("1", "1"))}, Json::array(), {{"reserve", true}}).json;
    EXPECT_EQ(said(barcode(reserved)), "invalid unpaid");
    const auto ids = ids_of(order);
    const auto given_back = barcode(order, 0), exchanged = barcode(order, 1);
    ASSERT_EQ(as("chief").post(of_order(order, "/returns"), {{"tickets", Json::array({ids[0]})}, {"kind", "cash"}},
                               {test::if_match(1)}).status, 200);
    EXPECT_EQ(said(given_back), "invalid refunded");
    const auto moved = as("chief").post(of_order(order, "/exchanges"),
                                        {{"tickets", Json::array({{{"ticket", ids[1]}, {"event", e1_}, {"seat", seat("2", "5")}}})}},
                                        {test::if_match(2)});
    ASSERT_EQ(moved.status, 200) << moved.text;
    EXPECT_EQ(said(exchanged), "invalid exchanged");
    EXPECT_EQ(said(barcode(order, 2)), "valid") << "tickets are listed by their lines: " << moved.text;
    undo(moved.json["change_event"]);
    EXPECT_EQ(said(exchanged), "valid") << "the exchange was taken back";
    EXPECT_EQ(said(barcode(order, 3), "door", {{"event", e2_}}), "wrong_event");
    ASSERT_EQ(put_on(e1_, plan_["id"], 2, "cancelled").status, 200);
    EXPECT_EQ(said(barcode(order, 3)), "invalid cancelled");
    expect_whole();
}

TEST_P(Admission, AnotherEntranceAndBeforeAndAfterTheDoorsAreOpen) {
    const auto order = sold(1);
    set_entrance(order, "B");
    const auto code = barcode(order);
    EXPECT_EQ(said(code), "not_open too_early");
    open_doors();
    EXPECT_EQ(said(code, "door", {{"entrance", "A"}}), "wrong_entrance");
    clock().set(*read_instant("2026-05-02T09:00:00Z", "UTC"));
    EXPECT_EQ(said(code), "not_open too_late");
    open_doors();
    EXPECT_EQ(said(code, "door", {{"entrance", "B"}}), "valid") << "what was said before did it no harm";
    EXPECT_EQ(number("SELECT count(*) FROM scan"), 4) << "each of them is kept";
    EXPECT_EQ(as("door").post("/scans", {{"barcode", ""}}).status, 422);
    EXPECT_THAT(as("door").post("/scans", {{"barcode", std::string(65, '1')}}).issues(),
                ElementsAre("barcode: error.too_long"));
}

TEST_P(Admission, OfTwoAtOnceOneComesIn) {
    constexpr int rounds = 20, readers = 4;
    const auto order = sold(3);
    const auto code = barcode(order);
    open_doors();
    const ScanOrder asked{code, e1_, ""};
    for (int round = 0; round < rounds; ++round) {
        std::atomic<int> let_in{0}, told{0}, ready{0};
        std::vector<std::thread> threads;
        for (int reader = 0; reader < readers; ++reader)
            threads.emplace_back([&] {
                const auto actor = Actor::system();
                const auto candidate = candidate_of(house(), actor, asked);
                for (++ready; ready < readers;) std::this_thread::yield();
                const auto done = db().write([&](sql::Transaction& transaction) {
                    return scan(house(), transaction, actor, asked, *candidate);
                });
                if (done && done->scan.answer == "valid") ++let_in;
                if (done && done->scan.answer == "already_scanned") ++told;
            });
        for (auto& thread : threads) thread.join();
        ASSERT_EQ(let_in, 1) << "in round " << round;
        ASSERT_EQ(told, readers - 1);
        undo(number("SELECT max(created_event) FROM scan"));
    }
    expect_whole();
}

TEST_P(Admission, TheSameRequestAgainGetsTheFirstAnswer) {
    const auto code = barcode(sold(1));
    open_doors();
    const test::Headers key{{"Idempotency-Key", "11111111-2222-4333-8444-555555555555"}};
    const auto first = as("door").post("/scans", {{"barcode", code}}, key);
    ASSERT_EQ(first.status, 201) << first.text;
    EXPECT_EQ(as("door").post("/scans", {{"barcode", code}}, key).json["answer"], "valid")
        << "the network broke, the guest is not sent away";
    EXPECT_EQ(number("SELECT count(*) FROM scan"), 1);
}

TEST_P(Admission, AMistakeIsTakenBackByWhoMay) {
    const auto code = barcode(sold(1));
    open_doors();
    const auto id = scanned(code)["id"].get<int>();
    const auto path = "/scans/" + std::to_string(id) + "/undo";
    EXPECT_EQ(as("door").post(path).status, 403);
    EXPECT_EQ(as("nord_chief").post(path).status, 404) << "not of another promoter's event date";
    const auto undone = as("chief").post(path);
    ASSERT_EQ(undone.status, 200) << undone.text;
    EXPECT_EQ(undone.json["undone"], true);
    EXPECT_THAT(as("chief").post(path).issues(), ElementsAre(": error.scan_let_nobody_in"));
    EXPECT_EQ(as("door").get("/scans?event=" + std::to_string(e1_)).json["came"], 0);
    EXPECT_EQ(said(code), "valid") << "he is outside, and may come in";
    undo(number("SELECT max(id) FROM change_event"));
    // The undo of an undo: the first scan holds again.
    const auto of_undo = number("SELECT max(reverses) FROM change_event");
    EXPECT_GT(of_undo, 0);
    expect_whole();
}

TEST_P(Admission, ABarcodeOnSeveralTicketsMeansTheOneOfTheEventDate) {
    const auto one = sold(1), other = sell("anna", {wanted(seat("1", "1"), 1, e2_)}, cash("30.00")).json;
    db().write([&](sql::Transaction& t) {
        return t.execute("UPDATE ticket SET barcode = 'SEASON-1' WHERE order_id IN (:one, :other)",
                         one["id"].get<std::int64_t>(), other["id"].get<std::int64_t>());
    });
    open_doors();
    EXPECT_EQ(said("SEASON-1", "door", {{"event", e2_}}), "valid");
    EXPECT_EQ(said("SEASON-1", "door", {{"event", e2_}}), "already_scanned");
    EXPECT_EQ(said("SEASON-1", "door", {{"event", e1_}}), "valid");
}

TEST_P(Admission, TheDoorChoosesDatesAndSeesNothingElse) {
    const auto order = sold(2);
    set_entrance(order, "B");
    open_doors();
    EXPECT_EQ(said(barcode(order)), "valid");
    const auto dates = as("door").get("/scans/dates");
    ASSERT_EQ(dates.status, 200) << dates.text;
    const auto& first = dates.json["rows"][0];
    EXPECT_EQ(first["code"], "E1");
    EXPECT_EQ(first["is_open"], true);
    EXPECT_EQ(first["opens_at"], "2026-05-01T16:00:00Z");
    EXPECT_EQ(first["entrances"], Json::array({"B"}));
    EXPECT_EQ(first["sold"], 2);
    EXPECT_EQ(first["came"], 1);
    EXPECT_EQ(as("nord").get("/scans/dates").json["rows"][0]["code"], "X1");
    const auto last = as("door").get("/scans?event=" + std::to_string(e1_));
    ASSERT_THAT(last.json["rows"], SizeIs(1));
    EXPECT_EQ(last.json["rows"][0].contains("customer"), false);
    EXPECT_EQ(as("door").get(of_order(order, "")).status, 403);
    EXPECT_EQ(as("door").get(of_order(order, "/tickets")).status, 403);
    EXPECT_EQ(as("nord").get("/scans?event=" + std::to_string(e1_)).status, 422);
    for (const auto& role : accounts::standard_roles())
        if (role.name == "door") {
            EXPECT_THAT(role.permissions, ElementsAre("scans.scan"));
        }
}

TEST_P(Admission, WhatAnotherPromoterSoldIsUnknown) {
    const auto code = barcode(sold(1));
    open_doors();
    EXPECT_EQ(said(code, "nord_door"), "invalid unknown");
    EXPECT_EQ(said(code), "valid") << "and it did no harm";
}

TEST_P(Admission, SwitchedOffThereIsNoDoor) {
    set("module_admission", false);
    EXPECT_EQ(as("door").get("/scans/dates").status, 404);
    EXPECT_EQ(as("door").post("/scans", {{"barcode", "1"}}).status, 404);
}

TEST_P(Admission, TheListSaysWhoCameAndTheCountsOfEachDate) {
    const auto order = sold(2, {{"customer", adler_}});
    open_doors();
    EXPECT_EQ(said(barcode(order)), "valid");
    EXPECT_EQ(said(barcode(order)), "already_scanned");
    EXPECT_EQ(said("4711", "door", {{"event", e1_}}), "invalid unknown");
    const auto all = report({"scans", "--columns", "answer,event,section,seat,customer_name,scanned_by"});
    EXPECT_EQ(all, "answer,event,section,seat,customer_name,scanned_by\nvalid,E1,P,1,Adler,door\n"
                   "already_scanned,E1,P,1,Adler,door\nunknown,E1,,,,door\n");
    EXPECT_EQ(report({"scans", "--state", "let_in", "--event", "E1", "--columns", "answer"}), "answer\nvalid\n");
    EXPECT_EQ(report({"scans", "--event", "E2", "--columns", "answer"}), "answer\n");
    EXPECT_EQ(report({"scans", "--from", "2026-05-02", "--columns", "answer"}), "answer\n");
    EXPECT_EQ(report({"admissions", "--columns", "event,sold,came,missing,turned_away,undone"}),
              "event,sold,came,missing,turned_away,undone\nE1,2,1,1,2,0\n");
    EXPECT_EQ(report({"admissions", "--event", "E2", "--columns", "event,sold,came"}), "event,sold,came\nE2,0,0\n");
}

}  // namespace
}  // namespace kartei::admission
