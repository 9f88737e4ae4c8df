// Every SQL statement on runs of dunning and their items.
#pragma once

#include "audit/change.hpp"
#include "modules/payments/dunning_run.hpp"

namespace kartei::payments {

void insert_dunning(sql::Transaction& transaction, audit::Change& change, DunningRun& run);
void delete_dunning(sql::Transaction& transaction, audit::Change& change, const DunningRun& run);
void set_taken_out(sql::Transaction& transaction, audit::Change& change, const DunningRun& run,
                   const DunningItem& item, bool is_out);
void set_fee(sql::Transaction& transaction, audit::Change& change, const DunningItem& item, std::int64_t fee);
void set_printed(sql::Transaction& transaction, audit::Change& change, const DunningRun& run,
                 const std::string& printed_at, const std::string& printed_by);
/// A run whose letters are not printed yet; 0 = none.
std::int64_t waiting_dunning(sql::Transaction& transaction);
/// The run of an item; 0 = it is gone.
std::int64_t run_of_item(sql::Transaction& transaction, std::int64_t item);

}  // namespace kartei::payments
