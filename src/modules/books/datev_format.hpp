// The DATEV format (header version 700): which fields a posting (category 21, version 13) and a debtor (category 16,
// version 5) have, in which order, how each is written: texts in quotes, amounts with a comma, Windows-1252, semicolons,
// CRLF, no control characters. Pure; must not know the house.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kartei::books {

struct DatevField {
    std::string_view name;  ///< heading, UTF-8
    bool is_text = false;   ///< in quotes, also when empty
    std::size_t most = 0;   ///< letters of a text; longer ones are cut. 0 = as it is
};
/// 125 fields of a posting, 254 of a debtor.
const std::vector<DatevField>& posting_fields();
const std::vector<DatevField>& debtor_fields();

/// A line that is filled field by field; what is left is empty.
class DatevLine {
public:
    explicit DatevLine(const std::vector<DatevField>& fields) : fields_(fields), values_(fields.size()) {}
    /// `number`: of the field, from 1, as DATEV's description counts.
    void put(std::size_t number, std::string value) { values_.at(number - 1) = std::move(value); }
    /// In UTF-8 with its end of line.
    std::string written() const;

private:
    const std::vector<DatevField>& fields_;
    std::vector<std::string> values_;
};

std::string headings(const std::vector<DatevField>& fields);

struct DatevHeader {
    int category = 21, version = 13;
    std::string_view category_name = "Buchungsstapel";
    std::string made_at;  ///< instant in the house's zone: YYYYMMDDHHMMSS and three digits
    std::string made_by, label;
    std::int64_t consultant = 0, client = 0, account_length = 4;
    std::string fiscal_year, from, to;  ///< YYYYMMDD; from and to only of postings
    std::string currency;
};
std::string header_line(const DatevHeader& header);

/// 1234567 -> "12345,67".
std::string datev_amount(std::int64_t minor_units, int digits);
/// "2026-03-01" -> "0103".
std::string datev_day(std::string_view day);
/// "2026-03-01" -> "20260301".
std::string compact_day(std::string_view day);
/// A document's number as field 11 and 12 take it: letters, digits and $ & % * + - /, at most 36.
std::string document_field(std::string_view number);

/// UTF-8 into the bytes of Windows-1252; a letter it has not becomes its plain one, else a question mark.
std::string to_windows_1252(std::string_view text);

}  // namespace kartei::books
