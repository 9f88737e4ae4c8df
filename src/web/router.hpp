// From a request head to an answer of the API: finds the endpoint, checks origin, rights, preconditions, query and body
// in this order, and only then calls the handler (nothing is written before the caller's right is known). Knows no
// socket. Invariant: every answer that is not the handler's own is a problem (problem.hpp). Read openapi.hpp next.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "web/endpoint.hpp"
#include "web/gate.hpp"

namespace kartei::web {

inline constexpr std::string_view api_prefix = "/api/v1";
inline constexpr std::uint64_t largest_json_body = 1024 * 1024;  ///< bytes: 413 above

/// What the web room asks of the modules. All are called on worker threads and may block; each may be empty.
struct ServerHooks {
    /// Who is behind session_token (or at the local socket, peer_user)? May set language and session_token. No value =
    /// nobody.
    std::function<std::optional<Actor>(Request&)> who;
    /// Does the header X-Kartei-Token belong to the session?
    std::function<bool(const Request&)> token_is_valid;
    /// Status of an exception that is not a plain failure: 507 disk full, 503 database away.
    std::function<std::optional<int>(const std::exception&)> status_of_failure;
    std::function<bool()> ready;            ///< /readyz; empty = always ready
    /// Operations that work out a password hash: they run on the few threads for that.
    std::set<std::string> hashing_operations;
    /// Handlers still run when the server has to end: whatever they wait for is to end now.
    std::function<void()> give_up;
    std::function<std::string()> metrics;   ///< appended to /metrics, Prometheus text format
};

/// Where the request came from.
struct Peer {
    std::string address;
    bool local_socket = false;
    std::optional<std::uint32_t> user;
};

class Router {
public:
    /// Adds GET /openapi.json. Throws std::logic_error when two endpoints share a name or a place, or a path is
    /// malformed.
    Router(EndpointTable table, std::vector<NamedSchema> schemas, ServerHooks hooks);

    Router(const Router&) = delete;
    Router& operator=(const Router&) = delete;

    struct Found {
        const Endpoint* endpoint = nullptr;
        Request request;
        std::string target;  ///< for the body hash
    };

    /// Endpoint and declared limits; reads nothing but the head, never blocks. Refuses 400, 403 (foreign site), 404,
    /// 405, 413, 415.
    std::variant<Found, Answer> find(const RequestHead& head, const Peer& peer) const;

    /// Session, token, right, query, preconditions: no value when the request may go on. May block.
    std::optional<Answer> admit(Found& found) const;

    /// Everything from admit() to the handler. `body`: the JSON text; empty for uploads, whose hash is `upload_hash`.
    Answer run(Found& found, std::string_view body, std::string upload_hash = {}) const;

    const EndpointTable& endpoints() const { return table_; }
    const Json& components() const { return components_; }  ///< named schemas by name

private:
    struct Place {
        Method method;
        std::vector<std::string> segments;
        const Endpoint* endpoint;
    };

    const Place* match(const RequestHead& head, Method method) const;
    std::vector<std::string> methods_at(const RequestHead& head) const;
    Request request_of(const RequestHead& head, const Peer& peer) const;
    std::optional<Answer> refused(const Found& found, const Refusal& refusal) const;
    std::optional<Answer> check_rights(Found& found) const;
    std::optional<Answer> check_preconditions(Found& found) const;
    std::optional<Answer> read_body(Found& found, std::string_view body) const;
    Answer call(Found& found) const;

    EndpointTable table_;
    std::vector<Place> places_;
    Json components_ = Json::object();
    ServerHooks hooks_;
};

/// GET, HEAD (as GET), POST, PUT, PATCH, DELETE; no value for OPTIONS.
std::optional<Method> method_of(const std::string& name);
std::string_view method_name(Method method);

/// "a", "{id}" of "/a/{id}".
std::vector<std::string> path_segments(const std::string& path);

/// "id" of "{id}", "" of a literal segment.
std::string parameter_name(const std::string& segment);

}  // namespace kartei::web
