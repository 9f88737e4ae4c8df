#include "modules/papers/paper_actions.hpp"

#include <algorithm>

#include "modules/bookings/booking_rows.hpp"
#include "modules/bookings/booking_store.hpp"
#include "modules/bookings/booking_sums.hpp"
#include "modules/bookings/paper_numbers.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/papers/paper_content.hpp"
#include "modules/papers/paper_pdf.hpp"
#include "modules/mailing/mailing_api.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/profile/booking_terms.hpp"

namespace kartei::papers {
namespace {

using bookings::BookingDocument;
using bookings::WholeBooking;
using sql::Transaction;

bool invoices_after_settlement(House& house, Transaction& transaction, std::int64_t customer) {
    const auto found = customers::find_customer(transaction, customer);
    return found && profile::booking_terms(house, transaction, *found).invoices_after_settlement;
}

/// J-200: what a sub-agency sold is invoiced behind its settlement.
Result<Done> is_settled(House& house, Transaction& transaction, const WholeBooking& booking) {
    if (booking.head.kind == "agency_booking" || booking.head.agency_id == 0) return Done{};
    const bool waits = std::any_of(booking.services.begin(), booking.services.end(), [](const auto& service) {
        return service.cancelled_on.empty() && !service.settled_in;
    });
    const bool has_module = parameters::module_is_on(*parameters::parameters_of(transaction), "agency");
    if (!waits || !has_module || !invoices_after_settlement(house, transaction, booking.head.agency_id))
        return Done{};
    return refuse(RefusalKind::conflict, "error.invoice_after_settlement");
}

/// The fees that a paper calls for, once for each of those with a number, once for all of those without.
void charge_for(House& house, Transaction& transaction, WholeBooking& booking, std::string_view kind) {
    constexpr std::array<std::string_view, 3> occasions{"confirmation", "invoice", "credit_note"};
    const auto occasion = kind == "trial_invoice" ? std::string_view("invoice") : kind;
    if (std::find(occasions.begin(), occasions.end(), occasion) == occasions.end()) return;
    const auto reference =
        is_numbered(occasion) ? std::to_string(bookings::next_position(booking.documents)) : std::string(occasion);
    const auto fees = booking.fees.size();
    charge_fees(house, transaction, booking, occasion, reference);
    if (booking.fees.size() != fees) follow_total(house, transaction, booking);
    booking.sums = sums_of(booking);
}

/// What decides before anything is reckoned into the booking.
Result<Done> may_be_made(House& house, Transaction& transaction, const WholeBooking& booking,
                         const PaperOrder& order) {
    TRY(may_have(booking, order.kind));
    if (order.kind == "invoice") TRY(is_settled(house, transaction, booking));
    if (order.kind == "cancellation_invoice") TRY(invoice_to_cancel(booking, order.cancels));
    if (order.kind == "receipt") TRY(payment_to_confirm(booking, order.payment));
    const auto left_of = [&](const WholeBooking& one) {
        return still_to_bill(lines_now(house, transaction, one, Language::de), billed_lines(one));
    };
    if (order.kind == "invoice" || order.kind == "credit_note") TRY(has_ground(order.kind, left_of(booking), booking));
    if (order.kind == "credit_note") {
        auto with_fee = booking;
        charge_for(house, transaction, with_fee, order.kind);
        TRY(outlives_its_fee(left_of(with_fee)));
    }
    return Done{};
}

Result<Paper> cancellation(const WholeBooking& booking, const PaperOrder& order, Paper paper) {
    const auto* invoice = TRY(invoice_to_cancel(booking, order.cancels));
    paper.cancels = invoice->number;
    paper.lines = taken_back(lines_in(invoice->made_from));
    // It reaches whoever has the invoice, under the same tax number.
    auto head = head_in(invoice->made_from);
    paper.address = std::move(head.address);
    paper.tax_number = std::move(head.tax_number);
    return paper;
}

Result<Paper> receipt(const WholeBooking& booking, const PaperOrder& order, Paper paper) {
    const auto* payment = TRY(payment_to_confirm(booking, order.payment));
    std::erase_if(paper.payments, [&](const PaperPayment& one) { return one.position != payment->position; });
    paper.due_dates.clear();
    return paper;
}

/// The paper of a booking that has its fees.
Result<Paper> written(House& house, Transaction& transaction, const Actor& actor, const WholeBooking& booking,
                      const PaperOrder& order) {
    auto paper = TRY(paper_about(house, transaction, actor, booking, order.kind));
    if (order.kind == "receipt") return receipt(booking, order, std::move(paper));
    if (order.kind == "cancellation_invoice") return cancellation(booking, order, std::move(paper));
    if (order.kind == "manifest") return paper;
    paper.lines = lines_now(house, transaction, booking, paper.language);
    const auto billed = billed_lines(booking);
    for (const auto& line : billed) paper.billed_before += line.sum();
    if (is_bill(order.kind) || order.kind == "trial_invoice") {
        paper.lines = still_to_bill(paper.lines, billed);
        if (order.kind == "credit_note")
            if (const auto standing = standing_invoices(booking); !standing.empty())
                paper.cancels = standing.back()->number;
    }
    return paper;
}

std::int64_t total_of(const Paper& paper) {
    return paper.kind == "receipt" && !paper.payments.empty() ? paper.payments.front().amount : paper.total();
}

BookingDocument document_of(const Paper& paper, std::int64_t position) {
    BookingDocument document;
    document.position = position;
    document.kind = paper.kind;
    document.number = paper.number;
    document.issued_on = paper.issued_on;
    document.total = total_of(paper);
    document.cancels = paper.kind == "cancellation_invoice" ? paper.cancels : "";
    for (const auto& line : paper.address) document.recipient += (document.recipient.empty() ? "" : "\n") + line;
    document.made_from = snapshot_of(paper).dump();
    return document;
}

/// A receipt has the number that its payment drew; who has none, or one of elsewhere, draws it now.
std::string number_of(Transaction& transaction, const WholeBooking& booking, const Paper& paper) {
    if (!is_numbered(paper.kind)) return "";
    if (paper.kind != "receipt") return bookings::draw_paper_number(transaction, paper.kind, paper.issued_on);
    const auto* payment = bookings::at_position(booking.payments, paper.payments.front().position);
    if (payment && bookings::is_our_receipt(transaction, booking.head.id, payment->receipt_number))
        return payment->receipt_number;
    return bookings::draw_receipt(transaction, booking.head.id, paper.issued_on);
}

/// The payment carries the number of its receipt, unless it had one.
void note_receipt(WholeBooking& booking, const Paper& paper) {
    if (paper.kind != "receipt") return;
    auto* payment = bookings::at_position(booking.payments, paper.payments.front().position);
    if (payment && payment->receipt_number.empty()) payment->receipt_number = paper.number;
}

}  // namespace

Result<PreparedPaper> preview_paper(House& house, Transaction& transaction, const Actor& actor, std::int64_t number,
                                    const PaperOrder& order) {
    auto booking = TRY(bookings::booking_to_read(house, transaction, actor, number));
    TRY(may_be_made(house, transaction, booking, order));
    charge_for(house, transaction, booking, order.kind);
    auto paper = TRY(written(house, transaction, actor, booking, order));
    return PreparedPaper{std::move(booking), std::move(paper)};
}

Result<MadePaper> make_paper(House& house, Transaction& transaction, const Actor& actor, std::int64_t number,
                             std::optional<std::int64_t> version, const PaperOrder& order) {
    const auto before = TRY(bookings::booking_to_change(house, transaction, actor, number, version));
    TRY(may_be_made(house, transaction, before, order));
    audit::Change change(house, transaction, actor, "booking_paper", std::to_string(number));
    auto charged = before;
    charge_for(house, transaction, charged, order.kind);
    // Fees first: the paper names the rows they became.
    bookings::update_booking(house, transaction, change, before, charged);
    auto paper = TRY(written(house, transaction, actor, charged, order));
    const auto sender = mailing::sender_of(house, transaction);
    auto after = charged;
    after.head.state = state_after(charged, order);
    paper.number = number_of(transaction, after, paper);
    note_receipt(after, paper);
    MadePaper made{{}, bookings::next_position(after.documents), paper_pdf(paper, sender)};
    after.documents.push_back(document_of(paper, made.position));
    bookings::update_booking(house, transaction, change, charged, after);
    bookings::keep_pdf(transaction, bookings::at_position(after.documents, made.position)->id, made.pdf);
    change.seal();
    made.saved = {std::move(after), change.event()};
    return made;
}

Result<StoredPaper> stored_paper(House& house, Transaction& transaction, const Actor& actor, std::int64_t number,
                                 std::int64_t position) {
    const auto booking = TRY(bookings::booking_to_read(house, transaction, actor, number));
    const auto* document = bookings::at_position(booking.documents, position);
    if (!document) return refuse(RefusalKind::not_found, "error.no_such_booking_row");
    if (!bookings::may_see_paper(house, transaction, actor, booking, *document))
        return refuse(RefusalKind::conflict, "error.paper_to_hidden");
    auto pdf = bookings::pdf_of(transaction, document->id);
    if (pdf.empty()) return refuse(RefusalKind::not_found, "error.paper_without_pdf");
    return StoredPaper{*document, std::move(pdf)};
}

std::vector<Issue> forbids(House& house, Transaction& transaction, const WholeBooking& booking,
                           std::string_view kind) {
    PaperOrder order{std::string(kind), {}, ""};
    // Which of several invoices is asked when it is made.
    if (const auto standing = standing_invoices(booking); kind == "cancellation_invoice" && standing.size() > 1)
        order.cancels = standing.back()->number;
    const auto may = may_be_made(house, transaction, booking, order);
    return may ? std::vector<Issue>() : may.refusal().issues;
}

}  // namespace kartei::papers
