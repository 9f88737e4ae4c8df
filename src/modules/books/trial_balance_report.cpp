// What the accounts of the journal add up to.
#include <charconv>

#include "modules/books/journal_export.hpp"
#include "modules/books/journal_report.hpp"
#include "modules/parameters/module_switch.hpp"

namespace kartei::books {
namespace {

using lists::CellKind;
using lists::Cells;
using sql::Transaction;
using enum FieldKind;

struct Account : lists::Row {
    std::string account, name;
    std::int64_t debit = 0, credit = 0;
};

lists::Column of_text(std::string name, int priority, std::string Account::*member) {
    auto key = "journal." + name;
    return {std::move(name), std::move(key), "", CellKind::text, priority, false,
            lists::cell<Account>([member](const Account& row, Cells& cells) { cells.text(row.*member); })};
}

const std::vector<lists::Column>& columns() {
    static const std::vector<lists::Column> all{
        of_text("account", 1, &Account::account),
        of_text("account_name", 2, &Account::name),
        {"debit_sum", "journal.debit_sum", "", CellKind::money, 3, false,
         lists::cell<Account>([](const Account& row, Cells& cells) { cells.money(row.debit); })},
        {"credit_sum", "journal.credit_sum", "", CellKind::money, 3, false,
         lists::cell<Account>([](const Account& row, Cells& cells) { cells.money(row.credit); })},
        {"balance", "journal.balance", "", CellKind::money, 1, false,
         lists::cell<Account>([](const Account& row, Cells& cells) { cells.money(row.debit - row.credit); })}};
    return all;
}

const std::vector<lists::Sum>& balance_sums() {
    static const std::vector<lists::Sum> sums{
        {"debit", "journal.sum.debit", CellKind::money,
         [](const lists::Row& row) { return static_cast<const Account&>(row).debit; }},
        {"credit", "journal.sum.credit", CellKind::money,
         [](const lists::Row& row) { return static_cast<const Account&>(row).credit; }}};
    return sums;
}

class TrialBalance final : public lists::List {
public:
    TrialBalance(House& house, std::string from, std::string to)
        : house_(house), from_(std::move(from)), to_(std::move(to)) {}
    const std::vector<lists::Column>& columns() const override { return books::columns(); }
    const std::vector<lists::Sum>& sums() const override { return balance_sums(); }

    void read(Transaction& transaction, const lists::Place& after, std::int64_t,
              const lists::TakeRow& take) const override {
        const PostingAccounts accounts(transaction);
        std::map<std::string, Account> all;
        for (const auto& line : whole_journal(house_, transaction)) {
            if (line.day < from_ || (!to_.empty() && line.day > to_)) continue;
            all[line.debit].debit += line.amount;
            all[line.credit].credit += line.amount;
        }
        for (auto& [account, row] : all) {
            if (!after.empty() && account <= after) continue;
            row.account = account, row.name = accounts.name_of(account);
            if (!take(row, account)) return;
        }
    }

private:
    House& house_;
    std::string from_, to_;
};

}  // namespace

lists::Report trial_balance_report() {
    static const std::vector<lists::Filter> filters{{{"from", date}, "from", "journal.from"},
                                                    {{"to", date}, "to", "journal.to"}};
    lists::Report report{"trial-balance", "books.read", "journal", filters};
    report.make = [](House& house, Transaction&, const Actor&, const lists::Question& question,
                     const std::optional<std::string>&) -> Result<std::shared_ptr<const lists::List>> {
        const auto from = question.text("from"), to = question.text("to");
        if (!from.empty() && !to.empty() && to < from) return refuse_field("to", "error.ends_before_it_begins");
        return std::shared_ptr<const lists::List>(std::make_shared<TrialBalance>(house, from, to));
    };
    report.columns = columns();
    report.example = "--from 2026-01-01 --to 2026-12-31";
    return parameters::only_with_module("books", "error.no_books_here", std::move(report));
}

}  // namespace kartei::books
