// An order as the API says it ("CounterOrder"): what it holds, costs, and what was paid of it.
#pragma once

#include "modules/orders/counter_sale.hpp"
#include "web/endpoint.hpp"

namespace kartei::orders {

web::Json order_json(const House& house, sql::Transaction& transaction, const OrderSum& sum);
/// With the version that a change of it names.
web::Answer order_answer(const House& house, sql::Transaction& transaction, const OrderSum& sum);

web::Json order_schema();
web::Json payment_kind_schema();
/// The state of a ticket, or of an order by its tickets.
web::Json ticket_state_schema();

}  // namespace kartei::orders
