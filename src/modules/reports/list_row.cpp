#include "modules/reports/list_row.hpp"

#include <algorithm>

#include "modules/customers/customer_store.hpp"

namespace kartei::reports {

Vocabulary Vocabulary::load(sql::Transaction& transaction, std::unordered_map<std::int64_t, events::Event> events,
                            std::string now) {
    using events::Shelf;
    Vocabulary vocabulary{std::move(events),
                          events::names_on_shelf(transaction, Shelf::ticket_type),
                          events::names_on_shelf(transaction, Shelf::promotion),
                          {},
                          events::subscriptions(transaction),
                          {},
                          {},
                          {},
                          std::move(now)};
    auto periods = transaction.query("SELECT id, starts_on, ends_on FROM promotion");
    while (periods.next())
        vocabulary.periods.emplace(periods.integer(0), std::pair(periods.string(1), periods.string(2)));
    auto labels = transaction.query("SELECT id, name FROM label ORDER BY name");
    while (labels.next()) vocabulary.labels.emplace_back(labels.integer(0), labels.string(1));
    auto permissions = transaction.query("SELECT id, name FROM permission ORDER BY name");
    while (permissions.next()) vocabulary.permissions.emplace_back(permissions.integer(0), permissions.string(1));
    if (auto nobody = customers::find_customer(transaction, customers::anonymous_customer)) {
        nobody->number.reset();  // nobody's number is no customer number
        vocabulary.anonymous = customers::line_columns(*nobody);
    }
    return vocabulary;
}

namespace {

std::vector<char> by_id(const std::vector<std::int64_t>& ascending) {
    std::vector<char> set(ascending.empty() ? 0 : static_cast<std::size_t>(ascending.back()) + 1);
    for (const auto id : ascending) set[static_cast<std::size_t>(id)] = 1;
    return set;
}

}  // namespace

Selection::Selection(ReportType wanted_type, std::vector<std::int64_t> chosen,
                     const std::optional<std::vector<std::int64_t>>& seen, Narrowing narrowed)
    : type(wanted_type), narrowing(std::move(narrowed)), events(std::move(chosen)) {
    std::sort(events.begin(), events.end());
    std::sort(narrowing.subjects.begin(), narrowing.subjects.end());
    subjects = by_id(narrowing.subjects);
    if (seen) {
        std::erase_if(events, [&](auto event) { return !std::binary_search(seen->begin(), seen->end(), event); });
        visible = by_id(*seen);
    }
    wanted = by_id(events);
}

void Selection::unpack(std::string_view packed, std::vector<orders::TicketGroup>& groups) const {
    orders::unpack_groups(packed, groups);
    if (visible)
        std::erase_if(groups, [&](const auto& group) {
            return group.event_id >= static_cast<std::int64_t>(visible->size()) || !(*visible)[group.event_id];
        });
}

void ListRow::take_order(std::int64_t order, std::int64_t customer, std::string_view columns) {
    order_id = order;
    customer_id = customer;
    order_columns = columns;
    customers::split_columns(order_columns, order_parts);
    ticket = nullptr;
    deleted_tickets.clear();
}

void ListRow::take_customer(std::string_view columns, std::string_view packed_consents) {
    customer_columns = columns;
    consents = packed_consents;
    customers::split_columns(customer_columns, customer_parts);
}

bool ListRow::count(const Selection& selection) {
    tickets = price = fee = printed = scanned = 0;
    for (const auto& group : groups) {
        if (!selection.counts(group)) continue;
        tickets += group.count;
        price += group.price;
        fee += group.fee;
        if (group.printed) printed += group.count;
        scanned += group.scanned;
    }
    return tickets > 0;
}

}  // namespace kartei::reports
