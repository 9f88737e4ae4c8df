// Workbooks that mean harm (reliability.md R24): each is refused by a name of its own, in little memory.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "documents/made_workbook_test.hpp"
#include "documents/xlsx_reader.hpp"

namespace kartei::documents {
namespace {

using namespace std::string_literals;

/// A figure of this process in MiB: "VmRSS:" is its memory now, "VmHWM:" the most since forget_peak().
std::size_t memory(std::string_view figure) {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == figure && status >> word) return std::stoul(word) >> 10;
    return 0;
}

void forget_peak() { std::ofstream("/proc/self/clear_refs") << 5; }

/// What a hostile file ends with: the key of the refusal, or "read" when it was read to its end.
std::string outcome(const std::filesystem::path& path, const XlsxLimits& limits = {}) {
    forget_peak();
    [[maybe_unused]] const auto before = memory("VmRSS:");
    std::string key = "read";
    auto reader = open_table(path, {.xlsx = limits});
    if (!reader) {
        key = reader.refusal().issues.at(0).key;
    } else {
        for (;;) {
            auto next = (*reader)->next();
            if (!next) key = next.refusal().issues.at(0).key;
            if (next ? !*next : !(*reader)->may_continue()) break;
        }
    }
#if !defined(__SANITIZE_ADDRESS__)  // which keeps freed memory for itself
    EXPECT_LE(memory("VmHWM:"), before + 64) << key;
#endif
    return key;
}

std::string outcome_of(const std::string& content, const XlsxLimits& limits = {}) {
    const MadeFile file(content);
    return outcome(file.path(), limits);
}

std::string outcome_of(const Parts& parts, const XlsxLimits& limits = {}) {
    return outcome_of(archive_of(parts), limits);
}

const std::string header = "<row><c t=\"str\"><v>name</v></c></row>";

Parts parts() { return MadeWorkbook{}.parts(header + "<row><c t=\"str\"><v>Jansen</v></c></row>"); }

/// The workbook with one part replaced, or added.
Parts with(const std::string& name, const std::string& content) {
    auto all = parts();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& part) { return part.first == name; });
    if (found != all.end()) found->second = content;
    else all.emplace_back(name, content);
    return all;
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    all.reserve(text.size() * times);
    while (times-- > 0) all += text;
    return all;
}

/// Text that does not pack well, so that other bounds than the ratio are met.
std::string noise(std::size_t size) {
    std::string text(size, ' ');
    std::uint64_t state = 4711;
    for (auto& byte : text)
        state = state * 6364136223846793005u + 1442695040888963407u, byte = static_cast<char>('a' + (state >> 60));
    return text;
}

TEST(HostileXlsx, TheHarmlessOneIsRead) { EXPECT_EQ(outcome_of(parts()), "read"); }

TEST(HostileXlsx, ABombIsRefusedWhileItIsInflated) {
    const auto rows = header + repeated("<row><c><v>1</v></c></row>", 500'000);
    EXPECT_EQ(outcome_of(MadeWorkbook{}.with_rows(rows)), "error.xlsx_bomb");
    EXPECT_EQ(outcome_of(with("xl/sharedStrings.xml", "<sst>" + repeated("<si/>", 1'000'000) + "</sst>")),
              "error.xlsx_bomb");
    EXPECT_EQ(outcome_of(with("xl/styles.xml", "<styleSheet>" + std::string(8 << 20, ' ') + "</styleSheet>")),
              "error.xlsx_bomb");
    EXPECT_EQ(outcome_of(with("_rels/.rels", std::string(8 << 20, ' '))), "error.xlsx_bomb");
}

TEST(HostileXlsx, ABombInAPartThatIsNotReadDoesNoHarm) {
    EXPECT_EQ(outcome_of(with("xl/media/image1.png", std::string(30 << 20, '\0'))), "read");
    EXPECT_EQ(outcome_of(with("xl/vbaProject.bin", "Sub AutoOpen()")), "read");
}

TEST(HostileXlsx, WhatIsTooLargeIsRefused) {
    EXPECT_EQ(outcome_of(MadeWorkbook{}.with_rows(header + "<!--" + noise(3 << 20) + "-->"), {.packed = 1 << 20}),
              "error.xlsx_too_large");
    std::string rows = header;
    const auto text = noise(1'000);
    for (int row = 0; row < 3'000; ++row)
        rows += "<row><c t=\"str\"><v>" + text + std::to_string(row * 7919) + "</v></c></row>";
    EXPECT_EQ(outcome_of(MadeWorkbook{}.with_rows(rows), {.unpacked = 2 << 20}), "error.xlsx_too_large");
    EXPECT_EQ(outcome_of(MadeWorkbook{}.with_rows(rows)), "read");
    std::string strings;
    for (int string = 0; string < 3'000; ++string) strings += "<si><t>" + text + "</t></si>";
    EXPECT_EQ(
        outcome_of(with("xl/sharedStrings.xml", "<sst>" + strings + "</sst>"), {.ratio = 100'000, .strings = 1 << 20}),
        "error.xlsx_too_many_strings");
    EXPECT_EQ(outcome_of(with("xl/sharedStrings.xml", "<sst>" + repeated("<si/>", 200'000) + "</sst>"),
                         {.ratio = 100'000, .strings = 1 << 20}),
              "error.xlsx_too_many_strings");
}

TEST(HostileXlsx, TooManyEntriesAreRefusedBeforeTheyAreListed) {
    Parts many = parts();
    for (int entry = 0; entry < 1'000; ++entry) many.emplace_back("x" + std::to_string(entry), "");
    EXPECT_EQ(outcome_of(many), "error.xlsx_entries");
    for (int entry = 1'000; entry < 65'530; ++entry) many.emplace_back("x" + std::to_string(entry), "");
    ASSERT_EQ(many.size(), 65'537u);
    const auto archive = archive_of(many);
    EXPECT_EQ(outcome_of(archive), "error.xlsx_entries");
    // The directory's end says "one entry", its length says otherwise.
    auto lying = archive;
    const auto end = lying.rfind("PK\5\6"s);
    lying[end + 8] = lying[end + 10] = 1, lying[end + 9] = lying[end + 11] = 0;
    EXPECT_EQ(outcome_of(lying), "error.xlsx_entries");
    // A second end behind the first, which libzip might prefer.
    EXPECT_EQ(outcome_of(archive + archive_of(parts())), "error.xlsx_entries");
}

TEST(HostileXlsx, NamesThatLeadAwayAreRefused) {
    for (const std::string name : {"../evil", "xl/../../evil", "/etc/passwd", "..\\evil", "xl\\..\\evil", "C:\\evil",
                                   "\\\\server\\evil", "xl/.."})
        EXPECT_EQ(outcome_of(with(name, "x")), "error.xlsx_names") << name;
    EXPECT_EQ(outcome_of(with("xl/..evil", "x")), "read");
}

TEST(HostileXlsx, EncryptionIsRefused) { EXPECT_EQ(outcome_of(archive_of(parts(), "secret")), "error.xlsx_protected"); }

TEST(HostileXlsx, EntitiesAreRefusedWhateverTheyAre) {
    const std::string laughs =
        "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c "
        "\"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
    for (const std::string& declaration :
         {laughs, "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">"s,
          "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"s,
          "<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://x.example/\"> %p;]>"s, "<!DOCTYPE x>"s}) {
        MadeWorkbook workbook;
        workbook.prolog += declaration;
        EXPECT_EQ(outcome_of(workbook.with_rows(header)), "error.xlsx_entities") << declaration;
        EXPECT_EQ(outcome_of(with("xl/sharedStrings.xml", declaration + "<sst><si><t>&c;</t></si></sst>")),
                  "error.xlsx_entities");
        EXPECT_EQ(outcome_of(with("_rels/.rels", declaration + "<x/>")), "error.xlsx_entities");
    }
    EXPECT_EQ(outcome_of(MadeWorkbook{}.with_rows(header + "<row><c t=\"str\"><v>&undeclared;</v></c></row>")),
              "error.xlsx_broken");
}

TEST(HostileXlsx, MarkupThatOnlyWantsMemoryIsRefused) {
    XlsxLimits any_ratio;
    any_ratio.ratio = 1'000'000;
    EXPECT_EQ(outcome_of(MadeWorkbook{}.with_rows(header + repeated("<a>", 500'000)), any_ratio), "error.xlsx_broken")
        << "depth";
    EXPECT_EQ(
        outcome_of(MadeWorkbook{}.with_rows(header + "<row a=\"" + std::string(20 << 20, 'x') + "\"/>"), any_ratio),
        "error.xlsx_broken")
        << "one tag";
    std::string names = header;
    for (int name = 0; name < 300'000; ++name) names += "<n" + std::to_string(name) + "/>";
    EXPECT_EQ(outcome_of(MadeWorkbook{}.with_rows(names), any_ratio), "error.xlsx_broken") << "names";
    std::string attributes = header + "<row";
    for (int name = 0; name < 200'000; ++name) attributes += " a" + std::to_string(name) + "=\"\"";
    EXPECT_EQ(outcome_of(MadeWorkbook{}.with_rows(attributes + "/>"), any_ratio), "error.xlsx_broken") << "attributes";
    EXPECT_EQ(outcome_of(
                  MadeWorkbook{}.with_rows(header + "<row>" + repeated("<c r=\"A1\"><v>1</v></c>", 100'000) + "</row>"),
                  any_ratio),
              "error.table_too_many_columns");
    EXPECT_EQ(outcome_of(MadeWorkbook{}.with_rows(header + "<row><c t=\"str\"><v>" + std::string(20 << 20, 'x') +
                                                  "</v></c></row>"),
                         any_ratio),
              "error.table_cell_too_long");
}

TEST(HostileXlsx, ASmallTextIsNotMadeLargeByPointingAtItOften) {
    MadeWorkbook workbook;
    workbook.strings = "<si><t>name</t></si><si><t>" + noise(1'000'000) + "</t></si>";
    std::string rows = "<row><c t=\"s\"><v>0</v></c></row>";
    for (int row = 0; row < 50'000; ++row) rows += "<row><c t=\"s\"><v>1</v></c></row>";
    EXPECT_EQ(outcome_of(workbook.with_rows(rows), {.ratio = 100'000}), "read");
}

TEST(HostileXlsx, EveryTruncationIsRefused) {
    const auto whole = archive_of(parts());
    for (std::size_t size = 4; size < whole.size(); size += 7)
        EXPECT_EQ(outcome_of(whole.substr(0, size)), "error.xlsx_broken") << size;
}

TEST(HostileXlsx, FlippedBytesAreRefusedOrHarmless) {
    const auto whole = archive_of(parts());
    int refused = 0;
    for (std::size_t at = 4; at < whole.size(); ++at) {
        auto bent = whole;
        bent[at] = static_cast<char>(bent[at] ^ 0x55);
        refused += outcome_of(bent) != "read";
    }
    EXPECT_GT(refused, static_cast<int>(whole.size() / 2));
}

TEST(HostileXlsx, EntriesThatShareTheirBytesAreRefused) {
    auto archive = archive_of(parts());
    // In the directory the first entry claims all bytes of the file.
    const auto directory = archive.find("PK\1\2"s);
    ASSERT_NE(directory, archive.npos);
    for (std::size_t byte = 0; byte < 4; ++byte)
        archive[directory + 20 + byte] = static_cast<char>(archive.size() >> (8 * byte) & 0xff);
    EXPECT_EQ(outcome_of(archive), "error.xlsx_broken");
}

TEST(HostileXlsx, OtherArchivesAreNotWorkbooks) {
    EXPECT_EQ(
        outcome_of(Parts{{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<x/>"}}),
        "error.xlsx_not_a_workbook");
    EXPECT_EQ(outcome_of("PK\5\6"s + std::string(18, '\0')), "error.xlsx_not_a_workbook");
    EXPECT_EQ(outcome_of(with("xl/workbook.xml", "<workbook><sheets/></workbook>")), "error.xlsx_not_a_workbook");
    EXPECT_EQ(outcome_of(with("xl/_rels/workbook.xml.rels",
                              "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" TargetMode=\"External\" "
                              "Target=\"http://x.example/\"/></Relationships>")),
              "error.xlsx_not_a_workbook")
        << "links that lead out are never followed";
    EXPECT_EQ(outcome_of(with("xl/worksheets/sheet1.xml", "not XML")), "error.xlsx_broken");
    EXPECT_EQ(
        outcome_of(with("xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + header +
                                                        "<row><c t=\"s\"><v>99</v></c></row></sheetData></worksheet>")),
        "error.xlsx_broken");
}

}  // namespace
}  // namespace kartei::documents
