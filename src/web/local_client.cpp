#include "web/local_client.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <system_error>

namespace kartei::web {

namespace {

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

class LocalConnection {
public:
    explicit LocalConnection(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        if (socket_ < 0) fail("local socket");
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        bool fits = path.size() < sizeof address.sun_path;
        if (fits) std::memcpy(address.sun_path, path.data(), path.size());
        if (!fits) errno = ENAMETOOLONG;
        if (!fits || ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
            int error = errno;
            ::close(socket_);
            errno = error;
            fail("local socket");
        }
    }
    ~LocalConnection() { ::close(socket_); }
    LocalConnection(const LocalConnection&) = delete;
    LocalConnection& operator=(const LocalConnection&) = delete;

    /// False when the server does not take any more: it may have answered already.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent < 0 && errno == EINTR) continue;
            if (sent < 0 && (errno == EPIPE || errno == ECONNRESET)) return false;
            if (sent < 0) fail("local socket");
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    /// Up to the end of the line, without it.
    std::string line() {
        while (true) {
            if (auto end = in_.find("\r\n"); end != std::string::npos) {
                auto line = in_.substr(0, end);
                in_.erase(0, end + 2);
                return line;
            }
            if (in_.size() > 64 * 1024) throw std::runtime_error("the local server answered with an endless line");
            if (!fill()) broken();
        }
    }

    /// Some bytes, at most `most`; no value at the end of the stream.
    std::optional<std::string> some(std::size_t most) {
        if (in_.empty() && !fill()) return std::nullopt;
        auto piece = in_.substr(0, most);
        in_.erase(0, piece.size());
        return piece;
    }

    [[noreturn]] static void broken() {
        errno = ECONNRESET;
        fail("the local server ended its answer too early");
    }

private:
    bool fill() {
        char bytes[64 * 1024];
        while (true) {
            auto got = ::recv(socket_, bytes, sizeof bytes, 0);
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) fail("local socket");
            in_.append(bytes, static_cast<std::size_t>(got));
            return got > 0;
        }
    }

    int socket_;
    std::string in_;
};

std::uint64_t number(std::string_view text, int base) {
    std::uint64_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        throw std::runtime_error("the local server's answer is malformed");
    return value;
}

struct Head {
    int status = 0;
    std::string media_type;
    std::optional<std::uint64_t> length;
    bool chunked = false;
};

Head read_head(LocalConnection& connection) {
    Head head;
    auto status_line = connection.line();
    if (!status_line.starts_with("HTTP/1.1 ") || status_line.size() < 12)
        throw std::runtime_error("no HTTP server answered");
    head.status = static_cast<int>(number(std::string_view(status_line).substr(9, 3), 10));
    for (auto line = connection.line(); !line.empty(); line = connection.line()) {  // our own server's spelling
        auto value = [&](std::string_view name) { return std::string_view(line).substr(name.size()); };
        if (line.starts_with("Content-Type: ")) head.media_type = value("Content-Type: ");
        if (line.starts_with("Content-Length: ")) head.length = number(value("Content-Length: "), 10);
        if (line == "Transfer-Encoding: chunked") head.chunked = true;
    }
    return head;
}

/// False when the receiver has had enough.
bool read_exactly(LocalConnection& connection, std::uint64_t bytes, const LocalClient::Receive& receive) {
    while (bytes > 0) {
        auto piece = connection.some(static_cast<std::size_t>(std::min<std::uint64_t>(bytes, 1 << 20)));
        if (!piece) LocalConnection::broken();
        bytes -= piece->size();
        if (!receive(*piece)) return false;
    }
    return true;
}

void read_body(LocalConnection& connection, const Head& head, const LocalClient::Receive& receive) {
    if (head.status == 204 || head.status == 304) return;
    if (head.length) {
        read_exactly(connection, *head.length, receive);
        return;
    }
    if (!head.chunked) {
        while (auto piece = connection.some(1 << 20))
            if (!receive(*piece)) return;
        return;
    }
    while (auto size = number(connection.line(), 16)) {
        if (!read_exactly(connection, size, receive)) return;
        if (!connection.line().empty()) throw std::runtime_error("the local server's answer is malformed");
    }
}

std::string request_head(const std::string& method, const std::string& path, const LocalClient::Headers& headers,
                         const char* media_type, std::uint64_t length) {
    auto head = method + " /api/v1" + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    for (const auto& [name, value] : headers) head += name + ": " + value + "\r\n";
    if (media_type)
        head += "Content-Type: " + std::string(media_type) + "\r\nContent-Length: " + std::to_string(length) + "\r\n";
    return head + "\r\n";
}

LocalClient::Answer read_answer(LocalConnection& connection, const LocalClient::Receive& receive) {
    auto head = read_head(connection);
    while (head.status == 100) head = read_head(connection);
    LocalClient::Answer answer{head.status, head.media_type, {}};
    bool success = head.status >= 200 && head.status < 300;
    auto collect = [&](std::string_view piece) {
        answer.body += piece;
        return true;
    };
    read_body(connection, head, receive && success ? receive : LocalClient::Receive(collect));
    return answer;
}

}  // namespace

bool LocalClient::is_answered() const {
    try {
        LocalConnection connection(socket_path_);
        return true;
    } catch (const std::system_error&) {
        return false;
    }
}

LocalClient::Answer LocalClient::get(const std::string& path, const Receive& receive) const {
    return request("GET", path, "", receive);
}

LocalClient::Answer LocalClient::post(const std::string& path, const std::string& json, const Receive& receive,
                                      const Headers& headers) const {
    return request("POST", path, json, receive, headers);
}

LocalClient::Answer LocalClient::request(const std::string& method, const std::string& path, const std::string& json,
                                         const Receive& receive, const Headers& headers) const {
    LocalConnection connection(socket_path_);
    connection.send(request_head(method, path, headers, json.empty() ? nullptr : "application/json", json.size()) +
                    json);
    return read_answer(connection, receive);
}

LocalClient::Answer LocalClient::upload(const std::string& path, const std::string& file, const Receive& receive,
                                        const Headers& headers) const {
    std::ifstream in(file, std::ios::binary);
    if (!in) fail("cannot open the file to send");
    auto left = std::filesystem::file_size(file);
    LocalConnection connection(socket_path_);
    bool taken = connection.send(request_head("POST", path, headers, "application/octet-stream", left));
    std::string piece(256 * 1024, '\0');
    while (taken && left > 0) {
        in.read(piece.data(), static_cast<std::streamsize>(std::min<std::uintmax_t>(left, piece.size())));
        if (in.gcount() <= 0) throw std::runtime_error("the file became shorter while it was sent");
        left -= static_cast<std::uintmax_t>(in.gcount());
        taken = connection.send(std::string_view(piece).substr(0, static_cast<std::size_t>(in.gcount())));
    }
    return read_answer(connection, receive);
}

std::string percent_encoded(std::string_view text) {
    std::string encoded;
    for (unsigned char c : text) {
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                     c == '_' || c == '.' || c == '~';
        if (plain) encoded += static_cast<char>(c);
        else (encoded += '%') += {"0123456789ABCDEF"[c >> 4], "0123456789ABCDEF"[c & 15]};
    }
    return encoded;
}

}  // namespace kartei::web
