#include "web/upload_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace kartei::web {

namespace fs = std::filesystem;

UploadFile::UploadFile(const std::string& folder) {
    auto place = fs::path(folder.empty() ? fs::temp_directory_path() : fs::path(folder));
    path_ = (place / (std::string(prefix) + "XXXXXX")).string();
    file_ = mkostemp(path_.data(), O_CLOEXEC);  // mode 0600
    if (file_ < 0) throw std::system_error(errno, std::generic_category(), "cannot make a file for an upload");
    claim_ = Claim(path_);
}

UploadFile::~UploadFile() {
    if (file_ >= 0) ::close(file_);
    ::unlink(path_.c_str());
}

void UploadFile::add(std::string_view bytes) {
    sum_.add(bytes);
    while (!bytes.empty()) {
        auto written = ::write(file_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw std::system_error(errno, std::generic_category(), "cannot store an upload");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

std::string UploadFile::finish() {
    if (::fdatasync(file_) != 0) throw std::system_error(errno, std::generic_category(), "cannot store an upload");
    return sum_.hex();
}

void UploadFile::clear(const std::string& folder) {
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().filename().string().starts_with(prefix) && !Claim::stands(entry.path()))
            fs::remove(entry.path());
}

}  // namespace kartei::web
