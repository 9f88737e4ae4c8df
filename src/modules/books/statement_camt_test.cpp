// Statements as banks write them, in each message and version whose schema we have: they are valid, are read as they were
// meant, and are matched as those were that no file stood between.
#include <gmock/gmock.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "modules/books/random_payers.hpp"
#include "modules/books/statement_fixture.hpp"

namespace kartei::books {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> messages{"camt.053.001.08", "camt.053.001.02", "camt.054.001.08"};

/// Files of one message, looked at by the schema all at once.
class Files {
public:
    Files() { fs::create_directories(folder_); }
    ~Files() { fs::remove_all(folder_); }

    void add(const std::string& message, int number, const std::string& written) {
        const auto folder = folder_ / message;
        fs::create_directories(folder);
        std::ofstream(folder / (std::to_string(number) + ".xml")) << written;
    }
    /// False where there is no schema, or nothing to look with.
    bool can_be_checked() const {
        return fs::exists(schemas()) && std::system("command -v xmllint >/dev/null") == 0;
    }
    bool are_valid(const std::string& message) const {
        const auto command = "xmllint --noout --schema " + (schemas() / (message + ".xsd")).string() + " " +
                             (folder_ / message).string() + "/*.xml >/dev/null 2>" + (folder_ / "said").string();
        if (std::system(command.c_str()) == 0) return true;
        const auto shown = "grep -v validates " + (folder_ / "said").string() + " | head -5 >&2";
        (void)std::system(shown.c_str());
        return false;
    }

private:
    static fs::path schemas() {
        return fs::read_symlink("/proc/self/exe").parent_path().parent_path().parent_path() / "shared" / "data" / "schemas";
    }
    const fs::path folder_ = fs::temp_directory_path() / ("statements-" + std::to_string(::getpid()));
};

bool same_parts(const Proposal& proposal, const std::vector<MatchPart>& right) {
    return right.size() == proposal.parts.size() &&
           std::is_permutation(right.begin(), right.end(), proposal.parts.begin());
}

// money.md 4: 500 statements of real items, valid by the schemas; what is clear is right, and nothing wrong is posted
TEST(StatementCamt, FiveHundredStatementsAreValidAndMatchedRightly) {
    Files files;
    int clear = 0, wrong = 0, rest = 0, first = 0, number = 0;
    for (unsigned house = 0; house < 10; ++house) {
        Payers payers(house + 101);
        const Matcher matcher(payers.items(), {});
        for (int i = 0; i < 50; ++i, ++number) {
            const CamtForm form{messages[static_cast<std::size_t>(number) % messages.size()]};
            const auto made = payers.made();
            const auto written = camt053({made.entry.entry}, 100'00, 100'00 + made.entry.entry.amount,
                                         std::to_string(number + 1), form);
            files.add(form.message, number, written);
            const auto read = read_camt(written, 2);
            ASSERT_TRUE(read) << form.message;
            ASSERT_EQ(read->size(), 1U);
            EXPECT_TRUE(read->front().is_balanced());
            ASSERT_EQ(read->front().entries.size(), 1U);
            auto asked = made.entry;
            asked.entry = read->front().entries.front();
            EXPECT_EQ(asked.entry.amount, made.entry.entry.amount) << written;
            EXPECT_EQ(asked.entry.charges, made.entry.entry.charges) << written;
            EXPECT_EQ(asked.entry.name, made.entry.entry.name) << written;
            EXPECT_EQ(asked.entry.text, made.entry.entry.text) << written;
            const auto found = matcher.proposals(asked);
            const bool is_right = !found.empty() && same_parts(found.front(), made.right);
            const bool is_clear = !found.empty() && found.front().clear;
            clear += is_clear, wrong += is_clear && !is_right;
            rest += !is_clear, first += !is_clear && is_right;
        }
    }
    EXPECT_EQ(wrong, 0);
    EXPECT_GE(clear, 225);
    EXPECT_GE(first * 100, rest * 95) << first << " of " << rest;
    if (!files.can_be_checked()) return;
    for (const auto& message : messages) EXPECT_TRUE(files.are_valid(message)) << message;
}

// A sum of debits that came back is taken apart in both versions, and still adds up
TEST(StatementCamt, WhatCameBackIsReadInEachVersion) {
    Files files;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        BankEntry back;
        back.amount = -103'00, back.charges = 3'00, back.returned = true;
        back.name = "Weber & Söhne", back.end_to_end = "R1-1-4711", back.reason = "AC04";
        back.iban = "DE02120300000000202051", back.text = "Ruecklastschrift";
        const CamtForm form{messages[i]};
        const auto written = camt053({back}, 500'00, 397'00, "9", form);
        files.add(form.message, 1, written);
        const auto read = read_camt(written, 2);
        ASSERT_TRUE(read);
        const auto& entry = read->front().entries.front();
        EXPECT_EQ(entry.amount, -103'00);
        EXPECT_EQ(entry.end_to_end, "R1-1-4711");
        EXPECT_EQ(entry.reason, "AC04");
        EXPECT_TRUE(entry.returned);
        EXPECT_EQ(entry.charges, 3'00);
        if (files.can_be_checked()) {
            EXPECT_TRUE(files.are_valid(form.message));
        }
    }
}

}  // namespace
}  // namespace kartei::books
