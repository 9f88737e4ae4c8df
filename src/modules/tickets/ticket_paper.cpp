#include "modules/tickets/ticket_paper.hpp"

#include <fmt/format.h>

#include "base/date.hpp"
#include "base/text.hpp"
#include "lists/column.hpp"
#include "modules/bookings/booking_scheme.hpp"
#include "modules/bookings/rounding.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/letter_salutation.hpp"
#include "modules/events/event_store.hpp"
#include "modules/mailing/letter_form.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::tickets {
namespace {

using orders::Ticket;
using sql::Transaction;

std::string word(Language language, std::string_view key, const Parameters& parameters = {}) {
    return text(language, "ticket_paper." + std::string(key), parameters);
}

std::string joined(std::initializer_list<std::string> parts) {
    std::string all;
    for (const auto& part : parts)
        if (!part.empty()) all.append(all.empty() ? "" : ", ").append(part);
    return all;
}

std::string when_of(const House& house, const events::Event& event, Language language) {
    const auto at = read_instant(event.starts_at, house.rules.time_zone);
    if (event.starts_at.empty() || !at) return "";
    const auto local = local_time(*at, house.rules.time_zone);
    return word(language, "when",
                {{"weekday", std::to_string(weekday_of(local.date))},
                 {"date", mailing::day_on_paper(write_date(local.date), language)},
                 {"time", fmt::format("{:02}:{:02}", local.hour, local.minute)}});
}

std::string labelled(Language language, std::string_view key, const std::string& value) {
    return value.empty() ? "" : word(language, key, {{"value", value}});
}

/// Is the place called by what it is already, in whichever language ("Eingang links")? That stands on its sign.
bool says_what_it_is(std::string_view key, const std::string& value) {
    const auto called = " " + search_fold(value) + " ";
    for (const auto language : {Language::de, Language::nl, Language::en}) {
        const auto label = search_fold(word(language, key, {{"value", ""}}));
        if (!label.empty() && called.find(" " + label + " ") != std::string::npos) return true;
    }
    return false;
}

std::string place_called(Language language, std::string_view key, const std::string& value) {
    return says_what_it_is(key, value) ? value : labelled(language, key, value);
}

/// A place without row and seat is one among others.
std::string place_of(const Ticket& ticket, Language language) {
    const bool is_free = ticket.row.empty() && ticket.seat.empty();
    return joined({place_called(language, "section", ticket.section), place_called(language, "row", ticket.row),
                   place_called(language, "seat", ticket.seat), is_free ? word(language, "free_seating") : ""});
}

}  // namespace

Language language_of(const House& house, const customers::Customer& customer) {
    return customers::language_of_letters(customer, house.country);
}

TicketPapers::TicketPapers(House& house, Transaction& transaction)
    : house_(house),
      transaction_(transaction),
      types_(events::names_on_shelf(transaction, events::Shelf::ticket_type)),
      tax_kind_(parameters::parameters_of(transaction)->text("ticket_tax")),
      rates_(tax_kind_ == "none" ? std::vector<bookings::VatRate>() : bookings::tax_rates(house, transaction)) {}

const events::Event& TicketPapers::event(std::int64_t id) {
    const auto known = events_.find(id);
    if (known != events_.end()) return known->second;
    return events_.emplace(id, events::find_event(transaction_, id).value_or(events::Event{})).first->second;
}

std::string TicketPapers::money(std::int64_t amount, Language language) const {
    return lists::shown_money(amount, house_.rules.currency_digits, language) + " " + house_.currency;
}

/// Tickets are taxed on the day on which they are used.
std::string TicketPapers::tax_in(const TicketPaper& paper, std::int64_t gross, const events::Event& event) const {
    const auto at = read_instant(event.starts_at, house_.rules.time_zone);
    if (tax_kind_ == "none" || gross == 0 || event.starts_at.empty() || !at) return "";
    const auto rate = bookings::rate_on(rates_, tax_kind_, local_time(*at, house_.rules.time_zone).date);
    if (rate == 0) return "";
    auto shown = lists::shown_money(rate, 2, paper.language);
    while (shown.ends_with('0')) shown.pop_back();
    if (!std::isdigit(static_cast<unsigned char>(shown.back()))) shown.pop_back();
    return word(paper.language, "tax",
                {{"rate", shown}, {"amount", money(bookings::included_tax(gross, rate), paper.language)}});
}

TicketPaper TicketPapers::paper(const orders::Order& order, const Ticket& ticket, std::optional<Language> asked) {
    const auto customer = customers::find_customer(transaction_, order.customer_id).value_or(customers::Customer{});
    const auto& of = event(ticket.event_id);
    TicketPaper paper;
    const auto language = paper.language = asked.value_or(language_of(house_, customer));
    paper.event = of.name, paper.subtitle = of.subtitle;
    paper.when = when_of(house_, of, language);
    paper.where = joined({of.venue, of.hall});
    paper.door = place_called(language, "entrance", ticket.entrance);
    paper.place = place_of(ticket, language);
    const auto type = types_.find(ticket.ticket_type_id);
    paper.type = joined({type == types_.end() ? "" : type->second, place_called(language, "zone", ticket.price_zone)});
    paper.price =
        ticket.is_free() && ticket.fee == 0 ? word(language, "free") : money(ticket.price + ticket.fee, language);
    if (ticket.fee != 0) paper.price += " " + word(language, "fee", {{"amount", money(ticket.fee, language)}});
    paper.tax = tax_in(paper, ticket.price + ticket.fee, of);
    paper.promoter = labelled(language, "promoter", of.promoter.empty() ? of.organisation : of.promoter);
    if (order.customer_id != customers::anonymous_customer)
        paper.holder = labelled(language, "holder", full_name(customer));
    paper.order = labelled(language, "order", order.number);
    paper.barcode = ticket.barcode;
    return paper;
}

}  // namespace kartei::tickets
