// Accounts of the book-keeping as base data: which posting, under which tax, goes to which account with which tax key.
#pragma once

#include <array>
#include <string_view>

#include "modules/parameters/plain_record.hpp"

namespace kartei::parameters {

/// Kinds of services that can have accounts of their own ("services" stands for all of them).
inline constexpr std::array<std::string_view, 13> posted_services{
    "package", "flight", "hotel", "train", "bus", "transfer", "ship", "car", "insurance", "ticket", "fee", "agency", "other"};

/// Everything that is posted, by the words of the field "posting".
std::vector<std::string_view> posting_words();
PlainRecord posting_account_record();

}  // namespace kartei::parameters
