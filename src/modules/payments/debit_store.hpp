// Every SQL statement on runs of direct debits and their items. Account numbers are sealed on their way in and opened
// on their way out.
#pragma once

#include "audit/change.hpp"
#include "audit/house.hpp"
#include "modules/payments/direct_debit.hpp"

namespace kartei::payments {

/// Without what stands in the run `except_run`.
MandateHistory history_of(sql::Transaction& transaction, const DebitAccount& account, std::int64_t except_run = 0);
/// How often the same money was collected and came back.
std::int64_t returns_of(sql::Transaction& transaction, std::int64_t booking);

/// Ids and versions are filled in; part of a running event. A claim that exists already throws SqlError(unique).
void insert_run(House& house, sql::Transaction& transaction, audit::Change& change, DebitRun& run,
                std::vector<DebitItem>& items);

std::optional<DebitRun> find_run(sql::Transaction& transaction, std::int64_t id);
/// The newest of those made with this day and scheme, and with something in them.
std::optional<DebitRun> run_on(sql::Transaction& transaction, std::string_view collect_on, std::string_view scheme);
/// The newest first.
std::vector<DebitRun> all_runs(sql::Transaction& transaction, int limit);
/// Its number of items and their sum without those of hidden customers, for whoever may not see them.
DebitRun as_seen(sql::Transaction& transaction, const Actor& actor, DebitRun run);
/// May the actor see who is debited, and whose booking it is?
bool sees_item(sql::Transaction& transaction, const Actor& actor, const DebitItem& item);
std::vector<DebitItem> items_of(House& house, sql::Transaction& transaction, std::int64_t run);
/// A page of what the actor sees of it.
std::vector<DebitItem> items_of(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t run,
                                std::int64_t offset, std::int64_t limit);
std::optional<DebitItem> find_item(House& house, sql::Transaction& transaction, std::int64_t run,
                                   std::int64_t position);
/// Was this money collected before, by another run than `except_run`, and is not said to have come back?
bool is_claimed(sql::Transaction& transaction, std::string_view claim, std::int64_t except_run = 0);
/// Runs that are being made or taken back, and were last seen before an instant.
std::vector<DebitRun> runs_on_their_way(sql::Transaction& transaction, std::string_view seen_before);
/// Is the run in that state? Then whoever makes it was seen now.
bool goes_on(sql::Transaction& transaction, std::int64_t run, std::string_view state, const std::string& now);
bool has_items(sql::Transaction& transaction, std::int64_t run);
/// Items of a run that are posted already, or wait for it.
std::vector<std::int64_t> items_by_payment(sql::Transaction& transaction, std::int64_t run, bool posted);
std::optional<DebitItem> item_with_id(House& house, sql::Transaction& transaction, std::int64_t id);
void set_posted(sql::Transaction& transaction, const DebitItem& item, std::int64_t payment);
/// It is not collected after all.
void drop_item(sql::Transaction& transaction, audit::Change& change, std::int64_t item);
/// Its state, and with it the number and the sum of the items that it has.
void set_state(sql::Transaction& transaction, audit::Change& change, const DebitRun& run, std::string_view state);
/// The item that a payment of a booking (numbers) was posted for, unless it came back.
struct FoundItem {
    std::int64_t run = 0, position = 0;
};
std::optional<FoundItem> item_of_payment(sql::Transaction& transaction, std::int64_t booking, std::int64_t payment);
/// Did somebody take the payment of an item back already?
bool is_taken_back(sql::Transaction& transaction, const DebitItem& item);

/// What came back, or was released; raises the version of the run. Part of a running event.
void store_return(sql::Transaction& transaction, audit::Change& change, std::int64_t run, const DebitItem& before,
                  const DebitItem& after);

}  // namespace kartei::payments
