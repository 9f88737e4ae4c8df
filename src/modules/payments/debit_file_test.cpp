// The file for the bank over random runs: valid by the schema, its sums those of its items. KARTEI_DEBIT_RUNS=10000 makes
// as many; what a test has by default is small.
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "base/money.hpp"
#include "modules/payments/direct_debit.hpp"
#include "tests/support/databases.hpp"

namespace kartei::payments {
namespace {

namespace fs = std::filesystem;

class RandomRuns {
public:
    explicit RandomRuns(unsigned seed) : random_(seed) {}

    DebitRun run(std::int64_t id) {
        DebitRun run;
        run.id = id;
        run.scheme = any(4) == 0 ? "b2b" : "core";
        run.collect_on = "2026-" + two(1 + any(12)) + "-" + two(1 + any(28));
        run.message_id = "KARTEI-20260303-CORE-" + std::to_string(id);
        run.made_at = "2026-03-01T09:00:00Z", run.made_by = "system";
        run.creditor = {names_[any(8)], "DE98ZZZ09999999999", "DE89370400440532013000",
                        any(2) ? "COBADEFFXXX" : ""};
        return run;
    }
    std::vector<DebitItem> items(DebitRun& run) {
        std::vector<DebitItem> items(static_cast<std::size_t>(1 + any(12)));
        for (auto& item : items) {
            item.position = &item - items.data() + 1;
            item.booking = 1 + any(99'999);
            item.amount = any(30) == 0 ? highest_debit : 1 + any(5'000'000);
            item.name = names_[any(8)];
            item.iban = ibans_[any(5)], item.bic = any(3) == 0 ? "BYLADEM1001" : "";
            item.mandate = "M-" + std::to_string(any(100'000)), item.mandate_on = "2025-0" + std::to_string(1 + any(9)) + "-11";
            item.sequence = sequences_[any(3)], item.amended = any(6) == 0;
            item.end_to_end = "R" + std::to_string(run.id) + "-" + std::to_string(item.position);
            item.remittance = "Vorgang " + std::to_string(item.booking) + ", " + names_[any(8)];
            if (any(3) == 0) item.address = {"Große Straße 7 & Söhne", "24103", "Kiel <Süd>", "DE"};
            run.total += item.amount;
        }
        run.items = static_cast<std::int64_t>(items.size());
        return items;
    }

private:
    std::size_t any(int below) { return random_() % static_cast<unsigned>(below); }
    static std::string two(std::size_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

    std::mt19937 random_;
    static constexpr const char* names_[8] = {"Müller & Söhne", "Eriksson, Anna", "van den Berg", "Ćwikła \"Zoë\"",
                                              "Übergrößenträger und Reisegesellschaft mit einem Namen, der länger als siebzig Zeichen ist",
                                              "O'Brien", "Jansen/De Vries", "<b>Fett</b>"};
    static constexpr const char* ibans_[5] = {"DE02120300000000202051", "NL91ABNA0417164300", "AT611904300234573201",
                                              "BE68539007547034", "CH9300762011623852957"};
    static constexpr const char* sequences_[3] = {"FRST", "RCUR", "OOFF"};
};

/// What stands between the tags, each time.
std::vector<std::string> all_of(const std::string& file, const std::string& tag) {
    std::vector<std::string> all;
    for (auto at = file.find("<" + tag); at != std::string::npos; at = file.find("<" + tag, at + 1)) {
        const auto from = file.find('>', at) + 1;
        all.push_back(file.substr(from, file.find("</" + tag, from) - from));
    }
    return all;
}

std::int64_t cents(const std::string& amount) { return *read_money(amount, 2, '.'); }

void expect_sums(const std::string& file, const DebitRun& run) {
    std::int64_t items = 0, blocks = 0;
    for (const auto& amount : all_of(file, "InstdAmt")) items += cents(amount);
    const auto sums = all_of(file, "CtrlSum");
    for (std::size_t i = 1; i < sums.size(); ++i) blocks += cents(sums[i]);
    EXPECT_EQ(items, run.total);
    EXPECT_EQ(blocks, run.total);
    EXPECT_EQ(cents(sums.at(0)), run.total);
    EXPECT_EQ(all_of(file, "NbOfTxs").at(0), std::to_string(run.items));
    EXPECT_EQ(all_of(file, "DrctDbtTxInf").size(), static_cast<std::size_t>(run.items));
}

/// Files of a folder against the schema, where both are there.
bool are_valid(const fs::path& folder) {
    const auto beside = fs::read_symlink("/proc/self/exe").parent_path().parent_path().parent_path();
    const auto schema = beside / "shared" / "data" / "schemas" / "pain.008.001.08.xsd";
    if (!fs::exists(schema) || std::system("command -v xmllint >/dev/null") != 0) return true;
    const auto command = "find '" + folder.string() + "' -name '*.xml' -print0 | xargs -0 -n 500 xmllint --noout --schema '" +
                         schema.string() + "' 2>'" + (folder / "said").string() + "'";
    if (std::system(command.c_str()) == 0) return true;
    std::ifstream said(folder / "said");
    for (std::string line; std::getline(said, line);)
        if (!line.ends_with(" validates")) ADD_FAILURE() << line;
    return false;
}

// money.md 3: each file valid by the schema, control sum = sum of the items
TEST(DebitFile, OfRandomRunsIsValidAndItsSumsAreThoseOfItsItems) {
    const auto* const asked = std::getenv("KARTEI_DEBIT_RUNS");
    const int runs = asked ? std::atoi(asked) : 60;
    RandomRuns random(20261130);
    const auto folder = test::temporary_path("-debits");
    fs::create_directories(folder);
    for (int i = 1; i <= runs && !testing::Test::HasFailure(); ++i) {
        auto run = random.run(i);
        const auto items = random.items(run);
        const auto file = debit_file(run, items);
        EXPECT_EQ(file, debit_file(run, items)) << "the same run is the same file";
        expect_sums(file, run);
        std::ofstream(folder / (std::to_string(i) + ".xml"), std::ios::binary) << file;
    }
    EXPECT_TRUE(are_valid(folder));
    fs::remove_all(folder);
}

}  // namespace
}  // namespace kartei::payments
