#include "modules/payments/debit_run.hpp"

#include <algorithm>

#include "audit/hold.hpp"
#include "base/iban.hpp"
#include "base/sepa.hpp"
#include "base/text.hpp"
#include "base/texts.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/payments/charge_fee.hpp"
#include "modules/payments/open_items.hpp"
#include "modules/payments/take_payment.hpp"
#include "modules/profile/row_store.hpp"

namespace kartei::payments {
namespace {

using audit::Change;
using sql::Transaction;

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

/// What is due of one booking, as one debit.
void add_item(std::vector<Debit>& debits, const OpenItem& item) {
    const auto same = std::find_if(debits.begin(), debits.end(),
                                   [&](const Debit& debit) { return debit.booking == item.booking; });
    if (same != debits.end()) {
        same->amount += item.open();
        same->due_on = std::min(same->due_on, item.due_on);
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

std::vector<Debit> due_debits(House& house, Transaction& transaction, const Actor& actor,
                              const DebitQuestion& question) {
    OpenItemFilter filter;
    filter.on = *read_date(house.today());
    filter.due_to = write_date(question.collect_on);
    // Whoever is kept out of the control of payments still pays what he agreed to have collected.
    filter.also_blocked = true;
    std::vector<Debit> debits;
    for (const auto& item : open_items(house, transaction, actor, filter))
        if (item.booking != 0 && scheme_of_payment(item.payment_kind) == question.scheme) add_item(debits, item);
    return debits;
}

/// Which money it is: of this booking, behind what was paid before, since so many came back.
std::string claim_of(Transaction& transaction, const Debit& debit) {
    auto rows = transaction.query("SELECT paid FROM booking WHERE id = :id", debit.booking_id);
    const auto paid = rows.next() ? rows.integer(0) : 0;
    return std::to_string(debit.booking_id) + ":" + std::to_string(paid) + ":" +
           std::to_string(returns_of(transaction, debit.booking_id));
}

/// Fills in account, address, claim and what is wrong.
void complete(House& house, Transaction& transaction, Debit& debit, const DebitQuestion& question, Date collect_on,
              std::set<std::string>& mandates) {
    const auto customer = customers::find_customer(transaction, debit.customer_id);
    const auto account = topmost_account(house, transaction, debit.customer_id);
    MandateHistory history;
    if (account) {
        debit.account = *account;
        history = history_of(transaction, debit.account);
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
    judge(debit, question.scheme, collect_on, account.has_value(), history);
    // Its payment was taken back, but nobody said that the debit itself came back or was withdrawn.
    if (is_claimed(transaction, claim_of(transaction, debit)))
        debit.problems.push_back({"booking", "debit.problem.collected_before", {}});
    if (!debit.problems.empty() && !used_in_run) mandates.erase(debit.account.mandate);
}

std::string message_id(const DebitRun& run) {
    auto day = run.collect_on;
    std::erase(day, '-');
    return "KARTEI-" + day + "-" + (run.scheme == "b2b" ? "B2B" : "CORE") + "-" + std::to_string(run.id);
}

Result<DebitItem> posted(House& house, Transaction& transaction, const Actor& actor, const DebitRun& run,
                         const Debit& debit, std::int64_t position) {
    DebitItem item;
    item.position = position;
    item.customer_id = debit.customer_id, item.booking_id = debit.booking_id, item.booking = debit.booking;
    item.amount = debit.amount;
    item.claim = claim_of(transaction, debit);
    item.name = debit.account.holder;
    item.iban = iban_of(debit.account.iban), item.iban_index = debit.account.iban_index;
    item.bic = bic_of(debit.account.bic);
    item.mandate = debit.account.mandate, item.mandate_on = debit.account.mandate_on;
    item.sequence = debit.sequence, item.amended = debit.amended, item.address = debit.address;
    item.end_to_end =
        "R" + std::to_string(run.id) + "-" + std::to_string(position) + "-" + std::to_string(debit.booking);
    const auto language = language_of(customers::find_customer(transaction, debit.customer_id)->language);
    item.remittance = text(language.value_or(Language::de), "debit.remittance",
                           {{"booking", std::to_string(debit.booking)}, {"house", run.creditor.name}});
    PaymentWish wish{debit.booking, "", debit.amount, "direct_debit", run.collect_on, "", item.end_to_end};
    item.payment = TRY(take_payment(house, transaction, actor, wish)).position;
    return item;
}

Result<MadeRun> same_again(Transaction& transaction, const DebitPreview& preview, const DebitQuestion& question) {
    if (auto run = run_on(transaction, write_date(preview.collect_on), question.scheme))
        return MadeRun{std::move(*run), true, 0};
    return refuse(RefusalKind::conflict, "error.nothing_to_collect", {{"date", write_date(preview.collect_on)}});
}

Result<DebitItem> item_to_change(House& house, Transaction& transaction, const Actor& actor, std::int64_t run,
                                 std::int64_t position) {
    hold_house(transaction);
    auto item = find_item(house, transaction, run, position);
    if (!item || !sees_item(transaction, actor, *item))
        return refuse(RefusalKind::not_found, "error.no_such_debit");
    return std::move(*item);
}

}  // namespace

Result<DebitPreview> preview_debits(House& house, Transaction& transaction, const Actor& actor,
                                    const DebitQuestion& question) {
    TRY(creditor_of(house, transaction));
    DebitPreview preview;
    preview.collect_on = TRY(collection_day(house, question.collect_on));
    const auto notice = parameters::parameters_of(transaction)->integer("debit_notice_days");
    preview.short_notice = days_between(*read_date(house.today()), preview.collect_on) < notice;
    std::set<std::string> mandates;
    for (auto& debit : due_debits(house, transaction, actor, question)) {
        if (question.left_out.contains(debit.booking)) continue;
        complete(house, transaction, debit, question, preview.collect_on, mandates);
        if (debit.problems.empty()) {
            ++preview.going;
            preview.total += debit.amount;
        }
        preview.debits.push_back(std::move(debit));
    }
    return preview;
}

Result<MadeRun> make_run(House& house, Transaction& transaction, const Actor& actor, const DebitQuestion& question) {
    hold_house(transaction);
    const auto preview = TRY(preview_debits(house, transaction, actor, question));
    if (preview.going == 0) return same_again(transaction, preview, question);
    DebitRun run;
    run.id = take_ids(transaction, "debit_run");
    run.collect_on = write_date(preview.collect_on);
    run.scheme = question.scheme;
    run.message_id = message_id(run);
    run.made_at = house.now();
    run.made_by = actor.name;
    run.creditor = TRY(creditor_of(house, transaction));
    std::vector<DebitItem> items;
    for (const auto& debit : preview.debits) {
        if (!debit.problems.empty()) continue;
        items.push_back(TRY(posted(house, transaction, actor, run, debit,
                                   static_cast<std::int64_t>(items.size()) + 1)));
        run.total += debit.amount;
    }
    run.items = static_cast<std::int64_t>(items.size());
    Change change(house, transaction, actor, "debit_run", run.message_id);
    insert_run(house, transaction, change, run, items);
    change.seal();
    return MadeRun{std::move(run), false, change.event()};
}

Result<std::string> file_of_run(House& house, Transaction& transaction, const Actor& actor, std::int64_t id) {
    const auto run = find_run(transaction, id);
    if (!run) return refuse(RefusalKind::not_found, "error.no_such_debit_run");
    const auto items = items_of(house, transaction, id);
    for (const auto& item : items)
        if (!sees_item(transaction, actor, item))
            return refuse(RefusalKind::not_found, "error.no_such_debit_run");
    return debit_file(*run, items);
}

Result<std::string> file_taken_along(House& house, Transaction& transaction, const Actor& actor, std::int64_t id) {
    hold_part(transaction);
    auto file = TRY(file_of_run(house, transaction, actor, id));
    Change change(house, transaction, actor, "sensitive_read", find_run(transaction, id)->message_id);
    static const Field read{"bank_account.iban"};
    for (const auto& item : items_of(house, transaction, id))
        change.changed("sensitive_reading", item.customer_id, read, {}, Value(item.end_to_end), 0);
    change.seal();
    return file;
}

Result<DebitItem> return_debit(House& house, Transaction& transaction, const Actor& actor,
                               const DebitReturn& returned) {
    const auto before = TRY(item_to_change(house, transaction, actor, returned.run, returned.position));
    if (!is_return_reason(returned.reason))
        return refuse_field("reason", returned.reason.empty() ? "error.required" : "error.not_offered",
                            {{"value", returned.reason}});
    if (!before.returned_on.empty())
        return refuse(RefusalKind::conflict, "error.debit_came_back", {{"date", before.returned_on}});
    auto after = before;
    after.returned_on = returned.returned_on.empty() ? house.today() : returned.returned_on;
    after.return_reason = returned.reason;
    if (returned.fee > 0) after.return_fee = returned.fee;
    const auto words = text(actor.language, "debit.reason." + returned.reason);
    if (!is_taken_back(transaction, before))
        TRY(take_back_payment(house, transaction, actor, before.booking, before.payment, after.returned_on, words));
    Change change(house, transaction, actor, "debit_returned", before.end_to_end);
    if (returned.fee > 0)
        TRY(charge_fee(house, transaction, change, actor, before.booking, returned.fee,
                       text(actor.language, "debit.return_fee"), "debit_returned", before.end_to_end));
    store_return(transaction, change, returned.run, before, after);
    change.seal();
    return after;
}

Result<Done> note_debit_came_back(House& house, Transaction& transaction, const Actor& actor, std::int64_t booking,
                                  std::int64_t payment, const std::string& reason, const std::string& returned_on) {
    const auto item = item_of_payment(transaction, booking, payment);
    if (!item) return Done{};
    const auto known = is_return_reason(reason) ? reason : "MS03";
    TRY(return_debit(house, transaction, actor, {item->run, item->position, known, returned_on, 0}));
    return Done{};
}

Result<DebitItem> release_account(House& house, Transaction& transaction, const Actor& actor, std::int64_t run,
                                  std::int64_t position) {
    const auto before = TRY(item_to_change(house, transaction, actor, run, position));
    if (before.released || !blocks_account(before.return_reason))
        return refuse(RefusalKind::conflict, "error.account_not_blocked");
    auto after = before;
    after.released = true;
    Change change(house, transaction, actor, "debit_released", before.end_to_end);
    store_return(transaction, change, run, before, after);
    change.seal();
    return after;
}

}  // namespace kartei::payments
