#include "program/check_command.hpp"

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <ostream>

#include "audit/change.hpp"
#include "audit/damage.hpp"
#include "audit/undo_run.hpp"
#include "modules/bonus/bonus_store.hpp"
#include "modules/bookings/booking_store.hpp"
#include "modules/bookings/paper_numbers.hpp"
#include "modules/books/journal_export.hpp"
#include "modules/books/statement_persons.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/history/history_store.hpp"
#include "modules/imports/import_run.hpp"
#include "modules/orders/order_line.hpp"
#include "modules/orders/order_receipts.hpp"
#include "modules/orders/sales_ledger.hpp"
#include "modules/orders/seat_claims.hpp"
#include "modules/payments/payments.hpp"
#include "modules/profile/row_store.hpp"
#include "modules/till/till_store.hpp"
#include "settings/command_line.hpp"

namespace kartei::program {
namespace {

using audit::Findings;
using sql::Transaction;

Findings counted(std::int64_t count, const char* what) {
    return count == 0 ? Findings{} : Findings{std::to_string(count) + " " + what};
}

Findings ledger(Transaction& transaction) {
    const auto ledger = orders::check_ledger(transaction);
    return ledger.is_right() ? Findings{} : Findings{ledger.in_words()};
}

Findings chain(Transaction& transaction, const std::vector<audit::Anchor>& anchors) {
    Findings findings;
    if (auto broken = audit::verify_audit(transaction); !broken.empty()) findings.push_back(std::move(broken));
    for (const auto& anchor : anchors)
        if (!audit::holds(transaction, anchor))
            findings.push_back("the chain does not go through link " + std::to_string(anchor.sequence) +
                               " as it was noted outside: it was rewritten, or this is an older copy of the house");
    return findings;
}

/// Long changes that are not at their end: at work in a server, or cut off.
Findings unfinished(const House& house, Transaction& transaction) {
    Findings findings;
    for (const auto& run : audit::undo_runs(transaction))
        if (!audit::is_at_work(house, run))
            findings.push_back("the undo of change " + std::to_string(run.undone) + " was cut off after " +
                               std::to_string(run.done) + " of " + std::to_string(run.records) +
                               " records; it goes on when the server starts");
    if (const auto run = imports::running_import(transaction); run && !imports::is_at_work(house, *run))
        findings.push_back("import " + std::to_string(run->id) +
                           " was cut off; it is taken back when the server starts or the next import begins");
    return findings;
}

Findings direct_edits(House& house, Transaction& transaction, std::string& said) {
    std::int64_t compared = 0;
    auto findings = audit::check_direct_edits(house, transaction, compared);
    said = std::to_string(compared) + " changed records compared";
    return findings;
}

using Look = std::function<Findings(Transaction&, std::string& said)>;

struct Check {
    const char* name;
    Look look;
};

/// What is derived is made anew and compared; then what stands for itself.
std::vector<Check> all_checks(House& house, const std::vector<audit::Anchor>& anchors) {
    return {
        {"database", [](Transaction& t, std::string& said) { return audit::check_database(t, said); }},
        {"keys of persons", [&](Transaction& t, std::string&) { return audit::check_person_keys(house, t); }},
        {"counters", [](Transaction& t, std::string&) { return audit::check_counters(t); }},
        {"long changes", [&](Transaction& t, std::string&) { return unfinished(house, t); }},
        {"customer lines and search terms",
         [](Transaction& t, std::string&) { return counted(customers::check_lines(t), "differ"); }},
        {"order lines", [](Transaction& t, std::string&) { return counted(orders::check_order_lines(t), "differ"); }},
        {"claims on seats", [](Transaction& t, std::string&) { return counted(orders::check_claims(t), "differ"); }},
        {"sales ledger", [](Transaction& t, std::string&) { return ledger(t); }},
        {"consents beside the lines",
         [](Transaction& t, std::string&) { return counted(consents::check_consents(t), "differ"); }},
        {"lists of customers",
         [&](Transaction& t, std::string&) { return counted(profile::check_rows(house, t), "are wrong"); }},
        {"bookings",
         [&](Transaction& t, std::string&) { return counted(bookings::check_bookings(house, t), "are wrong"); }},
        {"booking history",
         [](Transaction& t, std::string&) { return counted(history::check_history(t), "have no customer"); }},
        {"bonus points",
         [&](Transaction& t, std::string&) { return counted(bonus::check_bonus(house, t), "are wrong"); }},
        {"numbers of papers",
         [](Transaction& t, std::string&) { return counted(bookings::check_paper_numbers(t), "ranges have gaps"); }},
        {"receipts of orders",
         [](Transaction& t, std::string&) { return counted(orders::check_receipts(t), "are wrong"); }},
        {"direct debits", [](Transaction& t, std::string&) { return counted(payments::check_debits(t), "are wrong"); }},
        {"tills", [](Transaction& t, std::string&) { return counted(till::check_tills(t), "are wrong"); }},
        {"journal", [&](Transaction& t, std::string&) { return books::check_journal(house, t); }},
        {"words of bank statements", [](Transaction& t, std::string&) { return books::check_statement_words(t); }},
        {"audit", [&](Transaction& t, std::string&) { return chain(t, anchors); }},
        {"guards of the audit", [](Transaction& t, std::string&) { return audit::check_guards(t); }},
        {"direct edits", [&](Transaction& t, std::string& said) { return direct_edits(house, t, said); }},
    };
}

/// In a transaction of its own, so that what is too damaged to be read takes no other check with it.
CheckLine looked_at(House& house, const Check& check) {
    CheckLine line{check.name, {}, ""};
    try {
        line.findings =
            house.database.read([&](Transaction& transaction) { return check.look(transaction, line.said); });
    } catch (const std::exception& error) {
        line.findings = {std::string("cannot be looked at: ") + error.what()};
    }
    return line;
}

void print(std::ostream& out, const CheckLine& line) {
    out << line.name << ": " << (line.findings.empty() ? "as they should be" : line.findings.front())
        << (line.said.empty() ? "" : " (" + line.said + ")") << "\n";
    for (std::size_t i = 1; i < line.findings.size(); ++i) out << "    " << line.findings[i] << "\n";
}

}  // namespace

std::vector<CheckLine> check_house(House& house, const std::vector<audit::Anchor>& anchors) {
    std::vector<CheckLine> lines;
    for (const auto& check : all_checks(house, anchors)) lines.push_back(looked_at(house, check));
    return lines;
}

int check(House& house, const Terminal& terminal, const std::vector<audit::Anchor>& anchors) {
    bool is_right = true;
    for (const auto& line : check_house(house, anchors)) {
        print(terminal.out, line);
        is_right = is_right && line.findings.empty();
    }
    const auto anchor = house.database.read([](Transaction& t) { return audit::newest_anchor(t); });
    if (anchor) terminal.out << "anchor, to be kept elsewhere: " << anchor->text() << "\n";
    return is_right ? done : refused;
}

Work check_command(CLI::App& app) {
    const auto file = std::make_shared<std::string>();
    app.add_option("--anchor", *file);
    app.footer("kartei check\nkartei check --anchor kartei.log");
    return [file](House& house, const Terminal& terminal) -> int {
        if (file->empty()) return check(house, terminal);
        const auto anchors = audit::read_anchors(path_from(terminal, *file));
        if (!anchors)
            return settings::print_refusal(terminal.actor.language, anchors.refusal(), "customer", terminal.err);
        return check(house, terminal, *anchors);
    };
}

}  // namespace kartei::program
