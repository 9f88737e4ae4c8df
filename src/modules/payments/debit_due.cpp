#include "modules/payments/debit_due.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/iban.hpp"
#include "base/sepa.hpp"
#include "base/text.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/payments/debit_store.hpp"
#include "modules/payments/open_items.hpp"
#include "modules/profile/row_store.hpp"

namespace kartei::payments {
namespace {

using sql::Transaction;

/// The topmost connection of the profile (J-112, J-115).
std::optional<DebitAccount> topmost_account(House& house, Transaction& transaction, std::int64_t customer) {
    const auto& list = profile::list_named("bank_accounts");
    const auto rows = profile::rows_of(house, transaction, list, customer);
    if (rows.empty()) return std::nullopt;
    const auto& row = rows.front();
    return DebitAccount{list.text(row, "iban"),           list.text(row, "iban_index"), list.text(row, "bic"),
                        list.text(row, "holder"),         list.text(row, "mandate"),    list.text(row, "mandate_on"),
                        list.text(row, "mandate_scheme"), list.text(row, "mandate_use")};
}

std::string holder_of(const customers::Customer& customer) {
    return join_words({customer.first_name, customer.name_prefix, customer.name});
}

/// What is due of each booking, as one debit.
class Gathered {
public:
    void add(const OpenItem& item) {
        const auto [place, is_new] = places_.try_emplace(item.booking, debits.size());
        if (!is_new) {
            auto& same = debits[place->second];
            same.amount += item.open();
            same.due_on = std::min(same.due_on, item.due_on);
            return;
        }
        auto& debit = debits.emplace_back();
        debit.amount = item.open();
        debit.booking = item.booking;
        debit.booking_id = item.booking_id;
        debit.customer_id = item.debtor_id;
        debit.customer = item.debtor_number;
        debit.name = item.debtor_name;
        debit.due_on = item.due_on;
    }

    std::vector<Debit> debits;

private:
    std::unordered_map<std::int64_t, std::size_t> places_;
};

/// Which money it is: of this booking, behind what was paid before, since so many came back.
std::string claim_of(Transaction& transaction, const Debit& debit) {
    auto rows = transaction.query("SELECT paid FROM booking WHERE id = :id", debit.booking_id);
    const auto paid = rows.next() ? rows.integer(0) : 0;
    return std::to_string(debit.booking_id) + ":" + std::to_string(paid) + ":" +
           std::to_string(returns_of(transaction, debit.booking_id));
}

}  // namespace

Result<Creditor> creditor_of(House& house, Transaction& transaction) {
    if (house.currency != "EUR") return refuse(RefusalKind::conflict, "error.debit_needs_euro");
    const auto parameters = parameters::parameters_of(transaction);
    Creditor creditor{parameters->text("house_account_holder"), parameters->text("creditor_identifier"),
                      parameters->text("house_iban"), parameters->text("house_bic")};
    if (creditor.name.empty())
        if (auto rows = transaction.query("SELECT name FROM house"); rows.next()) creditor.name = rows.string(0);
    if (auto issues = creditor_issues(creditor); !issues.empty())
        return Refusal{RefusalKind::invalid, std::move(issues)};
    return creditor;
}

/// The bank wants a file a day of TARGET ahead; what falls on a day without settlement moves to the next.
Result<Date> collection_day(const House& house, Date asked) {
    const auto today = *read_date(house.today());
    const auto earliest = target_day_from(add_days(today, 1));
    if (asked < earliest && target_day_from(asked) < earliest)
        return refuse_field("collect_on", "error.debit_too_early", {{"date", write_date(earliest)}});
    return target_day_from(asked);
}

std::vector<Debit> due_debits(House& house, Transaction& transaction, const Actor& actor,
                              const DebitQuestion& question, std::int64_t booking) {
    OpenItemFilter filter;
    filter.on = *read_date(house.today());
    filter.due_to = write_date(question.collect_on);
    filter.booking = booking;
    // Whoever is kept out of the control of payments still pays what he agreed to have collected.
    filter.also_blocked = true;
    Gathered gathered;
    for (const auto& item : open_items(house, transaction, actor, filter))
        if (item.booking != 0 && scheme_of_payment(item.payment_kind) == question.scheme) gathered.add(item);
    return std::move(gathered.debits);
}

void complete(House& house, Transaction& transaction, Debit& debit, std::string_view scheme, Date collect_on,
              std::set<std::string>& mandates, std::int64_t except_run) {
    const auto customer = customers::find_customer(transaction, debit.customer_id);
    const auto account = topmost_account(house, transaction, debit.customer_id);
    MandateHistory history;
    if (account) {
        debit.account = *account;
        history = history_of(transaction, debit.account, except_run);
        if (debit.account.mandate_scheme.empty() && !debit.account.mandate.empty())
            debit.account.mandate_scheme = "core";
    }
    if (customer) {
        if (debit.account.holder.empty()) debit.account.holder = holder_of(*customer);
        debit.address = {customer->street + (customer->house_number.empty() ? "" : " " + customer->house_number),
                         customer->postcode, customer->town, customer->country};
    }
    // Of one mandate the first debit of a run is the first one.
    const bool used_in_run = !debit.account.mandate.empty() && !mandates.insert(debit.account.mandate).second;
    if (used_in_run) {
        history.last_used_on = write_date(collect_on);
        history.last_iban_index = debit.account.iban_index;
    }
    judge(debit, scheme, collect_on, account.has_value(), history);
    // Its payment was taken back, but nobody said that the debit itself came back or was withdrawn.
    debit.claim = claim_of(transaction, debit);
    if (is_claimed(transaction, debit.claim, except_run))
        debit.problems.push_back({"booking", "debit.problem.collected_before", {}});
    if (!debit.problems.empty() && !used_in_run) mandates.erase(debit.account.mandate);
}


}  // namespace kartei::payments
