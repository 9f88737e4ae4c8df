// An endpoint declares and implements itself in one object: method, path, right, parameters, bodies and the function.
// Router, permission check, precondition check, OpenAPI document and tests all read the same table. Handlers run on
// worker threads and may block; they know no socket. Written by module files *_api.cpp.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.hpp"
#include "base/result.hpp"

namespace kartei::web {

using Json = nlohmann::json;

enum class Method { get, post, put, patch, del };

/// What a caller must say about the version it acts on (decision D6 of reliability: 428 without, 412 when stale).
enum class Precondition {
    none,
    if_match,         ///< changes an existing record: If-Match with its version is demanded; Request::version holds it
    idempotency_key   ///< creates: Idempotency-Key is demanded; Request::idempotency_key holds it
};

/// Path or query parameter. `schema` is its JSON schema (types: string, integer, boolean; arrays repeat the parameter).
struct ParameterDeclaration {
    std::string name;
    std::string description;
    Json schema = {{"type", "string"}};
    bool required = false;
};

/// Raw bytes in: the body is written to a temporary file while it arrives, up to `limit` bytes.
struct Upload {
    std::uint64_t limit;
};

class Request {
public:
    Method method;
    std::string path;                                     ///< decoded, without /api/v1
    std::map<std::string, std::string> path_parameters;
    std::map<std::string, std::vector<std::string>> query; ///< validated against the declaration
    Json body;                                             ///< validated against the declared schema; null without one
    std::string body_file;  ///< path of the temporary file of an Upload, removed afterwards
    std::map<std::string, std::string> headers;            ///< lower-case names
    Actor actor;                                           ///< public endpoints: nobody, without permissions
    std::string session_token;                             ///< "" without one
    Language language = Language::de;                      ///< of Accept-Language, or the signed-in user's
    std::optional<std::int64_t> version;                   ///< from If-Match
    std::string idempotency_key;
    std::string body_hash;  ///< SHA-256 of method, path and body, hex: same key, other body -> 422
    std::string address;                                   ///< peer address, "local" for the local socket
    bool from_local_socket = false;
    std::optional<std::uint32_t> peer_user;                ///< user id of the process at the local socket (SO_PEERCRED)
    std::shared_ptr<std::atomic<bool>> cancelled;          ///< set when the peer has gone

    std::int64_t id(const std::string& name = "id") const; ///< path parameter as number (the router has checked it)
    std::optional<std::string> query_text(const std::string& name) const;
    std::int64_t query_integer(const std::string& name, std::int64_t otherwise) const;
    std::vector<std::string> query_list(const std::string& name) const;
};

/// Takes pieces of a streamed answer; returns false when the peer has gone.
using Sink = std::function<bool(std::string_view)>;

class EventStream;  // web/event_stream.hpp

struct Answer {
    int status = 200;
    Json json;                                   ///< the body unless `text`, `file` or `stream` is set
    std::optional<std::string> text;             ///< ready-made body (already serialised JSON or another media type)
    std::string file;                            ///< path of a file to send
    std::function<void(const Sink&)> stream;     ///< writes the body piece by piece (chunked)
    std::shared_ptr<EventStream> events;         ///< server-sent events; stays open for hours without a worker thread
    std::string media_type = "application/json"; ///< charset is added for text types
    std::string file_name;                       ///< Content-Disposition: attachment (RFC 6266)
    std::optional<std::int64_t> version;         ///< ETag "version"
    std::string location;                        ///< Location header
    std::vector<std::pair<std::string, std::string>> headers; ///< Set-Cookie and the like

    static Answer ok(Json body) { Answer a; a.json = std::move(body); return a; }
    static Answer created(Json body, std::string location) {
        Answer a; a.status = 201; a.json = std::move(body); a.location = std::move(location); return a;
    }
    static Answer accepted(Json body, std::string location) {
        Answer a; a.status = 202; a.json = std::move(body); a.location = std::move(location); return a;
    }
    static Answer nothing() { Answer a; a.status = 204; return a; }
    static Answer raw(std::string body, std::string media = "application/json") {
        Answer a; a.text = std::move(body); a.media_type = std::move(media); return a;
    }
};

/// One possible success answer of an endpoint. Refusals (problem+json) are the same everywhere and need no declaration.
struct AnswerDeclaration {
    int status = 200;
    std::string description;
    Json schema;                                  ///< null: no body
    std::string media_type = "application/json";
};

struct Endpoint {
    Method method;
    std::string path;                ///< below /api/v1, e.g. "/customers/{id}"
    std::string name;                ///< operationId, snake_case, unique: "change_customer"
    std::string permission;          ///< "" = public; "signed_in" = any user; else a right such as "customers.change"
    std::string summary;             ///< English, one sentence; limits, errors and requirement ids belong here
    std::vector<ParameterDeclaration> parameters;  ///< query; those of the path are read from the path (id: integer)
    Json body_schema;                ///< null: no JSON body allowed
    std::optional<Upload> upload;    ///< instead of a JSON body
    std::vector<AnswerDeclaration> answers;
    Precondition precondition = Precondition::none;
    std::function<Result<Answer>(Request&)> handle;
    std::string record = {};         ///< record whose captions name the fields of a refusal ("customer"); "" = none
};

using EndpointTable = std::vector<Endpoint>;

/// JSON schema shorthands, used by every *_api.cpp.
namespace schema {
Json text(int max_length = 0);
Json integer();
Json boolean();
Json date();
Json instant();
Json money();                                    ///< decimal string
Json nullable(Json schema);
Json array(Json items);
Json object(std::vector<std::pair<std::string, Json>> members, std::vector<std::string> required = {});
Json choice(std::vector<std::string> values);
Json reference(const std::string& name);         ///< "#/components/schemas/name"
Json anything();
}  // namespace schema

/// A named schema in the OpenAPI document's components.
struct NamedSchema {
    std::string name;
    Json schema;
};

}  // namespace kartei::web
