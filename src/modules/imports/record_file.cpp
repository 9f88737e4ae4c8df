#include "modules/imports/record_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <system_error>

#include "base/random.hpp"

namespace kartei::imports {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view folder_prefix = "import-";
constexpr std::size_t length_bytes = 4;

[[noreturn]] void fail(const char* doing) { throw std::system_error(errno, std::generic_category(), doing); }

void append_record(std::string& out, std::string_view record) {
    const auto length = static_cast<std::uint32_t>(record.size());
    char bytes[length_bytes];
    std::memcpy(bytes, &length, length_bytes);
    out.append(bytes, length_bytes).append(record);
}

std::uint64_t prefix_of(std::string_view record) {
    unsigned char bytes[8] = {};
    std::memcpy(bytes, record.data(), std::min<std::size_t>(8, record.size()));
    std::uint64_t prefix = 0;
    for (const auto byte : bytes) prefix = prefix << 8 | byte;
    return prefix;
}

}  // namespace

TemporaryFolder::TemporaryFolder(const std::string& parent) {
    fs::create_directories(parent);
    path_ = fs::path(parent) / (std::string(folder_prefix) + random_secret(9));
    if (::mkdir(path_.c_str(), 0700) != 0) fail("making a folder for an import");
    claim_ = Claim(path_);
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

fs::path TemporaryFolder::new_path() { return path_ / std::to_string(++files_); }

void TemporaryFolder::sweep(const std::string& parent) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(parent, ignored))
        if (entry.is_directory(ignored) && entry.path().filename().string().starts_with(folder_prefix) &&
            !Claim::stands(entry.path()))
            fs::remove_all(entry.path(), ignored);
}

TemporaryFile::TemporaryFile(const fs::path& path)
    : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {
    if (file_ < 0) fail("making a temporary file");
    ::unlink(path.c_str());  // gone with the program, whatever happens to it
}

TemporaryFile::~TemporaryFile() { ::close(file_); }

void TemporaryFile::append(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) fail("writing a temporary file");
        size_ += static_cast<std::uint64_t>(written);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

std::size_t TemporaryFile::read_at(std::uint64_t offset, char* to, std::size_t most) const {
    for (;;) {
        const auto count = ::pread(file_, to, most, static_cast<off_t>(offset));
        if (count >= 0) return static_cast<std::size_t>(count);
        if (errno != EINTR) fail("reading a temporary file");
    }
}

RecordReader::RecordReader(const TemporaryFile& file, std::uint64_t begin, std::uint64_t end, std::size_t buffer)
    : file_(&file), offset_(begin), end_(end), piece_(buffer) {}

bool RecordReader::fill(std::size_t wanted) {
    if (buffer_.size() - begin_ >= wanted) return true;
    buffer_.erase(0, begin_);
    begin_ = 0;
    while (buffer_.size() < wanted && offset_ < end_) {
        const auto old = buffer_.size();
        const auto most =
            static_cast<std::size_t>(std::min<std::uint64_t>(std::max(piece_, wanted - old), end_ - offset_));
        buffer_.resize(old + most);
        const auto count = file_->read_at(offset_, buffer_.data() + old, most);
        buffer_.resize(old + count);
        offset_ += count;
        if (count == 0) break;
    }
    return buffer_.size() >= wanted;
}

bool RecordReader::next(std::string_view& record) {
    if (!fill(length_bytes)) return false;
    std::uint32_t length = 0;
    std::memcpy(&length, buffer_.data() + begin_, length_bytes);
    if (!fill(length_bytes + length)) throw std::logic_error("a temporary file was cut off");
    record = std::string_view(buffer_).substr(begin_ + length_bytes, length);
    begin_ += length_bytes + length;
    return true;
}

void RecordFile::add(std::string_view record) {
    append_record(buffer_, record);
    ++count_;
    if (buffer_.size() >= 256 << 10) flush();
}

void RecordFile::flush() {
    file_.append(buffer_);
    buffer_.clear();
}

RecordReader RecordFile::read() {
    flush();
    return RecordReader(file_, 0, file_.size());
}

SortedRecords::SortedRecords(TemporaryFolder& folder, std::size_t memory) : folder_(folder), memory_(memory) {}

void SortedRecords::add(std::string_view record) {
    auto& [records, places] = pile_;
    if (records.size() + record.size() + places.size() * sizeof(Place) > memory_ / 2 && !places.empty()) hand_over();
    places.push_back(
        {prefix_of(record), static_cast<std::uint32_t>(records.size()), static_cast<std::uint32_t>(record.size())});
    records += record;
    ++count_;
}

void SortedRecords::Pile::sort() {
    std::sort(places.begin(), places.end(), [this](const Place& a, const Place& b) {
        return a.prefix != b.prefix ? a.prefix < b.prefix : at(a) < at(b);
    });
}

void SortedRecords::hand_over() {
    settle();
    if (!file_) file_ = std::make_unique<TemporaryFile>(folder_.new_path());
    std::swap(pile_, sorting_);
    writing_ = std::async(std::launch::async, [this] { write_run(sorting_); });
}

/// Waits until what was handed over is written; its failure comes here.
void SortedRecords::settle() {
    if (writing_.valid()) writing_.get();
}

void SortedRecords::write_run(Pile& pile) {
    pile.sort();
    std::string buffer;
    for (const auto& place : pile.places) {
        append_record(buffer, pile.at(place));
        if (buffer.size() >= 256 << 10) {
            file_->append(buffer);
            buffer.clear();
        }
    }
    file_->append(buffer);
    ends_.push_back(file_->size());
    pile.records.clear();
    pile.places.clear();
}

void SortedRecords::start() {
    settle();
    started_ = true;
    next_place_ = 0;
    runs_.clear();
    heap_.clear();
    if (ends_.empty()) return pile_.sort();
    if (!pile_.places.empty()) write_run(pile_);
    pile_ = {};
    sorting_ = {};
    std::uint64_t begin = 0;
    const auto buffer = std::clamp<std::size_t>(memory_ / ends_.size(), 16 << 10, 256 << 10);
    for (const auto end : ends_) {
        runs_.push_back({RecordReader(*file_, begin, end, buffer), {}});
        begin = end;
    }
    for (std::size_t run = 0; run < runs_.size(); ++run)
        if (runs_[run].reader.next(runs_[run].record)) heap_.push_back(run);
    std::make_heap(heap_.begin(), heap_.end(), [this](auto a, auto b) { return runs_[a].record > runs_[b].record; });
}

bool SortedRecords::next(std::string_view& record) {
    if (!started_) {
        start();
    } else if (!heap_.empty()) {
        // The record given out last has been used: its run moves on.
        auto& last = runs_[heap_.back()];
        if (last.reader.next(last.record))
            std::push_heap(heap_.begin(), heap_.end(),
                           [this](auto a, auto b) { return runs_[a].record > runs_[b].record; });
        else heap_.pop_back();
    }
    if (ends_.empty()) {
        if (next_place_ == pile_.places.size()) return false;
        record = pile_.at(pile_.places[next_place_++]);
        return true;
    }
    if (heap_.empty()) return false;
    std::pop_heap(heap_.begin(), heap_.end(), [this](auto a, auto b) { return runs_[a].record > runs_[b].record; });
    record = runs_[heap_.back()].record;
    return true;
}

}  // namespace kartei::imports
