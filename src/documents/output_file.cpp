#include "documents/output_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <random>
#include <system_error>

namespace kartei::documents {
namespace {

constexpr std::size_t buffered = 1 << 20;

/// What a person can mend is a refusal; anything else is a failure of the machine.
Refusal refuse_writing(int error, const std::filesystem::path& target) {
    const Parameters parameters = {{"file", target.filename().string()}};
    switch (error) {
        case ENOSPC:
        case EDQUOT:
        case EFBIG: return refuse(RefusalKind::unavailable, "error.file_no_space", parameters);
        case EACCES:
        case EPERM:
        case EROFS:
        case ENOENT:
        case ENOTDIR:
        case EISDIR:
        case ENAMETOOLONG:
        case ELOOP: return refuse(RefusalKind::invalid, "error.file_not_writable", parameters);
        default: throw std::system_error(error, std::generic_category(), "writing a document");
    }
}

/// ".list.xlsx.4711.part" beside "list.xlsx": the rename stays on one file system.
std::filesystem::path hidden_name(const std::filesystem::path& target) {
    auto name = target.filename().string();
    if (name.size() > 200) name.resize(200);
    return target.parent_path() / ("." + name + "." + std::to_string(std::random_device{}()) + ".part");
}

}  // namespace

Result<std::unique_ptr<OutputFile>> OutputFile::create(const std::filesystem::path& wanted) {
    std::error_code ignored;
    const auto target = std::filesystem::weakly_canonical(wanted, ignored);  // a link keeps pointing to the new file
    struct stat status {};
    if (target.empty() || (::stat(target.c_str(), &status) == 0 && !S_ISREG(status.st_mode)))
        return refuse_writing(EISDIR, wanted);  // renaming over a device would replace it
    const auto hidden = hidden_name(target);
    const int file = ::open(hidden.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return refuse_writing(errno, wanted);
    return std::unique_ptr<OutputFile>(new OutputFile(file, target, hidden));
}

OutputFile::OutputFile(int file, std::filesystem::path target, std::filesystem::path hidden)
    : file_(file), target_(std::move(target)), hidden_(std::move(hidden)) {
    buffer_.reserve(buffered);
}

OutputFile::~OutputFile() {
    ::close(file_);
    if (!committed_) ::unlink(hidden_.c_str());
}

Result<Done> OutputFile::write(std::string_view bytes) {
    if (buffer_.size() + bytes.size() > buffered) TRY(flush());
    if (bytes.size() < buffered) {
        buffer_.append(bytes);
        return Done{};
    }
    TRY(write_out(bytes, written_));
    written_ += bytes.size();
    return Done{};
}

Result<Done> OutputFile::flush() {
    TRY(write_out(buffer_, written_));
    written_ += buffer_.size();
    buffer_.clear();
    return Done{};
}

Result<Done> OutputFile::write_out(std::string_view bytes, std::uint64_t offset) {
    while (error_ == 0 && !bytes.empty()) {
        const auto done = ::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (done < 0 && errno != EINTR) error_ = errno;
        if (done > 0) bytes.remove_prefix(static_cast<std::size_t>(done)), offset += static_cast<std::uint64_t>(done);
    }
    if (error_ != 0) return refuse_writing(error_, target_);
    return Done{};
}

Result<Done> OutputFile::overwrite(std::uint64_t offset, std::string_view bytes) {
    TRY(flush());
    return write_out(bytes, offset);
}

Result<Done> OutputFile::commit() {
    TRY(flush());
    if (::fsync(file_) != 0 || ::rename(hidden_.c_str(), target_.c_str()) != 0) {
        error_ = errno;
        return refuse_writing(error_, target_);
    }
    committed_ = true;
    return Done{};
}

}  // namespace kartei::documents
