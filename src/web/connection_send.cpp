// What goes out: ready bodies, files, streams from a worker thread, events.
#include "web/connection.hpp"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "web/body_pipe.hpp"
#include "web/event_stream.hpp"
#include "web/problem.hpp"

namespace kartei::web {

namespace {

constexpr std::size_t piece_size = 64 * 1024;

std::string chunk(std::string_view piece, bool chunked) {
    if (!chunked) return std::string(piece);
    char size[24];
    auto length = std::snprintf(size, sizeof size, "%zx\r\n", piece.size());
    std::string framed(size, static_cast<std::size_t>(length));
    return framed.append(piece).append("\r\n");
}

constexpr std::string_view last_chunk = "0\r\n\r\n";

}  // namespace

asio::awaitable<bool> Connection::write(std::string_view bytes) {
    auto begin = Clock::now();
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        allow(commons_.options.idle_time);
        boost::system::error_code error;
        auto piece = asio::buffer(bytes.data() + sent, std::min(bytes.size() - sent, piece_size));
        sent += co_await socket_.async_write_some(piece, asio::redirect_error(asio::use_awaitable, error));
        auto elapsed = Clock::now() - begin;
        auto seconds = std::chrono::duration<double>(elapsed).count();
        bool too_slow = elapsed > commons_.options.idle_time &&
                        static_cast<double>(sent) < seconds * commons_.options.slowest_rate;
        if (error || too_slow) {
            peer_gone_ = true;
            co_return false;
        }
    }
    co_return true;
}

asio::awaitable<bool> Connection::send(Reply reply, const RequestHead* head, std::string operation) {
    timed_out_ = false;
    Framing framing;
    bool modern = head && head->minor_version >= 1;
    framing.keep_alive = modern && head->keep_alive && !reply.close && !commons_.stopping &&
                         requests_ < commons_.options.most_requests_per_connection;
    framing.behind_tls = commons_.options.behind_tls;
    framing.chunked = modern;
    bool without_body = head && head->method == "HEAD";
    if (reply.stream || reply.events) framing.keep_alive = framing.keep_alive && modern;
    int status = reply.status;
    bool sent = false;
    if (!reply.file.empty()) sent = co_await send_file(reply, framing, without_body);
    else if (reply.stream && !without_body) sent = co_await send_stream(reply, framing);
    else if (reply.events && !without_body) sent = co_await send_events(reply, framing);
    else {
        if (reply.body) framing.length = reply.body->size();
        bool bodiless = status == 204 || status == 304;
        if (!reply.body && bodiless) framing.chunked = false;
        auto text = reply_head(reply, framing);
        bool small = reply.body && !without_body && reply.body->size() <= piece_size;
        if (small) text += *reply.body;
        sent = co_await write(text);
        if (sent && reply.body && !without_body && !small) sent = co_await write(*reply.body);
    }
    commons_.metrics.count(operation, reply.status, Clock::now() - request_begin_);
    spdlog::debug("request: operation={} status={}", operation, reply.status);
    co_return sent && framing.keep_alive;
}

asio::awaitable<bool> Connection::send_file(Reply& reply, Framing framing, bool without_body) {
    struct Closer {
        int file;
        ~Closer() {
            if (file >= 0) ::close(file);
        }
    } closer{::open(reply.file.c_str(), O_RDONLY | O_CLOEXEC)};
    struct stat about {};
    if (closer.file < 0 || fstat(closer.file, &about) != 0 || !S_ISREG(about.st_mode)) {
        std::system_error error(closer.file < 0 ? errno : EISDIR, std::generic_category(),
                                "cannot open the file of an answer");
        auto failed = reply_of(failure(error, 500, "file", language_));
        co_return co_await send_instead(reply, std::move(failed), framing, without_body);
    }
    absolute_ = false;
    framing.length = static_cast<std::uint64_t>(about.st_size);
    auto head = reply_head(reply, framing);
    bool going = co_await write(head);
    std::string piece(4 * piece_size, '\0');
    for (auto left = *framing.length; going && !without_body && left > 0;) {
        auto got = ::read(closer.file, piece.data(), std::min<std::uint64_t>(left, piece.size()));
        if (got <= 0) co_return false;  // shorter than announced: the peer must notice
        left -= static_cast<std::uint64_t>(got);
        auto part = std::string_view(piece).substr(0, static_cast<std::size_t>(got));
        going = co_await write(part);
    }
    co_return going;
}

/// A problem in place of an answer whose head has not gone out yet.
asio::awaitable<bool> Connection::send_instead(Reply& reply, Reply problem, Framing framing, bool without_body) {
    reply = std::move(problem);
    framing.length = reply.body->size();
    auto text = reply_head(reply, framing) + (without_body ? "" : *reply.body);
    bool sent = co_await write(text);
    co_return sent;
}

/// Runs on a stream thread; nothing of the connection but the pipe is touched there.
static void run_stream(const std::function<void(const Sink&)>& stream, BodyPipe& pipe) {
    try {
        stream([&](std::string_view piece) { return pipe.push(piece); });
        pipe.finish(true);
    } catch (const std::exception& error) {
        spdlog::error("stream failed: reason={}", without_values(error.what()));
        pipe.finish(false);
    }
}

/// A command typed beside the server takes as long as it takes.
Clock::time_point Connection::stream_end() const {
    return Clock::now() + (door_ == Door::local ? far_away : commons_.options.stream_time);
}

/// The head goes out with the first piece, so that a stream which fails at once is still answered with a problem.
asio::awaitable<bool> Connection::send_stream(Reply& reply, Framing framing) {
    absolute_ = false;
    auto pipe = std::make_shared<BodyPipe>([signal = signal_] { signal->raise(); }, commons_.spools);
    struct Closer {
        BodyPipe& pipe;
        ~Closer() { pipe.close(); }
    } closer{*pipe};
    auto stream = std::make_shared<std::function<void(const Sink&)>>(std::move(reply.stream));
    auto& makers = door_ == Door::local ? commons_.commands : commons_.streams;
    if (!makers.submit([stream, pipe] { run_stream(*stream, *pipe); })) {
        auto busy = refusal(503, "error.unavailable");
        co_return co_await send_instead(reply, std::move(busy), framing, false);
    }
    deadline_ = Clock::now() + far_away;
    const auto end = stream_end();
    watch_peer(true);
    bool head_sent = false, going = true;
    auto state = BodyPipe::State::open;
    while (going && state == BodyPipe::State::open && !peer_gone_ && socket_.is_open() && Clock::now() < end) {
        auto piece = pipe->take(state);
        if (state == BodyPipe::State::broken) break;
        bool last = state == BodyPipe::State::complete;
        std::string out;
        if (!head_sent && (last || !piece.empty())) out = reply_head(reply, framing);
        head_sent = head_sent || !out.empty();
        if (!piece.empty()) out += chunk(piece, framing.chunked);
        if (last && framing.chunked) out += last_chunk;
        if (!out.empty()) going = co_await write(out);
        else co_await signal_->wait(end);
    }
    boost::system::error_code ignored;
    socket_.cancel(ignored);  // the watch
    if (state != BodyPipe::State::broken ||
        head_sent)  // without the last chunk the peer sees that something is missing
        co_return going && state == BodyPipe::State::complete;
    std::runtime_error error("stream failed before its first byte");
    auto failed = reply_of(failure(error, 500, "stream", language_));
    co_return co_await send_instead(reply, std::move(failed), framing, false);
}

asio::awaitable<bool> Connection::send_events(Reply& reply, Framing framing) {
    absolute_ = false;
    auto events = reply.events;
    auto signal = signal_;
    events->listen([signal] { signal->raise(); });
    struct Closer {
        EventStream& events;
        ~Closer() {
            events.listen({});
            events.close();
        }
    } closer{*events};
    bool chunked = framing.chunked, closed = false;
    auto head = reply_head(reply, framing), heartbeat = chunk(":\n\n", chunked);
    bool going = co_await write(head);
    watch_peer(true);
    auto next_heartbeat = Clock::now() + commons_.options.heartbeat_time;
    while (going && !peer_gone_ && !closed && socket_.is_open()) {
        auto text = events->take(closed);
        closed = closed || commons_.stopping;
        auto framed = chunk(text, chunked);
        if (!text.empty()) going = co_await write(framed);
        if (!going || closed) break;
        deadline_ = Clock::now() + far_away;
        bool woken = co_await signal_->wait(std::min(next_heartbeat, Clock::now() + commons_.options.trust_time));
        if (woken) continue;
        commons_.workers.submit([events] { events->ask_for_trust(); });
        if (Clock::now() < next_heartbeat) continue;
        going = co_await write(heartbeat);
        next_heartbeat = Clock::now() + commons_.options.heartbeat_time;
    }
    boost::system::error_code ignored;
    socket_.cancel(ignored);
    if (going && chunked && socket_.is_open() && !peer_gone_) going = co_await write(last_chunk);
    co_return going && !peer_gone_;
}

}  // namespace kartei::web
