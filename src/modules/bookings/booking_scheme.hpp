// What profile and base data say about a booking, read once for each save and handed to the pure reckoning: the
// commission scheme in force, fee rules, surcharges, payment terms, tax rates, terms of cancellation. Decides nothing.
#pragma once

#include "modules/bookings/booking.hpp"
#include "modules/bookings/cancellation_charges.hpp"
#include "modules/bookings/commission_reckoning.hpp"
#include "modules/bookings/due_dates.hpp"
#include "modules/bookings/fee_occasions.hpp"
#include "modules/bookings/surcharges.hpp"
#include "modules/bookings/vat_groups.hpp"
#include "modules/customers/customer.hpp"
#include "audit/house.hpp"

namespace kartei::bookings {

struct FeeScheme {
    std::int64_t from = 0;  ///< number of the customer whose rules they are
    std::vector<FeeRule> rules;
};

struct SurchargeScheme {
    std::int64_t from = 0;
    bool own = false;
    std::vector<SurchargeLine> lines;
};

/// Commission, J-148, J-149, J-214 to J-220; empty while the module is off.
CommissionScheme commission_scheme(House& house, sql::Transaction& transaction, std::int64_t customer);
/// J-161, J-162; empty while the module is off.
FeeScheme fee_scheme(House& house, sql::Transaction& transaction, std::int64_t customer);
/// J-181, J-182.
SurchargeScheme surcharge_scheme(House& house, sql::Transaction& transaction, std::int64_t customer);

std::vector<VatRate> tax_rates(House& house, sql::Transaction& transaction);

/// Terms of payment (J-128 to J-131).
struct PaymentTerms {
    std::optional<Term> of_customer;
    std::map<std::string, Term> of_product_types;
    Term standard;
};
PaymentTerms payment_terms(sql::Transaction& transaction, const WholeBooking& booking, std::string_view house_term);

/// What cancelling services costs: of the commission table in force for it, else of its operator.
struct CancellationScheme {
    std::map<std::string, CancellationTerms> of_tables, of_operators;
    const CancellationTerms* for_service(const Service& service) const;
};
CancellationScheme cancellation_scheme(sql::Transaction& transaction);

}  // namespace kartei::bookings
