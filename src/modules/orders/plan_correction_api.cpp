// The endpoint that corrects a seat plan: its new edition and the event dates that go with it.
#include "base/text.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/events/seat_plans_api.hpp"
#include "modules/orders/counter_api.hpp"
#include "modules/orders/event_on_sale.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::orders {
namespace {

using namespace web::endpoint_names;
using namespace web::schema;
using sql::Transaction;

Result<Answer> correct(House& house, const Request& request) {
    const auto places = TRY(events::asked_places(request.body));
    const auto found = request.body.find("name");
    const auto name = found == request.body.end() || found->is_null() ? "" : tidy(found->get<std::string>());
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto done = TRY(correct_plan(house, transaction, request.actor, request.id(), name, places));
            auto json = events::plan_json(*events::find_plan(transaction, done.plan));
            json["dates"] = done.dates;
            json["change_event"] = done.change_event ? Json(done.change_event) : Json();
            return Answer::created(std::move(json), "/api/v1/seat-plans/" + std::to_string(done.plan));
        });
    });
}

Json body_schema() {
    auto members = events::places_members();
    members.emplace_back("name", nullable(text(120)));
    return object(members);
}

}  // namespace

web::EndpointTable plan_correction_endpoints(House& house) {
    return {{Method::post, "/seat-plans/{id}/corrections", "correct_seat_plan", "events.change",
             "A new edition in the place of this one, with all its places; every coming event date that is sold on an "
             "older one goes with it, as one change. 409 lists each place of a live ticket that the new edition lacks; "
             "412: the hall has a newer edition.",
             {}, body_schema(), {}, {{201, "The new edition", reference("SeatPlan")}}, Precondition::idempotency_key,
             [&house](Request& request) { return correct(house, request); }, "seat_plan"}};
}

}  // namespace kartei::orders
