// Who uses an entry of the catalogue, and how entries go back.
#include <array>

#include "audit/no_way_back.hpp"
#include "audit/reversal.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/catalogue_records.hpp"

namespace kartei::events {
namespace {

using audit::Change;
using audit::Conflict;
using sql::Transaction;

/// Where an entry of a table is used: the rows, what they are called ("" = counted only), and the text that says it.
struct Use {
    std::string_view table, rows, called, key;
};
constexpr std::array uses{
    Use{"season", "event x WHERE x.season_id = :id", "x.name", "event"},
    Use{"season", "subscription x WHERE x.season_id = :id", "x.name", "subscription"},
    Use{"production", "event_production l JOIN event x ON x.id = l.event_id WHERE l.production_id = :id", "x.name",
        "event"},
    Use{"promoter", "event x WHERE x.promoter_id = :id", "x.name", "event"},
    Use{"promoter", "user_promoter l JOIN user_account x ON x.id = l.user_id WHERE l.promoter_id = :id",
        "x.display_name", "user"},
    Use{"venue", "event x WHERE x.venue_id = :id", "x.name", "event"},
    Use{"venue", "hall x WHERE x.venue_id = :id", "x.name", "hall"},
    Use{"hall", "event x WHERE x.hall_id = :id", "x.name", "event"},
    Use{"hall", "seat_plan x WHERE x.hall_id = :id", "x.name", "seat_plan"},
    Use{"genre", "event_genre l JOIN event x ON x.id = l.event_id WHERE l.genre_id = :id", "x.name", "event"},
    Use{"event_tag", "event_event_tag l JOIN event x ON x.id = l.event_id WHERE l.event_tag_id = :id", "x.name",
        "event"},
    Use{"product", "product_sale x WHERE x.product_id = :id", "", "sale"},
    Use{"product", "label_rule x WHERE x.product_id = :id", "x.name", "label_rule"},
    Use{"promotion", "ticket x WHERE x.promotion_id = :id", "", "ticket"},
    Use{"ticket_type", "ticket x WHERE x.ticket_type_id = :id", "", "ticket"},
    Use{"ticket_type", "event_price l JOIN event x ON x.id = l.event_id WHERE l.ticket_type_id = :id", "x.name",
        "event"},
    Use{"ticket_type",
        "promotion_ticket_type l JOIN promotion x ON x.id = l.promotion_id WHERE l.ticket_type_id = :id", "x.name",
        "promotion"},
    Use{"subscription", "ticket x WHERE x.subscription_id = :id", "", "ticket"},
    Use{"subscription", "subscription_terms x WHERE x.subscription_id = :id", "", "subscription_terms"},
    Use{"subscription", "seat_right x WHERE x.subscription_id = :id", "", "seat_right"},
    Use{"subscription", "seat_right x WHERE x.wish_subscription_id = :id", "", "seat_right_wish"},
    Use{"organisation", "event x WHERE x.organisation_id = :id", "x.name", "event"},
    Use{"organisation", "promoter x WHERE x.organisation_id = :id", "x.name", "promoter"},
    Use{"organisation", "user_account x WHERE x.organisation_id = :id", "x.display_name", "user"},
    Use{"event", "ticket x WHERE x.event_id = :id", "", "ticket"},
    Use{"event", "product_sale x WHERE x.event_id = :id", "", "sale"},
    Use{"event", "subscription_event l JOIN subscription x ON x.id = l.subscription_id WHERE l.event_id = :id",
        "x.name", "subscription"},
    Use{"event", "promotion_event l JOIN promotion x ON x.id = l.promotion_id WHERE l.event_id = :id", "x.name",
        "promotion"},
    Use{"event", "seat_claim x WHERE x.event_id = :id", "", "seat"}};

std::string some_names(Transaction& transaction, const Use& use, std::int64_t id) {
    if (use.called.empty()) return "";
    std::string names;
    // sql: the names stand in the table above
    auto rows = transaction.query("SELECT DISTINCT " + std::string(use.called) + " FROM " + std::string(use.rows) +
                                      " ORDER BY 1 LIMIT 3",
                                  id);
    while (rows.next()) names.append(names.empty() ? "" : ", ").append(rows.string(0));
    return names;
}

std::int64_t how_many(Transaction& transaction, const Use& use, std::int64_t id) {
    // sql: the names stand in the table above. A thousand is as much as any number.
    auto rows = transaction.query(
        "SELECT count(*) FROM (SELECT 1 FROM " + std::string(use.rows) + " LIMIT 1000) used", id);
    rows.next();
    return rows.integer(0);
}

/// Whether the event created just this one by hand: then the user is told why it stays.
bool was_made_by_hand(Transaction& transaction, std::int64_t event, const std::string& record) {
    auto rows = transaction.query("SELECT kind FROM change_event WHERE id = :id", event);
    return rows.next() && rows.string(0) == record + "_created";
}

/// Somebody changed it since, and it did not go back: then it is his, too.
bool is_changed_since(Transaction& transaction, const Change& change, const std::string& name, std::int64_t id,
                      std::int64_t event) {
    {
        // sql: the name of a table of the catalogue
        auto rows = transaction.query("SELECT version FROM " + name + " WHERE id = :id", id);
        if (!rows.next() || rows.integer(0) == 1) return false;
    }
    return audit::touched_by_others(transaction, name, id, event, change.event());
}

std::vector<Conflict> take_back(Transaction& transaction, Change& change, const std::string& name, std::int64_t first,
                                std::int64_t last, std::int64_t event, bool check_only) {
    std::vector<Conflict> conflicts;
    const bool by_hand = was_made_by_hand(transaction, event, name);
    for (auto id = last; id >= first; --id) {
        // What is still in use or was changed since stays: others may work with it. That is no conflict of an import.
        const bool changed = is_changed_since(transaction, change, name, id, event);
        const bool used = !users_of(transaction, name, id).empty();
        if ((changed || used) && by_hand)
            conflicts.push_back({name, id, "", "", changed ? "error.changed_since" : "error.in_use"});
        if (changed || used || check_only) continue;
        if (name == "subscription")
            transaction.execute("DELETE FROM subscription_event WHERE subscription_id = :id", id);
        if (name == "promotion") {
            transaction.execute("DELETE FROM promotion_event WHERE promotion_id = :id", id);
            transaction.execute("DELETE FROM promotion_ticket_type WHERE promotion_id = :id", id);
        }
        // sql: the name of a table of the catalogue
        transaction.execute("DELETE FROM " + name + " WHERE id = :id", id);
        change.deleted(name, id, audit::no_image, 0);
    }
    return conflicts;
}

audit::Reversible going_back(std::string name, audit::Reversible how) {
    how.record = name;
    how.creation = [name](House&, Transaction& transaction, Change& change, std::int64_t first, std::int64_t last,
                          std::int64_t event, bool check_only) {
        return take_back(transaction, change, name, first, last, event, check_only);
    };
    return how;
}

}  // namespace

std::vector<Issue> users_of(Transaction& transaction, std::string_view table, std::int64_t id) {
    std::vector<Issue> issues;
    for (const auto& use : uses) {
        if (use.table != table) continue;
        if (const auto count = how_many(transaction, use, id); count > 0)
            issues.push_back({"",
                              "error.used_by." + std::string(use.key),
                              {{"count", std::to_string(count)}, {"names", some_names(transaction, use, id)}}});
    }
    return issues;
}

std::vector<audit::Reversible> reversible_catalogue() {
    std::vector<audit::Reversible> list;
    for (const auto& one : catalogue_records())
        list.push_back(going_back(one.record.name, parameters::reversible(one.record)));
    audit::Reversible organisation;
    organisation.change = audit::no_change_back("organisation");
    organisation.deletion = audit::gone_for_good("organisation");
    list.push_back(going_back("organisation", std::move(organisation)));
    return list;
}

}  // namespace kartei::events
