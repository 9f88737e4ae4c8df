#include "modules/mailing/sending_files.hpp"

#include <algorithm>
#include <array>

#include "documents/csv_writer.hpp"
#include "documents/output_file.hpp"
#include "documents/xlsx_writer.hpp"
#include "modules/customers/letter_salutation.hpp"
#include "modules/customers/vcard.hpp"
#include "modules/mailing/address_exports.hpp"
#include "modules/mailing/label_sheet.hpp"
#include "modules/mailing/letter_words.hpp"
#include "modules/mailing/mailing_api.hpp"
#include "modules/mailing/template_letters.hpp"

namespace kartei::mailing {
namespace {

using customers::Customer;
using sql::Transaction;

Result<Done> write_bytes(const std::string& path, const std::string& bytes) {
    auto file = TRY(documents::OutputFile::create(path));
    TRY(file->write(bytes));
    return file->commit();
}

Sender in_form(Sender sender, const std::string& form) {
    sender.form_a = form == "a";
    return sender;
}

Refusal nobody() { return refuse(RefusalKind::conflict, "error.nobody_takes_part"); }

class Letters final : public SendingFile {
public:
    Letters(House& house, Sender sender, const SendingOrder& order, std::unique_ptr<documents::OutputFile> file)
        : house_(house),
          order_(order),
          file_(std::move(file)),
          book_(order.form.empty() ? std::move(sender) : in_form(std::move(sender), order.form), *file_) {}
    Result<Done> add(Transaction& transaction, const Issued& to) override {
        if (written_++ == most_letters_in_a_sending)
            return refuse(RefusalKind::too_large, "error.too_many_letters",
                          {{"max", std::to_string(most_letters_in_a_sending)}});
        return book_.add(TRY(letter_to(house_, transaction, order_, to)));
    }
    Result<Done> finish() override {
        if (book_.is_empty()) return nobody();
        TRY(book_.finish());
        return file_->commit();
    }

private:
    House& house_;
    const SendingOrder& order_;
    std::unique_ptr<documents::OutputFile> file_;
    LetterBook book_;
    std::size_t written_ = 0;
};

class Labels final : public SendingFile {
public:
    Labels(Sender sender, const SendingOrder& order, std::string path)
        : sender_(std::move(sender)), order_(order), path_(std::move(path)) {}
    Result<Done> add(Transaction&, const Issued& to) override {
        recipients_.push_back(to);
        return Done{};
    }
    Result<Done> finish() override {
        if (recipients_.empty()) return nobody();
        const auto* sheet = find_label_sheet(order_.label_sheet);
        return write_bytes(path_, labels_pdf(recipients_, sender_, *sheet, order_.first_label));
    }

private:
    Sender sender_;
    const SendingOrder& order_;
    std::string path_;
    std::vector<Issued> recipients_;
};

class Cards final : public SendingFile {
public:
    Cards(const SendingOrder& order, std::string path) : three_(order.card == "3.0"), path_(std::move(path)) {}
    Result<Done> add(Transaction&, const Issued& to) override {
        const auto& customer = to.customer();
        cards_ += vcard_of(customer, three_ ? customers::CardVersion::three : customers::CardVersion::four,
                           "kartei-customer-" + std::to_string(*customer.number));
        return Done{};
    }
    Result<Done> finish() override { return cards_.empty() ? Result<Done>(nobody()) : write_bytes(path_, cards_); }

private:
    bool three_;
    std::string path_, cards_;
};

std::string month_first(const std::string& date) {
    return date.size() == 10 ? date.substr(5, 2) + "/" + date.substr(8, 2) + "/" + date.substr(0, 4) : "";
}

/// The names of Outlook's contact import (decisions.md 10).
constexpr std::array outlook_columns{
    "Title",          "First Name",  "Last Name",  "Company",      "Job Title",   "Business Street", "Business City",
    "Business Postal Code", "Business Country/Region", "Home Street", "Home City", "Home Postal Code",
    "Home Country/Region", "Business Fax", "Business Phone", "Home Phone", "Mobile Phone", "Birthday",
    "E-mail Address", "E-mail Display Name", "Web Page"};

std::vector<std::string> outlook_row(const Issued& to) {
    const auto& one = to.customer();
    const bool is_company = one.kind == "company" || one.kind == "agency";
    auto street = one.street;
    for (const auto* part : {&one.house_number, &one.house_number_suffix})
        if (!part->empty()) street += (street.empty() ? "" : " ") + *part;
    const std::array<std::string, 4> address{street, one.town, one.postcode, one.country}, none{};
    const auto& business = is_company ? address : none;
    const auto& home = is_company ? none : address;
    const auto last_name = (one.name_prefix.empty() ? "" : one.name_prefix + " ") + one.name;
    return {one.title, one.first_name, is_company ? "" : last_name, is_company ? one.name : one.employer, one.position,
            business[0], business[1], business[2], business[3], home[0], home[1], home[2], home[3], one.fax,
            one.phone_business, one.phone_private, one.phone_mobile, month_first(one.birth_date), to.address(),
            full_name(one), one.website};
}

template <class Names>
std::vector<documents::Column> headed(const Names& names) {
    std::vector<documents::Column> columns;
    for (const auto* name : names) columns.push_back({name});
    return columns;
}

/// A table, row by row.
class Table final : public SendingFile {
public:
    using Row = std::function<std::vector<std::string>(const Issued&)>;
    Table(std::unique_ptr<documents::OutputFile> sink, std::unique_ptr<documents::TableWriter> writer, Row row)
        : sink_(std::move(sink)), writer_(std::move(writer)), row_(std::move(row)) {}

    Result<Done> add(Transaction&, const Issued& to) override {
        for (const auto& cell : row_(to)) cell.empty() ? writer_->empty() : writer_->text(cell);
        ++rows_;
        return writer_->end_row();
    }
    Result<Done> finish() override {
        if (rows_ == 0) return nobody();
        TRY(writer_->finish({}));
        return sink_ ? sink_->commit() : Result<Done>(Done{});
    }

private:
    std::unique_ptr<documents::OutputFile> sink_;
    std::unique_ptr<documents::TableWriter> writer_;
    Row row_;
    std::int64_t rows_ = 0;
};

Result<std::unique_ptr<SendingFile>> table_of(const std::string& path, const std::string& format,
                                              std::vector<documents::Column> columns, documents::CsvStyle style,
                                              Table::Row row) {
    if (format == "xlsx") {
        std::unique_ptr<documents::TableWriter> writer = TRY(documents::XlsxWriter::create(path, std::move(columns)));
        return std::unique_ptr<SendingFile>(std::make_unique<Table>(nullptr, std::move(writer), std::move(row)));
    }
    auto sink = TRY(documents::OutputFile::create(path));
    auto writer = std::make_unique<documents::CsvWriter>(*sink, columns, style);
    return std::unique_ptr<SendingFile>(std::make_unique<Table>(std::move(sink), std::move(writer), std::move(row)));
}

Result<std::unique_ptr<SendingFile>> addresses(const House& house, const SendingOrder& order, const std::string& path,
                                               Language language) {
    std::vector<documents::Column> columns;
    std::vector<Field> fields;
    for (const auto& column : address_columns(order.gate.channel)) {
        columns.push_back({text(language, column.caption)});
        fields.push_back(column.field);
    }
    const auto row = [channel = order.gate.channel, country = house.country, fields](const Issued& to) {
        std::vector<std::string> cells;
        const auto values = address_row(to.customer(), channel, country);
        for (std::size_t i = 0; i < values.size(); ++i)
            cells.push_back(is_empty(values[i]) ? "" : write_value(fields[i], values[i]));
        return cells;
    };
    return table_of(path, order.format, std::move(columns), documents::csv_standard, row);
}

}  // namespace

std::string sending_file_name(const House& house, const SendingOrder& order, Language language,
                              const std::string& ending) {
    auto name = text(language, "sending.output." + std::string(name_of(order.output))) + " " + order.name + " " +
                house.today();
    for (auto& one : name)
        if (std::string_view("/\\:*?\"<>|").find(one) != std::string_view::npos) one = ' ';
    if (!ending.empty()) return name + ending;
    switch (order.output) {
        case Output::letters:
        case Output::labels: return name + ".pdf";
        case Output::vcard: return name + ".vcf";
        case Output::outlook: return name + ".csv";
        default: return name + "." + order.format;
    }
}

Result<std::unique_ptr<SendingFile>> make_sending_file(House& house, Transaction& transaction,
                                                       const SendingOrder& order, const std::string& path,
                                                       Language language, StillWanted still_wanted) {
    if (!order.letter_file.empty())
        return template_letters(house, transaction, order, path, std::move(still_wanted));
    auto sender = sender_of(house, transaction);
    switch (order.output) {
        case Output::letters:
            return std::unique_ptr<SendingFile>(std::make_unique<Letters>(
                house, std::move(sender), order, TRY(documents::OutputFile::create(path))));
        case Output::labels:
            return std::unique_ptr<SendingFile>(std::make_unique<Labels>(std::move(sender), order, path));
        case Output::vcard: return std::unique_ptr<SendingFile>(std::make_unique<Cards>(order, path));
        case Output::outlook:
            return table_of(path, "csv", headed(outlook_columns), {.separator = ',', .excel = true}, outlook_row);
        default: return addresses(house, order, path, language);
    }
}

Result<Addressed> letter_to(House& house, Transaction& transaction, const SendingOrder& order, const Issued& to) {
    const auto language = customers::language_of_letters(to.customer(), house.country);
    auto words = TRY(filled(order.words, placeholders_of(house, transaction, to.customer(), nullptr, language)));
    return Addressed{to, std::move(words), language};
}

}  // namespace kartei::mailing
