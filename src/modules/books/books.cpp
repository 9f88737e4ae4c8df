#include "modules/books/books.hpp"

#include <utility>

#include "audit/reversal.hpp"
#include "modules/books/journal_export.hpp"
#include "modules/books/statement_persons.hpp"
#include "modules/books/statement_store.hpp"

namespace kartei::books {

void join_books() {
    static bool joined = false;
    if (std::exchange(joined, true)) return;
    for (auto one : {reversible_export(), reversible_statement(), reversible_entry()})
        audit::reversibles().push_back(std::move(one));
    customers::traces().push_back(statement_traces());
}

}  // namespace kartei::books
