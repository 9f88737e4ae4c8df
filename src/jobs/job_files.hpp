// The folder with the files that jobs leave: made with mode 0700, names made by the program (id and a random part),
// files readable by the program's own user only.
#pragma once

#include <string>
#include <string_view>

#include "sql/database.hpp"

namespace kartei::jobs {

class JobFiles {
public:
    explicit JobFiles(std::string folder) : folder_(std::move(folder)) {}

    /// Path of a new file for job `id`; the ending is that of `file_name`. Makes the folder; throws std::filesystem
    /// errors.
    std::string new_path(std::int64_t id, std::string_view file_name) const;
    static void remove(const std::string& path);

    /// Removes the files of jobs that ended before `instant`, and files in the folder that belong to no job.
    void sweep(sql::Database& database, std::string_view instant) const;

private:
    void remove_strays(sql::Database& database) const;

    std::string folder_;
};

}  // namespace kartei::jobs
