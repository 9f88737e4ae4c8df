#include "modules/mailing/mailing_commands.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <ostream>

#include "documents/output_file.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/letter_salutation.hpp"
#include "modules/mailing/letter_words.hpp"
#include "modules/mailing/mailing_api.hpp"
#include "modules/profile/booking_terms.hpp"
#include "settings/command_line.hpp"

namespace kartei::mailing {
namespace {

using sql::Transaction;

struct Options {
    std::int64_t number = 0;
    std::string file, format;
    LetterWords words;
};

Result<Done> write(const std::string& bytes, const Options& options, const Terminal& terminal) {
    if (options.file.empty()) {
        terminal.out << bytes << std::flush;
        return Done{};
    }
    const auto path = (std::filesystem::path(terminal.folder) / options.file).lexically_normal().string();
    auto file = TRY(documents::OutputFile::create(path));
    TRY(file->write(bytes));
    return file->commit();
}

void say(const std::vector<PaperWarning>& warnings, Language language, std::ostream& err) {
    for (const auto& warning : warnings) err << "kartei: " << text(language, warning.key, warning.parameters) << "\n";
}

using Make = std::function<Result<std::string>(Transaction&, const customers::Customer&)>;

int make(House& house, const Terminal& terminal, const Options& options, const Make& make_paper) {
    const auto done = house.database.read([&](Transaction& transaction) -> Result<Done> {
        const auto id = customers::id_of_number(transaction, options.number);
        const auto customer = id ? customers::find_customer(transaction, *id) : std::nullopt;
        if (!customer)
            return refuse_field("number", "error.no_such_customer", {{"number", std::to_string(options.number)}});
        return write(TRY(make_paper(transaction, *customer)), options, terminal);
    });
    return done ? 0 : settings::print_refusal(terminal.actor.language, done.refusal(), "customer", terminal.err);
}

}  // namespace

Work letter_command(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    app.add_option("NUMBER", options->number)->required();
    app.add_option("--subject", options->words.subject);
    const auto* typed = app.add_option("--text", options->words.text);
    app.add_option("--out", options->file);
    app.footer("kartei letter 100007 --subject \"Ihre Reise\" --text \"Guten Tag\" --out letter.pdf");
    return [options, typed](House& house, const Terminal& terminal) {
        auto written = options->words;
        if (typed->count() == 0) written.text.assign(std::istreambuf_iterator<char>(terminal.in), {});
        return make(house, terminal, *options,
                    [&](Transaction& transaction, const customers::Customer& customer) -> Result<std::string> {
                        const auto language = customers::language_of_letters(customer, house.country);
                        const auto words = TRY(filled(
                            written, placeholders_of(house, transaction, customer, nullptr, language)));
                        const auto sender = sender_of(house, transaction);
                        const Addressed letter{issue_by_hand(customer), words, language};
                        say(warnings_about(letter, sender), terminal.actor.language, terminal.err);
                        return letters_pdf({letter}, sender);
                    });
    };
}

Work label_command(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    app.add_option("NUMBER", options->number)->required();
    app.add_option("--format", options->format);
    app.add_option("--out", options->file);
    app.footer("kartei label 100007 --out label.pdf");
    return [options](House& house, const Terminal& terminal) {
        return make(house, terminal, *options,
                    [&](Transaction& transaction, const customers::Customer& customer) -> Result<std::string> {
                        const auto sender = sender_of(house, transaction);
                        const auto paper = TRY(label_format(transaction, options->format));
                        say(warnings_about(customer, sender, paper), terminal.actor.language, terminal.err);
                        return label_pdf(issue_by_hand(customer), sender, paper);
                    });
    };
}

}  // namespace kartei::mailing
