// How rows go from the process that reads a file to the one that asked for them: frames of a length and that many
// bytes. A frame says how far the file was read, and holds a header, rows, refusals or the end. Whoever reads frames
// must not trust whoever writes them: every number is checked against what is there, every text is UTF-8 without NUL,
// keys of texts are keys we have. Knows no process and no pipe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "documents/table_form.hpp"

namespace kartei::documents {

/// A row of the widest allowed cells, and what stands around it.
inline constexpr std::size_t largest_frame = 40 << 20;
/// Frames are sent when they have grown to this.
inline constexpr std::size_t usual_frame = 256 << 10;

/// What the reading process is asked to do.
struct ReadingOrder {
    std::string file_name;  ///< as refusals name it
    TableWanted wanted;
    FormWanted form = {};
    std::uint64_t memory = 0, cpu_seconds = 0;
};
std::string packed_order(const ReadingOrder& order);
/// No value when it is broken.
std::optional<ReadingOrder> unpacked_order(std::string_view packed);

/// Why a file could not be read to its end, beyond what a refusal says.
enum class ReadingFailure { memory, disk, other };

/// Puts things into a frame; take() gives it with its length, and begins the next one.
class FrameWriter {
public:
    FrameWriter() { begin(); }
    void header(const TableReader& table);
    void row(const TableReader& table);
    void refusal(const Refusal& refusal, bool may_continue, std::int64_t line,
                 const std::vector<std::string>& refused_cells = {});
    void failure(ReadingFailure failure);
    void end();
    std::size_t size() const { return frame_.size(); }
    /// Bytes to send; valid until the next call. `table`: how far it was read, null before it was opened.
    std::string_view take(const TableReader* table);

private:
    void begin();
    std::string frame_, sent_;
};

/// Takes a frame apart. Views stay valid as long as the frame does.
class FrameReader {
public:
    enum class Kind { header, row, refusal, failure, end, nothing_left, broken };

    /// Reads how far the file was read. False = broken.
    bool begin(std::string_view frame);
    Kind next();

    std::uint64_t bytes_read = 0, bytes_total = 0;
    std::optional<CsvDialect> dialect;
    std::vector<std::string> headings, sheets;  ///< after a header
    std::int64_t line = 0;                      ///< after a row or a refusal
    std::vector<std::string_view> cells;        ///< after a row: as many as there are headings
    Refusal refusal;
    std::vector<std::string> refused_cells;     ///< after a refusal of one row
    bool may_continue = false;
    ReadingFailure failure = ReadingFailure::other;

private:
    std::uint64_t number();
    std::string_view text(std::size_t longest);
    std::vector<std::string> texts(std::size_t most);
    bool read_row();
    bool read_refusal();
    bool read_header();
    bool fails() { return broken_ = true; }

    const char *at_ = nullptr, *end_ = nullptr;
    bool broken_ = false;
    std::vector<std::size_t> sizes_;
};

}  // namespace kartei::documents
