#include "modules/payments/take_payment.hpp"

#include <algorithm>

#include "audit/hold.hpp"
#include "base/money.hpp"
#include "modules/bookings/booking_actions.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/orders/counter_sale.hpp"
#include "modules/payments/open_items.hpp"
#include "modules/profile/booking_terms.hpp"

namespace kartei::payments {
namespace {

using sql::Transaction;

Refusal no_right(const char* permission) {
    return refuse(RefusalKind::forbidden, "error.permission", {{"permission", permission}});
}

Value text_value(const std::string& text) { return text.empty() ? Value() : Value(text); }

std::string with_reference(const PaymentWish& wish) {
    if (wish.reference.empty()) return wish.text;
    return wish.text.empty() ? wish.reference : wish.text + " (" + wish.reference + ")";
}

bool prints_invoice(House& house, Transaction& transaction, std::int64_t customer) {
    const auto found = customers::find_customer(transaction, customer);
    return found && profile::booking_terms(house, transaction, *found).presets_invoice;
}

TakenPayment taken_by(House& house, Transaction& transaction, const bookings::SavedBooking& saved) {
    const auto& payment = saved.booking.payments.back();
    TakenPayment taken;
    taken.booking = saved.booking.head.number;
    taken.position = payment.position;
    taken.amount = payment.amount;
    taken.credit = std::max<std::int64_t>(0, -saved.booking.sums.open());
    taken.wants_invoice = prints_invoice(house, transaction, saved.booking.head.customer_id);
    taken.event = saved.event;
    return taken;
}

Result<TakenPayment> pay_booking(House& house, Transaction& transaction, const Actor& actor, const PaymentWish& wish) {
    if (!actor.may("bookings.pay")) return no_right("bookings.pay");
    bookings::NewValues values{{"kind", text_value(wish.kind)}, {"amount", Value(wish.amount)}};
    if (!wish.paid_on.empty()) values["paid_on"] = wish.paid_on;
    if (const auto text = with_reference(wish); !text.empty()) values["text"] = text;
    return taken_by(house, transaction, TRY(bookings::pay(house, transaction, actor, wish.booking, values)));
}

/// The ticket side knows fewer kinds; what the bank moves is a transfer there.
std::string kind_of_order(const std::string& kind) { return kind == "direct_debit" ? "transfer" : kind; }

Result<TakenPayment> pay_order(House& house, Transaction& transaction, const Actor& actor, const PaymentWish& wish) {
    if (!actor.may("sales.sell")) return no_right("sales.sell");
    const auto id = orders::id_of_number(transaction, wish.order);
    if (!id) return refuse(RefusalKind::not_found, "error.no_such_order");
    const auto before = TRY(orders::find_sum(transaction, actor, *id));
    const auto paid = TRY(orders::pay(house, transaction, actor, *id, before.order.version,
                                      {{kind_of_order(wish.kind), wish.amount, wish.paid_on}}));
    TakenPayment taken;
    taken.order = paid.order.number;
    taken.amount = wish.amount;
    taken.wants_invoice = prints_invoice(house, transaction, paid.order.customer_id);
    taken.event = paid.change_event;
    return taken;
}

/// What is open of a booking or an order, whoever is kept out of the control or not.
std::int64_t open_of(House& house, Transaction& transaction, const Actor& actor, const PaymentWish& wish) {
    OpenItemFilter filter;
    filter.on = *read_date(house.today());
    filter.booking = wish.booking;
    filter.order = wish.order;
    filter.also_blocked = true;
    std::int64_t open = 0;
    for (const auto& item : open_items(house, transaction, actor, filter)) open += item.open();
    return open;
}

/// What was paid too much on a booking.
std::int64_t credit_of(House& house, Transaction& transaction, const Actor& actor, std::int64_t booking) {
    OpenItemFilter filter;
    filter.on = *read_date(house.today());
    filter.booking = booking;
    filter.also_blocked = true;
    filter.credits = Credits::alone;
    std::int64_t credit = 0;
    for (const auto& item : open_items(house, transaction, actor, filter)) credit -= item.open();
    return credit;
}

}  // namespace

Result<TakenPayment> take_payment(House& house, Transaction& transaction, const Actor& actor,
                                  const PaymentWish& wish) {
    if (wish.amount == 0) return refuse_field("amount", "error.required");
    if (wish.booking != 0) return pay_booking(house, transaction, actor, wish);
    if (wish.order.empty()) return refuse_field("booking", "error.required");
    return pay_order(house, transaction, actor, wish);
}

Result<std::vector<TakenPayment>> take_sum(House& house, Transaction& transaction, const Actor& actor,
                                           std::vector<PaymentWish> wishes, std::int64_t amount) {
    if (amount <= 0) return refuse_field("amount", "error.amount_of_nothing");
    auto left = amount;
    PaymentWish* last = nullptr;
    for (auto& wish : wishes) {
        wish.amount = std::min(left, open_of(house, transaction, actor, wish));
        left -= wish.amount;
        if (wish.booking != 0) last = &wish;
    }
    if (left > 0 && last == nullptr)
        return refuse_field("amount", "error.more_than_open",
                            {{"open", write_money(amount - left, house.rules.currency_digits)}});
    if (last != nullptr) last->amount += left;
    std::vector<TakenPayment> taken;
    for (const auto& wish : wishes)
        if (wish.amount > 0) taken.push_back(TRY(take_payment(house, transaction, actor, wish)));
    return taken;
}

Result<TakenPayment> take_back_payment(House& house, Transaction& transaction, const Actor& actor,
                                       std::int64_t booking, std::int64_t position, const std::string& paid_on,
                                       const std::string& text) {
    if (!actor.may("bookings.pay")) return no_right("bookings.pay");
    bookings::NewValues values{{"reverses", Value(position)}};
    if (!paid_on.empty()) values["paid_on"] = paid_on;
    if (!text.empty()) values["text"] = text;
    return taken_by(house, transaction, TRY(bookings::pay(house, transaction, actor, booking, values)));
}

Result<std::vector<TakenPayment>> move_credit(House& house, Transaction& transaction, const Actor& actor,
                                              std::int64_t from, const PaymentWish& to) {
    if (to.amount <= 0) return refuse_field("amount", "error.amount_of_nothing");
    if (to.booking == from) return refuse_field("booking", "error.credit_stays_there");
    hold_house(transaction);
    TRY(bookings::booking_to_read(house, transaction, actor, from));
    const auto credit = credit_of(house, transaction, actor, from);
    if (to.amount > credit)
        return refuse_field("amount", "error.more_than_credit",
                            {{"credit", write_money(credit, house.rules.currency_digits)}});
    PaymentWish out{from, "", -to.amount, "other", to.paid_on, to.text, ""};
    out.reference = to.booking != 0 ? std::to_string(to.booking) : to.order;
    auto in = to;
    in.kind = to.booking != 0 ? "other" : "transfer";
    in.reference = std::to_string(from);
    std::vector<TakenPayment> taken;
    taken.push_back(TRY(take_payment(house, transaction, actor, out)));
    taken.push_back(TRY(take_payment(house, transaction, actor, in)));
    return taken;
}

}  // namespace kartei::payments
