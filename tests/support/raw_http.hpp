// Raw bytes to a server and its answers back, for requests that no client library would send. Also the ground of
// ApiClient.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kartei::test {

struct RawAnswer {
    int status = 0;
    std::map<std::string, std::string> headers;  ///< lower-case names
    std::string body;                            ///< without its framing
    bool complete = true;                        ///< false: the connection ended before the body did

    std::string header(const std::string& name) const;
};

class RawConnection {
public:
    explicit RawConnection(int port);
    explicit RawConnection(const std::string& socket_path);
    ~RawConnection();
    RawConnection(const RawConnection&) = delete;
    RawConnection& operator=(const RawConnection&) = delete;

    /// False when the server has closed.
    bool send(std::string_view bytes);
    void finish_sending();

    /// No value when the server closed without one, or the time is over. `bodiless`: the answer to a HEAD request.
    std::optional<RawAnswer> receive(std::chrono::milliseconds time = std::chrono::seconds(20), bool bodiless = false);

    /// Whatever arrives until `end` has been seen; all that came when the time is over (for event streams).
    std::string receive_until(std::string_view end, std::chrono::milliseconds time = std::chrono::seconds(20));

    /// Waits for the end of the connection; what still arrives is added to `rest`.
    bool is_closed_within(std::chrono::milliseconds time, std::string* rest = nullptr);

private:
    bool fill();
    std::optional<std::string> line();
    bool read_body(RawAnswer& answer);
    bool take(std::size_t bytes, std::string& out);

    int socket_ = -1;
    std::string in_;
    std::chrono::steady_clock::time_point until_;
};

/// One request, one answer. The status is 0 when there was none.
RawAnswer ask(int port, std::string_view bytes);

/// Every answer that the server gives to these bytes until it closes or says nothing for `silence`.
std::vector<RawAnswer> ask_all(int port, std::string_view bytes,
                               std::chrono::milliseconds silence = std::chrono::milliseconds(300));

}  // namespace kartei::test
