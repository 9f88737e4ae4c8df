#include "documents/csv_dialect.hpp"

#include <algorithm>

#include "documents/code_page.hpp"
#include "documents/utf8_check.hpp"

namespace kartei::documents {
namespace {

/// UTF-16 without a mark: people's tables are mostly Latin, so one byte of nearly every pair is zero.
std::optional<Encoding> sixteen_bit_pattern(std::string_view sample) {
    const auto pairs = sample.size() / 2;
    std::size_t zero_first = 0, zero_second = 0;
    for (std::size_t pair = 0; pair < pairs; ++pair) {
        zero_first += sample[2 * pair] == 0;
        zero_second += sample[2 * pair + 1] == 0;
    }
    if (zero_second > pairs / 2 && zero_first <= pairs / 50) return Encoding::utf16_le;
    if (zero_first > pairs / 2 && zero_second <= pairs / 50) return Encoding::utf16_be;
    return std::nullopt;
}

constexpr std::size_t records_compared = 50;

/// Cells of each of the first records, were `separator` the separator. The last, cut-off record is left out.
std::vector<std::size_t> cells_per_record(std::string_view sample, bool is_all, bool quotes, char separator) {
    std::vector<std::size_t> counts;
    std::size_t cells = 1;
    bool quoted = false, at_cell_start = true, blank = true;
    for (const char byte : sample) {
        if (counts.size() == records_compared) return counts;
        if (byte == '"' && quotes && (quoted || at_cell_start)) {
            quoted = !quoted;  // a doubled mark closes and opens again: the count is the same
            at_cell_start = !quoted;
            blank = false;
        } else if (quoted) {
            continue;
        } else if (byte == '\n' || byte == '\r') {
            if (!blank) counts.push_back(cells);
            cells = 1, at_cell_start = true, blank = true;
        } else {
            cells += byte == separator;
            at_cell_start = byte == separator || (at_cell_start && byte == ' ');
            blank = false;
        }
    }
    if (!blank && (is_all || counts.empty())) counts.push_back(cells);
    return counts;
}

struct Score {
    double alike = 0;  // share of the records that have as many cells as the first
    std::size_t cells = 1;
    bool operator<(const Score& other) const {
        if (cells == 1 || other.cells == 1) return cells == 1 && other.cells > 1;
        return alike != other.alike ? alike < other.alike : cells < other.cells;
    }
};

Score score(std::string_view sample, bool is_all, bool quotes, char separator) {
    const auto counts = cells_per_record(sample, is_all, quotes, separator);
    if (counts.empty()) return {};
    const auto alike = std::count(counts.begin(), counts.end(), counts.front());
    return {static_cast<double>(alike) / static_cast<double>(counts.size()), counts.front()};
}

bool may_separate(char byte);

/// `sep=;`, `"sep=;"`, `"sep=;";;;`, `sep=; `: what fills it up is blank, or the separator of whoever saved the file
/// last.
std::optional<char> named_separator(std::string_view line) {
    const bool quoted = line.starts_with('"');
    if (quoted) line.remove_prefix(1);
    const auto is_hint = [](char wanted, char got) { return (got | 0x20) == wanted; };
    if (line.size() < 5 || !std::equal(line.begin(), line.begin() + 3, "sep", [&](char got, char wanted) {
            return is_hint(wanted, got);
        }))
        return std::nullopt;
    const char named = line[4];
    if (line[3] != '=' || !may_separate(named)) return std::nullopt;
    line.remove_prefix(5);
    if (quoted && !line.starts_with('"')) return std::nullopt;
    if (quoted) line.remove_prefix(1);
    while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
    if (line.empty()) return named;
    const char filling = line.front();
    const bool fills = (filling == ';' || filling == ',' || filling == '\t' || filling == named) &&
                       line.find_first_not_of(filling) == std::string_view::npos;
    return fills ? std::optional(filling) : std::nullopt;
}

bool may_separate(char byte) {
    return byte == '\t' || (byte > ' ' && byte < 0x7f && byte != '"' && !(byte >= '0' && byte <= '9') &&
                            !(byte >= 'A' && byte <= 'Z') && !(byte >= 'a' && byte <= 'z'));
}

}  // namespace

std::string_view encoding_name(Encoding encoding) {
    switch (encoding) {
        case Encoding::utf16_le: return "UTF-16LE";
        case Encoding::utf16_be: return "UTF-16BE";
        case Encoding::windows_1252: return "windows-1252";
        case Encoding::iso_8859_15: return "ISO-8859-15";
        case Encoding::cp850: return "IBM850";
        case Encoding::macintosh: return "macintosh";
        case Encoding::windows_1250: return "windows-1250";
        case Encoding::cp852: return "IBM852";
        case Encoding::windows_1251: return "windows-1251";
        case Encoding::cp866: return "IBM866";
        case Encoding::koi8_r: return "KOI8-R";
        case Encoding::windows_1253: return "windows-1253";
        case Encoding::windows_1254: return "windows-1254";
        case Encoding::utf8: break;
    }
    return "UTF-8";
}

EncodingGuess guess_encoding(std::string_view sample, bool is_all) {
    if (sample.starts_with("\xef\xbb\xbf")) return {Encoding::utf8, 3, true};
    if (sample.starts_with("\xff\xfe")) return {Encoding::utf16_le, 2, true};
    if (sample.starts_with("\xfe\xff")) return {Encoding::utf16_be, 2, true};
    if (const auto sixteen = sixteen_bit_pattern(sample.substr(0, 4096))) return {*sixteen, 0, true};
    return guess_eight_bit(sample, is_all);
}

EncodingGuess guess_eight_bit(std::string_view sample, bool is_all) {
    std::size_t good = 0, bad = 0;
    for (std::size_t at = 0; at < sample.size();) {
        const int length = utf8_sequence(sample.substr(at));
        if (length < 0 && !is_all) break;
        good += length > 1;
        bad += length <= 0;
        at += static_cast<std::size_t>(std::max(length, 1));
    }
    const auto encoding = bad > good ? likely_code_page(sample) : Encoding::utf8;
    return {encoding, 0, good + bad > 0};
}

char guess_separator(std::string_view sample, bool is_all, bool quotes) {
    char best = ',';
    Score best_score;
    for (const char candidate : {'\t', ';', ','}) {
        const auto found = score(sample, is_all, quotes, candidate);
        if (best_score < found) best = candidate, best_score = found;
    }
    return best;
}

std::optional<SeparatorLine> separator_line(std::string_view sample) {
    const auto end = std::min(sample.find_first_of("\r\n"), sample.size());
    const auto separator = named_separator(sample.substr(0, end));
    if (!separator) return std::nullopt;
    const bool both = sample.substr(end).starts_with("\r\n");
    return SeparatorLine{*separator, std::min(sample.size(), end + (both ? 2 : 1))};
}

}  // namespace kartei::documents
