#include "modules/books/books_commands.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <ostream>

#include "base/money.hpp"
#include "documents/output_file.hpp"
#include "modules/books/datev_files.hpp"
#include "modules/books/journal_export.hpp"
#include "modules/books/statement_actions.hpp"
#include "modules/parameters/parameter.hpp"
#include "settings/command_line.hpp"

namespace kartei::books {
namespace {

namespace fs = std::filesystem;
using sql::Transaction;

struct Words {
    std::string from, to, folder;
    bool preview = false;
};

int refused(const Terminal& terminal, const Refusal& refusal) {
    return settings::print_refusal(terminal.actor.language, refusal, "journal", terminal.err);
}

Result<Done> write_file(const fs::path& folder, const DatevFile& file) {
    auto out = TRY(documents::OutputFile::create(folder / file.name));
    TRY(out->write(file.bytes));
    return out->commit();
}

void say_overlapping(const Terminal& terminal, const std::vector<JournalExport>& exports) {
    for (const auto& made : exports)
        terminal.err << "kartei: "
                     << text(terminal.actor.language, "journal.exported_before",
                             {{"from", made.period_from}, {"to", made.period_to}, {"export", std::to_string(made.id)}})
                     << "\n";
}

Result<Done> preview(House& house, const Terminal& terminal, const Words& words) {
    const auto plan = TRY(house.database.read(
        [&](Transaction& transaction) { return plan_export(house, transaction, words.from, words.to); }));
    say_overlapping(terminal, plan.overlapping);
    terminal.out << plan.lines.size() << "\n";
    return Done{};
}

/// The folder is tried before anything is marked as exported.
Result<Done> write(House& house, const Terminal& terminal, const Words& words) {
    const auto folder = (fs::path(terminal.folder) / words.folder).lexically_normal();
    std::error_code problem;
    fs::create_directories(folder, problem);
    TRY(documents::OutputFile::create(folder / "EXTF_.csv"));
    const auto plan = TRY(house.database.read(
        [&](Transaction& transaction) { return plan_export(house, transaction, words.from, words.to); }));
    say_overlapping(terminal, plan.overlapping);
    const auto made = TRY(house.database.write([&](Transaction& transaction) {
        return export_journal(house, transaction, terminal.actor, words.from, words.to);
    }));
    return house.database.read([&](Transaction& transaction) -> Result<Done> {
        for (const auto& file : {postings_file(house, transaction, made),
                                 debtors_file(house, transaction, terminal.actor, made)}) {
            TRY(write_file(folder, file));
            terminal.out << file.name << " " << file.rows << "\n";
        }
        return Done{};
    });
}

Result<Done> books_are_kept(House& house) {
    const bool on = house.database.read([](Transaction& transaction) {
        return parameters::module_is_on(*parameters::parameters_of(transaction), "books");
    });
    return on ? Result<Done>(Done{}) : refuse(RefusalKind::not_found, "error.no_books_here");
}

Result<Done> run(House& house, const Terminal& terminal, const Words& words) {
    TRY(books_are_kept(house));
    if (words.preview) return preview(house, terminal, words);
    if (words.folder.empty()) return refuse_field("out", "error.required");
    return write(house, terminal, words);
}

struct StatementWords {
    std::string file;
    std::vector<std::string> mapping;
    bool no_posting = false;
};

Result<CsvHeadings> headings_of(const std::vector<std::string>& mapping) {
    CsvHeadings headings;
    for (const auto& one : mapping) {
        const auto sign = one.rfind('=');
        if (sign == std::string::npos) return refuse_field("map", "error.statement_mapping", {{"value", one}});
        headings[one.substr(0, sign)] = one.substr(sign + 1);
    }
    return headings;
}

Result<Done> read_in(House& house, const Terminal& terminal, const StatementWords& words) {
    TRY(books_are_kept(house));
    const auto path = (fs::path(terminal.folder) / words.file).lexically_normal();
    const auto done = TRY(import_statements(house, terminal.actor, path.string(), path.filename().string(),
                                            TRY(headings_of(words.mapping)),
                                            words.no_posting ? std::optional(false) : std::nullopt));
    const auto language = terminal.actor.language;
    for (const auto& number : done.gaps)
        terminal.err << "kartei: " << text(language, "match.gap", {{"number", number}}) << "\n";
    terminal.out << text(language, "match.imported",
                         {{"entries", std::to_string(done.entries)}, {"known", std::to_string(done.known)},
                          {"posted", std::to_string(done.posted)}})
                 << "\n";
    if (done.doubtful != 0)
        terminal.err << "kartei: "
                     << text(language, "match.doubtful", {{"doubtful", std::to_string(done.doubtful)}}) << "\n";
    if (done.event != 0) terminal.out << "change event " << done.event << "\n";
    return Done{};
}

}  // namespace

Work bank_statement_command(CLI::App& app) {
    const auto words = std::make_shared<StatementWords>();
    app.add_option("FILE", words->file)->required();
    app.add_option("--map", words->mapping)->allow_extra_args(false);
    app.add_flag("--no-posting", words->no_posting);
    app.footer("kartei import bank-statement camt053.xml");
    return [words](House& house, const Terminal& terminal) {
        const auto done = read_in(house, terminal, *words);
        return done ? 0 : refused(terminal, done.refusal());
    };
}

Work datev_command(CLI::App& app) {
    const auto words = std::make_shared<Words>();
    app.add_option("--from", words->from)->required();
    app.add_option("--to", words->to)->required();
    app.add_option("--out", words->folder);
    app.add_flag("--preview", words->preview);
    app.footer("kartei export datev --from 2026-10-01 --to 2026-10-31 --preview\n"
               "kartei export datev --from 2026-10-01 --to 2026-10-31 --out datev");
    return [words](House& house, const Terminal& terminal) {
        const auto done = run(house, terminal, *words);
        return done ? 0 : refused(terminal, done.refusal());
    };
}

}  // namespace kartei::books
