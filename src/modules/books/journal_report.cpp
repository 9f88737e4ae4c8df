#include "modules/books/journal_report.hpp"

#include <array>
#include <charconv>

#include "modules/books/datev_files.hpp"
#include "modules/books/journal_export.hpp"
#include "modules/customers/customer_list.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/parameters/module_switch.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/parameters/posting_account_record.hpp"

namespace kartei::books {
namespace {

using lists::CellKind;
using lists::Cells;
using sql::Transaction;
using enum FieldKind;

constexpr std::array<std::string_view, 3> states{"all", "open", "exported"};

struct Line : JournalLine {
    std::string debit_name, credit_name, name;
    std::optional<std::int64_t> customer;
};

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"from", date}, "from", "journal.from"},
        {{"to", date}, "to", "journal.to"},
        {{"account", text, 9}, "account", "journal.account"},
        {{"state", choice, 0, Privacy::open, plain, states}, "state", "journal.state"}};
    return all;
}

template <class Write>
lists::Column column(std::string name, CellKind kind, int priority, int width, Write write) {
    auto key = "journal." + name;
    return {std::move(name), std::move(key), "", kind, priority, false, lists::cell<Line>(write), {}, width};
}

lists::Column texts(std::string name, int priority, int width, std::string JournalLine::*member) {
    return column(std::move(name), CellKind::text, priority, width,
                  [member](const Line& line, Cells& cells) { cells.text(line.*member); });
}

lists::Column money_of(std::string name, int priority, std::int64_t JournalLine::*member) {
    return column(std::move(name), CellKind::money, priority, 0,
                  [member](const Line& line, Cells& cells) { cells.money(line.*member); });
}

const std::vector<lists::Column>& columns() {
    static const auto all = [] {
        std::vector<lists::Column> list{
            column("day", CellKind::date, 1, 0, [](const Line& line, Cells& cells) { cells.date(line.day); }),
            texts("document", 5, 120, &JournalLine::document),
            texts("reference", 6, 100, &JournalLine::reference),
            texts("posting", 2, 160, &JournalLine::posting),
            texts("debit", 3, 0, &JournalLine::debit),
            column("debit_name", CellKind::text, 8, 140,
                   [](const Line& line, Cells& cells) { cells.text(line.debit_name); }),
            texts("credit", 3, 0, &JournalLine::credit),
            column("credit_name", CellKind::text, 8, 140,
                   [](const Line& line, Cells& cells) { cells.text(line.credit_name); }),
            money_of("amount", 1, &JournalLine::amount),
            texts("tax", 9, 0, &JournalLine::tax),
            column("rate", CellKind::money, 10, 0,
                   [](const Line& line, Cells& cells) { line.rate != 0 ? cells.money(line.rate) : cells.text(""); }),
            money_of("tax_amount", 9, &JournalLine::tax_amount),
            texts("tax_key", 12, 0, &JournalLine::tax_key),
            column("customer", CellKind::integer, 7, 0, [](const Line& line, Cells& cells) {
                line.customer ? cells.integer(*line.customer) : cells.text("");
            }),
            column("name", CellKind::text, 6, 160, [](const Line& line, Cells& cells) { cells.text(line.name); }),
            column("export", CellKind::integer, 11, 0, [](const Line& line, Cells& cells) {
                line.export_id != 0 ? cells.integer(line.export_id) : cells.text("");
            }),
            texts("cause", 13, 200, &JournalLine::cause)};
        list[3].values = parameters::posting_words(), list[3].values_key = "posting_account.posting";
        list[9].values = {"any",      "margin",  "margin_exempt", "intermediated",
                          "standard", "reduced", "zero",          "outside"};
        list[9].values_key = "posting_account.tax";
        return list;
    }();
    return all;
}

const std::vector<lists::Sum>& journal_sums() {
    static const std::vector<lists::Sum> sums{
        {"amount", "journal.sum.amount", CellKind::money,
         [](const lists::Row& row) { return static_cast<const Line&>(row).amount; }},
        {"tax_amount", "journal.sum.tax_amount", CellKind::money,
         [](const lists::Row& row) { return static_cast<const Line&>(row).tax_amount; }}};
    return sums;
}

const std::vector<lists::RowKey>& journal_keys() {
    static const std::vector<lists::RowKey> keys{
        {"_customer", [](const lists::Row& row) { return static_cast<const Line&>(row).customer_id; }}};
    return keys;
}

/// Names of customers, each looked up once; nobody's for whom the actor may not see.
class Names {
public:
    Names(Transaction& transaction, bool with_hidden) : transaction_(transaction), with_hidden_(with_hidden) {}
    void fill(Line& line) {
        if (line.customer_id == 0) return;
        const auto& [number, name] = of(line.customer_id);
        line.customer = number, line.name = name;
        if (!number) line.customer_id = 0;
    }

private:
    using Known = std::pair<std::optional<std::int64_t>, std::string>;
    const Known& of(std::int64_t id) {
        if (const auto found = known_.find(id); found != known_.end()) return found->second;
        auto rows = transaction_.query(
            "SELECT number, name_prefix, name, first_name FROM customer WHERE id = :id AND hidden_in_search <= :hidden", id,
            with_hidden_);
        if (!rows.next()) return known_[id] = {};
        return known_[id] = {rows.optional_integer(0),
                             customers::name_in_lists(rows.string(1), rows.string(2), rows.string(3))};
    }

    Transaction& transaction_;
    bool with_hidden_;
    std::map<std::int64_t, Known> known_;
};

struct Asked {
    std::string from, to, account, state;
    bool with_hidden = false;

    bool wants(const JournalLine& line) const {
        return line.day >= from && (to.empty() || line.day <= to) &&
               (account.empty() || line.debit == account || line.credit == account) &&
               (state != "open" || line.export_id == 0) && (state != "exported" || line.export_id != 0);
    }
};

Result<Asked> asked_of(const Actor& actor, const lists::Question& question) {
    Asked asked{question.text("from"), question.text("to"), question.text("account"), question.text("state"),
                actor.may("customers.see_hidden")};
    if (!asked.from.empty() && !asked.to.empty() && asked.to < asked.from)
        return refuse_field("to", "error.ends_before_it_begins");
    return asked;
}

/// A row's place is how many rows it closes.
class JournalList final : public lists::List {
public:
    JournalList(House& house, Asked asked) : house_(house), asked_(std::move(asked)) {}
    const std::vector<lists::Column>& columns() const override { return books::columns(); }
    const std::vector<lists::Sum>& sums() const override { return journal_sums(); }
    const std::vector<lists::RowKey>& keys() const override { return journal_keys(); }

    void read(Transaction& transaction, const lists::Place& after, std::int64_t,
              const lists::TakeRow& take) const override {
        std::size_t skip = 0, at = 0;
        std::from_chars(after.data(), after.data() + after.size(), skip);
        const PostingAccounts accounts(transaction);
        Names names(transaction, asked_.with_hidden);
        for (auto& line : whole_journal(house_, transaction)) {
            if (!asked_.wants(line) || ++at <= skip) continue;
            Line shown{std::move(line), {}, {}, {}, {}};
            shown.debit_name = accounts.name_of(shown.debit), shown.credit_name = accounts.name_of(shown.credit);
            names.fill(shown);
            if (!take(shown, std::to_string(at))) return;
        }
    }

private:
    House& house_;
    Asked asked_;
};

}  // namespace

lists::Report journal_report() {
    lists::Report report{"journal", "books.read", "journal", filters()};
    report.make = [](House& house, Transaction&, const Actor& actor, const lists::Question& question,
                     const std::optional<std::string>&) -> Result<std::shared_ptr<const lists::List>> {
        return std::shared_ptr<const lists::List>(
            std::make_shared<JournalList>(house, TRY(asked_of(actor, question))));
    };
    report.columns = columns();
    report.example = "--from 2026-10-01 --to 2026-10-31";
    return parameters::only_with_module("books", "error.no_books_here", std::move(report));
}

}  // namespace kartei::books
