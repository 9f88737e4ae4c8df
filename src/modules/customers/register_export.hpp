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

/// What addresses are taken for, and the permission that is asked for (decisions.md 29). "" narrows nothing.
struct ExportChoice {
    std::string purpose, permission;

    bool is_empty() const { return purpose.empty() && permission.empty(); }
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
    /// The same export of what is chosen, or everything that is wrong with the choice; none = it cannot be narrowed.
    std::function<Result<RegisterExport>(const House&, sql::Transaction&, const Actor&, const ExportChoice&)> narrowed =
        {};
    /// Addresses leave the house for a purpose only: without a choice nothing is exported.
    bool needs_purpose = false;
    /// Customers who are not among the rows, by number, and why, as a text key.
    using LeftOut = std::function<void(std::int64_t number, const std::string& reason)>;
    std::function<void(sql::Transaction&, const LeftOut&)> left_out = {};
    /// Records that these addresses were taken, and for what; called with the number of rows behind the last.
    std::function<void(House&, const Actor&, std::int64_t rows)> note_use = {};
    /// Refuses where the house has switched off what it holds.
    std::function<Result<Done>(sql::Transaction&)> offered = {};
};

/// Of the customers; upper modules hand theirs in.
RegisterExport register_export();

}  // namespace kartei::customers
