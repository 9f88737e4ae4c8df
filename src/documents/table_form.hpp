// Files of other forms than tables, as rows. The module that knows what they say hands a form in under a name, which the
// reading process knows too (docs/decisions/0022); it reads nothing but the file there. Must not know what rows mean.
#pragma once

#include <functional>
#include <string_view>

#include "documents/table_apart.hpp"

namespace kartei::documents {

struct FormWanted {
    std::string form;         ///< its name; "" = CSV or XLSX
    std::int64_t digits = 2;  ///< of the currency, where a form holds amounts
};

using TableForm = std::function<Result<std::unique_ptr<TableReader>>(Descriptor file, const FormWanted& wanted)>;
struct NamedForm {
    std::string name;
    TableForm open;
};
/// None: no module has such a form.
const TableForm* find_table_form(std::string_view name);

/// As open_table_apart(), which see for refusals.
Result<std::unique_ptr<TableReader>> open_form_apart(const std::filesystem::path& path, const FormWanted& wanted,
                                                     const ReadingProgram& program = reading_program());

}  // namespace kartei::documents
