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
    std::unordered_map<std::int64_t, events::Subscription> subscriptions;
    std::vector<std::pair<std::int64_t, std::string>> labels, permissions;
    std::string anonymous;  ///< packed columns of the anonymous customer: unnamed sales stay in the lists
                            ///< (customer-lists.md 16.15)
    std::string now;        ///< labels that have expired by then are not shown

    /// Event dates must already be there: a run loads them first, to choose from.
    static Vocabulary load(sql::Transaction& transaction, std::unordered_map<std::int64_t, events::Event> events,
                           std::string now);
};

/// Which tickets count: event dates and type, for one actor.
struct Selection {
    ReportType type = ReportType::sold;
    std::vector<std::int64_t> events;          ///< ascending
    std::vector<char> wanted;                  ///< by event id
    std::optional<std::vector<char>>
        visible;  ///< by event id: what the actor may see; no value: every event date of the house

    /// `seen`: ids of the event dates the actor may see; `events` that are not among them are left out
    /// (customer-lists.md 12).
    Selection(ReportType type, std::vector<std::int64_t> events, const std::optional<std::vector<std::int64_t>>& seen);
    bool wants(std::int64_t event) const { return event < static_cast<std::int64_t>(wanted.size()) && wanted[event]; }
    bool counts(const orders::TicketGroup& group) const {
        return wants(group.event_id) && counts_in(type, group.state, group.free, group.printed);
    }
    bool counts(const orders::Ticket& ticket) const {
        return wants(ticket.event_id) && counts_in(type, ticket.state, ticket.is_free(), ticket.is_printed());
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
