#include "modules/books/statement.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/money.hpp"
#include "modules/books/statement_form.hpp"

namespace kartei::books {
namespace {

constexpr std::uintmax_t largest_file = 64 << 20;

/// One statement follows the other: of each account the next one opens with what the one before closed with.
Result<Done> check_chain(const std::vector<BankStatement>& statements) {
    std::map<std::string, std::int64_t> closed;
    for (const auto& one : statements) {
        if (!one.is_balanced())
            return refuse(RefusalKind::invalid, "error.statement_unbalanced", {{"number", one.number}});
        const auto before = closed.find(one.account);
        if (before != closed.end() && one.opening && *one.opening != before->second)
            return refuse(RefusalKind::invalid, "error.statement_chain", {{"number", one.number}});
        if (one.closing) closed[one.account] = *one.closing;
    }
    return Done{};
}

}  // namespace

bool BankStatement::is_balanced() const {
    if (!opening || !closing) return true;
    std::int64_t sum = *opening;
    for (const auto& entry : entries) sum += entry.amount;
    return sum == *closing;
}

std::optional<std::int64_t> bank_amount(std::string_view written, int digits) {
    std::string plain(written);
    std::ranges::replace(plain, ',', '.');
    if (plain.ends_with('.')) plain.pop_back();
    // Trailing zeros beyond the currency's digits mean nothing: "12.500" of a currency with two is 12.50.
    if (const auto point = plain.find('.'); point != std::string::npos)
        while (plain.size() > point + 1 + static_cast<std::size_t>(digits) && plain.back() == '0') plain.pop_back();
    if (plain.empty() || plain.front() == '-') return std::nullopt;
    const auto amount = read_money(plain, digits, '.');
    return amount ? std::optional(*amount) : std::nullopt;
}

Result<std::vector<BankStatement>> read_statements(const std::string& path, const CsvHeadings& headings, int digits) {
    std::error_code problem;
    const auto size = std::filesystem::file_size(path, problem);
    if (problem) return refuse(RefusalKind::not_found, "error.no_such_file", {{"file", path}});
    if (size > largest_file) return refuse(RefusalKind::too_large, "error.xml_too_large");
    std::ifstream file(path, std::ios::binary);
    std::string beginning(1024, '\0');
    file.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
    beginning.resize(static_cast<std::size_t>(file.gcount()));
    auto statements = has_statement_form(beginning) ? TRY(read_statement_form(path, digits))
                                                    : TRY(read_csv_statement(path, headings, digits));
    TRY(check_chain(statements));
    return statements;
}

}  // namespace kartei::books
