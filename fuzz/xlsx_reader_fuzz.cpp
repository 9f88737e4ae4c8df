// Any bytes as a workbook. The first byte chooses: 0 = the rest is the archive itself; else the rest is XML, cut at
// "\n--\n" into sheet, shared strings, styles, workbook and relations, which are put into a sound archive, so that the
// XML is reached.
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "documents/utf8_check.hpp"
#include "documents/xlsx_reader.hpp"

using namespace kartei::documents;

namespace {

void demand(bool holds) {
    if (!holds) std::abort();
}

void put(std::string& out, std::uint64_t number, int size) {
    for (; size > 0; --size, number >>= 8) out += static_cast<char>(number & 0xff);
}

/// A stored archive, made by hand: quicker than any library, and its check sums are right.
class Archive {
public:
    void add(std::string_view name, std::string_view content) {
        const auto check = crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size()));
        std::string fields;
        put(fields, 20, 2), put(fields, 0, 2), put(fields, 0, 2), put(fields, 0, 4), put(fields, check, 4);
        put(fields, content.size(), 4), put(fields, content.size(), 4), put(fields, name.size(), 2), put(fields, 0, 2);
        directory_ += "PK\1\2";
        put(directory_, 20, 2);
        directory_ += fields;
        put(directory_, 0, 10), put(directory_, bytes_.size(), 4);
        directory_ += name;
        bytes_.append("PK\3\4").append(fields).append(name).append(content);
        ++entries_;
    }
    std::string finish() {
        const auto offset = bytes_.size();
        bytes_.append(directory_).append("PK\5\6");
        put(bytes_, 0, 4), put(bytes_, entries_, 2), put(bytes_, entries_, 2), put(bytes_, directory_.size(), 4);
        put(bytes_, offset, 4), put(bytes_, 0, 2);
        return std::move(bytes_);
    }

private:
    std::string bytes_, directory_;
    int entries_ = 0;
};

constexpr std::string_view workbook =
    "<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" r:id=\"1\"/></sheets></workbook>";
constexpr std::string_view relations =
    "<Relationships><Relationship Id=\"1\" Type=\"x/worksheet\" Target=\"sheet.xml\"/><Relationship Id=\"2\" "
    "Type=\"x/styles\" "
    "Target=\"styles.xml\"/><Relationship Id=\"3\" Type=\"x/sharedStrings\" Target=\"strings.xml\"/></Relationships>";

std::string with_parts(std::string_view xml) {
    constexpr std::string_view cut = "\n--\n", names[] = {"xl/sheet.xml", "xl/strings.xml", "xl/styles.xml",
                                                          "xl/workbook.xml", "xl/_rels/workbook.xml.rels"};
    constexpr std::string_view otherwise[] = {"<worksheet/>", "<sst/>", "<styleSheet/>", workbook, relations};
    Archive archive;
    for (std::size_t part = 0; part < std::size(names); ++part) {
        const auto end = std::min(xml.find(cut), xml.size());
        const auto content = xml.substr(0, end);
        archive.add(names[part], content.empty() ? otherwise[part] : content);
        xml.remove_prefix(std::min(xml.size(), end + cut.size()));
    }
    return archive.finish();
}

void read(const std::string& path) {
    XlsxLimits limits;
    limits.markup = 1 << 20;
    limits.strings = 1 << 20;
    auto reader = XlsxReader::open(path, "", limits);
    if (!reader) return;
    for (;;) {
        const auto next = (*reader)->next();
        if (next ? !*next : !(*reader)->may_continue()) return;
        if (!next) continue;
        demand((*reader)->cells().size() == (*reader)->header().size());
        for (const auto cell : (*reader)->cells())
            demand(valid_utf8_length(cell) == cell.size() && cell.find('\0') == cell.npos);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size < 1) return 0;
    const std::string_view rest(reinterpret_cast<const char*>(bytes) + 1, size - 1);
    const auto content = bytes[0] == 0 ? std::string(rest) : with_parts(rest);
    const int file = ::memfd_create("workbook", 0);
    if (file < 0 || ::write(file, content.data(), content.size()) != static_cast<ssize_t>(content.size())) std::abort();
    read("/proc/self/fd/" + std::to_string(file));
    ::close(file);
    return 0;
}
