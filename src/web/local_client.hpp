// A small blocking HTTP client for the local socket of a running server: how a command talks to the server beside it.
// One request per connection. Knows no endpoint and no JSON.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kartei::web {

class LocalClient {
public:
    explicit LocalClient(std::string socket_path) : socket_path_(std::move(socket_path)) {}

    struct Answer {
        int status = 0;
        std::string media_type;
        std::string body;  ///< of an answer that was not passed to `receive`
    };

    using Headers = std::vector<std::pair<std::string, std::string>>;

    /// Takes the body of a success (2xx) piece by piece; returning false ends the request.
    using Receive = std::function<bool(std::string_view)>;

    /// Does a server listen at the socket?
    bool is_answered() const;

    /// `path` below /api/v1, already percent-encoded. Without `receive` the body is collected. Throws std::system_error
    /// when nobody answers or the connection breaks in the middle, std::runtime_error when the answer is no HTTP.
    Answer get(const std::string& path, const Receive& receive = {}) const;
    Answer post(const std::string& path, const std::string& json, const Receive& receive = {},
                const Headers& headers = {}) const;
    Answer request(const std::string& method, const std::string& path, const std::string& json,
                   const Receive& receive = {}, const Headers& headers = {}) const;

    /// Uploads a file as application/octet-stream.
    Answer upload(const std::string& path, const std::string& file, const Receive& receive = {},
                  const Headers& headers = {}) const;

private:
    std::string socket_path_;
};

/// Percent-encodes a text for use in a path segment or a query value.
std::string percent_encoded(std::string_view text);

}  // namespace kartei::web
