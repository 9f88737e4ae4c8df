#include "modules/selections/codes.hpp"

#include <gtest/gtest.h>

#include "modules/selections/people.hpp"

namespace kartei::selections {
namespace {

// However large a code is that comes later: those before stay what they were
TEST(Codes, AreAsWideAsTheLargestOfThem) {
    Codes codes;
    const std::vector<std::uint32_t> all{0, 1, 255, 7, 256, 65'535, 3, 65'536, 4'000'000'000, 2};
    for (const auto code : all) codes.push_back(code);
    ASSERT_EQ(codes.size(), all.size());
    for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(codes[i], all[i]) << i;
}

TEST(Codes, ArePutInAnyRowAndInAnotherOrder) {
    Codes codes(3);
    codes.put(1, 300), codes.put(2, 5);
    const auto turned = codes.arranged({2, 1, 0});
    EXPECT_EQ(turned[0], 5u);
    EXPECT_EQ(turned[1], 300u);
    EXPECT_EQ(turned[2], 0u);
    auto wider = turned;
    wider.put(0, 70'000);
    EXPECT_EQ(wider[0], 70'000u);
    EXPECT_EQ(wider[1], 300u);
}

TEST(Codes, TakeAsLittleAsTheyNeed) {
    Codes narrow(1'000), wide(1'000);
    narrow.put(999, 255), wide.put(999, 256);
    narrow.close(), wide.close();
    EXPECT_EQ(narrow.bytes(), 1'000u);
    EXPECT_EQ(wide.bytes(), 2'000u);
}

TEST(SetsOfCustomers, CountWhatStandsBetweenPlaces) {
    std::vector<std::uint32_t> places;
    for (std::uint32_t place = 0; place <= 200; place += place < 60 ? 1 : 13) places.push_back(place);
    places.push_back(200), places.push_back(200);
    const auto set = Set::where(200, [](std::size_t i) { return i % 3 == 0 || i == 64; });
    const auto counts = set.counts_between(places);
    ASSERT_EQ(counts.size(), places.size() - 1);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        std::uint32_t expected = 0;
        for (auto place = places[i]; place < places[i + 1]; ++place) expected += set.has(place);
        EXPECT_EQ(counts[i], expected) << places[i];
    }
    EXPECT_EQ(set.count(), 68);
    EXPECT_EQ(set.count_with(set.turned()), 0);
    EXPECT_EQ(set.turned().count(), 132);
}

}  // namespace
}  // namespace kartei::selections
