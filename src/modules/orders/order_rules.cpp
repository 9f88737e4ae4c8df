#include "modules/orders/order_rules.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace kartei::orders {
namespace {

bool is_ascii_letter_or_digit(unsigned char byte) {
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool belongs_into_an_address(unsigned char byte) {
    constexpr std::string_view strange = "\"<>\\^`{|}";
    return byte > ' ' && byte != 0x7f && strange.find(static_cast<char>(byte)) == std::string_view::npos;
}

}  // namespace

bool is_web_address(std::string_view text) {
    const auto marks = text.find("://");
    if (marks == std::string_view::npos) return false;
    const auto scheme = fold(text.substr(0, marks));
    if ((scheme != "http" && scheme != "https") || scheme.size() != marks) return false;
    const auto rest = text.substr(marks + 3);
    const auto host = rest.substr(0, rest.find_first_of("/?#"));
    if (host.empty() || host.find('@') != std::string_view::npos) return false;
    const auto first = static_cast<unsigned char>(host.front());
    if (!is_ascii_letter_or_digit(first) && first != '[' && first < 0x80) return false;
    return std::all_of(rest.begin(), rest.end(), [](char byte) { return belongs_into_an_address(byte); });
}

}  // namespace kartei::orders
