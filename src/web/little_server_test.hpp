// A real server with a little table of endpoints, for the tests of this folder. Two people: "alice" may read and change
// things, "bob" is only signed in. The token of a session is "token-of-NAME".
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "tests/support/raw_http.hpp"
#include "web/event_stream.hpp"
#include "web/server.hpp"

namespace kartei::web {

/// What the handlers have seen and what they wait for.
struct Happenings {
    std::atomic<int> handled{0};          ///< calls of any handler
    std::atomic<int> cancelled{0};        ///< slow handlers that noticed that the peer has gone
    std::atomic<int> streams_ended{0};    ///< streams whose sink said that the peer has gone
    std::mutex mutex;
    std::condition_variable changed;
    bool gate_open = true;                ///< GET /waiting waits for it
    std::shared_ptr<EventStream> events;  ///< of the last GET /events
    std::string last_upload;              ///< path of the temporary file
    std::atomic<bool> trusted{true};      ///< whoever follows GET /events
    std::vector<std::string> hashed;      ///< addresses in the order in which POST /hash got its turn

    void open_gate(bool open);
    std::shared_ptr<EventStream> wait_for_events();
};

EndpointTable little_table(Happenings& happenings);
std::vector<NamedSchema> little_schemas();
ServerHooks little_hooks();

class LittleServer {
public:
    explicit LittleServer(ServerOptions options = {});
    ~LittleServer();

    int port() const { return server.port(); }

    Happenings happenings;
    Server server;
};

/// Head and body of a request by alice from this site; `extra` are further header lines, each with CRLF.
std::string request_of(const std::string& method, const std::string& path, const std::string& body = "",
                       const std::string& extra = "");

}  // namespace kartei::web
