// What a person gets in his hands: a page to read, tables, and all of it in one ZIP.
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/random.hpp"
#include "documents/csv_writer.hpp"
#include "documents/output_file.hpp"
#include "documents/zip_writer.hpp"
#include "modules/privacy/personal_data.hpp"
#include "modules/profile/list.hpp"

namespace kartei::privacy {
namespace {

using nlohmann::json;

std::string escaped(std::string_view text) {
    std::string out;
    for (const char one : text)
        switch (one) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += one;
        }
    return out;
}

std::string words_of(const json& value) {
    if (value.is_null()) return "";
    return value.is_string() ? value.get<std::string>() : value.dump();
}

/// Columns in the order in which they first appear.
std::vector<std::string> columns_of(const json& rows) {
    std::vector<std::string> names;
    std::set<std::string> seen;
    for (const auto& row : rows)
        for (const auto& [name, value] : row.items())
            if (seen.insert(name).second) names.push_back(name);
    return names;
}

void append_table(std::string& out, Language language, const std::string& part, const json& rows) {
    const auto columns = columns_of(rows);
    out += "<h2>" + escaped(part_caption(language, part)) + "</h2><div><table><tr>";
    for (const auto& column : columns) out += "<th>" + escaped(column_caption(language, part, column)) + "</th>";
    out += "</tr>";
    for (const auto& row : rows) {
        out += "<tr>";
        for (const auto& column : columns)
            out += "<td>" + escaped(words_of(row.contains(column) ? row.at(column) : json())) + "</td>";
        out += "</tr>";
    }
    out += "</table></div>\n";
}

void append_customer(std::string& out, Language language, const json& customer) {
    out += "<h2>" + escaped(part_caption(language, "customer")) + "</h2><div><table>";
    for (const auto& [name, value] : customer.items()) {
        if (value == json(0) && name.starts_with("status")) continue;
        out += "<tr><th>" + escaped(column_caption(language, "customer", name)) + "</th><td>" + escaped(words_of(value)) +
               "</td></tr>";
    }
    out += "</table></div>\n";
}

void append_history(std::string& out, Language language, const json& history) {
    out += "<h2>" + escaped(part_caption(language, "history")) + "</h2><div><table>";
    for (const auto& event : history) {
        std::string changes;
        for (const auto& change : event.at("changes")) {
            const auto name = change.at("field").get<std::string>();
            if (name.empty()) continue;
            changes += (changes.empty() ? "" : "; ") +
                       column_caption(language, change.at("record").get<std::string>(), name) + ": " +
                       words_of(change.at("before")) + " \u2192 " + words_of(change.at("after"));
        }
        out += "<tr><td>" + escaped(words_of(event.at("at"))) + "</td><td>" + escaped(words_of(event.at("what"))) +
               "</td><td>" + escaped(changes) + "</td></tr>";
    }
    out += "</table></div>\n";
}

constexpr std::string_view style =
    "body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1a1a1a}"
    "h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2rem}div{overflow-x:auto}"
    "table{border-collapse:collapse}th,td{border:1px solid #bbb;padding:.25rem .5rem;text-align:left;vertical-align:top}"
    "th{background:#f2f2f2}";

Result<Done> add_files(documents::ZipWriter& zip, const PersonalData& data, const House& house) {
    TRY(zip.add("data.json", data.json.dump(2)));
    TRY(zip.add("index.html", page_of(data, house)));
    for (const char* group : {"parts", "traces"})
        for (const auto& [part, rows] : data.json.at(group).items()) TRY(zip.add("tables/" + part + ".csv", csv_of(rows)));
    for (const auto& paper : data.papers) TRY(zip.add("papers/" + paper.name + ".pdf", paper.pdf));
    return zip.finish();
}

std::string spoken(std::string name) {
    for (auto& one : name)
        if (one == '_') one = ' ';
    return name;
}

}  // namespace

std::string part_caption(Language language, const std::string& part) {
    const auto key = "holding." + part;
    if (has_text(key)) return text(language, key);
    const auto* list = profile::find_list(part);
    return list ? text(language, "list." + std::string(list->name)) : spoken(part);
}

std::string column_caption(Language language, const std::string& part, const std::string& column) {
    for (const auto& key : {part + "." + column, "holding.column." + column, "customer." + column})
        if (has_text(key)) return text(language, key);
    return spoken(column);
}

std::string csv_of(const json& rows) {
    const auto columns = columns_of(rows);
    std::string out;
    for (std::size_t i = 0; i < columns.size(); ++i) documents::append_text(i == 0 ? out : out += ',', columns[i]);
    out += '\n';
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < columns.size(); ++i)
            documents::append_text(i == 0 ? out : out += ',',
                                   words_of(row.contains(columns[i]) ? row.at(columns[i]) : json()));
        out += '\n';
    }
    return out;
}

std::string page_of(const PersonalData& data, const House& house) {
    const auto language = data.language;
    const auto& about = data.json.at("about");
    const auto title = text(language, "privacy.page.title",
                            {{"number", std::to_string(data.number)}, {"house", about.at("house").get<std::string>()}});
    std::string out = "<!doctype html><html lang=\"" + std::string(language_code(language)) +
                      "\"><head><meta charset=\"utf-8\"><title>" + escaped(title) + "</title><style>" +
                      std::string(style) + "</style></head><body><h1>" + escaped(title) + "</h1>";
    out += "<p>" + escaped(text(language, "privacy.page.made", {{"date", house.today()}})) + "</p>";
    out += "<p>" + escaped(text(language, "privacy.page.third_persons")) + "</p>";
    out += "<p>" + escaped(text(language, "privacy.page.kept", {{"years", about.at("kept_years").dump()}})) + "</p>";
    out += "<p>" + escaped(text(language, "privacy.page.rights")) + "</p>";
    if (data.json.at("suppressed").get<bool>()) out += "<p>" + escaped(text(language, "privacy.page.suppressed")) + "</p>";
    append_customer(out, language, data.json.at("customer"));
    for (const char* group : {"parts", "traces"})
        for (const auto& [part, rows] : data.json.at(group).items()) append_table(out, language, part, rows);
    append_history(out, language, data.json.at("history"));
    return out + "</body></html>\n";
}

Result<Done> write_package(const PersonalData& data, const House& house, const std::string& path) {
    auto file = TRY(documents::OutputFile::create(path));
    documents::ZipWriter zip(*file, 6);
    TRY(add_files(zip, data, house));
    return file->commit();
}

Result<std::string> package_of(const PersonalData& data, const House& house) {
    namespace files = std::filesystem;
    const auto folder = house.folder.empty() ? files::temp_directory_path() : files::path(house.folder);
    files::create_directories(folder);
    const auto path = folder / ("personal-data-" + random_secret(12) + ".zip");
    TRY(write_package(data, house, path.string()));
    std::ostringstream bytes;
    bytes << std::ifstream(path, std::ios::binary).rdbuf();
    std::error_code ignored;
    files::remove(path, ignored);
    return bytes.str();
}

}  // namespace kartei::privacy
