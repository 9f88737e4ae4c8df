#include "documents/text_decoder.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

#include "documents/code_page.hpp"

namespace kartei::documents {
namespace {

constexpr std::size_t largest_piece = 256 << 10;
constexpr std::size_t smallest_piece = 1 << 10;

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(Encoding encoding) {
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(ucnv_open(std::string(encoding_name(encoding)).c_str(), &status));
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU has no converter: ") + u_errorName(status));
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    return converter;
}

/// Windows-1252 leaves five bytes undefined; ICU would make invisible control characters of them. A file that has them
/// is in some other code page (an old DOS system's ü is 0x81) and must not be taken over as rubbish.
bool undefined_in_1252(char byte) {
    return byte == '\x81' || byte == '\x8d' || byte == '\x8f' || byte == '\x90' || byte == '\x9d';
}

}  // namespace

struct TextDecoder::Converters {
    Converter from, to;
    std::array<UChar, 1024> pivot;
    UChar *pivot_source = pivot.data(), *pivot_target = pivot.data();
};

TextDecoder::TextDecoder(std::unique_ptr<ByteSource> source, std::optional<Encoding> wanted)
    : source_(std::move(source)), piece_(largest_piece) {
    // A small file is read in one small piece; the byte more is where its end shows.
    if (source_->total() > 0) piece_ = std::clamp<std::uint64_t>(source_->total() + 1, smallest_piece, largest_piece);
    fill();
    const auto guess = guess_encoding(raw_, source_ended_);
    encoding_ = wanted.value_or(guess.encoding);
    settled_ = wanted.has_value() || guess.settled;
    mark_ = guess.mark > 0 && guess.encoding == encoding_;
    if (mark_) raw_begin_ = guess.mark;
    if (encoding_ != Encoding::utf8) start_converting();
}

TextDecoder::~TextDecoder() = default;
TextDecoder::TextDecoder(TextDecoder&&) noexcept = default;
TextDecoder& TextDecoder::operator=(TextDecoder&&) noexcept = default;

void TextDecoder::start_converting() {
    converters_ = std::make_unique<Converters>();
    converters_->from = open_converter(encoding_);
    converters_->to = open_converter(Encoding::utf8);
}

/// Takes the next piece of the file behind what is not yet given out; false at its end.
bool TextDecoder::fill() {
    raw_.erase(0, raw_begin_);
    raw_begin_ = 0;
    const auto before = raw_.size();
    auto size = before;
    raw_.resize(before + piece_);
    while (size < raw_.size() && !source_ended_) {
        const auto got = source_->read(raw_.data() + size, raw_.size() - size);
        size += got;
        source_ended_ = got == 0;
    }
    raw_.resize(size);
    bytes_read_ += size - before;
    return size > before;
}

std::size_t TextDecoder::read(char* to, std::size_t most) {
    if (broken_) return 0;
    return encoding_ == Encoding::utf8 ? pass(to, most) : convert(to, most);
}

std::size_t TextDecoder::pass(char* to, std::size_t most) {
    if (raw_begin_ < raw_.size()) {
        const auto size = std::min(most, raw_.size() - raw_begin_);
        std::memcpy(to, raw_.data() + raw_begin_, size);
        raw_begin_ += size;
        return size;
    }
    if (source_ended_) return 0;
    const auto got = source_->read(to, most);
    bytes_read_ += got;
    source_ended_ = got == 0;
    return got;
}

std::size_t TextDecoder::convert(char* to, std::size_t most) {
    char* target = to;
    while (target == to && !broken_ && !flushed_) {
        if (failed_) {
            broken_ = drain(target, to + most);
            break;
        }
        if (raw_begin_ == raw_.size()) fill();
        const char* source = raw_.data() + raw_begin_;
        const char* end = raw_.data() + raw_.size();
        const char* stop = encoding_ == Encoding::windows_1252 ? std::find_if(source, end, undefined_in_1252) : end;
        const bool last = source_ended_ && stop == end;
        UErrorCode status = U_ZERO_ERROR;
        auto& c = *converters_;
        ucnv_convertEx(c.to.get(), c.from.get(), &target, to + most, &source, stop, c.pivot.data(), &c.pivot_source,
                       &c.pivot_target, c.pivot.data() + c.pivot.size(), false, last, &status);
        raw_begin_ = static_cast<std::size_t>(source - raw_.data());
        if (status == U_BUFFER_OVERFLOW_ERROR) break;
        if (U_FAILURE(status) || (stop != end && source == stop)) failed_ = true;
        else if (last) flushed_ = true;
    }
    return static_cast<std::size_t>(target - to);
}

/// What had been understood before the broken place still waits between the two converters. True when all of it is out.
bool TextDecoder::drain(char*& target, const char* limit) {
    auto& c = *converters_;
    const UChar* from = c.pivot_source;
    UErrorCode status = U_ZERO_ERROR;
    ucnv_fromUnicode(c.to.get(), &target, limit, &from, c.pivot_target, nullptr, false, &status);
    c.pivot_source = c.pivot.data() + (from - c.pivot.data());
    return status != U_BUFFER_OVERFLOW_ERROR;
}

bool TextDecoder::settle(std::string_view pending, bool is_all) {
    settled_ = true;
    encoding_ = guess_eight_bit(pending, is_all).encoding;
    if (encoding_ == Encoding::utf8) return false;
    raw_.replace(0, raw_begin_, pending);
    raw_begin_ = 0;
    start_converting();
    return true;
}

void load_converters() {
    for (int encoding = 0; encoding <= static_cast<int>(last_encoding); ++encoding)
        open_converter(static_cast<Encoding>(encoding));
    likely_code_page("\xfc");
}

}  // namespace kartei::documents
