// Rows of a list as CSV or JSON text. One object for one thread.
#pragma once

#include <map>

#include "lists/export.hpp"
#include "lists/local_times.hpp"

namespace kartei::lists {

class TextRows {
public:
    /// Columns and options must outlive it.
    TextRows(const std::vector<Column>& columns, const ExportOptions& options, const ReadingRules& rules)
        : columns_(columns), options_(options), digits_(rules.currency_digits), times_(rules.time_zone) {}

    /// What stands before the first row and behind the last.
    std::string beginning() const;
    std::string_view ending() const { return options_.format == ExportFormat::json ? "\n]\n" : ""; }

    /// JSON rows begin with a comma: the writer of the whole leaves out the first.
    void add(std::string& out, const Row& row, bool new_customer);

private:
    void add_csv(std::string& out, const Row& row, bool new_customer);
    void write(const Column& column, const Row& row, Cells& cells);
    void add_json(std::string& out, const Row& row) const;
    const std::string& block(std::size_t first, std::size_t end, const Row& row, bool new_customer);

    const std::vector<Column>& columns_;
    const ExportOptions& options_;
    int digits_;
    LocalTimes times_;
    std::map<std::size_t, std::string> blocks_;  ///< neighbouring columns of the customer, made once per customer
};

}  // namespace kartei::lists
