// What `kartei export WHAT` can write: the customers themselves, and what upper modules join (the lists of a profile,
// addresses for mailings). Where there is an import of the same name it reads the columns back. Knows no file format.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "modules/customers/customer_store.hpp"

namespace kartei::customers {

struct ExportColumn {
    Field field;
    std::string caption;  ///< text key
};

struct RegisterExport {
    std::string name;
    /// `in_clear`: with sensitive values, which otherwise have no column.
    std::function<std::vector<ExportColumn>(bool in_clear)> columns;
    std::function<std::int64_t(sql::Transaction&)> count;
    /// One value for each column; ends when `take` returns false.
    using Take = std::function<bool(const std::vector<Value>&)>;
    std::function<void(House&, sql::Transaction&, bool in_clear, const Take&)> each;
    bool has_sensitive_columns = false;
    /// Records that somebody exports sensitive values; called before the first row.
    std::function<void(House&, const Actor&)> note_reading = {};
};

/// Begins with the customers; upper modules add theirs in the program's list of joined modules.
std::vector<RegisterExport>& register_exports();

}  // namespace kartei::customers
