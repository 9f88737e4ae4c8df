#include "modules/mailing/sending_commands.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>

#include "modules/mailing/carrier.hpp"
#include "modules/mailing/mail_run.hpp"
#include "modules/mailing/sending_actions.hpp"
#include "modules/mailing/template_letters.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/selections/engine.hpp"
#include "settings/command_line.hpp"

namespace kartei::mailing {
namespace {

using nlohmann::json;
using sql::Transaction;

struct Options {
    std::string output, file, out, purpose, permission, selection, name, subject, text, format = "csv", card = "4.0",
                                                                                        sheet;
    std::int64_t first_label = 1;
    std::string letter_file;
    bool also_excluded = false, once = false, dry_run = false;
};

struct Quiet final : jobs::Progress {
    std::string result_file(std::string_view) override { return ""; }
    void changed(bool) override {}
};

/// A letter of a word processor, else a template of the built-in letters.
Result<Done> name_template(House& house, const Options& options, json& asked) {
    return house.database.read([&](Transaction& transaction) -> Result<Done> {
        const auto checked = check_letter_file(transaction, options.letter_file);
        const auto row = parameters::find_twin(transaction, *parameters::base_data("letter-templates"),
                                               {{"name", options.letter_file}});
        if (!checked && !row) return checked;
        if (!checked) asked["template"] = row->id;
        if (checked) {
            const auto ending = std::filesystem::path(options.out).extension();
            asked["letter_file"] = options.letter_file;
            asked["as_document"] = ending == ".docx" || ending == ".odt";
        }
        return Done{};
    });
}

Result<json> asked_in(House& house, const Options& options, const Terminal& terminal) {
    json asked{{"output", options.output},         {"purpose", options.purpose}, {"permission", options.permission},
               {"also_excluded", options.also_excluded}, {"once_per_address", options.once}, {"name", options.name},
               {"subject", options.subject},       {"text", options.text},       {"format", options.format},
               {"card", options.card},             {"first_label", options.first_label}};
    if (!options.letter_file.empty()) TRY(name_template(house, options, asked));
    if (!options.sheet.empty()) asked["label_sheet"] = options.sheet;
    if (!options.selection.empty()) asked["selection"] = options.selection;
    if (options.file.empty()) return asked;
    std::ifstream file((std::filesystem::path(terminal.folder) / options.file).lexically_normal(), std::ios::binary);
    if (options.file != "-" && !file)
        return refuse(RefusalKind::not_found, "error.selection_no_file", {{"file", options.file}});
    auto& in = options.file == "-" ? terminal.in : static_cast<std::istream&>(file);
    asked["document"] = json::parse(std::string(std::istreambuf_iterator<char>(in), {}), nullptr, false);
    if (asked["document"].is_discarded()) return refuse_field("document", "error.selection_not_json");
    return asked;
}

json preview_json(const Preview& preview) {
    std::map<std::string, std::int64_t> reasons;
    for (const auto& one : preview.dropped) ++reasons[one.reason];
    return {{"going", preview.going},
            {"dropped", reasons},
            {"without_salutation", preview.without_salutation.size()}};
}

Result<json> send(House& house, const Options& options, const Terminal& terminal) {
    const auto asked = TRY(asked_in(house, options, terminal));
    selections::Engine engine;
    if (options.dry_run)
        return preview_json(TRY(house.database.read([&](Transaction& transaction) {
            return preview_sending(house, transaction, engine, terminal.actor, asked);
        })));
    const bool is_mail = goes_one_by_one(options.output);
    TRY(check_carrier(options.output));
    if (!is_mail && options.out.empty()) return refuse_field("out", "error.required");
    const auto sending = TRY(house.database.write([&](Transaction& transaction) {
        return begin_sending(house, transaction, engine, terminal.actor, asked);
    }));
    Quiet progress;
    const auto language = terminal.actor.language;
    if (is_mail) return run_mail_sending(house, sending.id, language, progress);
    const auto path = (std::filesystem::path(terminal.folder) / options.out).lexically_normal().string();
    return run_file_sending(house, sending.id, path, language, progress);
}

}  // namespace

Work send_command(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    app.add_option("OUTPUT", options->output)->required()->check(CLI::IsMember(output_names()));
    auto* file = app.add_option("FILE", options->file);
    app.add_option("--selection", options->selection)->excludes(file);
    app.add_option("--purpose", options->purpose)
        ->required()
        ->check(CLI::IsMember({"advertising", "contract", "information"}));
    app.add_option("--permission", options->permission);
    app.add_option("--subject", options->subject);
    app.add_option("--text", options->text);
    app.add_option("--template", options->letter_file);
    app.add_option("--name", options->name);
    app.add_option("--format", options->format)->check(CLI::IsMember({"csv", "xlsx"}));
    app.add_option("--card", options->card)->check(CLI::IsMember({"4.0", "3.0"}));
    app.add_option("--label-sheet", options->sheet);
    app.add_option("--first-label", options->first_label);
    app.add_flag("--also-excluded", options->also_excluded);
    app.add_flag("--once-per-address", options->once);
    app.add_flag("--dry-run", options->dry_run);
    app.add_option("--out", options->out);
    app.footer(
        "kartei send letters opera.json --purpose contract --subject Spielplan --text 'Guten Tag' --out letters.pdf\n"
        "kartei send outlook opera.json --purpose advertising --permission Newsletter --out outlook.csv");
    return [options](House& house, const Terminal& terminal) {
        const auto done = send(house, *options, terminal);
        if (!done) return settings::print_refusal(terminal.actor.language, done.refusal(), "sending", terminal.err);
        terminal.out << done->dump(2) << "\n";
        return 0;
    };
}

}  // namespace kartei::mailing
