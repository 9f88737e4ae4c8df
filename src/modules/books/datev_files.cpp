#include "modules/books/datev_files.hpp"

#include <fmt/format.h>

#include <set>

#include "base/text.hpp"
#include "modules/books/datev_format.hpp"
#include "modules/books/journal_export.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::books {
namespace {

using customers::Customer;
using sql::Transaction;

/// DATEV's own words are German, whatever the house speaks.
constexpr auto of_file = Language::de;

DatevHeader header_of(House& house, Transaction& transaction, const JournalExport& made) {
    const auto parameters = parameters::parameters_of(transaction);
    const auto at = local_time(*read_instant(made.made_at, "UTC"), house.rules.time_zone);
    DatevHeader header;
    header.made_at = compact_day(write_date(at.date)) + fmt::format("{:02}{:02}{:02}000", at.hour, at.minute, at.second);
    header.made_by = made.made_by;
    header.label = "Kartei " + std::to_string(made.id);
    header.consultant = parameters->integer("datev_consultant");
    header.client = parameters->integer("datev_client");
    header.account_length = parameters->integer("account_length");
    header.fiscal_year = compact_day(write_date(fiscal_year_of(transaction, *read_date(made.period_from))));
    header.from = compact_day(made.period_from), header.to = compact_day(made.period_to);
    header.currency = house.currency;
    return header;
}

std::string file_name(std::string_view what, const JournalExport& made) {
    return fmt::format("EXTF_{}_{}_{}_{}.csv", what, compact_day(made.period_from), compact_day(made.period_to), made.id);
}

/// Accounts of the chart are shorter than those of debtors; DATEV wants them without leading zeros lost.
std::string posting_line(const House& house, const JournalLine& line) {
    DatevLine row(posting_fields());
    row.put(1, datev_amount(line.amount, house.rules.currency_digits));
    row.put(2, "S");
    row.put(3, house.currency);
    row.put(7, line.debit), row.put(8, line.credit);
    row.put(9, line.tax_key);
    row.put(10, datev_day(line.day));
    row.put(11, document_field(line.document)), row.put(12, document_field(line.reference));
    row.put(14, words_of(line, of_file));
    return row.written();
}

/// "Hauptstraße 12a".
std::string street_of(const Customer& customer) {
    auto street = customer.street;
    for (const auto* part : {&customer.house_number, &customer.house_number_suffix})
        if (!part->empty()) street += (part == &customer.house_number ? " " : "") + *part;
    return street;
}

std::string debtor_line(const Customer& customer) {
    DatevLine row(debtor_fields());
    const bool is_person = customer.kind == "private" || customer.kind == "prospect";
    row.put(1, std::to_string(*customer.debtor_number));
    if (is_person) row.put(4, customer.name), row.put(5, customer.first_name), row.put(14, customer.name_prefix);
    else row.put(2, customer.name);
    row.put(7, is_person ? "1" : "2");
    row.put(8, customer.matchcode);
    if (customer.vat_id.size() > 2) row.put(9, customer.vat_id.substr(0, 2)), row.put(10, customer.vat_id.substr(2));
    row.put(12, customer.title);
    const bool box = customer.street.empty() && !customer.po_box.empty();
    row.put(15, box ? "PF" : "STR");
    row.put(16, street_of(customer));
    if (box) row.put(17, customer.po_box);
    row.put(18, box ? customer.po_box_postcode : customer.postcode);
    row.put(19, box ? customer.po_box_town : customer.town);
    row.put(20, customer.country);
    row.put(22, customer.address_addition);
    row.put(29, customer.phone_private.empty() ? customer.phone_mobile : customer.phone_private);
    row.put(33, customer.email);
    row.put(37, customer.fax);
    row.put(97, customer.letter_salutation);
    row.put(99, customer.number ? std::to_string(*customer.number) : "");
    return row.written();
}

std::set<std::string> accounts_of(Transaction& transaction, const JournalExport& made) {
    std::set<std::string> accounts;
    for (const auto& line : exported_lines(transaction, made.id)) accounts.insert({line.debit, line.credit});
    return accounts;
}

}  // namespace

std::string words_of(const JournalLine& line, Language language) {
    const auto what = text(language, "posting_account.posting." + line.posting);
    if (line.reference.empty()) return what;
    const bool of_order = line.cause.starts_with("order:");
    return what + ", " + text(language, of_order ? "journal.of_order" : "journal.of_booking", {{"number", line.reference}});
}

DatevFile postings_file(House& house, Transaction& transaction, const JournalExport& made) {
    DatevFile file{file_name("Buchungsstapel", made), {}};
    auto content = header_line(header_of(house, transaction, made)) + headings(posting_fields());
    for (const auto& line : exported_lines(transaction, made.id)) {
        content += posting_line(house, line);
        ++file.rows;
    }
    file.bytes = to_windows_1252(content);
    return file;
}

DatevFile debtors_file(House& house, Transaction& transaction, const Actor& actor, const JournalExport& made) {
    DatevFile file{file_name("Debitoren", made), {}};
    auto header = header_of(house, transaction, made);
    header.category = 16, header.version = 5, header.category_name = "Debitoren/Kreditoren";
    auto content = header_line(header) + headings(debtor_fields());
    std::vector<std::int64_t> ids;
    for (const auto& account : accounts_of(transaction, made)) {
        auto rows = transaction.query("SELECT id FROM customer WHERE debtor_number = :account", std::stoll(account));
        if (account.size() > static_cast<std::size_t>(header.account_length) && rows.next()) ids.push_back(rows.integer(0));
    }
    for (const auto& customer : customers::find_customers(transaction, ids)) {
        if (!customers::may_see(actor, customer)) {
            ++file.hidden;
            continue;
        }
        content += debtor_line(customer);
        ++file.rows;
    }
    file.bytes = to_windows_1252(content);
    return file;
}

}  // namespace kartei::books
