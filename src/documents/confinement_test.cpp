// What a process that locked itself in can still do. Each attempt is made by a process of its own.
#include "documents/confinement.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <vector>

namespace kartei::documents {
namespace {

/// The signal that ended it, 0 = it lived; -1 = it could not be locked in.
int outcome(const std::function<void()>& attempt, const Confinement& confinement = {}) {
    const auto process = ::fork();
    if (process == 0) {
        try {
            confine(confinement);
        } catch (...) {
            ::_exit(9);
        }
        attempt();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(process, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status) == 0 ? 0 : -1;
}

TEST(Confinement, LetsReadWhatIsOpenAndTakeMemory) {
    const int file = ::open("/proc/self/exe", O_RDONLY);
    EXPECT_EQ(outcome([&] {
        std::vector<char> bytes(10 << 20);
        if (::read(file, bytes.data(), 100) != 100 || ::lseek(file, 0, SEEK_SET) != 0) ::abort();
    }), 0);
    ::close(file);
}

TEST(Confinement, KillsWhoeverTriesMore) {
    const auto killed = [](const char* what, const std::function<void()>& attempt) {
        EXPECT_EQ(outcome(attempt), SIGSYS) << what;
    };
    killed("a file", [] { (void)!::open("/etc/passwd", O_RDONLY); });
    killed("a new file", [] { (void)!::open("/tmp/kartei-was-here", O_WRONLY | O_CREAT, 0600); });
    killed("a look at a path", [] {
        struct stat status;
        (void)!::stat("/etc/passwd", &status);
    });
    killed("the network", [] { ::socket(AF_INET, SOCK_STREAM, 0); });
    killed("a local socket", [] { ::socket(AF_UNIX, SOCK_STREAM, 0); });
    killed("a process", [] { ::fork(); });
    killed("a program", [] { ::execl("/bin/true", "true", nullptr); });
    killed("a signal to another", [] { ::kill(::getppid(), 0); });
    killed("a write to anything but its pipe", [] { (void)!::write(2, "x", 1); });
    killed("a file taken away", [] { ::unlink("/tmp/kartei-was-never-here"); });
    killed("foreign code", [] {
        ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    });
}

TEST(Confinement, EndsWorkThatHasNoEnd) {
    Confinement confinement;
    confinement.cpu_seconds = 1;
    EXPECT_EQ(outcome([] { for (volatile int i = 0;; i = i + 1) {} }, confinement), SIGXCPU);
}

#if !defined(__SANITIZE_ADDRESS__)
TEST(Confinement, GivesNoMoreMemoryThanIsMeantForIt) {
    Confinement confinement;
    confinement.memory = 16 << 20;
    EXPECT_EQ(outcome([] {
        if (::mmap(nullptr, 32 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED)
            ::abort();
    }, confinement), 0);
}
#endif

}  // namespace
}  // namespace kartei::documents
