#include "modules/imports/import_check.hpp"

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

Result<Mapping> saved_mapping(House& house, const ImportKind& kind, ImportSettings& settings) {
    if (settings.mapping_name.empty()) return Mapping{};
    const auto saved = house.database.read(
        [&](Transaction& transaction) { return find_mapping(transaction, kind.name, settings.mapping_name); });
    if (!saved) return refuse_field("mapping", "error.import_no_such_mapping", {{"name", settings.mapping_name}});
    if (settings.source.empty()) settings.source = saved->source.empty() ? saved->name : saved->source;
    return saved->mapping;
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
        import_.importer->finish(*reading);
        return Done{};
    }

private:
    void check_batch(Transaction& reading, Batch& batch) {
        auto rows = batch.rows(import_.columns, import_.settings.clear_empty);
        import_.importer->check(reading, rows);
        for (const auto& row : rows) {
            import_.tally.count_row();
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
    OpenedFile opened{TRY(open_for(kind, path, settings)), {}};
    opened.choices = choose_headings(kind, opened.table->header(), settings.mapping, saved);
    return opened;
}

Result<std::unique_ptr<CheckedImport>> check_import(House& house, const Actor& actor, const ImportKind& kind,
                                                    const ImportSettings& settings, const std::string& path,
                                                    jobs::Progress& progress, const Alive& alive) {
    auto import = std::make_unique<CheckedImport>(house, actor, kind, settings);
    TRY(may_take_over(kind, actor));
    TRY(saved_mapping(house, kind, import->settings));
    auto opened = TRY(look_at(house, kind, import->settings, path));
    import->columns = TRY(decide_columns(kind, opened.choices, settings.mapping));
    TRY(check_rights(kind, import->columns, actor));
    SignsOfLife life(alive);
    ImportContext context{house,           import->actor,  import->settings, kind, import->columns,
                          import->folder, import->tally, progress,         life};
    import->importer = kind.make(context);
    TRY(Checking(*import, progress, life).run(std::move(opened.table)));
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
