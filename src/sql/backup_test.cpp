// A copy of a SQLite house while others save, and who may open the file.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "sql/fault_point.hpp"
#include "sql/upkeep.hpp"
#include "tests/support/databases.hpp"

namespace kartei::sql {
namespace {

namespace fs = std::filesystem;

/// A SQLite house of some 60 MB, so that its copy is made in several pieces.
class Backup : public testing::Test {
protected:
    void SetUp() override {
        fs::create_directories(folder_);
        database_ = Database::open({Engine::sqlite, (folder_ / "house.sqlite").string()});
        db().write([](Transaction& transaction) {
            transaction.execute("CREATE TABLE page (id INTEGER PRIMARY KEY, words TEXT) STRICT");
            transaction.execute("CREATE TABLE saved (id INTEGER PRIMARY KEY) STRICT");
            auto rows = transaction.bulk_insert("page", {"id", "words"});
            const std::string words(3000, 'x');
            for (std::int64_t id = 1; id <= 20'000; ++id) rows->add({id, words});
            rows->finish();
        });
        saved_ = 0;
        saving_ = database_.get();
    }
    void TearDown() override {
        at_fault_point = nullptr;
        database_.reset();
        fs::remove_all(folder_);
    }
    Database& db() { return *database_; }
    std::string copy_path() const { return (folder_ / "copy.sqlite").string(); }
    static void save() {
        const std::int64_t id = ++saved_;
        saving_->write([&](Transaction& transaction) {
            transaction.execute("INSERT INTO saved (id) VALUES (:id)", id);
            transaction.execute("UPDATE page SET words = :words WHERE id = :id", std::string(2900, 'y'), id);
        });
    }
    std::vector<std::string> files_beside_the_house() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder_))
            if (const auto name = entry.path().filename().string(); !name.starts_with("house.sqlite"))
                names.push_back(name);
        return names;
    }
    static std::int64_t number(Database& database, const std::string& sql) {
        return database.read([&](Transaction& transaction) {
            auto rows = transaction.query(sql);
            return rows.next() ? rows.integer(0) : -1;
        });
    }

    static inline std::atomic<std::int64_t> saved_{0}, pieces_{0};
    static inline Database* saving_ = nullptr;
    fs::path folder_ = test::temporary_path(".backup");

private:
    std::unique_ptr<Database> database_;
};

TEST_F(Backup, EndsHoweverManySave) {
    save();
    pieces_ = 0;
    at_fault_point = [](const char* what) {
        if (std::string_view(what) != "backup") return;
        if (++pieces_ > 100) throw SqlError(Fault::other, "it begins again and again");
        save();  // between any two pieces
    };
    db().backup_to(copy_path());
    at_fault_point = nullptr;
    EXPECT_GT(pieces_, 3) << "several pieces, or the test shows nothing";
    EXPECT_EQ(number(db(), "SELECT count(*) FROM saved"), 1 + pieces_);
    const auto copy = Database::open({Engine::sqlite, copy_path()});
    EXPECT_EQ(number(*copy, "SELECT count(*) FROM saved"), 1) << "as it was when the copy began";
    EXPECT_EQ(number(*copy, "SELECT count(*) FROM page WHERE words LIKE 'y%'"), 1);
    EXPECT_EQ(number(*copy, "SELECT count(*) FROM page"), 20'000);
    copy->read([](Transaction& transaction) {
        auto rows = transaction.query("PRAGMA integrity_check");
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(rows.text(0), "ok");
    });
}

TEST_F(Backup, IsForItsOwnerOnlyAndLeavesNothingElse) {
    const auto before = ::umask(0);
    db().backup_to(copy_path());
    ::umask(before);
    EXPECT_EQ(fs::status(copy_path()).permissions(), fs::perms(0600));
    EXPECT_EQ(files_beside_the_house(), std::vector<std::string>{"copy.sqlite"});
}

TEST_F(Backup, ThatFailsLeavesNothing) {
    for (const int at : {1, 2, 3}) {
        pieces_ = at;
        at_fault_point = [](const char* what) {
            if (std::string_view(what) == "backup" && --pieces_ == 0) throw SqlError(Fault::other, "as wanted");
        };
        EXPECT_THROW(db().backup_to(copy_path()), SqlError);
        at_fault_point = nullptr;
        EXPECT_EQ(files_beside_the_house(), std::vector<std::string>());
    }
    std::ofstream(copy_path() + ".new") << "left behind by one that was killed";
    db().backup_to(copy_path());
    EXPECT_EQ(files_beside_the_house(), std::vector<std::string>{"copy.sqlite"});
}

TEST_F(Backup, OnAFullDiskLeavesNothingAndTheHouseGoesOn) {
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit full{10'000'000, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &full);
    EXPECT_THROW(db().backup_to(copy_path()), SqlError);
    setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_EQ(files_beside_the_house(), std::vector<std::string>());
    EXPECT_EQ(upkeep_of(db()).usage().taken, 0);
    save();
}

TEST(SoleOwner, OneProcessOwnsAFileUnderWhateverName) {
    const auto folder = test::temporary_path(".names");
    fs::create_directories(folder);
    const auto house = folder / "house.sqlite", link = folder / "link.sqlite", twin = folder / "twin.sqlite";
    const auto fault_at = [](const fs::path& path) -> std::optional<Fault> {
        try {
            Database::open({Engine::sqlite, path.string()});
        } catch (const SqlError& error) {
            return error.fault();
        }
        return std::nullopt;
    };
    {
        const auto open = Database::open({Engine::sqlite, house.string()});
        fs::create_symlink(house, link);
        fs::create_hard_link(house, twin);
        EXPECT_EQ(fault_at(house), Fault::busy);
        EXPECT_EQ(fault_at(link), Fault::busy);
        EXPECT_EQ(fault_at(twin), Fault::busy);
        open->write([](Transaction& transaction) { transaction.execute("CREATE TABLE kept (id INTEGER) STRICT"); });
    }
    // With a second name of its own the log of the file would be looked for under either.
    EXPECT_EQ(fault_at(house), Fault::other);
    EXPECT_EQ(fault_at(twin), Fault::other);
    fs::remove(twin);
    EXPECT_EQ(fault_at(link), std::nullopt);
    EXPECT_EQ(fs::status(house).permissions(), fs::perms(0600));
    fs::remove_all(folder);
}

}  // namespace
}  // namespace kartei::sql
