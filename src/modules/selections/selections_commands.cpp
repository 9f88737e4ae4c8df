#include "modules/selections/selections_commands.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>

#include "lists/report_command.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/selections/bulk_change.hpp"
#include "modules/selections/members.hpp"
#include "modules/selections/selection_json.hpp"
#include "modules/selections/selection_report.hpp"

namespace kartei::selections {
namespace {

using nlohmann::json;
using sql::Transaction;

struct Options {
    std::string file, format, out;
    bool count = false, lines = false, remove = false, dry_run = false;
    std::int64_t explain = 0;
    std::vector<std::string> set, give, take;
    std::optional<std::int64_t> confirm;

    bool changes() const { return remove || !set.empty() || !give.empty() || !take.empty(); }
};

int refused(const Terminal& terminal, const Refusal& refusal) {
    for (const auto& issue : refusal.issues)
        terminal.err << "kartei: " << (issue.field.empty() ? "" : issue.field + ": ")
                     << text(terminal.actor.language, issue.key, issue.parameters) << "\n";
    return 1;
}

/// "-" is what comes in.
Result<std::string> written(const Options& options, const Terminal& terminal) {
    if (options.file == "-") return std::string(std::istreambuf_iterator<char>(terminal.in), {});
    std::ifstream file((std::filesystem::path(terminal.folder) / options.file).lexically_normal(), std::ios::binary);
    if (!file) return refuse(RefusalKind::not_found, "error.selection_no_file", {{"file", options.file}});
    return std::string(std::istreambuf_iterator<char>(file), {});
}

Result<json> asked_in(const Options& options, const Terminal& terminal) {
    auto document = json::parse(TRY(written(options, terminal)), nullptr, false);
    if (document.is_discarded()) return refuse_field("document", "error.selection_not_json");
    return document;
}

Result<Done> explain(House& house, Transaction& transaction, const Options& options, const Terminal& terminal,
                     const Document& document, Engine& engine) {
    const auto customer = customers::id_of_number(transaction, options.explain);
    if (!customer)
        return refuse_field("customer", "error.no_such_customer", {{"number", std::to_string(options.explain)}});
    const auto found = TRY(engine.find(house, transaction, document, {}, *customer));
    const Stopped never;
    const json answer{{"in", found.steps.back().holds},
                      {"tree", explained_tree({house, transaction, *found.people, never}, document.where, found.lines,
                                              *customer)},
                      {"reasons", reasons_json(found, terminal.actor.language)}};
    terminal.out << answer.dump(2) << "\n";
    return Done{};
}

Result<Done> answer(House& house, const Options& options, const Terminal& terminal) {
    const auto asked = TRY(asked_in(options, terminal));
    return house.database.read([&](Transaction& transaction) -> Result<Done> {
        Engine engine;
        const auto document = TRY(read_document(house, transaction, terminal.actor, asked));
        if (options.explain != 0) return explain(house, transaction, options, terminal, *document, engine);
        const auto found = TRY(engine.find(house, transaction, *document));
        if (options.count) {
            terminal.out << found.members.count() << "\n";
            return Done{};
        }
        const json lines{{"count", found.members.count()},
                         {"position", found.position},
                         {"lines", lines_json(found.lines)},
                         {"waterfall", steps_json(found.steps)},
                         {"undecided", found.undecided}};
        terminal.out << lines.dump(2) << "\n";
        return Done{};
    });
}

/// Says nothing while it works.
struct Quiet final : jobs::Progress {
    std::string result_file(std::string_view) override { return ""; }
    void changed(bool) override {}
};

/// {"set": …} of what was typed as name=value.
json order_of(const Options& options) {
    json order{{"give", options.give}, {"take", options.take}, {"delete", options.remove}, {"set", json::object()}};
    for (const auto& one : options.set) {
        const auto sign = std::min(one.find('='), one.size());
        order["set"][one.substr(0, sign)] = sign < one.size() ? one.substr(sign + 1) : "";
    }
    return order;
}

/// Whoever it would concern is said, and with --dry-run nothing else.
Result<Done> change_many(House& house, const Options& options, const Terminal& terminal) {
    const json asked{{"document", TRY(asked_in(options, terminal))}};
    BulkOrder order;
    const auto members = TRY(house.database.read([&](Transaction& transaction) -> Result<Members> {
        Engine engine;
        order = TRY(read_bulk_order(house, transaction, terminal.actor, order_of(options)));
        return members_meant(house, transaction, engine, terminal.actor, asked);
    }));
    const auto count = static_cast<std::int64_t>(members.ids.size());
    if (options.dry_run) {
        terminal.out << count << "\n";
        return Done{};
    }
    TRY(confirm_bulk(order, count, options.confirm));
    Quiet progress;
    terminal.out << TRY(run_bulk_change(house, terminal.actor, order, members.ids, progress)).dump(2) << "\n";
    return Done{};
}

/// The list is the report's: its command writes it.
int write_list(House& house, const Options& options, const Terminal& terminal) {
    const auto document = asked_in(options, terminal);
    if (!document) return refused(terminal, document.refusal());
    CLI::App app;
    const auto work = lists::declare_report(app, selection_report(std::make_shared<Engine>()));
    std::vector<std::string> words{"--format", options.format, "--document", document->dump()};
    if (!options.out.empty()) words.insert(words.end(), {"--out", options.out});
    std::reverse(words.begin(), words.end());  // as CLI11 takes them
    app.parse(words);
    return work(house, terminal);
}

}  // namespace

Work select_command(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    app.add_option("FILE", options->file)->required();
    auto* count = app.add_flag("--count", options->count);
    auto* lines = app.add_flag("--lines", options->lines);
    auto* explain = app.add_option("--explain", options->explain);
    auto* format = app.add_option("--format", options->format)->check(CLI::IsMember({"csv", "xlsx", "json"}));
    app.add_option("--out", options->out)->needs(format);
    auto* set = app.add_option("--set", options->set)->type_size(1)->allow_extra_args(false);
    auto* give = app.add_option("--give", options->give)->type_size(1)->allow_extra_args(false);
    auto* take = app.add_option("--take", options->take)->type_size(1)->allow_extra_args(false);
    auto* remove = app.add_flag("--delete", options->remove)->excludes(set)->excludes(give)->excludes(take);
    app.add_flag("--dry-run", options->dry_run);
    app.add_option("--confirm", options->confirm);
    const std::vector<CLI::Option*> ways{count, lines, explain, format};
    for (auto* change : {set, give, take, remove})
        for (auto* way : ways) change->excludes(way);
    for (auto* one : ways)
        for (auto* other : ways)
            if (one != other) one->excludes(other);
    app.footer("kartei select opera.json --count\nkartei select opera.json --format csv --out opera.csv\n"
               "kartei select opera.json --set category=regular --give VIP --dry-run");
    return [options](House& house, const Terminal& terminal) {
        if (!options->format.empty()) return write_list(house, *options, terminal);
        if (options->changes()) {
            const auto changed = change_many(house, *options, terminal);
            return changed ? 0 : refused(terminal, changed.refusal());
        }
        if (!options->lines && options->explain == 0) options->count = true;
        const auto done = answer(house, *options, terminal);
        return done ? 0 : refused(terminal, done.refusal());
    };
}

}  // namespace kartei::selections
