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
    std::string answer;            ///< the last line of the server
    bool of_recipient = false;     ///< … to the name of the recipient
    bool is_over = false;          ///< the rest is leave-taking
    std::string refused_recipient;

    static int listen(CURL*, curl_infotype what, char* bytes, std::size_t size, void* line) {
        auto& self = *static_cast<Line*>(line);
        const std::string_view words(bytes, size);
        if (what == CURLINFO_HEADER_OUT && words.starts_with("QUIT")) self.is_over = true;
        if (self.is_over) return 0;
        if (what == CURLINFO_HEADER_OUT) self.of_recipient = words.starts_with("RCPT TO"), self.answer.clear();
        if (what == CURLINFO_HEADER_IN) self.answer = words.substr(0, words.find_first_of("\r\n"));
        return 0;
    }
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
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);  // nothing is written: the listener takes it
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, Line::listen);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, line_.get());
    if (!server.user.empty()) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, password_in(server.password_file).c_str());
    }
}

Smtp::~Smtp() { curl_easy_cleanup(line_->curl); }

const std::string& Smtp::refusal_of_recipient() const { return line_->refused_recipient; }

Smtp::Outcome Smtp::send(const std::string& to, const std::string& text) {
    Message message{text};
    line_->answer.clear(), line_->refused_recipient.clear(), line_->of_recipient = line_->is_over = false;
    auto* recipients = curl_slist_append(nullptr, ("<" + to + ">").c_str());
    curl_easy_setopt(line_->curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(line_->curl, CURLOPT_READDATA, &message);
    const auto done = curl_easy_perform(line_->curl);
    long answer = 0;
    curl_easy_getinfo(line_->curl, CURLINFO_RESPONSE_CODE, &answer);
    curl_easy_setopt(line_->curl, CURLOPT_MAIL_RCPT, nullptr);
    curl_slist_free_all(recipients);
    if (done == CURLE_OK) return Outcome::sent;
    if (answer >= 500 && line_->of_recipient) line_->refused_recipient = line_->answer;
    if (done == CURLE_COULDNT_CONNECT || done == CURLE_COULDNT_RESOLVE_HOST || done == CURLE_LOGIN_DENIED ||
        done == CURLE_USE_SSL_FAILED || done == CURLE_PEER_FAILED_VERIFICATION || done == CURLE_SSL_CONNECT_ERROR)
        return Outcome::unreachable;
    if (answer >= 500) return Outcome::refused;
    if (answer >= 400) return Outcome::later;
    return message.is_handed_over() ? Outcome::in_doubt : Outcome::later;
}

}  // namespace kartei::mailing
