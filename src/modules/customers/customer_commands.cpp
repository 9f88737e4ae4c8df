#include "modules/customers/customer_commands.hpp"

#include <CLI/CLI.hpp>
#include <fstream>
#include <ostream>

#include "base/module.hpp"
#include "base/random.hpp"
#include "documents/csv_writer.hpp"
#include "documents/output_file.hpp"
#include "documents/xlsx_writer.hpp"
#include "modules/customers/customer_json.hpp"
#include "modules/customers/register_table.hpp"
#include "settings/command_line.hpp"
#include "web/sha256.hpp"

namespace kartei::customers {
namespace {

namespace fs = std::filesystem;
using documents::Column;
using documents::TableWriter;
using sql::Transaction;

int refused(const Actor& actor, const Refusal& refusal, std::ostream& err) {
    return settings::print_refusal(actor.language, refusal, "customer", err);
}

/// Output on its way, with the hash of what passed.
class HashedStream final : public documents::ByteSink {
public:
    explicit HashedStream(std::ostream& out) : out_(out) {}
    Result<Done> write(std::string_view bytes) override {
        hash_.add(bytes);
        if (!out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size())))
            return refuse(RefusalKind::unavailable, "error.output_closed");
        return Done{};
    }
    std::string hash() { return hash_.hex(); }

private:
    std::ostream& out_;
    web::Sha256 hash_;
};

std::string hash_of_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    web::Sha256 hash;
    std::string piece(1 << 20, '\0');
    while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())) || file.gcount() > 0)
        hash.add(std::string_view(piece).substr(0, static_cast<std::size_t>(file.gcount())));
    return hash.hex();
}

// --- search
// ---------------------------------------------------------------------------------------------------------------

/// decisions.md 9.
constexpr std::array<std::string_view, 15> hit_columns{
    "number",   "customer_kind", "name",  "first_name", "name_prefix", "matchcode", "street",          "house_number",
    "postcode", "town",          "phone", "email",      "code1",       "category",  "last_purchase_on"};

void write_hits(const web::Json& hits, std::ostream& out) {
    std::string text;
    for (auto column : hit_columns)
        text.append(text.empty() ? "" : ",").append(column == "customer_kind" ? "kind" : column);
    text += ",booking_block\n";
    for (const auto& hit : hits) {
        for (auto column : hit_columns) {
            const auto& value = hit.at(std::string(column));
            if (value.is_string()) documents::append_text(text, value.get_ref<const std::string&>());
            else if (value.is_number()) documents::append_integer(text, value.get<std::int64_t>());
            text += ',';
        }
        text += hit.at("blocked").get<bool>() ? "1\n" : "0\n";
    }
    out << text;
}

// --- export
// ---------------------------------------------------------------------------------------------------------------

struct ExportOptions {
    std::string what, format = "csv", csv = "standard", headings = "names", file;
    bool in_clear = false;
    const RegisterExport* source = nullptr;
    std::string purpose, permission;
};

std::vector<Column> columns_of(const ExportOptions& options) {
    return table_columns(options.source->columns(options.in_clear), language_of(options.headings));
}

/// Every row; gives their number.
Result<std::int64_t> write_all(House& house, const ExportOptions& options, Transaction& transaction,
                               TableWriter& table) {
    std::int64_t rows = 0;
    std::optional<Refusal> refusal;
    const auto columns = options.source->columns(options.in_clear);
    options.source->each(house, transaction, options.in_clear, [&](const std::vector<Value>& values) {
        write_cells(table, columns, values, house.rules);
        ++rows;
        const auto ended = table.end_row();
        if (!ended) refusal = ended.refusal();
        return !refusal;
    });
    if (refusal) return *refusal;
    return rows;
}

struct Exported {
    std::int64_t expected = 0, written = 0;
    std::string hash;
    std::map<std::string, std::int64_t> left_out;  ///< reason -> customers
};

/// decisions.md 22: what an export promises, and what it held.
std::string manifest_of(House& house, const ExportOptions& options, const Exported& done) {
    web::Json manifest{{"export", options.what},
                       {"at", house.now()},
                       {"rows_expected", done.expected},
                       {"rows_written", done.written},
                       {"sha256", done.hash}};
    if (!options.purpose.empty()) manifest["purpose"] = options.purpose;
    if (!options.permission.empty()) manifest["permission"] = options.permission;
    if (options.source->left_out) manifest["left_out"] = done.left_out;
    return manifest.dump() + "\n";
}

/// "mailing.left_out.no_email" -> "no_email", as the manifest and the list name it.
std::string reason_name(const std::string& key) { return key.substr(key.rfind('.') + 1); }

/// Who is not in the export, and why: counted, and by number in a file beside the export.
Result<Done> tell_left_out(House& house, const ExportOptions& options, const Terminal& terminal,
                           const std::string& path, Exported& done) {
    if (!options.source->left_out) return Done{};
    std::string list = "number,reason\n";
    std::map<std::string, std::int64_t> counts;
    house.database.read([&](Transaction& transaction) {
        options.source->left_out(transaction, [&](std::int64_t number, const std::string& reason) {
            ++counts[reason];
            list += std::to_string(number) + "," + reason_name(reason) + "\n";
        });
    });
    for (const auto& [reason, count] : counts) {
        done.left_out[reason_name(reason)] = count;
        terminal.err << text(terminal.actor.language, "command.left_out",
                             {{"count", std::to_string(count)}, {"reason", text(terminal.actor.language, reason)}})
                     << "\n";
    }
    if (path.empty()) return Done{};
    auto beside = TRY(documents::OutputFile::create(path + ".left-out.csv"));
    TRY(beside->write(list));
    return beside->commit();
}

Result<Exported> write_table(House& house, const ExportOptions& options, TableWriter& table) {
    return house.database.read([&](Transaction& transaction) -> Result<Exported> {
        Exported done;
        done.expected = options.source->count(transaction);
        done.written = TRY(write_all(house, options, transaction, table));
        if (done.written != done.expected) throw std::runtime_error("the export holds other rows than the register");
        TRY(table.finish({{"export", options.what}, {"rows", std::to_string(done.written)}}));
        return done;
    });
}

Result<Exported> write_csv(House& house, const ExportOptions& options, documents::ByteSink& sink) {
    documents::CsvWriter table(sink, columns_of(options), documents::csv_style(options.csv).value());
    return write_table(house, options, table);
}

Result<Exported> write_file(House& house, const ExportOptions& options, const std::string& path) {
    Exported done;
    if (options.format == "xlsx") {
        auto table = TRY(documents::XlsxWriter::create(path, columns_of(options)));
        done = TRY(write_table(house, options, *table));
    } else {
        auto file = TRY(documents::OutputFile::create(path));
        done = TRY(write_csv(house, options, *file));
        TRY(file->commit());
    }
    done.hash = hash_of_file(path);
    return done;
}

Result<Exported> write_stream(House& house, const ExportOptions& options, std::ostream& out) {
    HashedStream sink(out);
    Exported done;
    if (options.format == "xlsx") {
        // A workbook needs a file: its directory stands at the end.
        const auto path = (fs::temp_directory_path() / ("kartei-" + random_secret(12) + ".xlsx")).string();
        done = TRY(write_file(house, options, path));
        std::ifstream file(path, std::ios::binary);
        out << file.rdbuf();
        fs::remove(path);
        return done;
    }
    done = TRY(write_csv(house, options, sink));
    done.hash = sink.hash();
    return done;
}

Result<Done> export_register(House& house, const ExportOptions& options, const Terminal& terminal) {
    const auto path =
        options.file.empty() ? "" : (fs::path(terminal.folder) / options.file).lexically_normal().string();
    auto done = TRY(path.empty() ? write_stream(house, options, terminal.out) : write_file(house, options, path));
    terminal.out.flush();
    TRY(tell_left_out(house, options, terminal, path, done));
    if (options.source->note_use) options.source->note_use(house, terminal.actor, done.written);
    if (path.empty()) {
        terminal.err << manifest_of(house, options, done);
        return Done{};
    }
    auto beside = TRY(documents::OutputFile::create(path + ".manifest.json"));
    TRY(beside->write(manifest_of(house, options, done)));
    return beside->commit();
}

/// Refused where there is nothing to choose by: an export that quietly held everything would pass for the part asked
/// for.
Result<RegisterExport> chosen_export(House& house, const Actor& actor, const std::string& what,
                                     const ExportChoice& choice) {
    const auto& exports = handed_in<RegisterExport>();
    const auto source =
        std::find_if(exports.begin(), exports.end(), [&](const RegisterExport& one) { return one.name == what; });
    if (source->offered)
        TRY(house.database.read([&](Transaction& transaction) { return source->offered(transaction); }));
    if (source->needs_purpose && choice.purpose.empty())
        return refuse_field("purpose", "error.export_needs_purpose", {{"export", what}});
    if (choice.is_empty()) return *source;
    if (!source->narrowed) return refuse(RefusalKind::invalid, "error.export_is_whole", {{"export", what}});
    return house.database.read(
        [&](Transaction& transaction) { return source->narrowed(house, transaction, actor, choice); });
}

std::vector<std::string> names_of_exports() {
    std::vector<std::string> names;
    for (const auto& one : handed_in<RegisterExport>()) names.push_back(one.name);
    return names;
}

/// bank-accounts, as addresses write it, means bank_accounts.
std::string export_meant(std::string word) {
    const auto names = names_of_exports();
    auto joined = word;
    std::replace(joined.begin(), joined.end(), '-', '_');
    return std::find(names.begin(), names.end(), joined) == names.end() ? word : joined;
}

struct SearchWords {
    std::vector<std::string> typed;
    std::string format = "csv";
    int limit = 50;
    bool hidden = false;
};

int search(House& house, const Terminal& terminal, const SearchWords& words) {
    std::string joined;
    for (const auto& word : words.typed) joined.append(joined.empty() ? "" : " ").append(word);
    const auto found = hits_json(house.database.read([&](Transaction& transaction) {
        return search_customers(transaction, joined, words.limit, words.hidden);
    }));
    if (words.format == "json") terminal.out << found.dump() << '\n';
    else write_hits(found.at("hits"), terminal.out);
    if (!found.at("complete").get<bool>())
        terminal.err << "kartei: " << text(terminal.actor.language, "command.search_incomplete") << '\n';
    return 0;
}

int export_what(House& house, const Terminal& terminal, ExportOptions options, const ExportChoice& choice) {
    const auto& actor = terminal.actor;
    const auto source = chosen_export(house, actor, options.what, choice);
    if (!source) return refused(actor, source.refusal(), terminal.err);
    options.source = &*source;
    options.in_clear = options.in_clear && source->has_sensitive_columns;
    if (options.in_clear && !actor.may("sensitive.read"))
        return refused(actor, refuse(RefusalKind::forbidden, "error.permission", {{"permission", "sensitive.read"}}),
                       terminal.err);
    if (options.in_clear) source->note_reading(house, actor);
    options.purpose = choice.purpose;
    options.permission = choice.permission;
    const auto done = export_register(house, options, terminal);
    return done ? 0 : refused(actor, done.refusal(), terminal.err);
}

}  // namespace

Work search_command(CLI::App& app) {
    const auto words = std::make_shared<SearchWords>();
    app.add_option("TEXT", words->typed)->required();
    app.add_option("--format", words->format)->check(CLI::IsMember({"csv", "json"}));
    app.add_option("--limit", words->limit)->check(CLI::Range(1, most_hits));
    app.add_flag("--hidden", words->hidden);
    app.footer("kartei search müller bonn --limit 10");
    return [words](House& house, const Terminal& terminal) { return search(house, terminal, *words); };
}

Work export_command(CLI::App& app) {
    const auto options = std::make_shared<ExportOptions>();
    const auto choice = std::make_shared<ExportChoice>();
    app.add_option("WHAT", options->what)
        ->required()
        ->check(CLI::IsMember(names_of_exports()))
        ->transform(export_meant);
    app.add_option("--format", options->format)->check(CLI::IsMember({"csv", "xlsx"}));
    app.add_option("--csv", options->csv)->check(CLI::IsMember({"standard", "excel-de", "excel-nl"}));
    app.add_option("--headings", options->headings)->check(CLI::IsMember({"names", "de", "nl", "en"}));
    app.add_option("--out", options->file);
    app.add_flag("--sensitive", options->in_clear);
    app.add_option("--purpose", choice->purpose)->check(CLI::IsMember({"advertising", "information", "contract"}));
    app.add_option("--permission", choice->permission);
    app.footer("kartei export customers --out customers.csv\n"
               "kartei export emails --purpose advertising --permission Newsletter --out emails.csv");
    return [options, choice](House& house, const Terminal& terminal) {
        return export_what(house, terminal, *options, *choice);
    };
}

}  // namespace kartei::customers
