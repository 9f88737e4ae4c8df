#include <gmock/gmock.h>

#include <fstream>

#include "jobs/jobs_fixture.hpp"

namespace kartei::jobs {
namespace {

using testing::ElementsAre;

class BackgroundJobs : public test::OnBothEngines, protected Background {
protected:
    void SetUp() override {
        OnBothEngines::SetUp();
        if (!IsSkipped()) prepare(fresh());
    }
    void TearDown() override {
        jobs.reset();
        OnBothEngines::TearDown();
    }
};

ON_BOTH_ENGINES(BackgroundJobs);

TEST_P(BackgroundJobs, TellHowFarTheyAreAndKeepTheResult) {
    begin();
    Gate gate;
    const auto id = start([&](Progress& progress) -> Result<Outcome> {
        progress.begin_phase("job.phase.reading", 10);
        progress.add(7);
        gate.inside->set_value();
        gate.open.wait();
        progress.set_done(10);
        return Outcome{{{"rows", 10}}};
    });
    gate.wait_until_inside();
    EXPECT_EQ(jobs->find(id)->state, State::running);
    EXPECT_EQ(jobs->find(id)->done, 7);
    // The table follows without the job being over.
    EXPECT_TRUE(eventually([&] { return in_table(id).done == 7; }));
    EXPECT_EQ(in_table(id).phase, "job.phase.reading");
    EXPECT_EQ(in_table(id).total, 10);
    gate.opened.set_value();
    ASSERT_TRUE(listener.wait_for_end(id));
    const auto stored = in_table(id);
    EXPECT_EQ(stored.state, State::done);
    EXPECT_EQ(stored.done, 10);
    EXPECT_EQ(stored.result, R"({"rows":10})");
    EXPECT_EQ(stored.finished_at, write_instant(clock.now()));
    EXPECT_EQ(listener.events().back().name, "done");
}

TEST_P(BackgroundJobs, KeepWhatARefusalSaid) {
    begin();
    const auto id = start([](Progress&) -> Result<Outcome> {
        return refuse(RefusalKind::conflict, "error.import_repeated", {{"at", "x"}});
    });
    ASSERT_TRUE(listener.wait_for_end(id));
    EXPECT_EQ(in_table(id).state, State::failed);
    const auto refusal = read_problem(in_table(id).problem);
    EXPECT_EQ(refusal.kind, RefusalKind::conflict);
    ASSERT_EQ(refusal.issues.size(), 1u);
    EXPECT_EQ(refusal.issues[0].key, "error.import_repeated");
    EXPECT_EQ(refusal.issues[0].parameters, (Parameters{{"at", "x"}}));
    EXPECT_EQ(listener.events().back().name, "failed");
}

TEST_P(BackgroundJobs, TellNobodyTheWordsOfAnException) {
    begin();
    const auto id = start([](Progress& progress) -> Result<Outcome> {
        std::ofstream(progress.result_file("half.csv")) << "half";
        throw std::runtime_error("customer 'Erika Beispiel' broke it");
    });
    ASSERT_TRUE(listener.wait_for_end(id));
    const auto stored = in_table(id);
    EXPECT_EQ(stored.state, State::failed);
    EXPECT_EQ(read_problem(stored.problem).issues[0].key, "error.job_failed");
    EXPECT_THAT(stored.problem, testing::Not(testing::HasSubstr("Erika")));
    EXPECT_EQ(stored.file_path, "");
    EXPECT_TRUE(std::filesystem::is_empty(folder)) << "a file of a job that failed must not look like a result";
}

TEST_P(BackgroundJobs, StopWhenTheyAreCancelled) {
    begin();
    Gate gate;
    const auto id = start(gate.work());
    gate.wait_until_inside();
    jobs->cancel(id);
    ASSERT_TRUE(listener.wait_for_end(id));
    EXPECT_EQ(in_table(id).state, State::cancelled);
    jobs->cancel(id);  // once more does nothing
    EXPECT_EQ(in_table(id).state, State::cancelled);
}

TEST_P(BackgroundJobs, AreDoneWhenTheyFinishedBeforeTheyLooked) {
    begin();
    Gate gate;
    const auto id = start([&](Progress&) -> Result<Outcome> {
        gate.inside->set_value();
        gate.open.wait();
        return Outcome{};
    });
    gate.wait_until_inside();
    jobs->cancel(id);
    gate.opened.set_value();
    ASSERT_TRUE(listener.wait_for_end(id));
    EXPECT_EQ(in_table(id).state, State::done);
}

TEST_P(BackgroundJobs, WaitForAFreeThreadAndCanBeCancelledThere) {
    begin();
    std::vector<Gate> gates(2);
    std::vector<std::int64_t> running;
    for (auto& gate : gates) {
        running.push_back(start(gate.work()));
        gate.wait_until_inside();
    }
    bool ran = false;
    const auto waiting = start([&](Progress&) -> Result<Outcome> {
        ran = true;
        return Outcome{};
    });
    EXPECT_EQ(jobs->find(waiting)->state, State::waiting);
    jobs->cancel(waiting);
    ASSERT_TRUE(listener.wait_for_end(waiting));
    EXPECT_EQ(in_table(waiting).state, State::cancelled);
    for (auto& gate : gates) gate.opened.set_value();
    for (auto id : running) ASSERT_TRUE(listener.wait_for_end(id));
    EXPECT_FALSE(ran);
}

TEST_P(BackgroundJobs, AreRefusedWhenTooManyWait) {
    rules.longest_queue = 1;
    make();
    begin();
    std::vector<Gate> gates(2);
    for (auto& gate : gates) {
        start(gate.work());
        gate.wait_until_inside();
    }
    start([](Progress&) -> Result<Outcome> { return Outcome{}; });
    const auto refused = jobs->start({"export", "x", 1, 0}, [](Progress&) -> Result<Outcome> { return Outcome{}; });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.refusal().issues[0].key, "error.too_many_jobs");
    for (auto& gate : gates) gate.opened.set_value();
}

TEST_P(BackgroundJobs, LeaveAFileThatIsKeptSevenDays) {
    begin();
    const auto id = start([](Progress& progress) -> Result<Outcome> {
        std::ofstream(progress.result_file("Kunden 2026.csv")) << "number\n";
        return Outcome{};
    });
    ASSERT_TRUE(listener.wait_for_end(id));
    const auto stored = in_table(id);
    EXPECT_EQ(stored.file_name, "Kunden 2026.csv");
    EXPECT_TRUE(stored.file_path.ends_with(".csv")) << stored.file_path;
    ASSERT_TRUE(std::filesystem::exists(stored.file_path));
    EXPECT_EQ(std::filesystem::status(stored.file_path).permissions(), std::filesystem::perms(0600));
    const auto stray = folder / "999-left";
    std::ofstream(stray) << "of nobody";
    clock.advance(7 * 24h);
    jobs->remove_old_files();
    EXPECT_TRUE(std::filesystem::exists(stored.file_path));
    EXPECT_FALSE(std::filesystem::exists(stray));
    clock.advance(1s);
    jobs->remove_old_files();
    EXPECT_FALSE(std::filesystem::exists(stored.file_path));
    EXPECT_EQ(in_table(id).file_path, "");
}

TEST_P(BackgroundJobs, ThatACrashCutOffAreUndoneAndMarkedFailed) {
    // A process that dies leaves its rows as they are: here one that entered its jobs and never came to run them.
    const auto entered = *db().write([&](sql::Transaction& transaction) {
        return jobs->enter(transaction, {"import", "Kunden", 1, 5});
    });
    jobs.reset();
    fresh().reopen();
    make();
    std::vector<std::int64_t> undone;
    jobs->on_restart("import", [&](const Job& job) { undone.push_back(job.id); });
    jobs->on_restart("export", [&](const Job&) { FAIL() << "another kind"; });
    clock.advance(rules.dead_after + 1s);
    begin();
    EXPECT_THAT(undone, ElementsAre(entered.id));
    EXPECT_EQ(in_table(entered.id).state, State::failed);
    EXPECT_EQ(read_problem(in_table(entered.id).problem).issues[0].key, "error.job_interrupted");
}

TEST_P(BackgroundJobs, WhoseUndoFailsAreTriedAgainAtTheNextStart) {
    const auto entered = *db().write([&](sql::Transaction& transaction) {
        return jobs->enter(transaction, {"import", "Kunden", 1, 5});
    });
    for (const bool works : {false, true}) {
        make();
        jobs->on_restart("import", [&](const Job&) {
            if (!works) throw std::runtime_error("the disk is full");
        });
        clock.advance(rules.dead_after + 1s);
        jobs->begin();
        EXPECT_EQ(in_table(entered.id).state, works ? State::failed : State::waiting);
    }
}

TEST_P(BackgroundJobs, AreMarkedFailedWhenTheServerIsStopped) {
    begin();
    Gate gate;
    const auto running = start(gate.work());
    gate.wait_until_inside();
    Gate second;
    start(second.work());
    second.wait_until_inside();
    const auto waiting = start([](Progress&) -> Result<Outcome> { return Outcome{}; });
    jobs->stop();
    for (auto id : {running, waiting}) {
        EXPECT_EQ(in_table(id).state, State::failed);
        EXPECT_EQ(read_problem(in_table(id).problem).issues[0].key, "error.job_interrupted");
    }
}

TEST_P(BackgroundJobs, StreamsThatComeBackMissNothing) {
    begin();
    for (int i = 0; i < 3; ++i)
        ASSERT_TRUE(listener.wait_for_end(start([](Progress&) -> Result<Outcome> { return Outcome{}; })));
    const auto all = listener.events();
    Listener again;
    jobs->end_listening(jobs->listen(all[1].number, again.callback()));
    std::vector<std::int64_t> expected, replayed;
    for (std::size_t i = 2; i < all.size(); ++i) expected.push_back(all[i].number);
    for (const auto& event : again.events()) replayed.push_back(event.number);
    EXPECT_EQ(replayed, expected);
    EXPECT_FALSE(replayed.empty());
}

TEST_P(BackgroundJobs, StreamsThatWereAwayTooLongBeginWithWhatRuns) {
    rules.kept_events = 2;
    make();
    begin();
    Gate gate;
    const auto id = start(gate.work());
    gate.wait_until_inside();
    for (int i = 0; i < 3; ++i)
        ASSERT_TRUE(listener.wait_for_end(start([](Progress&) -> Result<Outcome> { return Outcome{}; })));
    for (const auto last_seen : {std::optional<std::int64_t>(1), std::optional<std::int64_t>()}) {
        Listener late;
        jobs->end_listening(jobs->listen(last_seen, late.callback()));
        ASSERT_EQ(late.events().size(), 1u);
        EXPECT_EQ(late.events()[0].job.id, id);
        EXPECT_EQ(late.events()[0].name, "progress");
        EXPECT_EQ(late.events()[0].number, listener.events().back().number);
    }
    gate.opened.set_value();
}

TEST_P(BackgroundJobs, AreListedToTheirUserNewestFirst) {
    begin();
    Gate gate;
    const auto first = start(gate.work(), 1), second = start([](Progress&) -> Result<Outcome> { return Outcome{}; }, 2);
    gate.wait_until_inside();
    ASSERT_TRUE(listener.wait_for_end(second));
    auto ids = [&](std::optional<std::int64_t> user) {
        std::vector<std::int64_t> list;
        for (const auto& job : jobs->list(user)) list.push_back(job.id);
        return list;
    };
    EXPECT_THAT(ids({}), ElementsAre(second, first));
    EXPECT_THAT(ids(1), ElementsAre(first));
    EXPECT_EQ(jobs->list(1)[0].state, State::running);
    gate.opened.set_value();
}

}  // namespace
}  // namespace kartei::jobs
