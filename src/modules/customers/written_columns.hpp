// Which columns new rows of the register have to name in an INSERT. The register has far more columns than a file
// fills: one that is empty (or no) in every row is left out, and the database puts the same there by its default.
#pragma once

#include <string>
#include <vector>

#include "sql/database.hpp"

namespace kartei::customers {

class WrittenColumns {
public:
    WrittenColumns();
    /// Notes what a row (row_parameters() in customer_store.hpp) fills; what was filled once is written from then on.
    void note(const std::vector<sql::Parameter>& row);
    /// In the order of row_columns().
    std::vector<std::string> names() const;
    /// Takes everything else out of a row that was noted.
    void shorten(std::vector<sql::Parameter>& row) const;

private:
    std::vector<bool> written_;  ///< by place in row_columns()
    std::vector<bool> yes_no_;   ///< their default is no, that of all others NULL
};

}  // namespace kartei::customers
