#include "modules/mailing/sendings_api.hpp"

#include <algorithm>

#include "base/event_access.hpp"
#include "jobs/job_title.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/mailing/carrier.hpp"
#include "modules/mailing/label_sheet.hpp"
#include "modules/mailing/mail_run.hpp"
#include "modules/mailing/sending_files.hpp"
#include "modules/mailing/template_letters.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::mailing {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

using Shared = std::shared_ptr<selections::Engine>;

constexpr const char* right = "sendings.send";
constexpr int most_listed = 100, on_page = 100;
constexpr std::size_t most_named = 200;

std::string reason_words(const std::string& reason, Language language) {
    for (const auto* before : {"mailing.left_out.", "sending.reason."})
        if (has_text(before + reason)) return text(language, before + reason);
    return reason;
}

Json named_json(const Dropped& one) { return {{"id", one.id}, {"number", one.number}, {"name", one.name}}; }

/// By reason, the most frequent first; of each some names.
Json dropped_json(const std::vector<Dropped>& dropped, Language language) {
    std::map<std::string, std::pair<std::int64_t, Json>> reasons;
    for (const auto& one : dropped) {
        auto& [count, named] = reasons.try_emplace(one.reason, 0, Json::array()).first->second;
        if (count++ < static_cast<std::int64_t>(most_named) && one.number != 0) named.push_back(named_json(one));
    }
    Json all = Json::array();
    for (const auto& [reason, found] : reasons)
        all.push_back({{"reason", reason},
                       {"words", reason_words(reason, language)},
                       {"count", found.first},
                       {"customers", found.second}});
    std::stable_sort(all.begin(), all.end(), [](const Json& a, const Json& b) { return a["count"] > b["count"]; });
    return all;
}

Result<Done> check_server(const Json& body) { return check_carrier(body.value("output", "")); }

Result<Answer> preview(House& house, selections::Engine& engine, const Request& request) {
    TRY(check_server(request.body));
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto found = TRY(preview_sending(house, transaction, engine, request.actor, request.body));
        Json unsaluted = Json::array(), warnings = Json::array();
        for (const auto& one : found.without_salutation)
            if (unsaluted.size() < most_named) unsaluted.push_back(named_json(one));
        for (const auto& [key, count] : found.warnings)
            warnings.push_back(
                {{"words", text(request.language, key, {{"letters", "…"}})}, {"count", std::stoll(count)}});
        for (const auto& [field, count] : found.missing) {
            const auto key = "customer." + field;
            warnings.push_back({{"words", text(request.language, "sending.missing_value",
                                               {{"field", has_text(key) ? text(request.language, key) : field}})},
                                {"count", count}});
        }
        if (found.without_office)
            warnings.push_back({{"words", text(request.language, "sending.without_office")}, {"count", found.going}});
        return Answer::ok({{"going", found.going},
                           {"dropped", dropped_json(found.dropped, request.language)},
                           {"without_salutation", std::move(unsaluted)},
                           {"without_salutation_count", found.without_salutation.size()},
                           {"warnings", std::move(warnings)}});
    });
}

Result<Answer> begin(House& house, jobs::Jobs& jobs, selections::Engine& engine, const Request& request) {
    TRY(check_server(request.body));
    std::optional<Sending> begun;
    auto answer = TRY(house.database.write([&](Transaction& transaction) {
        begun.reset();
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            begun = TRY(begin_sending(house, transaction, engine, request.actor, request.body));
            return Answer::created({{"id", begun->id}, {"job", 0}}, "/api/v1/sendings/" + std::to_string(begun->id));
        });
    }));
    if (begun) {
        answer.json["job"] = TRY(start_sending_job(house, jobs, request.actor, *begun));
        answer.text.reset();  // that one is kept for a request that comes again
    }
    return answer;
}

/// One's own, and with event-side criteria only who sees as much.
Result<Sending> seen(Transaction& transaction, const Request& request) {
    auto sending = find_sending(transaction, request.id());
    const bool own = sending && (sending->user_id == request.actor.user_id || request.actor.may("jobs.all"));
    if (!own || (!sending->events.empty() && !covers_event_access(request.actor, sending->events)))
        return refuse(RefusalKind::not_found, "error.no_such_sending");
    return std::move(*sending);
}

Result<Answer> list(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) {
        Json all = Json::array();
        const auto whose = request.actor.may("jobs.all") ? std::nullopt : std::optional(request.actor.user_id);
        for (const auto& one : sendings_of(transaction, whose, most_listed))
            if (one.events.empty() || covers_event_access(request.actor, one.events))
                all.push_back(sending_json(transaction, one, request.language));
        return Answer::ok({{"sendings", std::move(all)}});
    });
}

Result<Answer> read_one(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        return Answer::ok(sending_json(transaction, TRY(seen(transaction, request)), request.language));
    });
}

Result<Answer> recipients(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto sending = TRY(seen(transaction, request));
        Json all = Json::array();
        std::int64_t after = request.query_integer("after", 0);
        for (const auto& one : recipients_of(transaction, sending.id, request.query_text("state").value_or(""), after,
                                             on_page)) {
            after = one.id;
            const auto customer = customers::find_customer(transaction, one.customer);
            if (!customer || !customers::may_see(request.actor, *customer)) continue;
            all.push_back({{"id", one.customer},
                           {"number", customer->number.value_or(0)},
                           {"name", full_name(*customer)},
                           {"state", one.state},
                           {"state_words", text(request.language, "sending.state." + one.state)},
                           {"reason", one.reason.empty() ? Json() : Json(reason_words(one.reason, request.language))},
                           {"proof", one.proof.empty() ? Json() : Json::parse(one.proof)},
                           {"at", one.at.empty() ? Json() : Json(one.at)},
                           {"delivery", one.delivery.empty() ? Json() : Json(one.delivery)},
                           {"delivery_words", one.delivery.empty()
                                                  ? Json()
                                                  : Json(text(request.language, "sending.delivery." + one.delivery))}});
        }
        return Answer::ok({{"recipients", std::move(all)}, {"after", after}});
    });
}

std::vector<std::string> sheet_names() {
    std::vector<std::string> names;
    for (const auto& sheet : label_sheets()) names.emplace_back(sheet.name);
    return names;
}

Json asked_schema() {
    return schema::object({{"document", schema::anything()},
                           {"selection", schema::anything()},
                           {"customers", schema::array(schema::integer())},
                           {"output", schema::choice(output_names())},
                           {"purpose", schema::choice({"advertising", "contract", "information"})},
                           {"permission", schema::text(120)},
                           {"also_excluded", schema::boolean()},
                           {"once_per_address", schema::boolean()},
                           {"name", schema::text(120)},
                           {"subject", schema::text(200)},
                           {"text", schema::text(20000)},
                           {"template", schema::nullable(schema::integer())},
                           {"letter_file", schema::text(120)},
                           {"as_document", schema::boolean()},
                           {"form", schema::choice({"", "a", "b"})},
                           {"label_sheet", schema::choice(sheet_names())},
                           {"first_label", schema::integer()},
                           {"format", schema::choice({"csv", "xlsx"})},
                           {"card", schema::choice({"4.0", "3.0"})}},
                          {"output", "purpose"});
}

Json preview_schema() {
    const auto named = schema::object(
        {{"id", schema::integer()}, {"number", schema::integer()}, {"name", schema::text()}}, {"id", "number", "name"});
    const auto reason = schema::object({{"reason", schema::text()},
                                        {"words", schema::text()},
                                        {"count", schema::integer()},
                                        {"customers", schema::array(named)}},
                                       {"reason", "words", "count", "customers"});
    const auto warning =
        schema::object({{"words", schema::text()}, {"count", schema::integer()}}, {"words", "count"});
    return schema::object({{"going", schema::integer()},
                           {"dropped", schema::array(reason)},
                           {"without_salutation", schema::array(named)},
                           {"without_salutation_count", schema::integer()},
                           {"warnings", schema::array(warning)}},
                          {"going", "dropped", "without_salutation", "without_salutation_count", "warnings"});
}

Json recipients_schema() {
    const auto maybe = schema::nullable(schema::text());
    const auto one = schema::object({{"id", schema::integer()},
                                     {"number", schema::integer()},
                                     {"name", schema::text()},
                                     {"state", schema::text()},
                                     {"state_words", schema::text()},
                                     {"reason", maybe},
                                     {"proof", schema::anything()},
                                     {"at", schema::nullable(schema::instant())},
                                     {"delivery", maybe},
                                     {"delivery_words", maybe}},
                                    {"id", "number", "name", "state", "state_words", "reason", "proof", "at"});
    return schema::object({{"recipients", schema::array(one)}, {"after", schema::integer()}}, {"recipients", "after"});
}

Endpoint endpoint(Method method, const char* path, const char* name, const char* summary, web::AnswerDeclaration answer,
                  std::function<Result<Answer>(Request&)> handle) {
    Endpoint made{.method = method, .path = path, .name = name, .permission = right, .summary = summary};
    made.answers = {std::move(answer)};
    made.handle = std::move(handle);
    made.record = "sending";
    return made;
}

EndpointTable reading_endpoints(House& house) {
    auto of_recipients =
        endpoint(Method::get, "/sendings/{id}/recipients", "list_sending_recipients",
                 "Who got it and who did not, with the reason and the declaration that was the proof; a hundred at a "
                 "time, behind `after`.",
                 {200, "The recipients.", recipients_schema()},
                 [&house](Request& request) { return recipients(house, request); });
    of_recipients.parameters = {{"state", "Only these.",
                                 schema::choice({"waiting", "in_flight", "sent", "failed", "in_doubt", "cancelled",
                                                 "dropped"})},
                                {"after", "", schema::integer()}};
    return {endpoint(Method::get, "/sendings", "list_sendings", "The sendings of the caller, the newest first.",
                     {200, "The sendings.",
                      schema::object({{"sendings", schema::array(schema::reference("Sending"))}}, {"sendings"})},
                     [&house](Request& request) { return list(house, request); }),
            endpoint(Method::get, "/sendings/{id}", "get_sending",
                     "One sending with its manifest: what was asked, how many got it, how many did not and why.",
                     {200, "The sending.", schema::reference("Sending")},
                     [&house](Request& request) { return read_one(house, request); }),
            std::move(of_recipients)};
}

}  // namespace

Json started_schema() {
    return schema::object({{"id", schema::integer()}, {"job", schema::integer()}}, {"id", "job"});
}

namespace {

std::string file_name_of(House& house, const Sending& sending, const SendingOrder& order, Language language) {
    if (order.letter_file.empty()) return sending_file_name(house, order, language);
    return house.database.read([&](Transaction& transaction) {
        const auto waiting = counts_of(transaction, sending.id, false)["waiting"];
        return sending_file_name(house, order, language, ending_of_letters(house, transaction, order, waiting));
    });
}

}  // namespace

Result<std::int64_t> start_sending_job(House& house, jobs::Jobs& jobs, const Actor& actor, const Sending& sending) {
    const bool is_mail = goes_one_by_one(sending.output);
    const auto settings = stored_order(Json::parse(sending.settings));
    // Only a lifted exclusion lets hidden customers in; the file then is for those who see them.
    const bool names_hidden = settings.gate.lift_exclusions && settings.with_hidden;
    const jobs::Order order{"sending",
                            jobs::titled("sending.title", {{"output", "@sending.output." + sending.output},
                                                           {"name", sending.name}}),
                            actor.user_id, 0, std::string(right) + (names_hidden ? " customers.see_hidden" : ""),
                            sending.events};
    const auto name = is_mail ? "" : file_name_of(house, sending, settings, actor.language);
    auto job = jobs.start(order, [&house, id = sending.id, language = actor.language, is_mail,
                              name](jobs::Progress& progress) -> Result<jobs::Outcome> {
        if (is_mail) return jobs::Outcome{TRY(run_mail_sending(house, id, language, progress))};
        return jobs::Outcome{TRY(run_file_sending(house, id, progress.result_file(name), language, progress))};
    });
    if (!job) leave_sending(house, sending.id);  // no place for it now
    return job;
}

Json sending_json(Transaction& transaction, const Sending& sending, Language language) {
    auto json = counts_json(transaction, sending.id);
    json.erase("sending");
    Json dropped = Json::array();
    for (const auto& [reason, count] : counts_of(transaction, sending.id, true))
        dropped.push_back({{"reason", reason}, {"words", reason_words(reason, language)}, {"count", count}});
    return {{"id", sending.id},
            {"name", sending.name},
            {"output", sending.output},
            {"output_words", text(language, "sending.output." + sending.output)},
            {"purpose", sending.purpose},
            {"purpose_words", text(language, "sending.purpose." + sending.purpose)},
            {"permission", sending.permission.empty() ? Json() : Json(sending.permission)},
            {"made_at", sending.made_at},
            {"made_by", sending.user_name},
            {"finished_at", sending.finished_at.empty() ? Json() : Json(sending.finished_at)},
            {"state", sending.state},
            {"state_words", text(language, "sending.state." + sending.state)},
            {"change_event", sending.event},
            {"document", Json::parse(sending.document)},
            {"counts", std::move(json)},
            {"dropped", std::move(dropped)}};
}

EndpointTable sendings_endpoints(House& house, jobs::Jobs& jobs, Shared engine) {
    auto look =
        endpoint(Method::post, "/sendings/preview", "preview_sending",
                 "Whom a sending would reach: the members of a `document`, a saved `selection`, or `customers`, "
                 "as the gate decides for its channel and purpose; who is left out, by reason (J-183, J-191). "
                 "For advertising only who gave the `permission`.",
                 {200, "Who goes and who does not.", preview_schema()},
                 [&house, engine](Request& request) { return preview(house, *engine, request); });
    look.body_schema = asked_schema();
    auto start =
        endpoint(Method::post, "/sendings", "begin_sending",
                 "Sends to them: letters, labels or addresses as the file of a job, e-mails by the mail server. "
                 "Kept with everybody who got it or did not, and why; 409 when nobody takes part.",
                 {201, "The sending and its job (0: it was begun by an earlier request).", started_schema()},
                 [&house, &jobs, engine](Request& request) { return begin(house, jobs, *engine, request); });
    start.body_schema = asked_schema();
    start.precondition = Precondition::idempotency_key;
    EndpointTable table{std::move(look), std::move(start)};
    for (auto& one : reading_endpoints(house)) table.push_back(std::move(one));
    for (auto& one : mail_endpoints(house, jobs)) table.push_back(std::move(one));
    for (auto& one : sms_endpoints(house, jobs)) table.push_back(std::move(one));
    for (auto& one : letter_files_endpoints(house)) table.push_back(std::move(one));
    return table;
}

std::vector<web::NamedSchema> sendings_schemas() {
    const auto integer = schema::integer(), text = schema::text();
    const auto reason =
        schema::object({{"reason", text}, {"words", text}, {"count", integer}}, {"reason", "words", "count"});
    std::vector<std::pair<std::string, Json>> counts;
    std::vector<std::string> names;
    for (const char* name : {"waiting", "in_flight", "sent", "failed", "in_doubt", "cancelled", "dropped"})
        counts.emplace_back(name, integer), names.emplace_back(name);
    return {{"Sending", schema::object({{"id", integer},
                                        {"name", text},
                                        {"output", text},
                                        {"output_words", text},
                                        {"purpose", text},
                                        {"purpose_words", text},
                                        {"permission", schema::nullable(text)},
                                        {"made_at", schema::instant()},
                                        {"made_by", text},
                                        {"finished_at", schema::nullable(schema::instant())},
                                        {"state", text},
                                        {"state_words", text},
                                        {"change_event", integer},
                                        {"document", schema::anything()},
                                        {"counts", schema::object(counts, names)},
                                        {"dropped", schema::array(reason)}},
                                       {"id", "name", "output", "state", "counts", "dropped"})}};
}

}  // namespace kartei::mailing
