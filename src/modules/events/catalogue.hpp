// The small named things around events and sales: seasons, productions, promoters, venues, halls, genres, event tags,
// ticket types, promotions, products, subscriptions. Some hundred rows each; lists load them whole and show names
// instead of ids.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "audit/reversal.hpp"

namespace kartei::events {

enum class Shelf { season, production, promoter, venue, hall, genre, event_tag, ticket_type, promotion, product };
/// Table name and record name of the audit in one.
std::string_view shelf_name(Shelf shelf);

std::optional<std::int64_t> find_on_shelf(sql::Transaction& transaction, Shelf shelf, std::string_view name);
/// Finds by exact name or creates; creation is part of `change`. `attribute`: ticket group, SKU, or venue of a hall.
std::int64_t find_or_create(sql::Transaction& transaction, audit::Change& change, Shelf shelf, std::string_view name,
                            std::string_view attribute = "");
/// Subscriptions are told apart by name and season; kind is fixed or flexible.
std::int64_t find_or_create_subscription(sql::Transaction& transaction, audit::Change& change, std::string_view name,
                                         std::string_view season, std::string_view kind);

using Names = std::unordered_map<std::int64_t, std::string>;
Names names_on_shelf(sql::Transaction& transaction, Shelf shelf);
std::vector<std::pair<std::int64_t, std::string>> list_shelf(sql::Transaction& transaction, Shelf shelf);

struct Subscription {
    std::string name, season, kind;
};
std::unordered_map<std::int64_t, Subscription> subscriptions(sql::Transaction& transaction);

/// How created catalogue entries go back in an undo: removed while nothing uses them.
std::vector<audit::Reversible> reversible_catalogue();

}  // namespace kartei::events
