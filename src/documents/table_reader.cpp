#include "documents/table_reader.hpp"

#include <unistd.h>

#include <array>
#include <string_view>

#include "documents/byte_source.hpp"
#include "documents/csv_reader.hpp"
#include "documents/xlsx_reader.hpp"

namespace kartei::documents {
namespace {

using namespace std::string_view_literals;

/// The first bytes of an ordinary file; nothing of a pipe, which can be read only once (and then is CSV).
std::string first_bytes(const Descriptor& file) {
    std::array<char, 8> bytes{};
    const auto got = ::pread(file.number(), bytes.data(), bytes.size(), 0);
    return {bytes.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
}

}  // namespace

Result<std::unique_ptr<TableReader>> open_table(const std::filesystem::path& path, const TableWanted& wanted) {
    return open_table(TRY(open_for_reading(path)), path.filename().string(), wanted);
}

Result<std::unique_ptr<TableReader>> open_table(Descriptor file, const std::string& name, const TableWanted& wanted) {
    const auto magic = first_bytes(file);
    // Old Excel files and the wrapper of password-protected new ones are both OLE compound files.
    if (magic == "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv) return refuse(RefusalKind::unsupported, "error.xlsx_protected");
    if (magic.starts_with("PK\3\4"sv) || magic.starts_with("PK\5\6"sv)) {
        auto package = TRY(XlsxPackage::open(std::move(file), name, wanted.xlsx));
        return std::unique_ptr<TableReader>(TRY(XlsxReader::open(std::move(package), wanted.sheet)));
    }
    return std::unique_ptr<TableReader>(
        std::make_unique<CsvReader>(TRY(CsvReader::open(descriptor_source(std::move(file)), wanted.csv))));
}

std::string_view trimmed(std::string_view text) {
    constexpr auto no_break = "\xc2\xa0"sv;
    const auto blank = [](char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); };
    for (;;) {
        if (text.empty()) return text;
        if (blank(text.front())) text.remove_prefix(1);
        else if (blank(text.back())) text.remove_suffix(1);
        else if (text.starts_with(no_break)) text.remove_prefix(2);
        else if (text.ends_with(no_break)) text.remove_suffix(2);
        else return text;
    }
}

}  // namespace kartei::documents
