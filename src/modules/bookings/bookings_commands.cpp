#include "modules/bookings/bookings_commands.hpp"

#include <CLI/CLI.hpp>
#include <ostream>

#include "audit/terminal_progress.hpp"
#include "modules/bookings/booking_archive.hpp"
#include "modules/parameters/parameter.hpp"
#include "settings/command_line.hpp"

namespace kartei::bookings {
namespace {

using sql::Transaction;

struct Words {
    ArchiveOrder order;
    std::optional<std::int64_t> confirm;
    bool yes = false;
};

void print_plan(const ArchivePlan& plan, const Terminal& terminal) {
    terminal.out << "state,bookings\n" << "going," << plan.count << "\n";
    for (const auto& one : plan.stays) terminal.out << "stays_" << one.why << "," << one.count << "\n";
    terminal.out << std::flush;
    terminal.err << text(terminal.actor.language, "command.archive.plan",
                         {{"count", std::to_string(plan.count)},
                          {"customers", std::to_string(plan.customers)},
                          {"date", plan.before}})
                 << "\n";
}

/// Looks; with the number, or a yes to whatever it is, does it.
Result<Done> archive(House& house, const Terminal& terminal, const Words& words) {
    const auto plan = TRY(house.database.read([&](Transaction& transaction) -> Result<ArchivePlan> {
        if (!parameters::module_is_on(*parameters::parameters_of(transaction), "travel"))
            return refuse(RefusalKind::not_found, "error.no_such_address");
        return plan_archive(house, transaction, terminal.actor, words.order);
    }));
    print_plan(plan, terminal);
    if (!words.yes && !words.confirm) return Done{};
    TRY(confirm_archive(plan, words.confirm ? words.confirm : std::optional(plan.count)));
    TerminalProgress progress(terminal, Stopping::is_asked);
    const auto done = TRY(run_archive(house, terminal.actor, words.order, progress));
    progress.clear();
    terminal.err << text(terminal.actor.language, "command.archive.done",
                         {{"count", std::to_string(done.bookings)},
                          {"customers", std::to_string(done.customers)},
                          {"event", std::to_string(done.event)}})
                 << "\n";
    return Done{};
}

}  // namespace

Work archive_command(CLI::App& app) {
    const auto words = std::make_shared<Words>();
    app.footer("kartei archive bookings --older-than 10\nkartei archive bookings --older-than 10 --yes");
    auto* bookings = app.add_subcommand("bookings", "command.archive_bookings");
    bookings->footer("kartei archive bookings --older-than 10\nkartei archive bookings --older-than 10 --yes");
    bookings->add_option("--older-than", words->order.older_than)->required();
    auto* confirm = bookings->add_option("--confirm", words->confirm);
    bookings->add_flag("--yes", words->yes)->excludes(confirm);
    bookings->footer("kartei archive bookings --older-than 10\n"
                     "kartei archive bookings --older-than 10 --yes");
    app.require_subcommand(1);
    return [words](House& house, const Terminal& terminal) {
        try {
            const auto done = archive(house, terminal, *words);
            return done ? 0
                        : settings::print_refusal(terminal.actor.language, done.refusal(), "archive", terminal.err);
        } catch (const jobs::Cancelled&) {
            terminal.err << text(terminal.actor.language, "command.archive.stopped") << "\n";
            return 1;
        }
    };
}

}  // namespace kartei::bookings
