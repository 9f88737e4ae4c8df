// What a booking of a customer begins with and what his papers carry: payment, copies, surcharges, the addresses and
// tax numbers of invoice and credit note, and what his flags allow. The one place that bookings, invoices, payments and
// programs beside Kartei ask; each value says whose it is. Must not know what they do with it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/house.hpp"
#include "base/texts.hpp"
#include "modules/customers/customer.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::profile {

/// A value of the customer, or the house's where he has none.
template <class Type>
struct Term {
    Type value{};
    bool of_house = false;
};

/// Where a paper goes, and the tax number on it.
struct PaperHead {
    std::vector<std::string> lines;
    std::optional<customers::Customer> from;  ///< whose address it is, when it is another's
    std::string tax_number;                   ///< "" = none is printed
};

struct BookingTerms {
    Term<std::string> payment_kind, payment_term;  ///< codes of their lists; "unknown" = the house's (J-121, J-131)
    Term<std::int64_t> copies;                     ///< J-143, J-144
    Term<std::string> language, currency;          ///< J-137, J-138
    bool may_book = true;                  ///< J-194
    bool checks_open_items = true;         ///< J-185: also control of payments and reminders (J-186, J-187)
    bool presets_invoice = false;          ///< J-196: at a payment the invoice instead of the receipt (J-197)
    bool earns_bonus_points = true;        ///< J-198
    bool receives_sms = false;             ///< J-199
    bool invoices_after_settlement = false;  ///< J-200: with a collective invoice to a sub-agency, else never
    PaperHead invoice, credit_note;
};

/// J-122: what a new booking of this customer takes over.
BookingTerms booking_terms(House& house, sql::Transaction& transaction, const customers::Customer& customer);

/// Text messages go to whom the flag names and who has a mobile number (J-199).
bool receives_sms(const customers::Customer& customer, const parameters::ParameterValues& parameters);

}  // namespace kartei::profile
