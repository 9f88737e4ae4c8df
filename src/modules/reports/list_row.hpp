// One row of a customer list while it is being read: views into the lines it comes from, and the sums over the tickets
// that count.
#pragma once

#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lists/column.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/event_store.hpp"
#include "modules/orders/order_store.hpp"
#include "modules/reports/report_type.hpp"

namespace kartei::reports {

/// Names that rows show instead of ids; loaded once per run.
struct Vocabulary {
    std::unordered_map<std::int64_t, events::Event> events;
    events::Names ticket_types, promotions;
    std::unordered_map<std::int64_t, std::pair<std::string, std::string>> periods;  ///< of promotions: from, until
    std::unordered_map<std::int64_t, events::Subscription> subscriptions;
    std::vector<std::pair<std::int64_t, std::string>> labels, permissions;
    std::string anonymous;  ///< packed columns of the anonymous customer: unnamed sales stay in the lists
                            ///< (customer-lists.md 16.15)
    std::string now;        ///< labels that have expired by then are not shown

    /// Event dates must already be there: a run loads them first, to choose from.
    static Vocabulary load(sql::Transaction& transaction, std::unordered_map<std::int64_t, events::Event> events,
                           std::string now);
};

/// What tickets must have been sold through to count in a narrower list than the main one.
enum class SoldThrough { anything, subscription, promotion };
struct Narrowing {
    SoldThrough through = SoldThrough::anything;
    std::vector<std::int64_t> subjects;  ///< ids of the subscriptions, or of the promotions
    /// Customers who are hidden from the actor are left out (decisions.md 33); the main list names whoever holds a
    /// ticket (decision 51).
    bool without_hidden = false;
};

/// Which tickets count: event dates and type, in narrower lists what they were sold through; for one actor.
struct Selection {
    ReportType type = ReportType::sold;
    Narrowing narrowing;
    std::vector<char> subjects;                ///< of the narrowing, by id
    std::vector<std::int64_t> events;          ///< ascending
    std::vector<char> wanted;                  ///< by event id
    std::optional<std::vector<char>>
        visible;  ///< by event id: what the actor may see; no value: every event date of the house

    /// `seen`: ids of the event dates the actor may see; `events` that are not among them are left out
    /// (customer-lists.md 12).
    Selection(ReportType type, std::vector<std::int64_t> events, const std::optional<std::vector<std::int64_t>>& seen,
              Narrowing narrowing = {});
    bool is_narrowed() const { return narrowing.through != SoldThrough::anything; }
    /// A ticket type may be sold either way: only what the ticket itself was sold through tells (customer-lists.md
    /// 16.8).
    bool was_sold_through(std::int64_t subscription, std::int64_t promotion) const {
        if (!is_narrowed()) return true;
        const auto id = narrowing.through == SoldThrough::subscription ? subscription : promotion;
        return id < static_cast<std::int64_t>(subjects.size()) && subjects[static_cast<std::size_t>(id)];
    }
    bool wants(std::int64_t event) const { return event < static_cast<std::int64_t>(wanted.size()) && wanted[event]; }
    bool counts(const orders::TicketGroup& group) const {
        return wants(group.event_id) && counts_in(type, group.state, group.free, group.printed) &&
               was_sold_through(group.subscription_id, group.promotion_id);
    }
    bool counts(const orders::Ticket& ticket) const {
        return wants(ticket.event_id) && counts_in(type, ticket.state, ticket.is_free(), ticket.is_printed()) &&
               was_sold_through(ticket.subscription_id, ticket.promotion_id);
    }
    /// Tickets of an order as its line holds them, without those at event dates that the actor may not see.
    void unpack(std::string_view packed, std::vector<orders::TicketGroup>& groups) const;
    bool sees_whole_orders() const { return !visible; }
};

struct ListRow : lists::Row {
    std::int64_t order_id = 0, customer_id = 0;
    std::string_view order_columns, customer_columns, consents;  ///< packed
    std::vector<orders::TicketGroup> groups;                     ///< of the whole order, as far as the actor may see it
    std::vector<std::string_view> order_parts, customer_parts;

    // Sums over the tickets that count.
    std::int64_t tickets = 0, price = 0, fee = 0, printed = 0, scanned = 0;

    const orders::Ticket* ticket = nullptr;               ///< in types with a row per ticket
    std::vector<const orders::Ticket*> deleted_tickets;   ///< in the type deleted: those that count

    /// Takes over an order; the views must outlive the row.
    void take_order(std::int64_t order, std::int64_t customer, std::string_view columns);
    void take_customer(std::string_view columns, std::string_view consents);
    /// Sums what counts; false when nothing does.
    bool count(const Selection& selection);
    std::string_view order_part(orders::OrderColumn column) const {
        const auto part = static_cast<std::size_t>(column);
        return part < order_parts.size() ? order_parts[part] : std::string_view();
    }
};

}  // namespace kartei::reports
