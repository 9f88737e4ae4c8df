#include "modules/cancellations/cancel_command.hpp"

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "base/money.hpp"
#include "modules/cancellations/cancellation.hpp"
#include "modules/events/event_store.hpp"
#include "settings/command_line.hpp"

namespace kartei::cancellations {
namespace {

using sql::Transaction;

struct Words {
    std::string code, refund, target;
    bool credit = false, cancel = false, preview = false, also_anonymous = false,
         keep_fees = false;
};

struct Quiet final : jobs::Progress {
    std::string result_file(std::string_view) override { return ""; }
    void changed(bool) override {}
};

Result<std::int64_t> event_named(Transaction& transaction, const std::string& code, const std::string& field) {
    const auto event = events::id_of_code(transaction, code);
    if (!event) return refuse_field(field, "error.unknown_in_filter", {{"value", code}});
    return *event;
}

Result<Asked> asked_in(Transaction& transaction, const Words& words) {
    Asked asked;
    asked.event = TRY(event_named(transaction, words.code, "event"));
    if (!words.refund.empty() + !words.target.empty() + words.credit != 1)
        return refuse_field("decision", "error.one_decision");
    asked.decision = words.credit ? "credit" : words.refund.empty() ? "move" : "refund";
    if (words.refund != "original") asked.kind = words.refund;
    if (!words.target.empty()) asked.target = TRY(event_named(transaction, words.target, "target"));
    asked.cancel = words.cancel;
    asked.also_anonymous = words.also_anonymous;
    asked.keep_fees = words.keep_fees;
    return asked;
}

std::string csv(const std::string& text) {
    if (text.find_first_of(",\"\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
    return quoted + "\"";
}

void print_plan(const House& house, const Plan& plan, const Terminal& terminal) {
    terminal.out << "order,name,tickets,amount,outcome,reason\n";
    for (const auto& line : plan.lines)
        terminal.out << csv(line.number) << "," << csv(line.customer_name) << "," << line.tickets << ","
                     << write_money(line.amount, house.rules.currency_digits) << "," << line.outcome << ","
                     << (line.reason.empty()
                             ? ""
                             : csv(text(terminal.actor.language, "cancellation.reason." + line.reason)))
                     << "\n";
}

Result<Done> work(House& house, const Terminal& terminal, const Words& words) {
    const auto asked = TRY(house.database.read([&](Transaction& transaction) { return asked_in(transaction, words); }));
    if (words.preview) {
        print_plan(house, TRY(house.database.read([&](Transaction& transaction) {
            return plan_cancellation(house, transaction, terminal.actor, asked);
        })), terminal);
        return Done{};
    }
    Quiet progress;
    const auto done = TRY(cancel_date(house, terminal.actor, asked, progress));
    const auto number = [&](const char* name) { return std::to_string(done.at(name).get<std::int64_t>()); };
    terminal.out << text(terminal.actor.language, "cancellation.done",
                         {{"orders", number("orders")}, {"tickets", number("tickets")}, {"left", number("left")},
                          {"refunded", done.at("refunded").get<std::string>()},
                          {"credited", done.at("credited").get<std::string>()}})
                 << "\n"
                 << text(terminal.actor.language, "renewals.undo", {{"event", number("change_event")}}) << "\n";
    return Done{};
}

}  // namespace

Work cancel_date_command(CLI::App& app) {
    const auto words = std::make_shared<Words>();
    app.add_option("EVENT", words->code)->required();
    app.add_option("--refund", words->refund)
        ->check(CLI::IsMember({"original", "cash", "card", "transfer", "voucher", "invoice"}));
    app.add_option("--move", words->target);
    app.add_flag("--credit", words->credit);
    app.add_flag("--cancel", words->cancel);
    app.add_flag("--also-anonymous", words->also_anonymous);
    app.add_flag("--keep-fees", words->keep_fees);
    app.add_flag("--preview", words->preview);
    app.footer(
        "kartei cancel-event-date S26-03 --refund original --cancel --preview\n"
        "kartei cancel-event-date S26-03 --move S26-04 --cancel");
    return [words](House& house, const Terminal& terminal) {
        const auto done = work(house, terminal, *words);
        return done ? 0 : settings::print_refusal(terminal.actor.language, done.refusal(), "cancellation", terminal.err);
    };
}

}  // namespace kartei::cancellations
