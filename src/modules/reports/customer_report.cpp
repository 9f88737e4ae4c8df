#include "modules/reports/customer_report.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "modules/customers/customer_store.hpp"

namespace kartei::reports {
namespace {

using sql::Transaction;

constexpr std::int64_t landmark_distance = 100;

/// Tickets of a page's orders that count, by order, in order of their ids.
using TicketsByOrder = std::unordered_map<std::int64_t, std::vector<orders::Ticket>>;
TicketsByOrder counting_tickets(Transaction& transaction, const Selection& selection,
                                const std::vector<FoundOrder>& found) {
    TicketsByOrder by_order;
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

/// Gives out the rows of a page, order by order.
class PageReader {
public:
    PageReader(Transaction& transaction, const CustomerReport& report, const PageStart& start, int limit,
               const RowVisitor& visit)
        : transaction_(transaction),
          report_(report),
          at_(start),
          limit_(limit),
          visit_(visit),
          per_ticket_(is_per_ticket(report.selection().type)) {}

    /// Where the rows that were not given out begin.
    const PageStart& start() const { return at_; }
    int rows_left() const { return limit_ - given_; }

    /// False when the page is full or the visitor has had enough.
    bool take(const std::vector<FoundOrder>& found) {
        const bool needs_tickets = per_ticket_ || report_.selection().type == ReportType::deleted;
        const auto tickets =
            needs_tickets ? counting_tickets(transaction_, report_.selection(), found) : TicketsByOrder();
        for (const auto& order : found) {
            if (given_ == limit_) return false;
            const auto own = tickets.find(order.order_id);
            static const std::vector<orders::Ticket> none;
            if (!take_order(order, own == tickets.end() ? none : own->second)) return false;
            at_.after = order.place;
        }
        return true;
    }

private:
    bool take_order(const FoundOrder& order, const std::vector<orders::Ticket>& tickets) {
        const auto rows = per_ticket_ ? static_cast<std::int64_t>(tickets.size()) : 1;
        if (at_.skip >= rows) {
            at_.skip -= rows;
            return true;
        }
        const auto customer = customer_part(transaction_, report_, order.place.name_key, order.customer_id);
        row_.take_order(order.order_id, order.customer_id, order.columns);
        row_.take_customer(customer.columns, customer.consents);
        report_.selection().unpack(order.tickets, row_.groups);
        row_.count(report_.selection());
        if (!per_ticket_) {
            for (const auto& ticket : tickets) row_.deleted_tickets.push_back(&ticket);
            return give(order.place) || pass(order.place);
        }
        for (; at_.skip < rows; ++at_.skip) {
            if (given_ == limit_) return false;
            row_.ticket = &tickets[static_cast<std::size_t>(at_.skip)];
            if (!give(order.place)) {
                ++at_.skip;
                return false;
            }
        }
        at_.skip = 0;
        return true;
    }
    bool give(const Place& place) {
        ++given_;
        return visit_(row_, place);
    }
    /// The visitor has had enough, but this row is his.
    bool pass(const Place& place) {
        at_ = {place, 0};
        return false;
    }

    Transaction& transaction_;
    const CustomerReport& report_;
    PageStart at_;
    int limit_, given_ = 0;
    const RowVisitor& visit_;
    bool per_ticket_;
    ListRow row_;
};

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

std::optional<Totals> count_by_walk(Transaction& transaction, const CustomerReport& report,
                                    const std::function<bool(std::int64_t)>& progress) {
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

Result<std::shared_ptr<CustomerReport>> CustomerReport::make(House& house, Transaction& transaction, const Actor& actor,
                                                             ReportType type, const events::EventFilter& filter) {
    if (filter.is_empty()) return refuse(RefusalKind::invalid, "error.report_needs_filter");
    auto seen = events::events_of(transaction, actor);
    auto chosen = TRY(events::choose_events(house, transaction, actor, seen, filter));
    return std::shared_ptr<CustomerReport>(
        new CustomerReport(Selection(type, std::move(chosen), events::seen_events(transaction, actor)),
                           Vocabulary::load(transaction, std::move(seen), house.now())));
}

std::shared_ptr<CustomerReport> CustomerReport::again(House& house, Transaction& transaction, const Actor& actor,
                                                      ReportType type, std::vector<std::int64_t> events) {
    auto vocabulary = Vocabulary::load(transaction, events::events_of(transaction, actor), house.now());
    return std::shared_ptr<CustomerReport>(new CustomerReport(
        Selection(type, std::move(events), events::seen_events(transaction, actor)), std::move(vocabulary)));
}

CustomerPart customer_part(Transaction& transaction, const CustomerReport& report, std::string_view name_key,
                           std::int64_t customer_id) {
    if (customer_id == customers::anonymous_customer) return {report.vocabulary().anonymous, ""};
    auto rows = transaction.query(
        "SELECT columns, consents FROM customer_line WHERE name_key = :name_key AND customer_id = :customer_id",
        name_key, customer_id);
    if (!rows.next()) return {};
    return {rows.string(0), rows.string(1)};
}

std::optional<PageStart> read_page(Transaction& transaction, const CustomerReport& report, const PageStart& start,
                                   int limit, const RowVisitor& visit, const WalkLimits& limits) {
    constexpr std::int64_t most_skipped_at_once = 400;
    PageReader page(transaction, report, start, limit, visit);
    while (true) {
        // One more than is wanted tells whether there is a next page.
        const auto wanted = page.rows_left() + 1 + static_cast<int>(std::min(page.start().skip, most_skipped_at_once));
        const auto found = next_orders(transaction, report.selection(), page.start().after, wanted, limits);
        if (!page.take(found)) return page.start();
        if (static_cast<int>(found.size()) < wanted) return std::nullopt;
    }
}

std::optional<Totals> count_totals(Transaction& transaction, const CustomerReport& report,
                                   const std::function<bool(std::int64_t)>& progress, const WalkLimits& limits) {
    const auto& selection = report.selection();
    auto entries = selection.events.size() <= limits.counted_events
                       ? entries_of_events(transaction, selection, limits.counted_entries)
                       : std::nullopt;
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
