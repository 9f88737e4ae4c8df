// VAT numbers by their check digits. The right ones are numbers that companies publish, or examples of the authorities.
#include "base/vat_id.hpp"

#include <gmock/gmock.h>

namespace kartei {
namespace {

// J-136
TEST(VatId, CheckDigitsOfEachCountry) {
    for (const char* number :
         {"DE136695976", "DE 123 456 788", "ATU13585627", "NL004495445B01", "NL 123456789B13", "BE0428759497",
          "LU15027442", "FR40303265045", "IT00743110157", "PL8567346215", "DK13585628", "SE123456789701",
          "FI20774740", "CHE-107.787.577 MWST", "PT501964843", "EL094259216", "HR33392005961", "SI50223054",
          "HU12892312", "SK2022749619", "EE100931558", "DE\u00A0136\u202F695976", "GR094259216", "BE428759497",
          "be 0428.759.497"})
        EXPECT_EQ(check_vat_id(number), VatIdCheck::right) << number;
}

TEST(VatId, OneWrongDigitIsFound) {
    for (const char* number : {"DE136695977", "ATU13585626", "NL004495446B01", "NL123456789B14", "BE0428759498",
                               "LU15027443", "FR41303265045", "IT00743110158", "PL8567346216", "DK13585627",
                               "SE556074754801", "FI20774741", "CHE107787578", "PT501964842", "EL094259217",
                               "HR33392005962", "SI50223055", "HU12892313", "SK2022749618", "EE100931559", "DE12345",
                               "D", "DE"})
        EXPECT_EQ(check_vat_id(number), VatIdCheck::wrong) << number;
}

TEST(VatId, WhatIsNotCheckedIsSaidSo) {
    for (const char* number : {"GB980780684", "FRXX303265045", "US123456789"})
        EXPECT_EQ(check_vat_id(number), VatIdCheck::unknown) << number;
}

}  // namespace
}  // namespace kartei
