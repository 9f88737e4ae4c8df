#include "documents/zip_writer.hpp"

#include <stdexcept>

namespace kartei::documents {
namespace {

constexpr std::size_t packed_piece = 64 << 10;
constexpr std::uint16_t version = 20, deflated = 8;
constexpr std::uint16_t first_of_january_1980 = 0x21;  // the same table gives the same bytes

void put16(std::string& out, std::uint64_t number) {
    out += static_cast<char>(number & 0xff);
    out += static_cast<char>(number >> 8 & 0xff);
}

void put32(std::string& out, std::uint64_t number) {
    put16(out, number & 0xffff);
    put16(out, number >> 16 & 0xffff);
}

Refusal too_large() { return refuse(RefusalKind::too_large, "error.xlsx_over_4_gib"); }

}  // namespace

ZipWriter::ZipWriter(OutputFile& file, int level) : file_(file), packed_(packed_piece) {
    if (deflateInit2(&stream_, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("zlib does not start");
}

ZipWriter::~ZipWriter() { deflateEnd(&stream_); }

/// Local header (APPNOTE 4.3.7) or directory header (4.3.12); they share most of their fields.
std::string ZipWriter::header(const Entry& entry, bool in_directory) const {
    std::string out = in_directory ? "PK\x01\x02" : "PK\x03\x04";
    if (in_directory) put16(out, version);
    put16(out, version);
    put16(out, 0);
    put16(out, entry.is_stored ? 0 : deflated);
    put16(out, 0);
    put16(out, first_of_january_1980);
    put32(out, entry.check);
    put32(out, entry.packed);
    put32(out, entry.unpacked);
    put16(out, entry.name.size());
    put16(out, 0);
    if (in_directory) {
        put16(out, 0), put16(out, 0), put16(out, 0);  // comment, disk, kind of content
        put32(out, 0);                                // rights
        put32(out, entry.offset);
    }
    return out + entry.name;
}

Result<Done> ZipWriter::begin(std::string name) {
    entry_ = Entry{std::move(name), file_.size(), 0, 0, static_cast<std::uint32_t>(crc32(0, nullptr, 0))};
    deflateReset(&stream_);
    return file_.write(header(entry_, false));  // sizes are put in by end()
}

Result<Done> ZipWriter::write(std::string_view bytes) {
    entry_.unpacked += bytes.size();
    if (entry_.unpacked > largest) return too_large();
    const auto* start = reinterpret_cast<const Bytef*>(bytes.data());
    entry_.check = static_cast<std::uint32_t>(crc32_z(entry_.check, start, bytes.size()));
    return deflate_input(bytes, Z_NO_FLUSH);
}

Result<Done> ZipWriter::deflate_input(std::string_view bytes, int flush) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    int state = Z_OK;
    do {
        stream_.next_out = reinterpret_cast<Bytef*>(packed_.data());
        stream_.avail_out = static_cast<uInt>(packed_.size());
        state = deflate(&stream_, flush);
        const auto size = packed_.size() - stream_.avail_out;
        entry_.packed += size;
        TRY(file_.write({packed_.data(), size}));
    } while (stream_.avail_out == 0 || (flush == Z_FINISH && state != Z_STREAM_END));
    return Done{};
}

Result<Done> ZipWriter::end() {
    TRY(deflate_input({}, Z_FINISH));
    if (file_.size() > largest) return too_large();
    TRY(file_.overwrite(entry_.offset, header(entry_, false)));
    entries_.push_back(std::move(entry_));
    entry_ = {};
    return Done{};
}

Result<Done> ZipWriter::add(std::string name, std::string_view content) {
    TRY(begin(std::move(name)));
    TRY(write(content));
    return end();
}

Result<Done> ZipWriter::add_stored(std::string name, std::string_view content) {
    const auto* start = reinterpret_cast<const Bytef*>(content.data());
    const auto check = static_cast<std::uint32_t>(crc32_z(crc32(0, nullptr, 0), start, content.size()));
    entries_.push_back({std::move(name), file_.size(), content.size(), content.size(), check, true});
    TRY(file_.write(header(entries_.back(), false)));
    return file_.write(content);
}

Result<Done> ZipWriter::finish() {
    const auto offset = file_.size();
    for (const auto& entry : entries_) TRY(file_.write(header(entry, true)));
    const auto size = file_.size() - offset;
    std::string end = "PK\x05\x06";  // APPNOTE 4.3.16
    put16(end, 0), put16(end, 0);
    put16(end, entries_.size()), put16(end, entries_.size());
    put32(end, size);
    put32(end, offset);
    put16(end, 0);
    TRY(file_.write(end));
    if (file_.size() > largest) return too_large();
    return Done{};
}

}  // namespace kartei::documents
