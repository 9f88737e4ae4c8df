// The receipts of both sides of the house as one (money.md 1): what orders and bookings drew for their payments
// (orders/order_receipts.hpp, bookings/paper_numbers.hpp), by number, and printing one again. The right to a side, and the
// module that it belongs to, decide whose are there. The caller owns the transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/house.hpp"
#include "audit/reversal.hpp"
#include "base/actor.hpp"
#include "base/result.hpp"

namespace kartei::papers {

struct Receipt {
    std::string number;
    std::int64_t order_id = 0;      ///< 0: of a booking
    std::string order;              ///< number of the order
    std::int64_t booking_id = 0, booking = 0;
    std::int64_t payment = 0;       ///< position in the booking; 0: it went with the file that brought it
    std::int64_t paper = 0;         ///< position of the printed one in the booking; 0: it was never printed
    std::int64_t customer_id = 0;
    std::optional<std::int64_t> customer;
    std::string name;               ///< "" for the anonymous customer
    std::string kind;               ///< of payment
    std::int64_t amount = 0;        ///< below zero: given back
    std::string paid_at, paid_by;   ///< when and by whom it was entered
    std::string voided_at;
    std::int64_t till_id = 0;
    std::string till, till_day;     ///< whose till it went through, and the day of that till; "" = none

    bool is_of_order() const { return order_id != 0; }
};

/// What an actor may see now: the sides he has the right to, of modules that the house has.
struct ReceiptSides {
    bool orders = false, bookings = false;
};
ReceiptSides receipt_sides(sql::Transaction& transaction, const Actor& actor);

/// Those that he may see, by moment and number, void ones too; from <= moment < before, "" = open.
std::vector<Receipt> receipts_seen(sql::Transaction& transaction, const Actor& actor, const std::string& from,
                                   const std::string& before);
/// Refuses (not_found, error.no_such_receipt) one that he may not see too.
Result<Receipt> receipt_seen(sql::Transaction& transaction, const Actor& actor, const std::string& number);

struct PrintedReceipt {
    Receipt receipt;          ///< with its paper
    std::string pdf;
    std::int64_t prints = 0;  ///< how often it was printed again
};
/// Of an order the original went over the counter, of a booking it is made with its paper: who prints one after that says
/// why (field reason, at most 200 letters), which is kept with who and when. The first of a booking makes its paper.
/// Refusals: 409 for a void one; field reason (error.receipt_printed_before); forbidden without sales.sell, and without
/// bookings.invoice where the paper is still to be made.
Result<PrintedReceipt> print_receipt(House& house, sql::Transaction& transaction, const Actor& actor,
                                     const std::string& number, const std::string& reason);

/// What was printed stays printed.
audit::Reversible reversible_receipt_print();

}  // namespace kartei::papers
