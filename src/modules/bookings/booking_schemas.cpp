// The schemas of bookings, made from their field tables.
#include "modules/bookings/booking_json.hpp"
#include "web/field_json.hpp"

namespace kartei::bookings {
namespace {

using web::Json;
using namespace web::schema;
using Members = std::vector<std::pair<std::string, Json>>;

Json all_required(Members members) {
    std::vector<std::string> names;
    for (const auto& [name, declared] : members) names.push_back(name);
    return object(std::move(members), names);
}

Json customer_schema() { return nullable(all_required({{"id", integer()}, {"number", integer()}, {"name", text()}})); }

template <class Record>
Members answered(const FieldTable<Record>& table, const std::vector<std::string>& besides = {}) {
    Members members{{"id", integer()}, {"version", integer()}, {"position", integer()}};
    for (auto& member : web::value_schemas(table))
        if (std::find(besides.begin(), besides.end(), member.first) == besides.end())
            members.push_back(std::move(member));
    return members;
}

Members with(Members members, Members further) {
    for (auto& member : further) members.push_back(std::move(member));
    return members;
}

/// A row as it may be sent: what an answer shows beside is passed over.
template <class Record>
Json sent(const FieldTable<Record>& table, Members further = {}) {
    Members members{{"id", nullable(integer())}, {"position", nullable(integer())}};
    for (auto& member : web::input_schemas(table)) members.push_back(std::move(member));
    auto schema = object(with(std::move(members), std::move(further)));
    schema["additionalProperties"] = true;
    return schema;
}

Json totals_schema() {
    Members members{{"participants", integer()}};
    for (const char* name :
         {"services", "commission", "amounts", "fees", "charges", "total", "paid", "open", "turnover"})
        members.emplace_back(name, money());
    members.emplace_back("purchase", nullable(money()));
    members.emplace_back("taxes", array(all_required({{"tax", text()}, {"rate", nullable(money())}, {"gross", money()},
                                                      {"amount", nullable(money())}})));
    return all_required(std::move(members));
}

Json service_schema() {
    auto members = answered(service_fields(), {"participants"});
    return all_required(with(std::move(members), {{"participants", array(integer())}, {"total", money()},
                                                  {"commission", money()}, {"has_agency", boolean()},
                                                  {"segments", array(all_required(answered(segment_fields())))}}));
}

Members booking_members() {
    Members members{{"id", integer()}, {"version", integer()}, {"customer", customer_schema()},
                    {"agency", customer_schema()}};
    for (auto& member : web::value_schemas(booking_fields()))
        if (member.first != "customer_id" && member.first != "agency_id" && member.first != "turnover_before")
            members.push_back(std::move(member));
    const auto participant = with(answered(participant_fields(), {"customer_id", "passport_number"}),
                                  {{"customer", customer_schema()}, {"age", nullable(integer())},
                                   {"passport_number", nullable(text())}});
    return with(
        std::move(members),
        {{"participants", array(all_required(participant))},
         {"services", array(service_schema())},
         {"amounts", array(all_required(with(answered(amount_fields()), {{"total", money()}})))},
         {"fees", array(all_required(answered(fee_fields())))},
         {"charges", array(all_required(answered(charge_fields())))},
         {"due_dates", array(all_required(with(answered(due_date_fields()), {{"paid", money()}, {"open", money()}})))},
         {"payments", array(all_required(answered(payment_fields())))},
         {"documents", array(all_required(with(answered(document_fields(), {"made_from"}), {{"has_pdf", boolean()}})))},
         {"notes", array(all_required(answered(note_fields())))},
         {"totals", reference("BookingTotals")},
         {"commission", all_required({{"turnover_before", nullable(money())}, {"sources", array(text())}})},
         {"final", boolean()},
         {"terms", anything()},
         {"warnings",
          array(all_required({{"key", text()}, {"field", text()}, {"text", text()}, {"parameters", anything()}}))}});
}

Json draft_schema(bool with_number) {
    Members members{{"customer", anything()}, {"agency", anything()},
                    {"take", object({{"family", anything()}})}};
    if (with_number) members.emplace_back("number", nullable(integer()));
    for (auto& member : web::input_schemas(booking_fields())) members.push_back(std::move(member));
    return object(with(std::move(members),
                       {{"participants", array(sent(participant_fields()))},
                        {"services", array(sent(service_fields(), {{"segments", array(sent(segment_fields()))},
                                                             {"participants", anything()}}))},
                        {"amounts", array(sent(amount_fields()))},
                        {"fees", array(sent(fee_fields()))},
                        {"charges", array(sent(charge_fields()))},
                        {"due_dates", array(sent(due_date_fields()))}}));
}

Json line_schema() {
    Members members{{"id", integer()}, {"version", integer()}, {"customer", customer_schema()}, {"open", money()},
                    {"has_follow_up", boolean()}};
    for (auto& member : web::value_schemas(sum_fields())) members.push_back(std::move(member));
    for (auto& member : web::value_schemas(booking_fields()))
        for (const std::string_view name : {"number", "kind", "state", "booked_on", "departs_on", "returns_on",
                                            "option_until", "destination", "travel_kind", "handler", "external_number",
                                            "archived_on"})
            if (member.first == name) members.push_back(member);
    return all_required(std::move(members));
}

}  // namespace

std::vector<web::NamedSchema> booking_schemas() {
    auto booking = booking_members();
    std::vector<std::string> always;
    for (const auto& [name, declared] : booking) always.push_back(name);
    booking.emplace_back("change_event", integer());
    booking.emplace_back("issues", array(anything()));
    return {{"BookingTotals", totals_schema()},
            {"Booking", object(booking, always)},
            {"BookingDraft", draft_schema(false)},
            {"BookingPreview", draft_schema(true)},
            {"BookingLine", line_schema()}};
}

}  // namespace kartei::bookings
