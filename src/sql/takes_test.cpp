// Whatever fails: what was taken is given back, nobody waits without limit, and what broke is replaced.
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <thread>

#include "sql/fault_point.hpp"
#include "sql/upkeep.hpp"
#include "tests/support/databases.hpp"

namespace kartei::sql {
namespace {

using std::chrono::milliseconds;
using test::OnBothEngines;

/// Lets the n-th word with the database fail, and every one after it when it `lasts`.
class Failing {
public:
    explicit Failing(int at, bool lasts = false, Fault fault = Fault::other) {
        left_ = at;
        lasts_ = lasts;
        fault_ = fault;
        at_fault_point = [](const char*) {
            const int left = --left_;
            if (left == 0 || (left < 0 && lasts_)) throw SqlError(fault_, "as the test wants it");
        };
    }
    ~Failing() { at_fault_point = nullptr; }
    bool struck() const { return left_ <= 0; }

private:
    static inline std::atomic<int> left_{0};
    static inline std::atomic<bool> lasts_{false};
    static inline std::atomic<Fault> fault_{Fault::other};
};

class Takes : public OnBothEngines {
protected:
    void SetUp() override {
        OnBothEngines::SetUp();
        if (IsSkipped()) return;
        db().write([](Transaction& transaction) {
            transaction.execute("CREATE TABLE number (id bigint PRIMARY KEY, words text)");
            auto rows = transaction.bulk_insert("number", {"id", "words"});
            for (std::int64_t id = 1; id <= 3000; ++id) rows->add({id, "number"});
            rows->finish();
        });
        own_ = &db();
    }
    void TearDown() override {
        own_ = nullptr;
        opened_.reset();
        OnBothEngines::TearDown();
    }

    /// The same database with other limits.
    void open_with(Limits limits) {
        fresh().close();
        opened_.reset();
        opened_ = open(fresh().location(), limits);
        own_ = opened_.get();
    }
    Database& own() { return *own_; }
    Upkeep& upkeep() { return upkeep_of(*own_); }

    static std::int64_t count(Transaction& transaction) {
        auto rows = transaction.query("SELECT count(*) FROM number");
        EXPECT_TRUE(rows.next());
        return rows.integer(0);
    }
    /// Every place of the pool can be taken at once.
    void expect_all_places_free() {
        EXPECT_EQ(upkeep().usage().taken, 0);
        const auto all = own().read_group(upkeep().limits().connections);
        EXPECT_EQ(static_cast<int>(all.size()), upkeep().limits().connections);
        for (const auto& transaction : all) EXPECT_GT(count(*transaction), 0);
    }
    std::optional<Fault> fault_of(const std::function<void()>& work) {
        try {
            work();
        } catch (const SqlError& error) {
            return error.fault();
        }
        return std::nullopt;
    }

    using Way = std::pair<const char*, std::function<void()>>;
    std::vector<Way> ways_to_take() {
        std::vector<Way> ways = {
            {"a read", [&] { own().read([](Transaction& transaction) { count(transaction); }); }},
            {"a transaction held", [&] { count(*own().begin_read()); }},
            {"a stream",
             [&] {
                 own().read([](Transaction& transaction) {
                     auto rows = transaction.stream("SELECT id FROM number ORDER BY id");
                     while (rows.next()) {
                     }
                 });
             }},
            {"a group", [&] { for (const auto& one : own().read_group(3)) count(*one); }},
            {"a save",
             [&] {
                 own().write([](Transaction& transaction) {
                     transaction.execute("UPDATE number SET words = :words WHERE id = 7", "seven");
                 });
             }},
            {"many rows",
             [&] {
                 own().write([](Transaction& transaction) {
                     transaction.execute("DELETE FROM number WHERE id > 3000");
                     auto rows = transaction.bulk_insert("number", {"id"});
                     for (std::int64_t id = 3001; id <= 3300; ++id) rows->add({id});
                     rows->finish();
                 });
             }},
            {"a save refused",
             [&] {
                 (void)own().write([](Transaction& transaction) -> Result<Done> {
                     transaction.execute("DELETE FROM number");
                     return refuse(RefusalKind::conflict, "error.failure");
                 });
             }}};
        if (engine() == Engine::sqlite)
            ways.emplace_back("a backup", [&] {
                const auto file = test::temporary_path(".copy").string();
                own().backup_to(file);
                ::unlink(file.c_str());
            });
        return ways;
    }

private:
    std::unique_ptr<Database> opened_;
    Database* own_ = nullptr;
};
ON_BOTH_ENGINES(Takes);

TEST_P(Takes, GiveBackWhateverFails) {
    for (const bool lasts : {false, true})
        for (const bool fresh_connections : {false, true})
            for (const auto& [name, take] : ways_to_take()) {
                int failures = 0;
                for (int at = 1; at < 200; ++at) {
                    if (fresh_connections) open_with({});
                    bool struck = false;
                    {
                        const Failing failing(at, lasts);
                        (void)fault_of(take);
                        struck = failing.struck();
                    }
                    ASSERT_EQ(upkeep().usage().taken, 0) << name << ", failure at word " << at;
                    ASSERT_EQ(fault_of(take), std::nullopt) << name << " works again after a failure at word " << at;
                    if (!struck) break;
                    ++failures;
                }
                EXPECT_GE(failures, 2) << name << ": the test lets nothing fail";
                const auto rows = own().read([](Transaction& transaction) { return count(transaction); });
                EXPECT_TRUE(rows == 3000 || rows == 3300) << name << " left half of its work: " << rows;
            }
    expect_all_places_free();
}

TEST_P(Takes, GiveBackAfterMoreFailuresThanThereArePlaces) {
    for (int i = 0; i < 60; ++i) {
        EXPECT_THROW(own().backup_to("/there/is/no/such/folder/copy.sqlite"), SqlError);
        EXPECT_THROW(own().read([](Transaction& transaction) { transaction.query("SELECT nothing"); }), SqlError);
        EXPECT_THROW(own().write([](Transaction&) { throw std::runtime_error("on the way"); }), std::runtime_error);
    }
    expect_all_places_free();
}

TEST_P(Takes, GiveBackWhenFileHandlesAreMissing) {
    Limits limits;
    limits.connect = milliseconds(10);
    open_with(limits);  // one connection is open; others want handles
    std::vector<int> handles;
    rlimit before{};
    getrlimit(RLIMIT_NOFILE, &before);
    const rlimit few{std::min<rlim_t>(before.rlim_cur, 512), before.rlim_max};
    setrlimit(RLIMIT_NOFILE, &few);
    for (int handle; (handle = ::open("/dev/null", O_RDONLY)) >= 0;) handles.push_back(handle);
    for (int i = 0; i < 40; ++i) EXPECT_EQ(fault_of([&] { own().read_group(8); }), Fault::connection);
    for (const int handle : handles) ::close(handle);
    setrlimit(RLIMIT_NOFILE, &before);
    expect_all_places_free();
}

TEST_P(Takes, DoNotWaitWithoutLimitForAFreeConnection) {
    Limits limits;
    limits.pool = milliseconds(50);
    limits.connections = 4;
    open_with(limits);
    const auto all = own().read_group(4);
    EXPECT_EQ(fault_of([&] { own().begin_read(); }), Fault::connection);
    EXPECT_EQ(fault_of([&] { own().read_group(2); }), Fault::connection);
}

TEST_P(Takes, TwoGroupsThatWantAllPlacesDoNotWaitForEachOther) {
    Limits limits;
    limits.connections = 4;
    open_with(limits);
    std::vector<std::thread> threads;
    std::atomic<int> groups{0};
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int round = 0; round < 20; ++round) groups += own().read_group(3).size() == 3;
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(groups, 80);
}

TEST_P(Takes, DoNotWaitWithoutLimitForAnotherChange) {
    Limits limits;
    limits.lock = milliseconds(50);
    open_with(limits);
    own().write([&](Transaction& transaction) {
        transaction.execute("UPDATE number SET words = 'mine' WHERE id = 1");
        std::thread([&] {
            EXPECT_EQ(fault_of([&] {
                          own().write([](Transaction& other) {
                              other.execute("UPDATE number SET words = 'yours' WHERE id = 1");
                          });
                      }),
                      Fault::busy);
        }).join();
    });
    expect_all_places_free();
}

TEST_P(Takes, OneStatementDoesNotRunWithoutLimit) {
    Limits limits;
    limits.statement = milliseconds(100);
    open_with(limits);
    constexpr auto endless =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    EXPECT_EQ(fault_of([&] { own().read([&](Transaction& transaction) { transaction.query(endless).next(); }); }),
              Fault::interrupted);
    EXPECT_EQ(fault_of([&] { own().write([&](Transaction& transaction) { transaction.query(endless).next(); }); }),
              Fault::interrupted);
    expect_all_places_free();
}

TEST_P(Takes, EndWithTheProgramWhateverRuns) {
    constexpr auto endless =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    std::vector<std::thread> threads;
    std::atomic<int> ended{0};
    const auto count_end = [&](const std::function<void()>& work) {
        threads.emplace_back([&, work] { ended += fault_of(work).has_value(); });
    };
    for (int i = 0; i < upkeep().limits().connections + 4; ++i)  // some run, some wait for a connection
        count_end([&] { own().read([&](Transaction& transaction) { transaction.query(endless).next(); }); });
    for (int i = 0; i < 3; ++i)
        count_end([&] { own().write([&](Transaction& transaction) { transaction.query(endless).next(); }); });
    while (upkeep().usage().taken < upkeep().limits().connections) std::this_thread::yield();
    upkeep().end();
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(ended, static_cast<int>(threads.size()));
    EXPECT_EQ(fault_of([&] { own().begin_read(); }), Fault::interrupted) << "nobody begins any more";
    EXPECT_EQ(upkeep().usage().taken, 0);
}

/// What only a server can do.
class PostgresqlGoesAndComes : public testing::Test {
protected:
    void SetUp() override {
        const auto wanted = test::engines();
        if (std::find(wanted.begin(), wanted.end(), Engine::postgresql) == wanted.end())
            GTEST_SKIP() << "not among KARTEI_TEST_ENGINES";
        fresh_.emplace(Engine::postgresql);
        db().write([](Transaction& transaction) {
            transaction.execute("CREATE TABLE number (id bigint PRIMARY KEY, words text)");
            transaction.execute("INSERT INTO number (id) VALUES (1), (2)");
        });
    }
    Database& db() { return **fresh_; }
    /// What a restart does to the connections that are open.
    void break_all_connections() {
        const auto aside = Database::open(fresh_->location());
        aside->read([](Transaction& transaction) {
            auto rows = transaction.query(
                "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = "
                "current_database() AND pid <> pg_backend_pid()");
            rows.next();
        });
    }
    std::int64_t count_where(const std::string& condition) {
        return db().read([&](Transaction& transaction) {
            auto rows = transaction.query("SELECT count(*) FROM number WHERE " + condition);
            return rows.next() ? rows.integer(0) : -1;
        });
    }

private:
    std::optional<test::FreshDatabase> fresh_;
};

TEST_F(PostgresqlGoesAndComes, AndNoRequestFailsThatHadSentNothingYet) {
    for (int round = 0; round < 5; ++round) {
        { const auto all = db().read_group(16); }  // sixteen that are idle afterwards
        break_all_connections();
        for (int i = 0; i < 20; ++i) {
            EXPECT_EQ(count_where("true"), 2);
            db().write([&](Transaction& transaction) {
                transaction.execute("UPDATE number SET words = :words WHERE id = 1", i);
            });
        }
        EXPECT_EQ(upkeep_of(db()).usage().taken, 0);
    }
}

TEST_F(PostgresqlGoesAndComes, WhoWasInTheMiddleIsTold) {
    try {
        db().write([&](Transaction& transaction) {
            transaction.execute("UPDATE number SET words = 'half' WHERE id = 1");
            break_all_connections();
            transaction.execute("UPDATE number SET words = 'half' WHERE id = 2");
        });
        FAIL() << "half of it was saved";
    } catch (const SqlError& error) {
        EXPECT_EQ(error.fault(), Fault::connection);
    }
    EXPECT_EQ(count_where("words = 'half'"), 0);
    EXPECT_EQ(upkeep_of(db()).usage().taken, 0);
}

TEST_F(PostgresqlGoesAndComes, TellsWhatEndangersTheData) {
    const auto told = upkeep_of(db()).dangers();  // the server of the tests syncs nothing, and is asked as its superuser
    for (const auto* word : {"fsync", "full_page_writes", "synchronous_commit", "superuser"})
        EXPECT_TRUE(std::any_of(told.begin(), told.end(),
                                [&](const auto& sentence) { return sentence.find(word) != std::string::npos; }))
            << word;
}

}  // namespace
}  // namespace kartei::sql
