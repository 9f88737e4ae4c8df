// The process in which LibreOffice reads what somebody sent us, seen from inside: it may open no socket but those within the
// machine's own programs, trace nobody, write no file of more than 2 GiB and work for no more than some minutes, and ends
// with its parent. Then it becomes LibreOffice.
#include <seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "documents/office.hpp"
#include "documents/office_words.hpp"

namespace kartei::documents {
namespace {

constexpr int cannot_confine = 3, cannot_start = 4;
constexpr rlim_t most_bytes = 2ull << 30, most_memory = 8ull << 30, most_seconds = 900;

bool limit(__rlimit_resource resource, rlim_t most) {
    const rlimit limits{most, most};
    return ::setrlimit(resource, &limits) == 0;
}

bool lock_in() {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (filter == nullptr) return false;
    bool all = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(socket), 1,
                                SCMP_A0(SCMP_CMP_NE, AF_UNIX)) == 0;
    for (const int call : {SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(mount),
                           SCMP_SYS(bpf), SCMP_SYS(keyctl)})
        all = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0) == 0 && all;
    all = all && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return all;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> all;
    for (auto& text : texts) all.push_back(text.data());
    all.push_back(nullptr);
    return all;
}

}  // namespace

int set_for_parent(const char* folder, const char* file, const char* program) {
    const bool bounded = limit(RLIMIT_FSIZE, most_bytes) && limit(RLIMIT_AS, most_memory) &&
                         limit(RLIMIT_CPU, most_seconds) && limit(RLIMIT_CORE, 0);
    if (!bounded || ::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::chdir(folder) != 0 || !lock_in()) return cannot_confine;
    auto words = office_words(folder, file, program), environment = office_environment(folder);
    ::execve(program, pointers(words).data(), pointers(environment).data());
    return cannot_start;
}

}  // namespace kartei::documents
