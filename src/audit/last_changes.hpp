// What the audit says last of each record that was ever changed: for whoever compares it with what stands in the
// tables.
#pragma once

#include <functional>

#include "audit/change.hpp"

namespace kartei::audit {

struct LastChange {
    std::string record;
    std::int64_t id = 0;
    std::vector<FieldChange> fields;  ///< the last change of each field since it came into being, unsealed
    bool is_gone = false;             ///< the last word is that it was deleted
    bool is_elsewhere = false;        ///< it took part in something that moved it or its values since (a merge)
};

/// In the order of records and ids, in bounded memory.
void each_last_change(House& house, sql::Transaction& transaction, const std::function<void(const LastChange&)>& take);

/// The last event of a kind that touched a record.
std::optional<std::int64_t> last_event(sql::Transaction& transaction, std::string_view record, std::int64_t id,
                                       std::string_view kind);

/// A record whose rows say that the person of this id was moved: "customer_merge". Handed in by modules.
struct MovingRecord {
    std::string name;
};

}  // namespace kartei::audit
