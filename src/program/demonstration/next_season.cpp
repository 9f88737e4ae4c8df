#include "program/demonstration/next_season.hpp"

#include <algorithm>
#include <array>

#include "audit/hold.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/catalogue_records.hpp"
#include "modules/events/event_store.hpp"
#include "modules/events/seat_plan_store.hpp"
#include "modules/orders/counter_sale.hpp"
#include "modules/orders/event_on_sale.hpp"
#include "modules/orders/subscription_terms.hpp"
#include "modules/renewals/renewal_actions.hpp"
#include "modules/renewals/right_makers.hpp"
#include "modules/renewals/seat_right_actions.hpp"
#include "program/demonstration/programme.hpp"

namespace kartei::program::demonstration {
namespace {

using sql::Transaction;

constexpr const char* next_season = "2027/28";
constexpr std::array<const char*, 2> names{"Abo Donnerstag", "Abo Premiere"};
constexpr int dates = 10, dates_of_thursdays = 6, paid_orders = 12;
constexpr std::int64_t price_at_a_date = 2000;
constexpr std::size_t dates_of_choice = 8, most_of_choice = 5, dates_of_spring = 4;

std::int64_t store_date(House& house, Transaction& transaction, audit::Change& change, int index) {
    static constexpr std::array<const char*, dates> titles{
        "Fidelio",       "Don Karlos", "Sinfoniekonzert", "Rusalka",   "Der Besuch der alten Dame",
        "Neujahrsgala", "Aida",       "Nathan",          "Giselle",   "Saisonfinale"};
    const Date opening{std::chrono::year{2027}, std::chrono::month{9}, std::chrono::day{9}};
    events::Event event;
    event.code = "S27-" + std::string(index < 9 ? "0" : "") + std::to_string(index + 1);
    event.name = titles[static_cast<std::size_t>(index)];
    event.season = next_season;
    event.promoter = "Stadttheater Musterstadt";
    event.venue = halls.front().venue;
    event.hall = halls.front().name;
    event.starts_at = write_date(add_days(opening, index * 28)) + "T17:30:00Z";
    events::store_event(house, transaction, change, event);
    return *events::id_of_code(transaction, event.code);
}

/// Not yet in the open sale: holders of rights come first.
Result<Done> plan_dates(House& house, Transaction& transaction, const Actor& actor,
                        const std::vector<std::int64_t>& events) {
    const auto hall = events::find_on_shelf(transaction, events::Shelf::hall, halls.front().name);
    const auto type = events::find_on_shelf(transaction, events::Shelf::ticket_type, "Abonnement");
    const auto plan = hall ? events::newest_plan(transaction, *hall) : std::nullopt;
    if (!plan || !type) return refuse(RefusalKind::conflict, "error.no_plan_yet");
    for (const auto event : events) {
        auto sale = events::find_event_sale(transaction, event);
        sale.plan_id = *plan;
        for (const auto* zone : {"I", "II", "III"})
            sale.prices.push_back(events::written_price({*type, zone, price_at_a_date}));
        TRY(orders::put_on_sale(house, transaction, actor, sale.version, sale));
    }
    return Done{};
}

std::vector<std::int64_t> store_subscriptions(Transaction& transaction, audit::Change& change) {
    std::vector<std::int64_t> ids;
    for (const auto* name : names)
        ids.push_back(events::find_or_create_subscription(transaction, change, name, next_season, "fixed"));
    return ids;
}

/// Codes of the dates that are on sale now, at most so many.
std::vector<std::string> dates_on_sale(Transaction& transaction, std::size_t most) {
    std::vector<std::string> codes;
    for (const auto event : events::events_on_plans(transaction))
        if (codes.size() < most && events::find_event_sale(transaction, event).state == "on_sale")
            codes.push_back(events::find_event(transaction, event)->code);
    return codes;
}

void store_offer(Transaction& transaction, audit::Change& change, parameters::PlainValues values) {
    const auto& all = events::catalogue_records();
    const auto record = std::find_if(all.begin(), all.end(), [](const auto& one) { return one.record.name == "subscription"; });
    parameters::PlainRow row;
    for (const auto& field : record->record.fields) row.values[std::string(field.name)] = Value();
    for (auto& [name, value] : values) row.values[name] = std::move(value);
    parameters::create_row(transaction, change, record->record, row);
}

/// What the counter sells of the season that runs: four dates with one's own seat, and three to five of one's choice.
void store_present_offers(Transaction& transaction, audit::Change& change) {
    const std::string season = seasons.back();
    const auto dates = dates_on_sale(transaction, dates_of_choice);
    if (dates.size() < most_of_choice) return;
    const std::vector<std::string> first(dates.begin(), dates.begin() + dates_of_spring);
    store_offer(transaction, change, {{"name", std::string("Abo Frühjahr")}, {"season", season},
                                      {"kind", std::string("fixed")}, {"abbreviation", std::string("FJ")},
                                      {"events", first}, {"same_seat", false}, {"retired", false}});
    store_offer(transaction, change, {{"name", std::string("Wahlabo")}, {"season", season},
                                      {"kind", std::string("flexible")}, {"abbreviation", std::string("WA")},
                                      {"events", dates}, {"choose_least", std::int64_t{3}},
                                      {"choose_most", std::int64_t{most_of_choice}}, {"price", price_at_a_date},
                                      {"same_seat", false}, {"retired", false}});
}

using Pairs = std::vector<std::pair<std::int64_t, std::int64_t>>;

Result<Pairs> make_season(House& house, Transaction& transaction, const Actor& actor) {
    hold_house(transaction);
    audit::Change change(house, transaction, actor, "import_events", next_season);
    std::vector<std::int64_t> events;
    for (int index = 0; index < dates; ++index) events.push_back(store_date(house, transaction, change, index));
    const auto fresh = store_subscriptions(transaction, change);
    store_present_offers(transaction, change);
    change.seal();
    TRY(plan_dates(house, transaction, actor, events));
    Pairs pairs;
    for (const auto& [id, one] : events::subscriptions(transaction))
        for (std::size_t i = 0; i < names.size(); ++i)
            if (one.name == names[i] && one.season == seasons.back()) pairs.emplace_back(id, fresh[i]);
    for (std::size_t i = 0; i < fresh.size(); ++i) {
        const auto middle = events.begin() + dates_of_thursdays;
        auto terms = orders::find_terms(transaction, fresh[i]);
        terms.events = i == 0 ? std::vector(events.begin(), middle) : std::vector(middle, events.end());
        TRY(orders::put_terms(house, transaction, actor, terms));
    }
    return pairs;
}

/// What the holders of some rights wish, by their place among those of a subscription; as many in every house, so that
/// changes have the numbers that README.md names.
parameters::PlainValues wish_of(const renewals::SeatRight& right, std::size_t place) {
    const auto beside = [&](int step, const char* fall_back) -> parameters::PlainValues {
        return {{"wish_section", right.section},
                {"wish_row", right.row},
                {"wish_seat", std::to_string(std::atoi(right.seat.c_str()) + step)},
                {"fall_back", std::string(fall_back)}};
    };
    switch (place) {
        case 4: case 22: case 40: return beside(1, "keep");
        case 6: case 32: return beside(2, "next_best");
        case 13: return beside(40, "next_best");
        case 25: return beside(3, "call");
        case 11: case 47: return {{"state", std::string("sabbatical")}};
        case 20: return {{"state", std::string("given_up")}};
        default: return {};
    }
}

Result<Done> enter_wishes(House& house, Transaction& transaction, const Actor& actor, const Pairs& pairs) {
    for (const auto& [from, to] : pairs) {
        std::size_t place = 0;
        for (const auto& right : renewals::rights_of_subscription(transaction, from))
            if (const auto wish = wish_of(right, place++); !wish.empty())
                TRY(renewals::change_seat_right(house, transaction, actor, right.id, right.version, wish));
    }
    return Done{};
}

/// Some of the reserved orders are paid.
Result<Done> pay_some(House& house, const Actor& actor, std::int64_t renewal) {
    return house.database.write([&](Transaction& transaction) -> Result<Done> {
        hold_house(transaction);
        int left = paid_orders;
        for (const auto& entry : renewals::entries_of(transaction, renewal)) {
            if (entry.order_id == 0 || left == 0) continue;
            const auto sum = TRY(orders::find_sum(transaction, actor, entry.order_id));
            if (sum.order.paid >= sum.total) continue;  // his other seat
            TRY(orders::pay(house, transaction, actor, entry.order_id, sum.order.version,
                            {{"transfer", sum.total - sum.order.paid}}));
            --left;
        }
        return Done{};
    });
}

Result<Done> renew_half(House& house, const Actor& actor, const Pairs& pairs) {
    renewals::ReserveOrder order;
    order.renewal = TRY(house.database.write([&](Transaction& transaction) {
        return renewals::begin_renewal(house, transaction, actor, std::string("Spielzeit ") + next_season, pairs);
    })).id;
    house.database.read([&](Transaction& transaction) {
        for (const auto& right : renewals::rights_of_subscription(transaction, pairs.front().first))
            if (right.id % 2 == 0) order.rights.push_back(right.id);
        return 0;
    });
    TRY(renewals::reserve(house, actor, order, nullptr));
    return pay_some(house, actor, order.renewal);
}

}  // namespace

Result<Done> make_next_season(House& house, const Actor& actor) {
    const auto pairs = TRY(house.database.write(
        [&](Transaction& transaction) { return make_season(house, transaction, actor); }));
    TRY(renewals::make_rights(house, actor, {}, nullptr));
    TRY(house.database.write(
        [&](Transaction& transaction) { return enter_wishes(house, transaction, actor, pairs); }));
    return renew_half(house, actor, pairs);
}

}  // namespace kartei::program::demonstration
