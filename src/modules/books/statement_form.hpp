// Statements of a bank in XML (camt) and MT940 as rows of a table, so that they are read where every file that somebody
// sent is read: in a process of its own (docs/decisions/0022). What comes from there is looked at once more.
#pragma once

#include "documents/table_form.hpp"
#include "modules/books/statement.hpp"

namespace kartei::books {

/// The form, for whoever reads files, here or in the reading process.
documents::NamedForm statement_form();

/// Is it one of the two, by its first bytes?
bool has_statement_form(std::string_view beginning);

/// Reads it apart. Refusals: those of read_camt() and read_mt940(), of documents::open_form_apart(), and
/// error.xml_too_large for what is beyond every bank's measure.
Result<std::vector<BankStatement>> read_statement_form(const std::string& path, int digits);

}  // namespace kartei::books
