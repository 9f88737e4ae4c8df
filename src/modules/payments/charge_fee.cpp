#include "modules/payments/charge_fee.hpp"

#include <algorithm>

#include "modules/bookings/booking_actions.hpp"
#include "modules/bookings/booking_store.hpp"

namespace kartei::payments {

Result<Done> charge_fee(House& house, sql::Transaction& transaction, audit::Change& change, const Actor& actor,
                        std::int64_t booking, std::int64_t amount, const std::string& text,
                        const std::string& occasion, const std::string& reference) {
    const auto before = TRY(bookings::booking_to_change(house, transaction, actor, booking, {}));
    auto after = before;
    bookings::Fee fee;
    for (const auto& one : after.fees) fee.position = std::max(fee.position, one.position);
    ++fee.position;
    fee.text = text;
    fee.amount = amount;
    fee.occasion = occasion;
    fee.reference = reference;
    fee.source = "by_hand";
    fee.charged_on = house.today();
    fee.tax = "outside";
    after.fees.push_back(std::move(fee));
    bookings::follow_total(house, transaction, after);
    bookings::update_booking(house, transaction, change, before, after);
    return Done{};
}

}  // namespace kartei::payments
