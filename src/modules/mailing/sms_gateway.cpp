#include "modules/mailing/sms_gateway.hpp"

#include <curl/curl.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>

#include "base/percent_encoding.hpp"

namespace kartei::mailing {
namespace {

constexpr long connect_seconds = 10, message_seconds = 30;
constexpr long unauthorized = 401, forbidden = 403, timed_out = 408, too_many = 429, unavailable = 503;

/// As it stands between the quotes of a text.
std::string json_encoded(std::string_view text) {
    const auto quoted = nlohmann::json(std::string(text)).dump();
    return quoted.substr(1, quoted.size() - 2);
}

/// Nothing in a header begins another one.
std::string in_one_line(std::string_view text) {
    std::string line(text);
    std::erase_if(line, [](unsigned char one) { return one < 0x20; });
    return line;
}

/// Placeholders in one go, so that a text that holds "{secret}" stays one.
std::string filled(std::string_view words, const TextMessage& message, const std::string& secret,
                   std::string (*written)(std::string_view)) {
    const std::array<std::pair<std::string_view, const std::string*>, 5> values{
        {{"{number}", &message.number},
         {"{text}", &message.text},
         {"{reference}", &message.reference},
         {"{status_address}", &message.status_address},
         {"{secret}", &secret}}};
    std::string out;
    while (!words.empty()) {
        const auto found = std::find_if(values.begin(), values.end(),
                                        [&](const auto& one) { return words.starts_with(one.first); });
        out += found == values.end() ? std::string(1, words.front()) : written(*found->second);
        words.remove_prefix(found == values.end() ? 1 : found->first.size());
    }
    return out;
}

std::string secret_in(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string word;
    std::getline(file, word);
    if (!word.empty() && word.back() == '\r') word.pop_back();
    return word;
}

/// The answer is of no use to anybody.
std::size_t forget(char*, std::size_t size, std::size_t count, void*) { return size * count; }

SmsOutcome outcome_of(CURLcode done, long answer) {
    if (done == CURLE_OK) {
        if (answer >= 200 && answer < 300) return SmsOutcome::sent;
        if (answer == too_many || answer == unavailable) return SmsOutcome::later;
        if (answer == unauthorized || answer == forbidden) return SmsOutcome::unreachable;
        if (answer >= 300 && answer < 500 && answer != timed_out) return SmsOutcome::refused;
        return SmsOutcome::in_doubt;
    }
    const bool not_begun = done == CURLE_COULDNT_CONNECT || done == CURLE_COULDNT_RESOLVE_HOST ||
                           done == CURLE_PEER_FAILED_VERIFICATION || done == CURLE_SSL_CONNECT_ERROR ||
                           done == CURLE_URL_MALFORMAT || done == CURLE_UNSUPPORTED_PROTOCOL;
    return not_begun ? SmsOutcome::unreachable : SmsOutcome::in_doubt;
}

}  // namespace

SmsRequest sms_request(const SmsGateway& gateway, const TextMessage& message, const std::string& secret) {
    const auto first = gateway.body.find_first_not_of(" \t\r\n");
    const bool is_json = first != std::string::npos && (gateway.body[first] == '{' || gateway.body[first] == '[');
    // A template of JSON begins with a brace of its own, a placeholder with one too.
    SmsRequest request{filled(gateway.url, message, secret, percent_encoded),
                       filled(gateway.body, message, secret, is_json ? json_encoded : percent_encoded), {}};
    for (std::string_view rest = gateway.headers; !rest.empty();) {
        const auto end = rest.find('|');
        request.headers.push_back(filled(rest.substr(0, end), message, secret, in_one_line));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    return request;
}

SmsOutcome send_text_message(const SmsGateway& gateway, const TextMessage& message) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    const auto request = sms_request(gateway, message, secret_in(gateway.secret_file));
    curl_slist* headers = nullptr;
    for (const auto& one : request.headers) headers = curl_slist_append(headers, one.c_str());
    auto* curl = curl_easy_init();
    curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, message_seconds);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, forget);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    if (gateway.method != "GET") {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body.size()));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, gateway.method.c_str());
    const auto done = curl_easy_perform(curl);
    long answer = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
    const auto outcome = outcome_of(done, answer);
    if (outcome != SmsOutcome::sent)
        spdlog::warn("the gateway for text messages: {} {}", curl_easy_strerror(done), answer);
    return outcome;
}

std::string delivery_said(std::string_view status) {
    std::string small(status);
    for (auto& one : small)
        if (one >= 'A' && one <= 'Z') one = static_cast<char>(one - 'A' + 'a');
    static constexpr std::array<std::string_view, 4> arrived{"delivered", "delivrd", "read", "delivered_to_handset"};
    static constexpr std::array<std::string_view, 12> lost{"undelivered", "undeliv", "undeliverable", "failed",
                                                           "failure",     "expired", "rejected",      "rejectd",
                                                           "deleted",     "error",   "notdelivered",  "not_delivered"};
    if (std::find(arrived.begin(), arrived.end(), small) != arrived.end()) return "delivered";
    return std::find(lost.begin(), lost.end(), small) != lost.end() ? "undelivered" : "";
}

}  // namespace kartei::mailing
