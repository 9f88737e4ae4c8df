// Fresh databases are fresh, and both engines are really asked.
#include "tests/support/databases.hpp"

#include "sql/migrations.hpp"

namespace kartei::test {
namespace {

class Databases : public OnBothEngines {};
ON_BOTH_ENGINES(Databases);

std::int64_t count_of(sql::Database& database, const std::string& table) {
    return database.read([&](sql::Transaction& transaction) {
        auto rows = transaction.query("SELECT count(*) FROM " + table);
        rows.next();
        return rows.integer(0);
    });
}

TEST_P(Databases, AreMigratedAndAlone) {
    EXPECT_EQ(db().engine(), engine());
    EXPECT_EQ(count_of(db(), "schema_migration"), static_cast<std::int64_t>(sql::all_migrations().size()));
    FreshDatabase other(engine());
    other->write([](sql::Transaction& transaction) { transaction.execute("CREATE TABLE only_here (id bigint)"); });
    EXPECT_EQ(count_of(*other, "only_here"), 0);
    EXPECT_THROW(count_of(db(), "only_here"), sql::SqlError);
}

TEST_P(Databases, KeepTheirRowsWhenReopened) {
    db().write([](sql::Transaction& transaction) {
        transaction.execute("CREATE TABLE kept (id bigint)");
        transaction.execute("INSERT INTO kept VALUES (:id)", 1);
    });
    fresh().reopen();
    EXPECT_EQ(count_of(db(), "kept"), 1);
}

}  // namespace
}  // namespace kartei::test
