#include "modules/payments/dunning_fees.hpp"

#include <algorithm>
#include <utility>

#include "modules/payments/dunning_store.hpp"
#include "modules/payments/open_items.hpp"

namespace kartei::payments {

using sql::Transaction;

std::vector<DunningItem> late_things(House& house, Transaction& transaction, const Actor& actor, Date on) {
    OpenItemFilter filter;
    filter.on = on;
    filter.least_days_late = 1;
    std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> places;
    std::vector<DunningItem> things;
    for (const auto& open : open_items(house, transaction, actor, filter)) {
        const auto [place, is_new] = places.try_emplace({open.booking_id, open.order_id}, things.size());
        if (is_new) {
            DunningItem thing;
            thing.customer_id = open.debtor_id, thing.customer = open.debtor_number, thing.name = open.debtor_name;
            thing.booking_id = open.booking_id, thing.booking = open.booking;
            thing.order_id = open.order_id, thing.order = open.order;
            thing.due_from = thing.due_to = open.due_on;
            thing.days_late = open.days_late;
            thing.level = 0;
            things.push_back(std::move(thing));
        }
        auto& thing = things[place->second];
        thing.amount += open.open();
        thing.due_from = std::min(thing.due_from, open.due_on);
        thing.due_to = std::max(thing.due_to, open.due_on);
        thing.days_late = std::max(thing.days_late, open.days_late);
        thing.level = std::max(thing.level, open.level);
    }
    return things;
}

void settle_fees(std::vector<DunningItem>& items) {
    std::map<std::int64_t, std::int64_t> fees;
    for (const auto& item : items)
        if (!item.taken_out) fees[item.customer_id] = std::max(fees[item.customer_id], item.level_fee);
    for (auto& item : items)
        item.fee = item.booking_id != 0 && !item.taken_out ? std::exchange(fees[item.customer_id], 0) : 0;
}

FeeLevels levels_of_fees(const std::vector<DunningItem>& items) {
    FeeLevels levels;
    for (const auto& item : items) {
        if (item.taken_out) continue;
        auto& level = levels[{item.customer_id, item.level_fee}];
        level = std::max(level, item.level);
    }
    return levels;
}

void move_out(Transaction& transaction, audit::Change& change, DunningRun& run, const std::vector<std::size_t>& places,
              bool is_out) {
    bool moved = false;
    for (const auto place : places) {
        auto& item = run.items[place];
        if (item.taken_out == is_out) continue;
        set_taken_out(transaction, change, run, item, is_out);
        item.taken_out = is_out;
        moved = true;
    }
    if (!moved) return;
    const auto before = run.items;
    settle_fees(run.items);
    for (std::size_t i = 0; i < before.size(); ++i)
        if (before[i].fee != run.items[i].fee) set_fee(transaction, change, before[i], run.items[i].fee);
}

}  // namespace kartei::payments
