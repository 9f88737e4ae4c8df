// A fresh, empty, migrated database for each test, on both engines. SQLite: a copy of a migrated file. PostgreSQL: a
// copy of a migrated database on the server named by KARTEI_TEST_POSTGRESQL (postgresql://…; ./test starts one, and so
// does tools/private-postgresql). Without that variable the PostgreSQL cases fail, unless KARTEI_TEST_ENGINES=sqlite
// says that they are not wanted; then they are skipped, and ./test counts what ran on one engine only as failed.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "sql/database.hpp"

namespace kartei::test {

/// A folder of this test process, removed at its end; below KARTEI_TEST_FOLDER, or the system's folder for temporary
/// files.
const std::filesystem::path& temporary_folder();

/// A path in it that nothing has yet; `ending` as in ".csv".
std::filesystem::path temporary_path(const std::string& ending);

/// The engines that tests run on: both, or what KARTEI_TEST_ENGINES names ("sqlite", "postgresql",
/// "sqlite,postgresql").
std::vector<sql::Engine> engines();

std::string engine_name(sql::Engine engine);

/// Exists as long as the object; nobody else sees it.
class FreshDatabase {
public:
    /// `migrated` false: without any table.
    explicit FreshDatabase(sql::Engine engine, bool migrated = true);
    ~FreshDatabase();
    FreshDatabase(const FreshDatabase&) = delete;
    FreshDatabase& operator=(const FreshDatabase&) = delete;

    sql::Database& operator*() { return *database_; }
    sql::Database* operator->() { return database_.get(); }
    const sql::Location& location() const { return location_; }

    /// Closes and opens it again, as a restart of the program does.
    void reopen();
    /// Closes it, for tests in which another process opens it.
    void close() { database_.reset(); }

private:
    sql::Location location_;
    std::unique_ptr<sql::Database> database_;
};

/// One fresh database on each engine, for tests that compare them.
std::vector<std::unique_ptr<FreshDatabase>> databases();

/// Base of tests that run on both engines. Write `class Lists : public OnBothEngines {};`, `ON_BOTH_ENGINES(Lists);`
/// and `TEST_P(Lists, NamesTheGuests) { db().write(…); }`; they run as Lists.NamesTheGuests/sqlite and …/postgresql.
class OnBothEngines : public testing::TestWithParam<sql::Engine> {
public:
    sql::Database& db() { return **fresh_; }
    sql::Engine engine() const { return GetParam(); }
    FreshDatabase& fresh() { return *fresh_; }

protected:
    void SetUp() override;
    void TearDown() override { fresh_.reset(); }

private:
    std::unique_ptr<FreshDatabase> fresh_;
};

#define ON_BOTH_ENGINES(suite)                                                                                  \
    INSTANTIATE_TEST_SUITE_P(, suite,                                                                           \
                             testing::Values(::kartei::sql::Engine::sqlite, ::kartei::sql::Engine::postgresql), \
                             [](const auto& tested) { return ::kartei::test::engine_name(tested.param); })

}  // namespace kartei::test
