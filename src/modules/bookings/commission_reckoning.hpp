// What discount ("Provision") a service of a booking bears (bookings.md 2.5; customers.md 12): which line of the scheme
// in force fits, whether its table holds on the booking's day, which tier is reached, and the amount. The agency's own
// commission is reckoned by the same functions from the agency's own scheme. Pure functions.
#pragma once

#include "modules/bookings/service_line.hpp"
#include "modules/parameters/rate_steps.hpp"

namespace kartei::bookings {

/// A line of the scheme, in the order of the profile; an empty criterion fits everything (J-219, J-220).
struct CommissionLine {
    std::string operator_code, product_type, destination, price_text, service_type;
    std::string commission_table;
};

struct CommissionTable {
    std::string code;
    bool per_service_amount = false;  ///< basis "amount": `rate` and those of the tiers are money, else rates
    std::int64_t rate = 0;
    std::vector<parameters::RateStep> tiers;  ///< by turnover reached, in any order
    std::optional<Date> valid_from, valid_until;
    bool tax_on_top = false;
};

/// A scheme in force: `from` is the number of the customer whose lines they are (J-148, J-149).
struct CommissionScheme {
    std::int64_t from = 0;
    std::vector<CommissionLine> lines;
    std::vector<CommissionTable> tables;
};

enum class CommissionGround { table, no_line, table_missing, not_valid };

/// A commission and where it comes from, for the screen and the API.
struct Commission {
    std::int64_t amount = 0;  ///< with its tax
    std::int64_t tax = 0;     ///< added on top; 0 where it is included
    CommissionGround ground = CommissionGround::no_line;
    std::int64_t from = 0;  ///< whose scheme
    std::size_t line = 0;   ///< which of its lines, from 1; 0: none fits
    std::string table;
    std::int64_t rate = 0;     ///< that was taken: of the table, or of the tier reached
    std::int64_t reached = 0;  ///< from which turnover on that rate holds; 0: the table's first
};

/// The line with more filled criteria, among equals the upper one; null: none fits.
const CommissionLine* line_for(const CommissionScheme& scheme, const ServiceLine& service);
bool is_valid_on(const CommissionTable& table, Date day);
/// The highest tier that the turnover reaches; "from 25,000" holds at 25,000.00.
parameters::RateStep rate_for(const CommissionTable& table, std::int64_t turnover);

/// `turnover_before`: see below; frozen with the booking's first save. `tax_rate`: the service's, for tax on top. A
/// cancelled service bears none. An amount per service is at most the service's price.
Commission commission_for(const ServiceLine& service, const CommissionScheme& scheme, Date booked_on,
                          std::int64_t turnover_before, Rate tax_rate);

struct EarlierBooking {
    std::int64_t number = 0;
    Date booked_on{};
    std::string kind;       ///< only "booking" counts
    bool cancelled = false;
    std::int64_t services = 0;
};

/// Turnover that a customer reached before this booking: services of his own bookings that are not cancelled, of the
/// same calendar year, booked on an earlier day, or on the same with a smaller number.
std::int64_t turnover_before(const std::vector<EarlierBooking>& bookings, Date booked_on, std::int64_t number);

}  // namespace kartei::bookings
