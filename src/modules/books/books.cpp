#include "modules/books/books.hpp"

#include <utility>

#include "audit/reversal.hpp"
#include "modules/books/journal_export.hpp"

namespace kartei::books {

void join_books() {
    static bool joined = false;
    if (std::exchange(joined, true)) return;
    audit::reversibles().push_back(reversible_export());
}

}  // namespace kartei::books
