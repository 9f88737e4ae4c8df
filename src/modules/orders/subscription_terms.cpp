#include "modules/orders/subscription_terms.hpp"

#include <algorithm>
#include <charconv>

#include "audit/hold.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/orders/sale_pricing.hpp"

namespace kartei::orders {
namespace {

using parameters::PlainRow;
using sql::Transaction;

constexpr std::size_t most_dates = 200;

std::vector<std::string> list_in(const PlainRow& row, std::string_view field) {
    const auto found = row.values.find(field);
    const auto* list = found == row.values.end() ? nullptr : std::get_if<std::vector<std::string>>(&found->second);
    return list ? *list : std::vector<std::string>();
}

std::optional<PlainRow> row_of(Transaction& transaction, std::int64_t subscription) {
    auto rows =
        transaction.query("SELECT id FROM subscription_terms WHERE subscription_id = :subscription", subscription);
    return rows.next() ? parameters::find_row(transaction, subscription_terms_record(), rows.integer(0)) : std::nullopt;
}

/// Ids of event dates as they are stored, in the order of their starts.
std::vector<std::int64_t> by_start(Transaction& transaction, const std::vector<std::string>& ids) {
    std::vector<std::pair<std::tuple<bool, std::string, std::int64_t>, std::int64_t>> dates;
    for (const auto& text : ids) {
        std::int64_t id = 0;
        std::from_chars(text.data(), text.data() + text.size(), id);
        auto rows = transaction.query("SELECT starts_at FROM event WHERE id = :id", id);
        if (rows.next()) dates.push_back({{rows.is_null(0), rows.string(0), id}, id});
    }
    std::sort(dates.begin(), dates.end());
    std::vector<std::int64_t> sorted;
    for (const auto& date : dates) sorted.push_back(date.second);
    return sorted;
}

Result<Done> check(Transaction& transaction, const Actor& actor, const SubscriptionTerms& terms) {
    const auto all = events::subscriptions(transaction);
    const auto subscription = all.find(terms.subscription_id);
    if (subscription == all.end()) return refuse(RefusalKind::not_found, "error.no_such_subscription");
    if (subscription->second.kind != "fixed") return refuse_field("subscription", "error.subscription_not_fixed");
    if (terms.events.size() > most_dates)
        return refuse_field("events", "error.too_many_dates", {{"max", std::to_string(most_dates)}});
    for (const auto event : terms.events)
        if (!sees_event(transaction, actor, event)) return refuse_field("events", "error.no_such_event");
    const auto types = events::names_on_shelf(transaction, events::Shelf::ticket_type);
    for (const auto& price : terms.prices) {
        if (!types.contains(price.ticket_type_id)) return refuse_field("prices", "error.no_such_ticket_type");
        if (price.price < 0 || price.price_zone.empty() || price.price_zone.find(';') != std::string::npos)
            return refuse_field("prices", "error.price_of_zone");
    }
    return Done{};
}

}  // namespace

const parameters::PlainRecord& subscription_terms_record() {
    using enum FieldKind;
    static const parameters::PlainRecord record{"subscription_terms",
                                                "subscription_terms",
                                                {{"subscription_id", reference, 0, Privacy::open, plain, {}, "subscription"},
                                                 {"events", text_list, 200},
                                                 {"prices", text_list, 200}},
                                                "id",
                                                {"subscription_id"}};
    return record;
}

SubscriptionTerms find_terms(Transaction& transaction, std::int64_t subscription) {
    SubscriptionTerms terms{subscription};
    const auto row = row_of(transaction, subscription);
    if (!row) return terms;
    terms.version = row->version;
    terms.events = by_start(transaction, list_in(*row, "events"));
    events::EventSale written;
    written.prices = list_in(*row, "prices");
    terms.prices = events::prices_of(written);
    return terms;
}

Result<std::pair<std::int64_t, std::int64_t>> create_subscription(House& house, Transaction& transaction,
                                                                  const Actor& actor, const std::string& name,
                                                                  const std::string& season) {
    hold_house(transaction);
    const auto checked = TRY(check_value({"name", FieldKind::text, 120, Privacy::open, required}, Value(name)));
    if (is_empty(checked)) return refuse_field("name", "error.required");
    for (const auto& [id, one] : events::subscriptions(transaction))
        if (one.name == std::get<std::string>(checked) && one.season == season)
            return refuse_field("name", "error.exists_already");
    audit::Change change(house, transaction, actor, "subscription_created");
    const auto id = events::find_or_create_subscription(transaction, change, std::get<std::string>(checked), season,
                                                        "fixed");
    change.seal();
    return std::pair(id, change.event());
}

Result<std::int64_t> put_terms(House& house, Transaction& transaction, const Actor& actor,
                               const SubscriptionTerms& terms) {
    hold_house(transaction);
    TRY(check(transaction, actor, terms));
    std::vector<std::string> events, prices;
    for (const auto event : terms.events)
        if (const auto text = std::to_string(event); std::find(events.begin(), events.end(), text) == events.end())
            events.push_back(text);
    for (const auto& price : terms.prices) prices.push_back(events::written_price(price));
    const auto before = row_of(transaction, terms.subscription_id);
    if ((before ? before->version : 0) != terms.version) return refuse(RefusalKind::stale, "error.stale");
    PlainRow after = before.value_or(PlainRow{});
    after.values["subscription_id"] = terms.subscription_id;
    after.values["events"] = events.empty() ? Value() : Value(events);
    after.values["prices"] = prices.empty() ? Value() : Value(prices);
    if (before && before->values == after.values) return std::int64_t{0};
    audit::Change change(house, transaction, actor, "subscription_terms_changed");
    if (!before) parameters::create_row(transaction, change, subscription_terms_record(), after);
    else if (!parameters::change_row(transaction, change, subscription_terms_record(), *before, after))
        return refuse(RefusalKind::stale, "error.stale");
    change.seal();
    return change.event();
}

std::optional<std::int64_t> price_of(const SubscriptionTerms& terms, std::int64_t ticket_type, std::string_view zone) {
    for (const auto& price : terms.prices)
        if (price.ticket_type_id == ticket_type && price.price_zone == zone) return price.price;
    return std::nullopt;
}

std::vector<std::int64_t> shares_of(std::int64_t price, std::size_t dates) {
    std::vector<std::int64_t> shares(dates);
    if (dates == 0) return shares;
    const auto count = static_cast<std::int64_t>(dates);
    for (std::int64_t i = 0; i < count; ++i)
        shares[static_cast<std::size_t>(i)] = price / count + (i < price % count ? 1 : 0);
    return shares;
}

}  // namespace kartei::orders
