#include "modules/admission/admission_api.hpp"

#include <algorithm>

#include "modules/accounts/idempotent.hpp"
#include "modules/admission/scan_actions.hpp"
#include "modules/admission/scan_rules.hpp"
#include "modules/admission/scan_store.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/event_filter.hpp"
#include "modules/orders/order_line.hpp"
#include "modules/orders/order_store.hpp"
#include "modules/orders/sale_pricing.hpp"
#include "modules/parameters/module_switch.hpp"
#include "modules/parameters/parameter.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::admission {
namespace {

using namespace web::endpoint_names;
using namespace web::schema;
using orders::Ticket;
using sql::Transaction;

/// Event dates that a door chooses from: those of yesterday, and of the days to come.
constexpr std::chrono::hours days_back{24}, days_ahead{14 * 24};
constexpr int shown_scans = 20;

Json words(const std::string& text) { return text.empty() ? Json() : Json(text); }
Json instant_or_null(const std::optional<Instant>& at) { return at ? Json(write_instant(*at)) : Json(); }

Json place_json(const Ticket& ticket, const events::Names& types) {
    const auto type = types.find(ticket.ticket_type_id);
    return {{"ticket_type", type == types.end() ? Json() : Json(type->second)},
            {"entrance", words(ticket.entrance)}, {"section", words(ticket.section)},
            {"row", words(ticket.row)}, {"seat", words(ticket.seat)}};
}

Json scan_json(Transaction& transaction, const Scan& scan, Language language) {
    const auto answer = std::string(answer_of(scan.answer));
    Json json{{"id", scan.id},
              {"answer", answer},
              {"why", answer == "invalid" || answer == "not_open" ? Json(scan.answer) : Json()},
              {"text", text(language, "scan.answer." + scan.answer)},
              {"barcode", scan.barcode},
              {"scanned_at", scan.scanned_at},
              {"scanned_by", scan.user_name},
              {"entrance", words(scan.entrance)},
              {"undone", !scan.undone_at.empty()},
              {"ticket", Json()}};
    // Who sees the scans of a date does not see tickets of another that were held before its reader.
    const auto ticket = scan.ticket_id ? orders::find_ticket(transaction, scan.ticket_id) : std::nullopt;
    if (ticket && ticket->event_id == scan.event_id)
        json["ticket"] = place_json(*ticket, events::names_on_shelf(transaction, events::Shelf::ticket_type));
    return json;
}

/// What helps whoever stands there: where the ticket belongs, and when it came in.
Json scanned_json(Transaction& transaction, const Scanned& scanned, Language language) {
    auto json = scan_json(transaction, scanned.scan, language);
    json["earlier"] = Json();
    json["event"] = Json();
    if (!scanned.earlier_at.empty())
        json["earlier"] = {{"scanned_at", scanned.earlier_at}, {"scanned_by", words(scanned.earlier_by)},
                           {"entrance", words(scanned.earlier_entrance)}};
    if (!scanned.ticket) return json;
    if (const auto event = events::find_event(transaction, scanned.ticket->event_id))
        json["event"] = {{"id", event->id}, {"name", event->name}, {"starts_at", words(event->starts_at)},
                         {"hall", words(event->hall)}};
    return json;
}

std::int64_t event_in(const Json& body) {
    const auto found = body.find("event");
    return found == body.end() || found->is_null() ? 0 : found->get<std::int64_t>();
}

/// A reader sends line ends and blanks along.
std::string trimmed(std::string text) {
    const auto blank = [](unsigned char one) { return one <= ' '; };
    text.erase(std::find_if_not(text.rbegin(), text.rend(), blank).base(), text.end());
    text.erase(text.begin(), std::find_if_not(text.begin(), text.end(), blank));
    return text;
}

Result<Answer> scan_asked(House& house, const Request& request) {
    ScanOrder order{trimmed(request.body.at("barcode")), event_in(request.body), ""};
    if (const auto entrance = request.body.value("entrance", Json()); entrance.is_string()) order.entrance = entrance;
    const auto candidate = TRY(candidate_of(house, request.actor, order));
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto done = TRY(scan(house, transaction, request.actor, order, candidate));
            return Answer::created(scanned_json(transaction, done, request.language),
                                   "/api/v1/scans/" + std::to_string(done.scan.id));
        });
    });
}

Json date_json(House& house, Transaction& transaction, const events::Event& event) {
    const auto parameters = parameters::parameters_of(transaction);
    const auto doors = doors_of(event.starts_at, event.ends_at, parameters->integer("admission_minutes"),
                                parameters->integer("admission_closes_minutes"));
    const auto now = house.clock->now();
    const bool is_open = (!doors.opens || now >= *doors.opens) && (!doors.closes || now <= *doors.closes);
    const std::vector<std::int64_t> one{event.id};
    return {{"id", event.id}, {"code", event.code}, {"name", event.name}, {"hall", words(event.hall)},
            {"starts_at", words(event.starts_at)}, {"opens_at", instant_or_null(doors.opens)},
            {"closes_at", instant_or_null(doors.closes)}, {"is_open", is_open},
            {"entrances", entrances_of(transaction, event.id)},
            {"sold", orders::sales_of_events(transaction, one).front().sold}, {"came", came(transaction, event.id)}};
}

Result<Answer> dates(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto now = house.clock->now();
        const auto from = write_instant(now - days_back), to = write_instant(now + days_ahead);
        std::vector<events::Event> chosen;
        for (auto& [id, event] : events::events_of(transaction, request.actor))
            if (event.starts_at >= from && event.starts_at <= to) chosen.push_back(event);
        std::sort(chosen.begin(), chosen.end(), [](const events::Event& a, const events::Event& b) {
            return std::tie(a.starts_at, a.id) < std::tie(b.starts_at, b.id);
        });
        Json rows = Json::array();
        for (const auto& event : chosen) rows.push_back(date_json(house, transaction, event));
        return Answer::ok({{"rows", std::move(rows)}});
    });
}

Result<Answer> last(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto event = request.query_integer("event", 0);
        if (!orders::sees_event(transaction, request.actor, event))
            return refuse_field("event", "error.no_such_event");
        Json rows = Json::array();
        for (const auto& scan : last_scans(transaction, event, shown_scans))
            rows.push_back(scan_json(transaction, scan, request.language));
        const std::vector<std::int64_t> one{event};
        return Answer::ok({{"rows", std::move(rows)},
                           {"sold", orders::sales_of_events(transaction, one).front().sold},
                           {"came", came(transaction, event)}});
    });
}

Result<Answer> undo(House& house, const Request& request) {
    TRY(undo_scan(house, request.actor, request.id()));
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        return Answer::ok(scan_json(transaction, *find_scan(transaction, request.id()), request.language));
    });
}


EndpointTable all_endpoints(House& house) {
    const auto list = object({{"rows", array(reference("Scan"))}, {"sold", integer()}, {"came", integer()}},
                             {"rows", "sold", "came"});
    return {
        {Method::post, "/scans", "scan_ticket", "scans.scan",
         "A barcode at the door: valid (its holder is let in), already_scanned (when, by whom, at which entrance), "
         "wrong_event, wrong_entrance, not_open (too_early, too_late) or invalid (why: unknown, exchanged, deleted, "
         "refunded, unpaid, cancelled). Without an event date the ticket's own is meant. Of two at the same moment one "
         "comes in. Every scan is kept.",
         {}, object({{"barcode", web::schema::text(200)}, {"event", nullable(integer())},
                     {"entrance", nullable(web::schema::text(20))}},
                    {"barcode"}),
         {}, {{201, "What the door says.", reference("Scan")}}, Precondition::idempotency_key,
         [&house](Request& request) { return scan_asked(house, request); }, "scan"},
        {Method::get, "/scans", "list_last_scans", "scans.scan",
         "The last scans of an event date, newest first, and how many of those sold came in.",
         {{"event", "Id of the event date.", integer(), true}}, nullptr, {}, {{200, "Scans and counts.", list}}, {},
         [&house](Request& request) { return last(house, request); }, "scan"},
        {Method::get, "/scans/dates", "list_admission_dates", "scans.scan",
         "Event dates that a door chooses from, with their entrances, when they open and close, and counts.", {},
         nullptr, {},
         {{200, "Event dates by time.", object({{"rows", array(reference("AdmissionDate"))}}, {"rows"})}}, {},
         [&house](Request& request) { return dates(house, request); }},
        {Method::post, "/scans/{id}/undo", "undo_scan", "scans.undo",
         "Takes a mistaken scan back: its holder is outside again. 409 for one that let nobody in.", {}, nullptr, {},
         {{200, "The scan.", reference("Scan")}}, {}, [&house](Request& request) { return undo(house, request); },
         "scan"},
    };
}

}  // namespace

EndpointTable admission_endpoints(House& house) {
    // decisions.md 17, 25: where either module is switched off there is no door.
    return parameters::only_with_module(house, "admission",
                                        parameters::only_with_module(house, "venue", all_endpoints(house)));
}

std::vector<web::NamedSchema> admission_schemas() {
    const auto maybe = nullable(web::schema::text());
    const auto ticket = object({{"ticket_type", maybe}, {"entrance", maybe}, {"section", maybe}, {"row", maybe},
                                {"seat", maybe}});
    const auto earlier =
        object({{"scanned_at", instant()}, {"scanned_by", maybe}, {"entrance", maybe}}, {"scanned_at"});
    const auto event = object({{"id", integer()}, {"name", web::schema::text()}, {"starts_at", nullable(instant())},
                               {"hall", maybe}},
                              {"id", "name"});
    return {{"Scan", object({{"id", integer()},
                             {"answer", choice({"valid", "already_scanned", "wrong_event", "wrong_entrance", "not_open",
                                                "invalid"})},
                             {"why", maybe}, {"text", web::schema::text()}, {"barcode", web::schema::text()},
                             {"scanned_at", instant()}, {"scanned_by", web::schema::text()}, {"entrance", maybe},
                             {"undone", boolean()}, {"ticket", nullable(ticket)}, {"earlier", nullable(earlier)},
                             {"event", nullable(event)}},
                            {"id", "answer", "why", "text", "barcode", "scanned_at", "scanned_by", "undone"})},
            {"AdmissionDate", object({{"id", integer()}, {"code", web::schema::text()}, {"name", web::schema::text()},
                                      {"hall", maybe}, {"starts_at", nullable(instant())},
                                      {"opens_at", nullable(instant())}, {"closes_at", nullable(instant())},
                                      {"is_open", boolean()}, {"entrances", array(web::schema::text())},
                                      {"sold", integer()}, {"came", integer()}},
                                     {"id", "code", "name", "is_open", "entrances", "sold", "came"})}};
}

}  // namespace kartei::admission
