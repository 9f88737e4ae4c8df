#include "modules/payments/debit_run.hpp"

#include "audit/hold.hpp"
#include "base/texts.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/payments/charge_fee.hpp"
#include "modules/payments/debit_due.hpp"
#include "modules/payments/take_payment.hpp"

namespace kartei::payments {
namespace {

using audit::Change;
using sql::Transaction;

Result<DebitItem> item_to_change(House& house, Transaction& transaction, const Actor& actor, std::int64_t run,
                                 std::int64_t position) {
    hold_house(transaction);
    auto item = find_item(house, transaction, run, position);
    if (!item || item->payment == 0 || !sees_item(transaction, actor, *item))
        return refuse(RefusalKind::not_found, "error.no_such_debit");
    return std::move(*item);
}

}  // namespace

Result<DebitPreview> preview_debits(House& house, Transaction& transaction, const Actor& actor,
                                    const DebitQuestion& question, jobs::Progress* progress) {
    TRY(creditor_of(house, transaction));
    DebitPreview preview;
    preview.collect_on = TRY(collection_day(house, question.collect_on));
    const auto notice = parameters::parameters_of(transaction)->integer("debit_notice_days");
    preview.short_notice = days_between(*read_date(house.today()), preview.collect_on) < notice;
    std::set<std::string> mandates;
    if (progress) progress->begin_phase("debit.phase.reading");
    auto due = due_debits(house, transaction, actor, question);
    preview.due = due.size();
    if (question.most != 0 && due.size() > question.most) return preview;
    if (progress) progress->begin_phase("debit.phase.checking", static_cast<std::int64_t>(due.size()));
    for (auto& debit : due) {
        if (progress) progress->stop_if_cancelled();
        if (progress) progress->add();
        if (question.left_out.contains(debit.booking)) continue;
        complete(house, transaction, debit, question.scheme, preview.collect_on, mandates);
        if (debit.problems.empty()) {
            ++preview.going;
            preview.total += debit.amount;
        }
        preview.debits.push_back(std::move(debit));
    }
    return preview;
}

Result<DebitRun> finished_run(Transaction& transaction, std::int64_t id) {
    auto run = find_run(transaction, id);
    if (!run) return refuse(RefusalKind::not_found, "error.no_such_debit_run");
    if (run->state == "withdrawn") return refuse(RefusalKind::conflict, "error.debit_run_withdrawn");
    if (run->state != "made")
        return refuse(RefusalKind::conflict, "error.debit_run_goes_on", {{"run", std::to_string(id)}});
    if (run->items == 0)
        return refuse(RefusalKind::conflict, "error.nothing_to_collect", {{"date", run->collect_on}});
    return std::move(*run);
}

Result<std::string> file_of_run(House& house, Transaction& transaction, const Actor& actor, std::int64_t id) {
    const auto run = TRY(finished_run(transaction, id));
    const auto items = items_of(house, transaction, id);
    for (const auto& item : items)
        if (!sees_item(transaction, actor, item))
            return refuse(RefusalKind::not_found, "error.no_such_debit_run");
    return debit_file(run, items);
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
