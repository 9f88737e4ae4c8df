// Which fees an occasion charges (bookings.md 2.6; customers.md 13; J-161). A rule fires once for one occasion, also
// when its fee was taken off by hand since; a reprint is no occasion. Pure functions.
#pragma once

#include "modules/bookings/service_line.hpp"

namespace kartei::bookings {

struct FeeRule {
    std::string code, text;
    std::string kind;      ///< service: for each service that fits; booking: for what is done with it
    std::string occasion;  ///< of booking rules: first_entry, invoice, credit_note, voucher, phone_call …
    std::string operator_code, product_type, destination, service_type;  ///< of service rules; empty fits everything
    std::int64_t amount = 0;  ///< the customer's own where his line says so
    bool per_participant = false;
    std::int64_t minutes = 0;  ///< of calls: once for each started block of so many; 0: once for the call
};

/// One thing that happened. `reference` tells it from others of its kind: position of a service, number of a paper.
struct Happening {
    std::string occasion;  ///< "service_added" for services
    std::string reference;
    const ServiceLine* service = nullptr;
    std::int64_t minutes = 0;  ///< of a call
};

struct ChargedFee {
    std::string rule, text;
    std::int64_t amount = 0;        ///< as charged, for all participants together
    std::int64_t participants = 0;  ///< that it was charged for; 0: once for the booking
    std::string occasion, reference;
    std::string source;    ///< number of the customer whose rules they are
    bool removed = false;  ///< taken off by hand: charges nothing and does not come back
};

/// What this happening adds to `charged`.
std::vector<ChargedFee> fees_for(const std::vector<FeeRule>& rules, const Happening& happening,
                                 const std::vector<Traveller>& travellers, const std::vector<ChargedFee>& charged,
                                 std::int64_t from);

}  // namespace kartei::bookings
