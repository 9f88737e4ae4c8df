// The sales ledger as a table: `kartei export sales`, and the file that the browser fetches. All lines of a filter,
// oldest first, in bounded memory.
#pragma once

#include "audit/house.hpp"
#include "documents/csv_writer.hpp"
#include "modules/orders/ledger_reading.hpp"

namespace kartei::orders {

/// `headings`: their language; without one the names of the fields. Refusals come from the sink.
Result<Done> write_ledger(House& house, sql::Transaction& transaction, const LedgerFilter& filter,
                          const events::EventsById& codes, documents::ByteSink& sink, documents::CsvStyle style,
                          std::optional<Language> headings);

/// Joins the ledger to what `kartei export` writes.
void join_ledger_export();

}  // namespace kartei::orders
