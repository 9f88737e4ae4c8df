#include "documents/byte_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace kartei::documents {
namespace {

class FileSource final : public ByteSource {
public:
    FileSource(int file, std::uint64_t total) : file_(file), total_(total) {}
    ~FileSource() override { ::close(file_); }
    FileSource(const FileSource&) = delete;
    FileSource& operator=(const FileSource&) = delete;

    std::size_t read(char* to, std::size_t most) override {
        for (;;) {
            const auto got = ::read(file_, to, most);
            if (got >= 0) return static_cast<std::size_t>(got);
            if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "reading a table file");
        }
    }
    std::uint64_t total() const override { return total_; }

private:
    int file_;
    std::uint64_t total_;
};

class MemorySource final : public ByteSource {
public:
    explicit MemorySource(std::string content) : content_(std::move(content)) {}

    std::size_t read(char* to, std::size_t most) override {
        const auto size = std::min(most, content_.size() - position_);
        std::memcpy(to, content_.data() + position_, size);
        position_ += size;
        return size;
    }
    std::uint64_t total() const override { return content_.size(); }

private:
    std::string content_;
    std::size_t position_ = 0;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> file_source(const std::filesystem::path& path) {
    const auto unreadable = [&] {
        return refuse(RefusalKind::not_found, "error.table_file_unreadable", {{"file", path.filename().string()}});
    };
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return unreadable();
    struct stat status {};
    if (::fstat(file, &status) != 0 || S_ISDIR(status.st_mode)) {
        ::close(file);
        return unreadable();
    }
    ::posix_fadvise(file, 0, 0, POSIX_FADV_SEQUENTIAL);
    const auto total = S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
    return std::unique_ptr<ByteSource>(std::make_unique<FileSource>(file, total));
}

std::unique_ptr<ByteSource> memory_source(std::string content) {
    return std::make_unique<MemorySource>(std::move(content));
}

}  // namespace kartei::documents
