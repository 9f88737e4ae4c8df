#include "modules/renewals/renew_command.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <ostream>

#include "modules/events/catalogue.hpp"
#include "modules/events/event_store.hpp"
#include "modules/orders/subscription_terms.hpp"
#include "modules/renewals/renewal_actions.hpp"
#include "modules/renewals/right_makers.hpp"
#include "settings/command_line.hpp"

namespace kartei::renewals {
namespace {

using sql::Transaction;

struct Words {
    std::string from, to, name, reserve, expires, subscription;
    std::vector<std::string> dates;
    bool make_rights = false, solve = false, preview = false;
};

/// "Gold@2026/27", or "Gold" where only one season has it.
Result<std::int64_t> subscription_named(Transaction& transaction, const std::string& typed, const std::string& field) {
    std::vector<std::int64_t> found;
    for (const auto& [id, one] : events::subscriptions(transaction))
        if (one.kind == "fixed" && (typed == one.name + "@" + one.season || typed == one.name)) found.push_back(id);
    if (found.empty()) return refuse_field(field, "error.unknown_in_filter", {{"value", typed}});
    if (found.size() > 1) return refuse_field(field, "error.which_season", {{"value", typed}});
    return found.front();
}

Result<Done> make(House& house, const Terminal& terminal, const Words& words) {
    std::vector<std::int64_t> subscriptions;
    if (!words.from.empty())
        subscriptions.push_back(TRY(house.database.read(
            [&](Transaction& transaction) { return subscription_named(transaction, words.from, "from"); })));
    const auto made = TRY(make_rights(house, terminal.actor, subscriptions, nullptr));
    const auto number = [](std::int64_t count) { return std::to_string(count); };
    terminal.out << text(terminal.actor.language, "renewals.rights_made",
                         {{"made", number(made.made)}, {"there", number(made.there)}, {"all", number(made.all)},
                          {"most", number(made.most)}, {"tie", number(made.tie)}})
                 << "\n";
    if (made.event)
        terminal.out << text(terminal.actor.language, "renewals.undo", {{"event", number(made.event)}}) << "\n";
    return Done{};
}

/// The subscription by its name, made where nobody knows it, with the named event dates, or all of its season.
Result<Done> give_dates(House& house, const Terminal& terminal, const Words& words) {
    const auto middle = std::min(words.subscription.rfind('@'), words.subscription.size());
    const auto name = words.subscription.substr(0, middle),
               season = words.subscription.substr(std::min(middle + 1, words.subscription.size()));
    const auto count = TRY(house.database.write([&](Transaction& transaction) -> Result<std::size_t> {
        orders::SubscriptionTerms terms;
        for (const auto& [id, one] : events::subscriptions(transaction))
            if (one.name == name && one.season == season) terms.subscription_id = id;
        if (terms.subscription_id == 0)
            terms.subscription_id =
                TRY(orders::create_subscription(house, transaction, terminal.actor, name, season)).first;
        auto wanted = orders::find_terms(transaction, terms.subscription_id);
        wanted.events.clear();
        for (const auto& code : words.dates) {
            const auto event = events::id_of_code(transaction, code);
            if (!event) return refuse_field("dates", "error.unknown_in_filter", {{"value", code}});
            wanted.events.push_back(*event);
        }
        if (words.dates.empty())
            for (const auto& [id, event] : events::all_events(transaction))
                if (event.season == season) wanted.events.push_back(id);
        TRY(orders::put_terms(house, transaction, terminal.actor, wanted));
        return wanted.events.size();
    }));
    terminal.out << text(terminal.actor.language, "renewals.dates",
                         {{"name", words.subscription}, {"count", std::to_string(count)}})
                 << "\n";
    return Done{};
}

/// The renewal of this pair: the one of the name, the newest that has the pair, or a new one.
Result<Renewal> renewal_of(House& house, Transaction& transaction, const Actor& actor, const Words& words) {
    const auto from = TRY(subscription_named(transaction, words.from, "from"));
    const auto to = TRY(subscription_named(transaction, words.to, "to"));
    const auto pair = std::to_string(from) + ">" + std::to_string(to);
    for (auto& renewal : all_renewals(transaction))
        if (std::find(renewal.pairs.begin(), renewal.pairs.end(), pair) != renewal.pairs.end() &&
            (words.name.empty() || renewal.name == words.name))
            return std::move(renewal);
    const auto name = words.name.empty() ? words.from + " > " + words.to : words.name;
    const auto begun = TRY(begin_renewal(house, transaction, actor, name, {{from, to}}));
    return *find_renewal(transaction, begun.id);
}

std::string csv(const std::string& text) {
    if (text.find_first_of(",\"\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
    return quoted + "\"";
}

std::string joined(const std::vector<std::string>& list) {
    std::string text;
    for (const auto& one : list) text += (text.empty() ? "" : ";") + one;
    return text;
}

/// One line a right: what the solution gives it and why.
void print_solution(const RenewalPlan& plan, const Terminal& terminal) {
    terminal.out << "customer,name,old_seat,new_seat,state,conflicts,why\n";
    for (const auto& line : plan.lines) {
        if (!is_shown(line, terminal.actor)) continue;
        std::string seat;
        if (line.entry.order_id) seat = written(line.entry.section, line.entry.row, line.entry.seat);
        else if (line.solved.seat >= 0) {
            const auto& to = plan.season.seats()[static_cast<std::size_t>(line.solved.seat)];
            seat = written(to.section, to.row, to.seat);
        }
        terminal.out << line.customer_number << "," << csv(line.customer_name) << ","
                     << csv(written(line.right.section, line.right.row, line.right.seat)) << "," << csv(seat) << ","
                     << line.state << "," << joined(line.conflicts) << ","
                     << csv(text(terminal.actor.language, line.why, line.why_parameters)) << "\n";
    }
}

void print_counts(const Counts& counts, std::ostream& out, Language language) {
    const auto number = [](std::int64_t count) { return std::to_string(count); };
    out << text(language, "renewals.counts",
                {{"all", number(counts.all)}, {"open", number(counts.open)}, {"reserved", number(counts.reserved)},
                 {"renewed", number(counts.renewed)}, {"conflicts", number(counts.conflicts)},
                 {"ready", number(counts.ready)}})
        << "\n";
}

Result<Done> reserve_all(House& house, const Terminal& terminal, const Renewal& renewal, const Words& words) {
    ReserveOrder order;
    order.renewal = renewal.id;
    if (!words.expires.empty()) {
        const auto instant = read_instant(words.expires, house.rules.time_zone);
        if (!instant) return refuse_field("expires_at", instant.refusal().issues.front().key);
        order.expires_at = write_instant(*instant);
    }
    const auto done = TRY(reserve(house, terminal.actor, order, nullptr));
    const auto number = [](std::int64_t count) { return std::to_string(count); };
    terminal.out << text(terminal.actor.language, "renewals.reserved",
                         {{"rights", number(done.rights)}, {"orders", number(done.orders)},
                          {"tickets", number(done.tickets)}})
                 << "\n";
    if (done.event)
        terminal.out << text(terminal.actor.language, "renewals.undo", {{"event", number(done.event)}}) << "\n";
    return Done{};
}

Result<Done> work(House& house, const Terminal& terminal, const Words& words) {
    if (!words.subscription.empty()) return give_dates(house, terminal, words);
    if (words.make_rights) return make(house, terminal, words);
    if (words.from.empty()) return refuse_field("from", "error.required");
    if (words.to.empty()) return refuse_field("to", "error.required");
    const auto renewal = TRY(house.database.write([&](Transaction& transaction) {
        return renewal_of(house, transaction, terminal.actor, words);
    }));
    const bool reserves = !words.reserve.empty() && !words.preview;
    if (reserves) TRY(reserve_all(house, terminal, renewal, words));
    const auto plan = TRY(house.database.read([&](Transaction& transaction) {
        return plan_renewal(house, transaction, terminal.actor, renewal);
    }));
    if (words.solve || words.preview) print_solution(plan, terminal);
    print_counts(counts_of(plan, terminal.actor), words.solve || words.preview ? terminal.err : terminal.out,
                 terminal.actor.language);
    return Done{};
}

}  // namespace

Work renew_command(CLI::App& app) {
    const auto words = std::make_shared<Words>();
    app.add_option("FROM", words->from);
    app.add_option("TO", words->to);
    app.add_flag("--make-rights", words->make_rights);
    app.add_option("--subscription", words->subscription);
    app.add_option("--dates", words->dates);
    app.add_option("--name", words->name);
    app.add_flag("--solve", words->solve);
    app.add_flag("--preview", words->preview);
    app.add_option("--reserve", words->reserve)->check(CLI::IsMember({"all"}));
    app.add_option("--expires", words->expires);
    app.footer(
        "kartei renew --make-rights\nkartei renew --subscription \"Abo Donnerstag@2026/27\" --dates S26-01 S26-02\nkartei renew \"Abo Donnerstag@2025/26\" \"Abo Donnerstag@2026/27\" --preview\n"
        "kartei renew \"Abo Donnerstag@2025/26\" \"Abo Donnerstag@2026/27\" --reserve all");
    return [words](House& house, const Terminal& terminal) {
        const auto done = work(house, terminal, *words);
        return done ? 0 : settings::print_refusal(terminal.actor.language, done.refusal(), "renewal", terminal.err);
    };
}

}  // namespace kartei::renewals
