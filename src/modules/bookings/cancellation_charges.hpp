// What a cancellation costs the customer (bookings.md 2.9, J-221). Pure functions; shown before it is done.
#pragma once

#include "modules/bookings/service_line.hpp"
#include "modules/parameters/rate_steps.hpp"

namespace kartei::bookings {

/// Conditions of a commission table or an operator.
struct CancellationTerms {
    std::string source;  ///< "commission_table CODE", "operator CODE"
    std::optional<Rate> general;
    std::int64_t minimum = 0;                 ///< of a booking, not of a service
    std::vector<parameters::RateStep> steps;  ///< until so many days before departure: that rate; in any order
    std::int64_t charged_before = 0;          ///< by them, when parts of this booking were cancelled earlier
    bool are_given() const { return general || !steps.empty() || minimum > 0; }
};

/// A service that is cancelled, and the first conditions that are given: of the commission table in force, else of its
/// operator; null: by hand.
struct CancelledService {
    ServiceLine service;
    const CancellationTerms* terms = nullptr;
};
const CancellationTerms* terms_in_force(const CancellationTerms* of_table, const CancellationTerms* of_operator);

/// The step with the fewest days that is not below those left, else the general rate.
Rate cancellation_rate(const CancellationTerms& terms, int days_left);

struct CancellationCharge {
    std::optional<std::size_t> service;  ///< which of those cancelled; none: what is missing to the minimum
    std::int64_t amount = 0;
    Rate rate = 0;
    std::string source;
};

struct CancellationCharges {
    std::vector<CancellationCharge> charges;
    std::int64_t total = 0;
    std::vector<std::size_t> by_hand;  ///< services without conditions: the clerk says what they cost
};

/// The minimum is one of the booking: what was charged before counts for it. Never more than the price.
CancellationCharges cancellation_charges(const std::vector<CancelledService>& services, int days_left);

/// When only some of its participants no longer travel, a service is parted: what stays, and what is cancelled. By
/// count where that can be divided, else by price; both together cost what it cost, purchase and discount likewise.
struct PartedService {
    ServiceLine stays, cancelled;
};
PartedService part_service(const ServiceLine& service, const std::vector<Traveller>& travellers,
                           const std::vector<std::int64_t>& who_cancels);

}  // namespace kartei::bookings
