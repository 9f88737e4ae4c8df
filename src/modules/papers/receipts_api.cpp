#include "modules/papers/receipts_api.hpp"

#include "modules/accounts/idempotent.hpp"
#include "modules/papers/receipts.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::papers {
namespace {

using namespace web::endpoint_names;
using sql::Transaction;

/// Where the sheet is.
std::string address_of(const Receipt& receipt) {
    if (receipt.is_of_order())
        return "/orders/" + std::to_string(receipt.order_id) + "/receipt.pdf?number=" + receipt.number;
    return "/bookings/" + std::to_string(receipt.booking) + "/documents/" + std::to_string(receipt.paper) + "/pdf";
}

Result<Answer> print(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto printed =
                TRY(print_receipt(house, transaction, request.actor, request.body.at("number").get<std::string>(),
                                  request.body.value("reason", "")));
            auto answer = Answer::ok({{"number", printed.receipt.number},
                                      {"prints", printed.prints},
                                      {"pdf", address_of(printed.receipt)}});
            answer.status = 201;
            return answer;
        });
    });
}

}  // namespace

EndpointTable receipts_endpoints(House& house) {
    return {{Method::post, "/receipts/prints", "print_receipt", "receipts.read",
             "Prints the receipt of a payment, of an order or a booking, again: with the reason, which is kept with who and "
             "when. The first of a booking makes its paper and takes none (bookings.invoice); one of an order takes "
             "sales.sell. `pdf` is the address of the sheet, `prints` how often it was printed again. 404 for one that the "
             "user may not see, 409 for one that is void.",
             {}, schema::object({{"number", schema::text(40)}, {"reason", schema::text(200)}}, {"number"}), {},
             {{201, "Where the sheet is.",
               schema::object({{"number", schema::text()}, {"prints", schema::integer()}, {"pdf", schema::text()}},
                              {"number", "prints", "pdf"})}},
             Precondition::idempotency_key, [&house](Request& request) { return print(house, request); }, "receipt_list"}};
}

}  // namespace kartei::papers
