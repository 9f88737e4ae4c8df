#include "audit/kept_row.hpp"

namespace kartei::audit {

nlohmann::json kept_row(const sql::Rows& rows, const std::vector<std::string>& columns) {
    auto row = nlohmann::json::object();
    int column = 0;
    for (const auto& name : columns) {
        row[name] = rows.is_null(column) ? nlohmann::json(nullptr) : nlohmann::json(rows.string(column));
        ++column;
    }
    return row;
}

}  // namespace kartei::audit
