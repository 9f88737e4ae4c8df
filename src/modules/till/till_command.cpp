#include "modules/till/till_command.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <ostream>

#include "documents/output_file.hpp"
#include "modules/till/till_actions.hpp"
#include "modules/till/till_report_pdf.hpp"
#include "settings/command_line.hpp"

namespace kartei::till {
namespace {

Result<Done> print(House& house, std::int64_t number, const std::string& file_name, const Terminal& terminal) {
    const auto pdf = TRY(house.database.read([&](sql::Transaction& transaction) -> Result<std::string> {
        TRY(check_module(transaction));
        return till_report_pdf(house, transaction, TRY(till_to_read(transaction, terminal.actor, number)),
                               terminal.actor.language);
    }));
    if (file_name.empty()) {
        terminal.out << pdf << std::flush;
        return Done{};
    }
    const auto path = (std::filesystem::path(terminal.folder) / file_name).lexically_normal().string();
    auto file = TRY(documents::OutputFile::create(path));
    TRY(file->write(pdf));
    return file->commit();
}

}  // namespace

Work till_command(CLI::App& app) {
    const auto number = std::make_shared<std::int64_t>(0);
    const auto file = std::make_shared<std::string>();
    app.add_option("NUMBER", *number)->required();
    app.add_option("--out", *file);
    app.footer("kartei till 1 --out till.pdf");
    return [number, file](House& house, const Terminal& terminal) {
        const auto done = print(house, *number, *file, terminal);
        return done ? 0 : settings::print_refusal(terminal.actor.language, done.refusal(), "till", terminal.err);
    };
}

}  // namespace kartei::till
