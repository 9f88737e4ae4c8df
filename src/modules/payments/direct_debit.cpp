#include "modules/payments/direct_debit.hpp"

#include <algorithm>

#include "base/iban.hpp"
#include "base/sepa.hpp"

namespace kartei::payments {
namespace {

using Issues = std::vector<Issue>;

/// Reasons that name the account or the debtor: the account is not debited again.
constexpr std::array<std::string_view, 8> blocking{"AC01", "AC04", "AC06", "AC13", "AG01", "MD01", "MD07", "SL01"};
constexpr std::array<std::string_view, 17> passing{"AG02", "AM04", "AM05", "BE05", "CNOR", "DNOR",
                                                   "ED05", "FF01", "MD02", "MD06", "MS02", "MS03",
                                                   "RC01", "RR01", "RR02", "RR03", "withdrawn"};

template <class List>
bool holds(const List& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

void check_account(const Debit& debit, Issues& issues) {
    const auto& account = debit.account;
    if (account.iban.empty()) return issues.push_back({"iban", "debit.problem.no_iban", {}});
    const auto iban = iban_of(account.iban);
    if (iban.empty()) return issues.push_back({"iban", "debit.problem.wrong_iban", {}});
    const auto country = iban.substr(0, 2);
    if (!is_sepa_country(country))
        issues.push_back({"iban", "debit.problem.not_in_sepa", {{"country", country}}});
    if (!account.bic.empty() && bic_of(account.bic).empty())
        issues.push_back({"bic", "debit.problem.wrong_bic", {}});
    else if (!account.bic.empty() && is_eea_country(country) && bic_of(account.bic).substr(4, 2) != country)
        issues.push_back({"bic", "debit.problem.bic_of_another_country", {{"country", country}}});
    if (is_eea_country(country)) return;
    if (account.bic.empty()) issues.push_back({"bic", "debit.problem.bic_needed", {{"country", country}}});
    if (debit.address.town.empty() || debit.address.country.empty())
        issues.push_back({"address", "debit.problem.address_needed", {{"country", country}}});
}

void check_mandate(const Debit& debit, std::string_view scheme, Date collect_on, const MandateHistory& history,
                   Issues& issues) {
    const auto& account = debit.account;
    if (account.mandate.empty()) return issues.push_back({"mandate", "debit.problem.no_mandate", {}});
    if (!is_sepa_reference(account.mandate))
        issues.push_back({"mandate", "debit.problem.mandate_characters", {{"mandate", account.mandate}}});
    if (account.mandate_scheme != scheme)
        issues.push_back({"mandate_scheme", "debit.problem.other_scheme", {{"scheme", std::string(scheme)}}});
    if (account.mandate_on > write_date(collect_on))
        issues.push_back({"mandate_on", "debit.problem.signed_later", {{"date", account.mandate_on}}});
    const auto last = history.last_used_on.empty() ? account.mandate_on : history.last_used_on;
    if (const auto day = read_date(last); !day || add_months(*day, mandate_months) < collect_on)
        issues.push_back({"mandate_on", "debit.problem.mandate_expired", {{"date", last}}});
    if (account.mandate_use == "once" && !history.last_used_on.empty())
        issues.push_back({"mandate_use", "debit.problem.used_once", {{"date", history.last_used_on}}});
}

}  // namespace

std::string_view scheme_of_payment(std::string_view payment_kind) {
    return payment_kind == "direct_debit" ? "core" : payment_kind == "direct_debit_b2b" ? "b2b" : "";
}

std::vector<Issue> creditor_issues(Creditor& creditor) {
    Issues issues;
    if (sepa_text(creditor.name, 70).empty()) issues.push_back({"house_account_holder", "error.required", {}});
    const auto identifier = creditor_identifier_of(creditor.identifier);
    if (identifier.empty()) issues.push_back({"creditor_identifier", "error.not_a_creditor_identifier", {}});
    const auto iban = iban_of(creditor.iban);
    if (iban.empty()) issues.push_back({"house_iban", "error.house_iban_needed", {}});
    const auto bic = bic_of(creditor.bic);
    if (!creditor.bic.empty() && bic.empty()) issues.push_back({"house_bic", "error.house_bic_wrong", {}});
    creditor.identifier = identifier, creditor.iban = iban, creditor.bic = bic;
    return issues;
}

void judge(Debit& debit, std::string_view scheme, Date collect_on, bool has_account, const MandateHistory& history) {
    auto& issues = debit.problems;
    if (!has_account) return issues.push_back({"bank_accounts", "debit.problem.no_account", {}});
    check_account(debit, issues);
    check_mandate(debit, scheme, collect_on, history, issues);
    if (sepa_text(debit.account.holder, 70).empty()) issues.push_back({"holder", "debit.problem.name_characters", {}});
    if (debit.amount > highest_debit) issues.push_back({"amount", "debit.problem.amount_too_high", {}});
    if (!history.blocking_reason.empty())
        issues.push_back({"iban", "debit.problem.blocked", {{"reason", history.blocking_reason}}});
    debit.amended = !history.last_iban_index.empty() && history.last_iban_index != debit.account.iban_index;
    const bool is_first = history.last_used_on.empty() || debit.amended;
    debit.sequence = debit.account.mandate_use == "once" ? "OOFF" : is_first ? "FRST" : "RCUR";
}

bool blocks_account(std::string_view reason) { return holds(blocking, reason); }

bool is_return_reason(std::string_view reason) { return blocks_account(reason) || holds(passing, reason); }

}  // namespace kartei::payments
