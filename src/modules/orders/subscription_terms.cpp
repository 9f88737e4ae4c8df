#include "modules/orders/subscription_terms.hpp"

#include <algorithm>

#include "audit/hold.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/catalogue_records.hpp"
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

/// The base data's record of subscriptions, which has their event dates.
const parameters::PlainRecord& subscription_record() {
    const auto& all = events::catalogue_records();
    return std::find_if(all.begin(), all.end(), [](const auto& one) { return one.record.name == "subscription"; })->record;
}

std::vector<std::int64_t> dates_by_start(Transaction& transaction, std::int64_t subscription) {
    std::vector<std::int64_t> dates;
    auto rows = transaction.query(
        "SELECT e.id FROM subscription_event l JOIN event e ON e.id = l.event_id WHERE l.subscription_id = :id "
        "ORDER BY CASE WHEN e.starts_at IS NULL THEN 1 ELSE 0 END, e.starts_at, e.id",
        subscription);
    while (rows.next()) dates.push_back(rows.integer(0));
    return dates;
}

/// Dates and prices are changed together: a version of both.
std::int64_t version_of(Transaction& transaction, std::int64_t subscription, const std::optional<PlainRow>& prices) {
    constexpr std::int64_t most_versions = 1'000'000;
    auto rows = transaction.query("SELECT version FROM subscription WHERE id = :id", subscription);
    return rows.next() ? rows.integer(0) * most_versions + (prices ? prices->version : 0) : 0;
}

/// Codes of event dates, as the base data names them, each once.
Value codes_of(Transaction& transaction, const std::vector<std::int64_t>& events) {
    std::vector<std::string> codes;
    for (const auto event : events) {
        auto rows = transaction.query("SELECT code FROM event WHERE id = :id", event);
        if (rows.next() && std::find(codes.begin(), codes.end(), rows.string(0)) == codes.end())
            codes.push_back(rows.string(0));
    }
    return codes.empty() ? Value() : Value(std::move(codes));
}

Result<Done> check(Transaction& transaction, const Actor& actor, const SubscriptionTerms& terms) {
    const auto all = events::subscriptions(transaction);
    const auto subscription = all.find(terms.subscription_id);
    if (subscription == all.end()) return refuse(RefusalKind::not_found, "error.no_such_subscription");
    if (terms.events.size() > most_dates)
        return refuse_field("events", "error.too_many_dates_of_subscription", {{"max", std::to_string(most_dates)}});
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

/// What the base data says of it.
void read_offer(Transaction& transaction, SubscriptionTerms& terms) {
    auto rows = transaction.query(
        "SELECT name, kind, choose_least, choose_most, same_seat, retired, sale_from, sale_to, price FROM subscription"
        " WHERE id = :id",
        terms.subscription_id);
    if (!rows.next()) return;
    terms.name = rows.string(0);
    terms.kind = rows.string(1);
    terms.choose_least = rows.integer(2);
    terms.choose_most = rows.integer(3);
    terms.same_seat = rows.integer(4) != 0;
    terms.retired = rows.integer(5) != 0;
    terms.sale_from = rows.string(6);
    terms.sale_to = rows.string(7);
    terms.price = rows.optional_integer(8);
}

Refusal about_subscriptions(std::string key, Parameters parameters = {}) {
    return {RefusalKind::invalid, {{"subscriptions", std::move(key), std::move(parameters)}}};
}

Value written_prices(const SubscriptionTerms& terms) {
    std::vector<std::string> prices;
    for (const auto& price : terms.prices) prices.push_back(events::written_price(price));
    return prices.empty() ? Value() : Value(std::move(prices));
}

/// Without any price there is no row. False: somebody else was faster.
bool put_prices(Transaction& transaction, audit::Change& change, std::int64_t subscription,
                const std::optional<PlainRow>& before, const Value& prices) {
    const auto& record = subscription_terms_record();
    if (is_empty(prices)) {
        parameters::remove_row(transaction, change, record, *before);
        return true;
    }
    auto after = before.value_or(PlainRow{});
    after.values["subscription_id"] = subscription;
    after.values["prices"] = prices;
    if (before) return parameters::change_row(transaction, change, record, *before, after);
    parameters::create_row(transaction, change, record, after);
    return true;
}

}  // namespace

const parameters::PlainRecord& subscription_terms_record() {
    using enum FieldKind;
    static const parameters::PlainRecord record{"subscription_terms",
                                                "subscription_terms",
                                                {{"subscription_id", reference, 0, Privacy::open, plain, {}, "subscription"},
                                                 {"prices", text_list, 200}},
                                                "id",
                                                {"subscription_id"}};
    return record;
}

SubscriptionTerms find_terms(Transaction& transaction, std::int64_t subscription) {
    SubscriptionTerms terms;
    terms.subscription_id = subscription;
    read_offer(transaction, terms);
    const auto row = row_of(transaction, subscription);
    terms.version = version_of(transaction, subscription, row);
    terms.events = dates_by_start(transaction, subscription);
    if (!row) return terms;
    events::EventSale written;
    written.prices = list_in(*row, "prices");
    terms.prices = events::prices_of(written);
    return terms;
}

SubscriptionTerms terms_today(const House& house, Transaction& transaction, std::int64_t subscription) {
    auto terms = find_terms(transaction, subscription);
    auto rows = transaction.query(
        "SELECT e.id FROM subscription_event l JOIN event e ON e.id = l.event_id LEFT JOIN event_sale s ON s.event_id = e.id"
        " WHERE l.subscription_id = :id AND (e.starts_at <= :now OR s.sale_to <= :now OR s.state = 'cancelled')",
        subscription, house.now());
    while (rows.next()) terms.over.insert(rows.integer(0));
    return terms;
}

bool is_offered(const SubscriptionTerms& terms, std::string_view today) {
    return !terms.retired && (terms.sale_from.empty() || terms.sale_from <= today) &&
           (terms.sale_to.empty() || today <= terms.sale_to);
}

Result<std::vector<std::int64_t>> dates_of_sale(const SubscriptionTerms& terms, std::vector<std::int64_t> chosen,
                                                std::string_view today) {
    if (terms.kind.empty()) return about_subscriptions("error.no_such_subscription");
    if (!is_offered(terms, today))
        return about_subscriptions("error.subscription_not_on_sale", {{"name", terms.name}});
    if (terms.events.empty()) return about_subscriptions("error.subscription_without_dates", {{"name", terms.name}});
    auto left = terms.events;
    std::erase_if(left, [&](std::int64_t event) { return terms.over.contains(event); });
    if (left.empty()) return about_subscriptions("error.subscription_is_over", {{"name", terms.name}});
    if (terms.is_fixed() && chosen.empty()) return left;
    std::vector<std::int64_t> dates;
    for (const auto event : terms.events)
        if (std::erase(chosen, event) > 0) dates.push_back(event);
    if (!chosen.empty()) return about_subscriptions("error.date_not_of_subscription", {{"name", terms.name}});
    if (terms.is_fixed() && dates != left)
        return about_subscriptions("error.all_dates_of_fixed", {{"name", terms.name}});
    const auto count = static_cast<std::int64_t>(dates.size());
    const auto least = terms.is_fixed() ? count : std::max<std::int64_t>(1, terms.choose_least);
    const auto most = terms.choose_most ? terms.choose_most : static_cast<std::int64_t>(terms.events.size());
    if (count < least || count > std::max(least, most))
        return about_subscriptions("error.choose_so_many_dates", {{"name", terms.name},
                                                                  {"least", std::to_string(least)},
                                                                  {"most", std::to_string(std::max(least, most))},
                                                                  {"count", std::to_string(count)}});
    return dates;
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
    const auto old_prices = row_of(transaction, terms.subscription_id);
    if (version_of(transaction, terms.subscription_id, old_prices) != terms.version)
        return refuse(RefusalKind::stale, "error.stale");
    const auto prices = written_prices(terms);
    const auto before = parameters::find_row(transaction, subscription_record(), terms.subscription_id);
    auto after = *before;
    after.values["events"] = codes_of(transaction, terms.events);
    const bool same_prices = old_prices ? old_prices->values.at("prices") == prices : is_empty(prices);
    if (before->values == after.values && same_prices) return std::int64_t{0};
    if (!subscription_record().access(transaction, actor, *before, true) ||
        !subscription_record().access(transaction, actor, after, true))
        return refuse(RefusalKind::forbidden, "error.of_the_house");
    audit::Change change(house, transaction, actor, "subscription_terms_changed");
    if (!parameters::change_row(transaction, change, subscription_record(), *before, after) ||
        !(same_prices || put_prices(transaction, change, terms.subscription_id, old_prices, prices)))
        return refuse(RefusalKind::stale, "error.stale");
    change.seal();
    return change.event();
}

std::optional<std::int64_t> price_of(const SubscriptionTerms& terms, std::int64_t ticket_type, std::string_view zone) {
    for (const auto& price : terms.prices)
        if (price.ticket_type_id == ticket_type && price.price_zone == zone) return price.price;
    return terms.price;
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
