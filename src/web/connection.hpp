// One connection: reads requests one after the other, hands them to the router or the files, sends the answers, keeps
// the time limits. Lives on one strand; every member is touched there only. Internal to web/: include server.hpp
// instead. connection.cpp: life and dispatch; connection_read.cpp: what comes in; connection_send.cpp: what goes out.
#pragma once

#include <utility>  // before awaitable.hpp, which forgets it

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "web/gate.hpp"
#include "web/message_parser.hpp"
#include "web/metrics.hpp"
#include "web/reply.hpp"
#include "web/router.hpp"
#include "web/spool.hpp"
#include "web/server.hpp"
#include "web/static_files.hpp"
#include "web/upload_file.hpp"
#include "web/worker_pool.hpp"

namespace kartei::web {

namespace asio = boost::asio;
using Socket = asio::generic::stream_protocol::socket;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::hours far_away{24 * 365};  ///< for steps that have a clock of their own

/// What all connections share.
struct Commons {
    const ServerOptions& options;
    const Router& router;
    const ServerHooks& hooks;
    const StaticFiles& files;
    GateRules rules;
    WorkerPool& workers;
    WorkerPool& streams;
    WorkerPool& commands;
    WorkerPool& secrets;
    WorkerPool& health_questions;
    WorkerPool& disk;
    SpoolRoom& spools;
    Metrics& metrics;
    std::atomic<bool> stopping{false};
};

/// Something another thread can raise to wake a coroutine of this strand.
class Signal : public std::enable_shared_from_this<Signal> {
public:
    explicit Signal(const asio::any_io_executor& executor) : timer_(executor) {}
    void raise();                                         ///< from any thread
    asio::awaitable<bool> wait(Clock::time_point until);  ///< false when the time has passed

private:
    asio::steady_timer timer_;
    bool raised_ = false;
};

class Connection : public std::enable_shared_from_this<Connection> {
public:
    enum class Door { api, local, health };

    Connection(Socket socket, Peer peer, Door door, Commons& commons);

    /// `on_end` is called once, when nothing touches the connection any more.
    void start(std::function<void()> on_end);
    void stop_gently();  ///< closes an idle connection; a running request is the last one. From any thread.
    void abort();        ///< From any thread.

private:
    /// The body of a request: a text or the file of an upload.
    struct Body {
        std::string text;
        std::shared_ptr<UploadFile> file;
        std::string file_hash;
    };

    asio::awaitable<void> run();
    asio::awaitable<bool> serve_next();                     ///< false when it was the last request
    asio::awaitable<bool> serve_api(const RequestHead& head, MessageParser& parser, const Peer& peer);
    asio::awaitable<Reply> answer(const RequestHead& head, MessageParser& parser, std::shared_ptr<Router::Found> found);
    asio::awaitable<bool> serve_health(const RequestHead& head);
    Peer real_peer(const RequestHead& head) const;
    Reply refusal(int status, const char* key, Parameters parameters = {}) const;

    /// Runs work on a pool and waits for it. False when the pool is full (then nothing ran), the time is over or the
    /// peer has gone: then the work may go on, so it must own what it touches.
    asio::awaitable<bool> on_pool(WorkerPool& pool, std::function<void()> work);
    WorkerPool& pool_for(const Endpoint& endpoint) const;
    /// Sets *cancelled_ when the peer closes. A peer that has only finished sending may still want its answer, so the
    /// connection itself is given up (peer_gone_) only on an error, or when `end_means_gone` (streams, events).
    void watch_peer(bool end_means_gone);

    void allow(std::chrono::milliseconds time);             ///< until the next piece must have arrived or gone
    Clock::time_point latest_end() const;  ///< of the request; far away when it only needs to make progress
    asio::awaitable<void> watch_clock();
    void close();

    // connection_read.cpp
    asio::awaitable<std::optional<RequestHead>> read_head();
    asio::awaitable<bool> fill();                           ///< more into in_; false at the end, on error or time-out
    asio::awaitable<std::optional<Reply>> read_body(const RequestHead& head, MessageParser& parser,
                                                    const Endpoint& endpoint, Body& body);
    asio::awaitable<std::optional<Reply>> store(Body& body, std::string& bytes, bool last);
    asio::awaitable<void> linger();

    // connection_send.cpp
    asio::awaitable<bool> send(Reply reply, const RequestHead* head, std::string operation);
    asio::awaitable<bool> send_instead(Reply& reply, Reply problem, Framing framing, bool without_body);
    asio::awaitable<bool> send_file(Reply& reply, Framing framing, bool without_body);
    asio::awaitable<bool> send_stream(Reply& reply, Framing framing);
    Clock::time_point stream_end() const;
    asio::awaitable<bool> send_events(Reply& reply, Framing framing);
    asio::awaitable<bool> write(std::string_view bytes);    ///< false when the peer has gone or is too slow

    Socket socket_;
    Peer peer_;
    Door door_;
    Commons& commons_;
    std::shared_ptr<Signal> signal_;
    asio::steady_timer clock_;
    Clock::time_point deadline_;           ///< of the current step
    Clock::time_point request_begin_;
    bool absolute_ = true;                 ///< request_time applies to this request
    bool timed_out_ = false;
    bool peer_gone_ = false;
    bool ended_ = false;
    bool idle_ = true;                     ///< between two requests
    bool unread_ = false;                  ///< the peer may still be sending what nobody reads
    int requests_ = 0;
    Language language_ = Language::de;
    std::string in_;                       ///< received and not yet used
    std::string raw_head_;
    std::string caller_;                   ///< his address, whose turn it is on pools that take turns
    std::shared_ptr<std::atomic<bool>> cancelled_ = std::make_shared<std::atomic<bool>>(false);
    std::function<void()> on_end_;
};

}  // namespace kartei::web
