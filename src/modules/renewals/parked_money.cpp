#include "modules/renewals/parked_money.hpp"

#include <map>

#include "audit/hold.hpp"
#include "base/money.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/orders/order_desk.hpp"
#include "modules/orders/payments.hpp"
#include "modules/renewals/read_records.hpp"
#include "modules/renewals/seat_right.hpp"
#include "modules/till/till_actions.hpp"

namespace kartei::renewals {
namespace {

using audit::Conflict;
using sql::Transaction;

const FieldTable<ParkedLine>& parked_fields() {
    using enum FieldKind;
    static const FieldTable<ParkedLine> table{
        {{"customer_id", reference, 0, Privacy::open, plain, {}, "customer"}, &ParkedLine::customer_id},
        {{"amount", money, 0, Privacy::open, may_be_negative}, &ParkedLine::amount},
        {{"kind", choice, 0, Privacy::open, plain, orders::payment_kinds}, &ParkedLine::kind},
        {{"order_id", reference, 0, Privacy::open, plain, {}, "orders"}, &ParkedLine::order_id},
        {{"parked_at", instant}, &ParkedLine::parked_at},
        {{"parked_by", text, 120}, &ParkedLine::parked_by},
    };
    return table;
}

const parameters::PlainRecord& parked_record() {
    static const parameters::PlainRecord record{"parked_money", "parked_money", fields_of(parked_fields()), "id"};
    return record;
}

/// Money that went into an order since is not there to be taken back.
std::vector<Conflict> creation_back(const audit::Reversible& plain, House& house, Transaction& transaction,
                                    audit::Change& change, std::int64_t first, std::int64_t last, std::int64_t event,
                                    bool check_only) {
    std::map<std::int64_t, std::int64_t> taken;
    for (auto id = first; id <= last; ++id) {
        auto rows = transaction.query("SELECT customer_id, amount FROM parked_money WHERE id = :id", id);
        if (rows.next()) taken[rows.integer(0)] += rows.integer(1);
    }
    for (const auto& [customer, amount] : taken)
        if (parked_of(transaction, customer).sum < amount)
            return {{"parked_money", first, "", "", "error.parked_was_used"}};
    return plain.creation(house, transaction, change, first, last, event, check_only);
}

}  // namespace

void park_within(House& house, Transaction& transaction, audit::Change& change, const Actor& actor,
                 std::int64_t customer, const orders::Payment& payment, std::int64_t order) {
    const ParkedLine line{0, 1, customer, payment.amount, payment.kind, order, house.now(), actor.name};
    auto row = row_of(parked_fields(), line);
    parameters::create_row(transaction, change, parked_record(), row);
}

Parked parked_of(Transaction& transaction, std::int64_t customer) {
    Parked parked;
    parked.lines = read_records(transaction, parked_fields(), "parked_money",
                                "WHERE customer_id = :customer ORDER BY id DESC", customer);
    for (const auto& line : parked.lines) parked.sum += line.amount;
    return parked;
}

Result<std::int64_t> park(House& house, Transaction& transaction, const Actor& actor, std::int64_t customer,
                          const orders::Payment& payment) {
    hold(transaction, Held::customer, customer);
    const auto whose = customers::find_customer(transaction, customer);
    if (customer == customers::anonymous_customer || !whose || !customers::may_see(transaction, actor, customer))
        return refuse(RefusalKind::not_found, "error.no_such_customer_here");
    if (payment.amount == 0) return refuse_field("amount", "error.amount_of_nothing");
    TRY(orders::sum_of_payments({{payment.kind, std::abs(payment.amount)}}));
    if (payment.amount < 0) {
        if (!actor.may("sales.refund"))
            return refuse(RefusalKind::forbidden, "error.permission", {{"permission", "sales.refund"}});
        const auto sum = parked_of(transaction, customer).sum;
        if (sum + payment.amount < 0)
            return refuse_field("amount", "error.parked_too_little",
                                {{"sum", write_money(sum, house.rules.currency_digits)}});
    }
    audit::Change change(house, transaction, actor, "money_parked");
    park_within(house, transaction, change, actor, customer, payment, 0);
    TRY(till::take(house, transaction, change, actor,
                   {"credit", std::to_string(*whose->number), payment.kind, payment.amount}));
    change.seal();
    return change.event();
}

Result<orders::OrderSum> pay_from_parked(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                                         std::int64_t version) {
    hold_house(transaction);
    const auto sum = TRY(orders::find_sum(transaction, actor, id));
    const auto parked = parked_of(transaction, sum.order.customer_id);
    auto open = std::min(sum.total - sum.order.paid, parked.sum);
    std::map<std::string, std::int64_t> by_kind;
    for (const auto& line : parked.lines) by_kind[line.kind] += line.amount;
    std::vector<orders::Payment> payments;
    for (const auto& [kind, there] : by_kind)
        if (const auto part = std::min(open, there); part > 0) {
            payments.push_back({kind, part, "", true});
            open -= part;
        }
    if (payments.empty()) return refuse(RefusalKind::conflict, "error.nothing_parked");
    return orders::pay(house, transaction, actor, id, version, payments, [&](audit::Change& change) {
        for (const auto& payment : payments)
            park_within(house, transaction, change, actor, sum.order.customer_id, {payment.kind, -payment.amount}, id);
    });
}

Result<orders::OrderSum> park_overpaid(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                                       std::int64_t version) {
    return orders::release_overpaid(
        house, transaction, actor, id, version, "overpaid_parked",
        [&](audit::Change& change, const orders::OrderSum& sum, const std::vector<orders::Payment>& out) -> Result<Done> {
            const auto customer = sum.order.customer_id;
            if (customer == customers::anonymous_customer)
                return Refusal{RefusalKind::conflict, {{"customer", "error.nobody_to_park_for", {}}}};
            for (const auto& payment : out) park_within(house, transaction, change, actor, customer, payment, id);
            return Done{};
        });
}

audit::Reversible reversible_parked_money() {
    auto how = parameters::reversible(parked_record());
    how.creation = [plain = how](House& house, Transaction& transaction, audit::Change& change, std::int64_t first,
                                 std::int64_t last, std::int64_t event, bool check_only) {
        return creation_back(plain, house, transaction, change, first, last, event, check_only);
    };
    return how;
}

}  // namespace kartei::renewals
