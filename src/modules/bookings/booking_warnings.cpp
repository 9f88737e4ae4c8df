#include "modules/bookings/booking_warnings.hpp"

#include <algorithm>

#include "base/module.hpp"
#include "base/money.hpp"
#include "modules/bookings/booking_followers.hpp"
#include "modules/bookings/booking_rules.hpp"
#include "modules/bookings/booking_search.hpp"
#include "modules/bookings/booking_store.hpp"
#include "modules/bookings/booking_sums.hpp"
#include "modules/bookings/booking_takeover.hpp"
#include "modules/bookings/credit_limit.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::bookings {
namespace {

using sql::Transaction;
using Warnings = std::vector<BookingWarning>;

constexpr int child_until = 18;

std::string name_of(const Participant& participant) {
    return participant.first_name + (participant.first_name.empty() || participant.name.empty() ? "" : " ") +
           participant.name;
}

/// J-140, J-141: with the three figures.
void warn_of_credit(const House& house, Transaction& transaction, const WholeBooking& booking,
                    const customers::Customer& customer, Warnings& warnings) {
    if (!customer.credit_limit || booking.head.state == "cancelled") return;
    std::vector<BookedSum> others;
    for (const auto& one : other_bookings(transaction, customer.id, booking.head.id))
        others.push_back({one.total, one.paid, one.cancelled});
    const auto basis = parameters::parameters_of(transaction)->text("credit_limit_basis") == "open"
                           ? CreditBasis::open : CreditBasis::booked;
    const auto warning =
        credit_warning(customer.credit_limit, basis, others, {booking.sums.total, booking.sums.paid, false});
    if (!warning) return;
    const auto written = [&](std::int64_t amount) { return write_money(amount, house.rules.currency_digits); };
    warnings.push_back({"booking_over_credit_limit", "customer",
                        {{"before", written(warning->basis)},
                         {"this", written(warning->with_this - warning->basis)},
                         {"limit", written(warning->limit)}}});
}

void warn_of_terms(House& house, Transaction& transaction, const WholeBooking& booking,
                   const customers::Customer& customer, Warnings& warnings) {
    std::string fields;
    for (const auto& term : term_sources(house, transaction, booking.head, customer))
        if (term.source == "booking") fields += (fields.empty() ? "" : ", ") + term.field;
    if (!fields.empty()) warnings.push_back({"booking_differs_from_profile", "", {{"fields", fields}}});
}

void warn_of_days(const House& house, Transaction& transaction, const WholeBooking& booking, Warnings& warnings) {
    const auto& head = booking.head;
    const auto today = house.today();
    if (head.kind == "option" && !head.option_until.empty() && head.state == "open") {
        const auto days = static_cast<int>(parameters::parameters_of(transaction)->integer("option_warning_days"));
        const auto until = *day_of(head.option_until);
        if (head.option_until < today)
            warnings.push_back({"booking_option_is_over", "option_until", {{"on", head.option_until}}});
        else if (days_between(*day_of(today), until) <= days)
            warnings.push_back({"booking_option_runs_out", "option_until", {{"on", head.option_until}}});
    }
    if (!head.departs_on.empty() && head.departs_on < head.booked_on)
        warnings.push_back({"booking_departs_in_the_past", "departs_on", {}});
}

/// § 651t BGB: no money for a package before its certificate is there.
void warn_of_certificate(const House& house, Transaction& transaction, const WholeBooking& booking,
                         Warnings& warnings) {
    if (house.country != "DE" || booking.payments.empty() || !booking.head.security_certificate.empty() ||
        !parameters::parameters_of(transaction)->yes("certificate_before_payment"))
        return;
    const bool package = std::any_of(booking.services.begin(), booking.services.end(), [](const Service& service) {
        return service.service_kind == "package" && service.cancelled_on.empty();
    });
    if (package) warnings.push_back({"booking_without_certificate", "security_certificate", {}});
}

/// Nothing of hidden customers, whose days would be told by it.
void warn_of_travellers(Transaction& transaction, const Actor& actor, const WholeBooking& booking,
                        Warnings& warnings) {
    const auto departs = day_of(booking.head.departs_on);
    const auto returns = departs ? day_of(booking.head.returns_on).value_or(*departs) : Date{};
    if (!departs) return;
    for (const auto& participant : booking.participants) {
        if (!participant.cancelled_on.empty() || !customers::may_see(transaction, actor, participant.customer_id))
            continue;
        const auto born = day_of(participant.birth_date);
        const auto age = born ? age_on(*born, *departs) : std::nullopt;
        if (age && *age < child_until && grows_older_between(*born, *departs, returns))
            warnings.push_back({"booking_becomes_older", "participants",
                                {{"name", name_of(participant)}, {"age", std::to_string(*age + 1)}}});
        if (!participant.valid_until.empty() && participant.valid_until < write_date(returns))
            warnings.push_back({"booking_passport_runs_out", "participants",
                                {{"name", name_of(participant)}, {"on", participant.valid_until}}});
    }
}

void warn_of_currency(const House& house, Transaction& transaction, const WholeBooking& booking, Warnings& warnings) {
    for (const auto& service : booking.services) {
        if (service.operator_code.empty()) continue;
        const auto row = parameters::base_row_meant(transaction, "operators", service.operator_code);
        const auto currency = row ? row->text("currency") : "";
        const auto& of_booking = booking.head.currency.empty() ? house.currency : booking.head.currency;
        if (!currency.empty() && currency != of_booking)
            warnings.push_back({"booking_other_currency", "services",
                                {{"operator", row->text("name")}, {"currency", currency}}});
    }
}

void warn_of_twins(Transaction& transaction, const Actor& actor, const WholeBooking& booking, Warnings& warnings) {
    for (const auto& twin : bookings_at_the_same_time(transaction, actor, booking))
        warnings.push_back({"booking_twice_on_these_days", "participants",
                            {{"booking", std::to_string(twin.number)}, {"name", twin.name}}});
}

void warn_of_notes(const House& house, const WholeBooking& booking, Warnings& warnings) {
    const auto due = std::count_if(booking.notes.begin(), booking.notes.end(), [&](const BookingNote& note) {
        return !note.done && !note.follow_up_on.empty() && note.follow_up_on <= house.today();
    });
    if (due > 0) warnings.push_back({"booking_follow_ups", "notes", {{"count", std::to_string(due)}}});
}

}  // namespace

std::vector<BookingWarning> warnings_of(House& house, Transaction& transaction, const Actor& actor,
                                        const WholeBooking& booking, const customers::Customer& customer) {
    Warnings warnings;
    warn_of_credit(house, transaction, booking, customer, warnings);
    warn_of_terms(house, transaction, booking, customer, warnings);
    warn_of_days(house, transaction, booking, warnings);
    warn_of_certificate(house, transaction, booking, warnings);
    warn_of_travellers(transaction, actor, booking, warnings);
    warn_of_currency(house, transaction, booking, warnings);
    warn_of_twins(transaction, actor, booking, warnings);
    warn_of_notes(house, booking, warnings);
    for (const auto& follower : handed_in<BookingFollower>())
        for (auto& warning : follower.warn(house, transaction, booking)) warnings.push_back(std::move(warning));
    return warnings;
}

}  // namespace kartei::bookings
