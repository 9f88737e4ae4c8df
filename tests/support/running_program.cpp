#include "tests/support/running_program.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace kartei::test {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds long_silence{60};

[[noreturn]] void become_program(const std::vector<std::string>& arguments, const RunningProgram::Setup& setup, int in,
                                 int out) {
    ::dup2(in, STDIN_FILENO);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(out, STDERR_FILENO);
    ::close_range(3, ~0U, 0);
    if (setup.most_memory > 0) {
        const rlimit limit{setup.most_memory, setup.most_memory};
        ::setrlimit(RLIMIT_AS, &limit);
    }
    auto words = arguments;
    words.insert(words.begin(), program_path());
    std::vector<char*> pointers;
    for (auto& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    ::execv(words.front().c_str(), pointers.data());
    ::_exit(127);
}

}  // namespace

std::string program_path() {
    return (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "kartei").string();
}

RunningProgram::RunningProgram(std::vector<std::string> arguments, Setup setup) {
    int typed[2], said[2];
    if (::pipe2(typed, O_CLOEXEC) != 0 || ::pipe2(said, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    pid_ = ::fork();
    if (pid_ == 0) become_program(arguments, setup, typed[0], said[1]);
    ::close(typed[0]);
    ::close(said[1]);
    output_ = said[0];
    if (pid_ < 0) throw std::runtime_error("the program does not start");
    std::thread([input = std::move(setup.input), out = typed[1]] {
        for (std::size_t done = 0; done < input.size();) {
            const auto wrote = ::write(out, input.data() + done, input.size() - done);
            if (wrote <= 0) break;
            done += static_cast<std::size_t>(wrote);
        }
        ::close(out);
    }).detach();
}

RunningProgram::~RunningProgram() {
    if (!ended_) {
        signal(SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    ::close(output_);
}

bool RunningProgram::read_more(std::chrono::milliseconds time) {
    pollfd source{output_, POLLIN, 0};
    if (::poll(&source, 1, static_cast<int>(time.count())) <= 0) return false;
    char piece[4096];
    const auto got = ::read(output_, piece, sizeof piece);
    if (got > 0) said_.append(piece, static_cast<std::size_t>(got));
    return got > 0;
}

std::string RunningProgram::wait_for(const std::string& words) {
    while (said_.find(words) == std::string::npos && read_more(long_silence)) {
    }
    return said_;
}

std::optional<int> RunningProgram::wait(std::chrono::milliseconds time) {
    for (const auto end = Clock::now() + time; !ended_;) {
        int status = 0;
        if (::waitpid(pid_, &status, WNOHANG) == pid_)
            ended_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
        else if (Clock::now() > end) return std::nullopt;
        else read_more(std::chrono::milliseconds(10));
    }
    return ended_;
}

const std::string& RunningProgram::said() {
    while (read_more(std::chrono::milliseconds(0))) {
    }
    return said_;
}

void RunningProgram::signal(int number) const { ::kill(pid_, number); }

std::string RunningProgram::command_line() const {
    std::ifstream in("/proc/" + std::to_string(pid_) + "/cmdline", std::ios::binary);
    std::string line(std::istreambuf_iterator<char>(in), {});
    std::replace(line.begin(), line.end(), '\0', ' ');
    return line;
}

int free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    ::bind(socket, reinterpret_cast<sockaddr*>(&address), length);
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &length);
    ::close(socket);
    return ntohs(address.sin_port);
}

RunningServer::RunningServer(std::vector<std::string> settings, Setup setup)
    : RunningProgram(
          [&] {
              settings.insert(settings.begin(), {"serve", "--port", "0"});
              return settings;
          }(),
          std::move(setup)) {
    const std::string words = "Kartei is running at http://127.0.0.1:";
    const auto said = wait_for(words);
    const auto at = wait_for("\n" ).find(words);
    if (at == std::string::npos) throw std::runtime_error("the server did not start: " + said);
    while (this->said().find('\n', at) == std::string::npos && !wait(std::chrono::milliseconds(1))) {
    }
    port_ = std::stoi(this->said().substr(at + words.size()));
}

}  // namespace kartei::test
