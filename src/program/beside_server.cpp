#include "program/beside_server.hpp"

#include <pwd.h>

#include <filesystem>
#include <iostream>
#include <sstream>
#include <streambuf>

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


/// Runs the command; what it says goes out piece by piece, its exit code last.
void run_streamed(const settings::Settings& settings, House& house, const std::vector<std::string>& arguments,
                  const std::string& folder, const Actor& actor, const web::Sink& sink) {
    int code = failed;
    {
        Piecewise out_pieces(sink, "out"), err_pieces(sink, "err");
        std::ostream out(&out_pieces), err(&err_pieces);
        std::istringstream nothing;
        Context context{settings, &house, {nothing, out, err, actor, folder}};
        try {
            code = run_command(context, arguments);
        } catch (const std::exception& error) {
            err << "kartei: " << error.what() << '\n';
        }
    }
    sink(Json{{"exit", code}}.dump() + "\n");
}

}  // namespace

web::Endpoint local_commands_endpoint(const settings::Settings& settings, House& house) {
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
    endpoint.answers = {{200, "Lines of JSON: out, err, exit", nullptr, "application/x-ndjson"}};
    endpoint.handle = [&settings, &house](web::Request& request) -> Result<web::Answer> {
        if (!request.from_local_socket) return refuse(RefusalKind::not_found, "error.no_such_path");
        const auto arguments = request.body["arguments"].get<std::vector<std::string>>();
        const auto folder = request.body["folder"].get<std::string>();
        auto actor = Actor::system(user_name(request.peer_user.value_or(0)));
        actor.language = language_of(request.body.value("language", "en")).value_or(Language::en);
        web::Answer answer;
        answer.media_type = "application/x-ndjson";
        answer.stream = [&settings, &house, arguments, folder, actor](const web::Sink& sink) {
            run_streamed(settings, house, arguments, folder, actor, sink);
        };
        return answer;
    };
    return endpoint;
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
        }
        return true;
    });
    if (answer.status != 200)
        terminal.err << "kartei: the running server refused the command (" << answer.status << ")\n";
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
