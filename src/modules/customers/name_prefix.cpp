#include "modules/customers/name_prefix.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.hpp"

namespace kartei::customers {
namespace {

/// Words with which a prefix begins, and those with which it goes on.
constexpr std::array<std::string_view, 26> beginnings{"van", "von", "vom", "vd",  "v.d.",  "zu",  "zum", "zur", "de",
                                                      "den", "der", "ter", "ten", "te",    "'t",  "du",  "des", "di",
                                                      "da",  "dal", "do",  "dos", "della", "del", "d.",  "v."};
constexpr std::array<std::string_view, 11> continuations{"der", "den", "de",  "het", "'t", "dem",
                                                         "la",  "las", "los", "und", "zu"};
/// A prefix only together with a further word of it ("in 't Veld", "op den Berg").
constexpr std::array<std::string_view, 8> before_another{"in", "op", "uit", "aan", "bij", "onder", "over", "auf"};

template <std::size_t Count>
bool is_among(const std::array<std::string_view, Count>& words, std::string_view word) {
    const auto folded = fold(word);
    return std::any_of(words.begin(), words.end(), [&](auto known) { return known == folded || known == word; });
}

std::string_view first_word(std::string_view text) { return text.substr(0, text.find(' ')); }

std::string_view behind(std::string_view text, std::string_view word) {
    text.remove_prefix(std::min(text.size(), word.size()));
    while (text.starts_with(' ')) text.remove_prefix(1);
    return text;
}

}  // namespace

PrefixedName split_prefix(const std::string& name) {
    const PrefixedName whole{{}, name};
    std::string_view rest = name;
    auto word = first_word(rest);
    const bool needs_another = is_among(before_another, word);
    if (!needs_another && !is_among(beginnings, word)) return whole;
    std::size_t words = 0;
    do {
        rest = behind(rest, word);
        word = first_word(rest);
        ++words;
    } while (!rest.empty() && is_among(continuations, word) && !behind(rest, word).empty());
    if (rest.empty() || (needs_another && words < 2)) return whole;
    const auto prefix = std::string_view(name).substr(0, name.size() - rest.size());
    return {std::string(prefix.substr(0, prefix.find_last_not_of(' ') + 1)), std::string(rest)};
}

void split_prefix(Customer& customer) {
    const bool is_person = customer.kind == "private" || customer.kind == "prospect";
    if (!is_person || !customer.name_prefix.empty()) return;
    auto [prefix, name] = split_prefix(customer.name);
    if (prefix.empty()) return;
    customer.name_prefix = std::move(prefix);
    customer.name = std::move(name);
}

}  // namespace kartei::customers
