#include "modules/telephony/call_fees.hpp"

#include <algorithm>
#include <set>

#include "audit/hold.hpp"
#include "modules/bookings/booking_actions.hpp"
#include "modules/bookings/booking_rules.hpp"
#include "modules/bookings/booking_scheme.hpp"
#include "modules/bookings/booking_store.hpp"
#include "modules/bookings/booking_sums.hpp"
#include "modules/bookings/booking_takeover.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/telephony/call_actions.hpp"
#include "modules/telephony/call_store.hpp"

namespace kartei::telephony {
namespace {

using bookings::WholeBooking;
using sql::Transaction;

constexpr std::string_view occasion = "phone_call";

/// In a booking this tells the fees of one call from those of others.
std::string reference_of(const Call& call) { return std::to_string(call.id); }

std::set<std::string> charged_rules(Transaction& transaction, const Call& call) {
    std::set<std::string> rules;
    auto rows = transaction.query(
        "SELECT f.rule FROM booking b JOIN booking_fee f ON f.booking_id = b.id WHERE b.customer_id = :customer"
        " AND b.state <> 'void' AND f.occasion = :occasion AND f.reference = :reference",
        call.customer_id, occasion, reference_of(call));
    while (rows.next()) rules.insert(rows.string(0));
    return rules;
}

/// The rules of calls alone, in their order.
bookings::FeeScheme scheme_of(House& house, Transaction& transaction, std::int64_t customer) {
    auto scheme = bookings::fee_scheme(house, transaction, customer);
    std::erase_if(scheme.rules, [](const bookings::FeeRule& rule) {
        return rule.kind != "booking" || rule.occasion != occasion;
    });
    for (auto& rule : scheme.rules) rule.per_participant = false;  // nobody travels on the telephone
    return scheme;
}

std::vector<bookings::ChargedFee> fees_for(const bookings::FeeScheme& scheme, const Call& call) {
    return bookings::fees_for(scheme.rules, {std::string(occasion), reference_of(call), nullptr, call.minutes()}, {},
                              {}, scheme.from);
}

/// Only what was asked, each of which must be there and not charged yet.
Result<std::vector<bookings::ChargedFee>> fees_asked(House& house, Transaction& transaction, const Call& call,
                                                     const std::vector<std::string>& rules) {
    auto fees = fees_for(scheme_of(house, transaction, call.customer_id), call);
    const auto before = charged_rules(transaction, call);
    std::vector<Issue> issues;
    if (rules.empty()) issues.push_back({"rules", "error.required", {}});
    for (const auto& code : rules) {
        const bool offered = std::any_of(fees.begin(), fees.end(), [&](const auto& fee) { return fee.rule == code; });
        if (!offered) issues.push_back({"rules", "error.no_fee_of_calls", {{"rule", code}}});
        else if (before.contains(code)) issues.push_back({"rules", "error.call_is_charged", {{"rule", code}}});
    }
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    std::erase_if(fees,
                  [&](const auto& fee) { return std::find(rules.begin(), rules.end(), fee.rule) == rules.end(); });
    return fees;
}

void add_fees(const House& house, WholeBooking& booking, const std::vector<bookings::ChargedFee>& fees) {
    std::int64_t position = 0;
    for (const auto& one : booking.fees) position = std::max(position, one.position);
    for (const auto& charged : fees) {
        bookings::Fee fee;
        fee.position = ++position;
        fee.rule = charged.rule;
        fee.text = charged.text;
        fee.amount = charged.amount;
        fee.occasion = charged.occasion;
        fee.reference = charged.reference;
        fee.source = charged.source;
        fee.charged_on = house.today();
        booking.fees.push_back(std::move(fee));
    }
}

/// A booking of nothing but fees, on the terms of its customer. Who is blocked for bookings owes fees all the same.
Result<WholeBooking> fee_booking(House& house, Transaction& transaction, const Actor& actor, const Call& call,
                                 const std::vector<bookings::ChargedFee>& fees) {
    const auto customer = customers::find_customer(transaction, call.customer_id);
    if (!customer) return refuse(RefusalKind::conflict, "error.call_of_nobody");
    auto booking = bookings::begun_booking(house, transaction, actor, *customer);
    booking.head.kind = "fee_booking";
    booking.head.booked_on = house.today();
    booking.amounts.clear();
    add_fees(house, booking, fees);
    booking.head.number =
        bookings::draw_number(transaction, parameters::parameters_of(transaction)->integer("booking_number_start"));
    bookings::follow_total(house, transaction, booking);
    booking.sums = bookings::sums_of(booking);
    return booking;
}

Result<WholeBooking> booking_to_charge(House& house, Transaction& transaction, const Actor& actor, const Call& call,
                                       std::int64_t number) {
    auto booking = TRY(bookings::booking_to_change(house, transaction, actor, number, {}));
    if (booking.head.customer_id != call.customer_id)
        return refuse_field("booking", "error.booking_of_another");
    if (booking.head.state == "void") return refuse_field("booking", "error.booking_is_void");
    if (booking.head.state == "cancelled") return refuse_field("booking", "error.booking_is_cancelled");
    if (bookings::is_invoiced(booking)) return refuse_field("booking", "error.booking_is_billed");
    return booking;
}

}  // namespace

bool is_charged(Transaction& transaction, const Call& call) {
    return call.customer_id != 0 && !charged_rules(transaction, call).empty();
}

std::vector<CallFee> fees_of_call(House& house, Transaction& transaction, const Call& call) {
    std::vector<CallFee> all;
    if (call.customer_id == 0 || !call.is_over()) return all;
    const auto scheme = scheme_of(house, transaction, call.customer_id);
    const auto charged = charged_rules(transaction, call);
    for (const auto& fee : fees_for(scheme, call)) {
        const auto rule = std::find_if(scheme.rules.begin(), scheme.rules.end(),
                                       [&](const bookings::FeeRule& one) { return one.code == fee.rule; });
        all.push_back({fee.rule, fee.text, fee.amount, rule->minutes, charged.contains(fee.rule)});
    }
    return all;
}

Result<ChargedCall> charge_call(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                                const std::vector<std::string>& rules, std::optional<std::int64_t> booking) {
    hold_house(transaction);
    const auto before = TRY(call_to_read(transaction, actor, id));
    if (before.customer_id == 0) return refuse(RefusalKind::conflict, "error.call_of_nobody");
    if (!before.is_over()) return refuse(RefusalKind::conflict, "error.call_goes_on");
    const auto fees = TRY(fees_asked(house, transaction, before, rules));
    auto after = before;
    if (booking) {
        const auto stood = TRY(booking_to_charge(house, transaction, actor, before, *booking));
        auto charged = stood;
        add_fees(house, charged, fees);
        bookings::follow_total(house, transaction, charged);
        after.booking = charged.head.number;
        audit::Change change(house, transaction, actor, "call_charged", std::to_string(charged.head.number));
        bookings::update_booking(house, transaction, change, stood, charged);
        update_call(house, transaction, change, before, after);
        change.seal();
        return ChargedCall{charged.head.number, change.event(), std::move(after)};
    }
    auto made = TRY(fee_booking(house, transaction, actor, before, fees));
    after.booking = made.head.number;
    audit::Change change(house, transaction, actor, "call_charged", std::to_string(made.head.number));
    bookings::insert_booking(house, transaction, change, made);
    update_call(house, transaction, change, before, after);
    change.seal();
    return ChargedCall{made.head.number, change.event(), std::move(after)};
}

}  // namespace kartei::telephony
