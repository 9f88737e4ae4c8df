// Passports and accounts that somebody sends: planted values are looked for in every file beside the house, in what is
// answered, and in the tables, while a file waits, after it was imported, and after a process died with it.
#include <sys/stat.h>

#include <chrono>
#include <filesystem>

#include "base/iban.hpp"
#include "modules/imports/import_test_support.hpp"
#include "modules/imports/uploads.hpp"

namespace kartei::imports {
namespace {

namespace fs = std::filesystem;
using sql::Transaction;

constexpr int planted = 5000;  ///< of each kind, one for each customer
constexpr int first_number = 20000;
// As long as it takes that no sealed value holds them by chance.
constexpr std::string_view of_passports = "PLNTPLNT", of_accounts = "77777777";

std::string padded(int number, int width) {
    auto text = std::to_string(number);
    return std::string(static_cast<std::size_t>(width) - text.size(), '0') + text;
}

/// A German account of the bank 77777777.
std::string account(int number) {
    const auto bban = std::string(of_accounts) + padded(number, 10);
    for (int check = 2; check < 99; ++check)
        if (const auto iban = "DE" + padded(check, 2) + bban; !iban_of(iban).empty()) return iban;
    return "";
}

int count_of(std::string_view text, std::string_view marker) {
    int count = 0;
    for (auto at = text.find(marker); at != std::string_view::npos; at = text.find(marker, at + 1)) ++count;
    return count;
}

class Secrets : public ImportTest {
protected:
    void SetUp() override {
        ImportTest::SetUp();
        if (IsSkipped()) return;
        std::string content = "number,name\n";
        for (int i = 0; i < planted; ++i) content += std::to_string(first_number + i) + ",Reisender" + padded(i, 5) + "\n";
        import("customers", content);
    }
    std::string passports(bool with_bad_rows = false) {
        std::string content = "customer;Passnummer;bemerkt\n";
        for (int i = 0; i < planted; ++i)
            content += std::to_string(with_bad_rows && i % 100 == 0 ? 9999 : first_number + i) + ";" +
                       std::string(of_passports) + padded(i, 5) + ";\n";
        return content;
    }
    std::string accounts() {
        std::string content = "customer;IBAN\n";
        for (int i = 0; i < planted; ++i) content += std::to_string(first_number + i) + ";" + account(i) + "\n";
        return content;
    }
    using Json = nlohmann::json;
    Json sent(const std::string& what, const std::string& content) {
        auto accepted = accept_upload(house(), clerk(), what, "liste.csv", file(content));
        EXPECT_TRUE(accepted);
        return accepted ? *accepted : Json();
    }
    Json mapped(const Json& upload, const Json& mapping) {
        auto changed = change_upload(house(), clerk(), upload.at("id"), {{"mapping", mapping}});
        EXPECT_TRUE(changed) << (changed ? "" : changed.refusal().issues.at(0).key);
        return changed ? *changed : Json();
    }
    Result<ImportResult> run_upload(const Json& upload) {
        auto wanted = request_of(house(), clerk(), upload.at("id"));
        if (!wanted) return wanted.refusal();
        TestProgress progress;
        return run_import(house(), clerk(), *wanted, progress);
    }
    /// Planted values in the files beside the house, and files that others than their owner can read.
    int in_files() {
        int found = 0;
        for (const auto& entry : fs::recursive_directory_iterator(house().folder)) {
            if (!entry.is_regular_file()) continue;
            std::ifstream in(entry.path(), std::ios::binary);
            const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
            found += count_of(bytes, of_passports) + count_of(bytes, of_accounts);
            struct stat about {};
            ::stat(entry.path().c_str(), &about);
            EXPECT_EQ(about.st_mode & 077, 0u) << entry.path();
        }
        return found;
    }
    /// Planted values in the tables that an import writes, and in what it remembers of itself.
    int in_tables() {
        return db().read([&](Transaction& transaction) {
            int found = 0;
            for (const char* columns : {"number, number_index FROM passport", "iban, iban_index FROM bank_account",
                                        "before, after FROM audit_row", "settings, result FROM import_run",
                                        "mapping, name FROM import_mapping"}) {
                auto rows = transaction.stream("SELECT " + std::string(columns));
                while (rows.next())
                    for (int column = 0; column < 2; ++column)
                        found +=
                            count_of(rows.string(column), of_passports) + count_of(rows.string(column), of_accounts);
            }
            return found;
        });
    }
    static int in(const Json& told) {
        const auto text = told.dump();
        return count_of(text, of_passports) + count_of(text, of_accounts);
    }
};
ON_BOTH_ENGINES(Secrets);

TEST_P(Secrets, OfTenThousandPlantedValuesNoneIsFoundAnywhere) {
    for (const auto& [what, content, mapping] :
         {std::tuple("passports", passports(), Json{{"Passnummer", "number"}, {"bemerkt", ""}}),
          std::tuple("bank_accounts", accounts(), Json{{"IBAN", "iban"}})}) {
        const auto upload = sent(what, content);
        EXPECT_EQ(in(upload), 0) << "while it is mapped: " << what;
        EXPECT_EQ(in_files(), 0) << "while it waits: " << what;
        const auto decided = mapped(upload, mapping);
        EXPECT_EQ(in(decided), 0);
        TestProgress progress;
        const auto wanted = request_of(house(), clerk(), upload.at("id"));
        ASSERT_TRUE(wanted);
        const auto seen = preview_import(house(), clerk(), *wanted, progress);
        ASSERT_TRUE(seen);
        EXPECT_EQ(in(*seen), 0) << "in the preview: " << what;
        const auto done = run_upload(upload);
        ASSERT_TRUE(done);
        EXPECT_EQ(done->at("new"), planted) << done->at("sample").dump().substr(0, 400);
        EXPECT_EQ(in(*done), 0);
        EXPECT_EQ(in_files(), 0) << "after it was imported: " << what;
        EXPECT_FALSE(request_of(house(), clerk(), upload.at("id"))) << "what was imported is no longer kept";
    }
    EXPECT_EQ(in_tables(), 0);
}

TEST_P(Secrets, ColumnsThatAreNotTakenAreMaskedWhereTheyMayHoldSuch) {
    const auto upload = sent("passports", passports());
    EXPECT_EQ(in(mapped(upload, {{"Passnummer", ""}, {"bemerkt", ""}})), 0) << "a column that is dropped";
    const auto other = sent("customers", "name;Passnummer;IBAN\nMeyer;" + std::string(of_passports) + "00001;" + account(1) + "\n");
    EXPECT_EQ(in(other), 0) << "in a file of another kind";
    EXPECT_EQ(other["columns"][0]["sample"][0], "Meyer");
}

TEST_P(Secrets, RefusedRowsAreWrittenWithoutThem) {
    const auto upload = sent("passports", passports(true));
    mapped(upload, {{"Passnummer", "number"}, {"bemerkt", ""}});
    const auto refused = run_upload(upload);
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->at("refused"), planted / 100);
    EXPECT_TRUE(refused->contains("refused_file"));
    EXPECT_EQ(in_files(), 0);
}

TEST_P(Secrets, WhatAKilledProcessOrAnOlderVersionLeftIsSweptOrSealed) {
    const auto upload = sent("passports", passports());
    const auto path = text_of("SELECT file_path FROM import_run ORDER BY id DESC");
    fs::remove(path);
    std::ofstream(path) << passports();
    const auto orphan = house().folder + "/upload-orphan", fresh_one = house().folder + "/upload-fresh";
    std::ofstream(orphan) << passports();
    std::ofstream(fresh_one) << "may be one that is arriving";
    fs::permissions(path, fs::perms(0600));
    fs::permissions(orphan, fs::perms(0600));
    fs::permissions(fresh_one, fs::perms(0600));
    fs::last_write_time(orphan, fs::file_time_type::clock::now() - std::chrono::hours(2));
    EXPECT_GT(in_files(), 0);
    tidy_uploads(house());
    EXPECT_EQ(in_files(), 0);
    EXPECT_FALSE(fs::exists(orphan));
    EXPECT_TRUE(fs::exists(fresh_one));
    mapped(upload, {{"Passnummer", "number"}, {"bemerkt", ""}});
    const auto done = run_upload(upload);
    ASSERT_TRUE(done);
    EXPECT_EQ(done->at("new"), planted) << "it can still be imported";
}

TEST_P(Secrets, CardNumbersAreRefusedInNamesOfFilesMappingsAndSources) {
    const std::string card = "4111 1111 1111 1111";
    const auto named = accept_upload(house(), clerk(), "customers", card + ".csv", file("name\nMeyer\n"));
    ASSERT_FALSE(named);
    EXPECT_EQ(named.refusal().issues.at(0).key, "error.card_number");
    for (const auto& mapping : {SavedMapping{"customers", card, {{"a", "name"}}, ""},
                                SavedMapping{"customers", "alt", {{card, "name"}}, ""},
                                SavedMapping{"customers", "alt", {{"a", "name"}}, "System " + card}}) {
        const auto stored = store_mapping(house(), mapping);
        ASSERT_FALSE(stored);
        EXPECT_EQ(stored.refusal().issues.at(0).key, "error.card_number");
    }
}

}  // namespace
}  // namespace kartei::imports
