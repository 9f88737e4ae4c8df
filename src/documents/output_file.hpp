// A file that appears whole or not at all: written under a hidden name beside its target, put in its place by commit().
// Invariant: until commit() has given Done, whatever stood at the target stands there unchanged; an OutputFile that
// goes away uncommitted removes what it wrote. Knows nothing of what the bytes mean.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "documents/byte_sink.hpp"

namespace kartei::documents {

class OutputFile final : public ByteSink {
public:
    /// Refuses a target whose folder cannot be written, or that is a folder, device or pipe (error.file_not_writable).
    static Result<std::unique_ptr<OutputFile>> create(const std::filesystem::path& target);
    ~OutputFile() override;
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    /// Buffered. Refuses with error.file_no_space when disk or quota is full; once refused, always refused.
    Result<Done> write(std::string_view bytes) override;
    /// All of it is in the hidden file then; refuses as write() does.
    Result<Done> flush();
    /// Overwrites bytes that were already written.
    Result<Done> overwrite(std::uint64_t offset, std::string_view bytes);
    std::uint64_t size() const { return written_ + buffer_.size(); }

    /// Everything on the disk (fsync), then renamed over the target.
    Result<Done> commit();

private:
    OutputFile(int file, std::filesystem::path target, std::filesystem::path hidden);
    Result<Done> write_out(std::string_view bytes, std::uint64_t offset);

    int file_;
    std::filesystem::path target_, hidden_;
    std::string buffer_;
    std::uint64_t written_ = 0;
    int error_ = 0;
    bool committed_ = false;
};

}  // namespace kartei::documents
