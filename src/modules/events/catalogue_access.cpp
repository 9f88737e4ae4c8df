#include "modules/events/catalogue_access.hpp"

#include <algorithm>
#include <array>

namespace kartei::events {
namespace {

using parameters::PlainRow;
using sql::Transaction;

/// Where an event date names an entry: its own column, or a table between.
struct Named {
    std::string_view table, of_event;
};
constexpr std::array named_by_events{
    Named{"venue", "SELECT 1 FROM event e WHERE e.venue_id = :id AND e.promoter_id = :promoter"},
    Named{"hall", "SELECT 1 FROM event e WHERE e.hall_id = :id AND e.promoter_id = :promoter"},
    Named{"season", "SELECT 1 FROM event e WHERE e.season_id = :id AND e.promoter_id = :promoter"},
    Named{"production",
          "SELECT 1 FROM event_production l JOIN event e ON e.id = l.event_id WHERE l.production_id = :id"
          " AND e.promoter_id = :promoter"},
    Named{"genre",
          "SELECT 1 FROM event_genre l JOIN event e ON e.id = l.event_id WHERE l.genre_id = :id"
          " AND e.promoter_id = :promoter"},
    Named{"event_tag",
          "SELECT 1 FROM event_event_tag l JOIN event e ON e.id = l.event_id WHERE l.event_tag_id = :id"
          " AND e.promoter_id = :promoter"}};

/// The house's: seen by him whose event dates use it, changed by the house.
bool is_used_by(Transaction& transaction, std::string_view sql, std::int64_t id,
                const std::vector<std::int64_t>& promoters) {
    return std::any_of(promoters.begin(), promoters.end(), [&](std::int64_t promoter) {
        return transaction.query(std::string(sql) + " LIMIT 1", id, promoter).next();
    });
}

bool is_among(Transaction& transaction, const std::string& event, const std::vector<std::int64_t>& promoters) {
    auto rows = transaction.query("SELECT promoter_id FROM event WHERE code = :code", event);
    return rows.next() && !rows.is_null(0) &&
           std::find(promoters.begin(), promoters.end(), rows.integer(0)) != promoters.end();
}

/// Of event dates all of which are his; without any it is one of the house.
bool has_his_events(Transaction& transaction, const PlainRow& row, const std::vector<std::int64_t>& promoters) {
    const auto found = row.values.find("events");
    const auto* events =
        found == row.values.end() ? nullptr : std::get_if<std::vector<std::string>>(&found->second);
    return events && !events->empty() && std::all_of(events->begin(), events->end(), [&](const std::string& event) {
        return is_among(transaction, event, promoters);
    });
}

}  // namespace

CatalogueAccess access_of(std::string_view table) {
    if (table == "promoter")
        return [](Transaction&, const Actor& actor, const PlainRow& row, bool) {
            return !actor.promoters || std::find(actor.promoters->begin(), actor.promoters->end(), row.id) !=
                                           actor.promoters->end();
        };
    if (table == "subscription" || table == "promotion")
        return [](Transaction& transaction, const Actor& actor, const PlainRow& row, bool) {
            return !actor.promoters || has_his_events(transaction, row, *actor.promoters);
        };
    for (const auto& named : named_by_events)
        if (named.table == table)
            return [sql = named.of_event](Transaction& transaction, const Actor& actor, const PlainRow& row,
                                          bool to_change) {
                return !actor.promoters || (!to_change && is_used_by(transaction, sql, row.id, *actor.promoters));
            };
    // Ticket types and articles: what the house sells, for everybody's event dates.
    return [](Transaction&, const Actor& actor, const PlainRow&, bool to_change) {
        return !actor.promoters || !to_change;
    };
}

}  // namespace kartei::events
