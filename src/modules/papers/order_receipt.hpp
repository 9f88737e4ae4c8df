// The receipt of a payment of an order (money.md 1): what was bought, what was paid or given back for it, under the
// number that the payment drew. Made from the order as it stands; nothing is stored. Who may not see the order gets none.
#pragma once

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "modules/papers/paper.hpp"
#include "web/endpoint.hpp"

namespace kartei::papers {

struct OrderReceiptPaper {
    std::string number, pdf;
};
/// `number` "": the latest of the order. Refusals: not_found; conflict for one that is void.
Result<OrderReceiptPaper> order_receipt(House& house, sql::Transaction& transaction, const Actor& actor,
                                        std::int64_t order, const std::string& number);
/// The same by number alone.
Result<OrderReceiptPaper> order_receipt(House& house, sql::Transaction& transaction, const Actor& actor,
                                        const std::string& number);

/// GET /orders/{id}/receipt.pdf  sales.sell  ?number -> the receipt of a payment, the latest one without a number
web::EndpointTable order_receipt_endpoints(House& house);

}  // namespace kartei::papers
