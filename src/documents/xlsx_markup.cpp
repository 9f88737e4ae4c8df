#include "documents/xlsx_markup.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "documents/utf8_check.hpp"

namespace kartei::documents::markup {
namespace {

constexpr std::string_view xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view package = "http://schemas.openxmlformats.org/package/2006";

std::string join(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const auto part : parts) text += part;
    return text;
}

/// Bytes that stand for themselves between tags.
constexpr std::array<bool, 256> stands_for_itself = [] {
    std::array<bool, 256> table{};
    for (unsigned byte = 0x20; byte < 0x7f; ++byte) table[byte] = true;
    for (const unsigned char byte : {'&', '<', '>', '_'}) table[byte] = false;
    return table;
}();

/// "_x000D_" and the like, which a reader of the sheet would take for a control character.
bool looks_escaped(std::string_view text) {
    const auto hexadecimal = [](char byte) {
        return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
    };
    return text.size() >= 7 && text[1] == 'x' && text[6] == '_' &&
           std::all_of(text.begin() + 2, text.begin() + 6, hexadecimal);
}

void append_control(std::string& out, char byte) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto number = static_cast<unsigned char>(byte);
    out += "_x00";
    out += digits[number >> 4];
    out += digits[number & 15];
    out += '_';
}

/// One character that does not stand for itself; how many bytes of the text it was.
std::size_t append_special(std::string& out, std::string_view text) {
    switch (text[0]) {
        case '&': out += "&amp;"; return 1;
        case '<': out += "&lt;"; return 1;
        case '>': out += "&gt;"; return 1;
        case '_': out += looks_escaped(text) ? "_x005F_" : "_"; return 1;
        case '\t':
        case '\n': out += text[0]; return 1;
        default: break;
    }
    const int length = utf8_sequence(text);
    if (length == 1) append_control(out, text[0]);
    else if (length < 1 || text.starts_with("\xef\xbf\xbe") || text.starts_with("\xef\xbf\xbf")) out += "\xef\xbf\xbd";
    else out.append(text, 0, static_cast<std::size_t>(length));
    return static_cast<std::size_t>(std::max(length, 1));
}

std::optional<int> digits_at(std::string_view text, std::size_t at, std::size_t count) {
    int number = 0;
    if (text.size() < at + count) return std::nullopt;
    const auto end = text.data() + at + count;
    const auto [stop, error] = std::from_chars(text.data() + at, end, number);
    if (error != std::errc() || stop != end || number < 0) return std::nullopt;
    return number;
}

/// Days since 1970-01-01 of the Gregorian calendar; none for a date that does not exist.
std::optional<std::int64_t> civil_days(int year, int month, int day) {
    constexpr std::array lengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (month < 1 || month > 12 || day < 1) return std::nullopt;
    if (day > lengths[static_cast<std::size_t>(month - 1)] + (leap && month == 2)) return std::nullopt;
    const int shifted = month > 2 ? month - 3 : month + 9, years = month > 2 ? year : year - 1;
    return std::int64_t{years} * 365 + years / 4 - years / 100 + years / 400 + (153 * shifted + 2) / 5 + day - 1 -
           719'468;
}

int default_width(const Column& column) {
    constexpr std::array by_kind = {24, 12, 14, 12, 18, 8};  // text, integer, money, date, date_time, yes_no
    const auto heading = static_cast<int>(utf16_units(column.heading)) + 4;  // the filter's button
    return std::min(60, std::max(by_kind[static_cast<std::size_t>(column.kind)], heading));
}

}  // namespace

std::string column_letters(std::size_t column) {
    std::string letters;
    for (++column; column > 0; column = (column - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    return letters;
}

void append_escaped(std::string& out, std::string_view text) {
    std::size_t from = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (stands_for_itself[static_cast<unsigned char>(text[at])]) {
            ++at;
            continue;
        }
        out.append(text, from, at - from);
        at += append_special(out, text.substr(at));
        from = at;
    }
    out.append(text, from);
}

std::size_t utf16_units(std::string_view text) {
    std::size_t units = 0;
    for (const char byte : text) {
        const auto bits = static_cast<unsigned char>(byte);
        units += (bits & 0xc0) != 0x80;
        units += bits >= 0xf0;
    }
    return units;
}

std::string_view first_units(std::string_view text, std::size_t units) {
    std::size_t at = 0;
    for (std::size_t count = 0; at < text.size();) {
        const auto length = static_cast<std::size_t>(std::max(1, utf8_sequence(text.substr(at))));
        count += length == 4 ? 2 : 1;
        if (count > units) break;
        at += length;
    }
    return text.substr(0, at);
}

std::optional<std::string> serial(std::string_view iso) {
    const auto year = digits_at(iso, 0, 4), month = digits_at(iso, 5, 2), day = digits_at(iso, 8, 2);
    if (!year || !month || !day || iso[4] != '-' || iso[7] != '-') return std::nullopt;
    const auto days = civil_days(*year, *month, *day);
    constexpr std::int64_t from_1899 = 25'569, march_1900 = 61;
    if (!days || *days + from_1899 < march_1900) return std::nullopt;
    auto text = std::to_string(*days + from_1899);
    if (iso.ends_with('Z')) iso.remove_suffix(1);
    if (iso.size() == 10) return text;
    const auto hour = digits_at(iso, 11, 2), minute = digits_at(iso, 14, 2);
    const auto second = iso.size() == 16 ? std::optional(0) : digits_at(iso, 17, 2);
    const bool well_formed = (iso.size() == 16 || (iso.size() == 19 && iso[16] == ':')) &&
                             (iso[10] == 'T' || iso[10] == ' ') && iso[13] == ':' && hour && minute && second &&
                             *hour < 24 && *minute < 60 && *second < 60;
    if (!well_formed) return std::nullopt;
    // Eleven digits are what a double still holds beside five of days; the error stays below a microsecond.
    const std::int64_t seconds = (*hour * 60 + *minute) * 60 + *second;
    const auto digits = std::to_string((seconds * 100'000'000'000 + 43'200) / 86'400);
    return text + '.' + std::string(11 - digits.size(), '0') + digits;
}

std::string sheet_begin(std::span<const Column> columns, bool first, bool frozen) {
    auto text = join({xml, "<worksheet xmlns=\"", main_space, "\"><sheetViews><sheetView ",
                      first ? "tabSelected=\"1\" " : "", "workbookViewId=\"0\">"});
    if (frozen)
        text +=
            "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/><selection "
            "pane=\"bottomLeft\"/>";
    text += "</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>";
    if (!columns.empty()) text += "<cols>";
    for (std::size_t column = 0; column < columns.size(); ++column) {
        const auto number = std::to_string(column + 1);
        const int width =
            columns[column].width > 0 ? std::min(columns[column].width, 255) : default_width(columns[column]);
        text += join({"<col min=\"", number, "\" max=\"", number, "\" width=\"", std::to_string(width),
                      ".7109375\" customWidth=\"1\"/>"});
    }
    if (!columns.empty()) text += "</cols>";
    return text + "<sheetData>";
}

std::string sheet_end(std::size_t columns, std::int64_t rows) {
    std::string text = "</sheetData>";
    if (columns > 0) text += join({"<autoFilter ref=\"A1:", column_letters(columns - 1), std::to_string(rows), "\"/>"});
    return text +
           "<pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" "
           "footer=\"0.3\"/></worksheet>";
}

std::string sheet_name(std::string_view wanted, std::size_t number) {
    std::string name(wanted);
    std::replace_if(
        name.begin(), name.end(),
        [](char byte) {
            return std::string_view("[]:*?/\\'").find(byte) != std::string_view::npos ||
                   static_cast<unsigned char>(byte) < 0x20;
        },
        ' ');
    const auto ending = number > 1 ? " (" + std::to_string(number) + ")" : std::string();
    name = first_units(name, 31 - ending.size());
    if (name.find_first_not_of(' ') == name.npos) name = "Kartei";
    return name + ending;
}

std::string workbook(std::span<const std::string> sheets, std::span<const std::int64_t> rows, std::size_t columns) {
    auto text = join(
        {xml, "<workbook xmlns=\"", main_space, "\" xmlns:r=\"", relations,
         "\"><bookViews><workbookView xWindow=\"240\" yWindow=\"15\" windowWidth=\"24000\" windowHeight=\"12000\"/>"
         "</bookViews><sheets>"});
    for (std::size_t sheet = 0; sheet < sheets.size(); ++sheet) {
        const auto number = std::to_string(sheet + 1);
        std::string name;
        append_escaped(name, sheets[sheet]);
        std::string quoted;
        for (const char byte : name) quoted += byte == '"' ? std::string("&quot;") : std::string(1, byte);
        text += join({"<sheet name=\"", quoted, "\" sheetId=\"", number, "\" r:id=\"rId", number, "\"/>"});
    }
    text += "</sheets><definedNames>";
    for (std::size_t sheet = 0; sheet < rows.size(); ++sheet) {
        std::string name;
        append_escaped(name, sheets[sheet]);
        text += join({"<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"", std::to_string(sheet),
                      "\" hidden=\"1\">'", name, "'!$A$1:$", column_letters(columns - 1), "$",
                      std::to_string(rows[sheet]), "</definedName>"});
    }
    return text + "</definedNames></workbook>";
}

std::string workbook_relations(std::size_t sheets) {
    auto text = join({xml, "<Relationships xmlns=\"", package, "/relationships\">"});
    for (std::size_t sheet = 1; sheet <= sheets; ++sheet) {
        const auto number = std::to_string(sheet);
        text += join({"<Relationship Id=\"rId", number, "\" Type=\"", relations,
                      "/worksheet\" Target=\"worksheets/sheet", number, ".xml\"/>"});
    }
    return text + join({"<Relationship Id=\"rId", std::to_string(sheets + 1), "\" Type=\"", relations,
                        "/styles\" Target=\"styles.xml\"/></Relationships>"});
}

std::string content_types(std::size_t sheets) {
    constexpr std::string_view kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    auto text =
        join({xml, "<Types xmlns=\"", package,
              "/content-types\">"
              "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
              "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
              "<Override PartName=\"/xl/workbook.xml\" ContentType=\"",
              kind,
              "sheet.main+xml\"/>"
              "<Override PartName=\"/xl/styles.xml\" ContentType=\"",
              kind, "styles+xml\"/>"});
    for (std::size_t sheet = 1; sheet <= sheets; ++sheet)
        text += join({"<Override PartName=\"/xl/worksheets/sheet", std::to_string(sheet), ".xml\" ContentType=\"", kind,
                      "worksheet+xml\"/>"});
    return text + "</Types>";
}

std::string root_relations() {
    return join({xml, "<Relationships xmlns=\"", package, "/relationships\"><Relationship Id=\"rId1\" Type=\"",
                 relations, "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"});
}

std::string styles() {
    // Formats 14 and 22 are the short date, and with time, of the reader's own country.
    constexpr std::array formats = {0, 0, 1, 14, 22, 3, 164, 4, 165, 166};
    auto text = join({xml, "<styleSheet xmlns=\"", main_space,
                      "\"><numFmts count=\"3\"><numFmt numFmtId=\"164\" formatCode=\"#,##0.0\"/>"
                      "<numFmt numFmtId=\"165\" formatCode=\"#,##0.000\"/><numFmt numFmtId=\"166\" "
                      "formatCode=\"#,##0.0000\"/></numFmts>"
                      "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"
                      "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>"
                      "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill "
                      "patternType=\"gray125\"/></fill></fills>"
                      "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
                      "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" "
                      "borderId=\"0\"/></cellStyleXfs><cellXfs count=\"10\">"});
    for (std::size_t style = 0; style < formats.size(); ++style)
        text += join({"<xf numFmtId=\"", std::to_string(formats[style]), "\" fontId=\"", style == heading ? "1" : "0",
                      "\" fillId=\"0\" borderId=\"0\" xfId=\"0\"", style == heading ? " applyFont=\"1\"" : "",
                      formats[style] > 0 ? " applyNumberFormat=\"1\"" : "", "/>"});
    return text +
           "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" "
           "builtinId=\"0\"/></cellStyles></styleSheet>";
}

}  // namespace kartei::documents::markup
