#include "modules/mailing/smtp.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <mutex>

namespace kartei::mailing {
namespace {

constexpr long connect_seconds = 15, message_seconds = 120;

std::string password_in(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string word;
    std::getline(file, word);
    if (!word.empty() && word.back() == '\r') word.pop_back();
    return word;
}

struct Message {
    const std::string& text;
    std::size_t place = 0;
    bool is_handed_over() const { return place == text.size(); }
};

std::size_t read_some(char* to, std::size_t size, std::size_t count, void* from) {
    auto& message = *static_cast<Message*>(from);
    const auto some = std::min(size * count, message.text.size() - message.place);
    std::memcpy(to, message.text.data() + message.place, some);
    message.place += some;
    return some;
}

}  // namespace

struct Smtp::Line {
    CURL* curl = nullptr;
    std::string from;
};

Smtp::Smtp(const MailServer& server) : line_(std::make_unique<Line>()) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    auto* curl = line_->curl = curl_easy_init();
    line_->from = "<" + server.sender + ">";
    const auto url =
        (server.security == "tls" ? "smtps://" : "smtp://") + server.host + ":" + std::to_string(server.port);
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_USE_SSL, server.security == "none" ? CURLUSESSL_NONE : CURLUSESSL_ALL);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, message_seconds);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, line_->from.c_str());
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_some);
    if (!server.user.empty()) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, password_in(server.password_file).c_str());
    }
}

Smtp::~Smtp() { curl_easy_cleanup(line_->curl); }

Smtp::Outcome Smtp::send(const std::string& to, const std::string& text) {
    Message message{text};
    auto* recipients = curl_slist_append(nullptr, ("<" + to + ">").c_str());
    curl_easy_setopt(line_->curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(line_->curl, CURLOPT_READDATA, &message);
    const auto done = curl_easy_perform(line_->curl);
    long answer = 0;
    curl_easy_getinfo(line_->curl, CURLINFO_RESPONSE_CODE, &answer);
    curl_easy_setopt(line_->curl, CURLOPT_MAIL_RCPT, nullptr);
    curl_slist_free_all(recipients);
    if (done == CURLE_OK) return Outcome::sent;
    if (done == CURLE_COULDNT_CONNECT || done == CURLE_COULDNT_RESOLVE_HOST || done == CURLE_LOGIN_DENIED ||
        done == CURLE_USE_SSL_FAILED || done == CURLE_PEER_FAILED_VERIFICATION || done == CURLE_SSL_CONNECT_ERROR)
        return Outcome::unreachable;
    if (answer >= 500) return Outcome::refused;
    if (answer >= 400) return Outcome::later;
    return message.is_handed_over() ? Outcome::in_doubt : Outcome::later;
}

}  // namespace kartei::mailing
