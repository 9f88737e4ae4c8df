// Temporary files of one import: records written one after the other and read back in that order, or in the order of
// their bytes (SortedRecords), in bounded memory however many there are. The folder goes away with its object. Throws
// std::system_error when the disk fails or is full.
#pragma once

#include <cstdint>
#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/claim.hpp"

namespace kartei::imports {

/// A folder beside the database, readable by the program's own user only, removed with all that is in it.
class TemporaryFolder {
public:
    explicit TemporaryFolder(const std::string& parent);
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path new_path();

    /// Removes what programs that ended in the middle of an import left behind; nothing that somebody works on.
    static void sweep(const std::string& parent);

private:
    std::filesystem::path path_;
    Claim claim_;
    int files_ = 0;
};

/// A file descriptor that closes itself.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::filesystem::path& path);
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    void append(std::string_view bytes);
    std::size_t read_at(std::uint64_t offset, char* to, std::size_t most) const;
    std::uint64_t size() const { return size_; }

private:
    int file_;
    std::uint64_t size_ = 0;
};

/// Reads the records of one stretch of a file.
class RecordReader {
public:
    RecordReader(const TemporaryFile& file, std::uint64_t begin, std::uint64_t end, std::size_t buffer = 256 << 10);
    /// The view stays valid until the next call.
    bool next(std::string_view& record);

private:
    bool fill(std::size_t wanted);

    const TemporaryFile* file_;
    std::uint64_t offset_, end_;
    std::string buffer_;
    std::size_t begin_ = 0;
    std::size_t piece_;
};

/// Records in the order in which they were written.
class RecordFile {
public:
    explicit RecordFile(TemporaryFolder& folder) : file_(folder.new_path()) {}
    void add(std::string_view record);
    std::int64_t count() const { return count_; }
    /// Everything written so far; may be read several times, but nothing is added meanwhile.
    RecordReader read();

private:
    void flush();

    TemporaryFile file_;
    std::string buffer_;
    std::int64_t count_ = 0;
};

/// Records in ascending order of their bytes. First add() all, then next() until it is false. Of many, some are sorted
/// and written to the disk on another thread while the next ones come; `memory` is for both together.
class SortedRecords {
public:
    explicit SortedRecords(TemporaryFolder& folder, std::size_t memory = 24 << 20);
    void add(std::string_view record);
    std::int64_t count() const { return count_; }
    /// The view stays valid until the next call.
    bool next(std::string_view& record);
    /// Begins again at the first record.
    void rewind() { started_ = false; }

private:
    struct Place {
        std::uint64_t prefix;  ///< the first eight bytes, so that most comparisons need no more
        std::uint32_t offset, length;
    };
    struct Run {
        RecordReader reader;
        std::string_view record;
    };
    /// Records that are in memory yet.
    struct Pile {
        std::string records;
        std::vector<Place> places;
        std::string_view at(const Place& place) const {
            return std::string_view(records).substr(place.offset, place.length);
        }
        void sort();
    };
    void hand_over();
    void settle();
    void write_run(Pile& pile);
    void start();

    TemporaryFolder& folder_;
    std::size_t memory_;
    Pile pile_, sorting_;
    std::unique_ptr<TemporaryFile> file_;
    std::vector<std::uint64_t> ends_;  ///< of the runs in the file
    std::int64_t count_ = 0;
    bool started_ = false;
    std::size_t next_place_ = 0;
    std::vector<Run> runs_;
    std::vector<std::size_t> heap_;
    std::future<void> writing_;  ///< of sorting_; last, so that the others are there as long as it goes on
};

}  // namespace kartei::imports
