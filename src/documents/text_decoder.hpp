// Turns the bytes of a file into UTF-8, piece by piece, in bounded memory. Knows encodings; knows nothing of rows.
// Invariant: what comes out of UTF-16 and Windows-1252 is valid UTF-8; UTF-8 itself passes unchecked (the reader checks
// it row by row, so that it can name the line).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "documents/byte_source.hpp"
#include "documents/csv_dialect.hpp"

namespace kartei::documents {

class TextDecoder {
public:
    TextDecoder(std::unique_ptr<ByteSource> source, std::optional<Encoding> wanted);
    ~TextDecoder();
    TextDecoder(TextDecoder&&) noexcept;
    TextDecoder& operator=(TextDecoder&&) noexcept;

    /// Up to `most` (more than 0) bytes of UTF-8; 0 = the end, or a place that cannot be read (broken()).
    std::size_t read(char* to, std::size_t most);
    /// The file's next bytes do not fit its encoding; nothing can be read behind them.
    bool broken() const { return broken_; }

    Encoding encoding() const { return encoding_; }
    bool byte_order_mark() const { return mark_; }
    /// False while only ASCII has been seen and nobody has said which encoding it is.
    bool settled() const { return settled_; }
    /// The first bytes beyond ASCII have turned up; `pending` is everything given out but not yet used, `is_all` =
    /// nothing follows it. Says whether it must be read again: then it is taken back and comes out converted.
    bool settle(std::string_view pending, bool is_all);

    std::uint64_t bytes_read() const { return bytes_read_; }
    std::uint64_t bytes_total() const { return source_->total(); }

private:
    struct Converters;

    bool fill();
    std::size_t pass(char* to, std::size_t most);
    std::size_t convert(char* to, std::size_t most);
    bool drain(char*& target, const char* limit);
    void start_converting();

    std::unique_ptr<ByteSource> source_;
    std::size_t piece_;  // bytes read at once
    std::unique_ptr<Converters> converters_;
    std::string raw_;  // bytes of the file not yet given out
    std::size_t raw_begin_ = 0;
    bool source_ended_ = false, broken_ = false, mark_ = false, settled_ = false;
    bool failed_ = false, flushed_ = false;
    Encoding encoding_ = Encoding::utf8;
    std::uint64_t bytes_read_ = 0;
};

/// Loads what ICU needs for every encoding, for a process that may open no file later.
void load_converters();

}  // namespace kartei::documents
