#include "modules/papers/paper_content.hpp"

#include <algorithm>

#include "base/mask.hpp"
#include "lists/column.hpp"
#include "modules/bookings/booking_reckoning.hpp"
#include "modules/bookings/booking_sums.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/customers/letter_salutation.hpp"
#include "modules/customers/print_address.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/profile/booking_terms.hpp"

namespace kartei::papers {
namespace {

using bookings::Participant;
using bookings::Service;
using bookings::VatRate;
using bookings::WholeBooking;
using customers::Customer;
using sql::Transaction;

std::string name_of(Transaction& transaction, std::string_view base, const std::string& code) {
    if (code.empty()) return "";
    const auto row = parameters::base_row_meant(transaction, base, code);
    return row ? row->text("name") : code;
}

std::string word_of(Transaction& transaction, std::string_view list, const std::string& code, Language language) {
    if (code.empty()) return "";
    for (const auto& choice : parameters::choices_of(transaction, list, language))
        if (choice.code == code) return choice.label;
    return code;
}

void join(std::string& line, const std::string& more) {
    if (!more.empty()) line += (line.empty() ? "" : " · ") + more;
}

/// Of what has no day of its own.
Date last_day(const WholeBooking& booking) {
    for (const auto* day : {&booking.head.returns_on, &booking.head.departs_on})
        if (const auto found = bookings::day_of(*day)) return *found;
    return bookings::day_of(booking.head.booked_on).value_or(Date{});
}

struct Rates {
    std::vector<VatRate> all;
    Date otherwise{};
    Rate of(const std::string& tax, std::optional<Date> day = {}) const {
        return bookings::rate_on(all, tax, day.value_or(otherwise));
    }
};

std::string full_name(const Participant& one) {
    std::string name;
    for (const auto* part : {&one.first_name, &one.name_prefix, &one.name})
        if (!part->empty()) name += (name.empty() ? "" : " ") + *part;
    return name;
}

/// For whom a service is, when that is not everybody.
std::string names_for(const WholeBooking& booking, const Service& service) {
    std::string names;
    for (const auto position : bookings::line_of(service).participants)
        for (const auto& one : booking.participants)
            if (one.position == position) names += (names.empty() ? "" : ", ") + full_name(one);
    return names;
}

PaperLine service_line(Transaction& transaction, const WholeBooking& booking, const Service& service,
                       const Rates& rates, Language language) {
    const auto reckoned = bookings::line_of(service);
    PaperLine line{"services", service.id};
    const auto kind = text(language, "booking_service.service_kind." + service.service_kind);
    line.text = service.description.empty() ? kind : service.description;
    if (!service.description.empty()) join(line.details, kind);
    join(line.details, name_of(transaction, "operators", service.operator_code));
    join(line.details, name_of(transaction, "destinations", service.destination));
    join(line.details, word_of(transaction, "price_text", service.price_text, language));
    join(line.details, names_for(booking, service));
    if (service.tax == "intermediated") join(line.details, text(language, "paper.intermediated"));
    line.starts_on = service.starts_on;
    line.ends_on = service.ends_on;
    line.count = service.count;
    line.unit_price = service.unit_price;
    line.gross = reckoned.price();
    line.discount = reckoned.commission;
    line.tax = service.tax;
    line.rate = rates.of(service.tax, reckoned.ends_on);
    return line;
}

PaperLine plain_line(std::string_view list, std::int64_t row, std::string words, std::int64_t count,
                     std::int64_t unit_price, const std::string& tax, const Rates& rates) {
    PaperLine line{std::string(list), row, std::move(words)};
    line.count = count;
    line.unit_price = unit_price;
    line.gross = count * unit_price;
    line.tax = tax;
    line.rate = rates.of(tax);
    return line;
}

std::string or_word(const std::string& written, Language language, std::string_view key) {
    return written.empty() ? text(language, key) : written;
}

void add_charges(const WholeBooking& booking, const Rates& rates, Language language, std::vector<PaperLine>& lines) {
    for (const auto& charge : booking.charges) {
        auto words = text(language, "paper.charge");
        if (!charge.text.empty()) words += ": " + charge.text;
        auto line = plain_line("charges", charge.id, words, 1, charge.amount, charge.tax, rates);
        if (charge.rate) line.details = lists::shown_money(*charge.rate, 2, language) + " %";
        lines.push_back(std::move(line));
    }
}

std::vector<PaperPerson> people_on(Transaction& transaction, const Actor& actor, const WholeBooking& booking,
                                   std::string_view kind, Language language) {
    const bool whole = kind == "manifest" || kind == "registration";
    std::vector<PaperPerson> people;
    for (const auto& one : booking.participants) {
        if (!one.cancelled_on.empty()) continue;
        PaperPerson person{one.position, full_name(one)};
        // What only his profile says of a hidden customer stands on no paper of whoever may not see him.
        if (whole && customers::may_see(transaction, actor, one.customer_id)) {
            person.birth_date = one.birth_date;
            person.nationality = one.nationality;
            if (!one.document.empty()) person.document = text(language, "booking_participant.document." + one.document);
            person.passport = one.passport_number.empty() ? "" : masked(one.passport_number);
            person.valid_until = one.valid_until;
        }
        people.push_back(std::move(person));
    }
    return people;
}

void add_money(Paper& paper, const WholeBooking& booking) {
    for (const auto& one : booking.payments)
        paper.payments.push_back({one.position, one.amount, one.paid_on,
                                  text(paper.language, "booking_payment.kind." + one.kind), one.holder, one.text});
    for (const auto& day : bookings::filled_dates(booking))
        paper.due_dates.push_back(
            {write_date(day.due_on), text(paper.language, "paper.due." + day.kind), day.amount, day.open()});
    const auto totals = bookings::totals_of(booking);
    paper.booking_total = totals.total;
    paper.paid = totals.paid;
    paper.open = totals.open;
}

}  // namespace

PaperHouse house_on_papers(House& house, Transaction& transaction) {
    const auto parameters = parameters::parameters_of(transaction);
    PaperHouse writer;
    if (auto rows = transaction.query("SELECT name FROM house"); rows.next()) writer.name = rows.string(0);
    writer.address = parameters->text("house_address");
    writer.contact = parameters->text("house_contact");
    writer.bank = parameters->text("house_bank");
    writer.iban = parameters->text("house_iban");
    writer.bic = parameters->text("house_bic");
    writer.tax_number = parameters->text("house_tax_number");
    writer.vat_id = parameters->text("house_vat_id");
    writer.register_entry = parameters->text("house_register");
    writer.currency = house.currency;
    writer.digits = house.rules.currency_digits;
    return writer;
}

namespace {

/// The block of text whose code is the kind of paper.
std::string closing_of(Transaction& transaction, std::string_view kind, Language language) {
    for (const auto& row : parameters::all_rows(transaction, *parameters::base_data("text-blocks")))
        if (row.text("code") == kind) return row.text("text_" + std::string(language_code(language)));
    return "";
}

/// Who gets it: the customer himself what he is offered and confirmed, who is billed for him everything else.
Result<Done> address(House& house, Transaction& transaction, const Actor& actor, const Customer& customer,
                     Paper& paper, std::int64_t booked_copies) {
    const auto terms = profile::booking_terms(house, transaction, customer);
    paper.copies = std::max<std::int64_t>(1, booked_copies > 0 ? booked_copies : terms.copies.value);
    paper.customer = customer.number.value_or(0);
    paper.letter_salutation = customer.letter_salutation;
    if (!is_numbered(paper.kind) && paper.kind != "trial_invoice") {
        paper.address = customers::print_address(customer, house.country);
        return Done{};
    }
    const auto& head = paper.kind == "credit_note" ? terms.credit_note : terms.invoice;
    if (head.from && !customers::may_see(actor, *head.from))
        return refuse(RefusalKind::conflict, "error.paper_to_hidden");
    paper.address = head.lines;
    paper.tax_number = head.tax_number;
    if (head.from) paper.letter_salutation = head.from->letter_salutation;
    return Done{};
}

void add_head(Transaction& transaction, const Actor& actor, const WholeBooking& booking, Paper& paper) {
    const auto& head = booking.head;
    paper.booking = head.number;
    paper.booked_on = head.booked_on;
    paper.departs_on = head.departs_on;
    paper.returns_on = head.returns_on;
    paper.destination = name_of(transaction, "destinations", head.destination);
    paper.handler = head.handler;
    paper.payment_kind = head.payment_kind;
    paper.is_collective = head.kind == "agency_booking";
    const auto agency = customers::find_customer(transaction, head.agency_id);
    if (agency && customers::may_see(actor, *agency)) paper.agency = customers::full_name(*agency);
}

}  // namespace

Language language_of_papers(House& house, Transaction& transaction, const WholeBooking& booking) {
    if (const auto own = language_of(booking.head.language)) return *own;
    const auto customer = customers::find_customer(transaction, booking.head.customer_id);
    return customers::language_of_letters(customer.value_or(Customer{}), house.country);
}

Result<Paper> paper_about(House& house, Transaction& transaction, const Actor& actor, const WholeBooking& booking,
                          std::string_view kind) {
    Paper paper;
    paper.kind = kind;
    paper.issued_on = house.today();
    paper.language = language_of_papers(house, transaction, booking);
    paper.house = house_on_papers(house, transaction);
    paper.closing = closing_of(transaction, kind, paper.language);
    add_head(transaction, actor, booking, paper);
    if (const auto customer = customers::find_customer(transaction, booking.head.customer_id))
        TRY(address(house, transaction, actor, *customer, paper, booking.head.print_copies.value_or(0)));
    paper.people = people_on(transaction, actor, booking, kind, paper.language);
    add_money(paper, booking);
    return paper;
}

std::vector<PaperLine> lines_now(House& house, Transaction& transaction, const WholeBooking& booking,
                                 Language language) {
    const Rates rates{bookings::tax_rates(house, transaction), last_day(booking)};
    std::vector<PaperLine> lines;
    for (const auto& service : booking.services)
        if (service.cancelled_on.empty())
            lines.push_back(service_line(transaction, booking, service, rates, language));
    const auto people = bookings::travelling(bookings::travellers_of(booking));
    for (const auto& one : booking.amounts)
        lines.push_back(plain_line("amounts", one.id, or_word(one.text, language, "paper.amount"),
                                   one.per_participant ? people : 1, one.amount, one.tax, rates));
    for (const auto& one : booking.fees)
        if (!one.removed)
            lines.push_back(
                plain_line("fees", one.id, or_word(one.text, language, "paper.fee"), 1, one.amount, one.tax, rates));
    add_charges(booking, rates, language, lines);
    return lines;
}

}  // namespace kartei::papers
