#include "web/connection.hpp"

#include <arpa/inet.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "web/cross_site.hpp"
#include "web/problem.hpp"

namespace kartei::web {

namespace {

constexpr std::uint64_t small_body = 64 * 1024;  ///< bytes that are read before it is known who asks

}  // namespace

void Signal::raise() {
    asio::post(timer_.get_executor(), [self = shared_from_this()] {
        self->raised_ = true;
        self->timer_.cancel();
    });
}

asio::awaitable<bool> Signal::wait(Clock::time_point until) {
    if (!raised_) {
        boost::system::error_code error;
        timer_.expires_at(until);
        co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, error));
    }
    co_return std::exchange(raised_, false);
}

Connection::Connection(Socket socket, Peer peer, Door door, Commons& commons)
    : socket_(std::move(socket)), peer_(std::move(peer)), door_(door), commons_(commons),
      signal_(std::make_shared<Signal>(socket_.get_executor())), clock_(socket_.get_executor()) {}

void Connection::start(std::function<void()> on_end) {
    on_end_ = std::move(on_end);
    allow(commons_.options.head_time);
    auto self = shared_from_this();
    asio::co_spawn(socket_.get_executor(), [self] { return self->watch_clock(); }, asio::detached);
    asio::co_spawn(socket_.get_executor(), [self] { return self->run(); }, [self](std::exception_ptr error) {
        try {
            if (error) std::rethrow_exception(error);
        } catch (const std::exception& failure) {
            spdlog::error("connection failed: reason={}", without_values(failure.what()));
        }
        self->close();
        self->ended_ = true;
        self->clock_.cancel();
        self->on_end_();
    });
}

void Connection::stop_gently() {
    asio::post(socket_.get_executor(), [self = shared_from_this()] {
        if (self->idle_) self->close();
        self->signal_->raise();  // event streams look whether the server stops
    });
}

void Connection::abort() {
    asio::post(socket_.get_executor(), [self = shared_from_this()] {
        self->peer_gone_ = true;
        *self->cancelled_ = true;
        self->close();
        self->signal_->raise();
    });
}

void Connection::close() {
    boost::system::error_code ignored;
    socket_.close(ignored);
}

void Connection::allow(std::chrono::milliseconds time) {
    deadline_ = std::min(Clock::now() + time, latest_end());
    if (deadline_ < clock_.expiry()) clock_.cancel();
}

Clock::time_point Connection::latest_end() const {
    bool limited = absolute_ && !idle_;
    return limited ? request_begin_ + commons_.options.request_time : Clock::now() + far_away;
}

/// Password hashes are worked out on threads of their own, so that a flood of sign-ins keeps nobody else waiting.
WorkerPool& Connection::pool_for(const Endpoint& endpoint) const {
    return commons_.hooks.hashing_operations.contains(endpoint.name) ? commons_.secrets : commons_.workers;
}

asio::awaitable<void> Connection::watch_clock() {
    auto self = shared_from_this();
    while (!ended_) {
        boost::system::error_code error;
        clock_.expires_at(deadline_);
        co_await clock_.async_wait(asio::redirect_error(asio::use_awaitable, error));
        if (ended_ || Clock::now() < deadline_) continue;
        timed_out_ = true;
        deadline_ = Clock::now() + far_away;
        socket_.cancel(error);  // the step that waits ends with an error and looks at timed_out_
    }
}

asio::awaitable<void> Connection::run() {
    bool more = true;
    while (more) more = co_await serve_next();  // g++ 12 miscompiles co_await as the condition of a loop
    if (unread_) co_await linger();
}

asio::awaitable<bool> Connection::serve_next() {
    auto head = co_await read_head();
    if (!head) co_return false;
    ++requests_;
    absolute_ = true;
    language_ = negotiate_language(head->header("accept-language"));
    cancelled_ = std::make_shared<std::atomic<bool>>(false);
    if (door_ == Door::health) co_return co_await serve_health(*head);
    bool api = head->segments[0] == "api";
    MessageParser parser;
    if (!parser.put_head(raw_head_, *head)) {
        unread_ = true;
        auto reply = refusal(400, "error.framing");
        co_return co_await send(std::move(reply), nullptr, "refused");
    }
    if (api) {
        auto peer = real_peer(*head);
        co_return co_await serve_api(*head, parser, peer);
    }
    auto reply = commons_.files.find(*head);
    reply.close = unread_ = head->has_body();
    co_return co_await send(std::move(reply), &*head, "static");
}

asio::awaitable<bool> Connection::serve_api(const RequestHead& head, MessageParser& parser, const Peer& peer) {
    auto result = commons_.router.find(head, peer);
    if (auto refused = std::get_if<Answer>(&result)) {
        auto reply = reply_of(std::move(*refused));
        reply.close = unread_ = head.has_body();
        co_return co_await send(std::move(reply), &head, "refused");
    }
    auto found = std::make_shared<Router::Found>(std::move(std::get<Router::Found>(result)));
    found->request.cancelled = cancelled_;
    caller_ = peer.address;
    std::string operation = found->endpoint->name;
    std::optional<Reply> reply;
    try {
        reply = co_await answer(head, parser, found);
    } catch (const std::bad_alloc& error) {
        reply = reply_of(failure(error, 503, operation, language_));
        reply->close = unread_ = true;
    }
    if (peer_gone_ || !socket_.is_open()) co_return false;
    co_return co_await send(std::move(*reply), &head, operation);
}

/// Makes the answer whatever happens; a malformed header of an answer is a failure of the program.
static Reply safe_reply(const std::function<Answer()>& make, const Router::Found& found) {
    try {
        return reply_of(make());
    } catch (const std::exception& error) {
        return reply_of(failure(error, 500, found.endpoint->name, found.request.language));
    }
}

asio::awaitable<Reply> Connection::answer(const RequestHead& head, MessageParser& parser,
                                          std::shared_ptr<Router::Found> found) {
    auto& router = commons_.router;
    auto outcome = std::make_shared<std::optional<Reply>>();
    bool large = found->endpoint->upload || head.chunked || head.content_length.value_or(0) > small_body;
    if (large) {  // nobody sends us a large body before we know that he may
        std::function<void()> ask = [&router, found, outcome] {
            if (auto refused = router.admit(*found)) *outcome = safe_reply([&] { return std::move(*refused); }, *found);
        };
        bool asked = co_await on_pool(commons_.workers, ask);
        if (!asked) *outcome = refusal(503, "error.unavailable");
        if (*outcome) {  // refused
            (*outcome)->close = unread_ = true;
            co_return std::move(**outcome);
        }
    }
    absolute_ = !found->endpoint->upload;
    parser.limit_body(found->endpoint->upload ? found->endpoint->upload->limit : largest_json_body);
    auto body = std::make_shared<Body>();
    auto refused = co_await read_body(head, parser, *found->endpoint, *body);
    if (refused) {
        refused->close = unread_ = true;
        co_return std::move(*refused);
    }
    if (body->file) found->request.body_file = body->file->path();
    std::function<void()> work = [&router, found, body, outcome] {
        *outcome = safe_reply([&] { return router.run(*found, body->text, body->file_hash); }, *found);
    };
    bool done = co_await on_pool(pool_for(*found->endpoint), work);
    if (done && *outcome) co_return std::move(**outcome);
    auto overload = refusal(503, "error.unavailable");
    overload.close = *cancelled_;
    co_return overload;
}

asio::awaitable<bool> Connection::serve_health(const RequestHead& head) {
    auto path = head.path();
    Answer answer = Answer::raw("ok\n", "text/plain");
    if (head.has_body() || (head.method != "GET" && head.method != "HEAD") ||
        (path != "/healthz" && path != "/readyz" && path != "/metrics")) {
        answer = problem(refuse(RefusalKind::not_found, "error.no_such_address"), language_);
    } else if (path != "/healthz") {
        auto text = std::make_shared<std::string>();
        const auto& hooks = commons_.hooks;
        std::function<void()> ask = [&hooks, text, path] {
            try {
                if (path == "/metrics") *text = hooks.metrics ? hooks.metrics() : std::string();
                else *text = !hooks.ready || hooks.ready() ? "ok\n" : "";
            } catch (const std::exception& error) {
                spdlog::warn("health question failed: reason={}", without_values(error.what()));
            }
        };
        bool asked = co_await on_pool(commons_.health_questions, ask);
        commons_.metrics.waiting = static_cast<std::int64_t>(commons_.workers.waiting());
        if (path == "/metrics") {
            answer =
                Answer::raw(commons_.metrics.text() + (asked ? *text : ""), "text/plain; version=0.0.4; charset=utf-8");
        } else if (!asked || text->empty() || commons_.stopping) {
            answer = problem(refuse(RefusalKind::unavailable, "error.unavailable"), language_);
        }
    }
    auto reply = reply_of(std::move(answer));
    reply.close = unread_ = head.has_body();
    co_return co_await send(std::move(reply), &head, "health");
}

/// Behind the proxy: the address it wrote last; what stands before it came from the caller and proves nothing.
Peer Connection::real_peer(const RequestHead& head) const {
    auto peer = peer_;
    if (!commons_.options.behind_proxy || peer.local_socket) return peer;
    auto chain = head.header("x-forwarded-for");
    auto last = chain.substr(chain.rfind(' ') + 1);
    unsigned char bytes[16];
    bool address = inet_pton(AF_INET, last.c_str(), bytes) == 1 || inet_pton(AF_INET6, last.c_str(), bytes) == 1;
    if (address) peer.address = last;
    return peer;
}

Reply Connection::refusal(int status, const char* key, Parameters parameters) const {
    auto reply = reply_of(problem(status, refuse(RefusalKind::invalid, key, std::move(parameters)), language_));
    reply.close = true;
    return reply;
}

asio::awaitable<bool> Connection::on_pool(WorkerPool& pool, std::function<void()> work) {
    auto done = std::make_shared<std::atomic<bool>>(false);
    auto job = [work = std::move(work), done, signal = signal_] {
        try {
            work();
        } catch (const std::exception& error) {
            spdlog::error("request failed: reason={}", without_values(error.what()));
        }
        *done = true;
        signal->raise();
    };
    if (!pool.submit(std::move(job), &pool == &commons_.secrets ? caller_ : std::string())) {
        ++commons_.metrics.overloads;
        co_return false;
    }
    deadline_ = Clock::now() + far_away;  // this step has its own clock
    auto end = door_ == Door::health ? request_begin_ + commons_.options.health_time : latest_end();
    auto patience = std::min(end, Clock::now() + std::chrono::milliseconds(50));
    bool watching = false;
    while (!*done && !peer_gone_ && socket_.is_open()) {
        bool woken = co_await signal_->wait(watching ? end : patience);
        if (woken || *done) continue;
        if (watching || Clock::now() >= end) break;
        watch_peer(false);  // only for work that takes its time
        watching = true;
    }
    boost::system::error_code ignored;
    if (watching) socket_.cancel(ignored);
    if (!*done) *cancelled_ = true;
    co_return done->load();
}

void Connection::watch_peer(bool end_means_gone) {
    auto look = [self = shared_from_this(), end_means_gone, cancelled = cancelled_](boost::system::error_code error) {
        if (error || !self->socket_.is_open()) return;
        char byte;
        auto peeked = ::recv(self->socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        bool next_request = peeked > 0 || (peeked < 0 && (errno == EAGAIN || errno == EINTR));
        if (next_request) return;
        self->peer_gone_ = end_means_gone || peeked < 0;
        *cancelled = true;
        self->signal_->raise();
    };
    socket_.async_wait(Socket::wait_read, std::move(look));
}

}  // namespace kartei::web
