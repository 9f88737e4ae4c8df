// Open items are paid: every way money comes in posts it through here, by the booking's or the order's own action, so
// that a payment is one thing whoever entered it. What is paid too much on a booking stays as its credit, from where it
// is moved or paid back. The caller owns the transaction; whoever pays several in one says hold_house() first.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/house.hpp"
#include "base/actor.hpp"

namespace kartei::payments {

struct PaymentWish {
    std::int64_t booking = 0;  ///< number; 0: an order
    std::string order;         ///< number
    std::int64_t amount = 0;   ///< minor units; of a booking below zero: paid back
    std::string kind;          ///< as of a booking's payment: cash, transfer, card, direct_debit …
    std::string paid_on;       ///< "" = today
    std::string text, reference;  ///< reference: of the bank, of a run; stands behind the text
};

struct TakenPayment {
    std::int64_t booking = 0, position = 0;  ///< the booking's number and the payment's position in it
    std::string order;
    std::int64_t amount = 0;
    std::int64_t credit = 0;  ///< paid too much on the booking now
    bool wants_invoice = false;  ///< J-196, J-197: the invoice is printed instead of the automatic receipt
    std::int64_t event = 0;
};

/// Refusals: not_found for what is not there or not to be seen; forbidden without bookings.pay (an order: sales.sell);
/// on `amount` and `kind` what the booking or the order does not take. An order takes no more than it costs.
Result<TakenPayment> take_payment(House& house, sql::Transaction& transaction, const Actor& actor,
                                  const PaymentWish& wish);

/// One sum for several bookings and orders, each paid up to what is open of it in the order given; what is left goes to
/// the last booking as credit. Each `amount` in `wishes` is ignored. Refusal on `amount` when something is left and
/// there is no booking.
Result<std::vector<TakenPayment>> take_sum(House& house, sql::Transaction& transaction, const Actor& actor,
                                           std::vector<PaymentWish> wishes, std::int64_t amount);

/// Takes a payment of a booking back by its opposite.
Result<TakenPayment> take_back_payment(House& house, sql::Transaction& transaction, const Actor& actor,
                                       std::int64_t booking, std::int64_t position, const std::string& paid_on,
                                       const std::string& text);

/// Credit of one booking becomes payment of another of the same debtor. Refuses more than the credit.
Result<std::vector<TakenPayment>> move_credit(House& house, sql::Transaction& transaction, const Actor& actor,
                                              std::int64_t from, const PaymentWish& to);

}  // namespace kartei::payments
