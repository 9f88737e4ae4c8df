#include "tests/support/raw_http.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace kartei::test {

namespace {

void connect_to(int socket, const sockaddr* address, socklen_t length) {
    if (socket < 0 || ::connect(socket, address, length) != 0)
        throw std::runtime_error(std::string("cannot connect: ") + std::strerror(errno));
}

}  // namespace

std::string RawAnswer::header(const std::string& name) const {
    auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
}

RawConnection::RawConnection(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connect_to(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

RawConnection::RawConnection(const std::string& socket_path)
    : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    socket_path.copy(address.sun_path, sizeof address.sun_path - 1);
    connect_to(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
}

RawConnection::~RawConnection() {
    if (socket_ >= 0) ::close(socket_);
}

bool RawConnection::send(std::string_view bytes) {
    while (!bytes.empty()) {
        auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void RawConnection::finish_sending() { ::shutdown(socket_, SHUT_WR); }

bool RawConnection::fill() {
    auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until_ - std::chrono::steady_clock::now());
    pollfd waiting{socket_, POLLIN, 0};
    if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) return false;
    char bytes[64 * 1024];
    auto got = ::recv(socket_, bytes, sizeof bytes, 0);
    if (got <= 0) return false;
    in_.append(bytes, static_cast<std::size_t>(got));
    return true;
}

std::optional<std::string> RawConnection::line() {
    while (in_.find("\r\n") == std::string::npos)
        if (!fill()) return std::nullopt;
    auto end = in_.find("\r\n");
    auto line = in_.substr(0, end);
    in_.erase(0, end + 2);
    return line;
}

bool RawConnection::take(std::size_t bytes, std::string& out) {
    while (in_.size() < bytes)
        if (!fill()) {
            out += std::exchange(in_, {});
            return false;
        }
    out += in_.substr(0, bytes);
    in_.erase(0, bytes);
    return true;
}

bool RawConnection::read_body(RawAnswer& answer) {
    if (answer.header("transfer-encoding") == "chunked") {
        while (true) {
            auto size_line = line();
            if (!size_line) return false;
            auto size = std::stoul(*size_line, nullptr, 16);
            if (size > 0 && !take(size, answer.body)) return false;
            if (line() != "") return false;
            if (size == 0) return true;
        }
    }
    if (auto length = answer.header("content-length"); !length.empty()) return take(std::stoul(length), answer.body);
    while (fill()) {
    }
    answer.body = std::exchange(in_, {});
    return true;
}

std::optional<RawAnswer> RawConnection::receive(std::chrono::milliseconds time, bool bodiless) {
    until_ = std::chrono::steady_clock::now() + time;
    auto status_line = line();
    if (!status_line || !status_line->starts_with("HTTP/1.1 ")) return std::nullopt;
    RawAnswer answer;
    answer.status = std::stoi(status_line->substr(9, 3));
    while (auto header = line()) {
        if (header->empty()) {
            bodiless = bodiless || answer.status == 204 || answer.status == 304 || answer.status / 100 == 1;
            answer.complete = bodiless || read_body(answer);
            return answer;
        }
        auto colon = header->find(": ");
        if (colon == std::string::npos) return std::nullopt;
        auto name = header->substr(0, colon);
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
        answer.headers[name] = header->substr(colon + 2);
    }
    return std::nullopt;
}

std::string RawConnection::receive_until(std::string_view end, std::chrono::milliseconds time) {
    until_ = std::chrono::steady_clock::now() + time;
    while (in_.find(end) == std::string::npos)
        if (!fill()) return std::exchange(in_, {});
    auto size = in_.find(end) + end.size();
    auto text = in_.substr(0, size);
    in_.erase(0, size);
    return text;
}

bool RawConnection::is_closed_within(std::chrono::milliseconds time, std::string* rest) {
    until_ = std::chrono::steady_clock::now() + time;
    while (fill()) {
    }
    if (rest) *rest += in_;
    char byte;
    auto peeked = ::recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return peeked == 0 || (peeked < 0 && errno != EAGAIN);
}

RawAnswer ask(int port, std::string_view bytes) {
    RawConnection connection(port);
    connection.send(bytes);
    return connection.receive().value_or(RawAnswer{});
}

std::vector<RawAnswer> ask_all(int port, std::string_view bytes, std::chrono::milliseconds silence) {
    RawConnection connection(port);
    connection.send(bytes);
    std::vector<RawAnswer> answers;
    while (auto answer = connection.receive(answers.empty() ? std::chrono::milliseconds(20'000) : silence))
        answers.push_back(std::move(*answer));
    return answers;
}

}  // namespace kartei::test
