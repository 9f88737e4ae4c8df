#include "base/card_number.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace kartei {
namespace {

/// The number with the digit that makes it pass for a card.
std::string with_luhn_digit(std::string number) {
    for (char digit = '0'; digit <= '9'; ++digit)
        if (contains_card_number(number + digit, false)) return number + digit;
    return "";
}

TEST(CardNumber, MobileNumbersWithoutPlusAreNone) {
    // Every tenth of them has a valid Luhn digit; none may be refused.
    for (int last = 0; last < 200; ++last) {
        const auto number = std::to_string(4915112340000 + last);
        EXPECT_FALSE(contains_card_number(number)) << number;
        EXPECT_FALSE(contains_card_number("49 151 1234" + number.substr(9), true)) << number;
    }
}

TEST(CardNumber, BarcodesOfGoodsAreNone) {
    for (const auto number : {"4006381333931", "4000417025005", "5012345678900", "5701234567899"})
        EXPECT_FALSE(contains_card_number(number)) << number;
    EXPECT_TRUE(contains_card_number("4222222222222")) << "no barcode has this check digit";
}

TEST(CardNumber, APhoneIsExcusedNoMoreThanFifteenDigits) {
    const auto fifteen = with_luhn_digit("37828224631000");
    ASSERT_EQ(fifteen, "378282246310005");
    EXPECT_FALSE(contains_card_number(fifteen, true));
    EXPECT_TRUE(contains_card_number("4111 1111 1111 1111", true));
}

TEST(CardNumber, IsCoveredButForItsLastDigits) {
    EXPECT_EQ(with_covered_card_numbers("Karte 4111 1111 1111 1111 alt, 030 123"),
              "Karte **** **** **** 1111 alt, 030 123");
    EXPECT_EQ(with_covered_card_numbers("4006381333931"), "4006381333931");
}

}  // namespace
}  // namespace kartei
