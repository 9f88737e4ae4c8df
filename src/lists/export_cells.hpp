// Cells of a list as CSV and JSON text and in a workbook.
#pragma once

#include "documents/csv_writer.hpp"
#include "documents/table_writer.hpp"
#include "lists/column.hpp"
#include "lists/local_times.hpp"
#include "web/json_writer.hpp"

namespace kartei::lists {

class CsvCells final : public Cells {
public:
    CsvCells(std::string& out, const documents::CsvStyle& style, int digits)
        : out_(out), style_(style), digits_(digits) {}
    void text(std::string_view text) override { documents::append_text(out_, text, style_); }
    void integer(std::int64_t number) override { documents::append_integer(out_, number); }
    void money(std::int64_t minor_units) override { documents::append_money(out_, minor_units, digits_, style_); }
    void date(std::string_view iso) override { out_ += iso; }
    void instant(std::string_view utc) override { out_ += utc; }
    void yes_no(bool yes) override { out_ += yes ? '1' : '0'; }

private:
    std::string& out_;
    const documents::CsvStyle& style_;
    int digits_;
};

/// Cells of a file with headings in a language, which people read: choices and yes or no in words. Where `times` is
/// given instants become text on the house's clock; a workbook knows dates itself.
class InWords final : public Cells {
public:
    InWords(Cells& under, Language language, LocalTimes* times) : under_(under), language_(language), times_(times) {}
    void of(const Column& column) { column_ = &column; }
    void text(std::string_view text) override {
        const bool as_it_is = column_->values.empty() && column_->kind != CellKind::month;
        under_.text(as_it_is ? std::string(text) : words_of(*column_, text, language_));
    }
    void integer(std::int64_t number) override { under_.integer(number); }
    void money(std::int64_t minor_units) override { under_.money(minor_units); }
    void date(std::string_view iso) override { under_.date(iso); }
    void instant(std::string_view utc) override {
        times_ ? under_.text(shown_times(times_->local(utc), language_)) : under_.instant(utc);
    }
    void yes_no(bool yes) override {
        times_ ? under_.text(kartei::text(language_, yes ? "report.yes" : "report.no")) : under_.yes_no(yes);
    }

private:
    Cells& under_;
    const Language language_;
    LocalTimes* times_;
    const Column* column_ = nullptr;
};

/// Members of one object; name() comes before each cell. Empty cells are null.
class JsonCells final : public Cells {
public:
    JsonCells(std::string& out, int digits) : json_(out), digits_(digits) {}
    web::JsonWriter& json() { return json_; }
    void text(std::string_view text) override { text.empty() ? json_.null() : json_.text(text); }
    void integer(std::int64_t number) override { json_.integer(number); }
    void money(std::int64_t minor_units) override {
        digits_text_.clear();
        documents::append_money(digits_text_, minor_units, digits_);
        json_.text(digits_text_);
    }
    void date(std::string_view iso) override { text(iso); }
    void instant(std::string_view utc) override { text(utc); }
    void yes_no(bool yes) override { json_.boolean(yes); }

private:
    web::JsonWriter json_;
    int digits_;
    std::string digits_text_;
};

/// Spreadsheets know no zone: instants are shown in the house's.
class TableCells final : public Cells {
public:
    TableCells(documents::TableWriter& table, int digits, LocalTimes& times)
        : table_(table), digits_(digits), times_(times) {}
    void text(std::string_view text) override { text.empty() ? table_.empty() : table_.text(text); }
    void integer(std::int64_t number) override { table_.integer(number); }
    void money(std::int64_t minor_units) override { table_.money(minor_units, digits_); }
    void date(std::string_view iso) override { iso.empty() ? table_.empty() : table_.date(iso); }
    void instant(std::string_view utc) override { utc.empty() ? table_.empty() : table_.date_time(times_.local(utc)); }
    void yes_no(bool yes) override { table_.yes_no(yes); }

private:
    documents::TableWriter& table_;
    int digits_;
    LocalTimes& times_;
};

}  // namespace kartei::lists
