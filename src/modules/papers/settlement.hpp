// Settlement of agencies (bookings.md 7; J-168 to J-170): what the bookings of each agency come to in a period, and the
// settlement bookings that a run makes of it, one for each agency, with one service for each that is settled. A run is one
// change and goes back as long as no settlement booking has an invoice or a payment.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "base/result.hpp"
#include "modules/bookings/agency_settlement.hpp"

namespace kartei::papers {

struct SettlementOrder {
    std::string from, to;      ///< both included; "" = open
    bool by_booking = false;   ///< days of booking, else of departure
    std::int64_t agency = 0;   ///< number; 0 = all
    /// The customers paid to the house: the agency is credited with its commission instead of owing the rest.
    bool house_collected = false;
};

/// A service that is not settled yet.
struct ServiceToSettle {
    std::int64_t booking = 0, booking_id = 0, position = 0;
    std::string customer, description, starts_on, ends_on, tax;
    std::int64_t price = 0;
    bookings::AgencySettlement settled;
    bool has_commission = false;  ///< by hand, or by a line of the agency's scheme
};

struct AgencyToSettle {
    std::int64_t id = 0, number = 0;
    std::string name, operator_code, operator_name;
    std::string missing;  ///< J-169: "settlement_operator": nothing is made; "" = it can be settled
    std::vector<ServiceToSettle> services;

    std::int64_t bookings() const;
    bookings::AgencySettlement sum() const;
    std::int64_t price() const;
    std::int64_t without_commission() const;
};

/// By number of the agency; without agencies and customers whom the actor may not see. Refusals: a period that ends
/// before it begins, a number that is no agency's.
Result<std::vector<AgencyToSettle>> agencies_to_settle(House& house, sql::Transaction& transaction, const Actor& actor,
                                                       const SettlementOrder& order);

struct SettledAgency {
    AgencyToSettle agency;
    std::int64_t booking = 0;  ///< number of its settlement booking; 0: not to be settled
};
struct SettlementRun {
    std::vector<SettledAgency> agencies;
    std::int64_t event = 0;
};
/// Refuses (conflict, error.nothing_to_settle) when no agency can be settled.
Result<SettlementRun> settle_agencies(House& house, sql::Transaction& transaction, const Actor& actor,
                                      const SettlementOrder& order);

}  // namespace kartei::papers
