// The log behind the commits: positions without gap, in the order of commits, whoever gives them and wherever he is cut off.
#include "audit/sealer.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "audit/chain.hpp"
#include "audit/hold.hpp"
#include "audit/log.hpp"
#include "tests/support/founded_house.hpp"

namespace kartei::audit {
namespace {

using sql::Parameter;
using sql::Transaction;
using testing::ElementsAre;
using testing::HasSubstr;

const Field code_field{"code1", FieldKind::text, 40, Privacy::open};

struct Killed {};

/// Another's transaction that is cut off at its statement number `last`.
class CutOff : public Transaction, public sql::Writing {
public:
    CutOff(Transaction& inner, int last) : inner_(inner), left_(last) {}
    sql::Rows run_query(std::string_view sql, const std::vector<Parameter>& parameters) override {
        count();
        return inner_.run_query(sql, parameters);
    }
    std::int64_t run_execute(std::string_view sql, const std::vector<Parameter>& parameters) override {
        count();
        return inner_.run_execute(sql, parameters);
    }
    sql::Rows run_stream(std::string_view sql, const std::vector<Parameter>& parameters) override {
        count();
        return inner_.run_stream(sql, parameters);
    }
    std::unique_ptr<sql::BulkInsert> bulk_insert(std::string_view table,
                                                 const std::vector<std::string>& columns) override {
        count();
        return inner_.bulk_insert(table, columns);
    }
    sql::Engine engine() const override { return inner_.engine(); }
    void interrupt() override { inner_.interrupt(); }
    std::int64_t take_ids(std::string_view counter, std::int64_t number) override {
        return writing(inner_).take_ids(counter, number);
    }
    std::int64_t next_in_order(std::string_view counter) override { return writing(inner_).next_in_order(counter); }
    void apart(const std::function<void(Transaction&)>& work) override { writing(inner_).apart(work); }

protected:
    bool lock(int rank, std::int64_t id, Holding, bool) override { return writing(inner_).try_hold(rank, id); }

private:
    void count() {
        if (--left_ < 0) throw Killed();
    }
    Transaction& inner_;
    int left_;
};

class Log : public test::InAHouse {
protected:
    std::int64_t change_record(std::int64_t id, const std::string& after) {
        return db().write([&](Transaction& transaction) { return changed_in(transaction, id, after); });
    }
    std::int64_t changed_in(Transaction& transaction, std::int64_t id, const std::string& after) {
        hold_part(transaction);
        Change change(house(), transaction, Actor::system("anke"), "customer_changed");
        change.changed("customer", id, code_field, Value(), after, id);
        change.seal();
        return change.event();
    }
    std::vector<std::int64_t> records_in_order() {
        std::vector<std::int64_t> records;
        db().read([&](Transaction& transaction) {
            read_log(transaction, {}, 0, [&](const LogRow& row) {
                records.push_back(row.first);
                return true;
            });
        });
        return records;
    }
    std::string bare_verdict() {
        return db().read([](Transaction& transaction) { return verify_audit(transaction); });
    }
    std::string sealed_verdict() {
        catch_up(db());
        return bare_verdict();
    }
    LogPlace place() { return db().read(log_place); }
    bool queues() const { return engine() == sql::Engine::postgresql; }
};
ON_BOTH_ENGINES(Log);

TEST_P(Log, ASealerKilledAtEachOfItsStatementsLeavesNothingHalf) {
    if (!queues()) return;
    for (int i = 2; i < 8; ++i) change_record(i, std::to_string(i));
    int statements = 0;
    for (bool done = false; !done; ++statements) {
        ASSERT_LT(statements, 100);
        try {
            db().write([&](Transaction& transaction) {
                CutOff cut(transaction, statements);
                EXPECT_EQ(seal_waiting(cut), 6);
            });
            done = true;
        } catch (const Killed&) {
            EXPECT_EQ(place().position, 0) << "cut off at statement " << statements;
            EXPECT_EQ(place().entries, 6);
        }
    }
    EXPECT_GT(statements, 15) << "each entry takes its statements";
    EXPECT_EQ(place().position, 6);
    EXPECT_EQ(bare_verdict(), "");
    EXPECT_THAT(records_in_order(), ElementsAre(2, 3, 4, 5, 6, 7));
}

TEST_P(Log, SealersAtOnceGiveEachPositionOnce) {
    std::vector<std::thread> threads;
    for (int writer = 0; writer < 4; ++writer)
        threads.emplace_back([&, writer] {
            for (int i = 0; i < 20; ++i) change_record(10 * writer + 2, std::to_string(i));
        });
    for (int sealer = 0; sealer < 3; ++sealer)
        threads.emplace_back([&] {
            for (int i = 0; i < 30; ++i) seal_waiting(db());
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(sealed_verdict(), "");
    EXPECT_EQ(place(), (LogPlace{80, 80}));
}

TEST_P(Log, PositionsFollowTheCommitsNotTheBeginnings) {
    if (!queues()) return;
    std::int64_t early = 0;
    db().write([&](Transaction& transaction) {
        hold_part(transaction);
        Change change(house(), transaction, Actor::system(), "customer_changed");
        early = change.event();
        std::thread([&] { EXPECT_GT(change_record(3, "later begun, earlier done"), early); }).join();
        EXPECT_EQ(seal_waiting(db()), 1);
        change.changed("customer", 3, code_field, std::string("later begun, earlier done"), std::string("last"), 3);
        change.changed("customer", 2, code_field, Value(), std::string("last"), 2);
        change.seal();
    });
    EXPECT_EQ(sealed_verdict(), "");
    EXPECT_THAT(records_in_order(), ElementsAre(3, 3, 2));
    db().read([&](Transaction& transaction) {
        const auto history = history_of(house(), transaction, "customer", 3, 0, 10);
        ASSERT_EQ(history.size(), 2u);
        EXPECT_EQ(history[0].id, early) << "what was done last stands first";
        EXPECT_TRUE(touched_by_others(transaction, "customer", 3, history[1].id, 0));
        EXPECT_FALSE(touched_by_others(transaction, "customer", 3, early, 0));
        EXPECT_EQ(history_of(house(), transaction, "customer", 3, early, 10).at(0).id, history[1].id);
    });
}

TEST_P(Log, WhatWaitsForItsPositionIsReadTooAndComesAgain) {
    change_record(2, "a");
    catch_up(db());
    const auto before = place();
    EXPECT_EQ(before, (LogPlace{1, 1}));
    change_record(3, "b");
    EXPECT_NE(place(), before) << "a state that differs reads different";
    EXPECT_THAT(records_in_order(), ElementsAre(2, 3));
    catch_up(db());
    EXPECT_EQ(place(), (LogPlace{2, 2}));
    EXPECT_THAT(records_in_order(), ElementsAre(2, 3));
    std::vector<std::int64_t> since;
    db().read([&](Transaction& transaction) {
        read_log(transaction, before, 0, [&](const LogRow& row) {
            since.push_back(row.position);
            return true;
        });
    });
    EXPECT_THAT(since, ElementsAre(2));
}

TEST_P(Log, TheCheckFindsWhatNobodySealed) {
    if (!queues()) return;
    change_record(2, "a");
    EXPECT_EQ(bare_verdict(), "") << "it may wait for a moment";
    const auto tamper = [&](std::vector<std::string> statements) {
        db().write([&](Transaction& transaction) {
            for (const auto& statement : statements) transaction.execute(statement);
        });
    };
    tamper({"UPDATE audit_waiting SET since = '2026-03-01T09:00:00Z'"});
    EXPECT_THAT(bare_verdict(), HasSubstr("has waited for its link since 2026-03-01T09:00:00Z"));
    tamper({"DELETE FROM audit_waiting"});
    EXPECT_THAT(bare_verdict(), HasSubstr("is in no link")) << "taken out of the queue it is found at once";
    tamper({"INSERT INTO audit_waiting (entry_id, since) SELECT id, '9999-01-01T00:00:00Z' FROM audit_entry",
            "DROP TRIGGER audit_row_stays ON audit_row", "UPDATE audit_row SET after = 'harmless'"});
    EXPECT_THAT(bare_verdict(), HasSubstr("does not match its rows"));
    catch_up(db());
    EXPECT_THAT(bare_verdict(), HasSubstr("link 1 does not match its rows")) << "edited before it was sealed";
    tamper({"DROP TRIGGER audit_link_stays ON audit_link",
            "ALTER TABLE audit_link DROP CONSTRAINT audit_link_entry_id_fkey", "UPDATE audit_link SET entry_id = 99"});
    EXPECT_THAT(bare_verdict(), HasSubstr("link 1 has no entry"));
}

TEST_P(Log, AServerSealsWithoutBeingAsked) {
    change_record(2, "a");
    {
        Sealer sealer(db());
        change_record(3, "b");
    }
    EXPECT_EQ(place(), (LogPlace{2, 2}));
    EXPECT_EQ(bare_verdict(), "");
}

class Holds : public test::InAHouse {};
ON_BOTH_ENGINES(Holds);

TEST_P(Holds, AWrongOrderIsRefused) {
    EXPECT_THROW(db().write([](Transaction& transaction) {
        hold(transaction, Held::order, 7);
        hold(transaction, Held::customer, 7);
    }), std::logic_error);
    EXPECT_NO_THROW(db().write([](Transaction& transaction) {
        hold(transaction, Held::customer, 9);
        hold(transaction, Held::customer, 7);
        hold(transaction, Held::order, 1);
    }));
    EXPECT_NO_THROW(db().write([](Transaction& transaction) {
        hold_house(transaction);
        hold(transaction, Held::order, 7);
        hold(transaction, Held::customer, 7);
    })) << "who holds the house holds all";
}

TEST_P(Holds, TheSameWaitsAndAnotherDoesNot) {
    if (engine() == sql::Engine::sqlite) return;
    std::atomic<bool> same{false}, house{false};
    std::thread waits_for_same, waits_for_house;
    db().write([&](Transaction& transaction) {
        hold(transaction, Held::customer, 7);
        std::thread([&] { db().write([](Transaction& other) { hold(other, Held::customer, 8); }); }).join();
        waits_for_same = std::thread([&] {
            db().write([](Transaction& other) { hold(other, Held::customer, 7); });
            same = true;
        });
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        EXPECT_FALSE(same);
        waits_for_house = std::thread([&] {
            db().write([](Transaction& other) { hold_house(other); });
            house = true;
        });
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        EXPECT_FALSE(house);
    });
    waits_for_same.join();
    waits_for_house.join();
    EXPECT_TRUE(same && house);
}

TEST_P(Holds, AChangeThatSaysNothingExcludesEverybody) {
    db().write([&](Transaction& transaction) {
        Change change(house(), transaction, Actor::system(), "customer_changed");
        EXPECT_TRUE(is_held(transaction, Held::customer, "whoever"));
    });
}

}  // namespace
}  // namespace kartei::audit
