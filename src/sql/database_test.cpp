// What both engines promise of rows that are read piece by piece.
#include "sql/database.hpp"
#include "tests/support/databases.hpp"

namespace kartei::sql {
namespace {

using test::OnBothEngines;

constexpr std::int64_t row_count = 9'000;  // several pieces of a cursor

class Streams : public OnBothEngines {
protected:
    void SetUp() override {
        OnBothEngines::SetUp();
        if (IsSkipped()) return;
        db().write([](Transaction& transaction) {
            transaction.execute("CREATE TABLE number (id bigint PRIMARY KEY, words text)");
            auto rows = transaction.bulk_insert("number", {"id", "words"});
            for (std::int64_t id = 1; id <= row_count; ++id) {
                const auto words = "number " + std::to_string(id);
                rows->add({id, words});
            }
            rows->finish();
        });
    }
};
ON_BOTH_ENGINES(Streams);

TEST_P(Streams, GoSideBySideWithQuestionsBetween) {
    db().read([](Transaction& transaction) {
        auto up = transaction.stream("SELECT id, words FROM number ORDER BY id");
        auto down = transaction.stream("SELECT id FROM number ORDER BY id DESC");
        std::int64_t rows = 0;
        while (up.next()) {
            ASSERT_TRUE(down.next());
            ++rows;
            ASSERT_EQ(up.integer(0), rows);
            ASSERT_EQ(up.string(1), "number " + std::to_string(rows));
            ASSERT_EQ(down.integer(0), row_count + 1 - rows);
            if (rows % 500 != 0) continue;
            auto asked = transaction.query("SELECT words FROM number WHERE id = :id", rows);
            ASSERT_TRUE(asked.next());
            ASSERT_EQ(asked.string(0), "number " + std::to_string(rows));
        }
        EXPECT_EQ(rows, row_count);
        EXPECT_FALSE(down.next());
    });
}

TEST_P(Streams, AnApostropheInACommentBeginsNoText) {
    db().write([](Transaction& transaction) {
        transaction.execute(
            "CREATE TABLE remark (\n    id bigint PRIMARY KEY, -- the clerk's own: 'never :given\n    words text\n)");
        auto rows =
            transaction.query("SELECT words -- it's :not a parameter\n FROM number WHERE id = :id", std::int64_t{7});
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(rows.string(0), "number 7");
    });
}

TEST_P(Streams, GivenUpHalfWayLeaveTheOthersAlone) {
    const auto sum = db().write([](Transaction& transaction) {
        auto kept = transaction.stream("SELECT id FROM number ORDER BY id");
        for (int i = 0; i < 3'000; ++i) EXPECT_TRUE(kept.next());
        {
            auto given_up = transaction.stream("SELECT id FROM number ORDER BY id DESC");
            for (int i = 0; i < 2'500; ++i) EXPECT_TRUE(given_up.next());
        }
        std::int64_t left = 0;
        while (kept.next()) left += kept.integer(0);
        transaction.execute("DELETE FROM number WHERE id > :id", row_count / 2);
        return left;
    });
    EXPECT_EQ(sum, row_count * (row_count + 1) / 2 - 3'000 * 3'001 / 2);
    db().read([](Transaction& transaction) {
        auto rows = transaction.query("SELECT count(*) FROM number");
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(rows.integer(0), row_count / 2);
    });
}

TEST_P(Streams, SayWhatFailedWhileTheyRan) {
    try {
        db().write([](Transaction& transaction) {
            auto rows = transaction.stream("SELECT id FROM number ORDER BY id");
            for (int i = 0; i < 2'500; ++i) EXPECT_TRUE(rows.next());
            transaction.execute("INSERT INTO number (id, words) VALUES (7, 'twice')");
        });
        FAIL() << "a number was stored twice";
    } catch (const SqlError& error) {
        EXPECT_EQ(error.fault(), Fault::unique);
    }
    db().read([](Transaction& transaction) {
        auto rows = transaction.stream("SELECT id FROM number");
        std::int64_t count = 0;
        while (rows.next()) ++count;
        EXPECT_EQ(count, row_count);
    });
}

class BulkInserts : public OnBothEngines {
protected:
    void SetUp() override {
        OnBothEngines::SetUp();
        if (IsSkipped()) return;
        db().write([](Transaction& transaction) {
            transaction.execute("CREATE TABLE word (id bigint PRIMARY KEY, text text, amount bigint DEFAULT 5)");
        });
    }
    /// Values of a row live no longer than it takes to add it.
    void insert(std::int64_t first, std::int64_t last) {
        db().write([&](Transaction& transaction) {
            auto rows = transaction.bulk_insert("word", {"id", "text"});
            for (auto id = first; id <= last; ++id) {
                const auto text = "ä\t" + std::to_string(id);
                rows->add({id, id % 3 == 0 ? Parameter(nullptr) : Parameter(text)});
            }
            rows->finish();
        });
    }
    std::int64_t count(const std::string& where) {
        return db().read([&](Transaction& transaction) {
            auto rows = transaction.query("SELECT count(*) FROM word WHERE " + where);
            rows.next();
            return rows.integer(0);
        });
    }
};
ON_BOTH_ENGINES(BulkInserts);

TEST_P(BulkInserts, TakeAnyNumberOfRows) {
    std::int64_t last = 0;
    for (const std::int64_t rows : {1, 99, 100, 101, 250}) {
        insert(last + 1, last + rows);
        last += rows;
        EXPECT_EQ(count("amount = 5"), last);
    }
    EXPECT_EQ(count("text IS NULL"), last / 3);
    EXPECT_EQ(count("text = 'ä\t' || id"), last - last / 3);
}

TEST_P(BulkInserts, SayThatARowIsThereAndLeaveNothing) {
    insert(1, 120);
    for (const std::int64_t first : {20, 118})  // among many, and among the last ones
        try {
            insert(first, first + 150);
            FAIL() << "a word was stored twice";
        } catch (const SqlError& error) {
            EXPECT_EQ(error.fault(), Fault::unique);
        }
    EXPECT_EQ(count("id > 0"), 120);
    insert(121, 122);
    EXPECT_EQ(count("id > 0"), 122);
}

}  // namespace
}  // namespace kartei::sql
