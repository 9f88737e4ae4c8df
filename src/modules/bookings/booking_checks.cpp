#include "modules/bookings/booking_checks.hpp"

#include <algorithm>
#include <array>

#include "modules/bookings/booking_reckoning.hpp"
#include "modules/bookings/booking_rows.hpp"
#include "modules/bookings/booking_sums.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/choice.hpp"

namespace kartei::bookings {
namespace {

using sql::Transaction;
using Issues = std::vector<Issue>;

/// Nine digits before the point: nothing that is sold costs more, and no sum leaves what a number can hold.
constexpr std::int64_t highest_price = 99'999'999'999;

template <class Record>
struct Coded {
    std::string_view field, list;
    std::string Record::*member;
    bool is_base_data = false;
    bool own_words = false;
};

constexpr std::array<Coded<Booking>, 5> head_codes{
    {{"travel_kind", "travel_kind", &Booking::travel_kind},
     {"transport", "transport", &Booking::transport},
     {"payment_kind", "payment_kind", &Booking::payment_kind},
     {"payment_term", "payment_term", &Booking::payment_term},
     {"destination", "destinations", &Booking::destination, true}}};
constexpr std::array<Coded<Service>, 5> service_codes{
    {{"operator", "operators", &Service::operator_code, true},
     {"destination", "destinations", &Service::destination, true},
     {"product_type", "product_type", &Service::product_type},
     {"service_type", "service_type", &Service::service_type},
     {"price_text", "price_text", &Service::price_text, false, true}}};

/// A word becomes its code; what stood there already is not asked again, its code may have been given up since.
template <class Record, std::size_t count>
void check_codes(Transaction& transaction, const std::array<Coded<Record>, count>& codes, const Record* before,
                 Record& record, const std::string& prefix, Issues& issues) {
    for (const auto& coded : codes) {
        auto& written = record.*coded.member;
        if (written.empty() || (before && before->*coded.member == written)) continue;
        std::string code;
        if (coded.is_base_data) {
            if (const auto row = parameters::base_row_meant(transaction, coded.list, written)) code = row->text("code");
        } else code = parameters::code_meant(transaction, coded.list, written);
        if (!code.empty()) written = code;
        else if (!coded.own_words)
            issues.push_back({prefix + std::string(coded.field),
                              coded.is_base_data ? "error.not_in_base_data" : "error.not_offered",
                              {{"value", written}}});
    }
}

void check_days(const Booking& head, Issues& issues) {
    if (!head.departs_on.empty() && !head.returns_on.empty() && head.returns_on < head.departs_on)
        issues.push_back({"returns_on", "error.booking_returns_before_departure", {}});
    if (head.kind == "option" && head.option_until.empty()) issues.push_back({"option_until", "error.required", {}});
    if (head.departs_on.empty() && !head.returns_on.empty())
        issues.push_back({"departs_on", "error.required", {}});
}

/// An offer may become a booking; back, or into something else, only by right.
void check_kind(const Actor& actor, const WholeBooking* before, const Booking& head, Issues& issues) {
    if (before == nullptr || before->head.kind == head.kind || actor.may("bookings.cancel")) return;
    constexpr std::array<std::string_view, 3> first_steps{"offer", "option", "reservation"};
    const bool from_offer = std::find(first_steps.begin(), first_steps.end(), before->head.kind) != first_steps.end();
    if (!from_offer || head.kind == "fee_booking" || head.kind == "agency_booking")
        issues.push_back({"kind", "error.no_right_to_field", {}});
}

void check_service(const WholeBooking& booking, const Service& service, const std::string& prefix, Issues& issues) {
    if (!service.starts_on.empty() && !service.ends_on.empty() && service.ends_on < service.starts_on)
        issues.push_back({prefix + "ends_on", "error.ends_before_it_begins", {}});
    if (std::abs(service.unit_price) > highest_price)
        issues.push_back({prefix + "unit_price", "error.booking_price_too_high", {}});
    if (service.commission_rate.value_or(0) > whole)
        issues.push_back({prefix + "commission_rate", "error.more_than_all", {}});
    for (const auto position : line_of(service).participants)
        if (!at_position(booking.participants, position))
            issues.push_back({prefix + "participants", "error.no_such_participant",
                              {{"position", std::to_string(position)}}});
}

bool is_priced_alike(const Service& one, const Service& other) {
    return one.count == other.count && one.unit_price == other.unit_price && one.tax == other.tax &&
           one.commission_rate == other.commission_rate && one.commission_amount == other.commission_amount;
}

/// A final invoice closes the prices of its services: a cancellation and a credit note take them back.
void check_closed(const WholeBooking& before, const WholeBooking& booking, Issues& issues) {
    if (!is_invoiced(before)) return;
    for (const auto& stood : before.services) {
        const auto now = std::find_if(booking.services.begin(), booking.services.end(),
                                      [&](const Service& one) { return one.id == stood.id; });
        if (now == booking.services.end() || !is_priced_alike(stood, *now))
            issues.push_back({"services", "error.booking_prices_closed",
                              {{"position", std::to_string(stood.position)}}});
    }
}

const Service* service_before(const WholeBooking* before, const Service& service) {
    if (before == nullptr || service.id == 0) return nullptr;
    for (const auto& one : before->services)
        if (one.id == service.id) return &one;
    return nullptr;
}

}  // namespace

void check(House&, Transaction& transaction, const Actor& actor, const WholeBooking* before, WholeBooking& booking,
           Issues& issues) {
    check_codes(transaction, head_codes, before ? &before->head : nullptr, booking.head, "", issues);
    check_days(booking.head, issues);
    check_kind(actor, before, booking.head, issues);
    for (std::size_t i = 0; i < booking.services.size(); ++i) {
        auto& service = booking.services[i];
        const auto prefix = "services." + std::to_string(i + 1) + ".";
        check_codes(transaction, service_codes, service_before(before, service), service, prefix, issues);
        check_service(booking, service, prefix, issues);
    }
    for (std::size_t i = 0; i < booking.participants.size(); ++i)
        if (booking.participants[i].name.empty() && booking.participants[i].first_name.empty())
            issues.push_back({"participants." + std::to_string(i + 1) + ".name", "error.required", {}});
    if (before != nullptr) check_closed(*before, booking, issues);
}

}  // namespace kartei::bookings
