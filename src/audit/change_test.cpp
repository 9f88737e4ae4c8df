// The audit: nothing changes without leaving its rows, and the rows cannot be altered unseen.
#include "audit/change.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "audit/sealer.hpp"
#include "tests/support/founded_house.hpp"

namespace kartei::audit {
namespace {

using sql::Transaction;
using testing::HasSubstr;

const Field name_field{"name", FieldKind::text, 120, Privacy::personal};
const Field code_field{"code1", FieldKind::text, 40, Privacy::open};

class Audit : public test::InAHouse {
protected:
    /// One transaction that changes one record's name and code.
    std::int64_t change_record(std::int64_t id, const std::string& before, const std::string& after) {
        return db().write([&](Transaction& transaction) {
            Change change(house(), transaction, Actor::system("anke"), "customer_changed");
            change.changed("customer", id, name_field, before, after, id);
            change.changed("customer", id, code_field, Value(), after, id);
            change.seal();
            return change.event();
        });
    }
    std::string verdict() {
        catch_up(db());
        return db().read([](Transaction& transaction) { return verify_audit(transaction); });
    }
    /// What somebody with the database password can do: the triggers are no wall against him, the chain is.
    void tamper(const std::vector<std::string>& statements) {
        catch_up(db());
        db().write([&](Transaction& transaction) {
            for (const char* table : {"audit_row", "audit_entry", "audit_link", "change_event"}) {
                if (engine() == sql::Engine::postgresql) {
                    transaction.execute("DROP TRIGGER IF EXISTS " + std::string(table) + "_stays ON " + table);
                } else {
                    transaction.execute("DROP TRIGGER IF EXISTS " + std::string(table) + "_stays");
                    transaction.execute("DROP TRIGGER IF EXISTS " + std::string(table) + "_remains");
                }
            }
            for (const auto& statement : statements) transaction.execute(statement);
        });
    }
};
ON_BOTH_ENGINES(Audit);

TEST_P(Audit, ChainOfManyChangesIsWhole) {
    EXPECT_EQ(verdict(), "");
    for (int i = 2; i < 40; ++i) change_record(i % 5 + 2, "Weber " + std::to_string(i), "Meyer " + std::to_string(i));
    EXPECT_EQ(verdict(), "");
}

TEST_P(Audit, AnEditedRowIsFound) {
    for (int i = 2; i < 6; ++i) change_record(i, "Weber", "Meyer");
    tamper({"UPDATE audit_row SET after = 'harmless' WHERE entry_id = 3 AND field = 'code1'"});
    EXPECT_THAT(verdict(), HasSubstr("link 3"));
}

TEST_P(Audit, ADroppedRowIsFound) {
    for (int i = 2; i < 6; ++i) change_record(i, "Weber", "Meyer");
    tamper({"DELETE FROM audit_row WHERE entry_id = 2 AND position = 2"});
    EXPECT_THAT(verdict(), HasSubstr("link 2"));
}

TEST_P(Audit, AnAddedRowIsFound) {
    for (int i = 2; i < 6; ++i) change_record(i, "Weber", "Meyer");
    tamper({"INSERT INTO audit_row (entry_id, position, record, record_id, last_record_id, operation, field, after)"
            " VALUES (4, 3, 'customer', 9, 9, 'changed', 'code1', 'slipped in')"});
    EXPECT_THAT(verdict(), HasSubstr("link 4"));
}

TEST_P(Audit, SwappedRowsAreFound) {
    for (int i = 2; i < 6; ++i) change_record(i, "Weber", "Meyer");
    tamper({"UPDATE audit_row SET position = 9 WHERE entry_id = 2 AND position = 1",
            "UPDATE audit_row SET position = 1 WHERE entry_id = 2 AND position = 2",
            "UPDATE audit_row SET position = 2 WHERE entry_id = 2 AND position = 9"});
    EXPECT_THAT(verdict(), HasSubstr("link 2"));
}

TEST_P(Audit, ADroppedLinkIsFoundInTheMiddleAndAtTheEnd) {
    for (int i = 2; i < 6; ++i) change_record(i, "Weber", "Meyer");
    const auto drop = [](const std::string& link) -> std::vector<std::string> {
        return {"DELETE FROM audit_row WHERE entry_id = " + link, "DELETE FROM audit_link WHERE sequence = " + link,
                "DELETE FROM audit_entry WHERE id = " + link};
    };
    tamper(drop("4"));
    EXPECT_THAT(verdict(), HasSubstr("missing"));
    tamper(drop("2"));
    EXPECT_THAT(verdict(), HasSubstr("link 2 is missing"));
}

TEST_P(Audit, AnotherNameOrTimeOnAnEventIsFound) {
    const auto event = change_record(2, "Weber", "Meyer");
    tamper({"UPDATE change_event SET user_name = 'somebody else' WHERE id = " + std::to_string(event)});
    EXPECT_THAT(verdict(), HasSubstr("link 1"));
}

TEST_P(Audit, RowsOfAnErasedPersonAreUnreadableAndTheChainHolds) {
    change_record(2, "Weber", "Meyer");
    change_record(3, "Kraft", "Kern");
    db().write([](Transaction& transaction) { forget_person(transaction, 2); });
    EXPECT_EQ(verdict(), "");
    db().read([&](Transaction& transaction) {
        const auto gone = history_of(house(), transaction, "customer", 2, 0, 10);
        ASSERT_EQ(gone.size(), 1u);
        ASSERT_EQ(gone[0].changes.size(), 2u);
        EXPECT_TRUE(gone[0].changes[0].erased);
        EXPECT_FALSE(gone[0].changes[0].before || gone[0].changes[0].after);
        EXPECT_EQ(gone[0].changes[1].after, "Meyer") << "a field that is open to all is not sealed";
        const auto stays = history_of(house(), transaction, "customer", 3, 0, 10);
        ASSERT_EQ(stays.size(), 1u);
        EXPECT_EQ(stays[0].changes[0].before, "Kraft");
        EXPECT_EQ(stays[0].changes[0].after, "Kern");
    });
}

TEST_P(Audit, PersonalValuesDoNotStandInTheDatabase) {
    change_record(2, "Weberknecht", "Meyerbeer");
    db().read([](Transaction& transaction) {
        auto rows = transaction.query("SELECT before, after FROM audit_row WHERE field = 'name'");
        while (rows.next())
            for (int column : {0, 1}) {
                EXPECT_EQ(rows.string(column).find("Weberknecht"), std::string::npos);
                EXPECT_EQ(rows.string(column).find("Meyerbeer"), std::string::npos);
            }
    });
}

TEST_P(Audit, SealedValuesCannotBeMovedToAnotherPlace) {
    change_record(2, "Weber", "Meyer");
    tamper({"UPDATE audit_row SET record_id = 7, last_record_id = 7 WHERE field = 'name'"});
    db().read([&](Transaction& transaction) {
        const auto moved = history_of(house(), transaction, "customer", 7, 0, 10);
        ASSERT_EQ(moved.size(), 1u);
        EXPECT_FALSE(moved[0].changes[0].after);
    });
}

TEST_P(Audit, IsAppendOnly) {
    change_record(2, "Weber", "Meyer");
    catch_up(db());
    for (const char* statement :
         {"UPDATE audit_row SET after = 'x'", "DELETE FROM audit_row", "UPDATE audit_link SET hash = 'x'",
          "DELETE FROM audit_link", "UPDATE audit_entry SET at = 'x'", "DELETE FROM audit_entry",
          "UPDATE change_event SET user_name = 'x'", "DELETE FROM change_event"})
        EXPECT_THROW(db().write([&](Transaction& transaction) { transaction.execute(statement); }), sql::SqlError)
            << statement;
    EXPECT_EQ(verdict(), "");
}

TEST_P(Audit, ARolledBackChangeLeavesNothingAndTheChainHasNoGap) {
    change_record(2, "Weber", "Meyer");
    EXPECT_THROW(db().write([&](Transaction& transaction) {
        Change change(house(), transaction, Actor::system(), "customer_changed");
        change.changed("customer", 2, name_field, std::string("Meyer"), std::string("Kunz"), 2);
        change.seal();
        throw std::runtime_error("the power went");
    }), std::runtime_error);
    change_record(2, "Meyer", "Hinz");
    EXPECT_EQ(verdict(), "");
    db().read([&](Transaction& transaction) { EXPECT_EQ(events(transaction, 0, 10).size(), 2u); });
}

TEST_P(Audit, WritersAtOnceMakeOneChain) {
    std::vector<std::thread> writers;
    for (int writer = 0; writer < 6; ++writer)
        writers.emplace_back([this, writer] {
            for (int i = 0; i < 15; ++i) change_record(writer + 2, "a" + std::to_string(i), "b" + std::to_string(i));
        });
    for (auto& writer : writers) writer.join();
    EXPECT_EQ(verdict(), "");
    db().read([&](Transaction& transaction) { EXPECT_EQ(events(transaction, 0, 200).size(), 90u); });
}

TEST_P(Audit, HistoryFindsTheStretchARecordWasCreatedIn) {
    db().write([&](Transaction& transaction) {
        Change change(house(), transaction, Actor::system(), "import_customers");
        change.created("customer", 10, 400);
        change.seal();
    });
    change_record(150, "Weber", "Meyer");
    db().read([&](Transaction& transaction) {
        const auto history = history_of(house(), transaction, "customer", 150, 0, 10);
        ASSERT_EQ(history.size(), 2u);
        EXPECT_EQ(history[0].kind, "customer_changed");
        EXPECT_EQ(history[0].operating_system_user, "anke");
        EXPECT_EQ(history[1].kind, "import_customers");
        ASSERT_EQ(history[1].changes.size(), 1u);
        EXPECT_EQ(history[1].changes[0].operation, "created");
        EXPECT_TRUE(history_of(house(), transaction, "customer", 401, 0, 10).empty());
    });
}

TEST_P(Audit, HistoryIsReadInPages) {
    for (int i = 0; i < 5; ++i) change_record(2, std::to_string(i), std::to_string(i + 1));
    db().read([&](Transaction& transaction) {
        const auto first = history_of(house(), transaction, "customer", 2, 0, 2);
        ASSERT_EQ(first.size(), 2u);
        EXPECT_EQ(first[0].changes[0].after, "5");
        const auto second = history_of(house(), transaction, "customer", 2, first.back().id, 10);
        ASSERT_EQ(second.size(), 3u);
        EXPECT_EQ(second[0].changes[0].after, "3");
        EXPECT_EQ(second[2].changes[0].before, "0");
    });
}

TEST_P(Audit, OtherKeysDoNotOpenTheHistory) {
    change_record(2, "Weber", "Meyer");
    const auto others = KeyRing::random();
    House elsewhere{db(), others};
    EXPECT_THROW(db().read([&](Transaction& transaction) { history_of(elsewhere, transaction, "customer", 2, 0, 10); }),
                 std::runtime_error);
}

}  // namespace
}  // namespace kartei::audit
