#include "tests/support/databases.hpp"

#include <libpq-fe.h>  // CREATE DATABASE runs outside any transaction, which sql/ never does
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <stdexcept>

#include "sql/migrations.hpp"

namespace kartei::test {
namespace {

namespace fs = std::filesystem;
using sql::Engine;

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

int next_number() {
    static std::atomic<int> last{0};
    return ++last;
}

struct Folder {
    fs::path path;
    Folder() {
        auto base = environment("KARTEI_TEST_FOLDER");
        auto pattern = ((base.empty() ? fs::temp_directory_path() : fs::path(base)) / "kartei-test-XXXXXX").string();
        if (!::mkdtemp(pattern.data())) throw std::runtime_error("cannot make a folder like " + pattern);
        path = pattern;
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
};

std::string postgresql_address() {
    auto address = environment("KARTEI_TEST_POSTGRESQL");
    if (address.empty())
        throw std::runtime_error(
            "KARTEI_TEST_POSTGRESQL is not set. Run ./test, or: export KARTEI_TEST_POSTGRESQL="
            "$(tools/private-postgresql start /tmp/kartei-postgresql). KARTEI_TEST_ENGINES=sqlite leaves "
            "PostgreSQL out.");
    return address;
}

/// The address of another database on the same server.
std::string address_of(const std::string& database) {
    auto address = postgresql_address();
    auto host = address.find("://");
    auto path = host == std::string::npos ? host : address.find('/', host + 3);
    if (path == std::string::npos)
        throw std::runtime_error("KARTEI_TEST_POSTGRESQL must be postgresql://USER@HOST:PORT/DATABASE");
    auto end = std::min(address.find('?', path), address.size());
    return address.substr(0, path + 1) + database + address.substr(end);
}

void on_server(const std::string& statement) {
    thread_local std::unique_ptr<PGconn, decltype(&PQfinish)> connection(nullptr, PQfinish);
    if (!connection || PQstatus(connection.get()) != CONNECTION_OK)
        connection.reset(PQconnectdb(postgresql_address().c_str()));
    std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), statement.c_str()), PQclear);
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK)
        throw std::runtime_error(statement + ": " + PQerrorMessage(connection.get()));
}

std::string new_name() { return "kartei_test_" + std::to_string(::getpid()) + "_" + std::to_string(next_number()); }

void drop(const std::string& database) { on_server("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)"); }

/// Migrated once in a process, copied for every test.
struct PostgresqlTemplate {
    std::string name = new_name();
    PostgresqlTemplate() {
        on_server("CREATE DATABASE " + name);
        auto database = sql::Database::open({Engine::postgresql, address_of(name)});
        sql::migrate(*database);
    }
    ~PostgresqlTemplate() {
        try {
            drop(name);
        } catch (const std::exception&) {  // the server goes away with its folder
        }
    }
};

std::string copied_postgresql(bool migrated) {
    auto name = new_name();
    if (!migrated) {
        on_server("CREATE DATABASE " + name);
    } else {
        static PostgresqlTemplate original;
        on_server("CREATE DATABASE " + name + " TEMPLATE " + original.name);
    }
    return address_of(name);
}

std::string copied_sqlite(bool migrated) {
    auto path = temporary_path(".sqlite");
    if (!migrated) return path.string();
    static const auto original = [] {
        auto made = temporary_folder() / "template.sqlite";
        auto database = sql::Database::open({Engine::sqlite, made.string()});
        sql::migrate(*database);
        return made;
    }();
    fs::copy_file(original, path);
    return path.string();
}

void remove_sqlite(const std::string& path) {
    std::error_code ignored;
    for (auto ending : {"", "-wal", "-shm", "-journal", ".lock"}) fs::remove(path + ending, ignored);
}

}  // namespace

const fs::path& temporary_folder() {
    static Folder folder;
    return folder.path;
}

fs::path temporary_path(const std::string& ending) {
    return temporary_folder() / (std::to_string(next_number()) + ending);
}

std::string engine_name(Engine engine) { return engine == Engine::sqlite ? "sqlite" : "postgresql"; }

std::vector<Engine> engines() {
    auto wanted = environment("KARTEI_TEST_ENGINES");
    std::vector<Engine> list;
    for (auto engine : {Engine::sqlite, Engine::postgresql})
        if (wanted.empty() || wanted.find(engine_name(engine)) != std::string::npos) list.push_back(engine);
    return list;
}

FreshDatabase::FreshDatabase(Engine engine, bool migrated)
    : location_{engine, engine == Engine::sqlite ? copied_sqlite(migrated) : copied_postgresql(migrated)} {
    reopen();
}

FreshDatabase::~FreshDatabase() {
    close();
    if (location_.engine == Engine::sqlite) {
        remove_sqlite(location_.target);
        return;
    }
    try {
        auto slash = location_.target.find('/', location_.target.find("://") + 3);
        auto name = location_.target.substr(slash + 1);
        drop(name.substr(0, name.find('?')));
    } catch (const std::exception& error) {
        ADD_FAILURE() << error.what();
    }
}

void FreshDatabase::reopen() {
    database_.reset();
    database_ = sql::Database::open(location_);
}

std::vector<std::unique_ptr<FreshDatabase>> databases() {
    std::vector<std::unique_ptr<FreshDatabase>> list;
    for (auto engine : engines()) list.push_back(std::make_unique<FreshDatabase>(engine));
    return list;
}

void OnBothEngines::SetUp() {
    auto wanted = engines();
    if (std::find(wanted.begin(), wanted.end(), GetParam()) == wanted.end())
        GTEST_SKIP() << "not among KARTEI_TEST_ENGINES";
    fresh_ = std::make_unique<FreshDatabase>(GetParam());
}

}  // namespace kartei::test
