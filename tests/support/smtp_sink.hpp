// A mail server for tests: takes messages on a port of its own and keeps them; puts off or refuses whom the test says, and
// hangs up behind a message that it has taken, or has not.
#pragma once

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace kartei::test {

class SmtpSink {
public:
    enum class Answer { take, put_off, refuse, vanish, unknown };  ///< unknown: the recipient is
    /// Asked once for each message with its recipient, and how many came before.
    using Decide = std::function<Answer(const std::string& to, int before)>;

    explicit SmtpSink(Decide decide = {}) : decide_(std::move(decide)) {
        socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        (void)::bind(socket_, reinterpret_cast<sockaddr*>(&address), size);
        (void)::listen(socket_, 8);
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    ~SmtpSink() {
        ending_ = true;
        ::shutdown(socket_, SHUT_RDWR);
        if (const int talking = talking_.load(); talking >= 0) ::shutdown(talking, SHUT_RDWR);
        thread_.join();
        ::close(socket_);
    }
    int port() const { return port_; }

    struct Message {
        std::string to, text;
    };
    std::vector<Message> messages() const {
        const std::lock_guard guard(mutex_);
        return messages_;
    }

private:
    void serve() {
        while (!ending_) {
            const int line = ::accept(socket_, nullptr, nullptr);
            if (line < 0) return;
            talking_ = line;
            talk(line);
            talking_ = -1;
            ::close(line);
        }
    }
    static void say(int line, const std::string& words) { (void)::send(line, words.data(), words.size(), MSG_NOSIGNAL); }
    static bool read_line(int line, std::string& buffer, std::string& words) {
        for (;;) {
            if (const auto end = buffer.find("\r\n"); end != std::string::npos) {
                words = buffer.substr(0, end);
                buffer.erase(0, end + 2);
                return true;
            }
            char some[4096];
            const auto count = ::recv(line, some, sizeof some, 0);
            if (count <= 0) return false;
            buffer.append(some, static_cast<std::size_t>(count));
        }
    }
    void talk(int line) {
        std::string buffer, words, to;
        say(line, "220 sink\r\n");
        while (read_line(line, buffer, words)) {
            if (words.starts_with("EHLO")) say(line, "250-sink\r\n250 8BITMIME\r\n");
            else if (words.starts_with("RCPT")) take_name(line, words, to);
            else if (words.starts_with("DATA")) {
                if (!take(line, buffer, to)) return;
            } else if (words.starts_with("QUIT")) return say(line, "221 bye\r\n");
            else say(line, "250 ok\r\n");
        }
    }
    /// Whoever is unknown is so at his name already, and then is not asked about again.
    void take_name(int line, const std::string& words, std::string& to) {
        to = words.substr(9, words.find('>') - 9);
        const std::lock_guard guard(mutex_);
        const bool unknown = decide_ && decide_(to, asked_) == Answer::unknown;
        say(line, unknown ? "550 5.1.1 unknown\r\n" : "250 ok\r\n");
    }
    bool take(int line, std::string& buffer, const std::string& to) {
        say(line, "354 go on\r\n");
        std::string words, text;
        while (read_line(line, buffer, words) && words != ".") text += words + "\r\n";
        const std::lock_guard guard(mutex_);
        const auto answer = decide_ ? decide_(to, asked_++) : Answer::take;
        if (answer == Answer::vanish) return false;
        if (answer == Answer::take) messages_.push_back({to, text});
        say(line, answer == Answer::take      ? "250 taken\r\n"
                  : answer == Answer::put_off ? "451 later\r\n"
                                              : "550 never\r\n");
        return true;
    }

    Decide decide_;
    int socket_ = -1, port_ = 0, asked_ = 0;
    std::atomic<bool> ending_ = false;
    std::atomic<int> talking_ = -1;
    mutable std::mutex mutex_;
    std::vector<Message> messages_;
    std::thread thread_;
};

}  // namespace kartei::test
