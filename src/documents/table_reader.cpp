#include "documents/table_reader.hpp"

#include <unistd.h>

#include <array>
#include <string_view>

#include "base/pasted_text.hpp"
#include "documents/byte_source.hpp"
#include "documents/csv_reader.hpp"
#include "documents/xlsx_reader.hpp"

namespace kartei::documents {
namespace {

using namespace std::string_view_literals;

/// The first bytes of an ordinary file; nothing of a pipe, which can be read only once (and then is CSV).
std::string first_bytes(const Descriptor& file) {
    std::array<char, 512> bytes{};
    const auto got = ::pread(file.number(), bytes.data(), bytes.size(), 0);
    return {bytes.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
}

/// Small letters and signs only, so that UTF-16, a byte order mark and blanks in front make no difference.
std::string bare(std::string_view bytes) {
    std::string out;
    for (const char byte : bytes) {
        if (out.empty() && byte != '<' && byte != '%') continue;
        if (byte != '\0') out += static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
    }
    return out;
}

/// Only blanks and byte order marks may stand before what the file begins with.
bool begins_with_markup(std::string_view bytes) {
    const auto first = bytes.find_first_of("<%");
    return first != bytes.npos &&
           bytes.substr(0, first).find_first_not_of("\xef\xbb\xbf\xfe\xff\0 \t\r\n"sv) == bytes.npos;
}

/// Web pages that are called .xls, XML and PDF: no table, whatever their name says.
std::optional<Refusal> no_table(std::string_view bytes) {
    if (!begins_with_markup(bytes)) return std::nullopt;
    const auto text = bare(bytes);
    for (const auto tag : {"<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style", "<div"})
        if (text.starts_with(tag)) return refuse(RefusalKind::unsupported, "error.table_web_page");
    if (text.starts_with("<?xml") || text.starts_with("<!doctype"))
        return refuse(RefusalKind::unsupported, text.find("<html") == text.npos ? "error.table_xml"
                                                                               : "error.table_web_page");
    if (text.starts_with("%pdf-")) return refuse(RefusalKind::unsupported, "error.table_pdf");
    return std::nullopt;
}

}  // namespace

Result<std::unique_ptr<TableReader>> open_table(const std::filesystem::path& path, const TableWanted& wanted) {
    return open_table(TRY(open_for_reading(path)), path.filename().string(), wanted);
}

Result<std::unique_ptr<TableReader>> open_table(Descriptor file, const std::string& name, const TableWanted& wanted) {
    const auto magic = first_bytes(file);
    // Old Excel files and the wrapper of password-protected new ones are both OLE compound files.
    if (std::string_view(magic).substr(0, 8) == "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv)
        return refuse(RefusalKind::unsupported, "error.xlsx_protected");
    if (magic.starts_with("PK\3\4"sv) || magic.starts_with("PK\5\6"sv)) {
        auto package = TRY(ZipPackage::open(std::move(file), name, wanted.xlsx));
        return std::unique_ptr<TableReader>(
            TRY(XlsxReader::open(std::move(package), wanted.sheet, wanted.heading_row)));
    }
    if (auto refusal = no_table(magic)) return *refusal;
    auto csv = wanted.csv;
    csv.heading_row = wanted.heading_row;
    return std::unique_ptr<TableReader>(
        std::make_unique<CsvReader>(TRY(CsvReader::open(descriptor_source(std::move(file)), std::move(csv)))));
}

std::string heading_of(std::string_view cell) {
    return std::string(trimmed(without_invisible(without_formula_wrapper(trimmed(cell)))));
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
