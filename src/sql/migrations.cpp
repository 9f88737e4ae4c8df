#include "sql/migrations.hpp"

#include <regex>
#include <set>
#include <sstream>

namespace kartei::sql {
namespace {

std::string replace_all(std::string text, const std::string& what, const std::string& with) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
        text.replace(at, what.size(), with);
    return text;
}

/// The type behind a column's name: a column may itself be called text.
const std::regex text_type("([a-z_0-9]+ )text\\b");

std::string for_sqlite(std::string statement) {
    static const std::regex big("\\bbigint\\b"), bytes("\\bbytea\\b");
    if (statement.starts_with("CREATE TABLE") || statement.starts_with("ALTER TABLE")) {
        statement = std::regex_replace(statement, big, "INTEGER");
        statement = std::regex_replace(statement, bytes, "BLOB");
        statement = std::regex_replace(statement, text_type, "$1TEXT");
    }
    if (statement.starts_with("CREATE TABLE")) {
        const bool clustered = statement.find("/* clustered */") != std::string::npos;
        statement = replace_all(statement, " /* clustered */", "");
        statement.insert(statement.rfind(')') + 1, clustered ? " STRICT, WITHOUT ROWID" : " STRICT");
    }
    return statement;
}

std::string for_postgresql(std::string statement) {
    statement = replace_all(statement, " /* clustered */", "");
    // Bytewise order and equality everywhere, as on SQLite.
    if (statement.starts_with("CREATE TABLE") || statement.starts_with("ALTER TABLE"))
        statement = std::regex_replace(statement, text_type, "$1text COLLATE \"C\"");
    return statement;
}

std::set<int> applied(Transaction& transaction) {
    std::set<int> numbers;
    auto rows = transaction.query("SELECT number FROM schema_migration");
    while (rows.next()) numbers.insert(static_cast<int>(rows.integer(0)));
    return numbers;
}

}  // namespace

std::vector<std::string> adapt(std::string_view text, Engine engine) {
    std::vector<std::string> statements;
    std::string statement;
    bool mine = true;
    auto finish = [&] {
        while (!statement.empty() && (statement.back() == '\n' || statement.back() == ';')) statement.pop_back();
        if (!statement.empty() && mine)
            statements.push_back(engine == Engine::sqlite ? for_sqlite(statement) : for_postgresql(statement));
        statement.clear();
    };
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
        if (line.empty()) {
            finish();
        } else if (line.starts_with("-- @")) {
            finish();
            mine = line == "-- @both" || line == (engine == Engine::sqlite ? "-- @sqlite" : "-- @postgresql");
        } else if (!line.starts_with("--")) {
            statement += line + "\n";
        }
    }
    finish();
    return statements;
}

bool has_schema(Database& database) {
    return database.read([](Transaction& transaction) {
        const auto* question = transaction.engine() == Engine::sqlite
                                   ? "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = :name"
                                   : "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema()"
                                     " AND table_name = :name";
        return transaction.query(question, "schema_migration").next();
    });
}

int migrate(Database& database) {
    database.write([](Transaction& transaction) {
        transaction.execute(
            transaction.engine() == Engine::sqlite
                ? "CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT"
                : "CREATE TABLE IF NOT EXISTS schema_migration (number bigint PRIMARY KEY, name text NOT NULL)");
    });
    int ran = 0;
    const auto there = database.read([](Transaction& transaction) { return applied(transaction); });
    if (!there.empty() && *there.rbegin() > all_migrations().back().number)
        throw SqlError(Fault::other, "this database was made by a newer version of kartei (schema " +
                                         std::to_string(*there.rbegin()) + ")");
    for (const auto& migration : all_migrations()) {
        if (there.contains(migration.number)) continue;
        database.write([&](Transaction& transaction) {
            for (const auto& statement : adapt(migration.text, transaction.engine())) transaction.execute(statement);
            transaction.execute("INSERT INTO schema_migration (number, name) VALUES (:number, :name)", migration.number,
                                migration.name);
        });
        ++ran;
    }
    return ran;
}

std::string schema_text(Engine engine) {
    std::string text;
    for (const auto& migration : all_migrations()) {
        text += "-- " + std::string(migration.name) + "\n\n";
        for (const auto& statement : adapt(migration.text, engine)) text += statement + ";\n\n";
    }
    return text;
}

}  // namespace kartei::sql
