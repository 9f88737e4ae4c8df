// Finds the bytes that matter in CSV 64 at a time: separator, quotation mark, line ends, NUL. The rest of a cell is
// never looked at one by one; this is what makes reading fast. Knows no rows and no rules.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace kartei::documents {

inline bool is_line_end(char byte) { return byte == '\n' || byte == '\r'; }

class CsvScan {
public:
    static constexpr std::size_t block = 64;  ///< that many bytes must be readable behind the end of the text

    CsvScan(char separator, bool quotes) : separator_(separator), quote_(quotes ? '"' : separator) {}

    /// Begins anew at `text`, which ends before `end`.
    void start(const char* text, const char* end) {
        block_ = text;
        end_ = end;
        load();
        beyond_ascii_ = high_ != 0;
    }

    /// The next byte that matters; `end` when there is none.
    const char* next() {
        while (marks_ == 0) {
            if (static_cast<std::size_t>(end_ - block_) <= block) return end_;
            block_ += block;
            load();
            beyond_ascii_ |= high_ != 0;
        }
        const char* found = block_ + std::countr_zero(marks_);
        marks_ &= marks_ - 1;
        return found;
    }

    /// May a byte beyond ASCII stand in the row that was just scanned? Never false wrongly.
    bool beyond_ascii() const { return beyond_ascii_; }
    void new_row() { beyond_ascii_ = high_ != 0; }

private:
#ifdef __SSE2__
    void load() {
        const auto separator = _mm_set1_epi8(separator_), quote = _mm_set1_epi8(quote_), feed = _mm_set1_epi8('\n'),
                   carriage = _mm_set1_epi8('\r'), nul = _mm_setzero_si128();
        marks_ = high_ = 0;
        for (int part = 0; part < 4; ++part) {
            const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block_ + 16 * part));
            auto found = _mm_or_si128(_mm_cmpeq_epi8(bytes, separator), _mm_cmpeq_epi8(bytes, quote));
            found = _mm_or_si128(found, _mm_or_si128(_mm_cmpeq_epi8(bytes, feed), _mm_cmpeq_epi8(bytes, carriage)));
            found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, nul));
            marks_ |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(found))) << (16 * part);
            high_ |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(bytes))) << (16 * part);
        }
        cut();
    }
#else
    void load() {
        marks_ = high_ = 0;
        for (std::size_t index = 0; index < block; ++index) {
            const char byte = block_[index];
            const bool matters = byte == separator_ || byte == quote_ || byte == '\n' || byte == '\r' || byte == 0;
            marks_ |= static_cast<std::uint64_t>(matters) << index;
            high_ |= static_cast<std::uint64_t>(static_cast<unsigned char>(byte) >> 7) << index;
        }
        cut();
    }
#endif

    /// What stands behind the end does not count.
    void cut() {
        const auto left = static_cast<std::size_t>(end_ - block_);
        if (left >= block) return;
        const auto inside = (std::uint64_t{1} << left) - 1;
        marks_ &= inside;
        high_ &= inside;
    }

    const char* block_ = nullptr;
    const char* end_ = nullptr;
    std::uint64_t marks_ = 0, high_ = 0;
    bool beyond_ascii_ = false;
    char separator_, quote_;
};

}  // namespace kartei::documents
