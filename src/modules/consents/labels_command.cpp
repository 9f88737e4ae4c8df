#include "modules/consents/labels_command.hpp"

#include <CLI/CLI.hpp>
#include <ostream>

#include "lists/report_command.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/consents/labelling.hpp"
#include "modules/customers/customer_store.hpp"
#include "settings/command_line.hpp"

namespace kartei::consents {
namespace {

using sql::Transaction;

struct Options {
    bool give = true;
    std::string name, expires;
    std::vector<std::int64_t> numbers;
    bool dry_run = false;
    std::optional<std::int64_t> confirm;
    /// The lists that may be named instead of numbers.
    std::vector<std::pair<CLI::App*, std::function<lists::AskedInWords()>>> lists;
};

CLI::App* declare(CLI::App& app, const char* name, const lists::Reports& reports,
                  const std::shared_ptr<Options>& options, bool give) {
    options->give = give;
    auto* verb = app.add_subcommand(name);
    verb->add_option("NAME", options->name)->required();
    verb->add_option("--customers", options->numbers, "command.labels.customers");
    verb->add_flag("--dry-run", options->dry_run, "command.labels.dry_run");
    verb->add_option("--confirm", options->confirm, "command.labels.confirm");
    if (give) verb->add_option("--expires", options->expires, "command.labels.expires");
    for (const auto& report : reports) {
        auto* list = verb->add_subcommand(report.name, report.caption_key());
        options->lists.emplace_back(list, lists::declare_question(*list, report));
    }
    verb->require_subcommand(0, 1);
    return verb;
}

Result<std::vector<std::int64_t>> by_number(Transaction& transaction, const std::vector<std::int64_t>& numbers) {
    std::vector<std::int64_t> ids;
    for (const auto number : numbers) {
        const auto id = customers::id_of_number(transaction, number);
        if (!id) return refuse_field("customer", "error.no_such_customer", {{"number", std::to_string(number)}});
        ids.push_back(*id);
    }
    return ids;
}

using Ids = std::vector<std::int64_t>;

/// Everybody in the list that was named; no value when none was. Before anything is written: a list that shows
/// sensitive values writes down itself that they were read.
Result<std::optional<Ids>> customers_of_list(House& house, const Actor& actor, const lists::Reports& reports,
                                             const Options& options) {
    for (std::size_t i = 0; i < options.lists.size(); ++i) {
        const auto& [words, question] = options.lists[i];
        if (!words->parsed()) continue;
        const auto asked = question();
        return house.database.read([&](Transaction& transaction) -> Result<std::optional<Ids>> {
            const auto made = TRY(lists::make_list(reports[i], house, transaction, actor, asked.type, asked.filter));
            return std::optional(TRY(customers_in(transaction, *made.list)));
        });
    }
    return std::optional<Ids>();
}

Result<Ids> customers_named(Transaction& transaction, const std::optional<Ids>& listed, const Options& options) {
    if (listed) return *listed;
    if (options.numbers.empty()) return refuse(RefusalKind::invalid, "error.label_nobody_named");
    return by_number(transaction, options.numbers);
}

Result<std::int64_t> label_named(House& house, Transaction& transaction, const Actor& actor, const Options& options) {
    for (const auto& [id, name] : all_labels(transaction))
        if (name == options.name) return id;
    if (!options.give || options.dry_run) return refuse_field("label", "error.no_such_label");
    audit::Change change(house, transaction, actor, "label_created", options.name);
    const auto id = find_or_create_label(transaction, change, options.name);
    change.seal();
    return id;
}

Result<Labelled> work_in(House& house, Transaction& transaction, const Actor& actor, const std::optional<Ids>& listed,
                         const Options& options) {
    LabelOrder order;
    order.customers = TRY(customers_named(transaction, listed, options));
    order.label = TRY(label_named(house, transaction, actor, options));
    order.give = options.give;
    order.preview = options.dry_run;
    order.confirmed = options.confirm;
    const Field expires{"expires_at", FieldKind::instant};
    if (const auto at = TRY(read_value(expires, options.expires, house.rules)); !is_empty(at))
        order.expires_at = std::get<std::string>(at);
    return label_customers(house, transaction, actor, order);
}

void say(const Labelled& done, const Options& options, const Terminal& terminal) {
    const auto key = std::string("labels.") + (options.dry_run ? "would_" : "") + (options.give ? "give" : "take");
    terminal.out << text(terminal.actor.language, key,
                         {{"name", options.name},
                          {"changed", std::to_string(done.changed)},
                          {"unchanged", std::to_string(done.unchanged)},
                          {"left_out", std::to_string(done.left_out)}})
                 << "\n";
    if (done.event)
        terminal.out << text(terminal.actor.language, "labels.undo", {{"event", std::to_string(done.event)}}) << "\n";
}

int run(House& house, const Terminal& terminal, const lists::Reports& reports, const Options& options) {
    const auto listed = customers_of_list(house, terminal.actor, reports, options);
    const auto work = [&](Transaction& transaction) -> Result<Labelled> {
        if (!listed) return listed.refusal();
        return work_in(house, transaction, terminal.actor, *listed, options);
    };
    const auto done = options.dry_run ? house.database.read(work) : house.database.write(work);
    if (!done) return settings::print_refusal(terminal.actor.language, done.refusal(), "customer_label", terminal.err);
    say(*done, options, terminal);
    return 0;
}

int list(House& house, const Terminal& terminal) {
    house.database.read([&](Transaction& transaction) {
        for (const auto& one :
             labels_with_counts(house, transaction, terminal.actor.may("customers.see_hidden")))
            terminal.out << one.name << "," << one.customers << "\n";
    });
    return 0;
}

}  // namespace

Work labels_command(CLI::App& app, const lists::Reports& reports) {
    const auto giving = std::make_shared<Options>(), taking = std::make_shared<Options>();
    auto* give = declare(app, "give", reports, giving, true);
    auto* take = declare(app, "take", reports, taking, false);
    app.require_subcommand(0, 1);
    app.footer("kartei labels give Stammgast customers --season 2026/27 --type sold");
    give->footer("kartei labels give Stammgast --customers 100007 100008");
    take->footer("kartei labels take Stammgast label-customers --label Stammgast");
    return [give, take, giving, taking, reports](House& house, const Terminal& terminal) {
        if (give->parsed()) return run(house, terminal, reports, *giving);
        return take->parsed() ? run(house, terminal, reports, *taking) : list(house, terminal);
    };
}

}  // namespace kartei::consents
