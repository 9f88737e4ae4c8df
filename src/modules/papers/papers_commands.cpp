#include "modules/papers/papers_commands.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <ostream>

#include "documents/output_file.hpp"
#include "modules/bookings/booking_rows.hpp"
#include "modules/mailing/mailing_api.hpp"
#include "modules/papers/paper_actions.hpp"
#include "modules/papers/paper_pdf.hpp"
#include "settings/command_line.hpp"

namespace kartei::papers {
namespace {

using sql::Transaction;

struct Options {
    std::int64_t number = 0, payment = 0, again = 0;
    std::string kind = "invoice", cancels, file;
    bool preview = false;

    PaperOrder order() const {
        PaperOrder order{kind, {}, cancels};
        if (payment > 0) order.payment = payment;
        return order;
    }
};

/// The PDF and, of a paper that was made, its number.
struct Printed {
    std::string pdf, number;
};

Result<Printed> printed(House& house, const Options& options, const Actor& actor) {
    if (options.again > 0)
        return house.database.read([&](Transaction& transaction) -> Result<Printed> {
            auto stored = TRY(stored_paper(house, transaction, actor, options.number, options.again));
            return Printed{std::move(stored.pdf), stored.document.number};
        });
    if (options.preview)
        return house.database.read([&](Transaction& transaction) -> Result<Printed> {
            const auto made = TRY(preview_paper(house, transaction, actor, options.number, options.order()));
            return Printed{paper_pdf(made.paper, mailing::sender_of(house, transaction)), ""};
        });
    return house.database.write([&](Transaction& transaction) -> Result<Printed> {
        auto made = TRY(make_paper(house, transaction, actor, options.number, {}, options.order()));
        const auto* document = bookings::at_position(made.saved.booking.documents, made.position);
        return Printed{std::move(made.pdf), document->number};
    });
}

/// The file is opened before a number is drawn: what cannot be written is not made.
Result<Done> print(House& house, const Options& options, const Terminal& terminal) {
    if (options.file.empty()) {
        terminal.out << TRY(printed(house, options, terminal.actor)).pdf << std::flush;
        return Done{};
    }
    const auto path = (std::filesystem::path(terminal.folder) / options.file).lexically_normal().string();
    auto file = TRY(documents::OutputFile::create(path));
    const auto paper = TRY(printed(house, options, terminal.actor));
    TRY(file->write(paper.pdf));
    TRY(file->commit());
    if (!paper.number.empty()) terminal.err << paper.number << "\n";
    return Done{};
}

}  // namespace

Work paper_command(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    app.add_option("BOOKING", options->number)->required();
    app.add_option("--kind", options->kind);
    app.add_option("--payment", options->payment);
    app.add_option("--cancels", options->cancels);
    app.add_option("--again", options->again);
    app.add_flag("--preview", options->preview);
    app.add_option("--out", options->file);
    app.footer("kartei paper 1 --kind confirmation --preview --out confirmation.pdf\n"
               "kartei paper 1 --kind invoice --out invoice.pdf");
    return [options](House& house, const Terminal& terminal) {
        const auto done = print(house, *options, terminal);
        return done ? 0
                    : settings::print_refusal(terminal.actor.language, done.refusal(), "booking_document", terminal.err);
    };
}

}  // namespace kartei::papers
