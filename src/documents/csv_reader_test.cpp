#include "documents/csv_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/texts.hpp"

namespace kartei::documents {
namespace {

using testing::ElementsAre;
using namespace std::string_literals;

using Row = std::vector<std::string>;

Row row_of(const TableReader& reader) { return {reader.cells().begin(), reader.cells().end()}; }

/// Gives out a few bytes at a time, so that every border between pieces is met.
class Drops final : public ByteSource {
public:
    Drops(std::string content, std::size_t size) : content_(std::move(content)), size_(size) {}
    std::size_t read(char* to, std::size_t most) override {
        const auto size = std::min({most, size_, content_.size() - at_});
        content_.copy(to, size, at_);
        at_ += size;
        return size;
    }
    std::uint64_t total() const override { return content_.size(); }

private:
    std::string content_;
    std::size_t size_, at_ = 0;
};

/// The same bytes again and again, as large as a file may never be read into memory.
class Endless final : public ByteSource {
public:
    Endless(std::string head, char filling, std::uint64_t size)
        : head_(std::move(head)), filling_(filling), left_(size) {}
    std::size_t read(char* to, std::size_t most) override {
        if (!head_.empty()) {
            const auto size = head_.copy(to, most);
            head_.erase(0, size);
            return size;
        }
        const auto size = std::min<std::uint64_t>(most, left_);
        std::fill_n(to, size, filling_);
        left_ -= size;
        given_ += size;
        return size;
    }
    std::uint64_t total() const override { return left_; }
    static inline std::uint64_t given_ = 0;

private:
    std::string head_;
    char filling_;
    std::uint64_t left_;
};

struct Table {
    Row header;
    std::vector<Row> rows;
    std::vector<std::int64_t> lines;
    std::vector<Issue> issues;
    std::vector<Row> refused;
    CsvDialect dialect;
};

std::string parameter(const Issue& issue, std::string_view name) {
    for (const auto& [key, value] : issue.parameters)
        if (key == name) return value;
    return "";
}

/// Everything a caller sees, refused rows included.
Table read(std::unique_ptr<ByteSource> source, CsvWanted wanted = {}) {
    Table table;
    auto reader = CsvReader::open(std::move(source), std::move(wanted));
    if (!reader) {
        table.issues = reader.refusal().issues;
        return table;
    }
    for (;;) {
        auto next = reader->next();
        if (next && !*next) break;
        if (next) table.rows.push_back(row_of(*reader)), table.lines.push_back(reader->line());
        else table.issues.push_back(next.refusal().issues.at(0)), table.refused.push_back(reader->refused_cells());
        if (!next && !reader->may_continue()) break;
    }
    table.header = reader->header();
    table.dialect = reader->dialect();
    return table;
}

Table read(std::string content, CsvWanted wanted = {}) {
    return read(memory_source(std::move(content)), std::move(wanted));
}

std::string utf16(std::string_view ascii_and_umlauts, bool little) {
    std::string out;
    for (std::size_t at = 0; at < ascii_and_umlauts.size(); ++at) {
        unsigned code = static_cast<unsigned char>(ascii_and_umlauts[at]);
        if (code >= 0xc0) code = (code & 0x1f) << 6 | (static_cast<unsigned char>(ascii_and_umlauts[++at]) & 0x3f);
        const char low = static_cast<char>(code & 0xff), high = static_cast<char>(code >> 8);
        out += little ? low : high;
        out += little ? high : low;
    }
    return out;
}

TEST(CsvReader, GivesHeaderRowsAndTheLineOnWhichEachRowBegins) {
    const auto table = read("number,name\n1,Jansen\n2,\"de\nVries\"\n\n3,Müller\n");
    EXPECT_THAT(table.header, ElementsAre("number", "name"));
    EXPECT_THAT(table.rows, ElementsAre(Row{"1", "Jansen"}, Row{"2", "de\nVries"}, Row{"3", "Müller"}));
    EXPECT_THAT(table.lines, ElementsAre(2, 3, 6));
    EXPECT_TRUE(table.issues.empty());
}

TEST(CsvReader, ReadsEveryKindOfLineEndAndAFileWithoutALastOne) {
    for (const std::string end : {"\n", "\r\n", "\r"}) {
        const auto table = read("a;b" + end + "1;\"x" + end + "y\"" + end + end + "2;z");
        EXPECT_THAT(table.rows, ElementsAre(Row{"1", "x" + end + "y"}, Row{"2", "z"}));
        EXPECT_THAT(table.lines, ElementsAre(2, 5));
    }
}

TEST(CsvReader, UndoublesQuotationMarksAndLeavesThoseInsideACellAlone) {
    const auto table = read("a,b,c\n\"say \"\"hi\"\"\",12\" vinyl,\"\"\n\"\"\"\",x\"\"y,\"a,b\"\n");
    EXPECT_THAT(table.rows, ElementsAre(Row{"say \"hi\"", "12\" vinyl", ""}, Row{"\"", "x\"\"y", "a,b"}));
}

TEST(CsvReader, KeepsBlanksInCellsButNotInHeadingsAndReadsAQuotedCellBehindABlank) {
    const auto table = read("rec_id, given_name, surname\nrec-1, luke, \"van der, Berg\" \n");
    EXPECT_THAT(table.header, ElementsAre("rec_id", "given_name", "surname"));
    EXPECT_THAT(table.rows, ElementsAre(Row{"rec-1", " luke", "van der, Berg"}));
    EXPECT_EQ(trimmed(" \t luke\xc2\xa0 "), "luke");
}

TEST(CsvReader, FindsTheSeparator) {
    EXPECT_EQ(read("a,b\n1,2\n").dialect.separator, ',');
    EXPECT_EQ(read("a;b\n1,50;2,50\n3,00;4,10\n").dialect.separator, ';');
    EXPECT_EQ(read("a\tb\n1\tx, y\n2\tz;w\n").dialect.separator, '\t');
    EXPECT_EQ(read("name;note\n\"x, y, z\";\"a,b\"\nw;,,,\n").dialect.separator, ';');
    EXPECT_EQ(read("only\none\n").dialect.separator, ',');
    EXPECT_THAT(read("a;b,c\n1;2,3\n", {.separator = ','}).header, ElementsAre("a;b", "c"));
}

TEST(CsvReader, ObeysASeparatorLineAndCountsIt) {
    for (const std::string first : {"\"sep=;\";;;", "sep=; ", "SEP=;", "\"sep=;\"", "sep=;;;"})
        EXPECT_THAT(read(first + "\na;b\n1;2\n").rows, ElementsAre(Row{"1", "2"})) << first;
    EXPECT_THAT(read("sep=;,,\na,b\n1,2\n").rows, ElementsAre(Row{"1", "2"})) << "saved again with commas";
    const auto table = read("sep=|\r\na|b\r\n1,5|2;5\r\n");
    EXPECT_TRUE(table.dialect.separator_line);
    EXPECT_THAT(table.rows, ElementsAre(Row{"1,5", "2;5"}));
    EXPECT_THAT(table.lines, ElementsAre(3));
}

TEST(CsvReader, ReadsEveryEncodingThatPeopleSend) {
    const std::string text = "name;town\nMüller;Köln\nJürgen;Malmö\n";
    const std::vector<Row> rows = {{"Müller", "Köln"}, {"Jürgen", "Malmö"}};
    std::string windows;
    for (const char byte : text)
        if (byte == '\xc3') continue;
        else windows += (byte & '\xc0') == '\x80' ? static_cast<char>(byte | '\x40') : byte;
    const std::vector<std::pair<std::string, Encoding>> files = {
        {text, Encoding::utf8},
        {"\xef\xbb\xbf" + text, Encoding::utf8},
        {"\xff\xfe" + utf16(text, true), Encoding::utf16_le},
        {"\xfe\xff" + utf16(text, false), Encoding::utf16_be},
        {utf16(text, true), Encoding::utf16_le},
        {utf16(text, false), Encoding::utf16_be},
        {windows, Encoding::windows_1252},
    };
    for (const auto& [content, encoding] : files) {
        for (const std::size_t drop : {1, 2, 3, 7, 4096}) {
            const auto table = read(std::make_unique<Drops>(content, drop));
            EXPECT_EQ(table.dialect.encoding, encoding) << encoding_name(encoding) << drop;
            EXPECT_THAT(table.header, ElementsAre("name", "town")) << encoding_name(encoding) << drop;
            EXPECT_EQ(table.rows, rows) << encoding_name(encoding) << drop;
        }
    }
}

TEST(CsvReader, ReadsWindows1252WithItsOwnSigns) {
    EXPECT_THAT(read("price,name\n5 \x80,\x8aimi\xe8\n").rows, ElementsAre(Row{"5 €", "Šimiè"}));
}

TEST(CsvReader, SettlesTheEncodingOnlyWhereTheFirstUmlautStands) {
    std::string head = "number,name\n";
    for (int row = 0; row < 60'000; ++row) head += std::to_string(row) + ",Jansen\n";
    const auto windows = read(head + "1,M\xfcller\n2,K\xf6ster\n");
    EXPECT_EQ(windows.rows.size(), 60'002u);
    EXPECT_EQ(windows.rows.at(60'000), (Row{"1", "Müller"}));
    EXPECT_EQ(windows.rows.at(60'001), (Row{"2", "Köster"}));
    EXPECT_EQ(windows.lines.at(60'001), 60'003);
    EXPECT_EQ(windows.dialect.encoding, Encoding::windows_1252);
    const auto utf8 = read(head + "1,Müller\n");
    EXPECT_EQ(utf8.rows.at(60'000), (Row{"1", "Müller"}));
    EXPECT_EQ(utf8.dialect.encoding, Encoding::utf8);
}

TEST(CsvReader, RefusesABrokenPlaceInUtf8WithLineAndColumnAndReadsOn) {
    const auto table = read("a,name\n1,Müller\n2,J\xfcrgen\n3,Köln\n");
    EXPECT_THAT(table.rows, ElementsAre(Row{"1", "Müller"}, Row{"3", "Köln"}));
    ASSERT_EQ(table.issues.size(), 1u);
    EXPECT_EQ(table.issues[0].key, "error.csv_encoding");
    EXPECT_EQ(parameter(table.issues[0], "line"), "3");
    EXPECT_EQ(parameter(table.issues[0], "column"), "2 (name)");
    EXPECT_THAT(table.refused, ElementsAre(Row{"2", "Jürgen"}));
    EXPECT_EQ(text(Language::de, table.issues[0].key, table.issues[0].parameters).substr(0, 28),
              "Zeile 3, Spalte 2 (name): Hi");
}

TEST(CsvReader, RefusesBytesThatTheirEncodingDoesNotHave) {
    const auto wrong = read("name\nM\x81ller\n", {.encoding = Encoding::windows_1252});
    ASSERT_EQ(wrong.issues.size(), 1u);
    EXPECT_EQ(wrong.issues[0].key, "error.csv_encoding");
    const auto half =
        read("\xff\xfe"s + utf16("name\nx\nMüll", true) + "\x00\xd8"s + utf16("er\n", true));  // lone surrogate
    EXPECT_THAT(half.rows, ElementsAre(Row{"x"}));
    ASSERT_EQ(half.issues.size(), 1u);
    EXPECT_EQ(parameter(half.issues[0], "line"), "3");
    EXPECT_EQ(read("\xff\xfe"s + utf16("a\nb", true) + "c").issues.size(), 1u) << "half a unit at the end";
}

TEST(CsvReader, NamesTheLineWhereAnUnclosedQuotationMarkBegan) {
    const auto table = read("a,b\n1,2\n3,\"x\n4,5\n6,7\n");
    EXPECT_THAT(table.rows, ElementsAre(Row{"1", "2"}, Row{"4", "5"}, Row{"6", "7"})) << "what it swallowed are rows";
    EXPECT_THAT(table.lines, ElementsAre(2, 4, 5));
    ASSERT_EQ(table.issues.size(), 1u);
    EXPECT_EQ(table.issues[0].key, "error.csv_quote_not_closed");
    EXPECT_EQ(parameter(table.issues[0], "line"), "3");
    EXPECT_EQ(parameter(table.issues[0], "column"), "2 (b)");
    EXPECT_THAT(table.refused, ElementsAre(Row{"3", "\"x"}));
}

TEST(CsvReader, AMarkThatAnotherCellClosesSwallowsNoRows) {
    for (const std::string last : {"5;\"Abel\";Ulm", "5;Abel;\"Ulm\"", "5;Abel;Ulm\"", "5;\"Abel;Ulm"}) {
        const auto table =
            read("number;name;town\n1;Berg;Bonn\n2;\"Zum Löwen;Hof\n3;Carl;Kiel\n4;Dorn;Jena\n" + last + "\n");
        EXPECT_EQ(table.rows.size() + table.issues.size(), 5u) << last;
        ASSERT_FALSE(table.issues.empty()) << last;
        EXPECT_EQ(table.issues[0].key, "error.csv_quote_not_closed") << last;
        EXPECT_EQ(parameter(table.issues[0], "line"), "3") << last;
        EXPECT_EQ(table.refused.at(0), (Row{"2", "\"Zum Löwen", "Hof"})) << last;
        EXPECT_THAT(table.rows, testing::Contains(Row{"4", "Dorn", "Jena"})) << last;
    }
}

TEST(CsvReader, ARowWithLineBreaksInACellStaysOne) {
    const auto table = read("a;b;c\n1;\"x\ny;z\";2\n3;\"one\ntwo\"\n");
    EXPECT_THAT(table.rows, ElementsAre(Row{"1", "x\ny;z", "2"}, Row{"3", "one\ntwo", ""}));
    EXPECT_TRUE(table.issues.empty());
}

TEST(CsvReader, DropsTheEndMarkOfDos) {
    for (const std::string end : {"\n\x1a", "\n\x1a\r\n", "\x1a", "\n\x1a\x1a"}) {
        const auto table = read("name;town\nAbel;Bonn\nBode;Ulm" + end);
        EXPECT_THAT(table.rows, ElementsAre(Row{"Abel", "Bonn"}, Row{"Bode", "Ulm"}));
        EXPECT_TRUE(table.issues.empty());
    }
}

TEST(CsvReader, FindsTheCodePage) {
    const Row expected{"Müller", "Köln, Große Straße"};
    const std::vector<std::pair<std::string, Encoding>> files{
        {"name;town\nM\x81ller;K\x94ln, Gro\xe1""e Stra\xe1""e\n", Encoding::cp850},
        {"name;town\nM\x9fller;K\x9aln, Gro\xa7""e Stra\xa7""e\n", Encoding::macintosh},
        {"name;town\nM\xfcller;K\xf6ln, Gro\xdf""e Stra\xdf""e\n", Encoding::windows_1252}};
    for (const auto& [content, encoding] : files) {
        const auto table = read(content);
        EXPECT_EQ(table.dialect.encoding, encoding) << encoding_name(encoding);
        EXPECT_THAT(table.rows, ElementsAre(expected)) << encoding_name(encoding);
    }
    EXPECT_THAT(read("name;price\n\xa6imek;5 \xa4\n").rows, ElementsAre(Row{"Šimek", "5 €"})) << "Latin-9";
    EXPECT_THAT(read("name;town\nM\x9aLLER;x\n").rows, ElementsAre(Row{"MÜLLER", "x"})) << "capitals, DOS";
    EXPECT_THAT(read("name\nRen\xe9 O\x92""Brien\n").rows, ElementsAre(Row{"René O’Brien"}));
}

TEST(CsvReader, ReadsFromTheLineOfTheHeadings) {
    CsvWanted wanted;
    wanted.heading_row = 3;
    const auto table = read("Kundenliste, \"Stand\n\nnumber;name\n1;Abel\n", wanted);
    EXPECT_THAT(table.header, ElementsAre("number", "name"));
    EXPECT_THAT(table.rows, ElementsAre(Row{"1", "Abel"}));
    wanted.heading_row = 9;
    EXPECT_EQ(read("a;b\n1;2\n", wanted).issues.at(0).key, "error.table_empty");
}

TEST(CsvReader, RefusesTextBehindAClosingMarkAndReadsOnWithTheNextLine) {
    const auto table = read("a,b\n\"Zum Löwen\" Gasthof,1\n\"x\"\"y\",2\n");
    EXPECT_THAT(table.rows, ElementsAre(Row{"x\"y", "2"}));
    EXPECT_THAT(table.lines, ElementsAre(3));
    ASSERT_EQ(table.issues.size(), 1u);
    EXPECT_EQ(table.issues[0].key, "error.csv_text_after_quote");
    EXPECT_EQ(parameter(table.issues[0], "line"), "2");
}

TEST(CsvReader, RefusesZeroBytesByLine) {
    const auto table = read("a,b\n1,2\n3,x\0y\n\"\0\",6\n7,8\n"s);
    EXPECT_THAT(table.rows, ElementsAre(Row{"1", "2"}, Row{"7", "8"}));
    ASSERT_EQ(table.issues.size(), 2u);
    EXPECT_EQ(table.issues[0].key, "error.csv_nul");
    EXPECT_EQ(parameter(table.issues[0], "line"), "3");
    EXPECT_EQ(parameter(table.issues[1], "line"), "4");
    EXPECT_THAT(table.refused, ElementsAre(Row{"3", "x␀y"}, Row{"␀", "6"}));
}

TEST(CsvReader, FillsShortRowsAndRefusesLongOnesUnlessTheRestIsEmpty) {
    const auto table = read("a,b,c\n1,2,3\n4\n5,6,7,,\n8,9,10,11\n,,\n  \n12,,\n");
    EXPECT_THAT(table.rows, ElementsAre(Row{"1", "2", "3"}, Row{"4", "", ""}, Row{"5", "6", "7"}, Row{"12", "", ""}));
    EXPECT_THAT(table.lines, ElementsAre(2, 3, 4, 8));
    ASSERT_EQ(table.issues.size(), 1u);
    EXPECT_EQ(table.issues[0].key, "error.table_too_many_cells");
    EXPECT_EQ(parameter(table.issues[0], "line"), "5");
    EXPECT_EQ(parameter(table.issues[0], "columns"), "3");
    EXPECT_THAT(table.refused, ElementsAre(Row{"8", "9", "10", "11"}));
}

TEST(CsvReader, TakesOffTheApostropheThatMadeACellHarmless) {
    const auto table = read("phone,name\n'+49 30 1,'t Hart\n'=1+1,''-x\n\"'@\"\"x\",'2\n");
    EXPECT_THAT(table.rows, ElementsAre(Row{"+49 30 1", "'t Hart"}, Row{"=1+1", "'-x"}, Row{"@\"x", "'2"}));
}

TEST(CsvReader, TakesHeadingsFromTheCallerWhereTheFileHasNone) {
    const auto table = read("DE\t01945\t\"Tettau\nDE\t01968\tSenftenberg\n",
                            {.separator = '\t', .headings = {"country", "zip", "place"}, .quotes = false});
    EXPECT_THAT(table.header, ElementsAre("country", "zip", "place"));
    EXPECT_THAT(table.rows, ElementsAre(Row{"DE", "01945", "\"Tettau"}, Row{"DE", "01968", "Senftenberg"}));
    EXPECT_THAT(table.lines, ElementsAre(1, 2));
}

TEST(CsvReader, RefusesAFileWithoutARow) {
    for (const std::string content : {"", "\n\n", "\xef\xbb\xbf", "sep=;\n"})
        EXPECT_EQ(read(content).issues.at(0).key, "error.table_empty");
    const auto missing = CsvReader::open(std::filesystem::path("/nowhere/list.csv"));
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.refusal().kind, RefusalKind::not_found);
}

TEST(CsvReader, KeepsItsBounds) {
    CsvWanted small;
    small.limits = {.columns = 4, .cell = 100, .row = 300};
    const std::string long_cell(101, 'x'), full_cell(100, 'x');
    EXPECT_EQ(read("a,b\n" + long_cell + ",1\n", small).issues.at(0).key, "error.table_cell_too_long");
    EXPECT_EQ(read("a,b\n1,\"" + long_cell + "\"\n", small).issues.at(0).key, "error.table_cell_too_long");
    EXPECT_EQ(read("a,b,c,d,e\n", small).issues.at(0).key, "error.table_too_many_columns");
    EXPECT_EQ(read("a,b,c,d\n" + full_cell + "," + full_cell + "," + full_cell + ",1\n", small).issues.at(0).key,
              "error.table_row_too_long");
    EXPECT_EQ(read("a,b\n" + full_cell + ",1\n", small).rows.size(), 1u);
    EXPECT_EQ(read(std::string(20'000, ',') + "\n").issues.at(0).key, "error.table_too_many_columns");
}

TEST(CsvReader, RefusesAGigabyteInOneLineWithoutReadingIt) {
    for (const auto& [head, key] :
         std::vector<std::pair<std::string, std::string>>{{"a,b\n1,", "error.table_cell_too_long"},
                                                          {"a,b\n1,\"", "error.csv_quoted_cell_too_long"},
                                                          {"", "error.table_cell_too_long"}}) {
        Endless::given_ = 0;
        const auto table = read(std::make_unique<Endless>(head, 'x', 1ull << 30));
        ASSERT_EQ(table.issues.size(), 1u);
        EXPECT_EQ(table.issues[0].key, key);
        EXPECT_LT(Endless::given_, 4u << 20);
    }
    Endless::given_ = 0;  // a gigabyte of separators, and of text behind a quotation mark
    EXPECT_EQ(read(std::make_unique<Endless>("a,b\n", ',', 1ull << 30)).issues.at(0).key,
              "error.table_too_many_columns");
    EXPECT_EQ(read(std::make_unique<Endless>("a,b\n\"x\"", 'y', 1ull << 30)).issues.at(0).key,
              "error.csv_text_after_quote");
    EXPECT_LT(Endless::given_, 64u << 20);
}

TEST(CsvReader, GivesTheSameRowsHoweverTheBytesArrive) {
    std::string content = "id;name;note\n";
    for (int row = 0; row < 300; ++row)
        content += std::to_string(row) + ";Müller " + std::string(static_cast<std::size_t>(row % 70), 'x') +
                   ";\"a;\r\n\"\"b\"\"\"\r\n";
    CsvWanted wanted;
    wanted.limits = {.columns = 8, .cell = 200, .row = 256};  // a buffer that must be filled and moved often
    const auto whole = read(content);
    ASSERT_EQ(whole.rows.size(), 300u);
    for (const std::size_t drop : {1, 2, 5, 64, 65, 1000}) {
        const auto table = read(std::make_unique<Drops>(content, drop), wanted);
        EXPECT_EQ(table.rows, whole.rows) << drop;
        EXPECT_EQ(table.lines, whole.lines) << drop;
    }
}

TEST(CsvReader, TellsHowFarItIs) {
    auto reader = CsvReader::open(memory_source("a,b\n1,2\n3,4\n"));
    ASSERT_TRUE(reader);
    EXPECT_EQ(reader->bytes_read(), 4u);
    EXPECT_TRUE(*reader->next());
    EXPECT_EQ(reader->bytes_read(), 8u);
    EXPECT_EQ(reader->bytes_total(), 12u);
}

}  // namespace
}  // namespace kartei::documents
