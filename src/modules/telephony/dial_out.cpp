#include "modules/telephony/dial_out.hpp"

#include <curl/curl.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <mutex>

#include "base/percent_encoding.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"

namespace kartei::telephony {
namespace {

constexpr long longest_wait = 6;  // seconds
constexpr std::array<std::string_view, 3> programs{"tel:", "sip:", "callto:"};
constexpr std::array<std::string_view, 2> services{"https://", "http://"};

template <class Beginnings>
bool begins_with_one(std::string_view text, const Beginnings& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(), [&](auto one) { return text.starts_with(one); });
}

void replace(std::string& text, std::string_view what, const std::string& with) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

/// The answer is of no use to anybody.
std::size_t forget(char*, std::size_t size, std::size_t count, void*) { return size * count; }

}  // namespace

Result<Done> check_template(std::string_view address) {
    const bool known = begins_with_one(address, programs) || begins_with_one(address, services);
    const bool clean = std::none_of(address.begin(), address.end(),
                                    [](unsigned char c) { return c <= ' ' || c == '"' || c == '<' || c == '>'; });
    if (known && clean && address.find("{number}") != std::string_view::npos) return Done{};
    return refuse(RefusalKind::conflict, "error.bad_call_template");
}

bool is_asked_by_house(std::string_view address) { return begins_with_one(address, services); }

std::string filled(std::string_view address, std::string_view number, std::string_view extension) {
    std::string out(address);
    // A telephone number keeps its plus where a program reads it (RFC 3966).
    replace(out, "{number}", is_asked_by_house(address) ? percent_encoded(number) : std::string(number));
    replace(out, "{extension}", percent_encoded(extension));
    return out;
}

std::string dialled_number(std::string_view typed, std::string_view country) {
    if (auto international = e164(typed, country); !international.empty()) return international;
    const auto written = written_phones(typed);
    if (written.empty()) return "";
    const auto& first = written.front().number;
    const auto digits = digits_of(first);
    return first.find('+') != std::string::npos ? "+" + digits : digits;
}

Result<Done> ask_call_service(const std::string& address) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    auto* curl = curl_easy_init();
    curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, longest_wait);
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE, 1024L * 1024L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, forget);
    const auto done = curl_easy_perform(curl);
    long answer = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
    curl_easy_cleanup(curl);
    if (done == CURLE_OK && answer >= 200 && answer < 300) return Done{};
    spdlog::warn("the call service did not dial: {} {}", curl_easy_strerror(done), answer);
    return refuse(RefusalKind::unavailable, "error.call_service_silent");
}

}  // namespace kartei::telephony
