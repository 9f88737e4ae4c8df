#include "modules/tickets/tickets_command.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <ostream>

#include "documents/output_file.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/tickets/ticket_prints.hpp"
#include "settings/command_line.hpp"

namespace kartei::tickets {
namespace {

using sql::Transaction;

struct Options {
    std::string number, file, format, reason;
    bool preview = false;
};

Result<std::int64_t> order_named(House& house, const std::string& number) {
    return house.database.read([&](Transaction& transaction) -> Result<std::int64_t> {
        if (!parameters::module_is_on(*parameters::parameters_of(transaction), "venue"))
            return refuse(RefusalKind::not_found, "error.no_such_address");
        const auto order = orders::id_of_number(transaction, number);
        if (!order) return refuse(RefusalKind::not_found, "error.no_such_order");
        return *order;
    });
}

/// They are counted when the file stands whole.
Result<Done> print(House& house, const Options& options, const Terminal& terminal) {
    const auto order = TRY(order_named(house, options.number));
    const auto printed =
        TRY(print_tickets(house, terminal.actor, {order, {}, !options.reason.empty(), options.format}));
    if (options.file.empty()) {
        terminal.out << printed.pdf << std::flush;
    } else {
        const auto path = (std::filesystem::path(terminal.folder) / options.file).lexically_normal().string();
        auto file = TRY(documents::OutputFile::create(path));
        TRY(file->write(printed.pdf));
        TRY(file->commit());
    }
    if (options.preview) return Done{};
    TRY(house.database.write([&](Transaction& transaction) {
        return confirm_prints(house, transaction, terminal.actor, order, printed.version, printed.tickets,
                              options.reason);
    }));
    terminal.err << text(terminal.actor.language, "ticket.printed_count",
                         {{"count", std::to_string(printed.tickets.size())}})
                 << "\n";
    return Done{};
}

}  // namespace

Work tickets_command(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    app.add_option("ORDER", options->number)->required();
    app.add_option("--out", options->file);
    app.add_option("--format", options->format)->check(CLI::IsMember({"a4", "ticket"}));
    app.add_option("--again", options->reason);
    app.add_flag("--preview", options->preview);
    app.footer(
        "kartei tickets 100001 --out tickets.pdf\nkartei tickets 100001 --again 'printer was out of paper' --out "
        "tickets.pdf");
    return [options](House& house, const Terminal& terminal) {
        const auto done = print(house, *options, terminal);
        return done ? 0
                    : settings::print_refusal(terminal.actor.language, done.refusal(), "ticket_print", terminal.err);
    };
}

}  // namespace kartei::tickets
