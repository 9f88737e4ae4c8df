// A list kept under a name: which report, what is asked of it, which columns it shows, as which file it is written, and,
// where it repeats, when it is made and whom its link is sent to. It belongs to who made it; others see it where a role of
// theirs was given it, and then it shows what they may see. Every SQL statement on saved_list stands here and in
// deliveries.cpp.
#pragma once

#include "lists/runs.hpp"
#include "modules/parameters/owned_record.hpp"
#include "modules/reports/delivery_times.hpp"

namespace kartei::reports {

const parameters::PlainRecord& saved_list_record();

/// Those the actor may see, by name.
std::vector<parameters::PlainRow> saved_lists_of(sql::Transaction& transaction, const Actor& actor);
/// Refuses not_found (error.no_such_saved_list), also for those of others that are not shared with the actor.
Result<parameters::PlainRow> saved_list_seen(sql::Transaction& transaction, const Actor& actor, std::int64_t id);
bool may_change_saved_list(const Actor& actor, const parameters::PlainRow& list);
/// Undo: are these lists the actor's own? Other records: true.
bool may_undo_saved_lists(sql::Transaction& transaction, const Actor& actor, std::string_view record,
                          std::int64_t first, std::int64_t last);

/// Refusals: invalid with everything at once, the filter's below "filter"; error.no_such_report also for a report to which
/// the actor has no right; forbidden without lists.share for what is shared, without lists.deliver for what repeats;
/// error.no_mail_server where a link shall be sent and none is set.
Result<parameters::SavedRow> create_saved_list(House& house, sql::Transaction& transaction, const Actor& actor,
                                               const lists::Runs& runs, parameters::PlainValues values);
Result<parameters::SavedRow> change_saved_list(House& house, sql::Transaction& transaction, const Actor& actor,
                                               const lists::Runs& runs, std::int64_t id, std::int64_t version,
                                               parameters::PlainValues values);
Result<std::int64_t> remove_saved_list(House& house, sql::Transaction& transaction, const Actor& actor,
                                       std::int64_t id, std::int64_t version);

DeliveryTimes delivery_times(const parameters::PlainRow& list);

}  // namespace kartei::reports
