#include "modules/orders/order_line.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "modules/orders/order_store.hpp"

namespace kartei::orders {
namespace {

using sql::Transaction;

constexpr char separator = '\x1f';

auto identity(const TicketGroup& group) {
    return std::tuple(group.event_id, group.state, group.free, group.printed, group.ticket_type_id,
                      group.subscription_id, group.promotion_id);
}

void append(std::string& out, std::int64_t number, char end) {
    char digits[24];
    out.append(digits, std::to_chars(digits, digits + 24, number).ptr);
    out += end;
}

std::int64_t next_number(const char*& at, const char* end) {
    std::int64_t value = 0;
    bool negative = false;
    if (at < end && *at == '-') negative = true, ++at;
    for (; at < end && *at >= '0' && *at <= '9'; ++at) value = value * 10 + (*at - '0');
    return negative ? -value : value;
}

}  // namespace

std::string order_key(std::string_view number) {
    std::string key;
    bool padded = false;
    for (std::size_t at = 0; at < number.size();) {
        if (number[at] < '0' || number[at] > '9') {
            key += number[at++];
            continue;
        }
        auto end = at;
        while (end < number.size() && number[end] >= '0' && number[end] <= '9') ++end;
        auto digits = number.substr(at, end - at);
        while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1), padded = true;
        key += static_cast<char>('0' + digits.size());  // numbers are at most 40 characters long
        key += digits;
        at = end;
    }
    if (padded) key.append("\x01").append(number);
    return key;
}

std::vector<TicketGroup> group_tickets(std::span<const Ticket> tickets) {
    std::vector<TicketGroup> groups;
    for (const auto& ticket : tickets) {
        TicketGroup group{ticket.event_id,
                          ticket.state,
                          ticket.is_free(),
                          ticket.is_printed(),
                          ticket.ticket_type_id,
                          ticket.subscription_id,
                          ticket.promotion_id,
                          1,
                          ticket.price,
                          ticket.fee,
                          !ticket.scanned_at.empty(),
                          ticket.state == TicketState::deleted ? ticket.fee_kept : 0};
        auto same = std::find_if(groups.begin(), groups.end(),
                                 [&](const auto& other) { return identity(other) == identity(group); });
        if (same == groups.end()) {
            groups.push_back(group);
        } else {
            same->count += 1;
            same->price += group.price;
            same->fee += group.fee;
            same->scanned += group.scanned;
            same->kept += group.kept;
        }
    }
    std::sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return identity(a) < identity(b); });
    return groups;
}

std::string pack_groups(const std::vector<TicketGroup>& groups) {
    std::string packed;
    for (const auto& group : groups) {
        append(packed, group.event_id, ',');
        packed += static_cast<char>(group.state);
        packed += static_cast<char>('0' + (group.free ? 1 : 0) + (group.printed ? 2 : 0));
        packed += ',';
        for (auto number :
             {group.ticket_type_id, group.subscription_id, group.promotion_id, group.count, group.price, group.fee})
            append(packed, number, ',');
        append(packed, group.scanned, group.kept ? ',' : ';');
        if (group.kept) append(packed, group.kept, ';');
    }
    return packed;
}

void unpack_groups(std::string_view packed, std::vector<TicketGroup>& groups) {
    groups.clear();
    const char* at = packed.data();
    const char* end = at + packed.size();
    while (at < end) {
        auto& group = groups.emplace_back();
        group.event_id = next_number(at, end);
        if (end - at < 4) break;
        group.state = static_cast<TicketState>(at[1]);
        group.free = (at[2] - '0') & 1;
        group.printed = (at[2] - '0') & 2;
        at += 4;
        std::int64_t* const numbers[] = {&group.ticket_type_id, &group.subscription_id, &group.promotion_id,
                                         &group.count,          &group.price,           &group.fee,
                                         &group.scanned};
        for (auto* number : numbers) {
            *number = next_number(at, end);
            if (at < end) ++at;
        }
        if (at[-1] != ',') continue;
        group.kept = next_number(at, end);
        if (at < end) ++at;
    }
}

std::string pack_order(const Order& order) {
    std::string columns;
    for (const auto* text : {&order.number, &order.ordered_at, &order.sold_by, &order.channel, &order.description,
                             &order.expires_at, &order.delivery_address, &order.payment_types}) {
        columns += *text;
        columns += separator;
    }
    columns += std::to_string(order.paid);
    if (!order.receipt_url.empty()) columns.append(1, separator).append(order.receipt_url);
    return columns;
}

std::vector<EventCounts> count_events(const std::vector<TicketGroup>& groups) {
    std::vector<EventCounts> counts;
    for (const auto& group : groups) {
        if (counts.empty() || counts.back().event_id != group.event_id) counts.push_back({group.event_id});
        auto& here = counts.back();
        switch (group.state) {
            case TicketState::sold:
                here.sold += group.count;
                if (!group.printed) here.unprinted += group.count;
                if (group.free) here.free += group.count;
                break;
            case TicketState::reserved: here.reserved += group.count; break;
            case TicketState::deleted: here.deleted += group.count; break;
        }
    }
    return counts;
}

std::vector<events::Sales> sales_of_events(Transaction& transaction, std::span<const std::int64_t> events) {
    std::vector<events::Sales> sales;
    for (const auto event : events) {
        auto rows = transaction.query(
            "SELECT coalesce(sum(sold), 0), coalesce(sum(reserved), 0) FROM event_line WHERE event_id = :event_id",
            event);
        rows.next();
        sales.push_back({rows.integer(0), rows.integer(1)});
    }
    return sales;
}

void insert_order_lines(Transaction& transaction, const Order& order, std::string_view name_key,
                        std::span<const Ticket> tickets) {
    const auto groups = group_tickets(tickets);
    const auto key = order_key(order.number);
    transaction.execute(
        "INSERT INTO order_line (name_key, order_key, order_id, customer_id, tickets, columns)"
        " VALUES (:name_key, :order_key, :order_id, :customer_id, :tickets, :columns)",
        name_key, key, order.id, order.customer_id, pack_groups(groups), pack_order(order));
    for (const auto& counts : count_events(groups))
        transaction.execute(
            "INSERT INTO event_line (event_id, name_key, order_key, customer_id, sold, reserved, unprinted, free, "
            "deleted)"
            " VALUES (:event_id, :name_key, :order_key, :customer_id, :sold, :reserved, :unprinted, :free, :deleted)",
            counts.event_id, name_key, key, order.customer_id, counts.sold, counts.reserved, counts.unprinted,
            counts.free, counts.deleted);
}

void remove_order_lines(Transaction& transaction, std::string_view number, std::string_view name_key) {
    const auto key = order_key(number);
    std::vector<TicketGroup> groups;
    {
        auto rows = transaction.query(
            "SELECT tickets FROM order_line WHERE name_key = :name_key AND order_key = :order_key", name_key, key);
        if (!rows.next()) return;
        unpack_groups(rows.text(0), groups);
    }
    for (const auto& counts : count_events(groups))
        transaction.execute(
            "DELETE FROM event_line WHERE event_id = :event_id AND name_key = :name_key AND order_key = :order_key",
            counts.event_id, name_key, key);
    transaction.execute("DELETE FROM order_line WHERE name_key = :name_key AND order_key = :order_key", name_key, key);
}

void follow_name(Transaction& transaction, std::int64_t customer, const std::string& old_key,
                 const std::string& new_key) {
    std::vector<std::string> keys;
    {
        // sql: a condition of our own
        static const auto statement = "SELECT number FROM orders WHERE " + std::string(rows_of_customer);
        auto rows = transaction.query(statement, customer);
        while (rows.next()) keys.push_back(order_key(rows.text(0)));
    }
    std::vector<TicketGroup> groups;
    for (const auto& key : keys) {
        {
            auto rows = transaction.query(
                "SELECT tickets FROM order_line WHERE name_key = :name_key AND order_key = :order_key", old_key, key);
            if (!rows.next()) continue;
            unpack_groups(rows.text(0), groups);
        }
        transaction.execute(
            "UPDATE order_line SET name_key = :new_key WHERE name_key = :old_key AND order_key = :order_key", new_key,
            old_key, key);
        for (const auto& counts : count_events(groups))
            transaction.execute(
                "UPDATE event_line SET name_key = :new_key WHERE event_id = :event_id AND name_key = :old_key AND "
                "order_key = :order_key",
                new_key, counts.event_id, old_key, key);
    }
}

std::int64_t check_order_lines(Transaction& transaction) {
    std::int64_t wrong = 0, orders = 0, events = 0;
    auto rows = transaction.stream("SELECT id FROM orders ORDER BY id");
    while (rows.next()) {
        const auto order = *find_order(transaction, rows.integer(0));
        const auto key = name_key_of_customer(transaction, order.customer_id);
        const auto groups = group_tickets(tickets_of(transaction, order.id));
        auto line = transaction.query(
            "SELECT tickets, columns, customer_id FROM order_line WHERE name_key = :name_key AND order_key = "
            ":order_key",
            key, order_key(order.number));
        if (!line.next() || line.text(0) != pack_groups(groups) || line.text(1) != pack_order(order) ||
            line.integer(2) != order.customer_id)
            ++wrong;
        ++orders;
        for (const auto& counts : count_events(groups)) {
            ++events;
            auto stored = transaction.query(
                "SELECT sold, reserved, unprinted, free, deleted, customer_id FROM event_line"
                " WHERE event_id = :event_id AND name_key = :name_key AND order_key = :order_key",
                counts.event_id, key, order_key(order.number));
            if (!stored.next() || stored.integer(0) != counts.sold || stored.integer(1) != counts.reserved ||
                stored.integer(2) != counts.unprinted || stored.integer(3) != counts.free ||
                stored.integer(4) != counts.deleted || stored.integer(5) != order.customer_id)
                ++wrong;
        }
    }
    auto stored = transaction.query(
        "SELECT (SELECT count(*) FROM order_line), (SELECT count(*) FROM event_line), (SELECT count(*) FROM "
        "customer_order), (SELECT count(*) FROM customer_order c JOIN orders o ON o.id = c.order_id AND o.customer_id "
        "= "
        "c.customer_id)");
    stored.next();
    return wrong + std::abs(stored.integer(0) - orders) + std::abs(stored.integer(1) - events) +
           (stored.integer(2) - stored.integer(3)) + (orders - stored.integer(3));
}

}  // namespace kartei::orders
