// Rows of a holding: read as JSON with what is sealed opened, and taken out or emptied. Every SQL statement on tables of
// other modules that the map names stands here. Knows no right and no reason.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "audit/house.hpp"
#include "modules/privacy/data_map.hpp"

namespace kartei::privacy {

enum class ColumnType { integer, text, bytes };
struct Column {
    std::string name;
    ColumnType type = ColumnType::text;
    bool required = false;
};
/// As the database's catalogue has them, asked once.
const std::vector<Column>& columns_of(sql::Transaction& transaction, const std::string& table);
/// All tables of the schema.
std::vector<std::string> all_tables(sql::Transaction& transaction);

std::int64_t count_rows(sql::Transaction& transaction, const Holding& holding, std::int64_t customer);
/// Whole rows, numbers as numbers, without bytes; sealed values in clear. With the names of what they point at.
std::vector<nlohmann::json> held_rows(House& house, sql::Transaction& transaction, const Holding& holding,
                                      std::int64_t customer);

/// What erasure takes out of a row that stays, with the day from which its term runs.
struct TakenOut {
    std::int64_t id = 0;
    std::string dated;
    nlohmann::json values;  ///< by column, what is there
    std::string pdf;
};
std::vector<TakenOut> taken_out(House& house, sql::Transaction& transaction, const Holding& holding,
                                std::int64_t customer);

/// Deletes or empties, as the fate of the holding says; how many rows.
std::int64_t take_out(House& house, sql::Transaction& transaction, const Holding& holding, std::int64_t customer);

/// Of these rows, how many still say something that the fate takes out.
std::int64_t count_unemptied(sql::Transaction& transaction, const Holding& holding,
                             const std::vector<std::int64_t>& ids);
std::vector<std::int64_t> ids_of(sql::Transaction& transaction, const Holding& holding, std::int64_t customer);

/// What stands in the place of a word that must not be empty.
inline constexpr std::string_view emptied_word = "\u2026";

/// A paper's snapshot without the persons on it: its figures go on being billed and posted.
std::string without_persons(const std::string& snapshot);

}  // namespace kartei::privacy
