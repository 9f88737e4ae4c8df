#include "lists/print.hpp"

#include "lists/local_times.hpp"

namespace kartei::lists {
namespace {

/// Tables of more columns than this are printed across.
constexpr std::size_t most_columns_upright = 6;

/// One row's cells as HTML.
class PrintedCells final : public Cells {
public:
    PrintedCells(std::string& out, const House& house, Language language)
        : out_(out), digits_(house.rules.currency_digits), language_(language), times_(house.rules.time_zone) {}
    void write(const Column& column, const Row& row) {
        column_ = &column;
        column.write(row, *this);
    }
    void text(std::string_view text) override {
        cell(column_->values.empty() ? std::string(text) : words_of(*column_, text, language_));
    }
    void integer(std::int64_t number) override { cell(std::to_string(number), "number"); }
    void money(std::int64_t minor_units) override { cell(shown_money(minor_units, digits_, language_), "number"); }
    void date(std::string_view iso) override { cell(shown_times(iso, language_)); }
    void instant(std::string_view utc) override {
        cell(shown_times(times_.local(utc), language_));
    }
    void yes_no(bool yes) override { cell(yes ? kartei::text(language_, "report.yes") : ""); }

private:
    void cell(const std::string& content, std::string_view style = "") {
        out_ += "<td";
        if (!style.empty()) out_.append(" class=\"").append(style) += '"';
        out_ += '>';
        append_escaped(out_, content);
        out_ += "</td>";
    }

    std::string& out_;
    const int digits_;
    const Language language_;
    LocalTimes times_;
    const Column* column_ = nullptr;
};

void append_head(std::string& out, const std::vector<Column>& columns, Language language) {
    out += columns.size() > most_columns_upright ? "<section class=\"across\"><table><thead><tr>"
                                                 : "<section><table><thead><tr>";
    for (const auto& column : columns) {
        const bool is_number = column.kind == CellKind::integer || column.kind == CellKind::money;
        out += is_number ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">";
        append_escaped(out, caption_of(column, language));
        out += "</th>";
    }
    out += "</tr></thead><tbody>";
}

/// Rows and what they add up to, as far as single rows tell it.
void append_sums(std::string& out, const PrintOrder& order, std::int64_t rows,
                 const std::vector<std::int64_t>& values) {
    const auto language = order.options.language;
    std::string line = kartei::text(language, "report.rows", {{"count", std::to_string(rows)}});
    for (std::size_t i = 0; i < values.size(); ++i)
        if (const auto& sum = order.list.sums()[i]; sum.of)
            line += " · " + words_of(sum, values[i], order.house.rules.currency_digits, language);
    out += "<p class=\"sums\">";
    append_escaped(out, line);
    out += "</p>";
}

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
    for (char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
}

std::string page_beginning(const PrintOrder& order, const std::string& title) {
    const auto language = order.options.language;
    std::string out = "<!doctype html>\n<html lang=\"" + std::string(language_code(language)) +
                      "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>";
    append_escaped(out, title);
    out += "</title><link rel=\"stylesheet\" href=\"" + order.options.style_path + "\"></head><body><main><header><h1>";
    append_escaped(out, title);
    out += "</h1><p>";
    append_escaped(out, words_of(order.report, order.question, language));
    out += "</p><p>";
    LocalTimes times(order.house.rules.time_zone);
    append_escaped(out, kartei::text(language, "report.print_made",
                                     {{"at", shown_time(times.local(order.house.now()), language)},
                                      {"by", order.options.made_by}}));
    out += "</p></header>";
    return out;
}

std::string words_of(const Sum& sum, std::int64_t value, int digits, Language language) {
    if (sum.kind == CellKind::money)
        return text(language, sum.text_key, {{"amount", shown_money(value, digits, language)}});
    return text(language, sum.text_key, {{"count", std::to_string(value)}});
}

Refusal too_long_to_print() {
    return refuse(RefusalKind::too_large, "error.report_too_long_to_print",
                  {{"max", std::to_string(most_printed_rows)}});
}

Result<PrintedPage> print_table(const PrintOrder& order) {
    const auto language = order.options.language;
    const auto columns = TRY(choose_columns(order.list.columns(), order.options.columns));
    auto out = page_beginning(order, title_of(order.report, order.question, language));
    append_head(out, columns, language);
    PrintedCells cells(out, order.house, language);
    std::int64_t rows = 0;
    std::vector<std::int64_t> sums(order.list.sums().size());
    const auto more =
        read_page(order.transaction, order.list, {}, most_printed_rows, [&](const Row& row, const Place&) {
            out += "<tr>";
            for (const auto& column : columns) cells.write(column, row);
            out += "</tr>\n";
            for (std::size_t i = 0; i < sums.size(); ++i)
                if (const auto& sum = order.list.sums()[i]; sum.of) sums[i] += sum.of(row);
            return ++rows > 0;
        });
    if (more) return too_long_to_print();
    out += "</tbody></table>";
    append_sums(out, order, rows, sums);
    return PrintedPage{out.append("</section>").append(page_ending), rows};
}

Result<PrintedPage> print_list(const PrintOrder& order) {
    return order.report.print ? order.report.print(order) : print_table(order);
}

}  // namespace kartei::lists
