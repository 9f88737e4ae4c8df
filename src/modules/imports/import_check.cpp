#include "modules/imports/import_check.hpp"

#include <stdexcept>

#include "modules/customers/customer_attributes.hpp"
#include "modules/imports/ahead.hpp"
#include "modules/imports/duplicate_rows.hpp"
#include "modules/imports/publication.hpp"
#include "modules/imports/refused_rows.hpp"
#include "modules/imports/row_reader.hpp"

namespace kartei::imports {
namespace {

using sql::Transaction;
using Steady = std::chrono::steady_clock;
using NextBatch = Result<std::optional<Batch>>;

constexpr auto alive_every = std::chrono::seconds(5);

/// What was decided by hand goes before what is remembered with the mapping.
Result<Mapping> saved_mapping(House& house, const ImportKind& kind, ImportSettings& settings) {
    if (settings.mapping_name.empty()) return Mapping{};
    const auto saved = house.database.read(
        [&](Transaction& transaction) { return find_mapping(transaction, kind.name, settings.mapping_name); });
    if (!saved) return refuse_field("mapping", "error.import_no_such_mapping", {{"name", settings.mapping_name}});
    if (settings.source.empty()) settings.source = saved->source.empty() ? saved->name : saved->source;
    for (const auto& [field, meanings] : saved->values) settings.values[field].insert(meanings.begin(), meanings.end());
    settings.line_breaks_blank = settings.line_breaks_blank || saved->line_breaks_blank;
    return saved->mapping;
}

/// By column: the line of the first value below an empty heading. Most files have no such column and are not read for
/// it.
Result<std::vector<std::int64_t>> filled_below_nothing(const ImportKind& kind, const std::string& path,
                                                       const ImportSettings& settings,
                                                       const std::vector<std::string>& headings) {
    std::vector<std::int64_t> first(headings.size());
    std::vector<std::size_t> unnamed;
    for (std::size_t column = 0; column < headings.size(); ++column)
        if (headings[column].empty()) unnamed.push_back(column);
    if (unnamed.empty()) return first;
    auto table = TRY(open_for(kind, path, settings));
    while (!unnamed.empty()) {
        const auto more = table->next();
        if (more ? !*more : !table->may_continue()) break;
        if (!more) continue;
        std::erase_if(unnamed, [&](std::size_t column) {
            if (documents::trimmed(table->cells()[column]).empty()) return false;
            first[column] = table->line();
            return true;
        });
    }
    return first;
}

/// Headings that are ours or were decided, and how many there are at all.
std::pair<std::size_t, std::size_t> known_of(const std::vector<HeadingChoice>& choices) {
    std::size_t known = 0, all = 0;
    for (const auto& choice : choices) {
        all += !choice.heading.empty();
        known += choice.is_decided() && !choice.field.empty();
    }
    return {known, all};
}

/// A column with a right of its own is refused as a whole: naming it once is clearer than once for each row.
Result<Done> check_rights(const ImportKind& kind, const Columns& columns, const Actor& actor) {
    Refusal refusal{RefusalKind::forbidden, {}};
    for (std::size_t target = 0; target < kind.targets.size(); ++target) {
        const auto& field = kind.targets[target].field;
        // Numbers are what finds a customer again; giving one to a new customer is told to the row.
        const bool number = field.name == "number" || field.name == "debtor_number";
        if (columns.has(static_cast<int>(target)) && field.has(rights_apply) && !number &&
            !actor.may(customers::right_of(field)))
            refusal.issues.push_back({std::string(field.name), "error.no_right_to_field", {}});
    }
    if (!refusal.issues.empty()) return refusal;
    return Done{};
}

class Checking {
public:
    Checking(CheckedImport& import, jobs::Progress& progress, SignsOfLife& life)
        : import_(import), progress_(progress), life_(life) {}

    Result<Done> run(std::unique_ptr<documents::TableReader> table) {
        progress_.begin_phase("imports.phase_checking", static_cast<std::int64_t>(table->bytes_total()));
        const auto& file = *table;
        RowReader reader(std::move(table), import_.kind, import_.columns, import_.settings, import_.house.rules);
        auto reading = import_.house.database.begin_read();
        import_.seen = audit::log_place(*reading);
        TRY(import_.importer->begin(*reading));
        Ahead<NextBatch> batches([&] { return reader.next(); });
        for (;;) {
            auto batch = batches.next([](const NextBatch& batch) { return !batch || !*batch; }, [&] {
                if (progress_.is_cancelled()) reader.stop();
            });
            if (!batch) {
                progress_.stop_if_cancelled();
                return batch.refusal();
            }
            if (!*batch) break;
            check_batch(*reading, **batch);
        }
        // Only at its end it is certain: a file may be ASCII up to its last row.
        if (const auto csv = file.csv_dialect()) import_.encoding = documents::encoding_name(csv->encoding);
        import_.importer->finish(*reading);
        return Done{};
    }

private:
    void check_batch(Transaction& reading, Batch& batch) {
        auto rows = batch.rows(import_.columns, import_.settings.clear_empty);
        auto readable = rows;
        std::erase_if(readable, [](const Row& row) { return row.is_unreadable(); });
        import_.importer->check(reading, readable);
        for (const auto& row : rows) {
            import_.tally.count_row();
            for (const auto& problem : row.problems()) import_.tally.note_unread(problem);
            if (!row.problems().empty())
                import_.tally.note(row.line(), row.problems(),
                                   [&] { return shown_values(import_.kind, row, import_.house.rules); });
        }
        progress_.set_done(static_cast<std::int64_t>(batch.bytes_read));
        progress_.stop_if_cancelled();
        life_.go_on();
    }

    CheckedImport& import_;
    jobs::Progress& progress_;
    SignsOfLife& life_;
};

}  // namespace

void SignsOfLife::go_on() {
    if (!alive_ || Steady::now() - last_ < alive_every) return;
    alive_();
    last_ = Steady::now();
}

nlohmann::json shown_values(const ImportKind& kind, const Row& row, const ReadingRules& rules) {
    nlohmann::json values = nlohmann::json::object();
    for (std::size_t target = 0; target < kind.targets.size(); ++target) {
        const auto& field = kind.targets[target].field;
        const auto& value = row.value(static_cast<int>(target));
        if (!is_empty(value) && field.privacy != Privacy::sensitive)
            values[std::string(field.name)] = write_value(field, value, rules);
    }
    return values;
}

Result<OpenedFile> look_at(House& house, const ImportKind& kind, const ImportSettings& settings,
                           const std::string& path) {
    auto own = settings;
    const auto saved = TRY(saved_mapping(house, kind, own));
    OpenedFile opened{TRY(open_for(kind, path, settings)), {}, {}, std::move(own)};
    const auto& headings = opened.table->header();
    opened.names = names_of_columns(headings, TRY(filled_below_nothing(kind, path, settings, headings)));
    opened.choices = choose_headings(kind, opened.names, settings.mapping, saved);
    return opened;
}

std::int64_t likely_heading_row(const ImportKind& kind, const OpenedFile& opened, const std::string& path) {
    constexpr std::int64_t last = 12;
    const auto [known, all] = known_of(opened.choices);
    if (2 * known >= all || opened.settings.heading_row > 0) return 0;
    std::int64_t likely = 0;
    std::vector<std::string> headings;
    for (std::int64_t row = 2; row <= last; ++row) {
        auto below = opened.settings;
        below.heading_row = row;
        const auto table = open_for(kind, path, below);
        if (!table) break;
        // Below a blank line the same row is found again; it stands on the last line that finds it.
        if (likely > 0 && (*table)->header() != headings) break;
        headings = (*table)->header();
        const auto [found, of] = known_of(choose_headings(kind, names_of_columns(headings, {}), below.mapping, {}));
        if (found >= 2 && found > known && 2 * found >= of) likely = row;
    }
    return likely;
}

Result<Columns> columns_of(const ImportKind& kind, const OpenedFile& opened, const std::string& path) {
    auto columns = decide_columns(kind, opened.choices, opened.settings.mapping);
    if (columns) return columns;
    auto refusal = columns.refusal();
    const auto known = known_of(opened.choices).first;
    if (known == 0) {
        std::string headings;
        for (const auto& choice : opened.choices)
            if (!choice.heading.empty()) headings.append(headings.empty() ? "" : " | ").append(choice.heading);
        const auto row = likely_heading_row(kind, opened, path);
        if (row > 0) refusal.issues.push_back({"", "error.import_headings_below", {{"line", std::to_string(row)}}});
        else refusal.issues.push_back({"", "error.import_headings_read", {{"headings", headings}}});
    }
    if (const auto sheets = opened.table->sheet_names(); sheets.size() > 1 && known == 0) {
        std::string names;
        for (const auto& sheet : sheets) names.append(names.empty() ? "" : ", ").append(sheet);
        refusal.issues.push_back({"", "error.import_sheets", {{"sheets", names}}});
    }
    return refusal;
}

Result<std::unique_ptr<CheckedImport>> check_import(House& house, const Actor& actor, const ImportKind& kind,
                                                    const ImportSettings& settings, const std::string& path,
                                                    jobs::Progress& progress, const Alive& alive) {
    auto import = std::make_unique<CheckedImport>(house, actor, kind, settings);
    TRY(may_take_over(kind, actor));
    auto opened = TRY(look_at(house, kind, settings, path));
    import->settings = opened.settings;
    import->columns = TRY(columns_of(kind, opened, path));
    TRY(check_rights(kind, import->columns, actor));
    SignsOfLife life(alive);
    ImportContext context{house,           import->actor,  import->settings, kind, import->columns,
                          import->folder, import->tally, progress,         life};
    import->importer = kind.make(context);
    TRY(Checking(*import, progress, life).run(std::move(opened.table)));
    if (!import->tally.counts().add_up())
        throw std::logic_error("the rows of an import do not add up: " + import->tally.counts().in_words());
    return import;
}

Result<Done> write_problems(CheckedImport& checked, const std::string& file, const std::string& path) {
    auto table = TRY(open_for(checked.kind, file, checked.settings));
    return write_refused_rows(*table, checked.kind, checked.columns, checked.tally, checked.actor.language, path);
}

Result<Done> write_duplicates(CheckedImport& checked, const std::string& file, const std::string& path) {
    auto table = TRY(open_for(checked.kind, file, checked.settings));
    return write_duplicate_rows(*table, checked.kind, checked.columns, checked.tally, checked.actor.language, path);
}

}  // namespace kartei::imports
