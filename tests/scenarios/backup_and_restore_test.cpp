// A house is copied while it runs, lost, and put back: as docs/operating.md describes it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "tests/support/databases.hpp"
#include "tests/support/running_program.hpp"

namespace kartei::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class BackupAndRestore : public testing::Test {
protected:
    void SetUp() override {
        fs::create_directories(folder_);
        ASSERT_EQ(import_customers(1, 300), 0) << said_;
    }
    void TearDown() override { fs::remove_all(folder_); }

    int run(std::vector<std::string> words, std::string input = "") {
        words.insert(words.end(), {"--database", "sqlite:" + house().string()});
        RunningProgram program(std::move(words), {std::move(input)});
        const auto code = program.wait();
        said_ = program.said();
        return code.value_or(-1000);
    }
    int import_customers(int first, int last) {
        std::string rows = "number,name,town\n";
        for (int i = first; i <= last; ++i) rows += std::to_string(700'000 + i) + ",Abel" + std::to_string(i) + ",Ulm\n";
        return run({"import", "customers", "-"}, rows);
    }
    /// Without the manifest, which names the moment of the export.
    std::string register_of_house() {
        EXPECT_EQ(run({"export", "customers", "--format", "csv"}), 0) << said_;
        std::istringstream lines(said_);
        std::string rows;
        for (std::string line; std::getline(lines, line);)
            if (!line.starts_with("{\"at\":") && !line.starts_with("{\"report\":")) rows += line + "\n";
        return rows;
    }
    std::vector<std::string> names_in_folder() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder_)) names.push_back(entry.path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    }
    fs::path house() const { return folder_ / "house.sqlite"; }
    fs::path copy() const { return folder_ / "copy.sqlite"; }

    fs::path folder_ = temporary_path(".house");
    std::string said_;
};

TEST_F(BackupAndRestore, BringBackWhatWasThere) {
    const auto before = register_of_house();
    {
        RunningServer server({"--database", "sqlite:" + house().string()});
        ASSERT_EQ(run({"backup", copy().string()}), 0) << said_;
        EXPECT_THAT(said_, HasSubstr("audit: as they should be")) << "the copy was opened and checked";
        EXPECT_EQ(fs::status(copy()).permissions(), fs::perms(0600));
        EXPECT_EQ(run({"backup", copy().string()}), 1) << "nothing is overwritten";
        ASSERT_EQ(import_customers(301, 400), 0) << said_;
        EXPECT_EQ(run({"restore", copy().string()}), 1);
        EXPECT_THAT(said_, HasSubstr("stop the server first"));
        server.signal(SIGKILL);
        server.wait();
    }
    const auto lost = register_of_house();
    EXPECT_NE(lost, before);
    ASSERT_EQ(run({"restore", copy().string()}), 0) << said_;
    EXPECT_EQ(register_of_house(), before);
    EXPECT_EQ(run({"check"}), 0) << said_;
    ASSERT_EQ(import_customers(301, 310), 0) << "people go on working: " << said_;
    // What stood there before is still there, with everything that was saved last.
    const auto names = names_in_folder();
    const auto former = std::find_if(names.begin(), names.end(), [](const std::string& name) {
        return name.starts_with("house.sqlite.before-") && !name.ends_with("-wal");
    });
    ASSERT_NE(former, names.end());
    ASSERT_EQ(run({"restore", (folder_ / *former).string()}), 0) << said_;
    EXPECT_EQ(register_of_house(), lost);
}

TEST_F(BackupAndRestore, LeaveNothingElseBehind) {
    const auto before = names_in_folder();
    ASSERT_EQ(run({"backup", copy().string()}), 0) << said_;
    auto after = names_in_folder();
    std::erase(after, "copy.sqlite");
    EXPECT_EQ(after, before);
    EXPECT_NE(run({"backup", "/there/is/no/such/folder/copy.sqlite"}), 0);
    EXPECT_THAT(said_, HasSubstr("No such file or directory"));
}

TEST_F(BackupAndRestore, ADamagedCopyNeverTakesThePlaceOfAHouse) {
    ASSERT_EQ(run({"backup", copy().string()}), 0) << said_;
    const auto before = register_of_house();
    {
        std::fstream file(copy(), std::ios::binary | std::ios::in | std::ios::out);
        const std::string zeros(8192, '\0');
        for (std::uintmax_t at = 4096; at + 20'000 < fs::file_size(copy()); at += 40'000) {
            file.seekp(static_cast<std::streamoff>(at));
            file.write(zeros.data(), static_cast<std::streamsize>(zeros.size()));
        }
    }
    EXPECT_NE(run({"restore", copy().string()}), 0);
    EXPECT_EQ(register_of_house(), before);
    std::ofstream(folder_ / "letter.txt") << "Dear house";
    EXPECT_EQ(run({"restore", (folder_ / "letter.txt").string()}), 1);
    EXPECT_EQ(run({"restore", (folder_ / "nothing").string()}), 1);
    EXPECT_EQ(register_of_house(), before);
    for (const auto& name : names_in_folder()) EXPECT_EQ(name.find(".restored"), std::string::npos) << name;
}

TEST_F(BackupAndRestore, WantTheKeyOfTheHouse) {
    ASSERT_EQ(run({"backup", copy().string()}), 0) << said_;
    fs::remove(house());
    fs::rename(house().string() + ".key", folder_ / "elsewhere");
    EXPECT_EQ(run({"restore", copy().string()}), 1);
    EXPECT_THAT(said_, HasSubstr("key file"));
    EXPECT_FALSE(fs::exists(house())) << "no empty house is left";
    fs::rename(folder_ / "elsewhere", house().string() + ".key");
    EXPECT_EQ(run({"restore", copy().string()}), 0) << said_;
    EXPECT_THAT(register_of_house(), HasSubstr("Abel300"));
}

}  // namespace
}  // namespace kartei::test
