#include "documents/table_reader.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <string_view>

#include "documents/csv_reader.hpp"
#include "documents/xlsx_reader.hpp"

namespace kartei::documents {
namespace {

using namespace std::string_view_literals;

/// The first bytes of an ordinary file; nothing of a pipe, which can be read only once (and then is CSV).
std::string first_bytes(const std::filesystem::path& path) {
    std::array<char, 8> bytes{};
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return {};
    const auto got = ::read(file, bytes.data(), bytes.size());
    ::close(file);
    return {bytes.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
}

}  // namespace

Result<std::unique_ptr<TableReader>> open_table(const std::filesystem::path& path, const TableWanted& wanted) {
    const auto magic = first_bytes(path);
    // Old Excel files and the wrapper of password-protected new ones are both OLE compound files.
    if (magic == "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv) return refuse(RefusalKind::unsupported, "error.xlsx_protected");
    if (magic.starts_with("PK\3\4"sv) || magic.starts_with("PK\5\6"sv))
        return std::unique_ptr<TableReader>(TRY(XlsxReader::open(path, wanted.sheet, wanted.xlsx)));
    return std::unique_ptr<TableReader>(std::make_unique<CsvReader>(TRY(CsvReader::open(path, wanted.csv))));
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
