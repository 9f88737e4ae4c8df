#include "modules/reports/order_rows.hpp"

#include <algorithm>
#include <tuple>

#include "modules/customers/customer.hpp"

namespace kartei::reports {

bool HiddenOnes::has(std::string_view name_key, std::int64_t customer) {
    if (!selection_.narrowing.without_hidden || customer == customers::anonymous_customer) return false;
    if (customer == customer_) return is_hidden_;
    auto rows = transaction_.query(
        "SELECT hidden FROM customer_line WHERE name_key = :name_key AND customer_id = :customer", name_key, customer);
    customer_ = customer;
    is_hidden_ = rows.next() && rows.integer(0) != 0;
    return is_hidden_;
}

bool OrderRows::add(const WalkedOrder& order) {
    selection_.unpack(order.tickets, row_.groups);
    if (!row_.count(selection_) || hidden_.has(order.name_key, order.customer_id)) return true;
    expected_ += per_ticket_ ? row_.tickets : 1;
    if (needs_tickets_) {
        waiting_.push_back({std::string(order.name_key), std::string(order.order_key), std::string(order.tickets),
                            std::string(order.columns), order.order_id, order.customer_id,
                            find_(order.name_key, order.customer_id)});
        return waiting_.size() < 100 || flush();
    }
    const bool new_customer = order.customer_id != last_customer_;
    last_customer_ = order.customer_id;
    row_.take_order(order.order_id, order.customer_id, order.columns);
    if (new_customer) {
        const auto& customer = find_(order.name_key, order.customer_id);
        row_.take_customer(customer.columns, customer.consents);
    }
    return take_(row_, order, new_customer);
}

bool OrderRows::flush() {
    std::vector<std::int64_t> ids;
    for (const auto& order : waiting_) ids.push_back(order.order_id);
    auto tickets = orders::tickets_of_orders(transaction_, ids);
    std::erase_if(tickets, [&](const auto& ticket) { return !selection_.counts(ticket); });
    std::sort(tickets.begin(), tickets.end(),
              [](const auto& a, const auto& b) { return std::tie(a.order_id, a.id) < std::tie(b.order_id, b.id); });
    bool go_on = true;
    for (const auto& order : waiting_) {
        const auto [first, end] = std::equal_range(
            tickets.begin(), tickets.end(), order.order_id, [](const auto& a, const auto& b) {
                constexpr auto id = [](const auto& one) {
                    if constexpr (requires { one.order_id; }) return one.order_id;
                    else return one;
                };
                return id(a) < id(b);
            });
        if (!(go_on = give_tickets(order, std::span(first, end)))) break;
    }
    waiting_.clear();
    return go_on;
}

bool OrderRows::give_tickets(const Waiting& waiting, std::span<const orders::Ticket> tickets) {
    const WalkedOrder order{waiting.name_key,    waiting.order_key, waiting.order_id,
                            waiting.customer_id, waiting.tickets,   waiting.columns};
    bool new_customer = order.customer_id != last_customer_;
    last_customer_ = order.customer_id;
    row_.take_order(order.order_id, order.customer_id, order.columns);
    row_.take_customer(waiting.customer.columns, waiting.customer.consents);
    selection_.unpack(order.tickets, row_.groups);
    row_.count(selection_);
    if (!per_ticket_) {
        for (const auto& ticket : tickets) row_.deleted_tickets.push_back(&ticket);
        return take_(row_, order, new_customer);
    }
    for (const auto& ticket : tickets) {
        row_.ticket = &ticket;
        if (!take_(row_, order, new_customer)) return false;
        new_customer = false;
    }
    return true;
}

}  // namespace kartei::reports
