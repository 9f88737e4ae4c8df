#include "modules/events/catalogue.hpp"

namespace kartei::events {
namespace {

using audit::Change;
using sql::Transaction;

}  // namespace

std::string_view shelf_name(Shelf shelf) {
    switch (shelf) {
        case Shelf::season: return "season";
        case Shelf::production: return "production";
        case Shelf::promoter: return "promoter";
        case Shelf::venue: return "venue";
        case Shelf::hall: return "hall";
        case Shelf::genre: return "genre";
        case Shelf::event_tag: return "event_tag";
        case Shelf::ticket_type: return "ticket_type";
        case Shelf::promotion: return "promotion";
        case Shelf::product: return "product";
    }
    return "";
}

std::optional<std::int64_t> find_on_shelf(Transaction& transaction, Shelf shelf, std::string_view name) {
    // sql: the name of a shelf, which is its table
    auto rows = transaction.query("SELECT id FROM " + std::string(shelf_name(shelf)) + " WHERE name = :name", name);
    if (!rows.next()) return std::nullopt;
    return rows.integer(0);
}

std::int64_t find_or_create(Transaction& transaction, Change& change, Shelf shelf, std::string_view name,
                            std::string_view attribute) {
    if (auto found = find_on_shelf(transaction, shelf, name)) return *found;
    const auto id = take_ids(transaction, shelf_name(shelf));
    switch (shelf) {
        case Shelf::promoter:
            transaction.execute("INSERT INTO promoter (id, organisation_id, name) VALUES (:id, 1, :name)", id, name);
            break;
        case Shelf::hall: {
            const auto venue = attribute.empty() ? std::nullopt : find_on_shelf(transaction, Shelf::venue, attribute);
            transaction.execute("INSERT INTO hall (id, venue_id, name) VALUES (:id, :venue_id, :name)", id, venue,
                                name);
            break;
        }
        case Shelf::ticket_type:
            transaction.execute("INSERT INTO ticket_type (id, name, ticket_group) VALUES (:id, :name, :ticket_group)",
                                id, name, sql::text_or_null(attribute));
            break;
        case Shelf::product:
            transaction.execute("INSERT INTO product (id, name, sku) VALUES (:id, :name, :sku)", id, name,
                                sql::text_or_null(attribute));
            break;
        default:
            // sql: the name of a shelf, which is its table
            transaction.execute("INSERT INTO " + std::string(shelf_name(shelf)) + " (id, name) VALUES (:id, :name)", id,
                                name);
    }
    change.created(shelf_name(shelf), id);
    return id;
}

std::int64_t find_or_create_subscription(Transaction& transaction, Change& change, std::string_view name,
                                         std::string_view season, std::string_view kind) {
    const auto season_id =
        season.empty() ? std::nullopt : std::optional(find_or_create(transaction, change, Shelf::season, season));
    auto rows = transaction.query("SELECT id FROM subscription WHERE name = :name AND coalesce(season_id, 0) = :season",
                                  name, season_id.value_or(0));
    if (rows.next()) return rows.integer(0);
    const auto id = take_ids(transaction, "subscription");
    transaction.execute("INSERT INTO subscription (id, name, season_id, kind) VALUES (:id, :name, :season_id, :kind)",
                        id, name, season_id, kind == "flexible" ? "flexible" : "fixed");
    change.created("subscription", id);
    return id;
}

Names names_on_shelf(Transaction& transaction, Shelf shelf) {
    Names names;
    for (auto& [id, name] : list_shelf(transaction, shelf)) names.emplace(id, std::move(name));
    return names;
}

std::vector<std::pair<std::int64_t, std::string>> list_shelf(Transaction& transaction, Shelf shelf) {
    std::vector<std::pair<std::int64_t, std::string>> list;
    // sql: the name of a shelf, which is its table
    auto rows = transaction.query("SELECT id, name FROM " + std::string(shelf_name(shelf)) + " ORDER BY name");
    while (rows.next()) list.emplace_back(rows.integer(0), rows.string(1));
    return list;
}

std::unordered_map<std::int64_t, Subscription> subscriptions(Transaction& transaction) {
    std::unordered_map<std::int64_t, Subscription> all;
    auto rows = transaction.query(
        "SELECT s.id, s.name, e.name, s.kind FROM subscription s LEFT JOIN season e ON e.id = s.season_id");
    while (rows.next()) all.emplace(rows.integer(0), Subscription{rows.string(1), rows.string(2), rows.string(3)});
    return all;
}

}  // namespace kartei::events
