#include "modules/orders/ledger_question.hpp"

#include "modules/customers/customer_store.hpp"

namespace kartei::orders {
namespace {

using Issues = std::vector<Issue>;

/// The first moment of a day in the house's zone, or of the day `later` days after it.
std::string start_of(const House& house, const std::string& field, const std::string& typed, int later,
                     Issues& issues) {
    if (typed.empty()) return "";
    const auto date = read_date(typed);
    if (date) return write_instant(start_of_day(add_days(*date, later), house.rules.time_zone));
    issues.push_back({field, date.refusal().issues.front().key, {{"value", typed}}});
    return "";
}

/// No value when neither the question nor the actor's event access narrows anything.
std::optional<std::vector<std::int64_t>> events_asked(const House& house, sql::Transaction& transaction,
                                                      const Actor& actor, const events::EventsById& seen,
                                                      const std::vector<std::string>& codes, Issues& issues) {
    if (codes.empty() && !actor.promoters) return std::nullopt;
    events::EventFilter filter;
    filter.events = codes;
    const auto chosen = events::choose_events(house, transaction, actor, seen, filter);
    if (chosen) return *chosen;
    for (const auto& issue : chosen.refusal().issues)
        issues.push_back({"code", issue.key, issue.parameters});
    return std::nullopt;
}

std::int64_t customer_asked(sql::Transaction& transaction, std::int64_t number, Issues& issues) {
    if (number == 0) return 0;
    if (const auto id = customers::id_of_number(transaction, number)) return *id;
    issues.push_back({"customer", "error.no_such_customer", {{"number", std::to_string(number)}}});
    return 0;
}

}  // namespace

Result<LedgerFilter> filter_of(const House& house, sql::Transaction& transaction, const Actor& actor,
                               const events::EventsById& seen, const LedgerQuestion& question) {
    Issues issues;
    LedgerFilter filter;
    filter.from = start_of(house, "from", question.from, 0, issues);
    filter.before = start_of(house, "to", question.to, 1, issues);
    if (!filter.from.empty() && !filter.before.empty() && filter.before <= filter.from)
        issues.push_back({"to", "error.period_ends_before_it_begins", {}});
    filter.events = events_asked(house, transaction, actor, seen, question.codes, issues);
    filter.order = question.order;
    filter.customer_id = customer_asked(transaction, question.customer, issues);
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    return filter;
}

}  // namespace kartei::orders
