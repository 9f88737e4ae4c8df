#include "modules/bookings/booking_takeover.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "modules/bookings/booking_rows.hpp"
#include "modules/bookings/booking_scheme.hpp"
#include "modules/customers/customer_links.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/profile/booking_terms.hpp"
#include "modules/profile/row_store.hpp"

namespace kartei::bookings {
namespace {

using customers::Customer;
using profile::list_named;
using sql::Transaction;

std::int64_t holder_of(const profile::List& list, const profile::Row& row) {
    const auto* holder = std::get_if<std::int64_t>(&list.value(row, "holder"));
    return holder ? *holder : 0;
}

/// The passport that is valid longest.
std::optional<profile::Row> best_passport(House& house, Transaction& transaction, std::int64_t customer,
                                          std::int64_t holder) {
    const auto& list = list_named("passports");
    std::optional<profile::Row> best;
    for (auto& row : profile::rows_of(house, transaction, list, customer))
        if (holder_of(list, row) == holder &&
            (!best || list.text(*best, "valid_until") < list.text(row, "valid_until")))
            best = std::move(row);
    return best;
}

void take_passport(House& house, Transaction& transaction, std::int64_t customer, std::int64_t holder,
                   Participant& participant) {
    const auto best = best_passport(house, transaction, customer, holder);
    if (!best) return;
    const auto& list = list_named("passports");
    for (const auto field : shared_of_passports)
        find_field(participant_fields(), field)->set(participant, list.value(*best, field));
    participant.passport_number = list.text(*best, "number");
}

/// Wishes and duties in words, one line each.
void take_wishes(House& house, Transaction& transaction, std::int64_t customer, std::int64_t holder,
                 Participant& participant) {
    const auto& list = list_named("wishes");
    for (const auto& row : profile::rows_of(house, transaction, list, customer)) {
        if (holder_of(list, row) != holder) continue;
        auto& lines = list.text(row, "kind") == "duty" ? participant.duties : participant.wishes;
        lines += (lines.empty() ? "" : "\n") + wish_in_words(transaction, row);
    }
}

Participant participant_of(const profile::Row& member) {
    const auto& list = list_named("family");
    Participant participant;
    for (const auto field : shared_of_persons)
        find_field(participant_fields(), field)->set(participant, list.value(member, field));
    participant.member_id = member.id;
    return participant;
}

/// Codes of the profile, without "unknown", which is the house's.
std::string own_code(const profile::Term<std::string>& term) { return term.of_house ? "" : term.value; }

struct TermOfProfile {
    std::string_view field;
    Value value;
    bool of_house;
};

std::vector<TermOfProfile> profile_terms(House& house, Transaction& transaction, const Customer& customer) {
    const auto terms = profile::booking_terms(house, transaction, customer);
    return {{"payment_kind", terms.payment_kind.value, terms.payment_kind.of_house},
            {"payment_term", terms.payment_term.value, terms.payment_term.of_house},
            {"currency", terms.currency.value, terms.currency.of_house},
            {"language", terms.language.value, terms.language.of_house},
            {"print_copies", terms.copies.value, terms.copies.of_house}};
}

}  // namespace

std::string wish_in_words(Transaction& transaction, const profile::Row& row) {
    const auto& list = list_named("wishes");
    auto line = list.text(row, "code");
    for (const auto& word : parameters::choices_of(transaction, "wish", Language::de))
        if (word.code == line) {
            line = word.label;
            break;
        }
    if (const auto remark = list.text(row, "text"); !remark.empty()) line += (line.empty() ? "" : ": ") + remark;
    return line;
}

profile::NewValues wish_in_codes(Transaction& transaction, const std::string& line) {
    const auto colon = line.find(':');
    const auto word = fold(tidy(line.substr(0, colon)));
    for (const auto& one : parameters::choices_of(transaction, "wish", Language::de)) {
        if (fold(one.label) != word) continue;
        profile::NewValues values{{"code", one.code}};
        if (colon != std::string::npos) values["text"] = tidy(line.substr(colon + 1));
        return values;
    }
    return {{"text", line}};
}

void take_agency(Transaction& transaction, const Actor& actor, WholeBooking& booking, const Customer& customer) {
    const auto chain = customers::chain_of(transaction, *customers::find_link("agency"), customer);
    if (chain.empty() || !customers::may_see(actor, chain.front())) return;
    booking.head.agency_id = chain.front().id;
    booking.head.registrant_name = customers::full_name(chain.front());
}

WholeBooking begun_booking(House& house, Transaction& transaction, const Actor& actor, const Customer& customer) {
    const auto terms = profile::booking_terms(house, transaction, customer);
    WholeBooking booking;
    auto& head = booking.head;
    head.customer_id = customer.id;
    head.booked_on = house.today();
    head.payment_kind = own_code(terms.payment_kind);
    head.payment_term = own_code(terms.payment_term);
    head.currency = terms.currency.value;
    head.language = terms.language.value;
    head.print_copies = terms.copies.value;
    head.handler = actor.name;
    take_agency(transaction, actor, booking, customer);
    const auto surcharges = surcharge_scheme(house, transaction, customer.id);
    for (const auto& line : surcharges_of(surcharges.lines, surcharges.from, surcharges.own)) {
        Amount amount;
        amount.position = next_position(booking.amounts);
        amount.text = line.text;
        amount.amount = line.amount;
        amount.per_participant = line.per_participant;
        amount.tax = line.tax;
        amount.source = line.source;
        booking.amounts.push_back(std::move(amount));
    }
    return booking;
}

void take_customer(House& house, Transaction& transaction, WholeBooking& booking, const Customer& customer) {
    if (customer.kind == "company" || customer.kind == "agency") return;
    Participant participant;
    participant.position = next_position(booking.participants);
    for (const auto field : shared_of_persons)
        if (const auto* member = find_field(customers::customer_fields(), field))
            find_field(participant_fields(), field)->set(participant, member->get(customer));
    participant.customer_id = customer.id;
    take_passport(house, transaction, customer.id, 0, participant);
    take_wishes(house, transaction, customer.id, 0, participant);
    booking.participants.push_back(std::move(participant));
}

std::vector<Issue> take_family(House& house, Transaction& transaction, const Actor& actor, WholeBooking& booking,
                               bool all, const std::vector<std::int64_t>& members) {
    const auto& list = list_named("family");
    const auto family = profile::rows_of(house, transaction, list, booking.head.customer_id);
    std::vector<Issue> issues;
    for (const auto id : members)
        if (std::none_of(family.begin(), family.end(), [&](const profile::Row& row) { return row.id == id; }))
            issues.push_back({"take.family", "error.no_such_member", {}});
    for (const auto& row : family) {
        const bool wanted = all || std::find(members.begin(), members.end(), row.id) != members.end();
        const bool is_in = std::any_of(booking.participants.begin(), booking.participants.end(),
                                       [&](const Participant& one) { return one.member_id == row.id; });
        if (!wanted || is_in) continue;
        auto participant = participant_of(row);
        participant.position = next_position(booking.participants);
        const auto* number = std::get_if<std::int64_t>(&list.value(row, "customer"));
        const auto id = number ? customers::id_of_number(transaction, *number) : std::nullopt;
        if (id && customers::may_see(transaction, actor, *id)) participant.customer_id = *id;
        take_passport(house, transaction, booking.head.customer_id, row.id, participant);
        take_wishes(house, transaction, booking.head.customer_id, row.id, participant);
        booking.participants.push_back(std::move(participant));
    }
    return issues;
}

void fill_in_birth_dates(Transaction& transaction, const Actor& actor, WholeBooking& booking) {
    for (auto& participant : booking.participants) {
        if (participant.customer_id == 0 || participant.id != 0 || !participant.birth_date.empty()) continue;
        const auto customer = customers::find_customer(transaction, participant.customer_id);
        if (customer && customers::may_see(actor, *customer)) participant.birth_date = customer->birth_date;
    }
}

void fill_in_passport_numbers(House& house, Transaction& transaction, WholeBooking& booking) {
    const auto& list = list_named("passports");
    for (auto& participant : booking.participants) {
        const bool is_booker = participant.customer_id == booking.head.customer_id && participant.member_id == 0;
        if (participant.id != 0 || !participant.passport_number.empty() || (!is_booker && participant.member_id == 0))
            continue;
        const auto best = best_passport(house, transaction, booking.head.customer_id, participant.member_id);
        if (best && participant.document == list.text(*best, "document") &&
            participant.valid_until == list.text(*best, "valid_until"))
            participant.passport_number = list.text(*best, "number");
    }
}

std::vector<TermSource> term_sources(House& house, Transaction& transaction, const Booking& head,
                                     const Customer& customer) {
    std::vector<TermSource> sources;
    for (const auto& term : profile_terms(house, transaction, customer)) {
        const auto held = find_field(booking_fields(), term.field)->get(head);
        TermSource source{std::string(term.field), is_empty(held) ? term.value : held, term.value, ""};
        source.source = source.value != term.value ? "booking" : term.of_house ? "standard" : "customer";
        sources.push_back(std::move(source));
    }
    return sources;
}

}  // namespace kartei::bookings
