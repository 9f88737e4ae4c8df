// What the profiles of the demonstration house list: family, passports, wishes, bank accounts, cards, phones, notes.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "program/demonstration/chance.hpp"

namespace kartei::program::demonstration {

/// Writes one take-over file for each list; `add` gives the path for a kind of file. Who has a bank account.
std::set<int> write_profiles(const std::function<std::string(const std::string& what)>& add,
                             const std::vector<int>& customers, Chance& chance);

/// An IBAN with its check digits (ISO 13616) for a country and the digits of bank and account.
std::string iban_with_check_digits(const std::string& country, const std::string& digits);

}  // namespace kartei::program::demonstration
