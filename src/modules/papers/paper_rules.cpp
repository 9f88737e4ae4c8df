#include "modules/papers/paper_rules.hpp"

#include <algorithm>

#include "modules/bookings/booking_rows.hpp"

namespace kartei::papers {
namespace {

using bookings::BookingDocument;
using bookings::Payment;
using bookings::WholeBooking;

bool is_offer(const WholeBooking& booking) {
    return booking.head.kind == "offer" || booking.head.kind == "option" || booking.head.kind == "reservation";
}

bool is_taken_back(const WholeBooking& booking, const BookingDocument& invoice) {
    return std::any_of(booking.documents.begin(), booking.documents.end(), [&](const BookingDocument& one) {
        return one.kind == "cancellation_invoice" && one.cancels == invoice.number;
    });
}

bool has_receipt(const WholeBooking& booking, std::int64_t payment) {
    return std::any_of(booking.documents.begin(), booking.documents.end(), [&](const BookingDocument& one) {
        return one.kind == "receipt" && head_in(one.made_from).payment == payment;
    });
}

/// What a file of an old system calls invoiced was billed there.
bool was_billed_elsewhere(const WholeBooking& booking) {
    return booking.head.as_imported && booking.head.state == "invoiced" && standing_invoices(booking).empty();
}

}  // namespace

std::vector<PaperLine> billed_lines(const WholeBooking& booking) {
    std::vector<PaperLine> lines;
    for (const auto& document : booking.documents)
        if (is_bill(document.kind))
            for (auto& line : lines_in(document.made_from)) lines.push_back(std::move(line));
    return lines;
}

std::vector<const BookingDocument*> standing_invoices(const WholeBooking& booking) {
    std::vector<const BookingDocument*> standing;
    for (const auto& document : booking.documents)
        if (document.kind == "invoice" && !is_taken_back(booking, document)) standing.push_back(&document);
    return standing;
}

Result<Done> may_have(const WholeBooking& booking, std::string_view kind) {
    if (std::find(paper_kinds.begin(), paper_kinds.end(), kind) == paper_kinds.end())
        return refuse_field("kind", "error.not_offered", {{"value", std::string(kind)}});
    if (booking.head.state == "void") return refuse(RefusalKind::conflict, "error.booking_is_void");
    if (booking.head.state == "cancelled" && !is_numbered(kind) && kind != "trial_invoice")
        return refuse(RefusalKind::conflict, "error.paper_of_cancelled");
    if ((kind == "invoice" || kind == "trial_invoice") && is_offer(booking))
        return refuse(RefusalKind::conflict, "error.offer_is_not_invoiced");
    if (kind == "invoice" && was_billed_elsewhere(booking))
        return refuse(RefusalKind::conflict, "error.invoiced_before_takeover");
    return Done{};
}

Result<Done> has_ground(std::string_view kind, const std::vector<PaperLine>& left, const WholeBooking& booking) {
    std::int64_t sum = 0;
    for (const auto& line : left) sum += line.sum();
    if (kind == "invoice" && left.empty()) return refuse(RefusalKind::conflict, "error.nothing_to_invoice");
    if (kind == "invoice" && sum < 0) return refuse(RefusalKind::conflict, "error.credit_note_instead");
    const bool billed = std::any_of(booking.documents.begin(), booking.documents.end(),
                                    [](const BookingDocument& one) { return is_bill(one.kind); });
    if (kind == "credit_note" && (!billed || sum >= 0)) return refuse(RefusalKind::conflict, "error.nothing_to_credit");
    return Done{};
}

Result<Done> outlives_its_fee(const std::vector<PaperLine>& left) {
    std::int64_t sum = 0;
    for (const auto& line : left) sum += line.sum();
    if (sum >= 0) return refuse(RefusalKind::conflict, "error.credit_below_its_fee");
    return Done{};
}

Result<const BookingDocument*> invoice_to_cancel(const WholeBooking& booking, const std::string& number) {
    const auto standing = standing_invoices(booking);
    if (standing.empty()) return refuse(RefusalKind::conflict, "error.no_invoice_to_cancel");
    if (number.empty()) {
        if (standing.size() > 1) return refuse_field("cancels", "error.required");
        return standing.front();
    }
    for (const auto* one : standing)
        if (one->number == number) return one;
    return refuse_field("cancels", "error.no_such_invoice_to_cancel", {{"number", number}});
}

Result<const Payment*> payment_to_confirm(const WholeBooking& booking, std::optional<std::int64_t> position) {
    if (position) {
        const auto* payment = bookings::at_position(booking.payments, *position);
        if (!payment) return refuse_field("payment", "error.no_such_booking_row");
        if (has_receipt(booking, *position)) return refuse(RefusalKind::conflict, "error.receipt_is_made");
        return payment;
    }
    for (auto one = booking.payments.rbegin(); one != booking.payments.rend(); ++one)
        if (!has_receipt(booking, one->position)) return &*one;
    return refuse(RefusalKind::conflict, booking.payments.empty() ? "error.no_payment_to_confirm"
                                                                  : "error.receipt_is_made");
}

std::string state_after(const WholeBooking& booking, const PaperOrder& order) {
    const auto& state = booking.head.state;
    if (order.kind == "invoice" && state == "open") return "invoiced";
    if (order.kind == "cancellation_invoice" && state == "invoiced" && standing_invoices(booking).size() <= 1)
        return "open";
    return state;
}

}  // namespace kartei::papers
