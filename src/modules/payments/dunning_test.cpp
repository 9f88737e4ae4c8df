// Dunning: who is reminded at which level, what a run does before its letters go and after.
#include <filesystem>
#include <fstream>

#include "modules/payments/dunning_run.hpp"
#include "modules/payments/payments_commands.hpp"
#include "modules/payments/with_payments_test.hpp"
#include "tests/support/pdf_pages.hpp"

namespace kartei::payments {
namespace {

using testing::HasSubstr;

class Dunning : public WithPayments {
protected:
    Json late(Json more = Json::object()) {
        Json values{{"name", "Eriksson"}, {"street", "Allee"}, {"house_number", "1"}, {"postcode", "10115"},
                    {"town", "Berlin"},   {"country", "DE"}};
        values.update(more);
        return customer(values);
    }
    Json preview_on(const std::string& day) {
        const auto answer = chief().get("/dunning-runs/preview?on=" + day);
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json;
    }
    Json run_on(const std::string& day) {
        const auto made = result_of(chief().post("/dunning-runs", {{"on", day}}));
        if (!made.contains("run")) return Json::object();
        auto whole = chief().get("/dunning-runs/" + std::to_string(made.at("run").get<int>())).json;
        whole["change_event"] = made.at("change_event");
        return whole;
    }
    void print(const Json& run) { result_of(chief().post(path(run) + "/letters")); }
    /// Into a file that nobody reads.
    Result<std::int64_t> print_into_file(std::int64_t run, jobs::Progress& progress) {
        const auto file = documents::OutputFile::create(test::temporary_path("letters.pdf"));
        return print_dunning(house(), Actor::system(), run, **file, progress);
    }
    Result<std::int64_t> print_or_take_back(const MadeDunning& made, jobs::Progress& progress) {
        const auto file = documents::OutputFile::create(test::temporary_path("letters.pdf"));
        return payments::print_or_take_back(house(), Actor::system(), made, **file, progress);
    }
    static std::string path(const Json& run) { return "/dunning-runs/" + std::to_string(run.at("id").get<int>()); }
    void set_level(int level, Json values) {
        const auto levels = chief().get("/base-data/dunning-levels").json;
        for (const auto& row : levels["rows"])
            if (row["level"] == level)
                EXPECT_EQ(chief().patch("/base-data/dunning-levels/" + std::to_string(row["id"].get<int>()), values,
                                        version(row["version"])).status, 200);
    }
};
ON_BOTH_ENGINES(Dunning);

// money.md 2: the first level after its days, the second so long behind the letter, each with its fee
TEST_P(Dunning, LevelsRiseWithTheirDays) {
    set_level(2, {{"fee", "5.00"}});
    const auto booking = booked(draft(late()));
    EXPECT_EQ(preview_on("2026-03-10")["count"], 0) << "nine days late";
    const auto first = run_on("2026-03-11");
    EXPECT_EQ(first["letters"][0]["level"], 1);
    EXPECT_EQ(first["letters"][0]["amount"], "200.00");
    print(first);
    EXPECT_THAT(chief().get(path(first) + "/letters.pdf").text, HasSubstr("%PDF"));
    EXPECT_THAT(listed({"--on", "2026-03-12"}), HasSubstr(",11,1\n")) << "the list says the level";
    EXPECT_EQ(preview_on("2026-03-24")["count"], 0);
    const auto second = run_on("2026-03-25");
    EXPECT_EQ(second["letters"][0]["level"], 2);
    EXPECT_EQ(open_of(booking), "1000.00");
    print(second);
    EXPECT_EQ(open_of(booking), "1005.00") << "the fee is owed";
    print(second);
    EXPECT_EQ(open_of(booking), "1005.00") << "once";
    expect_sound();
}

// The one fee of a letter is not lost with the booking that carries it, and goes back when that comes back
TEST_P(Dunning, TheFeeOfALetterGoesToWhatIsLeftInIt) {
    set_level(1, {{"fee", "5.00"}});
    const auto anna = late();
    const auto first = booked(draft(anna)), second = booked(draft(anna)), third = booked(draft(anna));
    const auto run = run_on("2026-03-11");
    const auto fees = [](const Json& answer) {
        std::vector<std::string> list;
        const auto letters = answer.at("letters");
        for (const auto& one : letters) list.push_back(one.at("fee"));
        return list;
    };
    using testing::ElementsAre;
    EXPECT_THAT(fees(run), ElementsAre("5.00", "0.00", "0.00"));
    const auto take_out = [&](int position, bool out = true) {
        return chief().post(path(run) + "/takeouts", {{"position", position}, {"taken_out", out}}).json;
    };
    EXPECT_THAT(fees(take_out(1)), ElementsAre("0.00", "5.00", "0.00"));
    const auto event = db().read([](sql::Transaction& transaction) {
        auto rows = transaction.query("SELECT max(id) FROM change_event");
        rows.next();
        return rows.integer(0);
    });
    ASSERT_EQ(undo(event).status, 200);
    EXPECT_THAT(fees(chief().get(path(run)).json), ElementsAre("5.00", "0.00", "0.00"));
    EXPECT_THAT(fees(take_out(1)), ElementsAre("0.00", "5.00", "0.00"));
    EXPECT_THAT(fees(take_out(2)), ElementsAre("0.00", "0.00", "5.00"));
    EXPECT_THAT(fees(take_out(2, false)), ElementsAre("0.00", "5.00", "0.00"));
    paid(second, "1000.00");
    print(run);
    EXPECT_EQ(open_of(first), "1000.00");
    EXPECT_EQ(open_of(second), "0.00") << "paid meanwhile, so the fee moved on once more";
    EXPECT_EQ(open_of(third), "1005.00");
    expect_sound();
}

// The fee is that of the highest level of the letter, whichever booking carries it, and its words say which
TEST_P(Dunning, TheWordsOfAFeeNameItsLevel) {
    set_level(2, {{"fee", "5.00"}});
    const auto anna = late();
    const auto carrier = booked(draft(anna)), older = booked(draft(anna));
    const auto first = run_on("2026-03-11");
    ASSERT_EQ(chief().post(path(first) + "/takeouts", {{"position", 1}, {"taken_out", true}}).status, 201);
    print(first);
    const auto second = run_on("2026-03-25");
    EXPECT_EQ(second["letters"][0]["level"], 1);
    EXPECT_EQ(second["letters"][1]["level"], 2);
    print(second);
    EXPECT_EQ(open_of(older), "1000.00");
    const auto fees = read(carrier).at("fees");
    ASSERT_EQ(fees.size(), 1u);
    EXPECT_THAT(fees[0].at("text").get<std::string>(), HasSubstr("2")) << fees;
    expect_sound();
}

// Paid between the run and its letters: no letter, no fee
TEST_P(Dunning, WhoPaidMeanwhileGetsNoLetter) {
    set_level(1, {{"fee", "5.00"}});
    const auto paying = booked(draft(late()));
    const auto other = booked(draft(late({{"name", "Weber"}})));
    const auto run = run_on("2026-03-11");
    ASSERT_EQ(run["letters"].size(), 2U);
    paid(paying, "1000.00");
    print(run);
    EXPECT_EQ(open_of(paying), "0.00");
    EXPECT_EQ(open_of(other), "1005.00");
    expect_sound();
}

// J-187: no dunning of a customer with no_open_items
TEST_P(Dunning, WhoHasNoOpenItemsIsNeverReminded) {
    booked(draft(late({{"no_open_items", true}})));
    EXPECT_EQ(preview_on("2026-05-01")["letters"].size(), 0U);
    EXPECT_EQ(problem_of(ended(chief().post("/dunning-runs", {{"on", "2026-05-01"}}))), "error.nobody_to_dun");
}

TEST_P(Dunning, NotBelowTheMinimumAndNotWithoutAnAddress) {
    booked(draft(customer()));
    const auto found = preview_on("2026-03-20");
    EXPECT_EQ(found["count"], 0);
    EXPECT_FALSE(found["letters"][0]["problem"].is_null()) << "no address";
    booked(draft(late()));
    EXPECT_EQ(preview_on("2026-03-20")["count"], 1);
    set_level(1, {{"minimum", "200.01"}});
    EXPECT_EQ(preview_on("2026-03-20")["letters"].size(), 0U);
}

TEST_P(Dunning, ARunWithSomebodyHiddenIsForWhoSeesHim) {
    const auto payer = late({{"name", "Zahler"}});
    const auto anna = customer({{"name", "Eriksson"}, {"billing_address_from", payer.at("number")}});
    booked(draft(anna));
    const auto made = run_on("2026-03-20");
    EXPECT_EQ(as("collector").get(path(made)).status, 200);
    hide(anna);
    EXPECT_EQ(as("collector").get(path(made)).status, 404) << "it is his booking, though another pays";
    EXPECT_EQ(as("collector").get(path(made) + "/letters.pdf").status, 404);
    EXPECT_EQ(chief().get(path(made)).status, 200);
}

// money.md 2: taken out, undone before the letters go, and not behind them
TEST_P(Dunning, ARunIsUndoneUntilItsLettersGo) {
    booked(draft(late()));
    const auto made = run_on("2026-03-20");
    EXPECT_EQ(chief().post("/dunning-runs", {{"on", "2026-03-20"}}).status, 409) << "one waits";
    EXPECT_EQ(undo(made["change_event"]).status, 200);
    EXPECT_EQ(chief().get(path(made)).status, 404);
    const auto again = run_on("2026-03-20");
    const auto out = chief().post(path(again) + "/takeouts", {{"position", 1}});
    EXPECT_EQ(out.json["letters"][0]["taken_out"], true);
    EXPECT_EQ(chief().post(path(again) + "/letters").status, 409) << "nobody is left";
    chief().post(path(again) + "/takeouts", {{"position", 1}, {"taken_out", false}});
    print(again);
    EXPECT_EQ(undo(again["change_event"]).status, 409);
    EXPECT_EQ(chief().post(path(again) + "/takeouts", {{"position", 1}}).status, 409);
}

// Stopped while the letters are set, no letter has gone out and no fee is owed
TEST_P(Dunning, StoppedBeforeItsLettersAreOutNothingIsCharged) {
    set_level(1, {{"fee", "5.00"}});
    const auto booking = booked(draft(late()));
    const auto made = run_on("2026-03-20");
    Watched progress("dunning.phase.letters");
    progress.cancel_after = 0;
    EXPECT_THROW((void)print_into_file(made["id"], progress), jobs::Cancelled);
    EXPECT_EQ(open_of(booking), "1000.00");
    EXPECT_TRUE(chief().get(path(made)).json["printed_at"].is_null());
    EXPECT_EQ(undo(made["change_event"]).status, 200);
    expect_sound();
}

// Cut off while the fees are charged it goes on at the next start, and each is charged once
TEST_P(Dunning, CutOffBehindItsLettersItGoesOn) {
    set_level(1, {{"fee", "5.00"}});
    std::vector<Json> bookings;
    for (int i = 0; i < 22; ++i) bookings.push_back(booked(draft(late({{"name", "Kunde " + std::to_string(i)}}))));
    const auto made = run_on("2026-03-20");
    Watched progress("dunning.phase.fees");
    progress.stop_after = 20;
    EXPECT_THROW((void)print_into_file(made["id"], progress), jobs::Cancelled);
    const auto owed = [&] {
        int with_fee = 0;
        for (const auto& booking : bookings) with_fee += open_of(booking) == "1005.00";
        return with_fee;
    };
    EXPECT_EQ(owed(), 20);
    EXPECT_EQ(undo(made["change_event"]).status, 409) << "its letters are out";
    EXPECT_EQ(chief().post(path(made) + "/takeouts", {{"position", 1}}).status, 409);
    if (db().engine() == sql::Engine::postgresql) {
        recover_dunning(house());
        EXPECT_EQ(owed(), 20) << "another server may still be at it";
        clock().advance(std::chrono::seconds(61));
    }
    recover_dunning(house());
    EXPECT_EQ(owed(), 22);
    EXPECT_FALSE(chief().get(path(made)).json["printed_at"].is_null());
    print(made);
    EXPECT_EQ(owed(), 22) << "once";
    expect_sound();
}

// The letters say the fees: no part of charging them goes back
TEST_P(Dunning, TheFeesOfLettersThatAreOutAreNotUndone) {
    set_level(1, {{"fee", "5.00"}});
    std::vector<Json> bookings;
    for (int i = 0; i < 21; ++i) bookings.push_back(booked(draft(late({{"name", "Kunde " + std::to_string(i)}}))));
    print(run_on("2026-03-20"));
    const auto events = db().read([](sql::Transaction& transaction) {
        std::vector<std::int64_t> ids;
        auto rows = transaction.query("SELECT id FROM change_event WHERE kind = 'dunning_printed' ORDER BY id");
        while (rows.next()) ids.push_back(rows.integer(0));
        return ids;
    });
    EXPECT_EQ(events.size(), 3U) << "two parts of the fees, and the end";
    for (const auto event : events) EXPECT_EQ(undo(event).status, 409);
    for (const auto& booking : bookings) EXPECT_EQ(open_of(booking), "1005.00");
    expect_sound();
}

// Made and printed in one go: stopped before the letters are out, no run stands in the way of the next
TEST_P(Dunning, StoppedInOneGoNoRunStaysBehind) {
    set_level(1, {{"fee", "5.00"}});
    const auto paying = booked(draft(late()));
    const auto other = booked(draft(late({{"name", "Weber"}})));
    const auto make = [&] {
        Watched undisturbed;
        auto made = make_dunning(house(), Actor::system(), {*read_date("2026-03-20"), {}, 0}, undisturbed);
        EXPECT_TRUE(made);
        return *made;
    };
    Watched progress("dunning.phase.letters");
    progress.cancel_after = 0;
    auto made = make();
    paid(paying, "1000.00");
    EXPECT_THROW((void)print_or_take_back(made, progress), jobs::Cancelled);
    EXPECT_EQ(chief().get("/dunning-runs/" + std::to_string(made.run.id)).status, 404);
    made = make();
    paid(other, "1000.00");
    Watched undisturbed;
    EXPECT_FALSE(print_or_take_back(made, undisturbed)) << "nobody is left";
    EXPECT_EQ(chief().get("/dunning-runs/" + std::to_string(made.run.id)).status, 404);
    expect_sound();
}

// Cut off when the letters are out it stays, and its letters are printed by its number
TEST_P(Dunning, StoppedBehindItsLettersTheRunStays) {
    set_level(1, {{"fee", "5.00"}});
    const auto booking = booked(draft(late()));
    Watched undisturbed, progress("dunning.phase.fees");
    const auto made = make_dunning(house(), Actor::system(), {*read_date("2026-03-20"), {}, 0}, undisturbed);
    ASSERT_TRUE(made);
    progress.stop_after = 0;
    EXPECT_THROW((void)print_or_take_back(*made, progress), jobs::Cancelled);
    EXPECT_TRUE(letters_are_out(house(), made->run.id));
    const auto run = std::to_string(made->run.id);
    const auto folder = test::temporary_path("");
    std::filesystem::create_directories(folder);
    std::ostringstream out, err;
    EXPECT_EQ(test::type_command(dun_command, house(), Actor::system(), {"--out", "x.pdf"}, out, err, folder.string()), 1);
    EXPECT_THAT(err.str(), HasSubstr(run)) << "which one waits";
    EXPECT_EQ(test::type_command(dun_command, house(), Actor::system(), {"--run", run, "--out", "x.pdf"}, out, err,
                                 folder.string()),
              0)
        << err.str();
    EXPECT_GT(std::filesystem::file_size(folder / "x.pdf"), 1000U);
    EXPECT_EQ(open_of(booking), "1005.00");
    EXPECT_FALSE(chief().get("/dunning-runs/" + run).json["printed_at"].is_null());
}

// Letters are set some at a time and stand in one PDF all the same, each on its page
TEST_P(Dunning, LettersOfManyTransactionsStandInOneFile) {
    for (int i = 0; i < 5; ++i) booked(draft(late({{"name", "Kunde " + std::to_string(i)}})));
    const auto made = run_on("2026-03-20");
    preview_limits().letters_at_once = 2;
    const auto folder = test::temporary_path("");
    std::filesystem::create_directories(folder);
    std::ostringstream out, err;
    const auto code = test::type_command(dun_command, house(), Actor::system(),
                                         {"--run", std::to_string(made["id"].get<int>()), "--out", "x.pdf"}, out, err,
                                         folder.string());
    preview_limits() = {};
    ASSERT_EQ(code, 0) << err.str();
    EXPECT_THAT(err.str(), HasSubstr("5"));
    std::ifstream file(folder / "x.pdf", std::ios::binary);
    EXPECT_EQ(test::pages_of({std::istreambuf_iterator<char>(file), {}}), 5U);
}

// Where the letters cannot be written nobody is dunned
TEST_P(Dunning, AFileThatCannotBeWrittenDunsNobody) {
    set_level(1, {{"fee", "5.00"}});
    const auto booking = booked(draft(late()));
    std::ostringstream out, err;
    EXPECT_EQ(test::type_command(dun_command, house(), Actor::system(),
                                 {"--on", "2026-03-20", "--out", "not-there/x.pdf"}, out, err,
                                 test::temporary_path("").string()),
              1);
    EXPECT_THAT(err.str(), HasSubstr("x.pdf"));
    EXPECT_EQ(open_of(booking), "1000.00");
    EXPECT_EQ(chief().get("/dunning-runs").json["rows"].size(), 0U);
}

// money.md 2: what is too much for a request is looked at by a job
TEST_P(Dunning, AManyLateOnesAreLookedAtByAJob) {
    booked(draft(late())), booked(draft(late({{"name", "Weber"}})));
    preview_limits() = {1, 1};
    const auto asked = preview_on("2026-03-20");
    const auto looked = result_of(chief().post("/dunning-runs/previews", {{"on", "2026-03-20"}}));
    preview_limits() = {};
    EXPECT_EQ(asked, (Json{{"as_job", true}, {"count", 2}}));
    EXPECT_EQ(looked["count"], 2);
    EXPECT_EQ(looked["total"], "400.00");
    EXPECT_EQ(looked["letters"].size(), 1U);
}

// A run of a hundred thousand is neither read nor looked at in one request
TEST_P(Dunning, ALargeRunIsReadInPagesAndItsLettersAreAJob) {
    booked(draft(late())), booked(draft(late({{"name", "Weber"}})));
    const auto made = result_of(chief().post("/dunning-runs", {{"on", "2026-03-20"}}));
    const auto path = "/dunning-runs/" + std::to_string(made["run"].get<int>());
    const auto page = chief().get(path + "?limit=1&offset=1").json;
    EXPECT_EQ(page["count"], 2);
    ASSERT_EQ(page["letters"].size(), 1U);
    EXPECT_EQ(page["letters"][0]["position"], 2);
    EXPECT_EQ(chief().get(path + "?offset=2").json["letters"].size(), 0U);
    preview_limits() = {1, 1};
    const auto refused = chief().get(path + "/letters.pdf");
    preview_limits() = {};
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.json["issues"][0]["key"], "error.many_letters");
    EXPECT_EQ(chief().get(path + "/letters.pdf").status, 200);
}

}  // namespace
}  // namespace kartei::payments
