#include "modules/events/catalogue_records.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "modules/customers/declared_records.hpp"
#include "modules/events/catalogue_access.hpp"
#include "modules/events/event.hpp"
#include "modules/parameters/colour.hpp"
#include "modules/parameters/module_switch.hpp"

namespace kartei::events {
namespace {

using enum FieldKind;
using parameters::JoinedBaseData;
using parameters::PlainRecord;
using parameters::PlainRow;
using sql::Transaction;

constexpr auto open = Privacy::open;
constexpr std::array<std::string_view, 2> subscription_kinds{"fixed", "flexible"};
constexpr std::array<std::string_view, 3> ticket_kinds{"standard", "subscription", "both"};
constexpr std::int64_t hundred_per_cent = 10'000;

const Field retired{"retired", yes_no};
Field name_field() { return {"name", text, 120, open, required}; }

/// A record with its name first and whether it is still offered last.
PlainRecord named(std::string table, std::vector<Field> fields) {
    PlainRecord record{.name = table, .table = table, .fields = {name_field()}, .order = "name", .unique = {"name"}};
    for (auto& field : fields) record.fields.push_back(field);
    record.fields.push_back(retired);
    record.users = [table](Transaction& transaction, const PlainRow& row) {
        return users_of(transaction, table, row.id);
    };
    record.access = access_of(table);
    return record;
}

void check_period(const PlainRow& row, const char* from, const char* to, std::vector<Issue>& issues) {
    const auto first = row.text(from), last = row.text(to);
    if (!first.empty() && !last.empty() && last < first) issues.push_back({to, "error.ends_before_it_begins", {}});
}

void check_least(const PlainRow& row, const char* field, std::vector<Issue>& issues) {
    const auto found = row.values.find(field);
    if (found != row.values.end() && !is_empty(found->second) && row.integer(field) < 1)
        issues.push_back({field, "error.at_least_one", {}});
}

PlainRecord season_record() {
    auto record = named("season", {{"starts_on", date}, {"ends_on", date}});
    record.complete = [](Transaction&, PlainRow& row) {
        std::vector<Issue> issues;
        check_period(row, "starts_on", "ends_on", issues);
        return issues;
    };
    return record;
}

PlainRecord hall_record() {
    auto record = named("hall", {{"venue", text, 120}});
    record.references = {{"venue", "venue_id", "venue"}};
    record.base_data = {{"venue", "venues"}};
    return record;
}

PlainRecord ticket_type_record() {
    auto record = named("ticket_type", {{"ticket_group", text, 80}, {"kind", choice, 0, open, plain, ticket_kinds}});
    record.complete = [](Transaction&, PlainRow& row) {
        if (row.text("kind").empty()) row.values["kind"] = std::string("standard");
        return std::vector<Issue>();
    };
    return record;
}

std::vector<Issue> complete_subscription(Transaction&, PlainRow& row) {
    std::vector<Issue> issues;
    if (row.text("kind").empty()) row.values["kind"] = std::string("fixed");
    if (const auto colour = row.text("colour"); !colour.empty() && !parameters::is_colour(colour))
        issues.push_back({"colour", "error.colour", {{"value", colour}}});
    check_period(row, "sale_from", "sale_to", issues);
    check_least(row, "choose_least", issues);
    check_least(row, "choose_most", issues);
    const bool is_fixed = row.text("kind") == "fixed";
    if (is_fixed && (row.integer("choose_least") || row.integer("choose_most")))
        issues.push_back({"choose_least", "error.chosen_of_fixed", {}});
    if (!is_fixed && row.integer("choose_most") && row.integer("choose_most") < row.integer("choose_least"))
        issues.push_back({"choose_most", "error.most_below_least", {}});
    const auto* events = std::get_if<std::vector<std::string>>(&row.values["events"]);
    const auto offered = static_cast<std::int64_t>(events ? events->size() : 0);
    if (!is_fixed && offered && row.integer("choose_least") > offered)
        issues.push_back({"choose_least", "error.chooses_more_than_offered", {{"offered", std::to_string(offered)}}});
    return issues;
}

PlainRecord subscription_record() {
    auto record = named("subscription", {{"season", text, 120},
                                         {"kind", choice, 0, open, plain, subscription_kinds},
                                         {"abbreviation", text, 12},
                                         {"colour", text, 7},
                                         {"price", money},
                                         {"events", text_list, 40},
                                         {"choose_least", integer, 3},
                                         {"choose_most", integer, 3},
                                         {"same_seat", yes_no},
                                         {"sale_from", date},
                                         {"sale_to", date}});
    record.order = "name, season_id";
    record.unique = {"name", "season"};
    record.references = {{"season", "season_id", "season"}};
    record.base_data = {{"season", "seasons"}};
    record.links = {{"events", "subscription_event", "subscription_id", "event_id", "event", "code"}};
    record.complete = complete_subscription;
    return record;
}

std::vector<Issue> complete_promotion(Transaction&, PlainRow& row) {
    std::vector<Issue> issues;
    const bool has_percent = !is_empty(row.values["percent"]), has_price = !is_empty(row.values["price"]);
    if (has_percent && has_price) issues.push_back({"price", "error.percent_or_price", {}});
    if (row.integer("percent") > hundred_per_cent) issues.push_back({"percent", "error.more_than_all", {}});
    check_period(row, "starts_on", "ends_on", issues);
    check_least(row, "most_in_order", issues);
    check_least(row, "most", issues);
    return issues;
}

PlainRecord promotion_record() {
    auto record = named("promotion", {{"starts_on", date},
                                      {"ends_on", date},
                                      {"percent", money},
                                      {"price", money},
                                      {"ticket_types", text_list, 120},
                                      {"price_zones", text_list, 120},
                                      {"events", text_list, 40},
                                      {"most_in_order", integer, 6},
                                      {"most", integer, 9},
                                      {"code", text, 40},
                                      {"label", text, 120}});
    record.references = {{"label", "label_id", "label"}};
    record.links = {{"ticket_types", "promotion_ticket_type", "promotion_id", "ticket_type_id", "ticket_type"},
                    {"events", "promotion_event", "promotion_id", "event_id", "event", "code"}};
    record.complete = complete_promotion;
    return record;
}

/// "7", "19", "5.5": per cent as the lists show it.
bool is_rate(const std::string& text) {
    const auto point = text.find('.');
    const auto whole = text.substr(0, point), rest = point == text.npos ? "0" : text.substr(point + 1);
    const auto digits = [](const std::string& part) {
        return !part.empty() && part.size() <= 2 && part.find_first_not_of("0123456789") == std::string::npos;
    };
    return digits(whole) && digits(rest);
}

std::vector<Issue> complete_product(Transaction&, PlainRow& row) {
    std::vector<Issue> issues;
    auto rate = row.text("vat_rate");
    std::replace(rate.begin(), rate.end(), ',', '.');
    if (!rate.empty() && rate.back() == '%') rate.pop_back();
    while (!rate.empty() && rate.back() == ' ') rate.pop_back();
    if (!rate.empty() && !is_rate(rate))
        issues.push_back({"vat_rate", "error.rate_in_per_cent", {{"value", row.text("vat_rate")}}});
    else if (!rate.empty()) row.values["vat_rate"] = rate;
    if (!is_empty(row.values["quota"]) && !row.yes("of_event")) row.values["of_event"] = true;
    return issues;
}

PlainRecord product_record() {
    auto record = named("product", {{"sku", text, 40},
                                    {"description", text, 400},
                                    {"unit_price", money},
                                    {"vat_rate", text, 10},
                                    {"stock", integer, 9},
                                    {"of_event", yes_no},
                                    {"quota", integer, 9}});
    record.complete = complete_product;
    return record;
}

/// A promoter of the first organisation, unless a file says otherwise.
PlainRecord promoter_record() { return named("promoter", {{"organisation", text, 120, open, required}}); }

PlainRecord whole_promoter_record() {
    auto record = promoter_record();
    record.references = {{"organisation", "organisation_id", "organisation"}};
    record.complete = [](Transaction& transaction, PlainRow& row) {
        if (!row.text("organisation").empty()) return std::vector<Issue>();
        auto rows = transaction.query("SELECT name FROM organisation ORDER BY id LIMIT 1");
        if (rows.next()) row.values["organisation"] = rows.string(0);
        return std::vector<Issue>();
    };
    return record;
}

JoinedBaseData joined(std::string name, PlainRecord record, std::string schema) {
    return {std::move(name), std::move(record), std::move(schema), "events.read", "events.change", "venue"};
}

}  // namespace

const std::vector<JoinedBaseData>& catalogue_records() {
    static const std::vector<JoinedBaseData> all{
        joined("venues", named("venue", {{"street", text, 120}, {"postcode", text, 12}, {"town", text, 80}}), "Venue"),
        joined("halls", hall_record(), "Hall"),
        joined("seasons", season_record(), "Season"),
        joined("productions", named("production", {}), "Production"),
        joined("promoters", whole_promoter_record(), "Promoter"),
        joined("genres", named("genre", {}), "Genre"),
        joined("event-tags", named("event_tag", {}), "EventTag"),
        joined("ticket-types", ticket_type_record(), "TicketType"),
        joined("subscriptions", subscription_record(), "SubscriptionOffer"),
        joined("promotions", promotion_record(), "PromotionOffer"),
        joined("articles", product_record(), "Article")};
    return all;
}
}  // namespace kartei::events
