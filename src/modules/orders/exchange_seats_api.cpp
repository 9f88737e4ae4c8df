// Where tickets that are exchanged could go, looked at before anything is done: the best seats for them together, and which single
// seats a choice would leave (docs/decisions/0131). The seats of the tickets themselves count as free, as they will be.
#include <algorithm>
#include <set>

#include "modules/events/best_seats.hpp"
#include "modules/events/seat_plan_store.hpp"
#include "modules/orders/counter_api.hpp"
#include "modules/orders/sale_pricing.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::orders {
namespace {

using namespace web::endpoint_names;
using namespace web::schema;
using sql::Transaction;
using Ids = std::vector<std::int64_t>;

/// The plan of the new date as it is, and as it is once the tickets have left their seats.
struct Hall {
    std::vector<events::Place> places;
    std::vector<bool> was_free, is_free;

    /// Without these seats. Refuses what is no seat of the plan; one that is taken is the exchange's to refuse.
    Result<Done> take(const Ids& seats) {
        std::set<std::int64_t> wanted(seats.begin(), seats.end());
        for (std::size_t at = 0; at < places.size(); ++at)
            if (wanted.erase(places[at].id)) is_free[at] = false;
        return wanted.empty() ? Result<Done>(Done{}) : refuse_field("seats", "error.no_such_seat");
    }
};

Result<Hall> hall_of(House& house, Transaction& transaction, const Request& request, const Ids& tickets) {
    const auto event = request.body.at("event").get<std::int64_t>();
    if (!sees_event(transaction, request.actor, event)) return refuse_field("event", "error.no_such_event");
    const auto sale = events::find_event_sale(transaction, event);
    const auto plan = sale.plan_id ? events::find_plan(transaction, sale.plan_id) : std::nullopt;
    if (!plan) return refuse(RefusalKind::conflict, "error.no_plan_yet");
    std::set<std::int64_t> taken, left;
    for (const auto& claim : claims_of(transaction, event, house.now())) {
        const bool is_own = std::find(tickets.begin(), tickets.end(), claim.ticket_id) != tickets.end();
        (is_own ? left : taken).insert(claim.seat_id);
    }
    Hall hall{plan->places, {}, {}};
    for (const auto& place : hall.places) {
        const bool is_open = !place.is_counted() && !taken.contains(place.id);
        hall.is_free.push_back(is_open);
        hall.was_free.push_back(is_open && !left.contains(place.id));
    }
    return hall;
}

/// Live ones of the order.
Result<Done> check_tickets(const OrderSum& sum, const Ids& tickets) {
    if (tickets.empty()) return refuse_field("tickets", "error.required");
    std::set<std::int64_t> wanted(tickets.begin(), tickets.end());
    for (const auto& ticket : sum.tickets)
        if (ticket.state != TicketState::deleted) wanted.erase(ticket.id);
    return wanted.empty() ? Result<Done>(Done{}) : refuse_field("tickets", "error.no_such_ticket");
}

Json place_json(const events::Place& place) {
    return {{"id", place.id}, {"section", place.section}, {"row", place.row}, {"seat", place.seat}};
}

Result<Answer> look(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto sum = TRY(find_sum(transaction, request.actor, request.id()));
        const auto tickets = request.body.at("tickets").get<Ids>();
        TRY(check_tickets(sum, tickets));
        auto hall = TRY(hall_of(house, transaction, request, tickets));
        BestFound found{request.body.value("seats", Ids{}), ""};
        if (found.seats.empty())
            found = TRY(best_asked({{"count", tickets.size()}}, hall.places, hall.is_free, request.language));
        TRY(hall.take(found.seats));
        Json alone = Json::array();
        for (const auto at : events::left_alone(hall.places, hall.was_free, hall.is_free))
            alone.push_back(place_json(hall.places[at]));
        return Answer::ok({{"seats", found.seats},
                           {"said", found.said.empty() ? Json() : Json(found.said)},
                           {"left_alone", std::move(alone)}});
    });
}

}  // namespace

web::EndpointTable exchange_seats_endpoints(House& house) {
    Endpoint endpoint{Method::post, "/orders/{id}/exchange-seats", "look_at_exchange_seats", "sales.sell",
                      "Before an exchange: without `seats` the best ones for the tickets at the event date, in the order of the "
                      "plan, with the reason; and the single seats that the choice would leave between taken ones. Takes nothing."};
    endpoint.body_schema = object({{"event", integer()}, {"tickets", array(integer())}, {"seats", array(integer())}},
                                  {"event", "tickets"});
    const auto place = object({{"id", integer()}, {"section", text()}, {"row", text()}, {"seat", text()}},
                              {"id", "section", "row", "seat"});
    endpoint.answers = {{200, "The seats",
                         object({{"seats", array(integer())}, {"said", nullable(text())}, {"left_alone", array(place)}},
                                {"seats", "said", "left_alone"})}};
    endpoint.handle = [&house](Request& request) { return look(house, request); };
    endpoint.record = "counter";
    return {std::move(endpoint)};
}

}  // namespace kartei::orders
