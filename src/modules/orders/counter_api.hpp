// Endpoints of the counter: how an event date is sold, its seats and who has them, holds, sales, and what happens to an
// order afterwards.
#pragma once

#include "base/texts.hpp"
#include "modules/orders/counter_sale.hpp"
#include "web/endpoint.hpp"

namespace kartei::orders {

web::EndpointTable counter_endpoints(House& house);
std::vector<web::NamedSchema> counter_schemas();

// Its parts.
web::EndpointTable event_sale_endpoints(House& house);
web::EndpointTable seats_endpoints(House& house);
web::EndpointTable counter_sales_endpoints(House& house);
web::EndpointTable counter_offers_endpoints(House& house);
web::EndpointTable event_dates_endpoints(House& house);
web::EndpointTable order_desk_endpoints(House& house);
web::EndpointTable exchange_seats_endpoints(House& house);
web::EndpointTable subscription_seats_endpoints(House& house);
web::EndpointTable plan_correction_endpoints(House& house);
std::vector<web::NamedSchema> event_dates_schemas();

/// The draft that a body of a hold names, renewed; without one it begins.
Result<Draft> asked_draft(House& house, sql::Transaction& transaction, const web::Request& request);
/// Stands for one state of the seats: another text as soon as one of them is another's. `sales`: of the versions.
std::string position_of(const std::vector<std::int64_t>& sales, const std::vector<Claim>& claims,
                        const std::vector<SectionState>& sections);
/// The best of the free seats, in the order of the plan, and the sentence that says why; conflict when there are not so many.
struct BestFound {
    std::vector<std::int64_t> seats;
    std::string said;
};
Result<BestFound> best_asked(const web::Json& best, const std::vector<events::Place>& places,
                             const std::vector<bool>& is_free, Language language);
web::Json hold_schema();
/// What somebody wants to buy, as a body says it, and how such a body looks.
Result<SaleWish> sale_wish(const House& house, const web::Json& body);
web::Json sale_wish_schema();

}  // namespace kartei::orders
