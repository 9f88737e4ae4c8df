// A cancelled event date settled for all its orders at once: money back, kept as credit, or moved to another date.
#include "modules/cancellations/cancellation.hpp"

#include <gmock/gmock.h>

#include <utility>

#include "modules/books/journal_export.hpp"
#include "modules/cancellations/cancellations.hpp"
#include "modules/orders/counter_fixture.hpp"
#include "modules/renewals/parked_money.hpp"

namespace kartei::cancellations {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using test::Json;

struct Watched final : jobs::Progress {
    std::int64_t cancel_after = -1;
    std::function<void()> meanwhile, behind_the_last;  ///< when one order is settled
    std::string result_file(std::string_view) override { return ""; }
    void changed(bool) override {
        if (done() == 1 && behind_the_last) std::exchange(behind_the_last, nullptr)();
    }
    bool is_cancelled() override {
        if (done() == 1 && meanwhile) std::exchange(meanwhile, nullptr)();
        return cancel_after >= 0 && done() >= cancel_after;
    }
};

class CancelledDates : public orders::AtTheCounter {
protected:
    void SetUp() override {
        AtTheCounter::SetUp();
        if (IsSkipped()) return;
        test::sell(house(), [&](test::BoxOffice& office) { bach_ = office.customer("Bach"); });
    }
    void TearDown() override {
        AtTheCounter::TearDown();
        jobs_.reset();
    }
    web::EndpointTable further_endpoints() override {
        jobs_ = std::make_unique<jobs::Jobs>(db(), test::temporary_path("").string());
        return cancellations_endpoints(house(), *jobs_);
    }
    Json sold(const std::string& amount, const Json& tickets, std::int64_t customer, bool reserve = false) {
        Json more{{"reserve", reserve}};
        if (customer) more["customer"] = customer;
        const auto answer = sell("anna", tickets, amount.empty() ? Json::array() : cash(amount), more);
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json;
    }
    Json now(const Json& order) {
        return as("chief").get("/orders/" + std::to_string(order["id"].get<std::int64_t>())).json;
    }
    Asked asked(const std::string& decision, std::int64_t target = 0) {
        Asked asked;
        asked.event = e1_, asked.decision = decision, asked.target = target, asked.cancel = true;
        return asked;
    }
    Json done(const Asked& asked, std::int64_t cancel_after = -1) {
        Watched progress;
        progress.cancel_after = cancel_after;
        const auto done = cancel_date(house(), Actor::system(), asked, progress);
        EXPECT_TRUE(done) << done.refusal().issues.front().key;
        return done ? *done : Json();
    }
    std::vector<std::string> outcomes(const Asked& asked) {
        return db().read([&](sql::Transaction& transaction) {
            std::vector<std::string> all;
            const auto plan = plan_cancellation(house(), transaction, Actor::system(), asked);
            EXPECT_TRUE(plan);
            for (const auto& line : plan->lines)
                all.push_back(line.outcome + (line.reason.empty() ? "" : " " + line.reason));
            return all;
        });
    }
    std::string state_of_date() {
        return db().read([&](sql::Transaction& transaction) {
            return events::find_event_sale(transaction, e1_).state;
        });
    }
    std::int64_t parked(std::int64_t customer) {
        return db().read(
            [&](sql::Transaction& transaction) { return renewals::parked_of(transaction, customer).sum; });
    }

    std::string state_of_run() {
        return db().read([](sql::Transaction& transaction) {
            auto rows = transaction.query("SELECT state FROM date_cancellation ORDER BY id DESC");
            return rows.next() ? rows.string(0) : "";
        });
    }
    /// Of adler's credit from the first of two orders he buys another one, before the run is stopped.
    Json bought_of_credit(Watched& progress) {
        sold("30.00", wanted(seat("1", "1")), adler_), sold("30.00", wanted(seat("1", "2")), bach_);
        auto other = sold("", wanted(seat("2", "1"), 1, e2_), adler_, true);
        progress.meanwhile = [this, id = other["id"].get<std::int64_t>()] {
            EXPECT_TRUE(db().write([&](sql::Transaction& transaction) {
                return renewals::pay_from_parked(house(), transaction, Actor::system(), id,
                                                 orders::find_order(transaction, id)->version);
            }));
        };
        return other;
    }
    std::int64_t in_cash() {
        std::int64_t sum = 0;
        db().read([&](sql::Transaction& transaction) {
            for (const auto& line : books::whole_journal(house(), transaction))
                if (line.posting == "paid_cash") sum += line.turned ? -line.amount : line.amount;
            return 0;
        });
        return sum;
    }

    std::int64_t bach_ = 0;
    std::unique_ptr<jobs::Jobs> jobs_;
};
ON_BOTH_ENGINES(CancelledDates);

// counter.md 3: a cancelled event date, refund for everybody at once
TEST_P(CancelledDates, GiveTheMoneyBackAsItCameInAndUndoTakesItBack) {
    const auto paid = sold("50.00", {wanted(seat("1", "1")), wanted(seat("2", "1"), 1, e2_)}, adler_);
    const auto open = sold("", wanted(seat("1", "2")), bach_, true);
    const auto unknown = sold("30.00", wanted(seat("1", "3")), 0);
    EXPECT_THAT(outcomes(asked("refund")), ElementsAre("left nobody_known", "refunded", "released"));
    const auto all = done(asked("refund"));
    EXPECT_EQ(all["orders"], 2);
    EXPECT_EQ(all["left"], 1);
    EXPECT_EQ(all["refunded"], "30.00");
    EXPECT_EQ(state_of_date(), "cancelled");
    EXPECT_EQ(now(paid)["open"], "0.00");
    EXPECT_EQ(now(paid)["payments"][1]["amount"], "-30.00");
    EXPECT_EQ(now(paid)["tickets"][1]["state"], "sold") << "the other date stays";
    EXPECT_EQ(now(open)["tickets"][0]["state"], "deleted");
    EXPECT_EQ(now(unknown)["tickets"][0]["state"], "sold");
    EXPECT_THAT(states(), ElementsAre("1/3 sold"));
    expect_whole();
    EXPECT_EQ(done(asked("refund"))["orders"], 0) << "again it changes nothing";
    undo(all["change_event"]);
    EXPECT_EQ(state_of_date(), "on_sale");
    EXPECT_THAT(states(), ElementsAre("1/1 sold", "1/2 reserved", "1/3 sold"));
    EXPECT_EQ(now(paid)["paid"], "50.00");
    expect_whole();
}

TEST_P(CancelledDates, KeepTheMoneyAsCreditOfTheCustomer) {
    const auto paid = sold("30.00", wanted(seat("1", "1")), adler_);
    const auto all = done(asked("credit"));
    EXPECT_EQ(all["credited"], "30.00");
    EXPECT_EQ(parked(adler_), 3000);
    EXPECT_EQ(now(paid)["paid"], "0.00");
    undo(all["change_event"]);
    EXPECT_EQ(parked(adler_), 0);
    expect_whole();
}

// counter.md 3: the same seats where free, the next best, the rest listed
TEST_P(CancelledDates, MoveToTheSameSeatsTheNextBestOrNowhere) {
    const auto taken = sold("30.00", wanted(seat("1", "2"), 1, e2_), bach_);
    const auto same = sold("30.00", wanted(seat("1", "1")), adler_);
    const auto next = sold("60.00", {wanted(seat("1", "2")), wanted(seat("1", "3"))}, adler_);
    const auto none = sold("60.00", {wanted(seat("1", "4")), wanted(seat("1", "5"))}, bach_);
    EXPECT_THAT(outcomes(asked("move", e2_)), ElementsAre("left no_places", "moved", "moved"));
    const auto all = done(asked("move", e2_));
    EXPECT_EQ(all["moved"], 2);
    EXPECT_EQ(now(same)["tickets"][0]["seat"], "1");
    EXPECT_EQ(now(same)["tickets"][0]["event"], e2_);
    EXPECT_NE(now(next)["tickets"][0]["seat"], "2");
    EXPECT_EQ(now(next)["total"], "60.00") << "the price stays";
    EXPECT_EQ(now(none)["tickets"][0]["event"], e1_);
    EXPECT_THAT(states(), ElementsAre("1/4 sold", "1/5 sold"));
    expect_whole();
    undo(all["change_event"]);
    EXPECT_THAT(states(e2_), ElementsAre("1/2 sold"));
    expect_whole();
}

TEST_P(CancelledDates, StoppedOrCutOffAllGoesBack) {
    sold("30.00", wanted(seat("1", "1")), adler_), sold("30.00", wanted(seat("1", "2")), bach_);
    Watched progress;
    progress.cancel_after = 1;
    EXPECT_THROW((void)cancel_date(house(), Actor::system(), asked("refund"), progress), jobs::Cancelled);
    EXPECT_THAT(states(), ElementsAre("1/1 sold", "1/2 sold"));
    EXPECT_EQ(state_of_date(), "on_sale");
    done(asked("refund"));
    EXPECT_THAT(states(), IsEmpty());
    db().write([](sql::Transaction& transaction) {
        transaction.execute("UPDATE date_cancellation SET state = 'running', seen_at = '2020-01-01T00:00:00Z'"
                            " WHERE state = 'done'");
    });
    recover_cancellations(house());
    EXPECT_THAT(states(), ElementsAre("1/1 sold", "1/2 sold"));
    expect_whole();
}

// What somebody built upon since stays, and with it the whole run: nobody's money is there twice
TEST_P(CancelledDates, StoppedWhatCreditBoughtSinceStays) {
    Watched progress;
    progress.cancel_after = 1;
    const auto other = bought_of_credit(progress);
    EXPECT_THROW((void)cancel_date(house(), Actor::system(), asked("credit"), progress), jobs::Cancelled);
    EXPECT_EQ(now(other)["open"], "0.00");
    EXPECT_EQ(parked(adler_), 1000);
    EXPECT_THAT(states(), ElementsAre("1/2 sold")) << "the first one stays credited";
    EXPECT_EQ(state_of_date(), "cancelled");
    EXPECT_EQ(state_of_run(), "done");
    db().write([](sql::Transaction& transaction) {
        transaction.execute("UPDATE date_cancellation SET state = 'running', seen_at = '2020-01-01T00:00:00Z'");
    });
    recover_cancellations(house());
    EXPECT_THAT(states(), ElementsAre("1/2 sold")) << "nor does a start of the program take it back";
    EXPECT_EQ(state_of_run(), "done");
    expect_whole();
}

// Somebody undoes the run while its last order is being settled: he has not read that one
TEST_P(CancelledDates, UndoneBesideTheLastOrderThatOneGoesBackToo) {
    sold("30.00", wanted(seat("1", "1")), adler_);
    Watched progress;
    progress.behind_the_last = [this] {
        db().write([&](sql::Transaction& transaction) {
            auto rows = transaction.query("SELECT change_event FROM date_cancellation");
            ASSERT_TRUE(rows.next());
            const auto event = rows.integer(0);
            audit::Change change(house(), transaction, Actor::system(), "reversal", std::to_string(event), event);
            change.seal();
        });
    };
    EXPECT_THROW((void)cancel_date(house(), Actor::system(), asked("refund"), progress), jobs::Cancelled);
    EXPECT_THAT(states(), ElementsAre("1/1 sold"));
    EXPECT_EQ(state_of_date(), "on_sale");
    EXPECT_EQ(state_of_run(), "cancelled");
    expect_whole();
}

TEST_P(CancelledDates, AnOrderThatAnotherRunSettledIsNotSettledTwice) {
    sold("30.00", wanted(seat("1", "1")), adler_), sold("30.00", wanted(seat("1", "2")), bach_);
    Watched progress;
    progress.meanwhile = [this] { EXPECT_EQ(done(asked("refund"))["orders"], 1); };
    const auto all = cancel_date(house(), Actor::system(), asked("refund"), progress);
    ASSERT_TRUE(all);
    EXPECT_EQ(all->at("orders"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM date_cancellation_row"), 2);
}

TEST_P(CancelledDates, TheSameRequestTwiceIsOneJob) {
    sold("30.00", wanted(seat("1", "1")), adler_);
    const test::Headers key{{"Idempotency-Key", "the-same-date"}};
    const auto address = "/event-dates/" + std::to_string(e1_) + "/cancellations";
    const Json body{{"decision", "refund"}, {"cancel", true}};
    const auto first = as("chief").post(address, body, key), again = as("chief").post(address, body, key);
    ASSERT_EQ(first.status, 202) << first.text;
    EXPECT_EQ(first.text, again.text);
    EXPECT_EQ(number("SELECT count(*) FROM job"), 1);
}

// The books: money that stays as credit has not left the house, and goes when it is paid out
TEST_P(CancelledDates, CreditStaysOnTheAccountOfItsKindUntilItIsPaidOut) {
    sold("30.00", wanted(seat("1", "1")), adler_);
    EXPECT_EQ(in_cash(), 3000);
    const auto all = done(asked("credit"));
    EXPECT_EQ(in_cash(), 3000) << "kept";
    EXPECT_TRUE(db().write([&](sql::Transaction& transaction) {
        return renewals::park(house(), transaction, Actor::system(), adler_, {"cash", -1000});
    }));
    EXPECT_EQ(in_cash(), 2000) << "paid out";
    const auto other = sold("", wanted(seat("2", "1"), 1, e2_), adler_, true);
    EXPECT_TRUE(db().write([&](sql::Transaction& transaction) {
        return renewals::pay_from_parked(house(), transaction, Actor::system(), other["id"], 1);
    }));
    EXPECT_EQ(in_cash(), 2000) << "paid from there";
}

TEST_P(CancelledDates, AskForTheRightAndRefuseWhatCannotBe) {
    sold("30.00", wanted(seat("1", "1")), adler_);
    const auto address = "/event-dates/" + std::to_string(e1_) + "/cancellations/preview";
    EXPECT_EQ(as("anna").post(address, {{"decision", "refund"}, {"cancel", true}}).status, 403);
    EXPECT_THAT(as("chief").post(address, {{"decision", "refund"}}).issues(),
                ElementsAre("event: error.date_not_cancelled"));
    EXPECT_THAT(as("chief").post(address, {{"decision", "move"}, {"cancel", true}}).issues(),
                ElementsAre("target: error.required"));
    const auto plan = as("chief").post(address, {{"decision", "credit"}, {"cancel", true}});
    ASSERT_EQ(plan.status, 200) << plan.text;
    EXPECT_EQ(plan.json["orders"], 1);
    EXPECT_EQ(plan.json["amount"], "30.00");
    EXPECT_THAT(states(), ElementsAre("1/1 sold")) << "it only looks";
}

}  // namespace
}  // namespace kartei::cancellations
