#include "modules/reports/customer_report.hpp"

#include <algorithm>
#include <unordered_set>

#include "modules/customers/customer_store.hpp"
#include "modules/reports/customer_parts.hpp"
#include "modules/reports/customer_question.hpp"
#include "modules/reports/guest_list.hpp"

namespace kartei::reports {
namespace {

using lists::Progress;
using sql::Transaction;
using EventIds = std::vector<std::int64_t>;

constexpr std::int64_t most_orders_at_once = 500;

lists::Place text_of(std::string_view name_key, std::string_view order_key) {
    lists::Place place;
    place.reserve(name_key.size() + order_key.size() + 1);
    return place.append(name_key).append(1, '\x1f').append(order_key);
}

Place place_of(const lists::Place& text) {
    const auto middle = text.find('\x1f');
    if (middle == text.npos) return {};
    return {text.substr(0, middle), text.substr(middle + 1)};
}

/// Customers and tickets besides, as orders pass in the order of the list.
class OrderCounter {
public:
    explicit OrderCounter(ReportType type) : per_ticket_(is_per_ticket(type)) {}
    void add(std::string_view name_key, std::string_view order_key, std::int64_t customer, std::int64_t tickets) {
        counter_.add(text_of(name_key, order_key), per_ticket_ ? tickets : 1);
        counter_.totals.sums[1] += tickets;
        // Orders of one customer stand together under one name key; customers of the same name take turns.
        if (name_key != previous_) customers_of_name_.clear();
        if (customers_of_name_.insert(customer).second) ++counter_.totals.sums[0];
        previous_ = name_key;
    }
    lists::Totals& totals() { return counter_.totals; }

private:
    bool per_ticket_;
    lists::Counter counter_{2};
    std::string previous_;
    std::unordered_set<std::int64_t> customers_of_name_;
};

std::int64_t tickets_that_count(std::string_view packed, const Selection& selection,
                                std::vector<orders::TicketGroup>& groups) {
    orders::unpack_groups(packed, groups);
    std::int64_t tickets = 0;
    for (const auto& group : groups)
        if (selection.counts(group)) tickets += group.count;
    return tickets;
}

Result<std::shared_ptr<const lists::List>> list_asked(House& house, Transaction& transaction, const Actor& actor,
                                                      const lists::Question& question,
                                                      const std::optional<std::string>& chosen) {
    const auto type = *report_type_of(question.type);
    std::shared_ptr<const lists::List> list;
    if (chosen) list = CustomerReport::again(house, transaction, actor, type, unpack_ids(*chosen));
    else list = TRY(CustomerReport::make(house, transaction, actor, type, event_filter_of(question)));
    return list;
}

}  // namespace

lists::Report customer_report() {
    lists::Report report{"customers", "reports.customers", "event", event_filters()};
    for (const auto& type : report_types) report.types.push_back(type.name);
    report.make = list_asked;
    report.seen = events::seen_event_dates;
    report.print = print_customers;
    report.example = "--season 2026/27 --type sold";
    return report;
}

Result<std::shared_ptr<CustomerReport>> CustomerReport::make(House& house, Transaction& transaction, const Actor& actor,
                                                             ReportType type, const events::EventFilter& filter,
                                                             Narrowing narrowing) {
    // What a narrower list is narrowed to is a choice already.
    const bool is_narrowed = narrowing.through != SoldThrough::anything;
    if (filter.is_empty() && !is_narrowed) return refuse(RefusalKind::invalid, "error.report_needs_filter");
    auto seen = events::events_of(transaction, actor);
    auto chosen = TRY(events::choose_events(house, transaction, actor, seen, filter));
    auto list = std::shared_ptr<CustomerReport>(new CustomerReport(
        Selection(type, std::move(chosen), events::seen_events(transaction, actor), std::move(narrowing)),
        Vocabulary::load(transaction, std::move(seen), house.now()), actor.may("customers.read")));
    list->at_every_event_ = filter.is_empty() && filter.scope == "all";
    return list;
}

std::shared_ptr<CustomerReport> CustomerReport::again(House& house, Transaction& transaction, const Actor& actor,
                                                      ReportType type, EventIds events, Narrowing narrowing) {
    auto vocabulary = Vocabulary::load(transaction, events::events_of(transaction, actor), house.now());
    return std::shared_ptr<CustomerReport>(new CustomerReport(
        Selection(type, std::move(events), events::seen_events(transaction, actor), std::move(narrowing)),
        std::move(vocabulary), actor.may("customers.read")));
}

const std::vector<lists::Sum>& CustomerReport::sums() const {
    static const std::vector<lists::Sum> sums{
        {"customers", "report.sum.customers"},
        {"tickets", "report.sum.tickets", lists::CellKind::integer, [](const lists::Row& row) {
             const auto& listed = static_cast<const ListRow&>(row);
             return listed.ticket ? 1 : listed.tickets;
         }}};
    return sums;
}

const std::vector<lists::RowKey>& CustomerReport::keys() const {
    static const std::vector<lists::RowKey> none, all{
        {"_order", [](const lists::Row& row) { return static_cast<const ListRow&>(row).order_id; }},
        {"_customer", [](const lists::Row& row) { return static_cast<const ListRow&>(row).customer_id; }},
        {"_ticket", [](const lists::Row& row) {
             const auto* ticket = static_cast<const ListRow&>(row).ticket;
             return ticket ? ticket->id : 0;
         }}};
    return may_open_ ? all : none;
}

std::vector<std::pair<std::string, std::int64_t>> CustomerReport::extent() const {
    return {{"events", static_cast<std::int64_t>(selection_.events.size())}};
}

std::string CustomerReport::chosen() const {
    if (!selection_.is_narrowed()) return pack_ids(selection_.events);
    return pack_ids(selection_.narrowing.subjects) + "|" +
           (at_every_event_ ? std::string(every_event) : pack_ids(selection_.events));
}

void CustomerReport::read(Transaction& transaction, const lists::Place& after, std::int64_t wanted,
                          const lists::TakeRow& take) const {
    LookedUp customers(transaction, vocabulary_);
    OrderRows rows(
        transaction, selection_,
        [&](std::string_view key, std::int64_t customer) -> const CustomerPart& {
            return customers.find(key, customer);
        },
        [&](const ListRow& row, const WalkedOrder& order, bool) {
            return take(row, text_of(order.name_key, order.order_key));
        });
    auto from = place_of(after);
    const auto at_once = static_cast<int>(std::min(wanted, most_orders_at_once));
    while (true) {
        const auto found = next_orders(transaction, selection_, from, at_once, limits);
        for (const auto& order : found)
            if (!rows.add({order.place.name_key, order.place.order_key, order.order_id, order.customer_id,
                           order.tickets, order.columns}))
                return;
        if (!rows.flush() || static_cast<int>(found.size()) < at_once) return;
        from = found.back().place;
    }
}

std::optional<lists::Totals> CustomerReport::count_by_walk(Transaction& transaction, const Progress& progress) const {
    OrderCounter counter(selection_.type);
    HiddenOnes hidden(transaction, selection_);
    std::vector<orders::TicketGroup> groups;
    std::int64_t seen = 0;
    bool stopped = false;
    walk_orders(transaction, "", "", [&](const WalkedOrder& order) {
        const auto tickets = tickets_that_count(order.tickets, selection_, groups);
        if (tickets > 0 && !hidden.has(order.name_key, order.customer_id))
            counter.add(order.name_key, order.order_key, order.customer_id, tickets);
        stopped = (++seen % 20'000 == 0) && progress && !progress(counter.totals().rows);
        return !stopped;
    });
    if (stopped) return std::nullopt;
    return std::move(counter.totals());
}

std::optional<lists::Totals> CustomerReport::count_sales(Transaction& transaction, const Progress& progress) const {
    const auto places = places_of_sales(transaction, selection_, limits.small_sales);
    if (!places) return count_by_walk(transaction, progress);
    OrderCounter counter(selection_.type);
    HiddenOnes hidden(transaction, selection_);
    std::vector<orders::TicketGroup> groups;
    for (const auto& place : *places) {
        const auto order = order_at(transaction, place);
        const auto tickets = order ? tickets_that_count(order->tickets, selection_, groups) : 0;
        if (tickets > 0 && !hidden.has(place.name_key, order->customer_id))
            counter.add(place.name_key, place.order_key, order->customer_id, tickets);
    }
    return std::move(counter.totals());
}

std::optional<lists::Totals> CustomerReport::count(Transaction& transaction, const Progress& progress) const {
    if (selection_.is_narrowed()) return count_sales(transaction, progress);
    auto entries = selection_.events.size() <= limits.counted_events
                       ? entries_of_events(transaction, selection_, limits.counted_entries)
                       : std::nullopt;
    if (!entries) return count_by_walk(transaction, progress);
    std::sort(entries->begin(), entries->end(), [](const auto& a, const auto& b) { return a.place < b.place; });
    OrderCounter counter(selection_.type);
    for (std::size_t i = 0; i < entries->size();) {
        const auto& entry = (*entries)[i];
        std::int64_t tickets = 0;
        for (; i < entries->size() && (*entries)[i].place == entry.place; ++i) tickets += (*entries)[i].tickets;
        counter.add(entry.place.name_key, entry.place.order_key, entry.customer_id, tickets);
    }
    return std::move(counter.totals());
}

}  // namespace kartei::reports
