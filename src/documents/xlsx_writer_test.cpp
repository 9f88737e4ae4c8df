#include "documents/xlsx_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <zip.h>

#include <csignal>
#include <fstream>

#include "documents/formula_guard.hpp"
#include "documents/xlsx_markup.hpp"
#include "documents/xlsx_reader.hpp"

namespace kartei::documents {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Row = std::vector<std::string>;

class XlsxWriterTest : public testing::Test {
protected:
    XlsxWriterTest() { std::filesystem::create_directories(folder_); }
    ~XlsxWriterTest() override { std::filesystem::remove_all(folder_); }

    std::filesystem::path target() const { return folder_ / "list.xlsx"; }
    std::size_t files() const {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder_), {}));
    }

    /// The bytes of one part of the written workbook.
    std::string part(const std::string& name) const {
        zip_t* archive = zip_open(target().c_str(), ZIP_RDONLY | ZIP_CHECKCONS, nullptr);
        if (archive == nullptr) return "no archive";
        std::string content(1 << 20, '\0');
        zip_file_t* file = zip_fopen(archive, name.c_str(), 0);
        content.resize(file == nullptr ? 0 : static_cast<std::size_t>(zip_fread(file, content.data(), content.size())));
        if (file != nullptr) zip_fclose(file);
        zip_discard(archive);
        return content;
    }

    std::vector<Row> rows(const std::string& sheet = "") const {
        std::vector<Row> all;
        auto reader = XlsxReader::open(target(), sheet);
        EXPECT_TRUE(reader);
        if (!reader) return all;
        all.emplace_back((*reader)->header().begin(), (*reader)->header().end());
        while (*(*reader)->next()) all.emplace_back((*reader)->cells().begin(), (*reader)->cells().end());
        return all;
    }

    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("kartei_xlsx_" + std::to_string(::getpid()));
};

const std::vector<Column> columns = {{"name"},
                                     {"tickets", ColumnKind::integer},
                                     {"price", ColumnKind::money},
                                     {"birth_date", ColumnKind::date},
                                     {"starts_at", ColumnKind::date_time},
                                     {"printed", ColumnKind::yes_no}};

void write_row(XlsxWriter& writer, std::string_view name) {
    writer.text(name);
    writer.integer(-3);
    writer.money(-123'450, 2);
    writer.date("1955-02-28");
    writer.date_time("2026-11-21T19:30");
    writer.yes_no(true);
    ASSERT_TRUE(writer.end_row());
}

TEST_F(XlsxWriterTest, WritesRealCellsAndReadsThemBack) {
    auto writer = XlsxWriter::create(target(), columns, {.sheet = "Kundenliste"});
    ASSERT_TRUE(writer);
    write_row(**writer, "Müller & Söhne <Köln>");
    (*writer)->text(" two\nlines ");
    ASSERT_TRUE((*writer)->end_row());
    ASSERT_TRUE((*writer)->finish({{"report", "customers"}, {"rows", "2"}}));
    EXPECT_THAT(rows(),
                ElementsAre(Row{"name", "tickets", "price", "birth_date", "starts_at", "printed"},
                            Row{"Müller & Söhne <Köln>", "-3", "-1234.5", "1955-02-28", "2026-11-21T19:30:00", "1"},
                            Row{" two\nlines ", "", "", "", "", ""}));
    EXPECT_THAT(rows("manifest"), ElementsAre(Row{"report", "customers"}, Row{"rows", "2"}));
    const auto sheet = part("xl/worksheets/sheet1.xml");
    EXPECT_THAT(sheet, HasSubstr("<c r=\"B2\" s=\"2\"><v>-3</v></c><c r=\"C2\" s=\"7\"><v>-1234.50</v></c><c r=\"D2\" "
                                 "s=\"3\"><v>20148</v></c>"));
    EXPECT_THAT(sheet, HasSubstr("<c r=\"E2\" s=\"4\"><v>46347.81250000000</v></c><c r=\"F2\" t=\"b\"><v>1</v></c>"));
    EXPECT_THAT(sheet, HasSubstr("ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\""));
    EXPECT_THAT(sheet, HasSubstr("<c r=\"A1\" s=\"1\" t=\"inlineStr\"><is><t>name</t></is></c>"));
    EXPECT_THAT(sheet, HasSubstr("<autoFilter ref=\"A1:F3\"/>"));
    EXPECT_THAT(part("xl/workbook.xml"), HasSubstr("<sheet name=\"Kundenliste\" sheetId=\"1\" r:id=\"rId1\"/>"));
    EXPECT_EQ(files(), 1u);
}

TEST_F(XlsxWriterTest, NeverWritesAFormula) {
    auto writer = XlsxWriter::create(target(), {{"text"}});
    ASSERT_TRUE(writer);
    const Row texts = {"=1+1",    "+49 30 1",           "-x",       "@SUM(A1)", "\t=1",   "＝1",   "'=1+1", "''-1",
                       "'t Hart", "=cmd|' /C calc'!A0", "_x003D_1", "_x000D_",  "a\r\nb", "\x01z", "_x",    "x_x0041"};
    for (const auto& text : texts) {
        (*writer)->text(text);
        ASSERT_TRUE((*writer)->end_row());
    }
    ASSERT_TRUE((*writer)->finish({}));
    const auto sheet = part("xl/worksheets/sheet1.xml");
    EXPECT_EQ(sheet.find("<f"), sheet.npos);
    EXPECT_THAT(sheet, HasSubstr("t=\"inlineStr\"><is><t>=1+1</t>"));
    const auto read = rows();
    ASSERT_EQ(read.size(), texts.size() + 1);
    for (std::size_t row = 0; row < texts.size(); ++row) EXPECT_EQ(read[row + 1][0], texts[row]);
}

TEST_F(XlsxWriterTest, KeepsAsTextWhatExcelWouldFalsify) {
    auto writer = XlsxWriter::create(target(), columns);
    ASSERT_TRUE(writer);
    (*writer)->text("old");
    (*writer)->integer(9'007'199'254'740'993);
    (*writer)->money(1'234'567'890'123'456'789, 2);
    (*writer)->date("1899-12-31");
    (*writer)->date_time("2026-02-30T10:00");
    ASSERT_TRUE((*writer)->end_row());
    (*writer)->text("new");
    (*writer)->integer(999'999'999'999'999);
    (*writer)->money(5, 3);
    (*writer)->date("1900-03-01");
    (*writer)->date_time("2026-02-28 10:20:37Z");
    ASSERT_TRUE((*writer)->end_row());
    ASSERT_TRUE((*writer)->finish({}));
    EXPECT_THAT(rows(), ElementsAre(testing::_,
                                    Row{"old", "9007199254740993", "12345678901234567.89", "1899-12-31",
                                        "2026-02-30T10:00", ""},
                                    Row{"new", "999999999999999", "0.005", "1900-03-01", "2026-02-28T10:20:37", ""}));
}

TEST_F(XlsxWriterTest, EverySecondOfADayComesBack) {
    auto writer = XlsxWriter::create(target(), {{"at", ColumnKind::date_time}});
    ASSERT_TRUE(writer);
    Row times;
    for (int second = 1; second < 86'400; second += 61) {
        char text[32];
        std::snprintf(text, sizeof text, "2026-11-21T%02d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
        times.emplace_back(text);
        (*writer)->date_time(text);
        ASSERT_TRUE((*writer)->end_row());
    }
    ASSERT_TRUE((*writer)->finish({}));
    const auto read = rows();
    for (std::size_t row = 0; row < times.size(); ++row) EXPECT_EQ(read.at(row + 1).at(0), times[row]);
}

TEST_F(XlsxWriterTest, CutsTextsThatExcelCannotHoldAndSaysSo) {
    auto writer = XlsxWriter::create(target(), {{"note"}});
    ASSERT_TRUE(writer);
    (*writer)->text(std::string(32'767, 'x'));
    ASSERT_TRUE((*writer)->end_row());
    std::string long_text;
    for (int count = 0; count < 20'000; ++count) long_text += "😀";
    (*writer)->text(long_text);
    ASSERT_TRUE((*writer)->end_row());
    ASSERT_TRUE((*writer)->finish({}));
    EXPECT_EQ((*writer)->cut_texts(), 1);
    const auto read = rows();
    EXPECT_EQ(read.at(1).at(0).size(), 32'767u);
    EXPECT_TRUE(read.at(2).at(0).ends_with("😀…"));
    EXPECT_LE(markup::utf16_units(read.at(2).at(0)), XlsxWriter::longest_text);
}

TEST_F(XlsxWriterTest, GoesOnOnAFurtherSheetWhenOneIsFull) {
    auto writer = XlsxWriter::create(target(), {{"n", ColumnKind::integer}},
                                     {.sheet = "Gäste/Gasten [2026]", .rows_per_sheet = 4});
    ASSERT_TRUE(writer);
    for (int row = 1; row <= 6; ++row) {
        (*writer)->integer(row);
        ASSERT_TRUE((*writer)->end_row());
    }
    ASSERT_TRUE((*writer)->finish({{"rows", "6"}}));
    auto reader = XlsxReader::open(target());
    ASSERT_TRUE(reader);
    EXPECT_THAT((*reader)->sheet_names(), ElementsAre("Gäste Gasten  2026 ", "Gäste Gasten  2026  (2)", "manifest"));
    EXPECT_THAT(rows(), ElementsAre(Row{"n"}, Row{"1"}, Row{"2"}, Row{"3"}));
    EXPECT_THAT(rows("Gäste Gasten  2026  (2)"), ElementsAre(Row{"n"}, Row{"4"}, Row{"5"}, Row{"6"}));
}

TEST_F(XlsxWriterTest, GivesTheSameBytesForTheSameTable) {
    const auto bytes = [&] {
        auto writer = XlsxWriter::create(target(), columns);
        write_row(**writer, "Jansen");
        EXPECT_TRUE((*writer)->finish({{"rows", "1"}}));
        std::ifstream file(target(), std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), {});
    };
    const auto first = bytes();
    EXPECT_GT(first.size(), 1000u);
    EXPECT_EQ(bytes(), first);
}

TEST_F(XlsxWriterTest, LeavesTheOldFileAloneUntilTheNewOneIsWhole) {
    std::ofstream(target()) << "old";
    {
        auto writer = XlsxWriter::create(target(), columns);
        ASSERT_TRUE(writer);
        write_row(**writer, "Jansen");
        EXPECT_EQ(std::filesystem::file_size(target()), 3u);
        EXPECT_EQ(files(), 2u);
    }
    EXPECT_EQ(std::filesystem::file_size(target()), 3u);
    EXPECT_EQ(files(), 1u) << "given up without a trace";
}

/// A bound on the size of files is a disk that fills up, seen from here.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes) {
        before_ = std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &old_);
        const rlimit bound{bytes, old_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &bound);
    }
    ~FullDisk() {
        ::setrlimit(RLIMIT_FSIZE, &old_);
        std::signal(SIGXFSZ, before_);
    }

private:
    rlimit old_{};
    void (*before_)(int);
};

TEST_F(XlsxWriterTest, RefusesWhenTheDiskIsFullAndLeavesNothing) {
    for (const rlim_t room : {100u, 2u << 20}) {
        auto writer = XlsxWriter::create(target(), columns);
        ASSERT_TRUE(writer);
        const FullDisk disk(room);
        Result<Done> done = Done{};
        for (std::int64_t row = 0; row < 400'000 && done; ++row) {
            (*writer)->text("Jansen " + std::to_string(row * 7'919 % 1'000'003));
            done = (*writer)->end_row();
        }
        if (done) done = (*writer)->finish({});
        ASSERT_FALSE(done);
        EXPECT_EQ(done.refusal().issues.at(0).key, "error.file_no_space");
        EXPECT_EQ(done.refusal().kind, RefusalKind::unavailable);
        *writer = nullptr;
        EXPECT_EQ(files(), 0u);
    }
}

TEST_F(XlsxWriterTest, RefusesPlacesThatAreNoFile) {
    for (const std::filesystem::path place : {"/nowhere/list.xlsx", "/dev/null", "/"}) {
        const auto writer = XlsxWriter::create(place, columns);
        ASSERT_FALSE(writer) << place;
        EXPECT_EQ(writer.refusal().issues.at(0).key, "error.file_not_writable");
    }
    EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
    EXPECT_FALSE(XlsxWriter::create(target(), {}));
}

}  // namespace
}  // namespace kartei::documents
