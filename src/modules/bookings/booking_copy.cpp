// Copying a booking, or some of its services, to a new booking or into another one (VKM).
#include <algorithm>

#include "audit/hold.hpp"
#include "modules/bookings/booking_actions.hpp"
#include "modules/bookings/booking_rules.hpp"
#include "modules/bookings/booking_store.hpp"
#include "modules/bookings/settled_services.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"

namespace kartei::bookings {
namespace {

using sql::Transaction;

/// A row's fields as they would be typed again, without what the program keeps.
template <class Record>
NewValues typed(const FieldTable<Record>& table, const Record& record) {
    NewValues values;
    for (const auto& member : table)
        if (!member.field.has(read_only)) values.emplace(member.field.name, member.get(record));
    return values;
}

bool is_wanted(const CopyOrder& order, const Service& service) {
    if (!service.cancelled_on.empty()) return false;
    return !order.services ||
           std::find(order.services->begin(), order.services->end(), service.position) != order.services->end();
}

/// Who was taken out of a booking that others travel on is not brought back by its copy.
bool stays_behind(const WholeBooking& from, const Participant& participant) {
    return !participant.cancelled_on.empty() && from.head.state != "cancelled";
}
bool stays_behind(const WholeBooking& from, const std::string& position) {
    return std::any_of(from.participants.begin(), from.participants.end(), [&](const Participant& one) {
        return std::to_string(one.position) == position && stays_behind(from, one);
    });
}

/// Services without their numbers at the operator, their order and, for another company of travellers, who they are
/// for.
std::vector<DraftRow> copied_services(const WholeBooking& from, const CopyOrder& order) {
    std::vector<DraftRow> rows;
    for (auto service : from.services) {
        if (!is_wanted(order, service)) continue;
        std::erase_if(service.participants, [&](const std::string& position) { return stays_behind(from, position); });
        service.external_number.clear();
        service.order_number.clear();
        service.document_status.clear();
        if (!order.participants) service.participants.clear();
        DraftRow row{0, 0, typed(service_fields(), service), std::vector<DraftRow>()};
        if (service.commission_source != "by_hand") {
            row.values.erase("commission_rate");
            row.values.erase("commission_amount");
        }
        for (const auto& segment : service.segments) row.segments->push_back({0, 0, typed(segment_fields(), segment)});
        rows.push_back(std::move(row));
    }
    return rows;
}

/// Without numbers of passports for who may not write them; of hidden customers come the names alone.
std::vector<DraftRow> copied_participants(Transaction& transaction, const Actor& actor, const WholeBooking& from) {
    std::vector<DraftRow> rows;
    for (const auto& participant : from.participants) {
        if (stays_behind(from, participant)) continue;
        DraftRow row{0, participant.position, typed(participant_fields(), participant)};
        const auto customer = customers::find_customer(transaction, participant.customer_id);
        if (!actor.may("sensitive.change")) row.values.erase("passport_number");
        if (customer && !customers::may_see(actor, *customer))
            std::erase_if(row.values, [](const auto& value) { return is_of_profile(value.first); });
        else if (customer) row.values["customer"] = *customer->number;
        rows.push_back(std::move(row));
    }
    return rows;
}

Draft copied_head(const WholeBooking& from) {
    Draft draft;
    for (const char* field :
         {"kind", "departs_on", "returns_on", "option_until", "travel_kind", "destination", "transport"})
        draft.head[field] = find_field(booking_fields(), field)->get(from.head);
    return draft;
}

/// Rows of the booking that is copied into stay, each by its id.
std::vector<DraftRow> standing(const WholeBooking& booking, std::string_view record) {
    std::vector<DraftRow> rows;
    for (const auto& row : rows_of(booking, row_kind(record))) rows.push_back({row.id, row.position, {}});
    return rows;
}

Result<SavedBooking> with_notes(House& house, Transaction& transaction, const Actor& actor, const WholeBooking& from,
                                const CopyOrder& order, SavedBooking saved) {
    if (!order.notes) return saved;
    for (const auto& note : from.notes) {
        auto written = TRY(write_note(house, transaction, actor, saved.booking.head.number, 0,
                                      {{"text", note.text}, {"follow_up_on", Value(note.follow_up_on)}}));
        saved.booking = std::move(written.booking);
    }
    return saved;
}

}  // namespace

Result<SavedBooking> copy_booking(House& house, Transaction& transaction, const Actor& actor, std::int64_t number,
                                  const CopyOrder& order) {
    if (order.into != 0) hold_settlement(transaction, order.into);
    const auto from = TRY(booking_to_read(house, transaction, actor, number));
    auto draft = order.into == 0 ? copied_head(from) : Draft();
    auto& services = draft.lists["services"];
    if (order.into != 0) {
        const auto into = TRY(booking_to_change(house, transaction, actor, order.into, {}));
        services = standing(into, "booking_service");
        auto alone = order;
        alone.participants = false;
        for (auto& row : copied_services(from, alone)) services.push_back(std::move(row));
        auto saved = TRY(change_booking(house, transaction, actor, order.into, into.head.version, draft));
        return with_notes(house, transaction, actor, from, order, std::move(saved));
    }
    services = copied_services(from, order);
    const auto own = customers::find_customer(transaction, from.head.customer_id);
    if (order.customer) draft.head["customer"] = *order.customer;
    else if (own && own->number) draft.head["customer"] = *own->number;
    if (order.participants) draft.lists["participants"] = copied_participants(transaction, actor, from);
    auto saved = TRY(create_booking(house, transaction, actor, draft));
    return with_notes(house, transaction, actor, from, order, std::move(saved));
}

}  // namespace kartei::bookings
