#include "audit/audit_api.hpp"

#include <charconv>
#include <map>

#include "audit/concerned.hpp"
#include "audit/sensitive.hpp"
#include "audit/undo_run.hpp"
#include "base/module.hpp"
#include "jobs/job_title.hpp"
#include "web/endpoint_names.hpp"
#include "web/problem.hpp"

namespace kartei::audit {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

constexpr int most_changes = 500;

Json text_or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(nullptr); }

Json change_json(const FieldChange& change) {
    return {{"record", change.record},
            {"id", change.record_id},
            {"last_id", change.last_record_id},
            {"operation", change.operation},
            {"field", change.field},
            {"before", change.operation == "deleted" ? Json(nullptr) : text_or_null(shown(change, change.before))},
            {"after", text_or_null(shown(change, change.after))},
            {"erased", change.erased}};
}

Json conflicts_json(const std::vector<Conflict>& conflicts, Language language) {
    Json list = Json::array();
    for (const auto& conflict : conflicts)
        list.push_back({{"record", conflict.record},
                        {"id", conflict.id},
                        {"field", conflict.field},
                        {"expected", conflict.expected},
                        {"found", conflict.field.empty() ? text(language, conflict.found) : conflict.found}});
    return list;
}

bool may_undo(const Actor& actor, const Event& event) {
    return actor.may("changes.undo") && (event.user_id == actor.user_id || actor.may("changes.undo_others"));
}

Result<Answer> list_events(House& house, const Request& request) {
    const auto limit = limit_of(request);
    return house.database.read([&](Transaction& transaction) {
        auto page = page_json(events(transaction, cursor_of(request), limit), limit, request.actor, request.language);
        for (auto& event : page["events"])
            if (const auto touched = first_touched(transaction, event.at("id")))
                for (const auto& note : handed_in<EventNote>()) note(transaction, request.actor, *touched, event);
        return Answer::ok(std::move(page));
    });
}

/// Values of persons whom the actor may not see.
void conceal(Transaction& transaction, const Actor& actor, Event& event) {
    std::map<std::int64_t, bool> seen;
    for (auto& change : event.changes) {
        if (change.person == 0) continue;
        const auto [known, fresh] = seen.try_emplace(change.person, true);
        if (fresh) known->second = may_see_person(transaction, actor, change.person);
        if (!known->second) change.before.reset(), change.after.reset();
    }
}

Result<Answer> get_event(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        auto event = find_event(house, transaction, request.id(), most_changes);
        if (!event) return refuse(RefusalKind::not_found, "error.no_such_change");
        conceal(transaction, request.actor, *event);
        auto json = event_json(*event, request.actor, request.language);
        if (!may_see_all_of(transaction, request.actor, event->id) ||
            !right_missing_to_undo(transaction, request.actor, event->id).empty() ||
            (!request.actor.may("sensitive.change") && changes_sensitive(transaction, event->id)))
            json["may_undo"] = false;
        json["records"] = scope_of_event(transaction, event->id).records();
        if (const auto touched = first_touched(transaction, event->id))
            for (const auto& note : handed_in<EventNote>()) note(transaction, request.actor, *touched, json);
        return Answer::ok(std::move(json));
    });
}

/// What is known of a change before it is taken back.
struct Asked {
    std::optional<Event> event;
    Scope scope;
    bool touches_sensitive = false;
    bool is_seen = false;  ///< the asker may see all whom it concerns
    std::string missing;   ///< a right that he lacks for it
    bool cut_off = false;  ///< an undo of it was cut off, and whoever asks brings it to its end
};

Asked asked_for(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) {
        return Asked{find_event(house, transaction, request.id(), 1), scope_of_event(transaction, request.id()),
                     changes_sensitive(transaction, request.id()),
                     may_see_all_of(transaction, request.actor, request.id()),
                     right_missing_to_undo(transaction, request.actor, request.id()),
                     undo_run_of(transaction, request.id()).has_value()};
    });
}

/// The preview tells what stands there now: it takes the rights of the undo itself.
Result<Done> reversible_by(const Asked& asked, const Actor& actor) {
    if (!asked.event) return refuse(RefusalKind::not_found, "error.no_such_change");
    if (!may_undo(actor, *asked.event)) return refuse(RefusalKind::forbidden, "error.not_your_change");
    if (!asked.is_seen) return refuse(RefusalKind::forbidden, "error.undo_of_what_is_not_seen");
    if (asked.touches_sensitive && !actor.may("sensitive.change"))
        return refuse(RefusalKind::forbidden, "error.permission", {{"permission", "sensitive.change"}});
    if (!asked.missing.empty())
        return refuse(RefusalKind::forbidden, "error.permission", {{"permission", asked.missing}});
    if (asked.event->reversed_by && !asked.cut_off) return refuse(RefusalKind::conflict, "error.already_undone");
    return Done{};
}

std::optional<std::int64_t> confirmed_in(const Request& request) {
    if (!request.query_text("confirm")) return std::nullopt;
    return request.query_integer("confirm", 0);
}

/// What stands against it is looked for only where that takes no time; the undo itself looks in any case.
Result<Answer> preview_reversal(House& house, const Request& request) {
    const auto asked = asked_for(house, request);
    TRY(reversible_by(asked, request.actor));
    const auto& scope = asked.scope;
    Json parts = Json::array();
    for (const auto& line : scope.in_words(request.language)) parts.push_back(line);
    // One that was cut off is not looked at again: what went back already would stand against itself.
    const auto conflicts = asked.cut_off || scope.records() > largest_immediate_reversal
                               ? std::vector<Conflict>()
                               : TRY(conflicts_of_reversal(house, request.id()));
    return Answer::ok({{"records", scope.records()},
                       {"parts", parts},
                       {"needs_count", scope.records() > most_unconfirmed_records},
                       {"summary", text(request.language, "change." + asked.event->kind)},
                       {"conflicts", conflicts_json(conflicts, request.language)}});
}

/// Undoes a large event in the background.
Result<Answer> start_reversal(House& house, jobs::Jobs& jobs, const Request& request, std::int64_t size) {
    jobs::Order order{"reversal", jobs::titled("change.reversal"), request.actor.user_id, size, "changes.undo"};
    const auto work = [&house, actor = request.actor, event = request.id(),
                       language = request.language](jobs::Progress& progress) -> Result<jobs::Outcome> {
        progress.begin_phase("change.reversal");
        auto reversed = TRY(reverse_event(house, actor, event, false, [&](std::int64_t done, std::int64_t total) {
            progress.set_total(total);
            progress.set_done(done);
            // From the first record on it is too late for a change of mind: a half undo is worse than one to be undone.
            return done == 0 ? !progress.is_cancelled() : !progress.must_stop();
        }));
        // Nothing was undone then: the job has failed, whatever way it is looked at.
        if (reversed.event == 0) return refusal_of(reversed.conflicts);
        return jobs::Outcome{
            {{"change_event", reversed.event}, {"conflicts", conflicts_json(reversed.conflicts, language)}}};
    };
    const auto id = TRY(jobs.start(order, work));
    return Answer::accepted({{"job", id}}, "/api/v1/jobs/" + std::to_string(id));
}

Result<Answer> reverse(House& house, jobs::Jobs* jobs, const Request& request) {
    const auto asked = asked_for(house, request);
    TRY(reversible_by(asked, request.actor));
    // What goes on was confirmed when it began.
    if (!asked.cut_off) TRY(confirm_scope(asked.scope, confirmed_in(request)));
    const auto records = asked.scope.records();
    if (jobs && records > largest_immediate_reversal) return start_reversal(house, *jobs, request, records);
    const auto reversed = TRY(reverse_event(house, request.actor, request.id()));
    if (reversed.event == 0)
        return web::problem(refusal_of(reversed.conflicts), request.language,
                            {{"conflicts", conflicts_json(reversed.conflicts, request.language)}});
    return Answer::ok(
        {{"change_event", reversed.event}, {"conflicts", conflicts_json(reversed.conflicts, request.language)}});
}

Json conflict_schema() {
    return schema::object({{"record", schema::text()},
                           {"id", schema::integer()},
                           {"field", schema::text()},
                           {"expected", schema::text()},
                           {"found", schema::text()}},
                          {"record", "id", "field", "expected", "found"});
}

Json change_schema() {
    const auto text = schema::nullable(schema::text());
    return schema::object({{"record", schema::text()},
                           {"id", schema::integer()},
                           {"last_id", schema::integer()},
                           {"operation", schema::choice({"created", "changed", "deleted"})},
                           {"field", schema::text()},
                           {"before", text},
                           {"after", text},
                           {"erased", schema::boolean()}},
                          {"record", "id", "last_id", "operation", "field", "before", "after", "erased"});
}

Json event_schema() {
    const auto customer = schema::object(
        {{"id", schema::integer()}, {"number", schema::integer()}, {"name", schema::text()}}, {"id", "number", "name"});
    const auto id = schema::nullable(schema::integer());
    return schema::object({{"id", schema::integer()},
                           {"at", schema::instant()},
                           {"by", schema::text()},
                           {"kind", schema::text()},
                           {"summary", schema::text()},
                           {"subject", schema::nullable(schema::text())},
                           {"undone_by", id},
                           {"undo_of", id},
                           {"may_undo", schema::boolean()},
                           {"changes", schema::array(schema::reference("Change"))},
                           {"customer", customer},
                           {"records", schema::integer()}},
                          {"id", "at", "by", "kind", "summary", "undone_by", "undo_of", "may_undo", "changes"});
}

}  // namespace

Json event_json(const Event& event, const Actor& actor, Language language) {
    Json changes = Json::array();
    for (const auto& change : event.changes) changes.push_back(change_json(change));
    const auto by = event.operating_system_user.empty() ? event.user_name
                                                        : event.user_name + " (" + event.operating_system_user + ")";
    return {
        {"id", event.id},
        {"at", event.at},
        {"by", by},
        {"kind", event.kind},
        {"summary", text(language, "change." + event.kind)},
        {"subject", event.subject.empty() ? Json(nullptr) : Json(event.subject)},
        {"undone_by", event.reversed_by ? Json(*event.reversed_by) : Json(nullptr)},
        {"undo_of", event.reverses ? Json(*event.reverses) : Json(nullptr)},
        {"may_undo", !event.reversed_by && may_undo(actor, event) && right_missing_to_undo(actor, event.kind).empty()},
        {"changes", std::move(changes)}};
}

Json page_json(const std::vector<Event>& events, int limit, const Actor& actor, Language language) {
    Json page{{"events", Json::array()}, {"cursor", nullptr}};
    for (const auto& event : events) page["events"].push_back(event_json(event, actor, language));
    if (static_cast<int>(events.size()) == limit) page["cursor"] = std::to_string(events.back().id);
    return page;
}

Json page_schema() {
    return schema::object(
        {{"events", schema::array(schema::reference("ChangeEvent"))}, {"cursor", schema::nullable(schema::text())}},
        {"events", "cursor"});
}

std::vector<web::ParameterDeclaration> page_parameters() {
    Json limit = schema::integer();
    limit["minimum"] = 1;
    limit["maximum"] = 200;
    return {{"cursor", "Where the last page ended.", schema::text(20)},
            {"limit", "Events on a page; 50 when not given.", limit}};
}

std::int64_t cursor_of(const Request& request) {
    const auto text = request.query_text("cursor").value_or("");
    std::int64_t cursor = 0;
    std::from_chars(text.data(), text.data() + text.size(), cursor);
    return cursor;
}

int limit_of(const Request& request) { return static_cast<int>(request.query_integer("limit", 50)); }

web::EndpointTable audit_endpoints(House& house, jobs::Jobs* jobs) {
    const auto undone = schema::object(
        {{"change_event", schema::integer()}, {"conflicts", schema::array(schema::reference("Conflict"))}},
        {"change_event", "conflicts"});
    return {
        {Method::get,
         "/change-events",
         "list_change_events",
         "audit.read",
         "All changes in the house, newest first, without their single fields.",
         page_parameters(),
         nullptr,
         {},
         {{200, "A page of changes.", page_schema()}},
         {},
         [&house](Request& request) { return list_events(house, request); }},
        {Method::get,
         "/change-events/{id}",
         "get_change_event",
         "audit.read",
         "One change with its fields (at most 500, the last ones first) and how many records it concerns.",
         {},
         nullptr,
         {},
         {{200, "The change.", schema::reference("ChangeEvent")}},
         {},
         [&house](Request& request) { return get_event(house, request); }},
        {Method::get,
         "/change-events/{id}/reversal",
         "preview_reversal",
         "changes.undo",
         "What undoing a change would take back: how many records, of which kinds (in words), whether their count must "
         "be sent, and what was changed since (looked for in changes of at most 1000 records).",
         {},
         nullptr,
         {},
         {{200, "The scope.",
           schema::object({{"records", schema::integer()},
                           {"parts", schema::array(schema::text())},
                           {"needs_count", schema::boolean()},
                           {"summary", schema::text()},
                           {"conflicts", schema::array(schema::reference("Conflict"))}},
                          {"records", "parts", "needs_count", "summary", "conflicts"})}},
         {},
         [&house](Request& request) { return preview_reversal(house, request); }},
        {Method::post,
         "/change-events/{id}/reversal",
         "reverse_change_event",
         "changes.undo",
         "Undoes a change, as a new change. What was changed since is a conflict: 409 with `conflicts`, and nothing is "
         "done. Other users' "
         "changes need the right changes.undo_others. A change of more than 100 records is undone only with its count "
         "as "
         "`confirm`; of more than 1000 records as a job (202), which fails when something was changed since.",
         {{"confirm", "How many records the undo takes back, as the preview says.", schema::integer()}},
         nullptr,
         {},
         {{200, "Undone by this event.", undone},
          {202, "A job undoes it.", schema::object({{"job", schema::integer()}}, {"job"})}},
         {},
         [&house, jobs](Request& request) { return reverse(house, jobs, request); }},
    };
}

std::vector<web::NamedSchema> audit_schemas() {
    return {{"Conflict", conflict_schema()}, {"Change", change_schema()}, {"ChangeEvent", event_schema()}};
}

}  // namespace kartei::audit
