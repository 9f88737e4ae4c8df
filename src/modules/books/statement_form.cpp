#include "modules/books/statement_form.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/date.hpp"
#include "documents/byte_source.hpp"
#include "documents/refused_text.hpp"
#include "documents/table_form.hpp"

namespace kartei::books {
namespace {

using documents::TableReader;

constexpr const char* form_name = "bank-statement";
constexpr std::uint64_t largest_file = 64 << 20;
constexpr std::size_t longest_text = 64 << 10, most_entries = 1'000'000, most_issues = 20;

/// A statement has a row of its own, and behind it one for each entry.
constexpr std::array columns{"row",     "account",   "number",  "currency", "opening",    "closing", "opened_on",
                             "closed_on", "booked_on", "value_on", "amount",   "charges",    "name",    "iban",
                             "text",    "end_to_end", "mandate", "bank_reference", "reason", "returned", "batch"};
using Cells = std::array<std::string, columns.size()>;

std::string written(const std::optional<std::int64_t>& number) { return number ? std::to_string(*number) : ""; }

Cells cells_of(const BankStatement& one) {
    return {"statement", one.account, one.number, one.currency, written(one.opening), written(one.closing),
            one.opened_on, one.closed_on};
}

Cells cells_of(const BankEntry& one) {
    return {"entry", "", "", "", "", "", "", "", one.booked_on, one.value_on, std::to_string(one.amount),
            std::to_string(one.charges), one.name, one.iban, one.text, one.end_to_end, one.mandate, one.bank_reference,
            one.reason, one.returned ? "1" : "", std::to_string(one.batch)};
}

/// The rows of what was read whole.
class StatementRows final : public TableReader {
public:
    explicit StatementRows(std::vector<BankStatement> statements) : statements_(std::move(statements)) {
        header_.assign(columns.begin(), columns.end());
    }
    Result<bool> next() override {
        if (statement_ == statements_.size()) return false;
        const auto& statement = statements_[statement_];
        cells_ = entry_ == 0 ? cells_of(statement) : cells_of(statement.entries[entry_ - 1]);
        if (entry_++ == statement.entries.size()) ++statement_, entry_ = 0;
        if (std::ranges::any_of(cells_, [](const std::string& cell) { return cell.size() > longest_text; }))
            return refuse(RefusalKind::too_large, "error.xml_too_large");
        std::ranges::copy(cells_, views_.begin());
        row_ = views_;
        ++line_;
        return true;
    }
    bool may_continue() const override { return false; }
    std::uint64_t bytes_read() const override { return 0; }
    std::uint64_t bytes_total() const override { return 0; }

private:
    std::vector<BankStatement> statements_;
    std::size_t statement_ = 0, entry_ = 0;
    Cells cells_;
    std::array<std::string_view, columns.size()> views_;
};

Result<std::string> all_bytes(documents::Descriptor file) {
    const auto source = documents::descriptor_source(std::move(file));
    std::string bytes;
    std::array<char, 64 << 10> some;
    while (const auto got = source->read(some.data(), some.size())) {
        if (bytes.size() + got > largest_file) return refuse(RefusalKind::too_large, "error.xml_too_large");
        bytes.append(some.data(), got);
    }
    return bytes;
}

std::string_view without_mark(std::string_view bytes) {
    const auto first = bytes.find_first_not_of(" \t\r\n\xef\xbb\xbf");
    return first == std::string_view::npos ? std::string_view() : bytes.substr(first);
}

Result<std::unique_ptr<TableReader>> open_form(documents::Descriptor file, const documents::FormWanted& wanted) {
    const auto bytes = TRY(all_bytes(std::move(file)));
    const auto digits = static_cast<int>(wanted.digits);
    auto read = without_mark(bytes).starts_with('<') ? read_camt(bytes, digits)
                                                     : read_mt940(documents::readable_text(bytes), digits);
    if (!read) {
        auto refusal = read.refusal();
        if (refusal.issues.size() > most_issues) refusal.issues.resize(most_issues);
        return refusal;
    }
    std::size_t entries = 0;
    for (const auto& one : *read) entries += 1 + one.entries.size();
    if (entries > most_entries) return refuse(RefusalKind::too_large, "error.xml_too_large");
    return std::unique_ptr<TableReader>(std::make_unique<StatementRows>(std::move(*read)));
}

/// Rows of the other process are believed as little as the file.
class Received {
public:
    explicit Received(std::span<const std::string_view> cells) : cells_(cells) {}

    std::string_view operator[](std::string_view column) const {
        const auto at = static_cast<std::size_t>(std::ranges::find(columns, column) - columns.begin());
        return at < cells_.size() ? cells_[at] : std::string_view();
    }
    std::string text(std::string_view column) const { return std::string((*this)[column]); }
    std::string day(std::string_view column) {
        auto day = text(column);
        if (!day.empty() && !read_date(day)) is_sound = false;
        return day;
    }
    std::optional<std::int64_t> number(std::string_view column) {
        const auto digits = (*this)[column];
        if (digits.empty()) return std::nullopt;
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (error != std::errc() || end != digits.data() + digits.size()) is_sound = false;
        return number;
    }
    BankStatement statement() {
        BankStatement one;
        one.account = text("account"), one.number = text("number"), one.currency = text("currency");
        one.opening = number("opening"), one.closing = number("closing");
        one.opened_on = day("opened_on"), one.closed_on = day("closed_on");
        return one;
    }
    BankEntry entry() {
        BankEntry one;
        one.booked_on = day("booked_on"), one.value_on = day("value_on");
        one.amount = number("amount").value_or(0), one.charges = number("charges").value_or(0);
        one.name = text("name"), one.iban = text("iban"), one.text = text("text");
        one.end_to_end = text("end_to_end"), one.mandate = text("mandate");
        one.bank_reference = text("bank_reference"), one.reason = text("reason");
        one.returned = !(*this)["returned"].empty(), one.batch = number("batch").value_or(0);
        return one;
    }

    bool is_sound = true;

private:
    std::span<const std::string_view> cells_;
};

}  // namespace

documents::NamedForm statement_form() { return {std::string(form_name), open_form}; }

bool has_statement_form(std::string_view bytes) {
    const auto beginning = without_mark(bytes).substr(0, 512);
    return beginning.starts_with('<') || beginning.starts_with(":20:") || beginning.starts_with("{1:") ||
           beginning.find("\n:20:") != std::string_view::npos || beginning.find("\n:61:") != std::string_view::npos;
}

Result<std::vector<BankStatement>> read_statement_form(const std::string& path, int digits) {
    const auto table = TRY(documents::open_form_apart(path, {form_name, digits}));
    std::vector<BankStatement> statements;
    while (TRY(table->next())) {
        Received received(table->cells());
        const auto row = received["row"];
        if (row == "statement") statements.push_back(received.statement());
        else if (row == "entry" && !statements.empty()) statements.back().entries.push_back(received.entry());
        else received.is_sound = false;
        if (!received.is_sound) return refuse(RefusalKind::invalid, "error.no_statement");
    }
    return statements;
}

}  // namespace kartei::books
