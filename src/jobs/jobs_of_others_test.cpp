#include "jobs/jobs_fixture.hpp"

namespace kartei::jobs {
namespace {

/// Two processes on one database, which only PostgreSQL allows.
class JobsOfTwoProcesses : public testing::Test, protected Background {
protected:
    void SetUp() override {
        const auto wanted = test::engines();
        if (std::find(wanted.begin(), wanted.end(), sql::Engine::postgresql) == wanted.end())
            GTEST_SKIP() << "no PostgreSQL wanted";
        fresh = std::make_unique<test::FreshDatabase>(sql::Engine::postgresql);
        prepare(*fresh);
        begin();
        other_database = sql::Database::open(fresh->location());
        other = std::make_unique<Jobs>(*other_database, folder.string(), clock, rules);
    }

    void TearDown() override {
        other.reset();
        jobs.reset();
    }

    std::unique_ptr<test::FreshDatabase> fresh;
    std::unique_ptr<sql::Database> other_database;
    std::unique_ptr<Jobs> other;
};

TEST_F(JobsOfTwoProcesses, AreFollowedAndCancelledFromBoth) {
    other->begin();
    Gate gate;
    const auto id = *other->start({"import", "Kunden", 1, 0}, gate.work());
    gate.wait_until_inside();
    ASSERT_TRUE(
        listener.wait_for([&](const Event& event) { return event.job.id == id && event.job.state == State::running; }));
    EXPECT_EQ(jobs->list({})[0].id, id);
    jobs->cancel(id);
    ASSERT_TRUE(listener.wait_for_end(id));
    EXPECT_EQ(in_table(id).state, State::cancelled);
}

TEST_F(JobsOfTwoProcesses, AreLeftAloneWhileTheirProcessLives) {
    Gate gate;
    const auto id = start(gate.work());
    gate.wait_until_inside();
    clock.advance(rules.dead_after - 1s);
    other->begin();
    EXPECT_FALSE(is_over(other->find(id)->state));
    gate.opened.set_value();
    ASSERT_TRUE(listener.wait_for_end(id));
    EXPECT_EQ(in_table(id).state, State::done);
}

TEST_F(JobsOfTwoProcesses, AreEndedByTheOtherWhenTheirProcessIsSilent) {
    const auto lost = *(*fresh)->write([&](sql::Transaction& transaction) {
        return other->enter(transaction, {"import", "Kunden", 1, 0});
    });
    clock.advance(rules.dead_after + 1s);
    jobs->end_lost_jobs();
    EXPECT_EQ(in_table(lost.id).state, State::failed);
}

}  // namespace
}  // namespace kartei::jobs
