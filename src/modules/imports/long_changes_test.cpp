// Changes that take many transactions: cut off at any point they are brought to their end or leave nothing; a change of
// mind counts as long as nothing is written; nobody works on one twice.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>
#include <thread>

#include "audit/undo_run.hpp"
#include "modules/imports/import_test_support.hpp"
#include "program/check_command.hpp"

namespace kartei::imports {
namespace {

using sql::Transaction;

constexpr int many = 2600;  ///< more than one transaction of an undo takes

class LongChanges : public ImportTest {
protected:
    std::string customers() {
        std::string content = "number,first_name,name,postcode,email\n";
        for (int i = 0; i < many; ++i)
            content += std::to_string(300000 + i) + ",Import,Import" + std::to_string((i * 7919) % 9973) + ",10115,i" +
                       std::to_string(i) + "@example.com\n";
        return content;
    }
    std::int64_t import_many() { return import("customers", customers()).at("change_event").get<std::int64_t>(); }
    std::int64_t left() { return number_of("SELECT count(*) FROM customer WHERE first_name = 'Import'"); }
    std::size_t runs() {
        return db().read([](Transaction& transaction) { return audit::undo_runs(transaction).size(); });
    }
    /// Begins an undo and leaves it after the first transaction, as the end of the program does.
    Result<audit::Reversed> leave_half(std::int64_t event) {
        return audit::reverse_event(house(), clerk(), event, false,
                                    [](std::int64_t done, std::int64_t) { return done == 0; });
    }
    std::vector<std::string> found_by_check(const std::string& name) {
        for (const auto& line : program::check_house(house(), {}))
            if (line.name == name) return line.findings;
        return {"there is no such check"};
    }
    void begin_anew() {
        fresh().reopen();
        house_.emplace(House{db(), keys_, house_->rules, house_->country, house_->currency, house_->folder, &clock_});
    }
};
ON_BOTH_ENGINES(LongChanges);

TEST_P(LongChanges, AnUndoThatWasLeftIsKnownToTheCheckAndGoesOnAtTheStart) {
    const auto before = dump();
    const auto event = import_many();
    const auto half = leave_half(event);
    ASSERT_TRUE(half);
    EXPECT_GT(left(), 0);
    EXPECT_LT(left(), many);
    clock().advance(std::chrono::minutes(5));  // on PostgreSQL whoever was silent for so long is gone
    ASSERT_EQ(found_by_check("long changes").size(), 1u);
    EXPECT_THAT(found_by_check("long changes").front(), testing::HasSubstr("was cut off after"));
    EXPECT_EQ(audit::recover_undos(house()), 1);
    EXPECT_EQ(left(), 0);
    EXPECT_EQ(dump(), before);
    EXPECT_EQ(runs(), 0u);
    EXPECT_TRUE(found_by_check("long changes").empty());
    EXPECT_EQ(number_of("SELECT count(*) FROM change_event WHERE reverses = " + std::to_string(event)), 1)
        << "what goes on is the same change";
    expect_sound();
}

TEST_P(LongChanges, AskedForAgainAnUndoGoesOnWhereItStood) {
    const auto event = import_many();
    const auto half = leave_half(event);
    ASSERT_TRUE(half);
    clock().advance(std::chrono::minutes(5));
    const auto again = audit::reverse_event(house(), clerk(), event);
    ASSERT_TRUE(again) << again.refusal().issues.at(0).key;
    EXPECT_EQ(again->event, half->event);
    EXPECT_TRUE(again->conflicts.empty()) << "what went back already is no conflict";
    EXPECT_EQ(left(), 0);
    const auto third = audit::reverse_event(house(), clerk(), event);
    ASSERT_FALSE(third);
    EXPECT_EQ(third.refusal().issues.at(0).key, "error.already_undone");
}

TEST_P(LongChanges, CancelledBeforeTheFirstRecordNothingIsUndone) {
    const auto event = import_many();
    const auto before = dump();
    const auto cancelled =
        audit::reverse_event(house(), clerk(), event, false, [](std::int64_t, std::int64_t) { return false; });
    ASSERT_FALSE(cancelled);
    EXPECT_EQ(cancelled.refusal().issues.at(0).key, "error.undo_cancelled");
    EXPECT_EQ(dump(), before);
    EXPECT_EQ(number_of("SELECT count(*) FROM change_event WHERE reverses IS NOT NULL"), 0);
    undo(event);
    EXPECT_EQ(left(), 0);
}

TEST_P(LongChanges, WhileOneIsAtWorkNobodyElseBegins) {
    const auto event = import_many();
    std::string told;
    const auto done = audit::reverse_event(house(), clerk(), event, false, [&](std::int64_t done, std::int64_t) {
        if (done > 0 && told.empty()) {
            const auto other = audit::reverse_event(house(), clerk(), event);
            told = other ? "it began" : other.refusal().issues.at(0).key;
            EXPECT_EQ(audit::recover_undos(house()), 0);
        }
        return true;
    });
    ASSERT_TRUE(done);
    EXPECT_EQ(told, "error.undo_at_work");
    EXPECT_EQ(left(), 0);
}

/// Undoes the event, or begins an import, in a process of its own. Never returns.
[[noreturn]] void work_in_child(const sql::Location& location, const House& like,
                                const std::function<void(House&)>& work) {
    auto database = sql::Database::open(location);
    House house{*database, like.keys, like.rules, like.country, like.currency, like.folder, like.clock};
    work(house);
    ::_exit(0);
}

int kills() {
    const char* wanted = std::getenv("KARTEI_KILLS");
    return wanted ? std::max(1, std::atoi(wanted)) : 12;
}

TEST_P(LongChanges, KilledAtAnyPointAnUndoIsNeverHalf) {
    std::mt19937 chance{20261129};
    const auto actor = clerk();
    int halves = 0;
    for (int round = 0; round < kills(); ++round) {
        const auto event = import_many();
        fresh().close();
        const auto child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0)
            work_in_child(fresh().location(), house(),
                          [&](House& own) { (void)audit::reverse_event(own, actor, event); });
        std::this_thread::sleep_for(
            std::chrono::milliseconds(std::uniform_int_distribution<>(20, 1500)(chance)));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        begin_anew();
        const auto stood = left();
        halves += stood > 0 && stood < many;
        clock().advance(std::chrono::hours(1));
        audit::recover_undos(house());
        EXPECT_TRUE(left() == 0 || left() == many) << left() << " in round " << round << ", " << stood << " before";
        EXPECT_EQ(runs(), 0u);
        if (left() > 0) undo(event);
        EXPECT_EQ(left(), 0);
        expect_sound();
    }
    RecordProperty("cut off half way", halves);
}

}  // namespace
}  // namespace kartei::imports
