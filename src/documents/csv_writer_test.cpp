#include "documents/csv_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "documents/byte_source.hpp"
#include "documents/csv_reader.hpp"
#include "documents/formula_guard.hpp"

namespace kartei::documents {
namespace {

using testing::ElementsAre;
using Row = std::vector<std::string>;

std::string text_cell(std::string_view text, const CsvStyle& style = csv_standard) {
    std::string out;
    append_text(out, text, style);
    return out;
}

std::string money_cell(std::int64_t minor_units, int digits, const CsvStyle& style = csv_standard) {
    std::string out;
    append_money(out, minor_units, digits, style);
    return out;
}

const std::vector<Column> columns = {{"name"}, {"amount", ColumnKind::money}, {"tickets", ColumnKind::integer}};

std::string written(const CsvStyle& style) {
    MemorySink sink;
    CsvWriter writer(sink, columns, style);
    writer.text("Müller; \"Söhne\", Köln");
    writer.money(-123'456, 2);
    writer.integer(-3);
    EXPECT_TRUE(writer.end_row());
    writer.text("de\nVries");
    writer.money(5, 2);
    EXPECT_TRUE(writer.end_row());
    EXPECT_TRUE(writer.finish());
    return sink.content;
}

TEST(CsvWriter, WritesTheStandardStyle) {
    EXPECT_EQ(written(csv_standard),
              "name,amount,tickets\n\"Müller; \"\"Söhne\"\", Köln\",-1234.56,-3\n\"de\nVries\",0.05,\n");
}

TEST(CsvWriter, WritesAsGermanAndDutchExcelOpenIt) {
    EXPECT_EQ(
        written(*csv_style("excel-de")),
        "\xef\xbb\xbfname;amount;tickets\r\n\"Müller; \"\"Söhne\"\", Köln\";-1234,56;-3\r\n\"de\nVries\";0,05;\r\n");
    EXPECT_EQ(written(*csv_style("excel-nl")), written(*csv_style("excel-de")));
    EXPECT_FALSE(csv_style("excel-fr"));
}

TEST(CsvWriter, QuotesOnlyWhereAReaderNeedsIt) {
    EXPECT_EQ(text_cell("Jansen"), "Jansen");
    EXPECT_EQ(text_cell("a;b"), "a;b");
    EXPECT_EQ(text_cell("a;b", csv_excel), "\"a;b\"");
    EXPECT_EQ(text_cell("a,b", csv_excel), "a,b");
    for (const std::string text :
         {"x,y", "12\"", "x\ry", "a longer text,", ",a longer text", "eight ch,and more", "a\nbcdefghijkl"})
        EXPECT_EQ(text_cell(text).front(), '"') << text;
}

TEST(CsvWriter, WritesMoneyOfEveryCurrency) {
    EXPECT_EQ(money_cell(1'250, 2), "12.50");
    EXPECT_EQ(money_cell(0, 2), "0.00");
    EXPECT_EQ(money_cell(-7, 2), "-0.07");
    EXPECT_EQ(money_cell(1'250, 0), "1250");
    EXPECT_EQ(money_cell(-1'250, 3, csv_excel), "-1,250");
    EXPECT_EQ(money_cell(std::numeric_limits<std::int64_t>::min(), 2), "-92233720368547758.08");
}

TEST(CsvWriter, MakesFormulasHarmlessButLeavesNumbersNumbers) {
    EXPECT_EQ(text_cell("=1+1"), "'=1+1");
    EXPECT_EQ(text_cell("-5"), "'-5");
    EXPECT_EQ(text_cell("+49 30 12345"), "'+49 30 12345");
    EXPECT_EQ(text_cell("@SUM(A1)"), "'@SUM(A1)");
    EXPECT_EQ(text_cell("\t=1"), "'\t=1");
    EXPECT_EQ(text_cell("\rx"), "\"'\rx\"");
    EXPECT_EQ(text_cell("  =1"), "'  =1");
    EXPECT_EQ(text_cell("\xc2\xa0\x01=1"), "'\xc2\xa0\x01=1");
    EXPECT_EQ(text_cell("＝1+1"), "'＝1+1");
    EXPECT_EQ(text_cell("=HYPERLINK(\"http://x\",\"y\")"), "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
    EXPECT_EQ(money_cell(-500, 2), "-5.00");
    EXPECT_EQ(text_cell("a=b-c"), "a=b-c");
    EXPECT_EQ(text_cell("'t Hart"), "'t Hart");
    EXPECT_EQ(text_cell("=1+1", {.harmless = false}), "=1+1");
}

/// 200 and more: every starter behind every kind of disguise, and what attackers put behind it.
std::vector<std::string> payloads() {
    std::vector<std::string> all;
    for (const std::string before : {"", " ", "\t", "\r", "\n", "\x01", "\x7f", "\xc2\xa0", "\xe2\x80\x8b",
                                     "\xe3\x80\x80", "\xef\xbb\xbf", "\xc2\x85", "\xe2\x81\xa0"})
        for (const std::string starter : {"=", "+", "-", "@", "＝", "＋", "－", "＠"})
            for (const std::string after : {"1+1", "cmd|' /C calc'!A0", "HYPERLINK(\"http://x.example\",\"y\")"})
                all.push_back(before + starter + after);
    return all;
}

TEST(CsvWriter, NoPayloadBeginsACellAndEveryOneIsReadBackUnchanged) {
    auto texts = payloads();
    ASSERT_GE(texts.size(), 200u);
    for (const auto& text : payloads()) texts.push_back("'" + text), texts.push_back("''" + text);
    for (const std::string text : {"'", "''", "", "\"", "'t", "a\r\nb", " x ", "x'=y", ";", ",", "\"=1", "\xc3"})
        texts.push_back(text == "\xc3" ? "Ü" : text);
    for (const auto& style : {csv_standard, csv_excel}) {
        MemorySink sink;
        const std::vector<Column> two = {{"text"}, {"n"}};
        CsvWriter writer(sink, two, style);
        for (const auto& text : texts) {
            const auto cell = text_cell(text, style);
            EXPECT_FALSE(runs_as_formula(std::string_view(cell).substr(cell.starts_with('"') ? 1 : 0))) << text;
            writer.text(text);
            writer.integer(-1);
            ASSERT_TRUE(writer.end_row());
        }
        ASSERT_TRUE(writer.finish());
        auto reader = CsvReader::open(memory_source(sink.content));
        ASSERT_TRUE(reader);
        for (const auto& text : texts) {
            ASSERT_TRUE(*reader->next());
            EXPECT_EQ(reader->cells()[0], text);
            EXPECT_EQ(reader->cells()[1], "-1");
        }
        EXPECT_FALSE(*reader->next());
    }
}

TEST(CsvWriter, KeepsEvenARowWithoutContent) {
    MemorySink sink;
    const std::vector<Column> one = {{"name"}};
    CsvWriter writer(sink, one);
    writer.empty();
    ASSERT_TRUE(writer.end_row());
    writer.text("x");
    ASSERT_TRUE(writer.end_row());
    ASSERT_TRUE(writer.finish());
    auto reader = CsvReader::open(memory_source(sink.content));
    ASSERT_TRUE(reader);
    ASSERT_TRUE(*reader->next());
    EXPECT_THAT(reader->cells(), ElementsAre(""));
    ASSERT_TRUE(*reader->next());
    EXPECT_THAT(reader->cells(), ElementsAre("x"));
}

TEST(CsvWriter, PassesOnWhenThePlaceIsFull) {
    struct Full final : ByteSink {
        Result<Done> write(std::string_view) override {
            return refuse(RefusalKind::unavailable, "error.file_no_space");
        }
    } full;
    CsvWriter writer(full, columns);
    bool refused = false;
    for (int row = 0; row < 100'000 && !refused; ++row) {
        writer.text("a row of some length");
        refused = !writer.end_row();
    }
    EXPECT_TRUE(refused);
    EXPECT_EQ(writer.finish().refusal().issues.at(0).key, "error.file_no_space");
}

}  // namespace
}  // namespace kartei::documents
