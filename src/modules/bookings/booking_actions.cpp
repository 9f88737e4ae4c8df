#include "modules/bookings/booking_actions.hpp"

#include <algorithm>
#include <functional>

#include "audit/hold.hpp"
#include "base/module.hpp"
#include "modules/bookings/booking_followers.hpp"
#include "modules/bookings/booking_rules.hpp"
#include "modules/bookings/booking_store.hpp"
#include "modules/bookings/booking_sums.hpp"
#include "modules/bookings/booking_takeover.hpp"
#include "modules/bookings/paper_numbers.hpp"
#include "modules/bookings/settled_services.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/profile/booking_terms.hpp"
#include "modules/till/till_actions.hpp"

namespace kartei::bookings {
namespace {

using audit::Change;
using customers::Customer;
using sql::Transaction;

std::optional<std::int64_t> number_in(const NewValues& values, std::string_view field) {
    const auto found = values.find(field);
    if (found == values.end()) return std::nullopt;
    // The anonymous customer has the number 0.
    static const Field number{"customer", FieldKind::integer, 9};
    const auto checked = check_value(number, found->second);
    if (!checked) return std::nullopt;
    const auto* value = std::get_if<std::int64_t>(&*checked);
    return value ? std::optional(*value) : std::nullopt;
}

/// Whose booking is begun: J-194 and decisions.md 33 stand before everything else.
Result<Customer> customer_to_book(Transaction& transaction, const Actor& actor, std::optional<std::int64_t> number) {
    if (!number) return refuse_field("customer", "error.required");
    const auto id = customers::id_of_number(transaction, *number);
    const auto customer = id ? customers::find_customer(transaction, *id) : std::nullopt;
    if (!customer || !customers::may_see(actor, *customer))
        return refuse_field("customer", "error.no_such_customer", {{"number", std::to_string(*number)}});
    if (customer->id == customers::anonymous_customer && !actor.may("bookings.without_customer"))
        return refuse(RefusalKind::conflict, "error.anonymous_customer");
    if (auto may = may_begin_booking(customer->booking_block, customer->booking_block_reason); !may)
        return Refusal{RefusalKind::conflict, may.refusal().issues};
    return *customer;
}

/// A new booking with what the draft says; issues beside it.
Preview drafted(House& house, Transaction& transaction, const Actor& actor, const Customer& customer,
                const Draft& draft) {
    Preview preview{begun_booking(house, transaction, actor, customer), {}};
    auto& booking = preview.booking;
    if (!draft.lists.contains("participants")) take_customer(house, transaction, booking, customer);
    if (draft.lists.contains("amounts")) booking.amounts.clear();
    // Whoever takes over by name what the surcharges propose sends them back as rows; they are his own then.
    preview.issues = enter(house, transaction, actor, nullptr, booking, draft);
    const bool automatic = parameters::parameters_of(transaction)->text("family_into_booking") == "automatic" &&
                           !draft.lists.contains("participants");
    for (auto& issue :
         take_family(house, transaction, actor, booking, draft.take_family || automatic, draft.take_members))
        preview.issues.push_back(std::move(issue));
    fill_in_birth_dates(transaction, actor, booking);
    fill_in_passport_numbers(house, transaction, booking);
    if (booking.head.booked_on.empty()) booking.head.booked_on = house.today();
    return preview;
}

Result<Done> is_open(const WholeBooking& booking) {
    if (booking.head.state == "void") return refuse(RefusalKind::conflict, "error.booking_is_void");
    if (booking.head.state == "cancelled") return refuse(RefusalKind::conflict, "error.booking_is_cancelled");
    return Done{};
}

/// What is typed into a stored booking.
Preview changed(House& house, Transaction& transaction, const Actor& actor, const WholeBooking& before,
                const Draft& draft) {
    Preview preview{before, {}};
    preview.issues = enter(house, transaction, actor, &before, preview.booking, draft);
    for (auto& issue :
         take_family(house, transaction, actor, preview.booking, draft.take_family, draft.take_members))
        preview.issues.push_back(std::move(issue));
    fill_in_birth_dates(transaction, actor, preview.booking);
    fill_in_passport_numbers(house, transaction, preview.booking);
    return preview;
}

std::int64_t number_start(Transaction& transaction) {
    return parameters::parameters_of(transaction)->integer("booking_number_start");
}

/// The last step of a begun booking: the number is drawn as late as can be, because all who begin one wait for it.
SavedBooking store_new(House& house, Transaction& transaction, const Actor& actor, std::string_view kind,
                       WholeBooking booking) {
    booking.head.number = draw_number(transaction, number_start(transaction));
    reckon(house, transaction, nullptr, booking);
    Change change(house, transaction, actor, kind, std::to_string(booking.head.number));
    insert_booking(house, transaction, change, booking);
    change.seal();
    return {std::move(booking), change.event()};
}

SavedBooking store_changed(House& house, Transaction& transaction, const Actor& actor, std::string_view kind,
                           const WholeBooking& before, WholeBooking booking,
                           const std::function<void(Change&)>& also = {}) {
    bool differs = !differences(booking_fields(), before.head, booking.head).empty();
    for (const auto& one : row_kinds()) {
        const auto old_rows = rows_of(before, one), new_rows = rows_of(booking, one);
        differs |=
            !std::equal(old_rows.begin(), old_rows.end(), new_rows.begin(), new_rows.end(),
                        [](const StoredRow& a, const StoredRow& b) { return a.id == b.id && a.values == b.values; });
    }
    if (!differs) return {before, 0};
    Change change(house, transaction, actor, kind, std::to_string(before.head.number));
    update_booking(house, transaction, change, before, booking);
    let_go_of_settled(house, transaction, change, before, booking);
    if (also) also(change);
    change.seal();
    return {std::move(booking), change.event()};
}

std::vector<Issue> fill(const FieldTable<Payment>& table, Payment& payment, const NewValues& values) {
    std::vector<Issue> issues;
    for (const auto& [name, value] : values) {
        const auto* member = find_field(table, name);
        if (!member || member->field.has(read_only)) issues.push_back({name, "error.unknown_field", {}});
        else if (auto checked = check_value(member->field, value)) member->set(payment, *checked);
        else issues.push_back(checked.refusal().issues.front());
    }
    return issues;
}

/// A payment that takes another back is its opposite, and each is taken back once.
Result<Done> reverse(const WholeBooking& booking, Payment& payment) {
    const auto* taken_back = at_position(booking.payments, *payment.reverses);
    if (!taken_back) return refuse_field("reverses", "error.no_such_booking_row");
    for (const auto& one : booking.payments)
        if (one.reverses == payment.reverses) return refuse_field("reverses", "error.payment_taken_back");
    payment.kind = taken_back->kind;
    payment.amount = -taken_back->amount;
    return Done{};
}

/// A payment of the booking as it is stored, but for the number of its receipt.
Result<Payment> payment_in(House& house, Transaction& transaction, const Actor& actor, const WholeBooking& before,
                           const NewValues& values) {
    if (before.head.state == "void") return refuse(RefusalKind::conflict, "error.booking_is_void");
    Payment payment;
    payment.position = next_position(before.payments);
    payment.paid_on = house.today();
    payment.entered_by = actor.name;
    payment.entered_at = house.now();
    auto issues = fill(payment_fields(), payment, values);
    if (payment.reverses && issues.empty()) TRY(reverse(before, payment));
    if (payment.kind.empty()) issues.push_back({"kind", "error.required", {}});
    // What was written and is no amount was said already.
    const bool is_said = std::any_of(issues.begin(), issues.end(), [](const Issue& one) { return one.field == "amount"; });
    const auto given = values.find("amount");
    const bool is_zero = given != values.end() && !is_empty(given->second);
    if (payment.amount == 0 && !is_said)
        issues.push_back({"amount", is_zero ? "error.payment_of_nothing" : "error.required", {}});
    if (looks_like_receipt(payment.receipt_number)) issues.push_back({"receipt_number", "error.receipt_is_drawn", {}});
    if (issues.empty())
        for (const auto& follower : handed_in<BookingFollower>())
            for (auto& issue : follower.forbids(house, transaction, before, payment)) issues.push_back(std::move(issue));
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    return payment;
}

}  // namespace

Result<WholeBooking> booking_to_read(House& house, Transaction& transaction, const Actor& actor, std::int64_t number) {
    const auto id = id_of_booking(transaction, number);
    auto booking = id ? find_booking(house, transaction, *id) : std::nullopt;
    if (!booking || !customers::may_see(transaction, actor, booking->head.customer_id))
        return refuse(RefusalKind::not_found, "error.no_such_booking", {{"number", std::to_string(number)}});
    return std::move(*booking);
}

bool may_see_paper(House& house, Transaction& transaction, const Actor& actor, const WholeBooking& booking,
                   const BookingDocument& document) {
    if (actor.may("customers.see_hidden")) return true;
    const auto sees = [&](std::int64_t id) { return customers::may_see(transaction, actor, id); };
    if (booking.head.agency_id != 0 && !sees(booking.head.agency_id)) return false;
    if (document.kind == "manifest" || document.kind == "registration")
        return std::all_of(booking.participants.begin(), booking.participants.end(), [&](const Participant& one) {
            return one.customer_id == 0 || sees(one.customer_id);
        });
    const auto customer = customers::find_customer(transaction, booking.head.customer_id);
    if (!customer) return true;
    const auto terms = profile::booking_terms(house, transaction, *customer);
    for (const auto* head : {&terms.invoice, &terms.credit_note})
        if (head->from && !customers::may_see(actor, *head->from)) return false;
    return true;
}

Result<WholeBooking> booking_to_change(House& house, Transaction& transaction, const Actor& actor, std::int64_t number,
                                       std::optional<std::int64_t> version) {
    hold_booking(transaction, number);
    auto booking = TRY(booking_to_read(house, transaction, actor, number));
    if (version && booking.head.version != *version) return refuse(RefusalKind::stale, "error.stale");
    if (!booking.head.archived_on.empty())
        return refuse(RefusalKind::conflict, "error.booking_is_archived", {{"date", booking.head.archived_on}});
    return booking;
}

Result<SavedBooking> create_booking(House& house, Transaction& transaction, const Actor& actor, const Draft& draft) {
    const auto number = number_in(draft.head, "customer");
    // His bookings of the year decide the tier: nobody books for him meanwhile, and he is not merged away.
    if (const auto id = number ? customers::id_of_number(transaction, *number) : std::nullopt)
        hold(transaction, Held::customer, *id);
    const auto customer = TRY(customer_to_book(transaction, actor, number));
    auto preview = drafted(house, transaction, actor, customer, draft);
    if (!preview.issues.empty()) return Refusal{RefusalKind::invalid, std::move(preview.issues)};
    return store_new(house, transaction, actor, "booking_created", std::move(preview.booking));
}

Result<SavedBooking> change_booking(House& house, Transaction& transaction, const Actor& actor, std::int64_t number,
                                    std::int64_t version, const Draft& draft) {
    hold_settlement(transaction, number);
    const auto before = TRY(booking_to_change(house, transaction, actor, number, version));
    TRY(is_open(before));
    auto preview = changed(house, transaction, actor, before, draft);
    if (!preview.issues.empty()) return Refusal{RefusalKind::invalid, std::move(preview.issues)};
    reckon(house, transaction, &before, preview.booking);
    return store_changed(house, transaction, actor, "booking_changed", before, std::move(preview.booking));
}

Result<Preview> preview_booking(House& house, Transaction& transaction, const Actor& actor, std::int64_t number,
                                const Draft& draft) {
    if (number != 0) {
        const auto before = TRY(booking_to_read(house, transaction, actor, number));
        auto preview = changed(house, transaction, actor, before, draft);
        reckon(house, transaction, &before, preview.booking);
        return preview;
    }
    const auto customer = TRY(customer_to_book(transaction, actor, number_in(draft.head, "customer")));
    auto preview = drafted(house, transaction, actor, customer, draft);
    reckon(house, transaction, nullptr, preview.booking);
    return preview;
}

void make_void(House& house, Transaction& transaction, Change& change, const WholeBooking& booking) {
    WholeBooking after;
    after.head = booking.head;
    after.head.state = "void";
    after.head.customer_id = after.head.agency_id = 0;
    update_booking(house, transaction, change, booking, after);
}

Result<std::int64_t> void_booking(House& house, Transaction& transaction, const Actor& actor, std::int64_t number,
                                  std::int64_t version) {
    hold_settlement(transaction, number);
    const auto booking = TRY(booking_to_change(house, transaction, actor, number, version));
    if (booking.head.state == "void") return refuse(RefusalKind::conflict, "error.booking_is_void");
    if (is_final(booking) || !booking.documents.empty())
        return refuse(RefusalKind::conflict, "error.booking_only_cancelled");
    Change change(house, transaction, actor, "booking_void", std::to_string(number));
    make_void(house, transaction, change, booking);
    auto after = booking;
    after.head.state = "void";
    let_go_of_settled(house, transaction, change, booking, after);
    change.seal();
    return change.event();
}

Result<SavedBooking> pay(House& house, Transaction& transaction, const Actor& actor, std::int64_t number,
                         const NewValues& values) {
    const auto before = TRY(booking_to_change(house, transaction, actor, number, {}));
    auto payment = TRY(payment_in(house, transaction, actor, before, values));
    auto after = before;
    const auto reference = std::to_string(payment.position);
    const till::Movement movement{"booking", std::to_string(number), payment.kind, payment.amount};
    after.payments.push_back(std::move(payment));
    if (!after.payments.back().reverses) charge_fees(house, transaction, after, "payment", reference);
    follow_total(house, transaction, after);
    // As late as can be: all who take money wait. A cash register beside Kartei has numbers of its own.
    if (auto& receipt = after.payments.back().receipt_number; receipt.empty())
        receipt = draw_receipt(transaction, after.head.id, house.today());
    Result<Done> taken = Done{};
    auto saved = store_changed(house, transaction, actor, "booking_paid", before, std::move(after), [&](Change& change) {
        taken = till::take(house, transaction, change, actor, movement);
    });
    if (!taken) return taken.refusal();
    return saved;
}

Result<SavedBooking> write_note(House& house, Transaction& transaction, const Actor& actor, std::int64_t number,
                                std::int64_t position, const NewValues& values) {
    const auto before = TRY(booking_to_change(house, transaction, actor, number, {}));
    auto after = before;
    auto* note = position == 0 ? nullptr : at_position(after.notes, position);
    if (position != 0 && !note) return refuse(RefusalKind::not_found, "error.no_such_booking_row");
    if (note && note->written_by != actor.name && values.contains("text") && !actor.may("notes.change"))
        return refuse(RefusalKind::forbidden, "error.note_of_others");
    if (!note) {
        BookingNote fresh;
        fresh.position = next_position(after.notes);
        fresh.written_by = actor.name;
        fresh.written_at = house.now();
        note = &after.notes.emplace_back(std::move(fresh));
    }
    std::vector<Issue> issues;
    for (const auto& [name, value] : values) {
        const auto* member = find_field(note_fields(), name);
        if (!member || member->field.has(read_only)) issues.push_back({name, "error.unknown_field", {}});
        else if (auto checked = check_value(member->field, value)) member->set(*note, *checked);
        else issues.push_back(checked.refusal().issues.front());
    }
    if (note->text.empty() && issues.empty()) issues.push_back({"text", "error.required", {}});
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    return store_changed(house, transaction, actor, "booking_note", before, std::move(after));
}

Result<std::map<std::int64_t, std::string>> read_passports(House& house, Transaction& transaction, const Actor& actor,
                                                           std::int64_t number) {
    const auto booking = TRY(booking_to_read(house, transaction, actor, number));
    hold_part(transaction);
    Change change(house, transaction, actor, "sensitive_read");
    std::map<std::int64_t, std::string> numbers;
    static const Field read{"booking_participant.passport_number"};
    for (const auto& participant : booking.participants) {
        const auto whose = participant.customer_id;
        if (participant.passport_number.empty() || !customers::may_see(transaction, actor, whose)) continue;
        numbers.emplace(participant.position, participant.passport_number);
        change.changed("sensitive_reading", whose != 0 ? whose : booking.head.customer_id, read, {},
                       Value(std::to_string(participant.id)), 0);
    }
    change.seal();
    return numbers;
}

}  // namespace kartei::bookings
