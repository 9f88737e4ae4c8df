#include "modules/bookings/booking_json.hpp"

#include <set>

#include "base/mask.hpp"
#include "base/money.hpp"
#include "modules/bookings/booking_actions.hpp"
#include "modules/bookings/booking_rules.hpp"
#include "modules/bookings/booking_store.hpp"
#include "modules/bookings/booking_sums.hpp"
#include "modules/bookings/booking_takeover.hpp"
#include "modules/bookings/booking_warnings.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "web/field_json.hpp"

namespace kartei::bookings {
namespace {

using customers::Customer;
using sql::Transaction;
using web::Json;

std::string money(const House& house, std::int64_t amount) { return write_money(amount, house.rules.currency_digits); }

/// A customer in one line, null for nobody and for one who is hidden.
class Briefs {
public:
    Briefs(Transaction& transaction, const Actor& actor) : transaction_(transaction), actor_(actor) {}
    Json of(std::int64_t id) {
        if (id == 0) return nullptr;
        const auto customer = customers::find_customer(transaction_, id);
        if (!customer || !customers::may_see(actor_, *customer)) return nullptr;
        return {{"id", customer->id}, {"number", customer->number.value_or(0)}, {"name", full_name(*customer)}};
    }
    bool hides(std::int64_t id) { return id != 0 && !customers::may_see(transaction_, actor_, id); }
    /// Whose line it is: the number of a customer who is hidden is told to nobody else.
    std::string source(const std::string& written) {
        const bool is_number = !written.empty() && written.size() < 18 &&
                               written.find_first_not_of("0123456789") == std::string::npos;
        const auto id = is_number ? customers::id_of_number(transaction_, std::stoll(written)) : std::nullopt;
        return id && hides(*id) ? std::string(inherited_source) : written;
    }

private:
    Transaction& transaction_;
    const Actor& actor_;
};

Json brief(const CustomerBrief& customer) {
    if (customer.id == 0) return nullptr;
    return {{"id", customer.id}, {"number", customer.number}, {"name", customer.name}};
}

Json row_head(const BookingRow& row) {
    return {{"id", row.id}, {"version", row.version}, {"position", row.position}};
}

template <class Record>
Json row_json(const House& house, const FieldTable<Record>& table, const Record& record) {
    auto json = row_head(record);
    web::write_fields(json, table, record, house.rules);
    return json;
}

template <class Record>
Json list_json(const House& house, const FieldTable<Record>& table, const std::vector<Record>& rows) {
    Json list = Json::array();
    for (const auto& row : rows) list.push_back(row_json(house, table, row));
    return list;
}

/// Fees and amounts, whose source may be another customer.
template <class Record>
Json sourced_json(const House& house, Briefs& briefs, const FieldTable<Record>& table, const Record& record) {
    auto json = row_json(house, table, record);
    if (!record.source.empty()) json["source"] = briefs.source(record.source);
    return json;
}

/// What only his profile says of a hidden customer.
void cover(Json& participant) {
    for (auto& [name, value] : participant.items())
        if (is_of_profile(name)) value = nullptr;
}

Json participants_json(const House& house, Briefs& briefs, const WholeBooking& booking) {
    Json list = Json::array();
    const auto departs = day_of(booking.head.departs_on);
    for (const auto& participant : booking.participants) {
        auto json = row_json(house, participant_fields(), participant);
        json.erase("customer_id");
        json["customer"] = briefs.of(participant.customer_id);
        const auto born = day_of(participant.birth_date);
        const auto age = born && departs ? age_on(*born, *departs) : std::nullopt;
        json["age"] = age ? Json(*age) : Json(nullptr);
        if (!participant.passport_number.empty()) json["passport_number"] = masked(participant.passport_number);
        if (briefs.hides(participant.customer_id)) {
            cover(json);
            json["age"] = nullptr;
        }
        list.push_back(std::move(json));
    }
    return list;
}

Json services_json(const House& house, Briefs& briefs, const WholeBooking& booking) {
    Json list = Json::array();
    for (const auto& service : booking.services) {
        auto json = row_json(house, service_fields(), service);
        if (!service.commission_source.empty()) json["commission_source"] = briefs.source(service.commission_source);
        const auto line = line_of(service);
        json["participants"] = line.participants;
        json["total"] = money(house, line.price());
        json["commission"] = money(house, line.commission);
        json["has_agency"] = booking.head.agency_id != 0;
        json["segments"] = list_json(house, segment_fields(), service.segments);
        list.push_back(std::move(json));
    }
    return list;
}

Json amounts_json(const House& house, Briefs& briefs, const WholeBooking& booking) {
    Json list = Json::array();
    const auto people = travelling(travellers_of(booking));
    for (const auto& amount : booking.amounts) {
        auto json = sourced_json(house, briefs, amount_fields(), amount);
        json["total"] = money(house, sum_of(line_of(amount), people));
        list.push_back(std::move(json));
    }
    return list;
}

Json fees_json(const House& house, Briefs& briefs, const WholeBooking& booking) {
    Json list = Json::array();
    for (const auto& fee : booking.fees) list.push_back(sourced_json(house, briefs, fee_fields(), fee));
    return list;
}

Json due_dates_json(const House& house, const WholeBooking& booking) {
    Json list = Json::array();
    // Dates are stored by day; filled they come in the same order, unless some were typed out of it.
    auto filled = filled_dates(booking);
    for (const auto& row : booking.due_dates) {
        auto json = row_json(house, due_date_fields(), row);
        const auto found = std::find_if(filled.begin(), filled.end(), [&](const DueDay& day) {
            return write_date(day.due_on) == row.due_on && day.amount == row.amount;
        });
        const auto paid = found == filled.end() ? 0 : found->paid;
        if (found != filled.end()) filled.erase(found);
        json["paid"] = money(house, paid);
        json["open"] = money(house, row.amount - paid);
        list.push_back(std::move(json));
    }
    return list;
}

Json documents_json(House& house, Transaction& transaction, const Actor& actor, const WholeBooking& booking) {
    Json list = Json::array();
    for (const auto& document : booking.documents) {
        auto json = row_json(house, document_fields(), document);
        json.erase("made_from");
        if (!may_see_paper(house, transaction, actor, booking, document)) json["recipient"] = nullptr;
        json["has_pdf"] = !pdf_of(transaction, document.id).empty();
        list.push_back(std::move(json));
    }
    return list;
}

Json terms_json(House& house, Transaction& transaction, const WholeBooking& booking, const Customer& customer) {
    Json terms = Json::object();
    for (const auto& term : term_sources(house, transaction, booking.head, customer)) {
        const auto& field = find_field(booking_fields(), term.field)->field;
        terms[term.field] = {{"value", web::value_json(field, term.value)},
                             {"source", term.source},
                             {"of_profile", web::value_json(field, term.of_profile)}};
    }
    return terms;
}

Json warnings_json(House& house, Transaction& transaction, const web::Request& request, const WholeBooking& booking,
                   const Customer& customer) {
    Json list = Json::array();
    for (const auto& warning : warnings_of(house, transaction, request.actor, booking, customer)) {
        Json parameters = Json::object();
        for (const auto& [name, value] : warning.parameters) parameters[name] = value;
        list.push_back({{"key", warning.key},
                        {"field", warning.field},
                        {"text", text(request.language, "warning." + warning.key, warning.parameters)},
                        {"parameters", std::move(parameters)}});
    }
    return list;
}

Json commission_json(House& house, Briefs& briefs, const WholeBooking& booking) {
    std::set<std::string> sources;
    for (const auto& service : booking.services)
        if (!service.commission_source.empty()) sources.insert(briefs.source(service.commission_source));
    const auto before = booking.head.turnover_before;
    return {{"turnover_before", before ? Json(money(house, *before)) : Json(nullptr)}, {"sources", sources}};
}

/// Rows that are typed: their id, position and values by name.
DraftRow row_in(const Json& json) {
    DraftRow row;
    for (const auto& [name, value] : json.items()) {
        if (name == "id") row.id = value.is_null() ? 0 : value.get<std::int64_t>();
        else if (name == "position") row.position = value.is_null() ? 0 : value.get<std::int64_t>();
        else if (name == "segments") {
            row.segments.emplace();
            if (value.is_array())
                for (const auto& segment : value) row.segments->push_back(row_in(segment));
        } else if (name == "participants" && value.is_array()) {
            std::vector<std::string> positions;
            for (const auto& one : value) positions.push_back(one.is_string() ? one.get<std::string>() : one.dump());
            row.values[name] = positions.empty() ? Value() : Value(std::move(positions));
        } else if (name == "customer" && value.is_object())
            row.values[name] = web::value_of(value.value("number", Json()));
        else row.values[name] = web::value_of(value);
    }
    return row;
}

bool is_list(std::string_view name) {
    for (const auto& kind : row_kinds())
        if (kind.list == name) return true;
    return false;
}

}  // namespace

Json totals_json(House& house, Transaction& transaction, const WholeBooking& booking) {
    const auto totals = totals_of(booking);
    std::optional<std::int64_t> purchase = 0;
    for (const auto& service : booking.services) {
        if (!service.cancelled_on.empty()) continue;
        if (!service.purchase_price) purchase.reset();
        if (purchase) *purchase += *service.purchase_price * service.count;
    }
    Json taxes = Json::array();
    for (const auto& group : taxes_of(house, transaction, booking))
        taxes.push_back({{"tax", group.tax},
                         {"rate", group.rate == 0 ? Json(nullptr) : Json(write_money(group.rate))},
                         {"gross", money(house, group.gross)},
                         {"amount", group.shown == 0 ? Json(nullptr) : Json(money(house, group.shown))}});
    return {{"participants", travelling(travellers_of(booking))},
            {"services", money(house, totals.services)},
            {"commission", money(house, totals.commission)},
            {"amounts", money(house, totals.amounts)},
            {"fees", money(house, totals.fees)},
            {"charges", money(house, totals.charges)},
            {"total", money(house, totals.total)},
            {"paid", money(house, totals.paid)},
            {"open", money(house, totals.open)},
            {"purchase", purchase ? Json(money(house, *purchase)) : Json(nullptr)},
            {"turnover", money(house, totals.turnover())},
            {"taxes", std::move(taxes)}};
}

Json booking_json(House& house, Transaction& transaction, const web::Request& request, const WholeBooking& booking,
                  std::int64_t event) {
    Briefs briefs(transaction, request.actor);
    Json json{{"id", booking.head.id}, {"version", booking.head.version}};
    web::write_fields(json, booking_fields(), booking.head, house.rules);
    for (const char* field : {"customer_id", "agency_id", "turnover_before"}) json.erase(field);
    json["customer"] = briefs.of(booking.head.customer_id);
    json["agency"] = briefs.of(booking.head.agency_id);
    json["participants"] = participants_json(house, briefs, booking);
    json["services"] = services_json(house, briefs, booking);
    json["amounts"] = amounts_json(house, briefs, booking);
    json["fees"] = fees_json(house, briefs, booking);
    json["charges"] = list_json(house, charge_fields(), booking.charges);
    json["due_dates"] = due_dates_json(house, booking);
    json["payments"] = list_json(house, payment_fields(), booking.payments);
    json["documents"] = documents_json(house, transaction, request.actor, booking);
    json["notes"] = list_json(house, note_fields(), booking.notes);
    json["totals"] = totals_json(house, transaction, booking);
    json["commission"] = commission_json(house, briefs, booking);
    json["final"] = is_final(booking);
    json["terms"] = Json::object();
    json["warnings"] = Json::array();
    if (const auto customer = customers::find_customer(transaction, booking.head.customer_id)) {
        json["terms"] = terms_json(house, transaction, booking, *customer);
        json["warnings"] = warnings_json(house, transaction, request, booking, *customer);
    }
    if (event > 0) json["change_event"] = event;
    return json;
}

Json line_json(const House& house, const BookingLine& line) {
    Json json{{"id", line.head.id}, {"version", line.head.version}, {"customer", brief(line.customer)}};
    for (const char* name : {"number", "kind", "state", "booked_on", "departs_on", "returns_on", "option_until",
                             "destination", "travel_kind", "handler", "external_number", "archived_on"}) {
        const auto* member = find_field(booking_fields(), name);
        json[name] = web::value_json(member->field, member->get(line.head), house.rules);
    }
    web::write_fields(json, sum_fields(), line.sums, house.rules);
    json["open"] = money(house, line.sums.open());
    json["has_follow_up"] = line.has_follow_up;
    return json;
}

Json line_json(const House& house, const ParticipantLine& line) {
    Json json{{"booking", line.head.number}, {"position", line.participant.position}};
    for (const char* name : {"salutation", "first_name", "name_prefix", "name", "birth_date", "cancelled_on"}) {
        const auto* member = find_field(participant_fields(), name);
        json[name] = web::value_json(member->field, member->get(line.participant), house.rules);
    }
    for (const char* name : {"departs_on", "returns_on", "destination", "kind", "state", "archived_on"}) {
        const auto* member = find_field(booking_fields(), name);
        json[name] = web::value_json(member->field, member->get(line.head), house.rules);
    }
    json["customer"] = brief(line.customer);
    json["booked_for"] = brief(line.booked_for);
    return json;
}

Json cancellation_json(House& house, Transaction& transaction, const Actor& actor, const CancelledBooking& cancelled) {
    Briefs briefs(transaction, actor);
    Json charges = Json::array(), fees = Json::array();
    std::int64_t charge = 0;
    for (const auto& one : cancelled.charges) {
        auto json = row_json(house, charge_fields(), one);
        json["days"] = cancelled.days_left;
        charges.push_back(std::move(json));
        charge += one.amount;
    }
    for (const auto& fee : cancelled.after.fees)
        if (fee.id == 0) fees.push_back(sourced_json(house, briefs, fee_fields(), fee));
    const auto before = totals_of(cancelled.before), after = totals_of(cancelled.after);
    return {{"charges", std::move(charges)},
            {"charge", money(house, charge)},
            {"by_hand", cancelled.by_hand},
            {"before", totals_json(house, transaction, cancelled.before)},
            {"after", totals_json(house, transaction, cancelled.after)},
            {"commission_taken_back", money(house, before.commission - after.commission)},
            {"fees", std::move(fees)}};
}

Json issues_json(const std::vector<Issue>& issues, Language language) {
    Json list = Json::array();
    for (const auto& issue : issues)
        list.push_back({{"field", issue.field}, {"key", issue.key}, {"text", sentence(language, issue, "booking")}});
    return list;
}

NewValues values_in(const Json& body) {
    NewValues values;
    for (const auto& [name, value] : body.items()) values.emplace(name, web::value_of(value));
    return values;
}

Draft draft_in(const Json& body) {
    Draft draft;
    for (const auto& [name, value] : body.items()) {
        if (name == "take") {
            const auto family = value.value("family", Json());
            draft.take_family = family == "all";
            if (family.is_array()) draft.take_members = family.get<std::vector<std::int64_t>>();
        } else if (is_list(name)) {
            auto& rows = draft.lists[name];
            for (const auto& row : value) rows.push_back(row_in(row));
        } else if (name != "number") draft.head.emplace(name, web::value_of(value));
    }
    return draft;
}

}  // namespace kartei::bookings
