// The endpoints of the audit: what changed in the house, and the way back. Joined to the program's table by the
// program.
#pragma once

#include <functional>
#include <string>

#include "audit/reversal.hpp"
#include "jobs/jobs.hpp"
#include "web/endpoint.hpp"

namespace kartei::audit {

/// `jobs`: where large events are undone; null = at once, while the caller waits (tests, commands).
web::EndpointTable audit_endpoints(House& house, jobs::Jobs* jobs);
std::vector<web::NamedSchema> audit_schemas();

/// An event as every module answers it: {id, at, by, kind, summary, undone_by, undo_of, may_undo, changes}. `summary`
/// in the language asked for; `may_undo`: the actor has the right, and nobody has undone it.
web::Json event_json(const Event& event, const Actor& actor, Language language);

/// Events as a page, newest first: {events, cursor}; `cursor` is null when there are no more.
web::Json page_json(const std::vector<Event>& events, int limit, const Actor& actor, Language language);
web::Json page_schema();

/// What upper modules add to an event in the list of all changes: whom it concerns. Handed in by modules.
using EventNote = std::function<void(sql::Transaction&, const Actor&, const Touched&, web::Json& event)>;

/// Persons of whom an actor is told nothing: their values stand in no answer to him. Handed in by modules.
using MaySeePerson = std::function<bool(sql::Transaction&, const Actor&, std::int64_t person)>;

/// The parameters `cursor` and `limit` of lists of events.
std::vector<web::ParameterDeclaration> page_parameters();
std::int64_t cursor_of(const web::Request& request);
int limit_of(const web::Request& request);

/// The event's size above which it is undone as a job.
inline constexpr std::int64_t largest_immediate_reversal = 1000;

}  // namespace kartei::audit
