#include "web/message_parser.hpp"

#include <limits>
#include <utility>

#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>

namespace kartei::web {

namespace http = boost::beast::http;

struct MessageParser::Parser {
    http::request_parser<http::buffer_body> beast;
};

MessageParser::MessageParser() : parser_(std::make_unique<Parser>()) {
    parser_->beast.header_limit(largest_head);
    parser_->beast.body_limit(std::numeric_limits<std::uint64_t>::max());  // Content-Length is the router's to judge
}

void MessageParser::limit_body(std::uint64_t bytes) { parser_->beast.body_limit(bytes); }

MessageParser::~MessageParser() = default;
MessageParser::MessageParser(MessageParser&&) noexcept = default;
MessageParser& MessageParser::operator=(MessageParser&&) noexcept = default;

bool MessageParser::put_head(std::string_view raw, const RequestHead& head) {
    auto& beast = parser_->beast;
    boost::system::error_code error;
    auto used = beast.put(boost::asio::const_buffer(raw.data(), raw.size()), error);
    if (error || used != raw.size() || !beast.is_header_done()) return false;
    const auto& message = beast.get();
    auto lines = static_cast<std::size_t>(std::distance(message.begin(), message.end()));
    auto length = beast.content_length();
    return message.method_string() == head.method && message.target() == head.target && lines == head.header_lines &&
           beast.chunked() == head.chunked && length.has_value() == head.content_length.has_value() &&
           (!length || *length == *head.content_length);
}

MessageParser::State MessageParser::put_body(std::string_view bytes, std::size_t& consumed, std::string& body) {
    auto& beast = parser_->beast;
    beast.eager(true);
    consumed = 0;
    char piece[16 * 1024];
    while (!beast.is_done() && consumed < bytes.size()) {
        beast.get().body().data = piece;
        beast.get().body().size = sizeof piece;
        beast.get().body().more = true;
        boost::system::error_code error;
        auto rest = bytes.substr(consumed);
        auto used = beast.put(boost::asio::const_buffer(rest.data(), rest.size()), error);
        consumed += used;
        body.append(piece, sizeof piece - beast.get().body().size);
        if (error == http::error::body_limit) return State::too_large;
        if (error && error != http::error::need_buffer && error != http::error::need_more) return State::malformed;
        if (used == 0) break;
    }
    return beast.is_done() ? State::done : State::more;
}

bool MessageParser::is_done() const { return parser_->beast.is_done(); }

}  // namespace kartei::web
