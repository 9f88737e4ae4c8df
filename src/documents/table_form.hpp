// Files of other forms than tables, as rows. The module that knows what they say joins a form under a name, in the
// reading process too (docs/decisions/0022); it reads nothing but the file there. Must not know what rows mean.
#pragma once

#include <functional>
#include <map>

#include "documents/table_apart.hpp"

namespace kartei::documents {

struct FormWanted {
    std::string form;         ///< of table_forms(); "" = CSV or XLSX
    std::int64_t digits = 2;  ///< of the currency, where a form holds amounts
};

using TableForm = std::function<Result<std::unique_ptr<TableReader>>(Descriptor file, const FormWanted& wanted)>;
std::map<std::string, TableForm, std::less<>>& table_forms();

/// As open_table_apart(), which see for refusals.
Result<std::unique_ptr<TableReader>> open_form_apart(const std::filesystem::path& path, const FormWanted& wanted,
                                                     const ReadingProgram& program = reading_program());

}  // namespace kartei::documents
