#include "documents/markup_tokens.hpp"

#include <algorithm>
#include <array>

namespace kartei::documents {
namespace {

constexpr std::string_view blanks = " \t\r\n";

/// Where the tag that begins at `at` ends; quotes may hold a '>'.
std::size_t end_of_tag(std::string_view markup, std::size_t at) {
    char quote = 0;
    for (auto i = at; i < markup.size(); ++i) {
        const char one = markup[i];
        if (quote != 0) quote = one == quote ? 0 : quote;
        else if (one == '"' || one == '\'') quote = one;
        else if (one == '>') return i + 1;
    }
    return markup.size();
}

std::size_t end_behind(std::string_view markup, std::size_t at, std::string_view mark) {
    const auto end = markup.find(mark, at);
    return end == std::string_view::npos ? markup.size() : end + mark.size();
}

MarkupToken token_at(std::string_view markup, std::size_t at) {
    using Kind = MarkupToken::Kind;
    const auto rest = markup.substr(at);
    const auto other = [&](std::string_view mark) {
        return MarkupToken{Kind::other, markup.substr(at, end_behind(markup, at, mark) - at), {}};
    };
    if (!rest.starts_with('<')) return {Kind::text, rest.substr(0, rest.find('<')), {}};
    if (rest.starts_with("<!--")) return other("-->");
    if (rest.starts_with("<![CDATA[")) return other("]]>");
    if (rest.starts_with("<?")) return other("?>");
    if (rest.starts_with("<!")) return other(">");
    const auto raw = markup.substr(at, end_of_tag(markup, at) - at);
    const bool closes = raw.starts_with("</");
    const auto first = closes ? 2u : 1u;
    const auto name = raw.substr(first, raw.find_first_of(" \t\r\n/>", first) - first);
    return {closes ? Kind::close : raw.ends_with("/>") ? Kind::empty : Kind::open, raw, name};
}

struct Attribute {
    std::size_t begin = 0, value = 0, value_end = 0;  ///< begin: of the blank before it
};
bool find_attribute(std::string_view tag, std::string_view name, Attribute& found) {
    for (auto at = tag.find(name); at != std::string_view::npos; at = tag.find(name, at + 1)) {
        auto behind = tag.find_first_not_of(blanks, at + name.size());
        const bool stands_alone = at > 0 && blanks.find(tag[at - 1]) != std::string_view::npos;
        if (!stands_alone || behind == std::string_view::npos || tag[behind] != '=') continue;
        behind = tag.find_first_not_of(blanks, behind + 1);
        if (behind == std::string_view::npos || (tag[behind] != '"' && tag[behind] != '\'')) continue;
        const auto end = tag.find(tag[behind], behind + 1);
        if (end == std::string_view::npos) return false;
        found = {at - 1, behind + 1, end};
        return true;
    }
    return false;
}

void append_utf8(std::string& out, unsigned long code) {
    if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return;
    if (code < 0x80) out += static_cast<char>(code);
    else if (code < 0x800) out += {static_cast<char>(0xC0 | code >> 6), static_cast<char>(0x80 | (code & 0x3F))};
    else if (code < 0x10000)
        out += {static_cast<char>(0xE0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3F)),
                static_cast<char>(0x80 | (code & 0x3F))};
    else
        out += {static_cast<char>(0xF0 | code >> 18), static_cast<char>(0x80 | (code >> 12 & 0x3F)),
                static_cast<char>(0x80 | (code >> 6 & 0x3F)), static_cast<char>(0x80 | (code & 0x3F))};
}

constexpr std::array<std::pair<std::string_view, char>, 5> entities{
    {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};

void append_entity(std::string& out, std::string_view name) {
    const auto known = std::find_if(entities.begin(), entities.end(), [&](const auto& one) { return one.first == name; });
    if (known != entities.end()) out += known->second;
    else if (name.starts_with("#") && name.size() > 1 && name.size() < 10) {
        const bool is_hex = name[1] == 'x';
        append_utf8(out, std::strtoul(std::string(name.substr(is_hex ? 2 : 1)).c_str(), nullptr, is_hex ? 16 : 10));
    }
}

}  // namespace

std::vector<MarkupToken> markup_tokens(std::string_view markup) {
    std::vector<MarkupToken> tokens;
    for (std::size_t at = 0; at < markup.size(); at += tokens.back().raw.size()) tokens.push_back(token_at(markup, at));
    return tokens;
}

std::string attribute_in(std::string_view tag, std::string_view name) {
    Attribute found;
    if (!find_attribute(tag, name, found)) return "";
    return markup_decoded(tag.substr(found.value, found.value_end - found.value));
}

std::string without_attribute(std::string_view tag, std::string_view name) {
    Attribute found;
    if (!find_attribute(tag, name, found)) return std::string(tag);
    return std::string(tag.substr(0, found.begin)) + std::string(tag.substr(found.value_end + 1));
}

std::string markup_decoded(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text[at] == '&' ? text.find(';', at) : std::string_view::npos;
        if (end == std::string_view::npos) {
            out += text[at++];
            continue;
        }
        append_entity(out, text.substr(at + 1, end - at - 1));
        at = end + 1;
    }
    return out;
}

std::string markup_encoded(std::string_view text) {
    std::string out;
    for (const char one : text) {
        if (one == '&') out += "&amp;";
        else if (one == '<') out += "&lt;";
        else if (one == '>') out += "&gt;";
        else if (static_cast<unsigned char>(one) >= 0x20 || one == '\t' || one == '\n') out += one;
    }
    return out;
}

}  // namespace kartei::documents
