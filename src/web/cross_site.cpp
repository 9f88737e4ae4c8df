#include "web/cross_site.hpp"

#include <algorithm>

#include "web/form_body.hpp"

namespace kartei::web {

namespace {

std::string lower_case_without_blanks(std::string text) {
    std::erase(text, ' ');
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

constexpr std::string_view form_type = "application/x-www-form-urlencoded";

/// "host:port" without the port that the scheme implies.
std::string authority(std::string text, std::string_view implied_port) {
    if (text.ends_with(implied_port)) text.resize(text.size() - implied_port.size());
    return text;
}

}  // namespace

bool is_safe(const std::string& method) { return method == "GET" || method == "HEAD" || method == "OPTIONS"; }

bool comes_from_this_site(const RequestHead& head) {
    auto site = head.header("sec-fetch-site");
    if (!site.empty()) return site == "same-origin" || site == "none";
    if (!head.headers.contains("origin")) return true;
    auto origin = lower_case_without_blanks(head.header("origin")),
         host = lower_case_without_blanks(head.header("host"));
    if (origin.starts_with("https://")) return authority(origin.substr(8), ":443") == authority(host, ":443");
    if (origin.starts_with("http://")) return authority(origin.substr(7), ":80") == authority(host, ":80");
    return false;
}

bool takes_one_click(const Endpoint& endpoint) {
    return endpoint.permission.empty() && !endpoint.upload && endpoint.body_schema.is_null() &&
           endpoint.method == Method::post;
}

bool is_form_type(std::string_view content_type) {
    const auto type = lower_case_without_blanks(std::string(content_type));
    return type == form_type || type == std::string(form_type) + ";charset=utf-8";
}

bool has_right_content_type(const RequestHead& head, const Endpoint& endpoint) {
    auto type = lower_case_without_blanks(head.header("content-type"));
    if (endpoint.upload) return type == "application/octet-stream";
    // One click of a mail program (RFC 8058), or of a page without a script: nothing in the body is read.
    if (is_form_type(type)) return (type == form_type && takes_one_click(endpoint)) || takes_form(endpoint.body_schema);
    if (type.empty()) return !head.has_body() && endpoint.body_schema.is_null();
    return type == "application/json" || type == "application/json;charset=utf-8";
}

}  // namespace kartei::web
