#include "modules/imports/import_settings.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "base/text.hpp"

namespace kartei::imports {
namespace {

/// Titles take a few lines; further down a file has rows.
constexpr std::int64_t last_heading_row = 1000;

using documents::Encoding;
using nlohmann::json;

Result<Done> take_dialect(ImportSettings& settings, const json& from) {
    if (from.contains("encoding")) {
        const std::string name = from["encoding"].is_null() ? "" : from["encoding"].get<std::string>();
        settings.encoding = encoding_of(name);
        if (!name.empty() && !settings.encoding)
            return refuse_field("encoding", "error.import_unknown_encoding", {{"value", name}});
    }
    if (from.contains("separator")) {
        const std::string name = from["separator"].is_null() ? "" : from["separator"].get<std::string>();
        settings.separator = separator_of(name);
        if (!name.empty() && !settings.separator)
            return refuse_field("separator", "error.import_bad_separator", {{"value", name}});
    }
    if (from.contains("decimal")) {
        const std::string sign = from["decimal"].is_null() ? "" : from["decimal"].get<std::string>();
        if (!sign.empty() && sign != "." && sign != ",")
            return refuse_field("decimal", "error.import_bad_decimal", {{"value", sign}});
        settings.decimal_sign = sign.empty() ? '\0' : sign[0];
    }
    return Done{};
}

Result<Done> take_reading(ImportSettings& settings, const json& from) {
    if (from.contains("heading_row")) {
        settings.heading_row = from["heading_row"].is_null() ? 0 : from["heading_row"].get<std::int64_t>();
        if (settings.heading_row < 0 || settings.heading_row > last_heading_row)
            return refuse_field("heading_row", "error.import_bad_heading_row",
                                {{"max", std::to_string(last_heading_row)}});
    }
    if (!from.contains("values")) return Done{};
    for (const auto& [field, meanings] : from["values"].items())
        for (const auto& [written, meant] : meanings.items())
            settings.values[field][written] = meant.is_null() ? "" : meant.get<std::string>();
    return Done{};
}

}  // namespace

std::optional<Encoding> encoding_of(std::string_view name) {
    using enum Encoding;
    static const std::map<std::string, Encoding, std::less<>> others{
        {"utf8", utf8}, {"utf 16", utf16_le}, {"utf 16 le", utf16_le}, {"utf 16 be", utf16_be}, {"latin 9", iso_8859_15},
        {"latin9", iso_8859_15}, {"cp850", cp850}, {"ibm 850", cp850}, {"dos", cp850}, {"macroman", macintosh},
        {"mac roman", macintosh}, {"mac", macintosh}, {"cp1252", windows_1252}, {"latin1", windows_1252},
        {"iso 8859 1", windows_1252}, {"cp1250", windows_1250}, {"cp852", cp852}, {"ibm 852", cp852},
        {"cp1251", windows_1251}, {"cp866", cp866}, {"ibm 866", cp866}, {"koi8r", koi8_r}, {"cp1253", windows_1253},
        {"cp1254", windows_1254}, {"iso 8859 9", windows_1254}};
    const auto folded = fold(name);
    for (int one = 0; one <= static_cast<int>(documents::last_encoding); ++one)
        if (fold(documents::encoding_name(static_cast<Encoding>(one))) == folded) return static_cast<Encoding>(one);
    const auto found = others.find(folded);
    return found == others.end() ? std::nullopt : std::optional(found->second);
}

std::optional<char> separator_of(std::string_view name) {
    if (name == "tab" || name == "TAB" || name == "\\t") return '\t';
    if (name.size() == 1 && name != "\"" && name != "\n" && name != "\r" && static_cast<unsigned char>(name[0]) < 0x80)
        return name[0];
    return std::nullopt;
}

json as_json(const ImportSettings& settings) {
    return {{"mapping", settings.mapping},
            {"mapping_name", settings.mapping_name},
            {"each", settings.each},
            {"clear_empty", settings.clear_empty},
            {"values", settings.values},
            {"unreadable_empty", settings.unreadable_empty},
            {"capitals", settings.capitals},
            {"line_breaks_blank", settings.line_breaks_blank},
            {"duplicates", settings.duplicates},
            {"source", settings.source},
            {"encoding", settings.encoding ? json(documents::encoding_name(*settings.encoding)) : json()},
            {"separator", settings.separator ? json(std::string(1, *settings.separator)) : json()},
            {"decimal", settings.decimal_sign ? json(std::string(1, settings.decimal_sign)) : json()},
            {"sheet", settings.sheet},
            {"heading_row", settings.heading_row > 0 ? json(settings.heading_row) : json()}};
}

Result<Done> take_over(ImportSettings& settings, const json& from) {
    TRY(take_dialect(settings, from));
    TRY(take_reading(settings, from));
    if (from.contains("mapping")) settings.mapping = from["mapping"].get<Mapping>();
    for (auto [name, target] : {std::pair("mapping_name", &settings.mapping_name),
                                {"source", &settings.source},
                                {"sheet", &settings.sheet},
                                {"duplicates", &settings.duplicates}})
        if (from.contains(name)) *target = from[name].get<std::string>();
    for (auto [name, target] : {std::pair("each", &settings.each),
                                {"clear_empty", &settings.clear_empty},
                                {"line_breaks_blank", &settings.line_breaks_blank},
                                {"unreadable_empty", &settings.unreadable_empty},
                                {"capitals", &settings.capitals}})
        if (from.contains(name)) *target = from[name].get<bool>();
    const auto& choices = duplicate_choices;
    if (std::find(choices.begin(), choices.end(), settings.duplicates) == choices.end())
        return refuse_field("duplicates", "error.import_bad_duplicates", {{"value", settings.duplicates}});
    return Done{};
}

}  // namespace kartei::imports
