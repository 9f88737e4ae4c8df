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
/// Its letters go out, now still.
void set_printing(sql::Transaction& transaction, std::int64_t run, const std::string& at);
/// In a change that charges its fees: they go back no more, for the letters say them.
void note_printing(audit::Change& change, std::int64_t run, const std::string& at);
/// Those whose letters are out, whose fees are not all charged yet, and that nobody went on with since an instant.
std::vector<DunningRun> dunning_being_printed(sql::Transaction& transaction, std::string_view seen_before);
/// The latest run ever made; 0 = none.
std::int64_t newest_dunning(sql::Transaction& transaction);
/// A run whose letters are not printed yet; 0 = none.
std::int64_t waiting_dunning(sql::Transaction& transaction);
/// Refuses error.dunning_waits, which names the run.
Result<Done> check_none_waits(sql::Transaction& transaction);
/// The run of an item; 0 = it is gone.
std::int64_t run_of_item(sql::Transaction& transaction, std::int64_t item);

}  // namespace kartei::payments
