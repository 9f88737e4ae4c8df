// The jobs over HTTP: a user's own, or everybody's with the right jobs.all. Stands in this module because the room
// `jobs` knows no web, and because who may see what is decided here.
#include <filesystem>
#include <sstream>

#include "base/event_access.hpp"
#include "modules/accounts/account_json.hpp"
#include "modules/accounts/accounts_api.hpp"
#include "web/endpoint_names.hpp"
#include "web/event_stream.hpp"

namespace kartei::accounts {

using jobs::Job;
using jobs::Jobs;
using web::EventStream;
using namespace web::endpoint_names;

namespace {

bool is_own(const Actor& actor, const Job& job) { return job.user_id == actor.user_id; }

bool may_see(const Actor& actor, const Job& job) { return is_own(actor, job) || actor.may("jobs.all"); }

/// All of the rights that are named, with blanks between.
bool may_all(const Actor& actor, std::string_view rights) {
    std::istringstream names{std::string(rights)};
    for (std::string name; names >> name;)
        if (!actor.may(name)) return false;
    return true;
}

/// What a job brought out takes the right to it now, not only when it was ordered; that of another's import takes the
/// right to others' imports as well.
bool may_have_result(const Actor& actor, const Job& job) {
    return may_see(actor, job) && may_all(actor, job.permission) &&
           covers_event_access(actor, job.events) &&
           (job.kind != "import" || is_own(actor, job) || actor.may("imports.all"));
}

/// The job as this user reads it.
Json shown(Job job, const Request& request) {
    if (!may_have_result(request.actor, job)) job.result.clear(), job.problem.clear(), job.file_name.clear();
    return as_json(job, request.language);
}

std::string as_event(const jobs::Event& event, Language language) {
    Json told = {{"id", event.job.id}, {"state", jobs::state_name(event.job.state)}};
    if (event.name == "progress") {
        told["done"] = event.job.done;
        told["total"] = event.job.total;
        told["phase"] = event.job.phase.empty() ? std::string() : text(language, event.job.phase);
    }
    return EventStream::event(event.name, told.dump(), std::to_string(event.number));
}

/// The open streams, so that those of a user whose session ended are closed at once.
class JobStreams {
public:
    explicit JobStreams(Jobs& jobs) : jobs_(jobs) {}

    std::shared_ptr<EventStream> open(const Actor& actor, Language language, std::optional<std::int64_t> last_seen,
                                      std::function<bool()> trusted) {
        forget_closed();
        auto stream = std::make_shared<EventStream>();
        stream->trust_while(std::move(trusted));
        stream->push("retry: 2000\n\n");
        const auto listener = jobs_.listen(last_seen, [=](const jobs::Event& event) {
            if (!may_see(actor, event.job)) return;
            stream->push(as_event(event, language));
        });
        std::lock_guard guard(mutex_);
        open_.push_back({stream, actor.user_id, listener});
        return stream;
    }

    void close(std::int64_t user_id) {
        std::lock_guard guard(mutex_);
        for (const auto& open : open_)
            if (open.user_id == user_id) open.stream->close();
    }

private:
    struct Open {
        std::shared_ptr<EventStream> stream;
        std::int64_t user_id, listener;
    };

    void forget_closed() {
        std::lock_guard guard(mutex_);
        std::erase_if(open_, [&](const Open& open) {
            if (!open.stream->is_closed()) return false;
            jobs_.end_listening(open.listener);
            return true;
        });
    }

    Jobs& jobs_;
    std::mutex mutex_;
    std::vector<Open> open_;
};

Result<Job> visible_job(Jobs& jobs, const Request& request) {
    auto job = jobs.find(request.id());
    // Whether another's job exists is nobody's business.
    if (!job || !may_see(request.actor, *job)) return refuse(RefusalKind::not_found, "error.no_such_job");
    return *job;
}

Result<Answer> list(Jobs& jobs, const Request& request) {
    const auto whose = request.actor.may("jobs.all") ? std::nullopt : std::optional(request.actor.user_id);
    Json list = Json::array();
    for (const auto& job : jobs.list(whose, static_cast<int>(request.query_integer("limit", 50))))
        list.push_back(shown(job, request));
    return Answer::ok({{"jobs", list}});
}

std::string media_type_of(const std::string& file_name) {
    if (file_name.ends_with(".csv")) return "text/csv";
    if (file_name.ends_with(".xlsx")) return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    if (file_name.ends_with(".json")) return "application/json";
    return "application/octet-stream";
}

Result<Answer> result_file(Jobs& jobs, const Request& request) {
    const auto job = TRY(visible_job(jobs, request));
    if (!may_have_result(request.actor, job)) return refuse(RefusalKind::forbidden, "error.no_right_to_result");
    std::error_code ignored;
    if (job.state != jobs::State::done || job.file_path.empty() || !std::filesystem::exists(job.file_path, ignored))
        return refuse(RefusalKind::not_found, "error.no_result_file");
    Answer answer;
    answer.file = job.file_path;
    answer.file_name = job.file_name;
    answer.media_type = media_type_of(job.file_name);
    return answer;
}

/// The session may have ended, and rights may have gone, on another server of the house.
std::function<bool()> trust_in(Sessions& sessions, const Request& request) {
    if (request.session_token.empty()) return [] { return true; };  // the local socket
    return [&sessions, token = request.session_token, sees_all = request.actor.may("jobs.all")] {
        const auto actor = sessions.actor_of(token, false);
        return actor && (!sees_all || actor->may("jobs.all"));
    };
}

std::optional<std::int64_t> last_event(const Request& request) {
    const auto found = request.headers.find("last-event-id");
    if (found == request.headers.end() || found->second.empty() || found->second.size() > 18) return std::nullopt;
    if (found->second.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    return std::stoll(found->second);
}

std::vector<web::AnswerDeclaration> file_answers() {
    std::vector<web::AnswerDeclaration> answers;
    for (const auto* ending : {".csv", ".xlsx", ".json", ""})
        answers.push_back({200, "The file.",
                           ending == std::string_view(".json") ? web::schema::anything() : Json(nullptr),
                           media_type_of(ending)});
    return answers;
}

Endpoint list_jobs_endpoint(Jobs& jobs) {
    const Json limit = {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}};
    return {
        .method = Method::get,
        .path = "/jobs",
        .name = "list_jobs",
        .permission = "signed_in",
        .summary = "The user's jobs, newest first; with the right jobs.all everybody's.",
        .parameters = {{"limit", "At most so many; 50 without.", limit}},
        .answers = {{200, "The jobs.", schema::object({{"jobs", schema::array(schema::reference("Job"))}}, {"jobs"})}},
        .handle = [&](Request& request) { return list(jobs, request); }};
}

Endpoint get_job_endpoint(Jobs& jobs) {
    return {.method = Method::get,
            .path = "/jobs/{id}",
            .name = "get_job",
            .permission = "signed_in",
            .summary = "One job.",
            .answers = {{200, "The job.", schema::reference("Job")}},
            .handle = [&](Request& request) -> Result<Answer> {
                return Answer::ok(shown(TRY(visible_job(jobs, request)), request));
            }};
}

Endpoint cancel_job_endpoint(Jobs& jobs) {
    return {.method = Method::del,
            .path = "/jobs/{id}",
            .name = "cancel_job",
            .permission = "signed_in",
            .summary = "Asks a job to stop. Nothing happens when it is over.",
            .answers = {{204, "Asked.", nullptr}},
            .handle = [&](Request& request) -> Result<Answer> {
                jobs.cancel(TRY(visible_job(jobs, request)).id);
                return Answer::nothing();
            }};
}

Endpoint job_result_endpoint(Jobs& jobs) {
    return {.method = Method::get,
            .path = "/jobs/{id}/result",
            .name = "get_job_result",
            .permission = "signed_in",
            .summary =
                "The file that a job made, for seven days, for whoever has the right to make it now (403). 404 when it "
                "made none, or it is gone.",
            .answers = file_answers(),
            .handle = [&](Request& request) { return result_file(jobs, request); }};
}

Endpoint stream_endpoint(Jobs& jobs, Sessions& sessions) {
    auto streams = std::make_shared<JobStreams>(jobs);
    sessions.when_ended([weak = std::weak_ptr(streams)](std::int64_t user_id) {
        if (auto held = weak.lock()) held->close(user_id);
    });
    return {.method = Method::get,
            .path = "/jobs/stream",
            .name = "stream_jobs",
            .permission = "signed_in",
            .summary =
                "Server-sent events: progress {id, state, done, total, phase}, done and failed {id, state}; "
                "Last-Event-ID takes up where a stream broke off. The server closes a stream from time to time; the "
                "browser comes back by itself.",
            .parameters = {{"language", "Of the phases; a browser cannot say it in a header here",
                            schema::choice({"de", "nl", "en"})}},
            .answers = {{200, "The events.", nullptr, "text/event-stream"}},
            .handle = [streams, &sessions](Request& request) -> Result<Answer> {
                const auto chosen = request.query_text("language");
                const auto language = chosen ? language_of(*chosen).value_or(request.language) : request.language;
                Answer answer;
                answer.events = streams->open(request.actor, language, last_event(request), trust_in(sessions, request));
                return answer;
            }};
}

}  // namespace

EndpointTable jobs_endpoints(Jobs& jobs, Sessions& sessions) {
    return {list_jobs_endpoint(jobs), get_job_endpoint(jobs), cancel_job_endpoint(jobs), job_result_endpoint(jobs),
            stream_endpoint(jobs, sessions)};
}

}  // namespace kartei::accounts
