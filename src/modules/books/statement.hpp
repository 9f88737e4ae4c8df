// What a bank says: statements of an account with their entries, whichever form the file has (camt.053 and 054, MT940,
// CSV). Money is whole minor units of the account's currency, above zero for what came in. Readers change nothing and
// know no house; statement_actions.hpp says what is done with it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace kartei::books {

struct BankEntry {
    std::string booked_on, value_on;  ///< YYYY-MM-DD
    std::int64_t amount = 0;          ///< as it was booked: what came in after the bank's charges
    std::int64_t charges = 0;         ///< taken off by a bank on the way: amount + charges is what was sent
    std::string name, iban;           ///< of the other side
    std::string text;                 ///< remittance information
    std::string end_to_end, mandate, bank_reference;
    std::string reason;               ///< why a debit came back: "AC04", "MS03" …
    bool returned = false;            ///< a payment that came back
    std::int64_t batch = 0;           ///< of how many payments it is the sum, where the file tells no more; else 0
};

struct BankStatement {
    std::string account, number, currency;  ///< IBAN or account; number of the statement
    std::optional<std::int64_t> opening, closing;
    std::string opened_on, closed_on;
    std::vector<BankEntry> entries;

    /// Do the entries lead from the opening to the closing balance? True where the file tells no balances.
    bool is_balanced() const;
};

/// For CSV: heading of the file -> field (booked_on, value_on, amount, debit, credit, name, iban, text, end_to_end,
/// currency, charges, account).
using CsvHeadings = std::map<std::string, std::string>;

/// By what the first bytes say. `digits`: of the currency. Refusals: what is no statement (error.no_statement), a field
/// that cannot be read with its place, balances that do not follow from each other (error.statement_unbalanced).
Result<std::vector<BankStatement>> read_statements(const std::string& path, const CsvHeadings& headings, int digits);
Result<std::vector<BankStatement>> read_camt(std::string_view bytes, int digits);
Result<std::vector<BankStatement>> read_mt940(std::string_view bytes, int digits);
Result<std::vector<BankStatement>> read_csv_statement(const std::string& path, const CsvHeadings& headings, int digits);

/// "1234.5" or "1234,5" of a bank, which writes no thousands.
std::optional<std::int64_t> bank_amount(std::string_view written, int digits);

}  // namespace kartei::books
