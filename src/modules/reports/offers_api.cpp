#include "modules/reports/offers_api.hpp"

#include <algorithm>
#include <set>

#include "modules/consents/consent_store.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/event_filter.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::reports {
namespace {

using events::Shelf;
using sql::Transaction;
using namespace web::endpoint_names;
using Ids = std::set<std::int64_t>;

/// Of pairs of what was sold and its event date, those of which the asker sees one; no value: he sees all.
std::optional<Ids> seen_of(Transaction& transaction, const Actor& actor, std::string_view pairs) {
    const auto seen = events::seen_events(transaction, actor);
    if (!seen) return std::nullopt;
    Ids ids;
    auto rows = transaction.query(pairs);
    while (rows.next())
        if (std::binary_search(seen->begin(), seen->end(), rows.integer(1))) ids.insert(rows.integer(0));
    return ids;
}

bool is_offered(const std::optional<Ids>& seen, std::int64_t id) { return !seen || seen->contains(id); }

Json subscriptions_offered(Transaction& transaction, const Actor& actor) {
    const auto seen = seen_of(
        transaction, actor, "SELECT DISTINCT subscription_id, event_id FROM ticket WHERE subscription_id IS NOT NULL");
    std::vector<std::pair<std::int64_t, events::Subscription>> all;
    for (const auto& [id, one] : events::subscriptions(transaction))
        if (is_offered(seen, id)) all.emplace_back(id, one);
    // The newest season stands first: it is the one that is asked for.
    std::sort(all.begin(), all.end(), [](const auto& one, const auto& other) {
        if (one.second.season != other.second.season) return one.second.season > other.second.season;
        return std::tie(one.second.name, one.first) < std::tie(other.second.name, other.first);
    });
    Json list = Json::array();
    for (const auto& [id, one] : all)
        list.push_back({{"name", one.name}, {"season", one.season.empty() ? Json() : Json(one.season)},
                        {"kind", one.kind}});
    return list;
}

Json names_offered(Transaction& transaction, const Actor& actor, Shelf shelf, std::string_view pairs) {
    const auto seen = seen_of(transaction, actor, pairs);
    Json list = Json::array();
    for (const auto& [id, name] : events::list_shelf(transaction, shelf))
        if (is_offered(seen, id)) list.push_back(name);
    return list;
}

Result<Answer> offers(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) {
        const auto& actor = request.actor;
        Json labels = Json::array();
        if (actor.may("customers.read"))
            for (const auto& [id, name] : consents::all_labels(transaction)) labels.push_back(name);
        return Answer::ok(
            {{"subscriptions", subscriptions_offered(transaction, actor)},
             {"promotions",
              names_offered(transaction, actor, Shelf::promotion,
                            "SELECT DISTINCT promotion_id, event_id FROM ticket WHERE promotion_id IS NOT NULL")},
             {"products",
              names_offered(transaction, actor, Shelf::product,
                            "SELECT DISTINCT product_id, event_id FROM product_sale WHERE event_id IS NOT NULL")},
             {"labels", std::move(labels)}});
    });
}

}  // namespace

web::EndpointTable offers_endpoints(House& house) {
    const auto names = schema::array(schema::text());
    const auto subscription = schema::object({{"name", schema::text()},
                                              {"season", schema::nullable(schema::text())},
                                              {"kind", schema::choice({"fixed", "flexible"})}},
                                             {"name", "season", "kind"});
    Endpoint endpoint{Method::get, "/report-offers", "read_report_offers", "reports.customers",
                      "What the filters of the lists over sales offer: subscriptions, those of the newest season first "
                      "(T-040), promotions, products and labels; who sees some event dates alone is offered what was "
                      "sold for them."};
    endpoint.answers = {{200, "Names",
                         schema::object({{"subscriptions", schema::array(subscription)},
                                         {"promotions", names},
                                         {"products", names},
                                         {"labels", names}},
                                        {"subscriptions", "promotions", "products", "labels"})}};
    endpoint.handle = [&house](Request& request) { return offers(house, request); };
    return {endpoint};
}

}  // namespace kartei::reports
