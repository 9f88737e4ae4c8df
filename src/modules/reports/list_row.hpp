// One row of a customer list while it is being read: views into the lines it comes from, and the sums over the tickets that count.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

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

    static Vocabulary load(sql::Transaction& transaction);
};

/// Which tickets count: event dates and type, for one actor.
struct Selection {
    ReportType type = ReportType::sold;
    std::vector<std::int64_t> events;   ///< ascending
    std::vector<char> wanted;           ///< by event id
    bool all_of_order_visible = true;   ///< false: the actor does not see every event date of the house

    Selection(ReportType type, std::vector<std::int64_t> events, bool all_of_order_visible);
    bool wants(std::int64_t event) const { return event < static_cast<std::int64_t>(wanted.size()) && wanted[event]; }
    bool counts(const orders::TicketGroup& group) const {
        return wants(group.event_id) && counts_in(type, group.state, group.free, group.printed);
    }
    bool counts(const orders::Ticket& ticket) const {
        return wants(ticket.event_id) && counts_in(type, ticket.state, ticket.is_free(), ticket.is_printed());
    }
};

struct ListRow {
    std::int64_t order_id = 0, customer_id = 0;
    std::string_view order_columns, customer_columns, consents;  ///< packed
    std::vector<orders::TicketGroup> groups;                     ///< of the whole order
    std::vector<std::string_view> order_parts, customer_parts;

    // Sums over the tickets that count.
    std::int64_t tickets = 0, price = 0, fee = 0, printed = 0, scanned = 0;

    const orders::Ticket* ticket = nullptr;               ///< in types with a row per ticket
    std::vector<const orders::Ticket*> deleted_tickets;   ///< in the type deleted: those that count

    /// Sums what counts; false when nothing does.
    bool count(const Selection& selection);
    std::string_view order_part(orders::OrderColumn column) const { return order_parts[static_cast<std::size_t>(column)]; }
};

}  // namespace kartei::reports
