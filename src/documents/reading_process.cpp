#include "documents/reading_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <system_error>

#include "documents/reading_child.hpp"
#include "documents/table_wire.hpp"

namespace kartei::documents {
namespace {

constexpr int pipe_size = 1 << 20;
/// Above the numbers the child gets, so that none is overwritten before it was handed over.
constexpr int first_free_number = 10;

void expect(int error, const char* what) {
    if (error != 0) throw std::system_error(error, std::generic_category(), what);
}

/// Out of the way of the numbers that are handed over.
Descriptor moved_up(Descriptor descriptor) {
    Descriptor up(::fcntl(descriptor.number(), F_DUPFD_CLOEXEC, first_free_number));
    expect(up.is_open() ? 0 : errno, "a file for the reading process");
    return up;
}

struct Pipe {
    Descriptor out, in;  ///< what is written to `in` comes out of `out`
};
Pipe new_pipe() {
    int ends[2];
    expect(::pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno, "a pipe to the reading process");
    return {moved_up(Descriptor(ends[0])), moved_up(Descriptor(ends[1]))};
}

/// What the child has open, and which signals it minds: nothing of ours.
class Handover {
public:
    Handover() {
        expect(::posix_spawn_file_actions_init(&actions), "posix_spawn");
        expect(::posix_spawnattr_init(&attributes), "posix_spawn");
        sigset_t none, all;
        ::sigemptyset(&none);
        ::sigfillset(&all);
        ::posix_spawnattr_setsigmask(&attributes, &none);
        ::posix_spawnattr_setsigdefault(&attributes, &all);
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    ~Handover() {
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
    }
    Handover(const Handover&) = delete;
    Handover& operator=(const Handover&) = delete;

    void give(const Descriptor& ours, int theirs) {
        expect(::posix_spawn_file_actions_adddup2(&actions, ours.number(), theirs), "posix_spawn");
    }
    void give_nothing_else() {
        expect(::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0), "posix_spawn");
        expect(::posix_spawn_file_actions_addclosefrom_np(&actions, file_to_read + 1), "posix_spawn");
    }

    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
};

pid_t start(const std::vector<std::string>& words, const Handover& handover) {
    std::vector<char*> arguments;
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    char* no_environment[] = {nullptr};
    pid_t process = -1;
    expect(::posix_spawn(&process, words.front().c_str(), &handover.actions, &handover.attributes, arguments.data(),
                         no_environment),
           "starting the reading process");
    return process;
}

/// It fits into the pipe whole; if the child died before reading it, its frames say so.
void hand_over_order(const Descriptor& pipe, std::string_view order) {
    const auto written = ::write(pipe.number(), order.data(), order.size());
    if (written < 0 && errno != EPIPE) expect(errno, "the order to the reading process");
}

}  // namespace

ReadingProcess::ReadingProcess(const std::vector<std::string>& words, const Descriptor& file, std::string_view order) {
    auto orders = new_pipe(), frames = new_pipe();
    const auto handed = moved_up(Descriptor(::fcntl(file.number(), F_DUPFD_CLOEXEC, 0)));
    ::fcntl(frames.in.number(), F_SETPIPE_SZ, pipe_size);  // fewer changes from one process to the other; else as it is
    Handover handover;
    handover.give(orders.out, STDIN_FILENO);
    handover.give(frames.in, STDOUT_FILENO);
    handover.give(handed, file_to_read);
    handover.give_nothing_else();
    hand_over_order(orders.in, order);  // while we hold its reading end ourselves, nobody can be gone
    process_ = start(words, handover);
    frames_ = std::move(frames.out);
}

ReadingProcess::~ReadingProcess() { finish(); }

std::size_t ReadingProcess::read(char* to, std::size_t most) {
    std::size_t size = 0;
    while (size < most) {
        const auto got = ::read(frames_.number(), to + size, most - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) expect(errno, "frames of the reading process");
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    return size;
}

ReadingProcess::Got ReadingProcess::read_frame(std::string& frame) {
    std::uint32_t length = 0;
    if (read(reinterpret_cast<char*>(&length), sizeof length) < sizeof length) return Got::end;
    if (length > largest_frame) return Got::too_long;
    frame.resize(length);
    return read(frame.data(), length) == length ? Got::frame : Got::end;
}

void ReadingProcess::kill() {
    const std::lock_guard lock(process_mutex_);
    if (process_ >= 0) ::kill(process_, SIGKILL);
}

ReadingProcess::Ending ReadingProcess::finish() {
    const std::lock_guard lock(process_mutex_);
    if (process_ < 0) return ending_;
    frames_.close();
    int status = 0;
    // It may be about to end by itself, and then how it ended tells more than that we killed it.
    if (::waitpid(process_, &status, WNOHANG) == 0) {
        ::kill(process_, SIGKILL);
        while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {}
    }
    process_ = -1;
    if (WIFSIGNALED(status)) ending_.signal = WTERMSIG(status);
    else ending_.code = WEXITSTATUS(status);
    return ending_;
}

}  // namespace kartei::documents
