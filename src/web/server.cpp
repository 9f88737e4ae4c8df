#include "web/server.hpp"

#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "web/connection.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include <spdlog/spdlog.h>

#include "web/problem.hpp"

namespace kartei::web {

using Tcp = asio::ip::tcp;
using Local = asio::local::stream_protocol;

struct Server::Parts {
    Parts(ServerOptions given, EndpointTable endpoints, std::vector<NamedSchema> schemas, ServerHooks given_hooks)
        : options(std::move(given)),
          hooks(std::move(given_hooks)),
          router(std::move(endpoints), std::move(schemas), hooks),
          files(options.ui_folder) {}

    ServerOptions options;
    ServerHooks hooks;
    Router router;
    StaticFiles files;
    Metrics metrics;
    asio::io_context io;  ///< outlives the pools, whose last jobs still wake connections
    asio::any_io_executor doors = asio::make_strand(io);  ///< of the acceptors
    SpoolRoom spools{options.upload_folder, options.most_spooled};
    WorkerPool workers{pool_of(options.workers)};
    WorkerPool streams{pool_of(options.stream_workers)};
    WorkerPool commands{pool_of(options.command_workers)};
    WorkerPool secrets{{secret_workers(options), options.longest_secret_queue,
                        options.longest_secret_queue_of_one_address, 10}};
    WorkerPool health_questions{{1, 8, 8, 0}};
    WorkerPool disk{{1, 4096, 4096, 0}};
    Commons commons{options, router,   hooks,   files,            {options.allowed_hosts}, workers,
                    streams, commands, secrets, health_questions, disk,                    spools,  metrics};
    std::optional<Tcp::acceptor> api, health;
    std::optional<Local::acceptor> local;
    std::vector<std::thread> threads;
    std::mutex mutex;
    std::condition_variable ended;
    std::set<std::shared_ptr<Connection>> connections;
    std::map<std::string, int> per_address;
    int health_connections = 0;
    bool started = false;

    PoolRules pool_of(int threads) const { return {threads, options.longest_queue, options.longest_queue, 0}; }
    static int secret_workers(const ServerOptions& options) {
        const int half = static_cast<int>(std::thread::hardware_concurrency() / 2);
        return options.secret_workers > 0 ? options.secret_workers : std::clamp(half, 1, 4);
    }

    Tcp::acceptor listen(std::uint16_t port);
    Local::acceptor listen_locally();
    template <class Acceptor>
    asio::awaitable<void> accept(Acceptor& acceptor, Connection::Door door);
    void take(Socket socket, Peer peer, Connection::Door door);
    bool has_room(const Peer& peer, Connection::Door door);
    void count(const std::string& address, Connection::Door door, int by);
    void run_io();
    void turn_away(Socket& socket);
    std::vector<std::shared_ptr<Connection>> open_connections();
    bool wait_for_end(std::chrono::milliseconds time);
};

namespace {

void raise_file_limit(int connections) {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur =
        std::min<rlim_t>(limit.rlim_max, std::max<rlim_t>(limit.rlim_cur, static_cast<rlim_t>(connections) + 1024));
    setrlimit(RLIMIT_NOFILE, &limit);
}

Peer peer_of(Tcp::socket& socket) {
    boost::system::error_code error;
    auto endpoint = socket.remote_endpoint(error);
    socket.set_option(Tcp::no_delay(true), error);
    return {error ? std::string() : endpoint.address().to_string(), false, std::nullopt};
}

Peer peer_of(Local::socket& socket) {
    ucred credentials{};
    socklen_t length = sizeof credentials;
    Peer peer{"local", true, std::nullopt};
    if (getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0)
        peer.user = credentials.uid;
    return peer;
}

bool is_loopback(const std::string& address) { return address.starts_with("127.") || address == "::1"; }

/// A socket file that a dead server left behind may go; one that answers may not.
void remove_stale(const std::string& path) {
    struct stat about {};
    if (lstat(path.c_str(), &about) != 0) return;
    if (!S_ISSOCK(about.st_mode)) throw std::system_error(EEXIST, std::generic_category(), path);
    asio::io_context io;  ///< outlives the pools, whose last jobs still wake connections
    Local::socket probe(io);
    boost::system::error_code error;
    probe.connect(Local::endpoint(path), error);
    if (!error) throw std::system_error(EADDRINUSE, std::generic_category(), path);
    ::unlink(path.c_str());
}

}  // namespace

Tcp::acceptor Server::Parts::listen(std::uint16_t port) {
    Tcp::endpoint endpoint(asio::ip::make_address(options.address), port);
    Tcp::acceptor acceptor(doors);
    acceptor.open(endpoint.protocol());
    acceptor.set_option(Tcp::acceptor::reuse_address(true));
    acceptor.bind(endpoint);
    acceptor.listen(512);
    return acceptor;
}

Local::acceptor Server::Parts::listen_locally() {
    remove_stale(options.socket_path);
    Local::acceptor acceptor(doors);
    acceptor.open();
    auto before = umask(0177);
    boost::system::error_code error;
    acceptor.bind(Local::endpoint(options.socket_path), error);
    umask(before);
    if (error) throw boost::system::system_error(error, options.socket_path);
    acceptor.listen(64);
    return acceptor;
}

template <class Acceptor>
asio::awaitable<void> Server::Parts::accept(Acceptor& acceptor, Connection::Door door) {
    while (!commons.stopping) {
        boost::system::error_code error;
        asio::any_io_executor strand = asio::make_strand(io);
        auto socket = co_await acceptor.async_accept(strand, asio::redirect_error(asio::use_awaitable, error));
        if (commons.stopping || error == asio::error::operation_aborted || error == asio::error::bad_descriptor) break;
        if (error) {  // out of file descriptors, most likely: let some connections end
            asio::steady_timer pause(doors, std::chrono::milliseconds(100));
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
            continue;
        }
        auto peer = peer_of(socket);
        take(Socket(std::move(socket)), std::move(peer), door);
    }
}

bool Server::Parts::has_room(const Peer& peer, Connection::Door door) {
    if (door == Connection::Door::health) return health_connections < options.most_health_connections;
    if (static_cast<int>(connections.size()) >= options.most_connections) return false;
    if (peer.local_socket) return true;
    bool loopback = is_loopback(peer.address);
    if (loopback && options.behind_proxy) return true;  // all callers come from the proxy
    return per_address[peer.address] <
           (loopback ? options.most_connections_from_loopback : options.most_connections_per_address);
}

void Server::Parts::turn_away(Socket& socket) {
    ++metrics.turned_away;
    auto reply = reply_of(problem(refuse(RefusalKind::unavailable, "error.unavailable"), Language::de));
    Framing framing;
    framing.length = reply.body->size();
    framing.keep_alive = false;
    framing.behind_tls = options.behind_tls;
    auto text = reply_head(reply, framing) + *reply.body;
    boost::system::error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(text), ignored);
    socket.shutdown(Socket::shutdown_both, ignored);
}

void Server::Parts::take(Socket socket, Peer peer, Connection::Door door) {
    std::unique_lock lock(mutex);
    if (!has_room(peer, door)) {
        lock.unlock();
        turn_away(socket);
        return;
    }
    auto address = peer.address;
    auto connection = std::make_shared<Connection>(std::move(socket), std::move(peer), door, commons);
    connections.insert(connection);
    count(address, door, 1);
    lock.unlock();
    ++metrics.connections;
    std::weak_ptr<Connection> weak = connection;
    connection->start([this, weak, address, door] {
        --metrics.connections;
        std::lock_guard guard(mutex);
        connections.erase(weak.lock());
        count(address, door, -1);
        ended.notify_all();
    });
}

void Server::Parts::count(const std::string& address, Connection::Door door, int by) {
    if (door == Connection::Door::health) {
        health_connections += by;
        return;
    }
    auto& number = per_address[address];
    if ((number += by) == 0) per_address.erase(address);
}

/// Too little memory for one connection is no reason to leave the others.
void Server::Parts::run_io() {
    while (!io.stopped()) {
        try {
            io.run();
        } catch (const std::exception& error) {
            spdlog::error("connection failed: reason={}", without_values(error.what()));
        }
    }
}

std::vector<std::shared_ptr<Connection>> Server::Parts::open_connections() {
    std::lock_guard lock(mutex);
    return {connections.begin(), connections.end()};
}

bool Server::Parts::wait_for_end(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex);
    return ended.wait_for(lock, time, [this] { return connections.empty(); });
}

Server::Server(ServerOptions options, EndpointTable endpoints, std::vector<NamedSchema> schemas, ServerHooks hooks)
    : parts_(std::make_unique<Parts>(std::move(options), std::move(endpoints), std::move(schemas), std::move(hooks))) {}

Server::~Server() { stop(); }

void Server::start() {
    auto& parts = *parts_;
    raise_file_limit(parts.options.most_connections);
    if (!parts.options.upload_folder.empty()) UploadFile::clear(parts.options.upload_folder);
    try {
        if (parts.options.port) parts.api = parts.listen(*parts.options.port);
        if (parts.options.health_port) parts.health = parts.listen(*parts.options.health_port);
        if (!parts.options.socket_path.empty()) parts.local = parts.listen_locally();
    } catch (const boost::system::system_error& error) {  // not a std::system_error in this version
        throw std::system_error(error.code().value(), std::generic_category(), "cannot listen");
    }
    auto spawn = [&](auto& acceptor, Connection::Door door) {
        if (acceptor) asio::co_spawn(parts.doors, parts.accept(*acceptor, door), asio::detached);
    };
    spawn(parts.api, Connection::Door::api);
    spawn(parts.health, Connection::Door::health);
    spawn(parts.local, Connection::Door::local);
    parts.started = true;
    for (int i = 0; i < std::max(1, parts.options.io_threads); ++i)
        parts.threads.emplace_back([&parts] { parts.run_io(); });
}

void Server::stop() {
    auto& parts = *parts_;
    if (!std::exchange(parts.started, false)) return;
    parts.commons.stopping = true;
    asio::post(parts.doors, [&parts] {
        boost::system::error_code ignored;
        if (parts.api) parts.api->close(ignored);
        if (parts.health) parts.health->close(ignored);
        if (parts.local) parts.local->close(ignored);
    });
    if (parts.local) ::unlink(parts.options.socket_path.c_str());
    for (auto& connection : parts.open_connections()) connection->stop_gently();
    if (!parts.wait_for_end(parts.options.stop_time)) {
        for (auto& connection : parts.open_connections()) connection->abort();
        parts.wait_for_end(std::chrono::seconds(2));
        if (parts.hooks.give_up) parts.hooks.give_up();
    }
    for (auto* pool : {&parts.workers, &parts.streams, &parts.commands, &parts.secrets, &parts.health_questions,
                       &parts.disk})
        pool->stop();
    parts.io.stop();
    for (auto& thread : parts.threads) thread.join();
    parts.threads.clear();
}

std::uint16_t Server::port() const {
    return parts_->api && parts_->api->is_open() ? parts_->api->local_endpoint().port() : 0;
}

std::uint16_t Server::health_port() const {
    return parts_->health && parts_->health->is_open() ? parts_->health->local_endpoint().port() : 0;
}

const Router& Server::router() const { return parts_->router; }

}  // namespace kartei::web
