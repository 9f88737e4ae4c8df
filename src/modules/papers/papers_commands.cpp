#include "modules/papers/papers_commands.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <ostream>

#include "base/date.hpp"
#include "documents/csv_writer.hpp"
#include "documents/output_file.hpp"
#include "modules/bookings/booking_rows.hpp"
#include "modules/mailing/mailing_api.hpp"
#include "modules/papers/paper_actions.hpp"
#include "modules/papers/paper_pdf.hpp"
#include "modules/papers/receipts.hpp"
#include "modules/papers/settlement.hpp"
#include "modules/parameters/parameter.hpp"
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

std::string path_of(const std::string& name, const Terminal& terminal) {
    return (std::filesystem::path(terminal.folder) / name).lexically_normal().string();
}

/// The file is opened before a number is drawn: what cannot be written is not made.
Result<Done> print(House& house, const Options& options, const Terminal& terminal) {
    if (options.file.empty()) {
        terminal.out << TRY(printed(house, options, terminal.actor)).pdf << std::flush;
        return Done{};
    }
    auto file = TRY(documents::OutputFile::create(path_of(options.file, terminal)));
    const auto paper = TRY(printed(house, options, terminal.actor));
    TRY(file->write(paper.pdf));
    TRY(file->commit());
    if (!paper.number.empty()) terminal.err << paper.number << "\n";
    return Done{};
}

struct ReceiptWords {
    std::string number, reason, file;
};

/// The file is opened before it is noted that it was printed.
Result<Done> print_receipt(House& house, const ReceiptWords& words, const Terminal& terminal) {
    std::unique_ptr<documents::OutputFile> file;
    if (!words.file.empty()) file = TRY(documents::OutputFile::create(path_of(words.file, terminal)));
    const auto made = TRY(house.database.write([&](Transaction& transaction) {
        return papers::print_receipt(house, transaction, terminal.actor, words.number, words.reason);
    }));
    if (!file) {
        terminal.out << made.pdf << std::flush;
        return Done{};
    }
    TRY(file->write(made.pdf));
    return file->commit();
}

/// decisions.md 17: a module that is switched off does nothing on the command line either.
Result<Done> is_on(House& house, std::initializer_list<const char*> modules) {
    return house.database.read([&](Transaction& transaction) -> Result<Done> {
        const auto parameters = parameters::parameters_of(transaction);
        for (const auto* module : modules)
            if (!parameters::module_is_on(*parameters, module))
                return refuse(RefusalKind::not_found, "error.no_such_address");
        return Done{};
    });
}

struct Settlement {
    SettlementOrder order;
    std::string by = "departure";
    bool preview = false;
};

Result<std::string> day_typed(const char* option, const std::string& typed) {
    if (typed.empty()) return std::string();
    const auto day = read_date(typed);
    if (!day) return refuse_field(option, day.refusal().issues.front().key, day.refusal().issues.front().parameters);
    return write_date(*day);
}

/// A row for each agency; the settlement booking is empty where nothing was made.
void write_agencies(const House& house, const std::vector<SettledAgency>& agencies, Language language,
                    std::ostream& out) {
    std::string rows = "agency,name,operator,missing,bookings,services,price,commission,tax,settlement,booking\n";
    for (const auto& [agency, booking] : agencies) {
        documents::append_integer(rows, agency.number);
        for (const auto& words :
             {agency.name, agency.operator_name,
              agency.missing.empty() ? std::string() : text(language, "settlement.missing." + agency.missing)})
            documents::append_text(rows += ',', words);
        documents::append_integer(rows += ',', agency.bookings());
        documents::append_integer(rows += ',', static_cast<std::int64_t>(agency.services.size()));
        const auto sum = agency.sum();
        for (const auto amount : {agency.price(), sum.commission, sum.tax, sum.owes})
            documents::append_money(rows += ',', amount, house.rules.currency_digits);
        rows += ',';
        if (booking != 0) documents::append_integer(rows, booking);
        rows += '\n';
    }
    out << rows << std::flush;
}

Result<Done> settle(House& house, const Terminal& terminal, Settlement settlement) {
    TRY(is_on(house, {"travel", "agency"}));
    auto& order = settlement.order;
    order.from = TRY(day_typed("from", order.from));
    order.to = TRY(day_typed("to", order.to));
    order.by_booking = settlement.by == "booking";
    if (settlement.preview) {
        const auto agencies = TRY(house.database.read(
            [&](Transaction& transaction) { return agencies_to_settle(house, transaction, terminal.actor, order); }));
        std::vector<SettledAgency> rows;
        for (const auto& agency : agencies) rows.push_back({agency, 0});
        write_agencies(house, rows, terminal.actor.language, terminal.out);
        return Done{};
    }
    const auto run = TRY(house.database.write(
        [&](Transaction& transaction) { return settle_agencies(house, transaction, terminal.actor, order); }));
    write_agencies(house, run.agencies, terminal.actor.language, terminal.out);
    terminal.err << "change event " << run.event << "\n";
    return Done{};
}

}  // namespace

Work settle_agencies_command(CLI::App& app) {
    const auto settlement = std::make_shared<Settlement>();
    app.add_option("--from", settlement->order.from);
    app.add_option("--to", settlement->order.to);
    app.add_option("--agency", settlement->order.agency);
    app.add_option("--by", settlement->by)->check(CLI::IsMember({"departure", "booking"}));
    app.add_flag("--house-collected", settlement->order.house_collected);
    app.add_flag("--preview", settlement->preview);
    app.footer("kartei settle-agencies --from 2027-01-01 --to 2027-01-31 --preview");
    return [settlement](House& house, const Terminal& terminal) {
        const auto done = settle(house, terminal, *settlement);
        return done ? 0 : settings::print_refusal(terminal.actor.language, done.refusal(), "settlement", terminal.err);
    };
}

Work receipt_command(CLI::App& app) {
    const auto words = std::make_shared<ReceiptWords>();
    app.add_option("NUMBER", words->number)->required();
    app.add_option("--reason", words->reason);
    app.add_option("--out", words->file);
    app.footer("kartei receipt B2026-00001 --reason \"the first one is lost\" --out receipt.pdf");
    return [words](House& house, const Terminal& terminal) {
        const auto done = print_receipt(house, *words, terminal);
        return done ? 0 : settings::print_refusal(terminal.actor.language, done.refusal(), "receipt_list", terminal.err);
    };
}

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
        const auto on = is_on(house, {"travel"});
        const auto done = on ? print(house, *options, terminal) : on;
        return done ? 0
                    : settings::print_refusal(terminal.actor.language, done.refusal(), "booking_document", terminal.err);
    };
}

}  // namespace kartei::papers
