// The strict gate before every request: nine rules that close what the HTTP library lets through (framing tricks,
// request smuggling, hidden characters, foreign hosts). Pure functions over the raw bytes of a request head; no socket,
// no library. A violation is answered with a problem and the connection is closed, because the border to the next
// request is in doubt. Source: RFC 9110, RFC 9112; the measured leniencies of Beast 1.74 are listed in
// docs/architecture.md. Read reply.hpp next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace kartei::web {

inline constexpr std::size_t largest_head = 8 * 1024;    ///< bytes of request line and header lines: 431 above
inline constexpr std::size_t most_header_lines = 100;

/// What stands before the body of a request that has passed the gate.
struct RequestHead {
    std::string method;                          ///< GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS
    std::string target;                          ///< as received: path and query
    int minor_version = 1;                       ///< HTTP/1.x
    std::vector<std::string> segments;           ///< of the path, split at '/' first, then percent-decoded once, UTF-8
    std::string query;                           ///< as received, without '?'
    std::map<std::string, std::string> headers;  ///< lower-case names; repeated list headers joined by ", "
    std::size_t header_lines = 0;
    std::optional<std::uint64_t> content_length;
    bool chunked = false;
    bool keep_alive = true;
    bool expects_continue = false;

    bool has_body() const { return chunked || content_length.value_or(0) > 0; }
    std::string header(const std::string& name) const;  ///< "" without one
    std::string path() const;                           ///< decoded, "/" first
};

/// Why a request is not read any further. `key` is a key of texts.json; `rule` the number in the list of section 4.3.
struct GateViolation {
    int status = 400;
    int rule = 0;
    std::string key;
};

struct GateRules {
    /// Names a Host header may carry, lower case, without port; "[::1]" with brackets.
    std::vector<std::string> allowed_hosts = {"localhost", "127.0.0.1", "[::1]"};
};

/// How far a head has arrived. Looks at bytes from `scanned` on and moves it; refuses at the first byte that can never
/// be right, so that nobody waits ten seconds for the end of nonsense.
enum class HeadProgress { incomplete, complete, malformed };
HeadProgress head_progress(std::string_view buffer, std::size_t& scanned);

/// The nine rules. `raw` is a whole head with its closing empty line.
std::variant<RequestHead, GateViolation> check_head(std::string_view raw, const GateRules& rules);

/// Percent-decoding; '+' becomes a blank when `form` (query). No value when an escape is broken or the result holds a
/// control character or is not UTF-8.
std::optional<std::string> percent_decoded(std::string_view text, bool form = false);

}  // namespace kartei::web
