#include "modules/parameters/parameter_store.hpp"

#include "base/random.hpp"

namespace kartei::parameters {

using sql::Transaction;

std::map<std::string, std::string, std::less<>> stored_values(Transaction& transaction) {
    std::map<std::string, std::string, std::less<>> values;
    auto rows = transaction.query("SELECT name, value FROM parameter");
    while (rows.next()) values.emplace(rows.string(0), rows.text(1) == " " ? std::string() : rows.string(1));
    return values;
}

void store_value(Transaction& transaction, std::string_view name, std::string_view value, std::string_view standard) {
    transaction.execute("DELETE FROM parameter WHERE name = :name", name);
    // A default can be emptied: the database holds no '', so that the empty value is written as one blank.
    if (value != standard)
        transaction.execute("INSERT INTO parameter (name, value) VALUES (:name, :value)", name,
                            value.empty() ? " " : value);
}

std::int64_t version_of(Transaction& transaction, std::string_view what) {
    auto rows = transaction.query("SELECT version FROM revision WHERE what = :what", what);
    return rows.next() ? rows.integer(0) : 1;
}

std::string mark_of(Transaction& transaction, std::string_view what) {
    auto rows = transaction.query("SELECT mark FROM revision WHERE what = :what", what);
    return rows.next() ? rows.string(0) : std::string();
}

bool take_revision(Transaction& transaction, std::string_view what, std::int64_t expected) {
    const auto mark = random_secret(16);
    transaction.execute("INSERT INTO revision (what, version, mark) VALUES (:what, 1, :mark) ON CONFLICT DO NOTHING",
                        what, mark);
    return transaction.execute(
               "UPDATE revision SET version = version + 1, mark = :mark WHERE what = :what AND version = :expected",
               mark, what, expected) == 1;
}

}  // namespace kartei::parameters
