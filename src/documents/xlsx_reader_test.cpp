#include "documents/xlsx_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <fstream>

#include "documents/made_workbook_test.hpp"

namespace kartei::documents {
namespace {

using testing::ElementsAre;
using Row = std::vector<std::string>;

struct Table {
    Row header;
    std::vector<Row> rows;
    std::vector<std::int64_t> lines;
    std::vector<Issue> issues;
};

Table read(const std::filesystem::path& path, const TableWanted& wanted = {}) {
    Table table;
    auto reader = open_table(path, wanted);
    if (!reader) {
        table.issues = reader.refusal().issues;
        return table;
    }
    table.header = (*reader)->header();
    for (;;) {
        auto next = (*reader)->next();
        if (next && !*next) break;
        if (next)
            table.rows.emplace_back((*reader)->cells().begin(), (*reader)->cells().end()),
                table.lines.push_back((*reader)->line());
        else table.issues.push_back(next.refusal().issues.at(0));
        if (!next && !(*reader)->may_continue()) break;
    }
    return table;
}

/// One sheet with these rows of markup.
Table read_rows(const std::string& rows, const MadeWorkbook& workbook = {}) {
    const MadeFile file(workbook.with_rows(rows));
    return read(file.path());
}

TEST(XlsxReader, ReadsAWorkbookThatAnotherLibraryWrote) {
    const MadeFile file("");
    lxw_workbook* book = workbook_new(file.path().c_str());
    lxw_worksheet* sheet = workbook_add_worksheet(book, "Gäste");
    workbook_add_worksheet(book, "other");
    lxw_format* date = workbook_add_format(book);
    format_set_num_format(date, "dd.mm.yyyy");
    lxw_format* postcode = workbook_add_format(book);
    format_set_num_format(postcode, "00000");
    const char* headings[] = {"name", "born", "postcode", "price", "vip", "double"};
    for (std::uint16_t column = 0; column < 6; ++column)
        worksheet_write_string(sheet, 0, column, headings[column], nullptr);
    worksheet_write_string(sheet, 2, 0, "Müller & <Söhne>", nullptr);
    worksheet_write_number(sheet, 2, 1, 20'148, date);
    worksheet_write_number(sheet, 2, 2, 1'945, postcode);
    worksheet_write_number(sheet, 2, 3, 12.5, nullptr);
    worksheet_write_boolean(sheet, 2, 4, 1, nullptr);
    worksheet_write_formula_num(sheet, 2, 5, "=D3*2", nullptr, 25);
    worksheet_write_string(sheet, 3, 0, " two\nlines ", nullptr);
    worksheet_write_formula_str(sheet, 3, 5, "=\"a\"&\"b\"", nullptr, "ab");
    ASSERT_EQ(workbook_close(book), LXW_NO_ERROR);
    const auto table = read(file.path());
    EXPECT_THAT(table.header, ElementsAre("name", "born", "postcode", "price", "vip", "double"));
    EXPECT_THAT(table.rows, ElementsAre(Row{"Müller & <Söhne>", "1955-02-28", "01945", "12.5", "1", "25"},
                                        Row{" two\nlines ", "", "", "", "", "ab"}));
    EXPECT_THAT(table.lines, ElementsAre(3, 4));
}

TEST(XlsxReader, ReadsInlineSharedAndRichTextsAndLeavesOutHowTheyAreSpoken) {
    MadeWorkbook workbook;
    workbook.strings =
        "<si><t>name</t></si><si><r><t>Mül</t></r><r><rPr><b/></rPr><t>ler</t></r><rPh sb=\"0\" "
        "eb=\"1\"><t>x</t></rPh></si>"
        "<si/><si><t>a_x000D_\nb_x005F_x000A_</t></si>";
    const auto table = read_rows(
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t> town </t></is></c></row>"
        "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\" "
        "t=\"inlineStr\"><is><r><t>Kö</t></r><r><t>ln</t></r></is></c></row>"
        "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>3</v></c><c r=\"B3\" t=\"s\"><v>2</v></c></row>",
        workbook);
    EXPECT_THAT(table.header, ElementsAre("name", "town"));
    EXPECT_THAT(table.rows, ElementsAre(Row{"Müller", "Köln"}, Row{"a\r\nb_x000A_", ""}));
}

TEST(XlsxReader, ReadsPrefixesMissingReferencesAndGaps) {
    const auto table = read_rows(
        "<x:row><x:c t=\"inlineStr\"><x:is><x:t>a</x:t></x:is></x:c><x:c t=\"str\"><x:v>b</x:v></x:c></x:row>"
        "<row r=\"7\"><c r=\"B7\"><v>2</v></c></row><row/><row><c><v>1</v></c></row>");
    EXPECT_THAT(table.header, ElementsAre("a", "b"));
    EXPECT_THAT(table.rows, ElementsAre(Row{"", "2"}, Row{"1", ""}));
    EXPECT_THAT(table.lines, ElementsAre(7, 9));
}

TEST(XlsxReader, WritesNumbersAsAPersonWould) {
    const auto number = [](std::string_view digits, NumberFormat format = {}, bool from_1904 = false) {
        std::string text;
        append_number(text, digits, format, from_1904);
        return text;
    };
    EXPECT_EQ(number("12"), "12");
    EXPECT_EQ(number("-0.07"), "-0.07");
    EXPECT_EQ(number("0.30000000000000004"), "0.3");
    EXPECT_EQ(number("4.9301234567E10"), "49301234567");
    EXPECT_EQ(number("1E-7"), "0.0000001");
    EXPECT_EQ(number("1.0E+20"), "100000000000000000000");
    EXPECT_EQ(number("99.99"), "99.99");
    EXPECT_EQ(number("n/a"), "n/a");
    EXPECT_EQ(number("7", format_of_code("000")), "007");
    const auto date = format_of_code("[$-407]dd/mm/yyyy;@");
    EXPECT_EQ(number("46347", date), "2026-11-21");
    EXPECT_EQ(number("46347.8125", date), "2026-11-21T19:30:00");
    EXPECT_EQ(number("46347.99999999", date), "2026-11-22");
    EXPECT_EQ(number("1", date), "1900-01-01");
    EXPECT_EQ(number("59", date), "1900-02-28");
    EXPECT_EQ(number("60", date), "60") << "Excel's 29 February 1900";
    EXPECT_EQ(number("61", date), "1900-03-01");
    EXPECT_EQ(number("2958465", date), "9999-12-31");
    EXPECT_EQ(number("2958466", date), "2958466");
    EXPECT_EQ(number("-1", date), "-1");
    EXPECT_EQ(number("44885", date, true), "2026-11-21");
    EXPECT_EQ(number("0.8125", built_in_format(20)), "19:30:00");
    EXPECT_EQ(number("46347.8125", built_in_format(22)), "2026-11-21T19:30:00");
}

TEST(XlsxReader, KnowsADateFormatWhenItSeesOne) {
    for (const std::string_view code : {"yyyy-mm-dd", "d. mmmm", "mm/yy", "[$-F800]dddd, mmmm dd, yyyy", "m/d/yy h:mm"})
        EXPECT_EQ(format_of_code(code).kind, NumberFormat::date) << code;
    for (const std::string_view code : {"h:mm", "[h]:mm:ss", "mm:ss.0"})
        EXPECT_EQ(format_of_code(code).kind, NumberFormat::time) << code;
    for (const std::string_view code :
         {"General", "Standard", "#,##0.00 \"day\"", "0.00E+00", "[Red]0", "0\\d", "#,##0 [$USD]", "@"})
        EXPECT_EQ(format_of_code(code).kind, NumberFormat::number) << code;
}

TEST(XlsxReader, GivesTheWordOfAFormulaThatFailedAndRefusesRowsBeyondTheHeadings) {
    const auto table = read_rows(
        "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>name</v></c><c r=\"B1\" t=\"str\"><v>born</v></c></row>"
        "<row r=\"2\"><c r=\"B2\" t=\"e\"><v>#REF!</v></c></row><row r=\"3\"><c r=\"A3\"><v>1</v></c></row>"
        "<row r=\"4\"><c r=\"C4\"><v>1</v></c></row><row r=\"5\"><c r=\"A5\"><v>2</v></c><c r=\"D5\" s=\"0\"/></row>");
    EXPECT_THAT(table.rows, ElementsAre(Row{"", "#REF!"}, Row{"1", ""}, Row{"2", ""}));
    ASSERT_EQ(table.issues.size(), 1u);
    EXPECT_EQ(table.issues[0].key, "error.table_too_many_cells");
    EXPECT_THAT(table.issues[0].parameters, testing::Contains(testing::Pair("column", "C")));
}

TEST(XlsxReader, LongNumbersKeepTheirDigitsOrShowThatTheyLostSome) {
    const auto number = [](std::string_view written) {
        std::string shown;
        append_number(shown, written, {}, false);
        return shown;
    };
    EXPECT_EQ(number("9007199254740993"), "9007199254740993") << "a double has no such number";
    EXPECT_EQ(number("12345678901234567891"), "12345678901234567891");
    EXPECT_EQ(number("1.2345678901234567e+18"), "1.2345678901234567E+18");
    EXPECT_EQ(number("3.16123456789012E15"), "3.16123456789012E+15");
    EXPECT_EQ(number("340123450000000000"), "3,40123450000000E+17") << "fifteen digits, filled up with zeros";
    EXPECT_EQ(number("316123456789"), "316123456789");
    EXPECT_EQ(number("3.16123456789E11"), "316123456789");
}

TEST(XlsxReader, FindsTheSheetThatIsWanted) {
    MadeWorkbook workbook;
    workbook.sheets =
        "<sheet name=\"secret\" sheetId=\"2\" state=\"hidden\" r:id=\"rId4\"/><sheet name=\"Gäste\" sheetId=\"1\" "
        "r:id=\"rId1\"/>";
    const MadeFile file(workbook.with_rows("<row><c t=\"str\"><v>a</v></c></row>"));
    EXPECT_THAT(read(file.path()).header, ElementsAre("a"));
    EXPECT_THAT(read(file.path(), {.sheet = "Gäste"}).header, ElementsAre("a"));
    EXPECT_THAT(read(file.path(), {.sheet = "secret"}).header, ElementsAre("hidden"));
    const auto issue = read(file.path(), {.sheet = "Gasten"}).issues.at(0);
    EXPECT_EQ(issue.key, "error.xlsx_sheet_missing");
    EXPECT_THAT(issue.parameters, testing::Contains(testing::Pair("sheets", "secret, Gäste")));
}

TEST(XlsxReader, CountsDaysFrom1904WhereTheWorkbookDoes) {
    MadeWorkbook workbook;
    workbook.properties = "<workbookPr date1904=\"1\"/>";
    workbook.styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>";
    EXPECT_THAT(read_rows("<row><c t=\"str\"><v>d</v></c></row><row><c s=\"1\"><v>44885</v></c></row>", workbook).rows,
                ElementsAre(Row{"2026-11-21"}));
}

TEST(XlsxReader, IsChosenByTheFirstBytesNotByTheName) {
    const MadeFile workbook(MadeWorkbook{}.with_rows("<row><c t=\"str\"><v>a</v></c></row>"));
    EXPECT_THAT(read(workbook.path()).header, ElementsAre("a"));
    const MadeFile csv("a;b\n1;2\n");
    EXPECT_THAT(read(csv.path()).rows, ElementsAre(Row{"1", "2"}));
    const MadeFile old("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on");
    EXPECT_EQ(read(old.path()).issues.at(0).key, "error.xlsx_protected");
    EXPECT_EQ(read("/nowhere/list.xlsx").issues.at(0).key, "error.table_file_unreadable");
}

TEST(XlsxReader, RefusesAnEmptySheet) {
    EXPECT_EQ(read_rows("").issues.at(0).key, "error.table_empty");
    EXPECT_EQ(read_rows("<row><c s=\"0\"/></row>").issues.at(0).key, "error.table_empty");
    EXPECT_EQ(read_rows("<row><c t=\"str\"><v> </v></c></row>").issues.at(0).key, "error.table_empty");
}

}  // namespace
}  // namespace kartei::documents
