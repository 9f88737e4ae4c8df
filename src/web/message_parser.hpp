// Boost.Beast's HTTP parser behind a small face: the only file that includes it (13 s to compile). It decodes the body
// after the gate has passed the head, and must agree with the gate about the framing (defence in depth).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "web/gate.hpp"

namespace kartei::web {

class MessageParser {
public:
    MessageParser();
    ~MessageParser();
    MessageParser(MessageParser&&) noexcept;
    MessageParser& operator=(MessageParser&&) noexcept;

    /// The whole head. False when Beast refuses it or sees another method, target, number of headers or framing than
    /// the gate.
    bool put_head(std::string_view raw, const RequestHead& head);

    void limit_body(std::uint64_t bytes);

    enum class State { more, done, malformed, too_large };

    /// Decodes from `bytes` and appends to `body`; `consumed` bytes are used up. Stops at the end of the message.
    State put_body(std::string_view bytes, std::size_t& consumed, std::string& body);
    bool is_done() const;

private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
};

}  // namespace kartei::web
