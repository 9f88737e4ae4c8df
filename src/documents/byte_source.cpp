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
    FileSource(Descriptor file, std::uint64_t total) : file_(std::move(file)), total_(total) {}

    std::size_t read(char* to, std::size_t most) override {
        for (;;) {
            const auto got = ::read(file_.number(), to, most);
            if (got >= 0) return static_cast<std::size_t>(got);
            if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "reading a table file");
        }
    }
    std::uint64_t total() const override { return total_; }

private:
    Descriptor file_;
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

Result<Descriptor> open_for_reading(const std::filesystem::path& path) {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat status {};
    if (!file.is_open() || ::fstat(file.number(), &status) != 0 || S_ISDIR(status.st_mode))
        return refuse(RefusalKind::not_found, "error.table_file_unreadable", {{"file", path.filename().string()}});
    ::posix_fadvise(file.number(), 0, 0, POSIX_FADV_SEQUENTIAL);
    return file;
}

Result<std::unique_ptr<ByteSource>> file_source(const std::filesystem::path& path) {
    return descriptor_source(TRY(open_for_reading(path)));
}

std::unique_ptr<ByteSource> descriptor_source(Descriptor file) {
    struct stat status {};
    const bool is_ordinary = ::fstat(file.number(), &status) == 0 && S_ISREG(status.st_mode);
    return std::make_unique<FileSource>(std::move(file), is_ordinary ? static_cast<std::uint64_t>(status.st_size) : 0);
}

std::unique_ptr<ByteSource> memory_source(std::string content) {
    return std::make_unique<MemorySource>(std::move(content));
}

}  // namespace kartei::documents
