#include "documents/code128.hpp"

#include <algorithm>
#include <array>

namespace kartei::documents {
namespace {

constexpr int start_b = 104, start_c = 105, to_c = 99, to_b = 100, stop = 106;

/// Widths of bars and spaces, in turn, of each value (ISO/IEC 15417, table 1).
constexpr std::array<std::string_view, 107> widths{
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312",
    "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212",
    "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321", "232121",
    "111323", "131123", "131321", "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331",
    "132131", "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131", "311123",
    "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111", "111224", "111422", "121124",
    "121421", "141122", "141221", "112214", "112412", "122114", "122411", "142112", "142211", "241211", "221114",
    "413111", "241112", "134111", "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112",
    "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311",
    "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112"};

bool is_digit(char one) { return one >= '0' && one <= '9'; }

std::size_t digits_at(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    return end - at;
}

/// Is it shorter to write the digits from here on in pairs (ISO/IEC 15417, annex E)?
bool pairs_are_shorter(std::string_view text, std::size_t at) {
    const auto digits = digits_at(text, at);
    if (at == 0 && digits == text.size()) return digits == 2 || digits >= 4;
    const bool is_at_an_end = at == 0 || at + digits == text.size();
    return digits >= (is_at_an_end ? 4u : 6u);
}

std::vector<int> values_of(std::string_view text) {
    bool in_pairs = pairs_are_shorter(text, 0);
    std::vector<int> symbols{in_pairs ? start_c : start_b};
    for (std::size_t at = 0; at < text.size();) {
        const auto digits = digits_at(text, at);
        if (in_pairs && digits >= 2) {
            symbols.push_back((text[at] - '0') * 10 + text[at + 1] - '0');
            at += 2;
        } else if (in_pairs) {
            symbols.push_back(to_b);
            in_pairs = false;
        } else if (digits % 2 == 0 && pairs_are_shorter(text, at)) {
            symbols.push_back(to_c);
            in_pairs = true;
        } else {
            symbols.push_back(text[at++] - ' ');
        }
    }
    return symbols;
}

}  // namespace

int check_symbol(const std::vector<int>& symbols) {
    int sum = symbols.front();
    for (std::size_t place = 1; place < symbols.size(); ++place) sum += static_cast<int>(place) * symbols[place];
    return sum % 103;
}

std::optional<Code128> code128(std::string_view text) {
    const auto prints = [](char one) { return one >= ' ' && one <= '~'; };
    if (text.empty() || !std::all_of(text.begin(), text.end(), prints)) return std::nullopt;
    Code128 code{values_of(text), {}};
    code.symbols.push_back(check_symbol(code.symbols));
    const auto draw = [&](int value) {
        bool dark = true;
        for (const char width : widths[static_cast<std::size_t>(value)]) {
            code.dark.insert(code.dark.end(), static_cast<std::size_t>(width - '0'), dark);
            dark = !dark;
        }
    };
    for (const int value : code.symbols) draw(value);
    draw(stop);
    return code;
}

}  // namespace kartei::documents
