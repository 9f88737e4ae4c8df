// How many pages a PDF has.
#pragma once

#include <string>
#include <string_view>

namespace kartei::test {

inline std::size_t pages_of(const std::string& pdf) {
    std::size_t pages = 0;
    constexpr std::string_view page = "/Type /Page ";  // "/Type /Pages" is their list
    for (auto at = pdf.find(page); at != std::string::npos; at = pdf.find(page, at + 1)) ++pages;
    return pages;
}

}  // namespace kartei::test
