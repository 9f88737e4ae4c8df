// Files read by a process of its own: the same rows as here, and an end of that process costs the file and no more.
#include "documents/table_apart.hpp"

#include <gmock/gmock.h>
#include <fcntl.h>
#include <signal.h>

#include <fstream>
#include <thread>

#include "base/texts.hpp"
#include "documents/made_workbook_test.hpp"
#include "documents/reading_child.hpp"
#include "documents/reading_process.hpp"

namespace kartei::documents {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;

/// The program itself stands beside its tests.
ReadingProgram real() {
    const auto tests = std::filesystem::read_symlink("/proc/self/exe");
    return {{(tests.parent_path() / "kartei").string(), reading_word}};
}
/// Somebody else in its place.
ReadingProgram shell(const std::string& script) { return {{"/bin/sh", "-c", script}}; }

/// Everything a reader tells, as text.
std::string told(Result<std::unique_ptr<TableReader>> opened) {
    std::string all;
    const auto say = [&](const Refusal& refusal, std::int64_t line) {
        all += "refused " + std::to_string(static_cast<int>(refusal.kind)) + " at " + std::to_string(line);
        for (const auto& issue : refusal.issues) {
            all += " " + issue.key;
            for (const auto& [name, value] : issue.parameters) all += " " + name + "=" + value;
        }
        all += "\n";
    };
    if (!opened) return say(opened.refusal(), 0), all;
    auto& table = **opened;
    for (const auto& heading : table.header()) all += "[" + heading + "]";
    for (const auto& sheet : table.sheet_names()) all += "(" + sheet + ")";
    all += "\n";
    for (;;) {
        const auto more = table.next();
        if (!more) say(more.refusal(), table.line());
        if (more ? !*more : !table.may_continue()) break;
        if (!more) continue;
        all += std::to_string(table.line()) + ":";
        for (const auto cell : table.cells()) all += "|" + std::string(cell);
        all += "\n";
    }
    if (const auto dialect = table.csv_dialect())
        all += std::string(encoding_name(dialect->encoding)) + dialect->separator + "\n";
    return all + std::to_string(table.bytes_read()) + " of " + std::to_string(table.bytes_total());
}

void expect_the_same(const std::string& content, const TableWanted& wanted = {}) {
    const MadeFile file(content);
    const auto here = told(open_table(file.path(), wanted));
    EXPECT_EQ(told(open_table_apart(file.path(), wanted, real())), here);
}

std::string key_of(const std::filesystem::path& path, const ReadingProgram& program, const TableWanted& wanted = {}) {
    auto table = open_table_apart(path, wanted, program);
    if (!table) return table.refusal().issues.at(0).key;
    for (;;) {
        const auto more = (*table)->next();
        if (!more && !(*table)->may_continue()) {
            EXPECT_EQ((*table)->next().refusal().issues.at(0).key, more.refusal().issues.at(0).key) << "it stays so";
            return more.refusal().issues.at(0).key;
        }
        if (more && !*more) return "read";
    }
}

const std::string small_table = "name,town\nMüller,Köln\n";

TEST(TableApart, CsvReadsTheSameInEveryDialect) {
    expect_the_same(small_table);
    expect_the_same("\xef\xbb\xbfname;\" town \";x\r\n\"a;\"\"b\nc\";;\r\n\r\n;;3\r\n");
    expect_the_same("name\tnote\nM\xfcller\tx\n");
    expect_the_same("\xff\xfen\0a\0\n\0\xfc\0\n\0"s);
    expect_the_same("name,town\nMüller,Köln,zu viel\nvan \"x,y\n\"Jan\"x,y\nBerg,\"nie zu\n");
    expect_the_same("name\n\xc3\x28\xc3\xbc\xc3\xbc\xc3\xbc\nJan\n");
    expect_the_same("");
    expect_the_same("DE\t10115\tBerlin\n", {.csv = {.separator = '\t', .headings = {"a", "b", "c"}, .quotes = false}});
    expect_the_same("a,b\n1,2\n", {.csv = {.encoding = Encoding::windows_1252, .separator = ';'}});
}

TEST(TableApart, ManyRowsComeInTheirOrder) {
    std::string content = "number,name,long\n";
    for (int i = 0; i < 30'000; ++i) {
        content += std::to_string(i) + ",Müller " + std::to_string(i % 7) + ",";
        if (i % 5000 == 0) content.append(600'000, 'x');
        content += i % 1000 == 999 ? ",too much\n" : "\n";
    }
    expect_the_same(content);
}

TEST(TableApart, WorkbooksReadTheSame) {
    MadeWorkbook book;
    book.properties = "<workbookPr date1904=\"1\"/>";
    book.strings = "<si><t>name</t></si><si><r><t>Mül</t></r><r><t>ler</t></r></si>";
    const auto rows = "<row><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>n</t></is></c></row>"
                      "<row r=\"7\"><c t=\"s\"><v>1</v></c><c><v>12.5</v></c></row>"
                      "<row><c t=\"e\"><v>#REF!</v></c></row><row><c t=\"b\"><v>1</v></c></row>"s;
    expect_the_same(book.with_rows(rows));
    expect_the_same(book.with_rows(rows), {.sheet = "no such sheet"});
    expect_the_same(book.with_rows("<row><c t=\"str\"><v>name</v></c></row><row><c t=\"str\"><v>a</v></c>"));
    expect_the_same(archive_of({{"hello.txt", "no workbook"}}));
    expect_the_same("PK\3\4 no archive at all");
    expect_the_same("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old one");
}

TEST(TableApart, AFileThatIsNotThereIsRefusedHere) {
    EXPECT_EQ(key_of("/no/such/file.csv", real()), "error.table_file_unreadable");
    EXPECT_EQ(key_of("/tmp", real()), "error.table_file_unreadable");
}

TEST(TableApart, WhateverBecomesOfTheProcessTheFileAloneIsRefused) {
    const MadeFile file(small_table);
    for (const char* script : {"kill -SEGV $$", "kill -ABRT $$", "kill -KILL $$", "cat >/dev/null", "printf 'RRRR'",
                               "printf '\\377\\377\\377\\377'", "printf '\\003\\000\\000\\000\\000\\000\\000E'",
                               "head -c 100000 /dev/urandom", "yes"})
        EXPECT_EQ(key_of(file.path(), shell(script)), "error.table_reader_died") << script;
    EXPECT_EQ(key_of(file.path(), shell("exit 3")), "error.table_reader_not_started");
    EXPECT_EQ(key_of(file.path(), shell("kill -XCPU $$")), "error.table_reader_slow");
    EXPECT_EQ(key_of(file.path(), real()), "read") << "the next file is read as ever";
}

TEST(TableApart, SaysHowFarItGot) {
    const MadeFile file(small_table + std::string(300'000, 'x') + ",y\nend,end\n");
    const auto program = real().words.front();
    // Two frames come through, the rest does not.
    auto table = open_table_apart(file.path(), {}, shell("exec " + program + " read-table | head -c 100"));
    ASSERT_TRUE(table);
    ASSERT_FALSE((*table)->next());
    const auto refused = (*table)->next().refusal().issues.at(0);
    EXPECT_EQ(refused.key, "error.table_reader_died");
    for (const auto language : {Language::de, Language::nl, Language::en})
        EXPECT_THAT(text(language, refused.key, refused.parameters), HasSubstr("CSV (UTF-8)")) << "the way out";
}

TEST(TableApart, MemoryThatIsNotMeantForItIsNotTaken) {
    std::string strings;
    for (int i = 0; i < 300'000; ++i) strings += "<si><t>" + std::to_string(i) + std::string(200, 'x') + "</t></si>";
    MadeWorkbook book;
    book.strings = strings;
    const MadeFile bomb(book.with_rows("<row><c t=\"s\"><v>0</v></c></row>"));
    // The reader's own bounds are taken away, as if it had a mistake in them.
    TableWanted boundless;
    boundless.xlsx.ratio = boundless.xlsx.unpacked = boundless.xlsx.strings = boundless.xlsx.markup = 1ull << 40;
    auto program = real();
    EXPECT_EQ(key_of(bomb.path(), program, boundless), "read");
#if !defined(__SANITIZE_ADDRESS__)
    program.memory = 32 << 20;
    EXPECT_EQ(key_of(bomb.path(), program, boundless), "error.table_reader_memory");
#endif
    EXPECT_EQ(key_of(bomb.path(), real()), "error.xlsx_too_many_strings") << "with them it never comes to that";
}

TEST(TableApart, WorkThatHasNoEndIsStopped) {
    const MadeFile file(small_table);
    auto program = shell("ulimit -St 1; while :; do :; done");
    EXPECT_EQ(key_of(file.path(), program), "error.table_reader_slow");
}

TEST(TableApart, TheProcessEndsWithItsReader) {
    const MadeFile file(small_table), pid("");
    {
        auto table = open_table_apart(file.path(), {}, shell("echo $$ >" + pid.path().string() +
                                                             "; " + real().words.front() + " read-table; sleep 1000"));
        ASSERT_TRUE(table);
        EXPECT_TRUE(*(*table)->next());
    }
    int process = 0;
    std::ifstream(pid.path()) >> process;
    ASSERT_GT(process, 1);
    EXPECT_EQ(::kill(process, 0), -1) << "it is gone, and not even a zombie";
}

TEST(TableApart, NobodyNeedsToWaitForAProcessThatHangs) {
    const MadeFile file(small_table);
    const auto hanging = shell(real().words.front() + " read-table | head -c 40; exec sleep 1000");
    auto table = open_table_apart(file.path(), {}, hanging);
    ASSERT_TRUE(table);
    std::thread other([&] { (*table)->stop(); });
    Result<bool> more = true;
    do more = (*table)->next();
    while (more && *more);
    other.join();
    EXPECT_FALSE(more);
    EXPECT_FALSE((*table)->may_continue());
}

TEST(TableApart, ItGetsTheFileAndNothingElse) {
    const MadeFile file(small_table), seen("");
    ::setenv("KARTEI_DATABASE", "postgresql://kartei:secret@localhost/x", 1);
    const int leaking = ::open("/etc/passwd", O_RDONLY);  // as a library might open it
    auto table = open_table_apart(
        file.path(), {}, shell("(ls -l /proc/$$/fd; cat /proc/$$/environ) >" + seen.path().string()));
    ::close(leaking);
    ::unsetenv("KARTEI_DATABASE");
    EXPECT_FALSE(table);
    std::ifstream read(seen.path());
    const std::string list{std::istreambuf_iterator<char>(read), {}};
    EXPECT_THAT(list, HasSubstr(file.path().string()));
    EXPECT_THAT(list, testing::Not(HasSubstr("passwd")));
    EXPECT_THAT(list, testing::Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace kartei::documents
