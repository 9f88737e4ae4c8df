// The program itself, started as a user starts it: for what only a whole process shows (signals, its command line, its
// standard input, commands typed beside a server).
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace kartei::test {

/// Path of the built program.
std::string program_path();

class RunningProgram {
public:
    struct Setup {
        std::string input;                    ///< what is typed; then its end
        std::size_t most_memory = 0;          ///< bytes of address space; 0 = no limit
    };

    explicit RunningProgram(std::vector<std::string> arguments) : RunningProgram(std::move(arguments), Setup()) {}
    RunningProgram(std::vector<std::string> arguments, Setup setup);
    ~RunningProgram();  ///< kills it when it still runs
    RunningProgram(const RunningProgram&) = delete;
    RunningProgram& operator=(const RunningProgram&) = delete;

    /// Reads what it says until `words` come; what was said so far. Gives up when it ends or says nothing for long.
    std::string wait_for(const std::string& words);
    /// Exit code, or -signal; no value when it still runs after this time.
    std::optional<int> wait(std::chrono::milliseconds time = std::chrono::seconds(60));
    void signal(int number) const;
    const std::string& said();  ///< standard output and error
    pid_t pid() const { return pid_; }
    /// As `ps` shows it.
    std::string command_line() const;

private:
    bool read_more(std::chrono::milliseconds time);

    pid_t pid_ = -1;
    int output_ = -1;
    std::string said_;
    std::optional<int> ended_;
};

/// A server on ports of its own choice.
class RunningServer : public RunningProgram {
public:
    explicit RunningServer(std::vector<std::string> settings, Setup setup = {});
    int port() const { return port_; }

private:
    int port_ = 0;
};

/// A port that nobody has at the moment.
int free_port();

}  // namespace kartei::test
