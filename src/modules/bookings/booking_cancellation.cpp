#include "modules/bookings/booking_cancellation.hpp"

#include <algorithm>

#include "modules/bookings/booking_store.hpp"
#include "modules/bookings/booking_sums.hpp"
#include "modules/bookings/settled_services.hpp"

namespace kartei::bookings {
namespace {

using sql::Transaction;

using Positions = std::vector<std::int64_t>;

bool has(const Positions& positions, std::int64_t position) {
    return std::find(positions.begin(), positions.end(), position) != positions.end();
}

template <class Record>
Result<Done> are_there(const std::vector<Record>& rows, const Positions& positions, const char* field) {
    for (const auto position : positions)
        if (const auto* row = at_position(rows, position); !row || !row->cancelled_on.empty())
            return refuse_field(field, "error.no_such_booking_row");
    return Done{};
}

void put_line(const ServiceLine& line, Service& service) {
    service.count = line.count;
    service.unit_price = line.unit_price;
    if (service.purchase_price && line.count != 0)
        service.purchase_price = part_of(line.purchase_price, 1, line.count);
    if (service.commission_amount) service.commission_amount = line.commission;
    service.participants.clear();
    for (const auto position : line.participants) service.participants.push_back(std::to_string(position));
}

/// Parts a service between who travels on and who does not; what is cancelled becomes a row of its own.
void part(WholeBooking& booking, std::size_t at, const std::vector<Traveller>& travellers, const Positions& gone,
          const std::string& day) {
    const auto parted = part_service(line_of(booking.services[at]), travellers, gone);
    if (parted.cancelled.participants.empty()) return;
    if (parted.stays.participants.empty()) {
        booking.services[at].cancelled_on = day;
        return;
    }
    auto cancelled = booking.services[at];
    cancelled.id = 0;
    cancelled.position = next_position(booking.services);
    cancelled.segments.clear();
    cancelled.cancelled_on = day;
    put_line(parted.cancelled, cancelled);
    put_line(parted.stays, booking.services[at]);
    booking.services.push_back(std::move(cancelled));
}

void cancel_participants(WholeBooking& booking, const Positions& gone, const std::string& day) {
    const auto travellers = travellers_of(booking);
    const auto count = booking.services.size();
    for (std::size_t i = 0; i < count; ++i)
        if (booking.services[i].cancelled_on.empty()) part(booking, i, travellers, gone, day);
    for (auto& participant : booking.participants)
        if (has(gone, participant.position)) participant.cancelled_on = day;
}

void cancel_whole(WholeBooking& booking, const std::string& day) {
    for (auto& service : booking.services)
        if (service.cancelled_on.empty()) service.cancelled_on = day;
    for (auto& participant : booking.participants)
        if (participant.cancelled_on.empty()) participant.cancelled_on = day;
    booking.head.state = "cancelled";
    booking.head.cancelled_on = day;
}

Result<Done> take_out(WholeBooking& booking, const CancelOrder& order, const std::string& day) {
    if (!order.services && !order.participants) {
        cancel_whole(booking, day);
        return Done{};
    }
    if (order.services) {
        TRY(are_there(booking.services, *order.services, "services"));
        for (auto& service : booking.services)
            if (has(*order.services, service.position)) service.cancelled_on = day;
    }
    if (order.participants) {
        TRY(are_there(booking.participants, *order.participants, "participants"));
        cancel_participants(booking, *order.participants, day);
    }
    const bool anybody = std::any_of(booking.participants.begin(), booking.participants.end(),
                                     [](const Participant& one) { return one.cancelled_on.empty(); });
    if (order.participants && !anybody) cancel_whole(booking, day);
    return Done{};
}

/// Days from the cancellation to the departure, or to the first service.
int days_left(const WholeBooking& booking, Date day) {
    auto departure = day_of(booking.head.departs_on);
    if (!departure)
        for (const auto& service : booking.services)
            if (const auto starts = day_of(service.starts_on); starts && (!departure || *starts < *departure))
                departure = starts;
    return departure ? days_between(day, *departure) : 0;
}

/// Rows of `after` that are cancelled now and were not before.
std::vector<const Service*> newly_cancelled(const WholeBooking& before, const WholeBooking& after) {
    std::vector<const Service*> services;
    for (const auto& service : after.services) {
        const auto* stood = at_position(before.services, service.position);
        if (!service.cancelled_on.empty() && (!stood || stood->cancelled_on.empty())) services.push_back(&service);
    }
    return services;
}

/// Whom the cancellation takes out, as they travelled before it; services alone concern who travels on.
std::vector<Traveller> taken_out(const CancelledBooking& cancelled) {
    std::vector<Traveller> travellers;
    for (const auto& participant : cancelled.after.participants) {
        const auto* stood = at_position(cancelled.before.participants, participant.position);
        if (!participant.cancelled_on.empty() && stood && stood->cancelled_on.empty())
            travellers.push_back({participant.position, false});
    }
    return travellers.empty() ? travellers_of(cancelled.after) : travellers;
}

void add_charge(CancelledBooking& cancelled, Charge charge, const std::string& day) {
    charge.position = next_position(cancelled.after.charges);
    charge.charged_on = day;
    cancelled.charges.push_back(charge);
    cancelled.after.charges.push_back(std::move(charge));
}

void reckon_charges(Transaction& transaction, CancelledBooking& cancelled, const std::string& day) {
    auto scheme = cancellation_scheme(transaction);
    for (auto* all : {&scheme.of_tables, &scheme.of_operators})
        for (auto& [code, terms] : *all)
            for (const auto& charge : cancelled.before.charges)
                if (charge.source == terms.source) terms.charged_before += charge.amount;
    const auto services = newly_cancelled(cancelled.before, cancelled.after);
    std::vector<CancelledService> lines;
    Positions positions;
    for (const auto* service : services) {
        auto line = line_of(*service);
        line.cancelled = false;  // it is the price it had that the charge is a part of
        lines.push_back({std::move(line), scheme.for_service(*service)});
        positions.push_back(service->position);
    }
    const auto reckoned = cancellation_charges(lines, cancelled.days_left);
    for (const auto& one : reckoned.charges) {
        Charge charge;
        charge.amount = one.amount;
        charge.rate = one.rate;
        charge.source = one.source;
        if (one.service) {
            charge.service = positions[*one.service];
            charge.text = services[*one.service]->description;
        }
        add_charge(cancelled, std::move(charge), day);
    }
    for (const auto index : reckoned.by_hand) cancelled.by_hand.push_back(positions[index]);
}

Result<Done> enter_charges(CancelledBooking& cancelled, const std::vector<NewValues>& typed, const std::string& day) {
    std::vector<Issue> issues;
    for (std::size_t i = 0; i < typed.size(); ++i) {
        Charge charge;
        charge.source = "by_hand";
        for (const auto& [name, value] : typed[i]) {
            const auto* member = find_field(charge_fields(), name);
            const auto field = "charges." + std::to_string(i + 1) + "." + name;
            if (!member || member->field.has(read_only)) continue;
            if (auto checked = check_value(member->field, value)) member->set(charge, *checked);
            else
                issues.push_back(
                    {field, checked.refusal().issues.front().key, checked.refusal().issues.front().parameters});
        }
        if (charge.service && !at_position(cancelled.after.services, *charge.service))
            issues.push_back({"charges." + std::to_string(i + 1) + ".service", "error.no_such_booking_row", {}});
        if (charge.amount != 0) add_charge(cancelled, std::move(charge), day);
    }
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    return Done{};
}

}  // namespace

Result<CancelledBooking> cancellation_of(House& house, Transaction& transaction, const WholeBooking& booking,
                                         const CancelOrder& order) {
    if (booking.head.state == "void") return refuse(RefusalKind::conflict, "error.booking_is_void");
    if (booking.head.state == "cancelled") return refuse(RefusalKind::conflict, "error.booking_is_cancelled");
    const auto day = order.cancelled_on.empty() ? house.today() : write_date(TRY(read_date(order.cancelled_on)));
    CancelledBooking cancelled{booking, booking, {}, {}, days_left(booking, *day_of(day))};
    TRY(take_out(cancelled.after, order, day));
    if (order.charges) TRY(enter_charges(cancelled, *order.charges, day));
    else reckon_charges(transaction, cancelled, day);
    charge_fees(house, transaction, cancelled.after, "cancellation", std::to_string(booking.head.version),
                taken_out(cancelled));
    follow_total(house, transaction, cancelled.after);
    cancelled.after.sums = sums_of(cancelled.after);
    return cancelled;
}

Result<SavedBooking> cancel_booking(House& house, Transaction& transaction, const Actor& actor, std::int64_t number,
                                    std::int64_t version, const CancelOrder& order) {
    hold_settlement(transaction, number);
    const auto before = TRY(booking_to_change(house, transaction, actor, number, version));
    auto cancelled = TRY(cancellation_of(house, transaction, before, order));
    audit::Change change(house, transaction, actor, "booking_cancelled", std::to_string(number));
    update_booking(house, transaction, change, before, cancelled.after);
    let_go_of_settled(house, transaction, change, before, cancelled.after);
    change.seal();
    return SavedBooking{std::move(cancelled.after), change.event()};
}

}  // namespace kartei::bookings
