#include "documents/office.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <thread>
#include <vector>

#include "base/random.hpp"
#include "documents/office_words.hpp"
#include "documents/table_apart.hpp"

namespace kartei::documents {
namespace {

namespace fs = std::filesystem;

constexpr auto tick = std::chrono::milliseconds(50);
constexpr int ticks_between_questions = 4;
/// LibreOffice ends so when it has made its home and wants to be started again.
constexpr int begins_anew = 81;
constexpr std::string_view folder_prefix = "letters-";

std::string program_of_this_machine() {
    for (const auto* path : {"/usr/lib/libreoffice/program/soffice.bin", "/usr/lib64/libreoffice/program/soffice.bin",
                             "/opt/libreoffice/program/soffice.bin"})
        if (::access(path, X_OK) == 0) return path;
    return "";
}

/// Its own settings: nothing outside of the document is followed, no macro runs. Besides all that a letter is looked through for.
void make_home(const std::string& folder) {
    const auto place = fs::path(folder) / office_home / "user";
    fs::create_directories(place);
    const auto item = [](std::string_view path, std::string_view name, std::string_view value) {
        return fmt::format("<item oor:path=\"/org.openoffice.Office.{}\"><prop oor:name=\"{}\" oor:op=\"fuse\"><value>{}"
                           "</value></prop></item>\n", path, name, value);
    };
    std::ofstream(place / "registrymodifications.xcu")
        << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">\n"
        << item("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true")
        << item("Common/Security/Scripting", "DisableMacrosExecution", "true")
        << item("Common/Security/Scripting", "MacroSecurityLevel", "3")
        << item("Writer/Content/Update", "Link", "2") << "</oor:items>\n";
}

/// Ends the process with all that it started.
class Setting {
public:
    Setting(const std::string& folder, const std::string& file) {
        auto words = reading_program().words;
        if (words.empty()) words = office_words(folder, file, office().program);  // as in most tests
        else words = {words.front(), setting_word, folder, file, office().program};
        start(words, office_environment(folder));
    }
    ~Setting() { end(); }
    Setting(const Setting&) = delete;
    Setting& operator=(const Setting&) = delete;

    bool is_over() {
        if (process_ > 0 && ::waitpid(process_, &status_, WNOHANG) == process_) process_ = -1;
        return process_ < 0;
    }
    void end() {
        if (process_ < 0) return;
        ::kill(-process_, SIGKILL);
        while (::waitpid(process_, &status_, 0) < 0 && errno == EINTR) {}
        process_ = -1;
    }
    int code() const { return WIFEXITED(status_) ? WEXITSTATUS(status_) : -WTERMSIG(status_); }

private:
    void start(const std::vector<std::string>& words, const std::vector<std::string>& environment) {
        const auto pointers = [](const std::vector<std::string>& texts) {
            std::vector<char*> all;
            for (const auto& text : texts) all.push_back(const_cast<char*>(text.c_str()));
            all.push_back(nullptr);
            return all;
        };
        posix_spawn_file_actions_t actions;
        posix_spawnattr_t attributes;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
        ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
        ::posix_spawnattr_setpgroup(&attributes, 0);
        sigset_t none, all;
        ::sigemptyset(&none);
        ::sigfillset(&all);
        ::posix_spawnattr_setsigmask(&attributes, &none);
        ::posix_spawnattr_setsigdefault(&attributes, &all);
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
        const int error = ::posix_spawn(&process_, words.front().c_str(), &actions, &attributes, pointers(words).data(),
                                        pointers(environment).data());
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
        if (error != 0) throw std::system_error(error, std::generic_category(), "starting LibreOffice");
    }

    pid_t process_ = -1;
    int status_ = 0;
};

/// Its exit code; what is not wanted any more, or takes too long, is refused.
Result<int> run(const std::string& folder, const std::string& file, const std::function<Result<Done>()>& still_wanted) {
    Setting setting(folder, file);
    const auto end = std::chrono::steady_clock::now() + office().longest;
    for (int ticks = 0; !setting.is_over(); ++ticks) {
        if (ticks % ticks_between_questions == 0) TRY(still_wanted());
        if (std::chrono::steady_clock::now() > end)
            return refuse(RefusalKind::too_large, "error.office_slow",
                          {{"seconds", std::to_string(office().longest.count())}});
        std::this_thread::sleep_for(tick);
    }
    return setting.code();
}

}  // namespace

Office& office() {
    static Office one{program_of_this_machine()};
    return one;
}

Result<Done> set_as_pdf(const std::string& folder, const std::string& file,
                        const std::function<Result<Done>()>& still_wanted) {
    if (office().program.empty()) return refuse(RefusalKind::unavailable, "error.no_office");
    const auto made = (fs::path(folder) / file).replace_extension(".pdf");
    for (int attempt = 0; attempt < 3; ++attempt) {
        std::error_code ignored;
        if (!fs::exists(fs::path(folder) / office_home, ignored)) make_home(folder);
        const int code = TRY(run(folder, file, still_wanted));
        if (code == 0 && fs::file_size(made, ignored) > 0 && !ignored) return Done{};
        if (code != begins_anew && code != 0) spdlog::warn("LibreOffice ended early: code={} attempt={}", code, attempt);
        if (code == begins_anew) continue;
        // What made it die may lie in its home.
        fs::remove_all(fs::path(folder) / office_home, ignored);
        if (attempt > 0) break;
    }
    return refuse(RefusalKind::unavailable, "error.office_died");
}

ScratchFolder::ScratchFolder(const std::string& parent) {
    fs::create_directories(parent);
    path_ = (fs::path(parent) / (std::string(folder_prefix) + random_secret(9))).string();
    if (::mkdir(path_.c_str(), 0700) != 0)
        throw std::system_error(errno, std::generic_category(), "making a folder for letters");
    claim_ = Claim(path_);
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

void ScratchFolder::sweep(const std::string& parent) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(parent, ignored))
        if (entry.is_directory(ignored) && entry.path().filename().string().starts_with(folder_prefix) &&
            !Claim::stands(entry.path()))
            fs::remove_all(entry.path(), ignored);
}

}  // namespace kartei::documents
