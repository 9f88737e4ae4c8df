// What the books hand in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/books/books_api.hpp"
#include "modules/books/journal_export.hpp"
#include "modules/books/journal_report.hpp"
#include "modules/books/statement_form.hpp"
#include "modules/books/statement_persons.hpp"
#include "modules/books/statement_store.hpp"

namespace kartei::books {
namespace {

std::vector<accounts::Permission> permissions() {
    return {{"books.read"}, {"books.export"}, {"statements.post"}};
}

std::vector<audit::HouseCheck> checks() {
    return {{"journal",
             [](House& house, sql::Transaction& transaction, std::string&) { return check_journal(house, transaction); }},
            {"words of bank statements",
             [](House&, sql::Transaction& transaction, std::string&) { return check_statement_words(transaction); }}};
}

std::vector<audit::UndoRights> rights_of_undo() {
    return {{{"journal_exported"}, {"books.export"}},
            {{"bank_statement_imported", "bank_entry_posted", "bank_entry_opened", "bank_entry_set_aside"},
             {"statements.post"}}};
}

}  // namespace

Module books_module() {
    return Module("books")
        .hands<accounts::Permission>(permissions)
        .hands(audit::Endpoints(books_endpoints))
        .hands<web::NamedSchema>(books_schemas)
        .hands(audit::Endpoints(statement_endpoints))
        .hands<web::NamedSchema>(statement_schemas)
        .hands<lists::Report>(journal_report)
        .hands<lists::Report>(trial_balance_report)
        .hands<audit::Reversible>(reversible_export)
        .hands<audit::Reversible>(reversible_statement)
        .hands<audit::Reversible>(reversible_entry)
        .hands<audit::UndoRights>(rights_of_undo)
        .hands<customers::Traces>(statement_traces)
        .hands<documents::NamedForm>(statement_form)
        .hands<audit::HouseCheck>(checks);
}

}  // namespace kartei::books
