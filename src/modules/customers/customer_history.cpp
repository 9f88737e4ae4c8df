#include "modules/customers/customer_history.hpp"

#include <map>

#include "base/module.hpp"

namespace kartei::customers {

const std::vector<std::string>& records_of_a_customer() {
    static const auto all = [] {
        std::vector<std::string> records{"customer"};
        for (const auto& record : handed_in<RecordOfCustomer>()) records.push_back(record.name);
        return records;
    }();
    return all;
}

std::vector<audit::Event> history_of_customer(House& house, sql::Transaction& transaction, std::int64_t customer,
                                              std::int64_t before, int limit) {
    std::map<std::int64_t, audit::Event, std::greater<>> events;
    for (const auto& record : records_of_a_customer())
        for (auto& event : audit::history_of(house, transaction, record, customer, before, limit)) {
            auto [known, fresh] = events.try_emplace(event.id, event);
            if (!fresh)
                known->second.changes.insert(known->second.changes.end(), event.changes.begin(), event.changes.end());
        }
    std::vector<audit::Event> history;
    for (auto& [id, event] : events) {
        if (static_cast<int>(history.size()) == limit) break;
        history.push_back(std::move(event));
    }
    return history;
}

}  // namespace kartei::customers
