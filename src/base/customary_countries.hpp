// What countries are called beside ICU's names: signs of vehicles, codes of sports and of tax offices, everyday and
// official names in German, Dutch and English, and adjectives, which passports and address files have.
#pragma once

#include <span>
#include <string_view>

namespace kartei {

struct CustomaryCountry {
    const char* code;
    std::string_view words;  ///< separated by ';'
};
std::span<const CustomaryCountry> customary_countries();

}  // namespace kartei
