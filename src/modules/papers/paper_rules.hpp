// Which papers a booking can have now, and what was billed on those it has (bookings.md 1, 3). Pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "modules/bookings/booking.hpp"
#include "modules/papers/paper.hpp"

namespace kartei::papers {

/// What somebody wants made. `payment`: of a receipt, by position; none: the latest without one. `cancels`: number of
/// the invoice that a cancellation invoice takes back; "": the only one that stands.
struct PaperOrder {
    std::string kind;
    std::optional<std::int64_t> payment;
    std::string cancels;
};

/// Every line of the numbered papers of a booking, those taken back below zero.
std::vector<PaperLine> billed_lines(const bookings::WholeBooking& booking);
/// Invoices that no cancellation invoice takes back.
std::vector<const bookings::BookingDocument*> standing_invoices(const bookings::WholeBooking& booking);

/// Refuses a kind that this booking cannot have in its state: field kind, or conflict.
Result<Done> may_have(const bookings::WholeBooking& booking, std::string_view kind);
/// An invoice bills something, a credit note gives something back.
Result<Done> has_ground(std::string_view kind, const std::vector<PaperLine>& left,
                        const bookings::WholeBooking& booking);
/// A credit note still gives something back once its own fee is counted: with nothing left, or less, it would ask for
/// money.
Result<Done> outlives_its_fee(const std::vector<PaperLine>& left);
/// The invoice that is taken back.
Result<const bookings::BookingDocument*> invoice_to_cancel(const bookings::WholeBooking& booking,
                                                           const std::string& number);
/// The payment a receipt is for.
Result<const bookings::Payment*> payment_to_confirm(const bookings::WholeBooking& booking,
                                                    std::optional<std::int64_t> position);

/// How the booking stands once the paper is out: invoiced behind an invoice, open again when none stands any more.
std::string state_after(const bookings::WholeBooking& booking, const PaperOrder& order);

}  // namespace kartei::papers
