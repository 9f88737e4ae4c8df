#include "program/beside_server.hpp"

#include <pwd.h>
#include <sodium.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <iostream>
#include <map>
#include <mutex>
#include <streambuf>

#include "base/random.hpp"
#include "web/local_client.hpp"

namespace kartei::program {
namespace {

using web::Json;

/// Sends what is written into a stream as lines of JSON.
class Piecewise : public std::streambuf {
public:
    Piecewise(const web::Sink& sink, std::string name) : sink_(sink), name_(std::move(name)) {}
    ~Piecewise() override { sync(); }

protected:
    int overflow(int c) override {
        if (c != EOF) buffer_ += static_cast<char>(c);
        if (buffer_.size() >= 32 * 1024) sync();
        return c;
    }
    std::streamsize xsputn(const char* text, std::streamsize count) override {
        buffer_.append(text, static_cast<std::size_t>(count));
        if (buffer_.size() >= 32 * 1024) sync();
        return count;
    }
    int sync() override {
        // A character may be cut in two where the buffer ends; the rest waits.
        auto whole = buffer_.size();
        for (int back = 1; back <= 4 && back <= static_cast<int>(buffer_.size()); ++back) {
            const auto c = static_cast<unsigned char>(buffer_[buffer_.size() - static_cast<std::size_t>(back)]);
            if (c < 0x80) break;
            if (c >= 0xc0) {
                const int length = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
                if (length > back) whole = buffer_.size() - static_cast<std::size_t>(back);
                break;
            }
        }
        if (whole == 0) return 0;
        sink_(Json{{name_, buffer_.substr(0, whole)}}.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
        buffer_.erase(0, whole);
        return 0;
    }

private:
    const web::Sink& sink_;
    std::string name_, buffer_;
};

std::string user_name(std::uint32_t id) {
    const auto* entry = ::getpwuid(id);
    return entry ? entry->pw_name : std::to_string(id);
}


/// What is typed for the commands that run now: the client is asked for it when a command wants it.
class Inputs {
public:
    struct Input {
        std::mutex mutex;
        std::condition_variable changed;
        std::deque<std::string> pieces;
        bool ended = false;
    };

    std::string open(std::shared_ptr<Input> input) {
        auto token = random_secret();
        std::lock_guard guard(mutex_);
        open_.emplace(token, std::move(input));
        return token;
    }
    void close(const std::string& token) {
        std::lock_guard guard(mutex_);
        open_.erase(token);
    }
    bool give(const std::string& token, std::string piece, bool ended) {
        std::shared_ptr<Input> input;
        {
            std::lock_guard guard(mutex_);
            if (const auto found = open_.find(token); found != open_.end()) input = found->second;
        }
        if (!input) return false;
        std::lock_guard guard(input->mutex);
        if (!piece.empty()) input->pieces.push_back(std::move(piece));
        input->ended = input->ended || ended;
        input->changed.notify_all();
        return true;
    }

private:
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<Input>> open_;
};

/// The standard input of a command that runs in the server.
class TypedThere : public std::streambuf {
public:
    TypedThere(Inputs& inputs, const web::Sink& sink, std::ostream& out, std::shared_ptr<std::atomic<bool>> gone)
        : inputs_(inputs), sink_(sink), out_(out), gone_(std::move(gone)), token_(inputs.open(input_)) {}
    ~TypedThere() override { inputs_.close(token_); }

protected:
    int underflow() override {
        if (gptr() < egptr()) return traits_type::to_int_type(*gptr());
        std::unique_lock lock(input_->mutex);
        if (input_->pieces.empty() && !input_->ended) {
            lock.unlock();
            out_.flush();  // the question before the answer
            if (!sink_(Json{{"in", token_}}.dump() + "\n")) return traits_type::eof();
            lock.lock();
            const auto end = std::chrono::steady_clock::now() + longest_silence;
            while (input_->pieces.empty() && !input_->ended && !*gone_ && std::chrono::steady_clock::now() < end)
                input_->changed.wait_for(lock, std::chrono::milliseconds(200));
        }
        if (input_->pieces.empty()) return traits_type::eof();
        piece_ = std::move(input_->pieces.front());
        input_->pieces.pop_front();
        setg(piece_.data(), piece_.data(), piece_.data() + piece_.size());
        return traits_type::to_int_type(*gptr());
    }

private:
    static constexpr std::chrono::hours longest_silence{1};

    Inputs& inputs_;
    const web::Sink& sink_;
    std::ostream& out_;
    std::shared_ptr<std::atomic<bool>> gone_;
    std::shared_ptr<Inputs::Input> input_ = std::make_shared<Inputs::Input>();
    std::string token_, piece_;
};

std::string base64(std::string_view bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();  // the NUL behind it
    return text;
}

std::optional<std::string> from_base64(const std::string& text) {
    std::string bytes(text.size(), '\0');
    std::size_t length = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(),
                          nullptr, &length, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0)
        return std::nullopt;
    bytes.resize(length);
    return bytes;
}

/// The next piece of this process's standard input, for the command in the server; "" = its end.
std::string typed_here() {
    std::string piece(192 * 1024, '\0');
    ssize_t got;
    while ((got = ::read(STDIN_FILENO, piece.data(), piece.size())) < 0 && errno == EINTR) {
    }
    piece.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return piece;
}

/// Runs the command; what it says goes out piece by piece, its exit code last.
void run_streamed(const settings::Settings& settings, House& house, const std::vector<std::string>& arguments,
                  const std::string& folder, const Actor& actor, Inputs& inputs,
                  const std::shared_ptr<std::atomic<bool>>& gone,
                  const std::shared_ptr<const std::atomic<bool>>& stopping, const web::Sink& sink) {
    int code = failed;
    {
        Piecewise out_pieces(sink, "out"), err_pieces(sink, "err");
        std::ostream out(&out_pieces), err(&err_pieces);
        TypedThere typed(inputs, sink, out, gone);
        std::istream in(&typed);
        Context context{settings, &house, {in, out, err, actor, folder, InServer{gone, stopping}}};
        try {
            code = run_command(context, arguments);
        } catch (const std::exception& error) {
            err << "kartei: " << error.what() << '\n';
        }
    }
    sink(Json{{"exit", code}}.dump() + "\n");
}

}  // namespace

namespace {

web::Endpoint local_input_endpoint(const std::shared_ptr<Inputs>& inputs) {
    namespace schema = web::schema;
    web::Endpoint endpoint;
    endpoint.method = web::Method::post;
    endpoint.path = "/local/input";
    endpoint.name = "give_local_input";
    endpoint.summary =
        "What was typed for a command that runs and asked for it with a line {\"in\": token}; base64. Only from the "
        "local socket.";
    endpoint.body_schema =
        schema::object({{"token", schema::text()}, {"bytes", schema::text()}, {"end", schema::boolean()}},
                       {"token", "bytes", "end"});
    endpoint.answers = {{204, "Taken.", nullptr}};
    endpoint.handle = [inputs](web::Request& request) -> Result<web::Answer> {
        if (!request.from_local_socket) return refuse(RefusalKind::not_found, "error.no_such_path");
        auto bytes = from_base64(request.body["bytes"]);
        if (!bytes || !inputs->give(request.body["token"], std::move(*bytes), request.body["end"].get<bool>()))
            return refuse(RefusalKind::not_found, "error.no_such_path");
        return web::Answer::nothing();
    };
    return endpoint;
}

web::Endpoint local_command_endpoint(const settings::Settings& settings, House& house,
                                     const std::shared_ptr<Inputs>& inputs,
                                     const std::shared_ptr<const std::atomic<bool>>& stopping) {
    namespace schema = web::schema;
    web::Endpoint endpoint;
    endpoint.method = web::Method::post;
    endpoint.path = "/local/commands";
    endpoint.name = "run_local_command";
    endpoint.summary =
        "Runs a command of the command line inside the server; only from the local socket, as the user `system`.";
    endpoint.body_schema = schema::object(
        {{"arguments", schema::array(schema::text())}, {"folder", schema::text()}, {"language", schema::text()}},
        {"arguments", "folder"});
    endpoint.answers = {{200, "Lines of JSON: out, err, in, exit", nullptr, "application/x-ndjson"}};
    endpoint.handle = [&settings, &house, inputs, stopping](web::Request& request) -> Result<web::Answer> {
        if (!request.from_local_socket) return refuse(RefusalKind::not_found, "error.no_such_path");
        const auto arguments = request.body["arguments"].get<std::vector<std::string>>();
        const auto folder = request.body["folder"].get<std::string>();
        auto actor = Actor::system(user_name(request.peer_user.value_or(0)));
        actor.language = language_of(request.body.value("language", "en")).value_or(Language::en);
        web::Answer answer;
        answer.media_type = "application/x-ndjson";
        answer.stream = [&settings, &house, arguments, folder, actor, inputs, stopping,
                         gone = request.cancelled](const web::Sink& sink) {
            run_streamed(settings, house, arguments, folder, actor, *inputs, gone, stopping, sink);
        };
        return answer;
    };
    return endpoint;
}

}  // namespace

web::EndpointTable local_commands_endpoints(const settings::Settings& settings, House& house,
                                           std::shared_ptr<const std::atomic<bool>> stopping) {
    const auto inputs = std::make_shared<Inputs>();
    return {local_command_endpoint(settings, house, inputs, stopping), local_input_endpoint(inputs)};
}

std::optional<int> run_beside_server(const std::string& socket, const std::vector<std::string>& arguments,
                                     const Terminal& terminal) {
    if (socket.empty()) return std::nullopt;
    const web::LocalClient client(socket);
    if (!client.is_answered()) return std::nullopt;
    const Json body{{"arguments", arguments},
                    {"folder", terminal.folder},
                    {"language", language_code(terminal.actor.language)}};
    int code = failed;
    std::string rest;
    const auto answer = client.post("/local/commands", body.dump(), [&](std::string_view piece) {
        rest += piece;
        for (std::size_t end; (end = rest.find('\n')) != std::string::npos; rest.erase(0, end + 1)) {
            const auto line = Json::parse(rest.substr(0, end), nullptr, false);
            if (line.contains("out")) terminal.out << line["out"].get<std::string>() << std::flush;
            if (line.contains("err")) terminal.err << line["err"].get<std::string>() << std::flush;
            if (line.contains("exit")) code = line["exit"];
            if (!line.contains("in")) continue;
            const auto typed = typed_here();
            client.post("/local/input",
                        Json{{"token", line["in"]}, {"bytes", base64(typed)}, {"end", typed.empty()}}.dump());
        }
        return true;
    });
    if (answer.status != 200)
        terminal.err << "kartei: "
                     << text(terminal.actor.language, "command.server_refused",
                             {{"status", std::to_string(answer.status)}})
                     << "\n";
    return code;
}

int run_command(Context& context, const std::vector<std::string>& arguments) {
    const auto* command = arguments.empty() ? nullptr : find_command(arguments.front());
    if (!command) {
        context.terminal.err << "kartei: "
                             << text(context.terminal.actor.language, "command.unknown",
                                     {{"command", arguments.empty() ? "" : arguments.front()}})
                             << "\n";
        return usage;
    }
    return read_command(*command, {arguments.begin() + 1, arguments.end()}, context.terminal,
                        [&](const ProgramWork& work) { return work(context); });
}

}  // namespace kartei::program
