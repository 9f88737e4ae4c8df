#include "modules/bookings/agency_settlement.hpp"

namespace kartei::bookings {

AgencySettlement settle(const ServiceLine& service, std::int64_t agency_commission, Rate tax_rate,
                        bool agency_collected) {
    AgencySettlement settlement{.commission = agency_commission, .tax = share_of(agency_commission, tax_rate)};
    const auto kept = settlement.commission + settlement.tax;
    settlement.settlement_price = service.price() - kept;
    settlement.owes = agency_collected ? settlement.settlement_price : -kept;
    return settlement;
}

}  // namespace kartei::bookings
