// Where bytes come from: a file or a text in memory. Knows nothing of what they mean.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "documents/descriptor.hpp"

namespace kartei::documents {

class ByteSource {
public:
    virtual ~ByteSource() = default;
    /// Up to `most` bytes; 0 = the end. Throws std::system_error when the disk fails.
    virtual std::size_t read(char* to, std::size_t most) = 0;
    virtual std::uint64_t total() const = 0;  ///< 0 = unknown
};

/// Refuses what is not a readable, ordinary file (not_found, error.table_file_unreadable); a named pipe is opened too.
Result<Descriptor> open_for_reading(const std::filesystem::path& path);

/// Refuses as open_for_reading does.
Result<std::unique_ptr<ByteSource>> file_source(const std::filesystem::path& path);
std::unique_ptr<ByteSource> descriptor_source(Descriptor file);
std::unique_ptr<ByteSource> memory_source(std::string content);

}  // namespace kartei::documents
