// Tests on the fields of a source, as a document asks for them: one field, or a group of them over one row. Collects
// what is wrong by its place.
#pragma once

#include "modules/selections/criterion.hpp"

namespace kartei::selections {

/// What reading a document works with.
struct Desk {
    House& house;
    sql::Transaction& transaction;
    const Actor& actor;
    Measure measure;
    std::vector<Issue> issues = {};
    bool right_missing = false;
    std::size_t nodes = 0;

    void add(std::string path, const char* key, Parameters parameters = {}) {
        issues.push_back({std::move(path), key, std::move(parameters)});
    }
    void add(const Refusal& refusal);
    /// False, and an issue, when the actor has not the right.
    bool demand(const std::string& path, std::string_view right);
    /// False, and an issue, for a member that is none of these.
    bool only(const nlohmann::json& object, const std::string& path, std::initializer_list<std::string_view> members);
};

/// A column that the actor may compare; null, and an issue, otherwise.
const Column* column_asked(Desk& desk, const Source& source, const std::string& field, const std::string& path);

/// {"field": …, "is": …, "value": …}
RowTest field_test(Desk& desk, const Source& source, Columns& columns, const nlohmann::json& json,
                   const std::string& path);
/// The same below "all", "any" and "not".
RowTest row_group(Desk& desk, const Source& source, Columns& columns, const nlohmann::json& json,
                  const std::string& path, std::size_t level = 0);
/// A member of a fact: {"is", "value"}, several values, or one.
RowTest member_test(Desk& desk, const Source& source, Columns& columns, const std::string& name,
                    const nlohmann::json& json, const std::string& path);
/// A sum over rows: {"is": "greater", "value": 3}.
CellTest total_test(Desk& desk, const Field& field, const nlohmann::json& json, const std::string& path);

}  // namespace kartei::selections
