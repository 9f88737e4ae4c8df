// A paper of a booking as it is printed: every figure and word of it, before it becomes a page. What it holds is kept as
// JSON beside the PDF, so that a later paper knows what was billed. Must not know SQL, HTTP, or how a page looks; an
// operator's price (purchase_price) is no part of it.
#pragma once

#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/texts.hpp"
#include "modules/bookings/rounding.hpp"

namespace kartei::papers {

using bookings::Rate;

/// The papers that are made here; those from `invoice` on carry a number.
inline constexpr std::array<std::string_view, 9> paper_kinds{
    "offer",   "registration",         "confirmation", "trial_invoice", "manifest",
    "invoice", "cancellation_invoice", "credit_note",  "receipt"};
bool is_numbered(std::string_view kind);
/// Papers that bill something, or take it back.
bool is_bill(std::string_view kind);

/// One thing that is paid for. Money is minor units of the house's currency.
struct PaperLine {
    std::string list;             ///< services, amounts, fees, charges
    std::int64_t row = 0;         ///< id of the booking's row
    std::string text, details;    ///< in the paper's language
    std::string starts_on, ends_on;
    std::int64_t count = 1, unit_price = 0;
    std::int64_t gross = 0;       ///< count × unit price, below zero where it is taken back
    std::int64_t discount = 0;    ///< with its tax
    std::string tax;              ///< margin, margin_exempt, intermediated, standard, reduced, zero, outside
    Rate rate = 0;                ///< of the last day of performance
    std::int64_t sum() const { return gross - discount; }
};

struct PaperPerson {
    std::int64_t position = 0;
    std::string name, birth_date, nationality, document, passport, valid_until;
};
struct PaperPayment {
    std::int64_t position = 0, amount = 0;
    std::string paid_on, kind, holder, text;
};
struct PaperDue {
    std::string due_on, kind;
    std::int64_t amount = 0, open = 0;
};
struct PaperTax {
    std::string tax;
    Rate rate = 0;
    std::int64_t gross = 0, amount = 0;  ///< `amount`: none under the margin scheme
    bool operator==(const PaperTax&) const = default;
};

/// Who writes: what stands at the foot of the page, and where money goes.
struct PaperHouse {
    std::string name, address, contact, bank, iban, bic, tax_number, vat_id, register_entry;
    std::string currency;
    int digits = 2;
};

struct Paper {
    std::string kind, number, issued_on;
    std::string cancels;  ///< number of the paper it takes back
    Language language = Language::de;
    std::int64_t copies = 1;
    PaperHouse house;

    std::vector<std::string> address;
    std::string tax_number;        ///< of whom it is addressed to (J-203, J-204)
    std::string letter_salutation;
    std::int64_t customer = 0, booking = 0;  ///< numbers
    std::string booked_on, departs_on, returns_on, destination, handler, agency, payment_kind;
    bool is_collective = false;    ///< an agency's settlement

    std::vector<PaperPerson> people;
    std::vector<PaperLine> lines;
    std::vector<PaperPayment> payments;
    std::vector<PaperDue> due_dates;
    std::string closing;           ///< the house's own words

    std::int64_t billed_before = 0;  ///< on earlier papers of the booking
    std::int64_t booking_total = 0, paid = 0, open = 0;  ///< of the whole booking

    std::int64_t total() const;
};

/// One for each kind and rate, tax reckoned once over its sum. What is sold for another bears no tax of ours; a
/// reduction of it does not change the other's tax base and stands outside.
std::vector<PaperTax> taxes_of(const std::vector<PaperLine>& lines);
/// The paper must name the margin scheme.
bool names_margin_scheme(const std::vector<PaperTax>& taxes);

/// What was billed so far becomes what is still to be billed: line by line, in the order of `now`; what is no longer
/// there comes last, below zero. Lines of nothing are left out.
std::vector<PaperLine> still_to_bill(const std::vector<PaperLine>& now, const std::vector<PaperLine>& billed);
/// The same lines, taken back.
std::vector<PaperLine> taken_back(std::vector<PaperLine> lines);

/// Money as a number of minor units; read back by the two below.
nlohmann::json snapshot_of(const Paper& paper);
std::vector<PaperLine> lines_in(const std::string& snapshot);
struct SnapshotHead {
    std::vector<std::string> address;
    std::string tax_number;
    std::int64_t payment = 0;  ///< position of the payment a receipt is for
};
SnapshotHead head_in(const std::string& snapshot);

/// "1.234,50", as the paper's language writes it.
std::string money_on(const Paper& paper, std::int64_t amount);

}  // namespace kartei::papers
