#include "modules/payments/payments_commands.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <functional>
#include <ostream>

#include "audit/terminal_progress.hpp"
#include "base/mask.hpp"
#include "base/money.hpp"
#include "base/texts.hpp"
#include "documents/csv_writer.hpp"
#include "documents/output_file.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/payments/debit_collection.hpp"
#include "modules/payments/dunning_run.hpp"
#include "modules/payments/payments_json.hpp"
#include "settings/command_line.hpp"

namespace kartei::payments {
namespace {

using sql::Transaction;

struct DebitWords {
    std::string collect_on, scheme, file;
    std::int64_t run = 0;
    bool preview = false;
    std::vector<std::int64_t> leave_out;
};
struct DunWords {
    std::string on, file;
    std::int64_t run = 0;
    bool preview = false;
    std::vector<std::int64_t> leave_out;
};

std::string path_of(const std::string& name, const Terminal& terminal) {
    return (std::filesystem::path(terminal.folder) / name).lexically_normal().string();
}

Result<Done> write(const std::string& bytes, const std::string& name, const Terminal& terminal) {
    if (name.empty()) {
        terminal.out << bytes << std::flush;
        return Done{};
    }
    auto file = TRY(documents::OutputFile::create(path_of(name, terminal)));
    TRY(file->write(bytes));
    return file->commit();
}

/// "debits.xml" -> "debits-b2b.xml": CORE and B2B never share a file.
std::string file_of_scheme(const std::string& name, std::string_view scheme) {
    if (name.empty() || scheme == "core") return name;
    const std::filesystem::path path(name);
    return (path.parent_path() / (path.stem().string() + "-" + std::string(scheme) + path.extension().string()))
        .string();
}

Result<Done> is_there(Transaction& transaction, const char* module) {
    if (parameters::module_is_on(*parameters::parameters_of(transaction), module)) return Done{};
    return refuse(RefusalKind::not_found, std::string(module) == "payments" ? "error.no_payments_here"
                                                                            : "error.no_direct_debit_here");
}

/// As everywhere: quoted where it must be, and no formula.
std::string cell(std::string_view text) {
    std::string written;
    documents::append_text(written, text);
    return written;
}

/// Who is going and who is not, as CSV; what has to be fixed names its reasons.
void print_debits(const House& house, const Terminal& terminal, const DebitQuestion& question,
                  const DebitPreview& preview) {
    for (const auto& debit : preview.debits) {
        std::string reasons;
        for (const auto& problem : debit.problems)
            reasons += (reasons.empty() ? "" : " ") + text(terminal.actor.language, problem.key, problem.parameters);
        terminal.out << question.scheme << "," << (debit.customer ? std::to_string(*debit.customer) : "") << ","
                     << cell(debit.name) << "," << debit.booking << "," << debit.due_on << ","
                     << write_money(debit.amount, house.rules.currency_digits) << "," << masked(debit.account.iban)
                     << "," << cell(debit.account.mandate) << "," << debit.sequence << "," << cell(reasons) << "\n";
    }
}

void say(const Terminal& terminal, const char* key, const Parameters& parameters) {
    terminal.err << "kartei: " << text(terminal.actor.language, key, parameters) << "\n";
}

Parameters counted(const House& house, std::int64_t count, std::int64_t total, const std::string& date) {
    return {{"count", std::to_string(count)},
            {"total", write_money(total, house.rules.currency_digits)},
            {"currency", house.currency},
            {"date", date}};
}

Result<Done> preview_all(House& house, const Terminal& terminal, const std::vector<DebitQuestion>& questions) {
    return house.database.read([&](Transaction& transaction) -> Result<Done> {
        TRY(is_there(transaction, "direct_debit"));
        for (const auto& question : questions) {
            const auto preview = TRY(preview_debits(house, transaction, terminal.actor, question));
            if (&question == &questions.front())
                terminal.out << "scheme,customer,name,booking,due_on,amount,iban,mandate,sequence,to_fix\n";
            print_debits(house, terminal, question, preview);
            say(terminal, "command.debit.going",
                counted(house, preview.going, preview.total, write_date(preview.collect_on)));
            if (preview.short_notice) say(terminal, "debit.short_notice", {});
        }
        return Done{};
    });
}

/// One run and its file; nothing to collect is no refusal while another scheme may have something.
Result<bool> collect(House& house, const Terminal& terminal, const DebitQuestion& question, const std::string& file) {
    TRY(house.database.read([](Transaction& transaction) { return is_there(transaction, "direct_debit"); }));
    TerminalProgress progress(terminal, Stopping::is_asked);
    const auto done = collect_debits(house, terminal.actor, question, progress);
    progress.clear();
    if (!done) {
        if (done.refusal().issues.front().key == "error.nothing_to_collect") return false;
        return done.refusal();
    }
    const auto& run = done->run;
    const auto bytes = TRY(house.database.read(
        [&](Transaction& transaction) { return file_of_run(house, transaction, terminal.actor, run.id); }));
    TRY(write(bytes, file_of_scheme(file, question.scheme), terminal));
    auto told = counted(house, run.items, run.total, run.collect_on);
    told.emplace_back("run", std::to_string(run.id));
    say(terminal, done->is_again ? "command.debit.again" : "command.debit.made", told);
    if (done->left_over > 0)
        say(terminal, "command.debit.left_over", {{"count", std::to_string(done->left_over)}});
    return true;
}

Result<Done> debit(House& house, const Terminal& terminal, const DebitWords& words) {
    if (words.run != 0) {
        const auto file = TRY(house.database.write([&](Transaction& transaction) -> Result<std::string> {
            TRY(is_there(transaction, "direct_debit"));
            return file_taken_along(house, transaction, terminal.actor, words.run);
        }));
        return write(file, words.file, terminal);
    }
    const auto day = TRY(day_in(house, words.collect_on, "collect_on"));
    std::vector<DebitQuestion> questions;
    for (const auto scheme : debit_schemes)
        if (words.scheme.empty() || words.scheme == scheme)
            questions.push_back({day, std::string(scheme), {words.leave_out.begin(), words.leave_out.end()}, 0});
    if (words.preview) return preview_all(house, terminal, questions);
    bool any = false;
    for (const auto& question : questions) any |= TRY(collect(house, terminal, question, words.file));
    if (!any) return refuse(RefusalKind::conflict, "error.nothing_to_collect", {{"date", write_date(day)}});
    return Done{};
}

void print_dunning_rows(const House& house, const Terminal& terminal, const std::vector<DunningItem>& items) {
    terminal.out << "customer,name,booking,order,level,due_from,due_to,days_late,amount,fee,problem\n";
    for (const auto& item : items)
        terminal.out << (item.customer ? std::to_string(*item.customer) : "") << "," << cell(item.name) << ","
                     << (item.booking != 0 ? std::to_string(item.booking) : "") << "," << cell(item.order) << ","
                     << item.level << "," << item.due_from << "," << item.due_to << "," << item.days_late << ","
                     << write_money(item.amount, house.rules.currency_digits) << ","
                     << write_money(item.fee, house.rules.currency_digits) << ","
                     << (item.problem.empty()
                             ? ""
                             : cell(text(terminal.actor.language, "mailing.left_out." + item.problem)))
                     << "\n";
}

/// A run of before, or a new one, which is gone again when its letters do not go out. `run`: which one, also of a new one.
Result<std::int64_t> print_run(House& house, const Terminal& terminal, const DunningQuestion& question,
                               documents::OutputFile& file, std::int64_t& run, jobs::Progress& progress) {
    if (run != 0) return print_dunning(house, terminal.actor, run, file, progress);
    const auto made = TRY(make_dunning(house, terminal.actor, question, progress));
    run = made.run.id;
    return print_or_take_back(house, terminal.actor, made, file, progress);
}

/// The file is opened first: where it cannot be written, nobody is dunned.
Result<Done> make_or_print(House& house, const Terminal& terminal, const DunWords& words,
                           const DunningQuestion& question) {
    auto file = TRY(documents::OutputFile::create(path_of(words.file, terminal)));
    TerminalProgress progress(terminal, Stopping::is_asked);
    auto run = words.run;
    try {
        const auto reminded = TRY(print_run(house, terminal, question, *file, run, progress));
        TRY(file->commit());
        progress.clear();
        say(terminal, "command.dun.made", {{"count", std::to_string(reminded)}});
        return Done{};
    } catch (const jobs::Cancelled&) {
        if (run == 0 || !letters_are_out(house, run)) throw;
        return refuse(RefusalKind::conflict, "error.dunning_goes_on", {{"run", std::to_string(run)}});
    }
}

Result<Done> dun(House& house, const Terminal& terminal, const DunWords& words) {
    DunningQuestion question{TRY(day_in(house, words.on, "on")), {words.leave_out.begin(), words.leave_out.end()}, 0};
    if (words.preview)
        return house.database.read([&](Transaction& transaction) -> Result<Done> {
            TRY(is_there(transaction, "payments"));
            print_dunning_rows(house, terminal, preview_dunning(house, transaction, terminal.actor, question).items);
            return Done{};
        });
    if (words.file.empty()) return refuse_field("out", "error.required");
    TRY(house.database.read([](Transaction& transaction) { return is_there(transaction, "payments"); }));
    return make_or_print(house, terminal, words, question);
}

/// Ctrl+C: what was done so far has been taken back.
Result<Done> unless_stopped(const std::function<Result<Done>()>& work) {
    try {
        return work();
    } catch (const jobs::Cancelled&) {
        return refuse(RefusalKind::conflict, "error.run_stopped");
    }
}

}  // namespace

Work debit_command(CLI::App& app) {
    const auto words = std::make_shared<DebitWords>();
    app.add_option("--collect-on", words->collect_on);
    app.add_option("--scheme", words->scheme)->check(CLI::IsMember({"core", "b2b"}));
    app.add_option("--leave-out", words->leave_out);
    app.add_flag("--preview", words->preview);
    app.add_option("--run", words->run);
    app.add_option("--out", words->file);
    app.footer("kartei debit --collect-on 2026-12-15 --preview");
    return [words](House& house, const Terminal& terminal) {
        const auto done = unless_stopped([&] { return debit(house, terminal, *words); });
        return done ? 0 : settings::print_refusal(terminal.actor.language, done.refusal(), "debit", terminal.err);
    };
}

Work dun_command(CLI::App& app) {
    const auto words = std::make_shared<DunWords>();
    app.add_option("--on", words->on);
    app.add_option("--leave-out", words->leave_out);
    app.add_flag("--preview", words->preview);
    app.add_option("--run", words->run);
    app.add_option("--out", words->file);
    app.footer("kartei dun --on 2026-12-15 --preview");
    return [words](House& house, const Terminal& terminal) {
        const auto done = unless_stopped([&] { return dun(house, terminal, *words); });
        return done ? 0 : settings::print_refusal(terminal.actor.language, done.refusal(), "dunning", terminal.err);
    };
}

}  // namespace kartei::payments
