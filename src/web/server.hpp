// The HTTP/1.1 server: listens on loopback, on a local socket for the command line, and on a second port for health and
// metrics. One or two threads move bytes; handlers run on worker threads because they wait for the database. Every
// limit is here; a request over one is refused, never waited for. Source: RFC 9110, RFC 9112, ASVS 15, and the list of
// limits in docs/architecture.md. TLS and the public address are the business of the proxy in front.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "web/endpoint.hpp"
#include "web/router.hpp"

namespace kartei::web {

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::optional<std::uint16_t> port = 0;      ///< 0 = any free port; no value = local socket only
    std::string socket_path;                    ///< "" = none; made with mode 0600, removed at the end
    std::optional<std::uint16_t> health_port;   ///< /healthz, /readyz, /metrics on the same address
    std::vector<std::string> allowed_hosts = {"localhost", "127.0.0.1", "[::1]"};  ///< Host names, any port
    bool behind_tls = false;                    ///< the proxy in front speaks TLS: send Strict-Transport-Security
    bool behind_proxy = false;                  ///< take the caller's address from the last entry of X-Forwarded-For
    std::string ui_folder;                      ///< built browser UI; "" = none
    std::string upload_folder;                  ///< for bodies of uploads; "" = the system's temporary folder

    int io_threads = 2;
    int workers = 8;
    int stream_workers = 4;   ///< make streamed answers; a slow reader keeps none of them waiting
    int command_workers = 8;  ///< commands typed beside the server
    int secret_workers = 0;   ///< work out password hashes, standing back behind the others; 0 = half the processors
    std::size_t longest_queue = 256;            ///< 503 with Retry-After above
    std::size_t longest_secret_queue = 64;      ///< the same for sign-ins
    std::size_t longest_secret_queue_of_one_address = 8;
    std::uint64_t most_spooled = 4ULL << 30;    ///< bytes of streamed answers that wait for slow readers, all together
    int most_health_connections = 32;           ///< have room even when there is none for others
    int most_connections = 2000;
    int most_connections_per_address = 50;
    int most_connections_from_loopback = 200;   ///< 0 behind a proxy = no limit of its own
    int most_requests_per_connection = 1000;

    std::chrono::milliseconds head_time{10'000};  ///< from the first byte (or the connection) to the end of the head
    std::chrono::milliseconds idle_time{30'000};       ///< between two pieces of a body, in or out
    std::chrono::milliseconds request_time{120'000};  ///< whole request; uploads and streams only need to make progress
    std::chrono::milliseconds keep_alive_time{30'000}; ///< between two requests
    std::chrono::milliseconds stream_time{3600'000};   ///< whole streamed answer, however slowly it is read
    std::chrono::milliseconds health_time{1'500};      ///< for the answer to /readyz and /metrics
    std::chrono::milliseconds heartbeat_time{15'000};  ///< of event streams
    std::chrono::milliseconds trust_time{5'000};       ///< after which an event stream asks again who listens
    std::chrono::milliseconds stop_time{5'000};        ///< for requests that run when the server stops
    int slowest_rate = 1024;                           ///< bytes a second, measured after idle_time
};

class Server {
public:
    Server(ServerOptions options, EndpointTable endpoints, std::vector<NamedSchema> schemas, ServerHooks hooks);
    ~Server();  ///< stops

    /// Listens and returns. Throws std::system_error when an address is taken.
    void start();

    /// Accepts no more, lets running requests finish for stop_time, closes. Waits for handlers that still run.
    void stop();

    std::uint16_t port() const;         ///< the real one; 0 without
    std::uint16_t health_port() const;  ///< the real one; 0 without
    const Router& router() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace kartei::web
