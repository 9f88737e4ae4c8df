#include "jobs/job_files.hpp"

#include <charconv>
#include <filesystem>

#include "base/random.hpp"
#include "jobs/job_store.hpp"

namespace kartei::jobs {

namespace files = std::filesystem;

namespace {

/// ".csv"; nothing that is not plain letters and digits gets into a path.
std::string ending_of(std::string_view file_name) {
    const auto point = file_name.rfind('.');
    if (point == std::string_view::npos || file_name.size() - point > 8) return "";
    for (char c : file_name.substr(point + 1))
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) return "";
    return std::string(file_name.substr(point));
}

std::int64_t id_in(const std::string& name) {
    std::int64_t id = 0;
    std::from_chars(name.data(), name.data() + name.size(), id);
    return id;
}

}  // namespace

std::string JobFiles::new_path(std::int64_t id, std::string_view file_name) const {
    files::create_directories(folder_);
    files::permissions(folder_, files::perms::owner_all);
    return folder_ + "/" + std::to_string(id) + "-" + random_secret(12) + ending_of(file_name);
}

void JobFiles::remove(const std::string& path) {
    std::error_code ignored;
    if (!path.empty()) files::remove(path, ignored);
}

void JobFiles::sweep(sql::Database& database, std::string_view instant) const {
    const auto old =
        database.read([&](sql::Transaction& transaction) { return jobs_with_old_files(transaction, instant); });
    for (const auto& job : old) remove(job.file_path);
    if (!old.empty())
        database.write([&](sql::Transaction& transaction) {
            for (const auto& job : old) forget_file(transaction, job.id);
        });
    remove_strays(database);
}

void JobFiles::remove_strays(sql::Database& database) const {
    std::error_code missing;
    database.read([&](sql::Transaction& transaction) {
        for (const auto& entry : files::directory_iterator(folder_, missing)) {
            const auto job = find_job(transaction, id_in(entry.path().filename()));
            const bool belongs = job && (!is_over(job->state) || job->file_path == entry.path());
            if (!belongs) remove(entry.path());
        }
    });
}

}  // namespace kartei::jobs
