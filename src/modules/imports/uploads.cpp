#include "modules/imports/uploads.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>

#include "audit/house_key.hpp"
#include "base/iban.hpp"
#include "base/mask.hpp"
#include "base/random.hpp"
#include "base/text.hpp"

namespace kartei::imports {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using sql::Transaction;

constexpr std::size_t sample_rows = 5;
constexpr int longest_sample = 60;
constexpr std::string_view upload_prefix = "upload-";
/// A file that no import names may be one that is being taken over at this moment.
constexpr auto time_to_take_over = std::chrono::hours(1);

std::string lower(std::string_view text) {
    std::string out(text);
    for (auto& character : out)
        if (character >= 'A' && character <= 'Z') character = static_cast<char>(character + 32);
    return out;
}

/// The wizard shows every column with what becomes of it, so what it shows is decided: proposals are taken, the rest is
/// dropped.
void decide_what_is_shown(ImportSettings& settings, const std::vector<HeadingChoice>& choices) {
    for (const auto& choice : choices)
        if (!choice.is_decided()) settings.mapping[choice.heading] = choice.field;
}

/// Decisions about headings that the file, read in another way, does not have.
void forget_missing(ImportSettings& settings, const std::vector<HeadingChoice>& choices) {
    std::erase_if(settings.mapping, [&](const auto& decided) {
        return std::none_of(choices.begin(), choices.end(),
                            [&](const auto& choice) { return choice.heading == decided.first; });
    });
}

json dialect_of(const documents::TableReader& table, const ImportSettings& settings) {
    json dialect{{"encoding", nullptr}, {"separator", nullptr}, {"quote", "\""}, {"header", true},
                 {"decimal", settings.decimal_sign ? json(std::string(1, settings.decimal_sign)) : json()},
                 {"heading_row", settings.heading_row > 0 ? json(settings.heading_row) : json()},
                 {"sheet", settings.sheet},
                 {"sheets", table.sheet_names()}};
    if (const auto csv = table.csv_dialect()) {
        dialect["encoding"] = lower(documents::encoding_name(csv->encoding));
        dialect["separator"] = std::string(1, csv->separator);
    }
    return dialect;
}

/// First rows of the file, and from their size how many there may be.
struct Beginning {
    std::vector<std::vector<std::string>> rows;
    std::int64_t estimate = 0;
};

Beginning read_beginning(documents::TableReader& table) {
    Beginning beginning;
    std::uint64_t characters = 0;
    while (beginning.rows.size() < sample_rows) {
        const auto more = table.next();
        if (more ? !*more : !table.may_continue()) break;
        if (!more) continue;
        auto& row = beginning.rows.emplace_back();
        for (const auto cell : table.cells()) {
            characters += cell.size() + 1;
            row.push_back(first_characters(cell, longest_sample));
        }
    }
    if (characters > 0)
        beginning.estimate = static_cast<std::int64_t>(table.bytes_total() * beginning.rows.size() / characters);
    return beginning;
}

bool is_sensitive(const ImportKind& kind, const std::string& field) {
    const int target = kind.target(field);
    return target >= 0 && kind.targets[static_cast<std::size_t>(target)].field.privacy == Privacy::sensitive;
}

bool has_sensitive_fields(const ImportKind& kind) {
    return std::any_of(kind.targets.begin(), kind.targets.end(),
                       [](const Target& target) { return target.field.privacy == Privacy::sensitive; });
}

/// May the column hold sensitive values? Taken for such, or for nothing in a file that has such; or its heading says so
/// in any kind of file.
bool may_be_sensitive(const ImportKind& kind, const HeadingChoice& choice, const HeadingChoice& proposal) {
    if (is_sensitive(kind, choice.field) || is_sensitive(kind, proposal.field)) return true;
    if (choice.field.empty() && has_sensitive_fields(kind)) return true;
    return std::any_of(import_kinds().begin(), import_kinds().end(), [&](const ImportKind* other) {
        return has_sensitive_fields(*other) &&
               is_sensitive(*other,
                            choose_headings(*other, names_of_columns({choice.heading}, {0}), {}, {}).front().field);
    });
}

/// Nobody's passport or account is read over a shoulder while a file is mapped.
std::string shown_cell(const std::string& cell, bool sensitive) {
    return sensitive || contains_card_number(cell) || !iban_of(cell).empty() ? masked(cell) : cell;
}

json columns_of(const ImportKind& kind, const std::vector<HeadingChoice>& choices,
                const std::vector<HeadingChoice>& proposals, const Beginning& beginning) {
    json columns = json::array();
    for (std::size_t column = 0; column < choices.size(); ++column) {
        json sample = json::array();
        const auto& choice = choices[column];
        const bool sensitive = may_be_sensitive(kind, choice, proposals[column]);
        for (const auto& row : beginning.rows) sample.push_back(shown_cell(row[column], sensitive));
        // How sure we are of what we proposed; what somebody chose himself is certain.
        const int score = choice.field.empty()                      ? 0
                          : choice.field == proposals[column].field ? proposals[column].score
                                                                    : 100;
        columns.push_back({{"heading", choice.heading},
                           {"sample", sample},
                           {"field", choice.field.empty() ? json() : json(choice.field)},
                           {"score", score}});
    }
    return columns;
}

json fields_of(const ImportKind& kind, Language language) {
    json fields = json::array();
    for (std::size_t target = 0; target < kind.targets.size(); ++target)
        fields.push_back({{"name", kind.targets[target].field.name},
                          {"caption", kind.caption(static_cast<int>(target), language)},
                          {"required", kind.targets[target].field.has(required)}});
    return fields;
}

Result<ImportRun> stored_upload(House& house, const Actor& actor, std::int64_t id) {
    auto run = TRY(own_run(house, actor, id));
    std::error_code ignored;
    if (run.file_path.empty() || !fs::exists(run.file_path, ignored))
        return refuse(RefusalKind::not_found, "error.import_gone");
    TRY(may_take_over(*find_kind(run.what), actor));
    return run;
}

Result<ImportSettings> settings_of(const ImportRun& run) {
    ImportSettings settings;
    TRY(take_over(settings, json::parse(run.settings)));
    return settings;
}

json options_of(const ImportSettings& settings) {
    return {{"each", settings.each},
            {"clear_empty", settings.clear_empty},
            {"unreadable_empty", settings.unreadable_empty},
            {"capitals", settings.capitals},
            {"line_breaks_blank", settings.line_breaks_blank},
            {"duplicates", settings.duplicates},
            {"source", settings.source}};
}

/// What a preview or run found; where its files lie is the server's own business.
json found(const ImportRun& run) {
    if (run.result.empty()) return nullptr;
    auto result = json::parse(run.result);
    without_paths(result);
    return result;
}

audit::Key upload_key(const House& house) { return audit::derived_key(house.keys, "imports|uploads"); }

std::shared_ptr<const audit::UnsealedFile> unsealed(const House& house, const ImportRun& run) {
    return std::make_shared<const audit::UnsealedFile>(upload_key(house), run.file_path, house.folder);
}

/// `path`: where the file lies plain.
Result<json> described(House& house, const Actor& actor, const ImportRun& run, const std::string& path) {
    const auto* kind = find_kind(run.what);
    const auto settings = TRY(settings_of(run));
    auto opened = TRY(look_at(house, *kind, settings, path));
    const auto proposals = choose_headings(*kind, opened.names, {}, {});
    const auto dialect = dialect_of(*opened.table, settings);
    const auto beginning = read_beginning(*opened.table);
    json mappings = json::array();
    for (const auto& saved :
         house.database.read([&](Transaction& transaction) { return list_mappings(transaction, run.what); }))
        mappings.push_back(saved.name);
    return json{{"id", run.id},
                {"version", run.version},
                {"what", run.what},
                {"file_name", run.file_name},
                {"bytes", run.bytes},
                {"state", run.state},
                {"dialect", dialect},
                {"columns", columns_of(*kind, opened.choices, proposals, beginning)},
                {"fields", fields_of(*kind, actor.language)},
                {"mappings", mappings},
                {"values", settings.values},
                {"rows_estimate", beginning.estimate},
                {"options", options_of(settings)},
                {"result", found(run)}};
}

/// Reads the file with these settings and decides about headings that are new. Titles above them are passed over at the
/// first look; later somebody chose the line himself.
Result<Done> settle(House& house, const ImportRun& run, ImportSettings& settings, const std::string& path,
                    bool is_new) {
    const auto& kind = *find_kind(run.what);
    auto opened = TRY(look_at(house, kind, settings, path));
    if (const auto row = is_new ? likely_heading_row(kind, opened, path) : 0; row > 0) {
        settings.heading_row = row;
        opened = TRY(look_at(house, kind, settings, path));
    }
    forget_missing(settings, opened.choices);
    decide_what_is_shown(settings, opened.choices);
    return Done{};
}

Result<Done> use_saved(House& house, const ImportRun& run, const std::string& name, ImportSettings& settings) {
    const auto saved =
        house.database.read([&](Transaction& transaction) { return find_mapping(transaction, run.what, name); });
    if (!saved) return refuse_field("use_mapping", "error.import_no_such_mapping", {{"name", name}});
    for (const auto& [heading, field] : saved->mapping) settings.mapping[heading] = field;
    for (const auto& [field, meanings] : saved->values)
        for (const auto& [written, meant] : meanings) settings.values[field][written] = meant;
    settings.line_breaks_blank = settings.line_breaks_blank || saved->line_breaks_blank;
    if (settings.source.empty()) settings.source = saved->source.empty() ? saved->name : saved->source;
    return Done{};
}

}  // namespace

namespace {

/// Files of this user that wait on the disk; those of the command line are nobody's.
Result<Done> check_quota(House& house, const Actor& actor, std::int64_t bytes) {
    const auto runs = house.database.read([](Transaction& transaction) { return runs_with_file(transaction); });
    std::int64_t waiting = 0, files = 0;
    for (const auto& run : runs) {
        std::error_code ignored;
        if (run.user_id != actor.user_id || run.file_path.empty() || !fs::exists(run.file_path, ignored)) continue;
        waiting += run.bytes;
        ++files;
    }
    if (waiting + bytes <= largest_waiting && files < most_waiting) return Done{};
    return refuse(RefusalKind::too_large, "error.import_quota",
                  {{"files", std::to_string(files)},
                   {"megabytes", std::to_string(waiting >> 20)},
                   {"most_files", std::to_string(most_waiting)},
                   {"most_megabytes", std::to_string(largest_waiting >> 20)}});
}

}  // namespace

Result<json> accept_upload(House& house, const Actor& actor, const std::string& what, const std::string& file_name,
                           const std::string& path) {
    const auto* kind = find_kind(what);
    if (!kind) return no_such_kind(what);
    TRY(may_take_over(*kind, actor));
    if (contains_card_number(file_name)) return refuse_field("file_name", "error.card_number");
    TRY(check_quota(house, actor, static_cast<std::int64_t>(fs::file_size(path))));
    ImportRun run;
    run.what = what;
    run.file_name = fs::path(file_name).filename().string();
    fs::create_directories(house.folder);
    run.file_path = (fs::path(house.folder) / (std::string(upload_prefix) + random_secret(12))).string();
    run.bytes = static_cast<std::int64_t>(fs::file_size(path));
    run.user_id = actor.user_id;
    run.user_name = actor.name;
    run.created_at = house.now();
    ImportSettings settings;
    // A table is opened by its first bytes, never by its name.
    TRY(settle(house, run, settings, path, true));
    run.settings = as_json(settings).dump();
    audit::seal_file(upload_key(house), path, run.file_path);
    run.id = house.database.write([&](Transaction& transaction) { return insert_run(transaction, run); });
    return described(house, actor, run, path);
}

Result<json> describe_upload(House& house, const Actor& actor, std::int64_t id) {
    const auto run = TRY(stored_upload(house, actor, id));
    return described(house, actor, run, unsealed(house, run)->path());
}

Result<json> change_upload(House& house, const Actor& actor, std::int64_t id, const json& change) {
    const auto run = TRY(stored_upload(house, actor, id));
    auto settings = TRY(settings_of(run));
    if (change.contains("dialect")) TRY(take_over(settings, change["dialect"]));
    if (change.contains("options")) TRY(take_over(settings, change["options"]));
    if (change.contains("values")) TRY(take_over(settings, {{"values", change["values"]}}));
    if (change.contains("use_mapping")) TRY(use_saved(house, run, change["use_mapping"].get<std::string>(), settings));
    if (change.contains("mapping"))
        for (const auto& [heading, field] : change["mapping"].items())
            settings.mapping[heading] = field.is_null() ? "" : field.get<std::string>();
    if (contains_card_number(settings.source)) return refuse_field("source", "error.card_number");
    TRY(settle(house, run, settings, unsealed(house, run)->path(), false));
    const bool stored = house.database.write([&](Transaction& transaction) {
        return change_settings(transaction, id, run.version, as_json(settings).dump());
    });
    if (!stored) return refuse(RefusalKind::conflict, "error.import_already_run");
    return describe_upload(house, actor, id);
}

bool is_known_to(const Actor& actor, const ImportRun& run) {
    return run.user_id == actor.user_id || actor.may("imports.all");
}

Result<ImportRun> own_run(House& house, const Actor& actor, std::int64_t id) {
    const auto run = house.database.read([&](Transaction& transaction) { return find_run(transaction, id); });
    if (!run || !is_known_to(actor, *run)) return refuse(RefusalKind::not_found, "error.import_gone");
    return *run;
}

Result<ImportRequest> request_of(House& house, const Actor& actor, std::int64_t id) {
    const auto run = TRY(stored_upload(house, actor, id));
    ImportRequest request;
    request.what = run.what;
    request.unsealed = unsealed(house, run);
    request.path = request.unsealed->path();
    request.file_name = run.file_name;
    request.settings = TRY(settings_of(run));
    request.refused_path = (fs::path(house.folder) / ("refused-" + std::to_string(id) + ".csv")).string();
    request.duplicates_path = (fs::path(house.folder) / ("duplicates-" + std::to_string(id) + ".csv")).string();
    request.run = id;
    return request;
}

void tidy_uploads(House& house) {
    std::set<std::string> known;
    for (const auto& run : house.database.read([](Transaction& transaction) { return runs_with_file(transaction); }))
        known.insert(run.file_path);
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(house.folder, ignored)) {
        if (!entry.path().filename().string().starts_with(upload_prefix)) continue;
        if (!known.contains(entry.path().string())) {
            const auto age = fs::file_time_type::clock::now() - entry.last_write_time(ignored);
            if (age > time_to_take_over) fs::remove(entry.path(), ignored);
        } else if (!audit::is_sealed_file(entry.path().string())) {
            const auto sealed = entry.path().string() + ".sealed";
            fs::remove(sealed, ignored);
            audit::seal_file(upload_key(house), entry.path().string(), sealed);
            fs::rename(sealed, entry.path());
        }
    }
}

void without_paths(ImportResult& result) {
    for (const char* file : {"refused_file", "duplicates_file"}) result.erase(file);
}

void note_preview(House& house, std::int64_t id, const ImportResult& result) {
    house.database.write([&](Transaction& transaction) {
        note_result(transaction, id, result.dump(), result.value("refused_file", ""));
    });
}

}  // namespace kartei::imports
