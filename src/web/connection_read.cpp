// What comes in: heads, bodies and uploads, each with its limits of size and time.
#include "web/connection.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <system_error>

#include "web/problem.hpp"

namespace kartei::web {

namespace {

constexpr std::size_t read_size = 16 * 1024;
constexpr std::size_t store_size = 256 * 1024;
constexpr std::size_t largest_chunk_line = 8 * 1024;  ///< chunk sizes with their extensions, trailers

}  // namespace

asio::awaitable<bool> Connection::fill() {
    auto before = in_.size();
    in_.resize(before + read_size);
    boost::system::error_code error;
    auto bytes = co_await socket_.async_read_some(asio::buffer(in_.data() + before, read_size),
                                                  asio::redirect_error(asio::use_awaitable, error));
    in_.resize(before + (error ? 0 : bytes));
    co_return !error;
}

asio::awaitable<std::optional<RequestHead>> Connection::read_head() {
    timed_out_ = false;
    idle_ = in_.empty();
    bool first = requests_ == 0;
    request_begin_ = Clock::now();
    allow(first || !idle_ ? commons_.options.head_time : commons_.options.keep_alive_time);
    std::size_t scanned = 0;
    std::optional<Reply> refused;
    while (!refused) {
        auto progress = head_progress(in_, scanned);
        if (progress == HeadProgress::malformed) refused = refusal(400, "error.request_line");
        else if (scanned > largest_head || (progress == HeadProgress::incomplete && in_.size() >= largest_head)) {
            bool long_target = in_.find("\r\n") >= largest_head;
            refused = long_target ? refusal(414, "error.target_too_long") : refusal(431, "error.head_too_large");
        } else if (progress == HeadProgress::complete) break;
        if (refused) break;
        if (commons_.stopping && idle_) co_return std::nullopt;
        bool more = co_await fill();
        if (idle_ && more) {
            idle_ = false;
            request_begin_ = Clock::now();
            if (!first) allow(commons_.options.head_time);
        }
        if (!more && (idle_ || !timed_out_)) co_return std::nullopt;
        if (!more) refused = refusal(408, "error.timed_out");
    }
    if (!refused) {
        raw_head_ = in_.substr(0, scanned);
        in_.erase(0, scanned);
        auto result = check_head(raw_head_, commons_.rules);
        if (auto head = std::get_if<RequestHead>(&result)) co_return std::move(*head);
        const auto& violation = std::get<GateViolation>(result);
        spdlog::debug("request refused at the gate: rule={} key={}", violation.rule, violation.key);
        refused = refusal(violation.status, violation.key.c_str());
    }
    unread_ = true;
    co_await send(std::move(*refused), nullptr, "refused");
    co_return std::nullopt;
}

asio::awaitable<std::optional<Reply>> Connection::read_body(const RequestHead& head, MessageParser& parser,
                                                            const Endpoint& endpoint, Body& body) {
    const auto& options = commons_.options;
    timed_out_ = false;
    allow(options.idle_time);
    if (head.expects_continue && in_.empty()) {
        bool told = co_await write("HTTP/1.1 100 Continue\r\n\r\n");
        if (!told) co_return refusal(408, "error.timed_out");
    }
    auto begin = Clock::now();
    std::uint64_t received = 0;
    std::string piece;
    while (!parser.is_done()) {
        std::size_t used = 0;
        auto state = parser.put_body(in_, used, endpoint.upload ? piece : body.text);
        in_.erase(0, used);
        received += used;
        if (state == MessageParser::State::too_large) {
            auto limit = endpoint.upload ? endpoint.upload->limit : largest_json_body;
            co_return refusal(413, "error.body_too_large", {{"max", std::to_string(limit)}});
        }
        if (state == MessageParser::State::malformed || in_.size() > largest_chunk_line)
            co_return refusal(400, "error.framing");
        if (endpoint.upload && piece.size() >= store_size) {
            auto refused = co_await store(body, piece, false);
            if (refused) co_return refused;
        }
        if (parser.is_done()) break;
        allow(options.idle_time);
        bool more = co_await fill();
        auto elapsed = Clock::now() - begin;
        auto seconds = std::chrono::duration<double>(elapsed).count();
        bool too_slow = elapsed > options.idle_time && static_cast<double>(received) < seconds * options.slowest_rate;
        if (!more || too_slow) co_return refusal(408, "error.timed_out");
    }
    if (endpoint.upload) co_return co_await store(body, piece, true);
    co_return std::nullopt;
}

/// Writes on a thread of its own, because a full or slow disk must not hold up the other connections.
asio::awaitable<std::optional<Reply>> Connection::store(Body& body, std::string& bytes, bool last) {
    auto failed = std::make_shared<int>(0);
    auto file = std::make_shared<std::shared_ptr<UploadFile>>(body.file);
    auto hash = std::make_shared<std::string>();
    auto content = std::make_shared<std::string>(std::exchange(bytes, {}));
    std::function<void()> work = [&options = commons_.options, failed, file, hash, content, last] {
        try {
            if (!*file) *file = std::make_shared<UploadFile>(options.upload_folder);
            (*file)->add(*content);
            if (last) *hash = (*file)->finish();
        } catch (const std::system_error& error) {
            *failed = error.code().value();
        }
    };
    bool done = co_await on_pool(commons_.disk, work);
    if (!done) co_return refusal(503, "error.unavailable");
    body.file = *file;
    body.file_hash = *hash;
    if (*failed == 0) co_return std::nullopt;
    std::system_error error(*failed, std::generic_category(), "cannot store an upload");
    auto full = *failed == ENOSPC || *failed == EDQUOT || *failed == EFBIG;
    co_return reply_of(failure(error, full ? 507 : 500, "upload", language_));
}

/// The peer may still be sending. Closing at once would make its system throw our answer away (RFC 9112, 9.6).
asio::awaitable<void> Connection::linger() {
    boost::system::error_code error;
    socket_.shutdown(Socket::shutdown_send, error);
    idle_ = true;
    timed_out_ = false;
    allow(std::min<std::chrono::milliseconds>(commons_.options.idle_time, std::chrono::seconds(2)));
    std::size_t thrown_away = 0;
    while (!timed_out_ && thrown_away < 4 * 1024 * 1024) {
        in_.clear();
        bool more = co_await fill();
        if (!more) break;
        thrown_away += in_.size();
    }
}

}  // namespace kartei::web
