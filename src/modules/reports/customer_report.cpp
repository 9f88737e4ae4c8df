#include "modules/reports/customer_report.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "modules/customers/customer_store.hpp"

namespace kartei::reports {
namespace {

using sql::Transaction;

/// Selections with more event lines than this are counted by a walk over all orders.
constexpr std::size_t most_entries = 400'000;
constexpr std::int64_t landmark_distance = 100;

void fill(ListRow& row, const FoundOrder& order, const CustomerPart& customer) {
    row.order_id = order.order_id;
    row.customer_id = order.customer_id;
    row.order_columns = order.columns;
    row.customer_columns = customer.columns;
    row.consents = customer.consents;
    orders::unpack_groups(order.tickets, row.groups);
    customers::split_columns(row.order_columns, row.order_parts);
    customers::split_columns(row.customer_columns, row.customer_parts);
    row.ticket = nullptr;
    row.deleted_tickets.clear();
}

/// Tickets of a page's orders that count, by order, in order of their ids.
std::unordered_map<std::int64_t, std::vector<orders::Ticket>> counting_tickets(Transaction& transaction, const Selection& selection,
                                                                              const std::vector<FoundOrder>& found) {
    std::unordered_map<std::int64_t, std::vector<orders::Ticket>> by_order;
    std::vector<std::int64_t> ids;
    for (const auto& order : found) ids.push_back(order.order_id);
    for (std::size_t first = 0; first < ids.size(); first += 100) {
        const auto part = std::span(ids).subspan(first, std::min<std::size_t>(100, ids.size() - first));
        for (auto& ticket : orders::tickets_of_orders(transaction, part))
            if (selection.counts(ticket)) by_order[ticket.order_id].push_back(std::move(ticket));
    }
    for (auto& [order, tickets] : by_order)
        std::sort(tickets.begin(), tickets.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return by_order;
}

/// Landmarks and sums while orders pass in the order of the list.
class Counter {
public:
    void add(const Place& place, std::int64_t customer, std::int64_t tickets, bool per_ticket) {
        if (totals.rows - last_landmark_ >= landmark_distance) {
            totals.landmarks.push_back({totals.rows, previous_});
            last_landmark_ = totals.rows;
        }
        totals.rows += per_ticket ? tickets : 1;
        totals.tickets += tickets;
        // Orders of one customer stand together under one name key; customers of the same name take turns.
        if (place.name_key != previous_.name_key) customers_of_name_.clear();
        if (customers_of_name_.insert(customer).second) ++totals.customers;
        previous_ = place;
    }
    Totals totals;

private:
    Place previous_;
    std::int64_t last_landmark_ = 0;
    std::unordered_set<std::int64_t> customers_of_name_;
};

std::optional<Totals> count_by_walk(Transaction& transaction, const CustomerReport& report, const std::function<bool(std::int64_t)>& progress) {
    const auto& selection = report.selection();
    const bool per_ticket = is_per_ticket(selection.type);
    Counter counter;
    std::vector<orders::TicketGroup> groups;
    Place place;
    std::int64_t seen = 0;
    bool stopped = false;
    walk_orders(transaction, "", "", [&](const WalkedOrder& order) {
        orders::unpack_groups(order.tickets, groups);
        std::int64_t tickets = 0;
        for (const auto& group : groups)
            if (selection.counts(group)) tickets += group.count;
        if (tickets > 0) {
            place.name_key = order.name_key;
            place.order_key = order.order_key;
            counter.add(place, order.customer_id, tickets, per_ticket);
        }
        stopped = (++seen % 20'000 == 0) && progress && !progress(counter.totals.rows);
        return !stopped;
    });
    if (stopped) return std::nullopt;
    return std::move(counter.totals);
}

}  // namespace

Result<std::shared_ptr<CustomerReport>> CustomerReport::make(House& house, Transaction& transaction, const Actor& actor, ReportType type,
                                                             const events::EventFilter& filter) {
    if (filter.is_empty()) return refuse(RefusalKind::invalid, "error.report_needs_filter");
    auto chosen = TRY(events::choose_events(house, transaction, actor, filter));
    return again(transaction, type, std::move(chosen), !actor.promoters);
}

std::shared_ptr<CustomerReport> CustomerReport::again(Transaction& transaction, ReportType type, std::vector<std::int64_t> events,
                                                      bool all_of_order_visible) {
    return std::shared_ptr<CustomerReport>(
        new CustomerReport(Selection(type, std::move(events), all_of_order_visible), Vocabulary::load(transaction)));
}

CustomerPart customer_part(Transaction& transaction, std::string_view name_key, std::int64_t customer_id) {
    auto rows = transaction.query("SELECT columns, consents FROM customer_line WHERE name_key = :name_key AND customer_id = :customer_id",
                                  name_key, customer_id);
    if (!rows.next()) return {};
    return {rows.string(0), rows.string(1)};
}

std::optional<PageStart> read_page(Transaction& transaction, const CustomerReport& report, const PageStart& start, int limit,
                                   const RowVisitor& visit) {
    const auto& selection = report.selection();
    const bool per_ticket = is_per_ticket(selection.type), needs_tickets = per_ticket || selection.type == ReportType::deleted;
    PageStart at = start;
    std::int64_t skip = start.skip;
    int given = 0;
    ListRow row;
    while (given < limit) {
        const int wanted = per_ticket ? limit - given + 1 : limit - given + static_cast<int>(std::min<std::int64_t>(skip, 400));
        const auto found = next_orders(transaction, selection, at.after, wanted);
        if (found.empty()) return std::nullopt;
        const auto tickets = needs_tickets ? counting_tickets(transaction, selection, found)
                                           : std::unordered_map<std::int64_t, std::vector<orders::Ticket>>();
        for (const auto& order : found) {
            if (given == limit) return at;
            if (!per_ticket && skip > 0) {
                --skip;
                at = {order.place, 0};
                continue;
            }
            const auto customer = customer_part(transaction, order.place.name_key, order.customer_id);
            fill(row, order, customer);
            row.count(selection);
            const auto own = tickets.find(order.order_id);
            if (per_ticket) {
                std::int64_t position = 0;
                for (const auto& ticket : own == tickets.end() ? std::vector<orders::Ticket>() : own->second) {
                    ++position;
                    if (skip > 0) {
                        --skip;
                        continue;
                    }
                    if (given == limit) return PageStart{at.after, position - 1};
                    row.ticket = &ticket;
                    ++given;
                    if (!visit(row, order.place)) return PageStart{at.after, position};
                }
            } else {
                if (own != tickets.end())
                    for (const auto& ticket : own->second) row.deleted_tickets.push_back(&ticket);
                ++given;
                if (!visit(row, order.place)) return PageStart{order.place, 0};
            }
            at = {order.place, 0};
        }
        if (static_cast<int>(found.size()) < wanted) return std::nullopt;
    }
    return at;
}

std::optional<Totals> count_totals(Transaction& transaction, const CustomerReport& report, const std::function<bool(std::int64_t)>& progress) {
    const auto& selection = report.selection();
    auto entries = selection.events.size() <= 400 ? entries_of_events(transaction, selection, most_entries) : std::nullopt;
    if (!entries) return count_by_walk(transaction, report, progress);
    std::sort(entries->begin(), entries->end(), [](const auto& a, const auto& b) { return a.place < b.place; });
    Counter counter;
    for (std::size_t i = 0; i < entries->size();) {
        const auto& entry = (*entries)[i];
        std::int64_t tickets = 0;
        for (; i < entries->size() && (*entries)[i].place == entry.place; ++i) tickets += (*entries)[i].tickets;
        counter.add(entry.place, entry.customer_id, tickets, is_per_ticket(selection.type));
    }
    return std::move(counter.totals);
}

}  // namespace kartei::reports
