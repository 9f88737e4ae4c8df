#include "documents/confinement.hpp"

#include <fcntl.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <memory>
#include <system_error>

namespace kartei::documents {
namespace {

[[noreturn]] void fail(int error, const char* what) { throw std::system_error(error, std::generic_category(), what); }

void limit(__rlimit_resource resource, rlim_t soft, rlim_t hard) {
    const rlimit limits{soft, hard};
    if (::setrlimit(resource, &limits) != 0) fail(errno, "setrlimit");
}
void limit(__rlimit_resource resource, rlim_t most) { limit(resource, most, most); }

/// Address space in use, in bytes.
std::uint64_t address_space() {
    std::ifstream statm("/proc/self/statm");
    std::uint64_t pages = 0;
    if (!(statm >> pages)) fail(EIO, "/proc/self/statm");
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

void set_limits(const Confinement& confinement) {
#if !defined(__SANITIZE_ADDRESS__)  // which maps terabytes it does not use
    limit(RLIMIT_AS, address_space() + confinement.memory);
#endif
    limit(RLIMIT_CPU, confinement.cpu_seconds, confinement.cpu_seconds + 1);
    limit(RLIMIT_NOFILE, 16);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);  // it would hold what the file holds
    limit(RLIMIT_NPROC, 0);
}

struct Release {
    void operator()(void* filter) const { seccomp_release(filter); }
};

class Filter {
public:
    Filter() : filter_(seccomp_init(SCMP_ACT_KILL_PROCESS)) {
        if (!filter_) fail(ENOMEM, "seccomp_init");
    }
    template <class... Conditions>
    void allow(int call, Conditions... conditions) {
        const int error = seccomp_rule_add(filter_.get(), SCMP_ACT_ALLOW, call, sizeof...(conditions), conditions...);
        if (error < 0) fail(-error, "seccomp_rule_add");
    }
    void load() {
        if (const int error = seccomp_load(filter_.get()); error < 0) fail(-error, "seccomp_load");
    }

private:
    std::unique_ptr<void, Release> filter_;
};

/// What is open is read; the pipe to whoever started us is written.
void allow_reading(Filter& filter) {
    for (const int call : {SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(lseek), SCMP_SYS(fstat), SCMP_SYS(close),
                           SCMP_SYS(dup), SCMP_SYS(fadvise64)})
        filter.allow(call);
    // How the C library asks about an open file: no path is looked at.
    filter.allow(SCMP_SYS(newfstatat), SCMP_A3(SCMP_CMP_EQ, AT_EMPTY_PATH));
    for (const int command : {F_GETFL, F_GETFD, F_SETFD, F_DUPFD_CLOEXEC})
        filter.allow(SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, static_cast<scmp_datum_t>(command)));
    filter.allow(SCMP_SYS(write), SCMP_A0(SCMP_CMP_EQ, STDOUT_FILENO));
}

/// Memory, but none whose content could be run.
void allow_memory(Filter& filter) {
    for (const int call : {SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise)}) filter.allow(call);
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)})
        filter.allow(call, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
}

void allow_the_rest(Filter& filter) {
    for (const int call :
         {SCMP_SYS(futex), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask), SCMP_SYS(getrandom),
          SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(getpid), SCMP_SYS(exit), SCMP_SYS(exit_group)})
        filter.allow(call);
}

}  // namespace

void confine(const Confinement& confinement) {
    set_limits(confinement);
    Filter filter;
    allow_reading(filter);
    allow_memory(filter);
    allow_the_rest(filter);
    filter.load();
}

}  // namespace kartei::documents
