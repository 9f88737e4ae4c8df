// A run of direct debits in steps: stopped, cut off, disturbed.
#include "modules/merges/merges_api.hpp"
#include "modules/payments/debit_collection.hpp"
#include "modules/payments/payments.hpp"
#include "modules/payments/with_payments_test.hpp"

namespace kartei::payments {
namespace {

using testing::HasSubstr;

constexpr int many = 22;  // more than one step

class DebitRuns : public WithPayments {
protected:
    void SetUp() override {
        WithPayments::SetUp();
        if (!IsSkipped()) settle_house();
    }
    web::EndpointTable further_endpoints() override {
        auto all = WithPayments::further_endpoints();
        for (auto& one : merges::merges_endpoints(house())) all.push_back(std::move(one));
        return all;
    }
    void book_many() {
        for (int i = 0; i < many; ++i) {
            customers_.push_back(
                debtor("M-" + std::to_string(i), {{"name", "Kunde " + std::to_string(10 + i)}}));
            bookings_.push_back(booked(draft(customers_.back())));
        }
    }
    int with_open(const std::string& open) {
        int count = 0;
        for (const auto& booking : bookings_) count += open_of(booking) == open;
        return count;
    }
    Result<MadeRun> collect(Watched& progress) {
        return collect_debits(house(), Actor::system(), {*read_date("2026-03-03"), "core", {}, 0}, progress);
    }
    /// What nobody can ask for any more when the day is over and he is signed out.
    std::string said(std::string_view question) {
        return db().read([&](sql::Transaction& transaction) {
            auto rows = transaction.query(question);  // sql: of the test
            return rows.next() ? rows.string(0) : std::string();
        });
    }
    void damage(std::string_view statement) {
        db().write([&](sql::Transaction& transaction) { transaction.execute(statement); });  // sql: of the test
    }
    /// As another server does it, which thinks that this one is gone.
    void another_server_goes_on() {
        clock().advance(std::chrono::seconds(61));
        recover_debits(house());
    }
    /// The first 20 are posted.
    void cut_off() {
        book_many();
        Watched progress("debit.phase.posting");
        progress.stop_after = 20;
        EXPECT_THROW((void)collect(progress), jobs::Cancelled);
    }
    std::vector<Json> customers_, bookings_;
};
ON_BOTH_ENGINES(DebitRuns);

// money.md 3: cancelled while it is looked at, nothing has been done; cancelled while it is posted, nothing stays posted
TEST_P(DebitRuns, CancelledNothingStaysHalf) {
    book_many();
    Watched looking("debit.phase.checking");
    looking.cancel_after = 3;
    EXPECT_THROW((void)collect(looking), jobs::Cancelled);
    EXPECT_EQ(chief().get("/direct-debits").json["rows"].size(), 0U);
    Watched posting("debit.phase.posting");
    posting.cancel_after = 20;
    EXPECT_THROW((void)collect(posting), jobs::Cancelled);
    EXPECT_EQ(with_open("1000.00"), many);
    const auto runs = chief().get("/direct-debits").json["rows"];
    ASSERT_EQ(runs.size(), 1U);
    EXPECT_EQ(runs[0]["state"], "withdrawn");
    const auto refused = chief().get("/direct-debits/" + std::to_string(runs[0]["id"].get<int>()) + "/file");
    EXPECT_EQ(refused.status, 409) << "what was taken back does not go to the bank";
    Watched again;
    const auto made = collect(again);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->run.items, many) << "all of it can be collected";
    EXPECT_EQ(with_open("800.00"), many);
    expect_sound();
}

// money.md 3: cut off it goes on where it was, and nothing is collected twice
TEST_P(DebitRuns, CutOffItGoesOnAndNothingIsCollectedTwice) {
    book_many();
    Watched progress("debit.phase.posting");
    progress.stop_after = 20;
    EXPECT_THROW((void)collect(progress), jobs::Cancelled);
    EXPECT_EQ(with_open("800.00"), 20);
    const auto run = chief().get("/direct-debits").json["rows"][0];
    EXPECT_EQ(run["state"], "making");
    const auto path = "/direct-debits/" + std::to_string(run["id"].get<int>());
    EXPECT_EQ(chief().get(path + "/file").status, 409) << "half a file goes to no bank";
    EXPECT_EQ(problem_of(ended(chief().post("/direct-debits", {{"collect_on", "2026-03-03"}}))),
              "error.debit_run_goes_on");
    if (db().engine() == sql::Engine::postgresql) {
        recover_debits(house());
        EXPECT_EQ(with_open("800.00"), 20) << "another server may still be at it";
        clock().advance(std::chrono::seconds(61));
    }
    recover_debits(house());
    EXPECT_EQ(with_open("800.00"), many);
    EXPECT_EQ(chief().get(path).json["total"], "4400.00");
    EXPECT_THAT(chief().get(path + "/file").text, HasSubstr("<CtrlSum>4400.00</CtrlSum>"));
    EXPECT_EQ(this->run()["again"], true);
    expect_sound();
}

// What another server made while this one was silent stays made, whatever becomes of this one: its file may be at the bank
TEST_P(DebitRuns, WhatIsMadeIsNotTakenBack) {
    book_many();
    Watched cancelled("debit.phase.posting");
    cancelled.cancel_after = 0;
    cancelled.meanwhile = [&] { another_server_goes_on(); };
    const auto made = collect(cancelled);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->run.state, "made");
    EXPECT_EQ(made->run.items, many);
    EXPECT_EQ(with_open("800.00"), many);
    bookings_.clear();
    bookings_.push_back(booked(draft(debtor("M-99"))));
    Watched failing("debit.phase.posting");
    failing.meanwhile = [&] {
        another_server_goes_on();
        throw std::runtime_error("nothing was heard of the last step");
    };
    const auto same = collect(failing);
    ASSERT_TRUE(same);
    EXPECT_EQ(same->run.items, 1);
    EXPECT_EQ(with_open("800.00"), 1);
    EXPECT_EQ(said("SELECT count(*) FROM debit_item WHERE returned_on IS NOT NULL"), "0");
    expect_sound();
}

// What another server takes back was not made here
TEST_P(DebitRuns, WhatAnotherServerTookBackIsNotMade) {
    book_many();
    Watched progress("debit.phase.posting");
    progress.meanwhile = [&] {
        damage("UPDATE debit_run SET state = 'withdrawing'");
        another_server_goes_on();
    };
    const auto refused = collect(progress);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.refusal().issues.front().key, "error.debit_run_withdrawn");
    EXPECT_EQ(with_open("1000.00"), many);
}

// A payment that does not go back keeps its run on its way; the others do, and it is tried again
TEST_P(DebitRuns, WhatDoesNotGoBackIsTriedAgain) {
    cut_off();
    damage("UPDATE debit_run SET state = 'withdrawing'");
    damage("UPDATE debit_item SET payment = 99 WHERE position = 3");
    another_server_goes_on();
    EXPECT_EQ(with_open("1000.00"), many - 1);
    EXPECT_EQ(said("SELECT state FROM debit_run"), "withdrawing");
    damage("UPDATE debit_item SET payment = 1 WHERE position = 3");
    another_server_goes_on();
    EXPECT_EQ(with_open("1000.00"), many);
    EXPECT_EQ(said("SELECT state FROM debit_run"), "withdrawn");
    EXPECT_EQ(said("SELECT count(*) FROM debit_item WHERE returned_on IS NOT NULL"), "20");
    expect_sound();
}

// A run that goes on behind the last day on which the bank takes its file is taken back
TEST_P(DebitRuns, CutOffTooLateForTheBankItIsTakenBack) {
    cut_off();
    clock().advance(std::chrono::hours(48));
    recover_debits(house());
    EXPECT_EQ(said("SELECT state FROM debit_run"), "withdrawn");
    EXPECT_EQ(said("SELECT count(*) FROM debit_item WHERE returned_on = '2026-03-03'"), "20");
    EXPECT_EQ(said("SELECT count(*) FROM debit_item WHERE payment = 0"), "0");
    EXPECT_EQ(said("SELECT sum(paid) FROM booking"), "0");
    Watched progress;
    const auto later = collect_debits(house(), Actor::system(), {*read_date("2026-03-05"), "core", {}, 0}, progress);
    ASSERT_TRUE(later);
    EXPECT_EQ(later->run.items, many);
}

// A run of which nothing is left was none: it has no file and does not stand before the one that was made
TEST_P(DebitRuns, ARunOfWhichNothingIsLeftIsNone) {
    bookings_.push_back(booked(draft(debtor())));
    const auto real = run();
    bookings_.push_back(booked(draft(debtor("M-2", {{"name", "Adler"}}))));
    Watched progress("debit.phase.posting");
    progress.meanwhile = [&] { paid(bookings_[1], "1000.00"); };
    const auto refused = collect(progress);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.refusal().issues.front().key, "error.nothing_to_collect");
    const auto empty = said("SELECT max(id) FROM debit_run");
    EXPECT_NE(empty, std::to_string(real["id"].get<int>()));
    EXPECT_EQ(run()["id"], real["id"]);
    EXPECT_EQ(chief().get("/direct-debits/" + empty + "/file").status, 409);
    // As earlier versions left it.
    damage("UPDATE debit_run SET state = 'made' WHERE items = 0");
    const auto again = run();
    EXPECT_EQ(again["id"], real["id"]);
    EXPECT_EQ(again["again"], true);
    EXPECT_EQ(chief().get("/direct-debits/" + empty + "/file").status, 409) << "a file without debits";
    expect_sound();
}

// A mandate that was withdrawn since the look is not debited; everybody else is
TEST_P(DebitRuns, WhatChangedSinceTheLookIsLeftOver) {
    book_many();
    Watched progress("debit.phase.posting");
    progress.meanwhile = [&] {
        const auto rows = chief().get(path_of(customers_[0]) + "/lists").json["bank_accounts"];
        const auto changed =
            chief().patch(path_of(customers_[0]) + "/bank-accounts/" + std::to_string(rows[0]["id"].get<int>()),
                          {{"mandate", nullptr}, {"mandate_on", nullptr}}, version(rows[0]["version"]));
        EXPECT_EQ(changed.status, 200) << changed.text;
        paid(bookings_[1], "1000.00");
    };
    const auto made = collect(progress);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->left_over, 2);
    EXPECT_EQ(made->run.items, many - 2);
    EXPECT_EQ(made->run.total, (many - 2) * 20000);
    EXPECT_EQ(open_of(bookings_[0]), "1000.00") << "no mandate, no debit";
    EXPECT_EQ(open_of(bookings_[1]), "0.00") << "paid meanwhile";
    EXPECT_EQ(problems(preview("2026-03-03")), std::vector<std::string>{"no_mandate"});
    expect_sound();
}

// Whoever was merged since the look into somebody who is debited by another account is not debited by the old one
TEST_P(DebitRuns, WhoWasMergedSinceTheLookIsLeftOver) {
    const auto survivor = debtor("M-6", {{"name", "Weber"}, {"first_name", "Ida"}});
    const auto merged = debtor("M-7", {{"name", "Weber"}, {"first_name", "Ida"}});
    const auto booking = booked(draft(merged)), other = booked(draft(debtor("M-8", {{"name", "Adler"}})));
    Watched progress("debit.phase.posting");
    progress.meanwhile = [&] {
        Json versions;
        for (const auto& one : {survivor, merged})
            versions[std::to_string(one["id"].get<int>())] = chief().get(path_of(one)).json["version"];
        const auto done = chief().post(
            "/merges", {{"survivor", survivor["id"]}, {"merged", {merged["id"]}}, {"versions", versions}});
        EXPECT_EQ(done.status, 201) << done.text;
    };
    const auto made = collect(progress);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->left_over, 1);
    EXPECT_EQ(open_of(booking), "1000.00");
    EXPECT_EQ(open_of(other), "800.00");
    // What is due now is due from whoever he became, by whatever account stands topmost there.
    const auto found = preview();
    for (const auto& debit : found["debits"]) EXPECT_EQ(debit["customer"]["id"], survivor["id"]);
    expect_sound();
}

// `kartei check` finds a debit that is no payment, a run that is not the sum of its debits, and what was not taken back
TEST_P(DebitRuns, WhatDoesNotFitTogetherIsFound) {
    booked(draft(debtor()));
    run();
    const auto wrong = [&](const char* damage) {
        return db().write([&](sql::Transaction& transaction) {
            transaction.execute(damage);  // sql: one of those below
            return check_debits(transaction);
        });
    };
    EXPECT_EQ(wrong("UPDATE debit_run SET version = version"), 0);
    EXPECT_EQ(wrong("UPDATE debit_run SET total = total + 1"), 1);
    EXPECT_EQ(wrong("UPDATE debit_run SET total = total - 1"), 0);
    EXPECT_EQ(wrong("UPDATE debit_run SET state = 'withdrawn'"), 1);
    EXPECT_EQ(wrong("UPDATE debit_run SET state = 'made'"), 0);
    EXPECT_EQ(wrong("UPDATE debit_item SET payment = payment + 1"), 1);
}

TEST_P(DebitRuns, ManyDueOnesAreLookedAtByAJob) {
    debtor();
    booked(draft(debtor())), booked(draft(customer({{"name", "Ohne"}, {"payment_kind", "direct_debit"}})));
    preview_limits() = {1, 1};
    const auto asked = preview();
    const auto looked = result_of(chief().post("/direct-debits/previews", {{"collect_on", "2026-03-03"}}));
    preview_limits() = {};
    EXPECT_EQ(asked, (Json{{"as_job", true}, {"count", 2}}));
    EXPECT_EQ(looked["going"], 1);
    EXPECT_EQ(looked["to_fix"], 1);
    EXPECT_EQ(looked["total"], "200.00");
    ASSERT_EQ(looked["debits"].size(), 1U);
    EXPECT_EQ(looked["debits"][0]["problems"].size(), 1U) << "what is to be fixed stands first";
}

}  // namespace
}  // namespace kartei::payments
