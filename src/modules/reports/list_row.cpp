#include "modules/reports/list_row.hpp"

#include <algorithm>

namespace kartei::reports {

Vocabulary Vocabulary::load(sql::Transaction& transaction) {
    using events::Shelf;
    Vocabulary vocabulary{events::all_events(transaction), events::names_on_shelf(transaction, Shelf::ticket_type),
                          events::names_on_shelf(transaction, Shelf::promotion), events::subscriptions(transaction), {}, {}};
    auto labels = transaction.query("SELECT id, name FROM label ORDER BY name");
    while (labels.next()) vocabulary.labels.emplace_back(labels.integer(0), labels.string(1));
    auto permissions = transaction.query("SELECT id, name FROM permission ORDER BY name");
    while (permissions.next()) vocabulary.permissions.emplace_back(permissions.integer(0), permissions.string(1));
    return vocabulary;
}

Selection::Selection(ReportType wanted_type, std::vector<std::int64_t> chosen, bool whole)
    : type(wanted_type), events(std::move(chosen)), all_of_order_visible(whole) {
    std::sort(events.begin(), events.end());
    if (!events.empty()) wanted.resize(static_cast<std::size_t>(events.back()) + 1);
    for (const auto event : events) wanted[static_cast<std::size_t>(event)] = 1;
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
