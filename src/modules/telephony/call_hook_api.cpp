// The web hook that a call service reports to, the address of it, and the stream that shows calls on the screen.
#include <deque>

#include "base/text.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/telephony/call_actions.hpp"
#include "modules/telephony/call_watch.hpp"
#include "modules/telephony/calls_api.hpp"
#include "web/endpoint_names.hpp"
#include "web/form_body.hpp"

namespace kartei::telephony {
namespace {

using namespace web::endpoint_names;
using sql::Transaction;

/// Reports of one process at most: a house with 50 telephones has some for each of its calls.
constexpr std::size_t most_in_ten_seconds = 200;

class Flood {
public:
    bool is_too_much() {
        using std::chrono::steady_clock;
        std::lock_guard lock(mutex_);
        const auto now = steady_clock::now();
        while (!seen_.empty() && now - seen_.front() > std::chrono::seconds(10)) seen_.pop_front();
        if (seen_.size() >= most_in_ten_seconds) return true;
        seen_.push_back(now);
        return false;
    }

private:
    std::mutex mutex_;
    std::deque<std::chrono::steady_clock::time_point> seen_;
};

/// Whole addresses, or their beginning up to a point or colon: "217.10.". None said: from everywhere.
bool is_source(const std::string& allowed, const std::string& address) {
    const auto list = words(allowed);
    return list.empty() || std::any_of(list.begin(), list.end(), [&](std::string_view one) {
               const bool is_beginning = one.ends_with('.') || one.ends_with(':');
               return is_beginning ? address.starts_with(one) : address == one;
           });
}

bool is_form(const Request& request) {
    const auto type = request.headers.find("content-type");
    return type != request.headers.end() && type->second.starts_with("application/x-www-form-urlencoded");
}

std::string as_attribute(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (c == '&') out += "&amp;";
        else if (c == '"') out += "&quot;";
        else if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else out += c;
    return out;
}

/// sipgate.io reports answer and end of a call only to addresses that it is told in the answer to its beginning.
Answer further_reports(const Request& request) {
    const auto host = request.headers.find("host");
    const auto address = as_attribute("https://" + (host == request.headers.end() ? "" : host->second) +
                                      "/api/v1/calls/hook/" + request.path_parameters.at("secret"));
    return Answer::raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response onAnswer=\"" + address +
                           "\" onHangup=\"" + address + "\"/>\n",
                       "application/xml");
}

Result<Answer> report(House& house, CallWatch& watch, Flood& flood, const Request& request) {
    const bool known = house.database.read([&](Transaction& transaction) {
        const auto sources = parameters::parameters_of(transaction)->text("call_sources");
        return is_hook_secret(transaction, request.path_parameters.at("secret")) && is_source(sources, request.address);
    });
    if (!known) return refuse(RefusalKind::not_found, "error.no_such_address");
    if (flood.is_too_much()) return refuse(RefusalKind::too_many_requests, "error.too_many_calls");
    const auto message = TRY(read_message(request.body));
    const auto call = TRY(house.database.write(
        [&](Transaction& transaction) { return report_call(house, transaction, message); }));
    if (call) watch.look_now();
    if (is_form(request) && message.what == CallMessage::What::begins) return further_reports(request);
    return Answer::nothing();
}

Result<Answer> get_hook(House& house) {
    return house.database.read([&](Transaction& transaction) {
        const auto known = hook(transaction);
        return Answer::ok({{"made_at", known ? Json(known->made_at) : Json()},
                           {"made_by", known ? Json(known->made_by) : Json()},
                           {"address", nullptr}});
    });
}

Result<Answer> make_hook(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) {
        const auto secret = make_hook_secret(house, transaction, request.actor);
        const auto known = hook(transaction);
        auto answer = Answer::ok({{"made_at", known->made_at},
                                  {"made_by", known->made_by},
                                  {"address", "/api/v1/calls/hook/" + secret}});
        answer.status = 201;
        return answer;
    });
}

Json hook_schema() {
    return schema::object({{"made_at", schema::nullable(schema::instant())},
                           {"made_by", schema::nullable(schema::text())},
                           {"address", schema::nullable(schema::text())}},
                          {"made_at", "made_by", "address"});
}

std::function<bool()> trust_in(House& house, accounts::Sessions* sessions, const Request& request) {
    return [&house, sessions, token = request.session_token, seen = request.actor.may("customers.see_hidden")] {
        const bool on = house.database.read([](Transaction& transaction) {
            return parameters::module_is_on(*parameters::parameters_of(transaction), "telephony");
        });
        if (!on || !sessions || token.empty()) return on;
        const auto actor = sessions->actor_of(token, false);
        // Whom it names was decided when it was opened.
        return actor && actor->may("calls.take") && actor->may("customers.see_hidden") == seen;
    };
}

}  // namespace

EndpointTable hook_endpoints(House& house, std::shared_ptr<CallWatch> watch) {
    const auto flood = std::make_shared<Flood>();
    return {
        {Method::post,
         "/calls/hook/{secret}",
         "report_call",
         "",
         "For the call service: newCall, answer and hangup as sipgate.io posts them (form) or Zammad's generic CTI "
         "(JSON). What is told twice, late or in another order changes nothing. 404 for a wrong secret, 429 for a flood.",
         {},
         web::with_form({{"type", "object"}, {"additionalProperties", true}}),
         {},
         {{200, "Where sipgate.io reports answer and end to.", nullptr, "application/xml"}, {204, "Taken.", nullptr}},
         Precondition::none,
         [&house, watch, flood](Request& request) { return report(house, *watch, *flood, request); }},
        {Method::get,
         "/calls/hook",
         "get_call_hook",
         "parameters.manage",
         "Whether the call service has an address to report to, and since when.",
         {},
         nullptr,
         {},
         {{200, "Without the address, of which only a hash is kept.", hook_schema()}},
         Precondition::none,
         [&house](Request&) { return get_hook(house); }},
        {Method::post,
         "/calls/hook",
         "make_call_hook",
         "parameters.manage",
         "A new address for the call service to report to; the one before ends at once.",
         {},
         nullptr,
         {},
         {{201, "The address, shown this once.", hook_schema()}},
         Precondition::none,
         [&house](Request& request) { return make_hook(house, request); }},
    };
}

EndpointTable stream_endpoints(House& house, std::shared_ptr<CallWatch> watch, accounts::Sessions* sessions) {
    if (sessions)
        sessions->when_ended([weak = std::weak_ptr(watch)](std::int64_t user_id) {
            if (const auto held = weak.lock()) held->close(user_id);
        });
    return {{Method::get,
             "/calls/stream",
             "stream_calls",
             "calls.take",
             "Server-sent events of the calls at the user's extension: call (it rings, was answered, was changed), "
             "taken (by somebody else), over; each with the call as GET /calls/ringing gives it. Begins with those that "
             "ring.",
             {},
             nullptr,
             {},
             {{200, "The events.", nullptr, "text/event-stream"}},
             Precondition::none,
             [&house, watch, sessions](Request& request) -> Result<Answer> {
                 Answer answer;
                 answer.events = std::make_shared<web::EventStream>();
                 answer.events->trust_while(trust_in(house, sessions, request));
                 answer.events->push("retry: 1000\n\n");
                 watch->listen(answer.events, request.actor);
                 return answer;
             }}};
}

}  // namespace kartei::telephony
