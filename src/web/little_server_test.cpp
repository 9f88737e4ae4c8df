#include "web/little_server_test.hpp"

#include <fstream>
#include <system_error>
#include <thread>

#include "web/problem.hpp"

namespace kartei::web {

namespace {

using schema::integer;
using schema::nullable;
using schema::object;
using schema::reference;
using schema::text;

class Table {
public:
    explicit Table(Happenings& happenings) : happenings_(happenings) {}

    template <class Handle>
    Endpoint& add(Method method, std::string path, std::string name, std::string permission, Handle handle) {
        Endpoint endpoint{method, std::move(path), std::move(name), std::move(permission), "For tests."};
        endpoint.handle = [&happenings = happenings_, handle](Request& request) -> Result<Answer> {
            ++happenings.handled;
            return handle(request);
        };
        table_.push_back(std::move(endpoint));
        return table_.back();
    }

    EndpointTable take() { return std::move(table_); }

private:
    Happenings& happenings_;
    EndpointTable table_;
};

Json thing(std::int64_t id, const Json& body = Json::object()) {
    return {{"id", id}, {"name", body.value("name", "Thing")}, {"note", body.contains("note") ? body["note"] : Json()}};
}

void add_things(Table& table) {
    auto& list = table.add(Method::get, "/things", "list_things", "", [](Request& request) -> Result<Answer> {
        return Answer::ok({{"q", request.query_text("q").value_or("")}, {"limit", request.query_integer("limit", 50)},
                           {"tags", request.query_list("tag")}});
    });
    list.parameters = {{"q", "words", {{"type", "string"}, {"maxLength", 20}}},
                       {"limit", "rows", {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}}},
                       {"exact", "", {{"type", "boolean"}}},
                       {"order", "", schema::choice({"name", "number"})},
                       {"tag", "", schema::array(text(5))}};
    list.answers = {{200, "", object({{"q", text()}, {"limit", integer()}, {"tags", schema::array(text())}}, {"q"})}};

    auto& read =
        table.add(Method::get, "/things/{id}", "read_thing", "things.read", [](Request& request) -> Result<Answer> {
            if (request.id() == 404404) return refuse(RefusalKind::not_found, "error.no_such_address");
            auto answer = Answer::ok(thing(request.id()));
            answer.version = 7;
            return answer;
        });
    read.answers = {{200, "", reference("Thing")}};

    auto& create =
        table.add(Method::post, "/things", "create_thing", "things.change", [](Request& request) -> Result<Answer> {
            auto answer = Answer::created(thing(12, request.body), "/api/v1/things/12");
            answer.headers.emplace_back("X-Body-Hash", request.body_hash);
            return answer;
        });
    create.body_schema = object({{"name", text(40)},
                                 {"note", nullable(text())},
                                 {"amount", schema::money()},
                                 {"count", integer()},
                                 {"tags", schema::array(text())},
                                 {"address", object({{"town", text()}}, {"town"})}},
                                {"name"});
    create.precondition = Precondition::idempotency_key;
    create.answers = {{201, "", reference("Thing")}};

    auto& change = table.add(Method::patch, "/things/{id}", "change_thing", "things.change",
                             [](Request& request) -> Result<Answer> {
                                 if (request.version == 7) return Answer::ok(thing(request.id(), request.body));
                                 return problem(refuse(RefusalKind::stale, "error.if_match_malformed"),
                                                request.language, {{"current", thing(request.id())}});
                             });
    change.body_schema = object({{"name", text(40)}, {"note", nullable(text())}});
    change.precondition = Precondition::if_match;
    change.answers = {{200, "", reference("Thing")}};

    auto& erase = table.add(Method::del, "/things/{id}", "erase_thing", "things.change",
                            [](Request&) -> Result<Answer> { return Answer::nothing(); });
    erase.precondition = Precondition::if_match;
    erase.answers = {{204, "", nullptr}};
}

void add_session(Table& table) {
    auto& sign_in = table.add(Method::post, "/session", "sign_in", "", [](Request& request) -> Result<Answer> {
        auto name = request.body["name"].get<std::string>();
        if (request.body["password"] != "secret") return refuse(RefusalKind::unauthenticated, "error.sign_in");
        auto answer = Answer::ok({{"token", "token-of-" + name}});
        answer.headers.emplace_back("Set-Cookie", "sid=" + name + "; HttpOnly; SameSite=Strict; Path=/");
        return answer;
    });
    sign_in.body_schema = object({{"name", text()}, {"password", text()}}, {"name", "password"});
    sign_in.answers = {{200, "", object({{"token", text()}}, {"token"})}};
    auto& who = table.add(Method::get, "/whoami", "who_am_i", "", [](Request& request) -> Result<Answer> {
        return Answer::ok({{"name", request.actor.name},
                           {"address", request.address},
                           {"local", request.from_local_socket},
                           {"peer", request.peer_user ? Json(*request.peer_user) : Json()},
                           {"forwarded", request.headers.contains("x-forwarded-for")}});
    });
    who.answers = {{200, "", schema::anything()}};
    auto& action = table.add(Method::post, "/actions", "act", "signed_in",
                             [](Request&) -> Result<Answer> { return Answer::nothing(); });
    action.answers = {{204, "", nullptr}};
    auto& name = table.add(Method::get, "/names/{name}", "read_name", "", [](Request& request) -> Result<Answer> {
        return Answer::ok({{"name", request.path_parameters.at("name")}});
    });
    name.answers = {{200, "", object({{"name", text()}}, {"name"})}};
}

void add_long_answers(Table& table, Happenings& happenings) {
    auto& rows = table.add(Method::get, "/rows", "read_rows", "", [&happenings](Request& request) -> Result<Answer> {
        Answer answer;
        answer.stream = [&happenings, count = request.query_integer("count", 3)](const Sink& sink) {
            for (std::int64_t i = 0; i < count; ++i)
                if (!sink(std::string(1000, static_cast<char>('a' + i % 26)))) {
                    ++happenings.streams_ended;
                    return;
                }
        };
        answer.media_type = "text/plain";
        return answer;
    });
    rows.parameters = {{"count", "", integer()}};
    rows.answers = {{200, "", nullptr, "text/plain"}};
    auto& broken =
        table.add(Method::get, "/broken-rows", "read_broken_rows", "", [](Request& request) -> Result<Answer> {
            Answer answer;
            answer.media_type = "text/plain";
            answer.stream = [late = request.query_text("late")](const Sink& sink) {
                for (int i = 0; late && i < 4; ++i) sink(std::string(1'000'000, 'x'));
                throw std::runtime_error("the store is gone");
            };
            return answer;
        });
    broken.parameters = {{"late", ""}};
    broken.answers = {{200, "", nullptr, "text/plain"}};
    auto& events = table.add(Method::get, "/events", "follow_events", "", [&happenings](Request&) -> Result<Answer> {
        std::lock_guard lock(happenings.mutex);
        Answer answer;
        happenings.events = answer.events = std::make_shared<EventStream>();
        answer.events->trust_while([&happenings] { return happenings.trusted.load(); });
        happenings.changed.notify_all();
        return answer;
    });
    events.answers = {{200, "", nullptr, "text/event-stream"}};
    auto& waiting = table.add(Method::get, "/waiting", "wait", "", [&happenings](Request& request) -> Result<Answer> {
        std::unique_lock lock(happenings.mutex);
        while (!happenings.gate_open && !*request.cancelled)
            happenings.changed.wait_for(lock, std::chrono::milliseconds(5));
        if (*request.cancelled) ++happenings.cancelled;
        return Answer::nothing();
    });
    waiting.answers = {{204, "", nullptr}};
}

void add_hashing(Table& table, Happenings& happenings) {
    auto& hash = table.add(Method::get, "/hash", "hash", "", [&happenings](Request& request) -> Result<Answer> {
        std::unique_lock lock(happenings.mutex);
        happenings.hashed.push_back(request.address);
        happenings.changed.notify_all();
        happenings.changed.wait(lock, [&] { return happenings.gate_open; });
        return Answer::nothing();
    });
    hash.answers = {{204, "", nullptr}};
}

void add_files(Table& table, Happenings& happenings) {
    auto& upload =
        table.add(Method::post, "/files", "store_file", "signed_in", [&happenings](Request& request) -> Result<Answer> {
            std::ifstream in(request.body_file, std::ios::binary | std::ios::ate);
            happenings.last_upload = request.body_file;
            return Answer::ok({{"bytes", static_cast<std::int64_t>(in.tellg())}, {"hash", request.body_hash}});
        });
    upload.upload = Upload{1024 * 1024};
    upload.answers = {{200, "", object({{"bytes", integer()}, {"hash", text()}}, {"bytes"})}};
    auto& file = table.add(Method::get, "/file", "read_file", "", [](Request& request) -> Result<Answer> {
        Answer answer;
        answer.file = request.query_text("path").value_or("/proc/self/status-that-is-not-there");
        answer.media_type = "text/csv";
        answer.file_name = "Gäste \"am\"\r\n24.csv";
        return answer;
    });
    file.parameters = {{"path", ""}};
    file.answers = {{200, "", nullptr, "text/csv"}};
    auto& page = table.add(Method::get, "/page", "read_page", "",
                           [](Request&) -> Result<Answer> { return Answer::raw("<!doctype html>", "text/html"); });
    page.answers = {{200, "", nullptr, "text/html"}};
}

void add_failures(Table& table) {
    table.add(Method::get, "/failure", "fail", "", [](Request&) -> Result<Answer> {
        throw std::runtime_error("duplicate key 'jan@example.org' (email)=(jan@example.org)");
    });
    table.add(Method::get, "/memory", "fill_memory", "",
              [](Request&) -> Result<Answer> { throw std::bad_alloc(); });
    table.add(Method::get, "/full", "fill_disk", "", [](Request&) -> Result<Answer> {
        throw std::system_error(ENOSPC, std::generic_category(), "cannot write");
    });
    table.add(Method::get, "/injected", "inject", "", [](Request&) -> Result<Answer> {
        auto answer = Answer::ok(nullptr);
        answer.headers.emplace_back("X-Name", "a\r\nSet-Cookie: sid=evil");
        return answer;
    });
}

}  // namespace

void Happenings::open_gate(bool open) {
    std::lock_guard lock(mutex);
    gate_open = open;
    changed.notify_all();
}

std::shared_ptr<EventStream> Happenings::wait_for_events() {
    std::unique_lock lock(mutex);
    changed.wait_for(lock, std::chrono::seconds(20), [this] { return events != nullptr; });
    return events;
}

EndpointTable little_table(Happenings& happenings) {
    Table table(happenings);
    add_things(table);
    add_session(table);
    add_long_answers(table, happenings);
    add_hashing(table, happenings);
    add_files(table, happenings);
    add_failures(table);
    return table.take();
}

std::vector<NamedSchema> little_schemas() {
    return {{"Thing", object({{"id", integer()}, {"name", text()}, {"note", nullable(text())}}, {"id", "name"})}};
}

ServerHooks little_hooks() {
    ServerHooks hooks;
    hooks.hashing_operations = {"hash"};
    hooks.who = [](Request& request) -> std::optional<Actor> {
        if (request.from_local_socket) return Actor::system("tester");
        Actor actor;
        actor.name = request.session_token;
        actor.user_id = 1;
        actor.language = Language::nl;
        if (actor.name == "alice") actor.permissions = {"things.read", "things.change"};
        else if (actor.name != "bob") return std::nullopt;
        return actor;
    };
    hooks.token_is_valid = [](const Request& request) {
        auto token = request.headers.find("x-kartei-token");
        return token != request.headers.end() && token->second == "token-of-" + request.session_token;
    };
    hooks.status_of_failure = [](const std::exception& error) -> std::optional<int> {
        auto system = dynamic_cast<const std::system_error*>(&error);
        if (system && system->code().value() == ENOSPC) return 507;
        return std::nullopt;
    };
    return hooks;
}

LittleServer::LittleServer(ServerOptions options)
    : server(std::move(options), little_table(happenings), little_schemas(), little_hooks()) {
    server.start();
}

LittleServer::~LittleServer() {
    happenings.open_gate(true);
    server.stop();
}

std::string request_of(const std::string& method, const std::string& path, const std::string& body,
                       const std::string& extra) {
    auto text = method + " /api/v1" + path + " HTTP/1.1\r\nHost: localhost\r\nCookie: sid=alice\r\n";
    if (method != "GET") text += "X-Kartei-Token: token-of-alice\r\nSec-Fetch-Site: same-origin\r\n";
    if (!body.empty())
        text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    return text + extra + "\r\n" + body;
}

}  // namespace kartei::web
