#include "modules/orders/payments.hpp"

#include <array>

#include "audit/no_way_back.hpp"
#include "base/date.hpp"
#include "base/text.hpp"
#include "modules/orders/order_receipts.hpp"
#include "modules/till/till_actions.hpp"

namespace kartei::orders {
namespace {

using audit::Change;
using audit::Conflict;
using sql::Transaction;

std::vector<Conflict> reverse_creation(House&, Transaction& transaction, Change& change, std::int64_t first,
                                       std::int64_t last, std::int64_t event, bool check_only) {
    for (auto id = last; id >= first && !check_only; --id)
        if (transaction.execute("DELETE FROM order_payment WHERE id = :id AND created_event = :event", id, event) > 0) {
            void_receipt(transaction, id, change.at());
            change.deleted("order_payment", id, audit::no_image, 0);
        }
    return {};
}

/// Of a day that somebody tells only the day is known: its noon stands for it.
std::string paid_at(const House& house, const Payment& payment) {
    const auto day = read_date(payment.paid_on);
    if (payment.paid_on.empty() || !day || payment.paid_on == house.today()) return house.now();
    return write_instant(instant_of({*day, 12, 0, 0}, house.rules.time_zone));
}

}  // namespace

Result<std::int64_t> sum_of_payments(const std::vector<Payment>& payments) {
    std::int64_t sum = 0;
    for (const auto& payment : payments) {
        if (std::find(payment_kinds.begin(), payment_kinds.end(), payment.kind) == payment_kinds.end())
            return refuse_field("payments", "error.not_offered", {{"value", payment.kind}});
        if (payment.amount <= 0) return refuse_field("payments", "error.amount_of_nothing");
        sum += payment.amount;
    }
    return sum;
}

std::string payment_types(const std::string& before, const std::vector<Payment>& payments) {
    auto types = split_list(before);
    for (const auto& payment : payments)
        if (std::find(types.begin(), types.end(), payment.kind) == types.end()) types.push_back(payment.kind);
    return join_list(types);
}

Result<Done> store_payments(House& house, Transaction& transaction, Change& change, const Actor& actor,
                            const Order& order, const std::vector<Payment>& payments) {
    if (payments.empty()) return Done{};
    const auto first = take_ids(transaction, "order_payment", static_cast<std::int64_t>(payments.size()));
    auto id = first;
    for (const auto& payment : payments)
        transaction.execute(
            "INSERT INTO order_payment (id, created_event, order_id, kind, amount, paid_at, paid_by)"
            " VALUES (:id, :event, :order, :kind, :amount, :paid_at, :paid_by)",
            id++, change.event(), order.id, payment.kind, payment.amount, paid_at(house, payment), actor.name);
    change.created("order_payment", first, id - 1);
    for (const auto& payment : payments) {
        if (payment.moved) continue;
        TRY(till::take(house, transaction, change, actor, {"order", order.number, payment.kind, payment.amount}));
    }
    return Done{};
}

std::vector<Payment> payments_of(Transaction& transaction, std::int64_t order) {
    std::vector<Payment> payments;
    auto rows =
        transaction.query("SELECT kind, amount FROM order_payment WHERE order_id = :order ORDER BY id", order);
    while (rows.next()) payments.push_back({rows.string(0), rows.integer(1)});
    return payments;
}

audit::Reversible reversible_payment() {
    return {"order_payment", audit::no_change_back("order_payment"), reverse_creation,
            audit::gone_for_good("order_payment")};
}

}  // namespace kartei::orders
