#include "modules/bookings/booking_reckoning.hpp"

#include <algorithm>
#include <limits>

#include "modules/bookings/booking_store.hpp"
#include "modules/bookings/booking_sums.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::bookings {
namespace {

using sql::Transaction;

constexpr std::string_view by_hand = "by_hand";

bool is_numbered_paper(const BookingDocument& document) {
    return document.kind == "invoice" || document.kind == "credit_note" || document.kind == "cancellation_invoice";
}

/// No cancellation invoice takes it back.
bool stands(const WholeBooking& booking, const BookingDocument& invoice) {
    return std::none_of(booking.documents.begin(), booking.documents.end(), [&](const BookingDocument& one) {
        return one.kind == "cancellation_invoice" && one.cancels == invoice.number;
    });
}

/// What its discount depends on.
bool costs_the_same(const Service& one, const Service& other) {
    return one.operator_code == other.operator_code && one.product_type == other.product_type &&
           one.destination == other.destination && one.price_text == other.price_text &&
           one.service_type == other.service_type && one.count == other.count && one.unit_price == other.unit_price &&
           one.tax == other.tax && one.commission_source == other.commission_source;
}

const Service* stored_service(const WholeBooking* before, const Service& service) {
    if (before == nullptr || service.id == 0) return nullptr;
    for (const auto& one : before->services)
        if (one.id == service.id) return &one;
    return nullptr;
}

Date booked_day(const WholeBooking& booking) { return day_of(booking.head.booked_on).value_or(Date{}); }

Date last_day(const WholeBooking& booking) {
    for (const auto* day : {&booking.head.returns_on, &booking.head.departs_on})
        if (const auto found = day_of(*day)) return *found;
    return booked_day(booking);
}

void freeze_turnover(Transaction& transaction, WholeBooking& booking) {
    auto& head = booking.head;
    if (head.turnover_before || head.customer_id == 0 || head.booked_on.size() < 4) return;
    std::vector<EarlierBooking> earlier;
    for (const auto& one : bookings_of_year(transaction, head.customer_id, head.booked_on.substr(0, 4)))
        earlier.push_back({one.number, day_of(one.booked_on).value_or(Date{}), one.kind,
                           one.state == "cancelled" || one.state == "void", one.services});
    const auto number = head.number != 0 ? head.number : std::numeric_limits<std::int64_t>::max();
    head.turnover_before = turnover_before(earlier, booked_day(booking), number);
}

std::string source_of(Transaction& transaction, const WholeBooking& booking, std::int64_t from) {
    const auto customer = customers::find_customer(transaction, booking.head.customer_id);
    return customer && customer->number == from ? "own" : std::to_string(from);
}

void discount(Transaction& transaction, const WholeBooking& booking, const CommissionScheme& scheme,
              const std::vector<VatRate>& rates, Service& service) {
    const auto line = line_of(service);
    const auto rate = rate_on(rates, service.tax, line.ends_on.value_or(last_day(booking)));
    const auto commission =
        commission_for(line, scheme, booked_day(booking), booking.head.turnover_before.value_or(0), rate);
    service.commission_table = commission.table;
    service.commission_rate.reset();
    service.commission_amount.reset();
    service.commission_source.clear();
    if (commission.ground != CommissionGround::table) return;
    const auto table = std::find_if(scheme.tables.begin(), scheme.tables.end(),
                                    [&](const CommissionTable& one) { return one.code == commission.table; });
    if (table != scheme.tables.end() && !table->per_service_amount) service.commission_rate = commission.rate;
    service.commission_amount = commission.amount;
    service.commission_source = source_of(transaction, booking, commission.from);
}

void discount_services(House& house, Transaction& transaction, const WholeBooking* before, WholeBooking& booking) {
    std::optional<CommissionScheme> scheme;
    std::vector<VatRate> rates;
    for (auto& service : booking.services) {
        if (service.commission_source == by_hand) {
            if (service.commission_rate)
                service.commission_amount = share_of(service.count * service.unit_price, *service.commission_rate);
            continue;
        }
        const auto* stood = stored_service(before, service);
        if (!service.cancelled_on.empty() || (stood && costs_the_same(*stood, service))) continue;
        if (!scheme) {
            scheme = commission_scheme(house, transaction, booking.head.customer_id);
            rates = tax_rates(house, transaction);
        }
        discount(transaction, booking, *scheme, rates, service);
    }
}

std::vector<ChargedFee> charged_fees(const WholeBooking& booking) {
    std::vector<ChargedFee> charged;
    for (const auto& fee : booking.fees)
        charged.push_back({fee.rule, fee.text, fee.amount, fee.participants.value_or(0), fee.occasion, fee.reference,
                           fee.source, fee.removed});
    return charged;
}

void add_fees(House& house, WholeBooking& booking, const FeeScheme& scheme, const Happening& happening,
              const std::vector<Traveller>& travellers, std::optional<std::int64_t> service) {
    for (const auto& charged : fees_for(scheme.rules, happening, travellers, charged_fees(booking), scheme.from)) {
        Fee fee;
        fee.position = next_position(booking.fees);
        fee.rule = charged.rule;
        fee.text = charged.text;
        fee.amount = charged.amount;
        if (charged.participants > 0) fee.participants = charged.participants;
        fee.occasion = charged.occasion;
        fee.reference = charged.reference;
        fee.source = charged.source;
        fee.service = service;
        fee.charged_on = house.today();
        booking.fees.push_back(std::move(fee));
    }
}

/// A new booking and each new service of a stored one call for fees (J-161).
void charge_entry_fees(House& house, Transaction& transaction, const WholeBooking* before, WholeBooking& booking) {
    const bool has_new = std::any_of(booking.services.begin(), booking.services.end(),
                                     [](const Service& service) { return service.id == 0; });
    if (before != nullptr && !has_new) return;
    const auto scheme = fee_scheme(house, transaction, booking.head.customer_id);
    if (scheme.rules.empty()) return;
    const auto travellers = travellers_of(booking);
    if (before == nullptr) add_fees(house, booking, scheme, {"first_entry", "", nullptr, 0}, travellers, {});
    for (const auto& service : booking.services) {
        if (service.id != 0) continue;
        const auto line = line_of(service);
        add_fees(house, booking, scheme, {"service_added", std::to_string(service.position), &line, 0}, travellers,
                 service.position);
    }
}

bool has_dates_by_hand(const WholeBooking& booking) {
    return std::any_of(booking.due_dates.begin(), booking.due_dates.end(),
                       [](const DueDateRow& row) { return row.kind == by_hand; });
}

DueDays dates_of(const WholeBooking& booking) {
    DueDays dates;
    for (const auto& row : booking.due_dates)
        dates.push_back({day_of(row.due_on).value_or(Date{}), row.amount, 0, row.kind, row.source});
    return dates;
}

/// Rows keep their ids as far as there are as many.
void put_dates(WholeBooking& booking, const DueDays& dates) {
    std::vector<DueDateRow> rows;
    for (std::size_t i = 0; i < dates.size(); ++i) {
        DueDateRow row = i < booking.due_dates.size() ? booking.due_dates[i] : DueDateRow{};
        if (i >= booking.due_dates.size())
            row.position = std::max(next_position(booking.due_dates), next_position(rows));
        row.kind = dates[i].kind;
        row.due_on = write_date(dates[i].due_on);
        row.amount = dates[i].amount;
        row.source = dates[i].source;
        rows.push_back(std::move(row));
    }
    booking.due_dates = std::move(rows);
}

BookingDays days_of(const WholeBooking& booking) {
    return {booked_day(booking), day_of(booking.head.departs_on), day_of(booking.head.returns_on)};
}

std::string house_term(Transaction& transaction, const WholeBooking& booking) {
    const auto customer = customers::find_customer(transaction, booking.head.customer_id);
    return customer ? parameters::parameters_of(transaction)->text("payment_term_" + customer->kind) : "";
}

void date_booking(Transaction& transaction, WholeBooking& booking, std::int64_t total) {
    const auto terms = payment_terms(transaction, booking, house_term(transaction, booking));
    put_dates(booking, due_dates(term_parts(total, lines_of(booking.services), terms.of_customer,
                                            terms.of_product_types, terms.standard),
                                 days_of(booking)));
}

}  // namespace

bool is_invoiced(const WholeBooking& booking) {
    return booking.head.state == "invoiced" ||
           std::any_of(booking.documents.begin(), booking.documents.end(),
                       [&](const BookingDocument& one) { return one.kind == "invoice" && stands(booking, one); });
}

bool is_final(const WholeBooking& booking) {
    return !booking.payments.empty() || is_invoiced(booking) ||
           std::any_of(booking.documents.begin(), booking.documents.end(), is_numbered_paper);
}

void follow_total(House&, Transaction& transaction, WholeBooking& booking) {
    if (has_dates_by_hand(booking) || booking.head.as_imported) return;
    const auto totals = totals_of(booking);
    if (booking.payments.empty()) date_booking(transaction, booking, totals.total);
    else
        put_dates(booking, follow_total(fill(dates_of(booking), totals.paid).dates, totals.total, days_of(booking)));
}

void charge_fees(House& house, Transaction& transaction, WholeBooking& booking, std::string_view occasion,
                 const std::string& reference, const std::optional<std::vector<Traveller>>& travellers) {
    if (booking.head.as_imported) return;
    add_fees(house, booking, fee_scheme(house, transaction, booking.head.customer_id),
             {std::string(occasion), reference, nullptr, 0}, travellers.value_or(travellers_of(booking)), {});
}

void reckon(House& house, Transaction& transaction, const WholeBooking* before, WholeBooking& booking) {
    if (!booking.head.as_imported) {
        freeze_turnover(transaction, booking);
        discount_services(house, transaction, before, booking);
        charge_entry_fees(house, transaction, before, booking);
        follow_total(house, transaction, booking);
    }
    booking.sums = sums_of(booking);
}

std::vector<VatGroup> taxes_of(House& house, Transaction& transaction, const WholeBooking& booking) {
    const auto day = last_day(booking);
    auto services = lines_of(booking.services);
    std::erase_if(services, [](const ServiceLine& line) { return line.cancelled; });
    auto lines = vat_lines_of(services, day);
    const auto people = travelling(travellers_of(booking));
    for (const auto& amount : booking.amounts) lines.push_back({amount.tax, sum_of(line_of(amount), people), day, 0});
    for (const auto& fee : booking.fees)
        if (!fee.removed) lines.push_back({fee.tax, fee.amount, day, 0});
    for (const auto& charge : booking.charges) lines.push_back({charge.tax, charge.amount, day, 0});
    return vat_groups(lines, tax_rates(house, transaction));
}

DueDays filled_dates(const WholeBooking& booking) {
    return fill(dates_of(booking), totals_of(booking).paid).dates;
}

}  // namespace kartei::bookings
