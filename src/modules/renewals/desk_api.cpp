#include <algorithm>

#include "base/money.hpp"
#include "base/texts.hpp"
#include "jobs/job_title.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/orders/order_store.hpp"
#include "modules/renewals/parked_money.hpp"
#include "modules/renewals/renewal_actions.hpp"
#include "modules/renewals/renewals_api.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::renewals {
namespace {

using namespace web::endpoint_names;
using namespace web::schema;
using sql::Transaction;

constexpr std::string_view right_to_run = "renewals.run";

Json pairs_json(Transaction& transaction, const Renewal& renewal) {
    const auto all = events::subscriptions(transaction);
    const auto name = [&](std::int64_t id) -> Json {
        const auto found = all.find(id);
        if (found == all.end()) return Json();
        return found->second.name + (found->second.season.empty() ? "" : " " + found->second.season);
    };
    Json pairs = Json::array();
    for (const auto& [from, to] : renewal.subscriptions())
        pairs.push_back({{"from", from}, {"from_name", name(from)}, {"to", to}, {"to_name", name(to)}});
    return pairs;
}

Json renewal_json(Transaction& transaction, const Renewal& renewal) {
    return {{"id", renewal.id}, {"version", renewal.version}, {"name", renewal.name},
            {"pairs", pairs_json(transaction, renewal)}};
}

Result<Answer> list(House& house) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        Json rows = Json::array();
        for (const auto& renewal : all_renewals(transaction)) rows.push_back(renewal_json(transaction, renewal));
        return Answer::ok({{"rows", std::move(rows)}});
    });
}

Result<Answer> begin(House& house, const Request& request) {
    std::vector<std::pair<std::int64_t, std::int64_t>> pairs;
    for (const auto& pair : request.body.at("pairs"))
        pairs.emplace_back(pair.at("from").get<std::int64_t>(), pair.at("to").get<std::int64_t>());
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto begun = TRY(begin_renewal(house, transaction, request.actor,
                                                 request.body.at("name").get<std::string>(), pairs));
            auto json = renewal_json(transaction, *find_renewal(transaction, begun.id));
            json["change_event"] = begun.event;
            return Answer::created(std::move(json), "/api/v1/renewals/" + std::to_string(begun.id));
        });
    });
}

Result<RenewalPlan> plan_of(House& house, Transaction& transaction, const Request& request) {
    const auto renewal = find_renewal(transaction, request.id());
    if (!renewal) return refuse(RefusalKind::not_found, "error.no_such_renewal");
    return plan_renewal(house, transaction, request.actor, *renewal);
}

Json counts_json(const Counts& counts) {
    return {{"all", counts.all},           {"open", counts.open},
            {"reserved", counts.reserved}, {"renewed", counts.renewed},
            {"sabbatical", counts.sabbatical}, {"given_up", counts.given_up},
            {"conflicts", counts.conflicts},   {"ready", counts.ready},
            {"wishes", counts.wishes},         {"granted", counts.granted}};
}

bool is_asked(const Line& line, const std::string& show) {
    if (show == "conflicts") return line.state == "open" && !line.conflicts.empty();
    if (show == "ready") return line.may_be_reserved();
    if (show == "wishes") return line.right.has_wish();
    return show == "all" || line.state == show;
}

/// A right that nothing was decided about yet has a version too: the first. If-Match knows no 0.
constexpr std::int64_t first_version = 1;
std::int64_t version_shown(const Entry& entry) { return first_version + (entry.id ? entry.version : 0); }

class Lines {
public:
    Lines(Transaction& transaction, const RenewalPlan& plan, Language language)
        : transaction_(transaction), plan_(plan), language_(language), all_(events::subscriptions(transaction)) {}

    Json json(const Line& line) {
        const auto& right = line.right;
        const auto& entry = line.entry;
        const bool is_done = line.state == "reserved" || line.state == "renewed";
        const auto order = entry.order_id ? orders::find_order(transaction_, entry.order_id) : std::nullopt;
        return {{"right", right.id},
                {"version", version_shown(entry)},
                {"right_version", right.version},
                {"customer", right.customer_id},
                {"customer_number", line.is_there ? Json(line.customer_number) : Json()},
                {"customer_name", line.customer_name},
                {"old_subscription", name_of(right.subscription_id)},
                {"old_seat", written(right.section, right.row, right.seat)},
                {"new_subscription", name_of(new_subscription(line))},
                {"new_seat", is_done ? Json(written(entry.section, entry.row, entry.seat)) : solved_seat(line)},
                {"wish", wish_words(right)},
                {"fall_back", right.fall_back},
                {"sits_with_others", right.sit_with != 0},
                {"conflicts", line.conflicts},
                {"decision", entry.decision},
                {"decided_seat", entry.decision == "seat" ? words(written(entry.section, entry.row, entry.seat)) : Json()},
                {"state", line.state},
                {"ready", line.may_be_reserved()},
                {"why", text(language_, line.why, line.why_parameters)},
                {"order", order ? Json(order->id) : Json()},
                {"order_number", order ? Json(order->number) : Json()}};
    }

private:
    std::string name_of(std::int64_t subscription) const {
        const auto found = all_.find(subscription);
        if (found == all_.end()) return "";
        return found->second.name + (found->second.season.empty() ? "" : " " + found->second.season);
    }
    std::int64_t new_subscription(const Line& line) const {
        if (line.entry.subscription_id) return line.entry.subscription_id;
        return line.solved.seat < 0 ? line.subscription_id : seat(line).subscription;
    }
    const SeatOffered& seat(const Line& line) const {
        return plan_.season.seats()[static_cast<std::size_t>(line.solved.seat)];
    }
    Json solved_seat(const Line& line) const {
        if (line.solved.seat < 0) return Json();
        return written(seat(line).section, seat(line).row, seat(line).seat);
    }
    Json wish_words(const SeatRight& right) const {
        if (!right.has_wish()) return Json();
        const auto seat = written(right.wish_section, right.wish_row, right.wish_seat);
        if (right.wish_subscription_id == 0) return seat;
        return name_of(right.wish_subscription_id) + (seat.empty() ? "" : ", " + seat);
    }

    Transaction& transaction_;
    const RenewalPlan& plan_;
    Language language_;
    std::unordered_map<std::int64_t, events::Subscription> all_;
};

/// Money that could pay what is reserved.
Json parked_on_holder(const House& house, Transaction& transaction, const Line& line) {
    const auto sum = line.state == "reserved" ? parked_of(transaction, line.right.customer_id).sum : 0;
    return sum > 0 ? Json(write_money(sum, house.rules.currency_digits)) : Json();
}

Result<Answer> lines(House& house, const Request& request) {
    const auto show = request.query_text("show").value_or("all");
    const auto offset = request.query_integer("offset", 0), limit = request.query_integer("limit", 100);
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto plan = TRY(plan_of(house, transaction, request));
        Lines shown(transaction, plan, request.language);
        Json rows = Json::array();
        std::int64_t count = 0;
        for (const auto& line : plan.lines) {
            if (!is_shown(line, request.actor) || !is_asked(line, show)) continue;
            if (count >= offset && count < offset + limit) {
                rows.push_back(shown.json(line));
                rows.back()["parked"] = parked_on_holder(house, transaction, line);
            }
            ++count;
        }
        auto json = renewal_json(transaction, plan.renewal);
        json["counts"] = counts_json(counts_of(plan, request.actor));
        json["count"] = count;
        json["rows"] = std::move(rows);
        return Answer::ok(std::move(json));
    });
}

Result<Answer> decide_asked(House& house, const Request& request) {
    const auto& body = request.body;
    const auto word = [&](const char* name) {
        return body.contains(name) && body[name].is_string() ? body[name].get<std::string>() : std::string();
    };
    const Decision decision{word("decision"), word("section"), word("row"), word("seat")};
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        const auto right = request.id("right_id");
        const auto event = TRY(decide(house, transaction, request.actor, request.id(), right,
                                      *request.version - first_version, decision));
        const auto plan = TRY(plan_of(house, transaction, request));
        for (const auto& line : plan.lines)
            if (line.right.id == right) {
                auto json = Lines(transaction, plan, request.language).json(line);
                json["change_event"] = event;
                return Answer::ok(std::move(json));
            }
        return refuse(RefusalKind::not_found, "error.no_such_seat_right");
    });
}

Json reserved_json(const Reserved& done) {
    return {{"change_event", done.event ? Json(done.event) : Json()}, {"rights", done.rights},
            {"orders", done.orders}, {"tickets", done.tickets}, {"along", done.along}, {"left", done.left}};
}

Result<Answer> reserve_asked(House& house, jobs::Jobs& jobs, const Request& request) {
    ReserveOrder order;
    order.renewal = request.id();
    order.rights = request.body.value("rights", std::vector<std::int64_t>{});
    if (const auto expires = request.body.find("expires_at"); expires != request.body.end() && !expires->is_null()) {
        const auto instant = read_instant(expires->get<std::string>(), house.rules.time_zone);
        if (!instant) return refuse_field("expires_at", instant.refusal().issues.front().key);
        order.expires_at = write_instant(*instant);
    }
    const auto renewal =
        house.database.read([&](Transaction& transaction) { return find_renewal(transaction, order.renewal); });
    if (!renewal) return refuse(RefusalKind::not_found, "error.no_such_renewal");
    const jobs::Order job{"renewal", jobs::titled("renewals.job", {{"name", renewal->name}}), request.actor.user_id, 0,
                          std::string(right_to_run)};
    const auto actor = request.actor;
    const auto id = TRY(jobs.start(job, [&house, actor, order](jobs::Progress& progress) -> Result<jobs::Outcome> {
        return jobs::Outcome{reserved_json(TRY(reserve(house, actor, order, &progress)))};
    }));
    return Answer::accepted({{"id", id}}, "/api/v1/jobs/" + std::to_string(id));
}

Json counts_schema() {
    return object({{"all", integer()}, {"open", integer()}, {"reserved", integer()}, {"renewed", integer()},
                   {"sabbatical", integer()}, {"given_up", integer()}, {"conflicts", integer()}, {"ready", integer()},
                   {"wishes", integer()}, {"granted", integer()}});
}

std::vector<std::pair<std::string, Json>> renewal_members() {
    const auto maybe = nullable(text());
    const auto pair = object({{"from", integer()}, {"from_name", maybe}, {"to", integer()}, {"to_name", maybe}},
                             {"from", "to"});
    return {{"id", integer()}, {"version", integer()}, {"name", text()}, {"pairs", array(pair)}};
}

Json renewal_schema(std::vector<std::pair<std::string, Json>> more = {}) {
    auto members = renewal_members();
    members.emplace_back("change_event", nullable(integer()));
    for (auto& member : more) members.push_back(std::move(member));
    return object(std::move(members), {"id", "version", "name", "pairs"});
}

Endpoint lines_endpoint(House& house) {
    const std::vector<std::string> shows{"all",      "open",    "conflicts",  "ready",   "wishes",
                                         "reserved", "renewed", "sabbatical", "given_up"};
    Endpoint endpoint{Method::get, "/renewals/{id}/rights", "list_renewal_rights", std::string(right_to_run),
                      "The rights of a renewal in the order of priority with old seat, new seat, what is in the way, "
                      "wish, decision and a sentence that says why: all wishes are solved at once, and nobody loses a "
                      "seat he did not give up. Nothing is written; counts are of the whole renewal."};
    endpoint.parameters = {{"show", "which of them", choice(shows)},
                           {"offset", "first row", integer()},
                           {"limit", "rows, at most 500", {{"type", "integer"}, {"minimum", 0}, {"maximum", 500}}}};
    endpoint.answers = {{200, "Rights",
                         renewal_schema({{"counts", counts_schema()}, {"count", integer()},
                                         {"rows", array(reference("RenewalLine"))}})}};
    endpoint.handle = [&house](Request& request) { return lines(house, request); };
    return endpoint;
}

}  // namespace

web::NamedSchema renewal_line_schema() {
    const auto maybe = nullable(text());
    return {"RenewalLine",
            object({{"right", integer()}, {"version", integer()}, {"right_version", integer()}, {"customer", integer()},
                    {"customer_number", nullable(integer())}, {"customer_name", text()}, {"old_subscription", text()},
                    {"old_seat", text()}, {"new_subscription", text()}, {"new_seat", maybe}, {"wish", maybe},
                    {"fall_back", text()}, {"sits_with_others", boolean()}, {"conflicts", array(text())},
                    {"decision", text()}, {"decided_seat", maybe}, {"state", text()}, {"ready", boolean()},
                    {"why", text()}, {"order", nullable(integer())}, {"order_number", maybe},
                    {"parked", nullable(money())},
                    {"change_event", nullable(integer())}},
                   {"right", "version", "customer", "customer_name", "old_seat", "conflicts", "decision", "state",
                    "ready", "why"})};
}

web::EndpointTable desk_endpoints(House& house, jobs::Jobs& jobs) {
    const std::string right(right_to_run);
    const auto pair = object({{"from", integer()}, {"to", integer()}}, {"from", "to"});
    const auto decisions = choice({"solve", "keep", "seat", "wait", "sabbatical", "give_up"});
    const auto place = nullable(text(20));
    return {
        {Method::get, "/renewals", "list_renewals", right, "Renewals, the newest first.", {}, nullptr, {},
         {{200, "Renewals", object({{"rows", array(renewal_schema())}}, {"rows"})}}, {},
         [&house](Request&) { return list(house); }},
        {Method::post, "/renewals", "begin_renewal", right,
         "Begins a renewal from old subscriptions to new ones, several at once; the new ones have their event dates.",
         {}, object({{"name", text(80)}, {"pairs", array(pair)}}, {"name", "pairs"}), {},
         {{201, "The renewal", renewal_schema()}}, Precondition::idempotency_key,
         [&house](Request& request) { return begin(house, request); }, "renewal"},
        lines_endpoint(house),
        {Method::put, "/renewals/{id}/rights/{right_id}", "decide_renewal_right", right,
         "What the desk decides about a right: as solved, keep the seat, this seat, wait, sabbatical, give up. Version "
         "0: nothing was decided yet.",
         {}, object({{"decision", decisions}, {"section", place}, {"row", place}, {"seat", place}}, {"decision"}), {},
         {{200, "The right", reference("RenewalLine")}}, Precondition::if_match,
         [&house](Request& request) { return decide_asked(house, request); }, "renewal_entry"},
        {Method::post, "/renewals/{id}/reservations", "reserve_renewal", right,
         "Reserves rights as solved, all that can be when none is named, as orders of their holders, as a job; undoing "
         "its change event frees every seat. Those whose seats are part of the same exchange come along. Run again it "
         "reserves nothing twice.",
         {}, object({{"rights", array(integer())}, {"expires_at", nullable(text(40))}}), {},
         {{202, "The job", object({{"id", integer()}}, {"id"})}}, Precondition::idempotency_key,
         [&house, &jobs](Request& request) { return reserve_asked(house, jobs, request); }, "renewal"},
    };
}

web::EndpointTable renewals_endpoints(House& house, jobs::Jobs& jobs) {
    web::EndpointTable all = desk_endpoints(house, jobs);
    for (auto* part : {seat_rights_endpoints, subscriptions_endpoints, parked_money_endpoints})
        for (auto& endpoint : part(house)) all.push_back(std::move(endpoint));
    return all;
}

std::vector<web::NamedSchema> renewals_schemas() { return {seat_right_schema(), renewal_line_schema()}; }

}  // namespace kartei::renewals
