// Who was erased is gone again when an older copy of the house comes back, by the journal beside it; nobody else is. On both
// engines.
#include <gmock/gmock.h>

#include "modules/consents/suppressions.hpp"
#include "modules/merges/merge_actions.hpp"
#include "modules/privacy/erasure_journal.hpp"
#include "program/recovery.hpp"
#include "tests/scenarios/known_person.hpp"

namespace kartei::privacy {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class ErasedAgain : public WithPerson {
protected:
    std::int64_t add_anna() { return add_customer({{"name", "Eriksson"}, {"email", "anna@example.org"}}); }
    /// Anna comes, is erased, and stands in the journal; the house is then what it was before she came.
    std::string journal_of_a_house_that_went() {
        const auto anna = add_anna();
        EXPECT_TRUE(erase(anna));
        keep_journal(house());
        return set_back();
    }
    std::string set_back() {
        const auto journal = journal_of(house());
        TearDown();
        SetUp();
        return journal;
    }
    std::vector<std::string> lines_in(const std::string& path) {
        std::vector<std::string> lines;
        std::ifstream file(path);
        for (std::string line; std::getline(file, line);) lines.push_back(line);
        return lines;
    }
    Replayed replayed(const std::string& journal) {
        auto done = replay_erasures(house(), journal);
        EXPECT_TRUE(done);
        return std::move(done).value();
    }
};
ON_BOTH_ENGINES(ErasedAgain);

// GDPR Art. 17: a copy from before the erasure does not bring him back
TEST_P(ErasedAgain, AnOlderCopyDoesNotBringHimBack) {
    const auto journal = journal_of_a_house_that_went();
    const auto anna = add_anna(), bert = add_customer({{"name", "Bergström"}});
    const auto number = *stored(anna).number;
    EXPECT_THAT(replayed(journal).erased, ElementsAre(number));
    EXPECT_FALSE(is_there(anna));
    EXPECT_TRUE(is_there(bert));
    EXPECT_THAT(whole_database(), Not(HasSubstr("Eriksson")));
    EXPECT_THAT(replayed(journal).erased, IsEmpty()) << "once is enough";
    db().read([&](Transaction& transaction) {
        EXPECT_EQ(audit::verify_audit(transaction), "");
        const auto plain = consents::suppression_hash_of_email("anna@example.org");
        EXPECT_TRUE(consents::is_suppressed(transaction, consents::keyed_suppression(house().keys, plain)));
    });
}

TEST_P(ErasedAgain, TheJournalNamesNobodyAndGrowsByWhatItLacks) {
    const auto anna = add_anna();
    ASSERT_TRUE(erase(anna));
    keep_journal(house());
    const auto bert = add_customer({{"name", "Bergström"}});
    ASSERT_TRUE(erase(bert, false));
    keep_journal(house()), keep_journal(house());
    const auto lines = lines_in(journal_of(house()));
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_THAT(lines[0], HasSubstr(" suppressed "));
    EXPECT_THAT(lines[1], HasSubstr(" plain "));
    EXPECT_THAT(lines[0] + lines[1], Not(testing::AnyOf(HasSubstr("Eriksson"), HasSubstr("example.org"))));
    EXPECT_EQ(std::filesystem::status(journal_of(house())).permissions(), std::filesystem::perms(0600));
}

// A number is given again behind the restore of an older copy; a line of another house, or a made-up one, erases nobody.
TEST_P(ErasedAgain, SomebodyElseStays) {
    const auto journal = journal_of_a_house_that_went();
    clock().advance(std::chrono::minutes(5));
    const auto other = add_anna();
    EXPECT_THAT(replayed(journal).erased, IsEmpty()) << "he has the id, but came later";
    clock().advance(-std::chrono::minutes(5));
    set_back();
    keys_ = audit::KeyRing::random();
    set_back();
    const auto same_number = add_anna();
    EXPECT_EQ(same_number, other);
    EXPECT_THAT(replayed(journal).erased, IsEmpty()) << "another house";
    std::ofstream(journal) << "2026-03-01T09:00:00Z " << same_number << " 100001 plain " << std::string(64, 'a') << "\n\nx\n";
    EXPECT_THAT(replayed(journal).erased, IsEmpty());
    EXPECT_TRUE(is_there(same_number));
    EXPECT_EQ(replay_erasures(house(), journal + ".none").refusal().issues.at(0).key, "error.no_journal");
}

TEST_P(ErasedAgain, WhatTheOlderHouseHasWithHimComesFirst) {
    const auto journal = journal_of_a_house_that_went();
    const auto anna = add_anna();
    db().write([&](Transaction& transaction) {
        transaction.execute("INSERT INTO parked_money (id, customer_id, amount, kind, parked_at, parked_by)"
                            " VALUES (1, :id, 500, 'cash', '2026-01-01T09:00:00Z', 'anke')",
                            anna);
    });
    const auto first = replayed(journal);
    EXPECT_THAT(first.erased, IsEmpty());
    ASSERT_EQ(first.forbidden.size(), 1u);
    EXPECT_EQ(first.forbidden[0].why.at(0).key, "privacy.forbids.parked_money");
    EXPECT_TRUE(is_there(anna));
    db().write([](Transaction& transaction) { transaction.execute("DELETE FROM parked_money"); });
    EXPECT_EQ(replayed(journal).erased.size(), 1u);
}

// Whoever was merged into him is a person of his own in a copy from before the merge.
TEST_P(ErasedAgain, WhoWasMergedIntoHimGoesToo) {
    const auto come = [&] {
        const auto anna = add_anna();
        return std::pair(anna, add_customer({{"name", "Eriksson"}, {"first_name", "Anna"}}));
    };
    const auto [anna, twin] = come();
    const auto merged = db().write([&, one = anna, other = twin](Transaction& transaction) {
        return merges::merge_customers(house(), transaction, Actor::system(), {one, {other}, {}, {{one, 1}, {other, 1}}});
    });
    ASSERT_TRUE(merged);
    ASSERT_TRUE(erase(anna));
    keep_journal(house());
    const auto journal = set_back();
    come();
    EXPECT_EQ(replayed(journal).erased.size(), 2u);
    EXPECT_FALSE(is_there(anna) || is_there(twin));
}

// What a job had read before is on the disk only afterwards.
TEST_P(ErasedAgain, AFileThatWasBeingWrittenMeanwhileGoesToo) {
    const auto id = add_anna();
    const auto path = house().folder + "/1-list.csv";
    const auto job = [&](const std::string& set) {
        db().write([&](Transaction& transaction) { transaction.execute("UPDATE job SET " + set + " WHERE id = 1"); });
    };
    db().write([&](Transaction& transaction) {
        transaction.execute("INSERT INTO job (id, kind, title, state, user_id, created_at, done, total, owner, seen_at, "
                            "cancel_requested) VALUES (1, 'list', 'Kunden', 'running', 7, '2026-01-01T09:00:00Z', 1, 1, 'x', "
                            "'2026-01-01T09:00:01Z', 0)");
    });
    ASSERT_TRUE(erase(id));
    std::ofstream(path) << "Eriksson\n";
    job("finished_at = '2026-03-01T09:05:00Z', state = 'done', file_path = '" + path + "'");
    finish_erasures(house());
    EXPECT_FALSE(std::filesystem::exists(path));
    // What began afterwards has nothing of him.
    std::ofstream(path) << "Bergström\n";
    job("created_at = '2026-03-02T09:05:00Z', file_path = '" + path + "'");
    ASSERT_TRUE(erase(add_customer({{"name", "Berg"}})));
    EXPECT_TRUE(std::filesystem::exists(path));
}

// It goes while the server runs, on either engine; nobody has to erase somebody else or start it again.
TEST_P(ErasedAgain, AFileThatWasBeingWrittenGoesWhileTheServerRuns) {
    const auto id = add_anna();
    const auto path = house().folder + "/1-list.csv";
    db().write([&](Transaction& transaction) {
        transaction.execute("INSERT INTO job (id, kind, title, state, user_id, created_at, done, total, owner, seen_at, "
                            "cancel_requested) VALUES (1, 'list', 'Kunden', 'running', 7, '2026-01-01T09:00:00Z', 1, 1, 'x', "
                            "'2026-01-01T09:00:01Z', 0)");
    });
    ASSERT_TRUE(erase(id));
    finish_erasures(house());
    std::ofstream(path) << "Eriksson\n";
    const auto taken_up = program::recovery(house(), std::chrono::milliseconds(5));
    db().write([&](Transaction& transaction) {
        transaction.execute("UPDATE job SET finished_at = '2026-03-01T09:05:00Z', state = 'done', file_path = :path"
                            " WHERE id = 1", path);
    });
    const auto is_finished = [&] {
        return db().read([](Transaction& transaction) { return !erasures(transaction, 0, 1).at(0).finished_at.empty(); });
    };
    for (int patience = 0; patience < 4000 && !is_finished(); ++patience)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    EXPECT_TRUE(is_finished());
    EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace kartei::privacy
