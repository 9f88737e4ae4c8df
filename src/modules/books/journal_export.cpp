#include "modules/books/journal_export.hpp"

#include <algorithm>
#include <set>

#include "audit/hold.hpp"
#include "audit/no_way_back.hpp"
#include "base/money.hpp"
#include "modules/books/journal_sources.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::books {
namespace {

using sql::Transaction;

/// Which account a posting lacks; each is named once.
void check_accounts(const Journal& lines, std::vector<Issue>& issues) {
    std::set<std::pair<std::string, std::string>> missing;
    for (const auto& line : lines)
        if (line.debit.empty() || line.credit.empty()) missing.emplace(line.posting, line.tax);
    for (const auto& [posting, tax] : missing)
        issues.push_back({"", "error.posting_account_missing", {{"posting", posting}, {"tax", tax}}});
}

/// Debtors have accounts one digit longer than those of the chart.
void check_lengths(const Journal& lines, std::int64_t length, std::vector<Issue>& issues) {
    std::set<std::string> wrong;
    const auto most = static_cast<std::size_t>(length);
    for (const auto& line : lines)
        for (const auto* account : {&line.debit, &line.credit})
            if (account->size() > most + 1 || (account->size() == most + 1 && account->front() == '0')) wrong.insert(*account);
    for (const auto& account : wrong) {
        issues.push_back({"", "error.account_too_long", {{"account", account}, {"digits", std::to_string(length)}}});
        if (issues.size() >= 20) return;
    }
}

std::vector<Issue> issues_of(const parameters::ParameterValues& parameters, const Journal& lines) {
    std::vector<Issue> issues;
    for (const auto* name : {"datev_consultant", "datev_client"})
        if (parameters.integer(name) == 0) issues.push_back({"", "error.datev_number_missing", {{"parameter", name}}});
    check_accounts(lines, issues);
    check_lengths(lines, parameters.integer("account_length"), issues);
    return issues;
}

/// What customers owe for bookings as the journal says: papers less payments.
std::int64_t posted_to_debtors(const Journal& derived) {
    std::int64_t posted = 0;
    for (const auto& line : derived) {
        if (!line.cause.starts_with("booking:") || line.posting == "margin_tax") continue;
        const bool is_payment = line.cause.find(":payment:") != std::string::npos;
        posted += is_payment == line.turned ? line.amount : -line.amount;
    }
    return posted;
}

}  // namespace

Date fiscal_year_of(Transaction& transaction, Date day) {
    const auto month = std::chrono::month(
        static_cast<unsigned>(parameters::parameters_of(transaction)->integer("fiscal_year_month")));
    const auto year = day.month() < month ? day.year() - std::chrono::years(1) : day.year();
    return Date(year, month, std::chrono::day(1));
}

Result<Period> period_of(Transaction& transaction, const std::string& from, const std::string& to) {
    std::vector<Issue> issues;
    for (const auto& [name, written] : {std::pair{"from", &from}, {"to", &to}})
        if (written->empty()) issues.push_back({name, "error.required", {}});
        else if (const auto day = read_date(*written); !day) issues.push_back({name, day.refusal().issues.front().key, {}});
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    const auto first = *read_date(from), last = *read_date(to);
    if (last < first) return refuse_field("to", "error.ends_before_it_begins");
    if (fiscal_year_of(transaction, first) != fiscal_year_of(transaction, last))
        return refuse_field("to", "error.over_a_fiscal_year");
    return Period{write_date(first), write_date(last)};
}

Result<ExportPlan> plan_export(House& house, Transaction& transaction, const std::string& from, const std::string& to) {
    ExportPlan plan{TRY(period_of(transaction, from, to)), {}, {}};
    plan.lines = still_to_export(derived_journal(house, transaction), exported_lines(transaction, 0), house.today());
    std::erase_if(plan.lines, [&](const JournalLine& line) {
        return line.day < plan.period.from || line.day > plan.period.to;
    });
    if (static_cast<std::int64_t>(plan.lines.size()) > most_lines)
        return refuse_field("to", "error.too_many_postings", {{"most", std::to_string(most_lines)}});
    auto issues = issues_of(*parameters::parameters_of(transaction), plan.lines);
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    plan.overlapping = exports_within(transaction, plan.period.from, plan.period.to);
    return plan;
}

Result<JournalExport> export_journal(House& house, Transaction& transaction, const Actor& actor,
                                     const std::string& from, const std::string& to) {
    hold_house(transaction);  // no posting comes or goes between looking and writing
    const auto plan = TRY(plan_export(house, transaction, from, to));
    if (plan.lines.empty()) return refuse(RefusalKind::conflict, "error.nothing_to_export");
    audit::Change change(house, transaction, actor, "journal_exported", plan.period.from + " – " + plan.period.to);
    JournalExport made{.period_from = plan.period.from, .period_to = plan.period.to, .made_at = house.now(),
                       .made_by = actor.name};
    for (const auto& line : plan.lines) ++made.lines, made.amount += line.amount;
    insert_export(transaction, change, made, plan.lines);
    change.seal();
    return made;
}

Journal whole_journal(House& house, Transaction& transaction) {
    const auto derived = derived_journal(house, transaction);
    auto journal = exported_lines(transaction, 0);
    // Who it is about is told by the posting as it stands now.
    std::map<std::string_view, std::int64_t> customers;
    for (const auto& line : derived) customers.emplace(line.cause, line.customer_id);
    for (auto& line : journal)
        if (const auto found = customers.find(line.cause); found != customers.end()) line.customer_id = found->second;
    auto open = still_to_export(derived, journal, house.today());
    journal.insert(journal.end(), open.begin(), open.end());
    std::ranges::stable_sort(journal, {}, [](const JournalLine& line) {
        return std::tie(line.day, line.reference, line.cause, line.posting, line.tax, line.export_id);
    });
    return journal;
}

std::vector<std::string> check_journal(House& house, Transaction& transaction) {
    std::vector<std::string> findings;
    const auto journal = whole_journal(house, transaction);
    std::map<std::string, std::int64_t> days;
    for (const auto& [key, balance] : balances_of(journal)) days[key.first] += balance;
    for (const auto& [day, balance] : days)
        if (balance != 0) findings.push_back("on " + day + " debit and credit differ by " + write_money(balance));
    const auto posted = posted_to_debtors(derived_journal(house, transaction));
    if (const auto owed = owed_by_bookings(transaction); posted != owed)
        findings.push_back("papers and payments of bookings come to " + write_money(owed) + ", their postings to " +
                           write_money(posted));
    if (const auto wrong = wrong_exports(transaction); wrong != 0)
        findings.push_back(std::to_string(wrong) + " exports or exported postings are not as they went out");
    return findings;
}

audit::Reversible reversible_export() {
    return {"journal_export", audit::no_change_back("journal_export"), audit::no_creation_back("journal_export"),
            audit::gone_for_good("journal_export")};
}

}  // namespace kartei::books
