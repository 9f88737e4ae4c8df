// An answer in the form that goes over the wire: status, headers, one source of the body. The only place that writes
// outgoing headers: it refuses line breaks and NUL in them and puts the security headers on every answer without
// exception. Source: ASVS 3.3 and 3.4, RFC 6266 (file names), RFC 9110.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "web/endpoint.hpp"

namespace kartei::web {

struct Reply {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;  ///< without framing and security headers
    std::shared_ptr<const std::string> body;                   ///< at most one of body, file, stream, events
    std::string file;
    std::function<void(const Sink&)> stream;
    std::shared_ptr<EventStream> events;
    bool close = false;  ///< no further request on this connection

    /// Throws std::invalid_argument when the name is no token or the value holds CR, LF, NUL or another control
    /// character.
    void set(std::string name, std::string value);
    bool has(std::string_view name) const;
};

/// Serialises the body and sets Content-Type, ETag, Location, Content-Disposition, Cache-Control: no-store.
Reply reply_of(Answer answer);

/// How the end of the body is known, and what is on the way to the browser.
struct Framing {
    std::optional<std::uint64_t> length;  ///< Content-Length; without it chunked, or closed when neither
    bool chunked = false;
    bool keep_alive = true;
    bool behind_tls = false;              ///< Strict-Transport-Security
};

/// Status line and all headers, with the empty line.
std::string reply_head(const Reply& reply, const Framing& framing);

/// "attachment" with a name for old and new browsers (RFC 6266, RFC 8187); path parts and control characters are
/// dropped.
std::string content_disposition(std::string_view file_name);

std::string_view reason_phrase(int status);

}  // namespace kartei::web
