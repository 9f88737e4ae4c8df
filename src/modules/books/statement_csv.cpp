// Statements as CSV of any bank: columns by a mapping, else by the headings that banks use.
#include <algorithm>

#include "base/date.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "documents/table_apart.hpp"
#include "modules/books/statement.hpp"

namespace kartei::books {
namespace {

struct KnownHeading {
    std::string_view heading, field;  ///< folded
};
constexpr KnownHeading known_headings[] = {
    {"buchungstag", "booked_on"},       {"buchungsdatum", "booked_on"},  {"datum", "booked_on"},
    {"booking date", "booked_on"},      {"boekdatum", "booked_on"},      {"transactiedatum", "booked_on"},
    {"valuta", "value_on"},             {"valutadatum", "value_on"},     {"wertstellung", "value_on"},
    {"rentedatum", "value_on"},         {"betrag", "amount"},            {"umsatz", "amount"},
    {"amount", "amount"},               {"bedrag", "amount"},            {"transactiebedrag", "amount"},
    {"soll", "debit"},                  {"haben", "credit"},             {"af", "debit"},
    {"bij", "credit"},                  {"name zahlungsbeteiligter", "name"},
    {"beguenstigter/zahlungspflichtiger", "name"},                       {"auftraggeber/empfanger", "name"},
    {"name", "name"},                   {"naam", "name"},                {"naam tegenpartij", "name"},
    {"tegenpartij", "name"},            {"iban", "iban"},                {"iban zahlungsbeteiligter", "iban"},
    {"kontonummer/iban", "iban"},       {"tegenrekening", "iban"},       {"iban tegenpartij", "iban"},
    {"verwendungszweck", "text"},       {"omschrijving", "text"},        {"mededelingen", "text"},
    {"text", "text"},                   {"reference", "text"},           {"ende-zu-ende-referenz", "end_to_end"},
    {"end-to-end", "end_to_end"},       {"kundenreferenz (end-to-end)", "end_to_end"},
    {"wahrung", "currency"},            {"waehrung", "currency"},        {"valuta code", "currency"},
    {"currency", "currency"},           {"muntsoort", "currency"},       {"auftragskonto", "account"},
    {"iban auftragskonto", "account"},  {"rekening", "account"},         {"charges", "charges"},
    {"gebuhr", "charges"}};

std::string field_of(const std::string& heading, const CsvHeadings& headings) {
    if (const auto found = headings.find(heading); found != headings.end()) return found->second;
    const auto folded = fold(heading);
    for (const auto& known : known_headings)
        if (folded == fold(known.heading)) return std::string(known.field);
    return "";
}

struct Row {
    std::map<std::string, std::string> values;
    std::int64_t line = 0;
    const std::string& operator[](const std::string& field) { return values[field]; }
};

class Reading {
public:
    explicit Reading(int digits) : digits_(digits) {}

    void take(Row row) {
        BankEntry entry;
        entry.booked_on = day(row, "booked_on");
        entry.value_on = row["value_on"].empty() ? entry.booked_on : day(row, "value_on");
        entry.amount = row["amount"].empty() ? money(row, "credit") - std::abs(money(row, "debit")) : money(row, "amount");
        entry.charges = std::abs(money(row, "charges"));
        entry.name = row["name"], entry.iban = row["iban"], entry.text = row["text"];
        entry.end_to_end = row["end_to_end"];
        if (statement.account.empty()) statement.account = row["account"];
        if (statement.currency.empty()) statement.currency = row["currency"];
        statement.entries.push_back(std::move(entry));
    }

    BankStatement statement;
    std::vector<Issue> issues;

private:
    std::string day(Row& row, const std::string& field) {
        const auto read = read_date(row[field]);
        if (!read) issues.push_back({field, "error.statement_cell", {{"line", std::to_string(row.line)}, {"value", row[field]}}});
        return read ? write_date(*read) : "";
    }
    std::int64_t money(Row& row, const std::string& field) {
        if (row[field].empty()) return 0;
        const auto read = read_money(row[field], digits_);
        if (!read) issues.push_back({field, "error.statement_cell", {{"line", std::to_string(row.line)}, {"value", row[field]}}});
        return read ? *read : 0;
    }

    int digits_;
};

}  // namespace

Result<std::vector<BankStatement>> read_csv_statement(const std::string& path, const CsvHeadings& headings, int digits) {
    auto table = TRY(documents::open_table_apart(path));
    std::vector<std::string> fields;
    for (const auto& heading : table->header()) fields.push_back(field_of(heading, headings));
    const auto has = [&](const char* field) { return std::ranges::count(fields, field) > 0; };
    if (!has("booked_on") || (!has("amount") && !(has("debit") && has("credit"))))
        return refuse(RefusalKind::invalid, "error.statement_headings");
    Reading reading(digits);
    while (TRY(table->next())) {
        Row row;
        row.line = table->line();
        for (std::size_t i = 0; i < fields.size(); ++i)
            if (!fields[i].empty() && row.values[fields[i]].empty())
                row.values[fields[i]] = std::string(documents::trimmed(table->cells()[i]));
        reading.take(std::move(row));
        if (reading.issues.size() >= 20) break;
    }
    if (!reading.issues.empty()) return Refusal{RefusalKind::invalid, std::move(reading.issues)};
    return std::vector<BankStatement>{std::move(reading.statement)};
}

}  // namespace kartei::books
