#include "modules/imports/import_place.hpp"

#include <signal.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>

#include "base/random.hpp"
#include "modules/imports/import_actions.hpp"

namespace kartei::imports {
namespace {

using sql::Transaction;

/// A process on another machine counts as dead when it has been silent for so long (a sign of life comes every 5
/// seconds).
constexpr auto silent_too_long = std::chrono::seconds(40);
/// Uploaded files and refused rows of imports nobody came back to.
constexpr auto files_kept = std::chrono::hours(24 * 7);

std::string host() {
    char name[256] = {};
    ::gethostname(name, sizeof name - 1);
    return name;
}

/// When a process began, in clock ticks since the machine started; tells a reused process id apart. "" = no such
/// process.
std::string start_of(const std::string& process) {
    std::ifstream file("/proc/" + process + "/stat");
    std::string line;
    if (!std::getline(file, line)) return "";
    auto at = line.rfind(')');
    for (int field = 2; field < 22 && at != std::string::npos; ++field) at = line.find(' ', at + 1);
    return at == std::string::npos ? "" : line.substr(at + 1, line.find(' ', at + 1) - at - 1);
}

/// Imports that run in this process.
class Here {
public:
    static Here& instance() {
        static Here here;
        return here;
    }
    std::string begin() {
        const auto process = std::to_string(::getpid());
        const auto owner = host() + "|" + process + "|" + start_of(process) + "|" + random_secret(9);
        std::lock_guard guard(mutex_);
        owners_.insert(owner);
        return owner;
    }
    void end(const std::string& owner) {
        std::lock_guard guard(mutex_);
        owners_.erase(owner);
    }
    bool has(const std::string& owner) {
        std::lock_guard guard(mutex_);
        return owners_.contains(owner);
    }

private:
    std::mutex mutex_;
    std::set<std::string> owners_;
};

}  // namespace

bool is_at_work(const House& house, const ImportRun& run) {
    const auto first = run.owner.find('|'), second = run.owner.find('|', first + 1),
               third = run.owner.find('|', second + 1);
    if (third == std::string::npos) return false;
    if (run.owner.substr(0, first) == host()) {
        const auto process = run.owner.substr(first + 1, second - first - 1);
        if (process == std::to_string(::getpid())) return Here::instance().has(run.owner);
        // One process owns an SQLite file: whoever else had it is gone.
        return house.database.engine() == sql::Engine::postgresql &&
               start_of(process) == run.owner.substr(second + 1, third - second - 1);
    }
    if (house.database.engine() == sql::Engine::sqlite) return false;
    const auto seen = read_instant(run.seen_at, "UTC");
    return seen && house.clock->now() - *seen < silent_too_long;
}

namespace {

/// Ends a run; what it published goes back first. Throws when that is not possible now.
void take_back(House& house, const Actor& actor, const ImportRun& run, std::string_view state,
               const audit::ReversalProgress& progress) {
    if (run.event) {
        const auto reversed = audit::reverse_event(house, actor, *run.event, true, progress);
        if (!reversed)
            throw std::runtime_error("import " + std::to_string(run.id) +
                                     " could not be taken back: " + reversed.refusal().issues.front().key);
    }
    house.database.write([&](Transaction& transaction) { end_run(transaction, run, state, house.now(), "", ""); });
}

/// While a run is taken back others see that somebody does.
audit::ReversalProgress saying_alive(House& house, const ImportRun& run, const audit::ReversalProgress& progress) {
    return [&house, run, progress, said = std::chrono::steady_clock::now()](std::int64_t done,
                                                                           std::int64_t total) mutable {
        if (const auto now = std::chrono::steady_clock::now(); now - said > std::chrono::seconds(5)) {
            house.database.write([&](Transaction& transaction) { say_alive(transaction, run, house.now()); });
            said = now;
        }
        return !progress || progress(done, total);
    };
}

/// What was imported is in the house; the file it came in has done its work.
void remove_sent_file(House& house, std::int64_t id) {
    const auto run = house.database.read([&](Transaction& transaction) { return find_run(transaction, id); });
    if (!run || run->file_path.empty()) return;
    std::error_code ignored;
    std::filesystem::remove(run->file_path, ignored);
    house.database.write([&](Transaction& transaction) { forget_file(transaction, id); });
}

/// Files of a week ago, and those of imports that were killed between their end and the removal.
void remove_old_files(House& house) {
    const auto before = write_instant(house.clock->now() - files_kept);
    house.database.write([&](Transaction& transaction) {
        for (const auto& run : list_runs(transaction, 1000)) {
            if (run.state == "done" && !run.file_path.empty()) {
                std::error_code gone;
                std::filesystem::remove(run.file_path, gone);
                forget_file(transaction, run.id);
            }
            if (run.created_at > before || run.state == "publishing" || run.state == "checking") continue;
            std::error_code ignored;
            if (!run.file_path.empty()) std::filesystem::remove(run.file_path, ignored);
            // What the command wrote beside the user's file is his.
            for (const auto& list : {run.refused_path, duplicates_file_of(run)})
                if (std::filesystem::path(list).parent_path() == house.folder)
                    std::filesystem::remove(list, ignored);
            if (run.state == "uploaded") remove_run(transaction, run.id);
        }
    });
}

}  // namespace

int recover_imports(House& house, const audit::ReversalProgress& progress) {
    auto run = house.database.read([](Transaction& transaction) { return running_import(transaction); });
    if (!run) {
        remove_old_files(house);
        return 0;
    }
    if (is_at_work(house, *run)) return 0;
    const auto owner = Here::instance().begin();
    const bool mine = house.database.write(
        [&](Transaction& transaction) { return adopt_run(transaction, *run, owner, house.now()); });
    try {
        if (mine) take_back(house, Actor::system(), *run, "failed", saying_alive(house, *run, progress));
    } catch (...) {
        Here::instance().end(owner);
        throw;
    }
    Here::instance().end(owner);
    if (!mine) return 0;
    TemporaryFolder::sweep(house.folder);
    return 1;
}

ImportPlace::ImportPlace(House& house, Actor actor, ImportRun run)
    : house_(house), actor_(std::move(actor)), run_(std::move(run)) {}

ImportPlace::ImportPlace(ImportPlace&& other) noexcept
    : house_(other.house_),
      actor_(std::move(other.actor_)),
      run_(std::move(other.run_)),
      held_(std::exchange(other.held_, false)) {}

ImportPlace::~ImportPlace() {
    if (held_) Here::instance().end(run_.owner);
}

Result<ImportPlace> ImportPlace::take(House& house, const Actor& actor, ImportRun run) {
    recover_imports(house);
    run.owner = Here::instance().begin();
    ImportPlace place(house, actor, run);
    auto refused = [&](const ImportRun& other) {
        return refuse(RefusalKind::unavailable, "error.import_runs",
                      {{"name", other.user_name}, {"since", other.started_at}, {"what", other.what}});
    };
    try {
        auto taken = house.database.write([&](Transaction& transaction) -> Result<std::int64_t> {
            if (const auto other = running_import(transaction)) return refused(*other);
            const auto id = run.id != 0 ? run.id : insert_run(transaction, run);
            auto stored = run;
            stored.id = id;
            place.run_.fence = begin_run(transaction, stored, house.now());
            return id;
        });
        if (!taken) return taken.refusal();
        place.run_.id = *taken;
    } catch (const sql::SqlError& error) {
        if (error.fault() != sql::Fault::unique) throw;
        // On PostgreSQL two processes may look at the same moment.
        const auto other = house.database.read([](Transaction& transaction) { return running_import(transaction); });
        return refused(other.value_or(ImportRun{}));
    }
    return place;
}

void ImportPlace::say_alive() {
    house_.database.write([&](Transaction& transaction) { say_alive(transaction); });
}

void ImportPlace::say_alive(Transaction& transaction) { imports::say_alive(transaction, run_, house_.now()); }

std::int64_t ImportPlace::open(const ImportKind& kind, const std::string& file_name, Importer& importer) {
    const auto event = house_.database.write([&](Transaction& transaction) {
        audit::Change change(house_, transaction, actor_, kind.change, file_name);
        importer.open(transaction, change);
        mark_publishing(transaction, run_, change.event());
        change.seal();
        return change.event();
    });
    run_.event = event;
    return event;
}

void ImportPlace::give_back(std::string_view state, const std::string& result, const std::string& refused_path) {
    if (state == "done" || state == "refused")
        house_.database.write([&](Transaction& transaction) {
            end_run(transaction, run_, state, house_.now(), result, refused_path);
        });
    else {
        say_alive();  // whoever was given up for lost leaves it to the one who took over
        take_back(house_, actor_, run_, state, saying_alive(house_, run_, {}));
    }
    if (state == "done") remove_sent_file(house_, run_.id);
    Here::instance().end(run_.owner);
    held_ = false;
}

}  // namespace kartei::imports
