#include "modules/parameters/posting_account_record.hpp"

#include <algorithm>

namespace kartei::parameters {
namespace {

using enum FieldKind;
constexpr auto open = Privacy::open;

constexpr std::array<std::string_view, 32> postings{
    "debtors",      "services",      "package",     "flight",        "hotel",        "train",
    "bus",          "transfer",      "ship",        "car",           "insurance",    "ticket",
    "fee",          "agency",        "other",       "amounts",       "fees",         "charges",
    "margin_tax",   "event_tickets", "event_fees",  "products",      "paid_cash",    "paid_transfer",
    "paid_card",    "paid_cheque",   "paid_direct_debit", "paid_voucher", "paid_bonus", "paid_invoice",
    "paid_other",   "bank_charges"};
constexpr std::array<std::string_view, 8> taxes{"any",      "margin",  "margin_exempt", "intermediated",
                                                "standard", "reduced", "zero",          "outside"};

bool is_digits(const std::string& text) {
    return std::ranges::all_of(text, [](char letter) { return letter >= '0' && letter <= '9'; });
}

std::vector<Issue> complete(sql::Transaction&, PlainRow& row) {
    std::vector<Issue> issues;
    const auto account = row.text("account");
    if (account.size() < 3 || !is_digits(account)) issues.push_back({"account", "error.not_an_account", {}});
    if (!is_digits(row.text("tax_key"))) issues.push_back({"tax_key", "error.not_a_tax_key", {}});
    return issues;
}

}  // namespace

std::vector<std::string_view> posting_words() { return {postings.begin(), postings.end()}; }

PlainRecord posting_account_record() {
    PlainRecord record{"posting_account",
                       "posting_account",
                       {{"posting", choice, 0, open, required, postings},
                        {"tax", choice, 0, open, required, taxes},
                        {"account", text, 9, open, required},
                        {"tax_key", text, 4, open},
                        {"name", text, 60, open}},
                       "posting, tax",
                       {"posting", "tax"}};
    record.complete = complete;
    return record;
}

}  // namespace kartei::parameters
