// When a booking is paid (bookings.md 2.7; customers.md 9.5): terms as base data writes them, the due dates they come
// to, what a later change of the total and payments do to them. Whatever is done, due dates add up to the total. Pure
// functions.
#pragma once

#include <map>

#include "base/result.hpp"
#include "modules/bookings/service_line.hpp"

namespace kartei::bookings {

enum class Anchor { booking, departure, return_day };

struct TermStep {
    Rate percent = 0;
    Anchor anchor = Anchor::booking;
    int days = 0;  ///< behind the anchor; below zero: before it
    bool operator==(const TermStep&) const = default;
};
using Term = std::vector<TermStep>;

/// 20 % at booking, the rest 28 days before departure.
const Term& standard_term();
/// What the codes of the list of terms mean while nothing is written behind them: "booking_day" is the full price at
/// booking (J-129); none of "unknown" and of codes that are the house's own.
std::optional<Term> customary_term(std::string_view code);

/// A term as the base data of a house gives it, one text for each step: "20 booking", "30,5 % booking 14", "rest
/// departure -28"; anchors in the house's three languages. Issues on `field`: error.not_a_term_step {value};
/// error.term_does_not_add_up {percent} unless they make 100 %.
Result<Term> read_term(std::string_view field, const std::vector<std::string>& steps);
/// "20.00 booking 0": what read_term() reads back.
std::string write_term_step(const TermStep& step);

/// The days a term counts from; without a departure or return it counts from the booking.
struct BookingDays {
    Date booked_on{};
    std::optional<Date> departs_on, returns_on;
};

struct DueDay {
    Date due_on{};
    std::int64_t amount = 0;
    std::int64_t paid = 0;
    std::string kind;    ///< deposit, balance, full, by_hand
    std::string source;  ///< booking, customer, product_type, standard
    std::int64_t open() const { return amount - paid; }
    bool operator==(const DueDay&) const = default;
};
using DueDays = std::vector<DueDay>;

/// A part of the total that follows a term of its own.
struct TermPart {
    std::int64_t amount = 0;
    Term term;
    std::string source;
};

using TermsOfTypes = std::map<std::string, Term>;  ///< by code of the product type

/// Which parts a total has: with a customer's term one (J-128), else each service the house collects follows the term
/// of its product type, and the rest the standard (J-131).
std::vector<TermPart> term_parts(std::int64_t total, const std::vector<ServiceLine>& services,
                                 const std::optional<Term>& of_customer, const TermsOfTypes& of_types,
                                 const Term& standard = standard_term());

/// In the order of their days: equal days are one due date, a day before the booking is that of the booking, none is
/// zero.
DueDays due_dates(const std::vector<TermPart>& parts, const BookingDays& days);

/// After the total changed: the difference goes to what is not yet paid, the last date first; nothing falls below what
/// was paid on it unless the whole total does.
DueDays follow_total(DueDays dates, std::int64_t total, const BookingDays& days);

/// Payments fill the oldest date first; what is more than all of them together comes back as credit.
struct FilledDates {
    DueDays dates;
    std::int64_t credit = 0;
};
FilledDates fill(DueDays dates, std::int64_t paid);

}  // namespace kartei::bookings
