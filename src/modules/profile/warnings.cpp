#include "modules/profile/warnings.hpp"

#include <algorithm>

#include "base/mask.hpp"

namespace kartei::profile {
namespace {

const std::vector<Row>& rows_in(const Lists& lists, std::string_view name) {
    static const std::vector<Row> none;
    const auto found = lists.find(name);
    return found == lists.end() ? none : found->second;
}

/// The same day so many months on, or the last of that month.
Date in_months(Date date, int months) {
    const auto month = date.year() / date.month() + std::chrono::months(months);
    const Date last(month / std::chrono::last);
    return month / std::min(date.day(), last.day());
}

/// "expired", "expires_soon" or "" for a last day.
std::string_view state_of(const std::string& valid_until, Date today, int months) {
    if (valid_until.empty()) return "";
    if (valid_until < write_date(today)) return "expired";
    return months > 0 && valid_until <= write_date(in_months(today, months)) ? "expires_soon" : "";
}

/// J-117, and the same for passports.
void warn_of_expiry(std::vector<Warning>& warnings, const Lists& lists, std::string_view name, Date today, int months,
                    Language language) {
    const auto& list = list_named(name);
    for (const auto& row : rows_in(lists, name)) {
        const auto until = list.text(row, "valid_until");
        const auto state = state_of(until, today, months);
        if (state.empty()) continue;
        warnings.push_back({"warning." + std::string(list.record) + "_" + std::string(state),
                            {{"what", list.label(row.values)}, {"date", spoken_date(until, language)}},
                            std::string(name),
                            row.id});
    }
}

/// J-126: direct debit, of people (CORE) or firms (B2B), wants a bank account with a mandate; the first account is the
/// one debited (J-112).
void warn_of_direct_debit(std::vector<Warning>& warnings, const customers::Customer& customer, const Lists& lists) {
    if (customer.payment_kind != "direct_debit" && customer.payment_kind != "direct_debit_b2b") return;
    const auto& accounts = rows_in(lists, "bank_accounts");
    if (accounts.empty()) return warnings.push_back({"warning.no_bank_account", {}, "bank_accounts"});
    const auto& list = list_named("bank_accounts");
    const std::string scheme = customer.payment_kind == "direct_debit" ? "core" : "b2b";
    if (list.text(accounts.front(), "mandate").empty())
        warnings.push_back({"warning.no_mandate", {}, "bank_accounts", accounts.front().id});
    else if (list.text(accounts.front(), "mandate_scheme") != scheme)
        warnings.push_back({"warning.other_mandate", {}, "bank_accounts", accounts.front().id});
}

}  // namespace

std::vector<Warning> warnings_of(const customers::Customer& customer, const Lists& lists, Date today,
                                 bool joint_points_back, Language language, const MonthsAhead& ahead) {
    std::vector<Warning> warnings;
    if (customer.booking_block)
        warnings.push_back({"warning.booking_block",
                            {{"reason", customer.booking_block_reason},
                             {"has_reason", customer.booking_block_reason.empty() ? "no" : "yes"}}});
    warn_of_expiry(warnings, lists, "cards", today, ahead.cards, language);
    warn_of_expiry(warnings, lists, "passports", today, ahead.passports, language);
    warn_of_direct_debit(warnings, customer, lists);
    if (customer.joint_salutation_with && !joint_points_back)
        warnings.push_back({"warning.joint_salutation_one_sided",
                            {{"number", std::to_string(*customer.joint_salutation_with)}}});
    const auto& notes = list_named("notes");
    for (const auto& row : rows_in(lists, "notes"))
        if (notes.value(row, "pop_up") == Value(true))
            warnings.push_back({"warning.note", {{"text", notes.text(row, "text")}}, "notes", row.id});
    return warnings;
}

std::string spoken_date(std::string_view iso, Language language) {
    const char between = language == Language::de ? '.' : language == Language::nl ? '-' : '/';
    std::string out(iso.substr(8, 2));
    return out.append(1, between).append(iso.substr(5, 2)).append(1, between).append(iso.substr(0, 4));
}

}  // namespace kartei::profile
