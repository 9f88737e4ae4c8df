// Records put aside in temporary files come back in the order of their bytes, however little memory they have.
#include "modules/imports/record_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/support/databases.hpp"

namespace kartei::imports {
namespace {

std::vector<std::string> sorted_by(std::size_t memory, const std::vector<std::string>& records) {
    TemporaryFolder folder((test::temporary_folder() / "records").string());
    SortedRecords sorted(folder, memory);
    for (const auto& record : records) sorted.add(record);
    EXPECT_EQ(sorted.count(), static_cast<std::int64_t>(records.size()));
    std::vector<std::string> found;
    for (std::string_view record; sorted.next(record);) found.emplace_back(record);
    sorted.rewind();
    std::string_view first;
    EXPECT_EQ(sorted.next(first), !records.empty());
    if (!records.empty()) EXPECT_EQ(first, found.front());
    return found;
}

TEST(SortedRecords, AreTheSameInOneRunAndInMany) {
    std::mt19937 random(3);
    std::vector<std::string> records;
    for (int i = 0; i < 5000; ++i) {
        std::string record(random() % 30, 'x');
        for (auto& c : record) c = static_cast<char>(random() % 4);
        records.push_back(record + std::to_string(random() % 9));
    }
    auto expected = records;
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(sorted_by(64 << 20, records), expected);
    EXPECT_EQ(sorted_by(4 << 10, records), expected);
    EXPECT_TRUE(sorted_by(4 << 10, {}).empty());
}

}  // namespace
}  // namespace kartei::imports
