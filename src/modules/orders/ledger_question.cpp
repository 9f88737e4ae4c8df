#include "modules/orders/ledger_question.hpp"

#include "modules/customers/customer_store.hpp"

namespace kartei::orders {
namespace {

using Issues = std::vector<Issue>;
using enum FieldKind;

constexpr std::array<std::string_view, 2> directions{"asc", "desc"};

/// The first moment of a day in the house's zone, or of the day `later` days after it.
std::string start_of(const House& house, const std::string& day, int later) {
    if (day.empty()) return "";
    return write_instant(start_of_day(add_days(read_date(day).value(), later), house.rules.time_zone));
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
    issues.insert(issues.end(), chosen.refusal().issues.begin(), chosen.refusal().issues.end());
    return std::nullopt;
}

std::int64_t customer_asked(sql::Transaction& transaction, std::int64_t number, Issues& issues) {
    if (number == 0) return 0;
    if (const auto id = customers::id_of_number(transaction, number)) return *id;
    issues.push_back({"customer", "error.no_such_customer", {{"number", std::to_string(number)}}});
    return 0;
}

}  // namespace

const std::vector<lists::Filter>& ledger_filters() {
    static const std::vector<lists::Filter> filters{
        {{"from", date}, "from", "sale.from"},
        {{"to", date}, "to", "sale.to"},
        {{"events", text_list, 200}, "event", "sale.event"},
        {{"order", FieldKind::text, 40}, "order", "sale.order"},
        {{"customer", customer_number}, "customer", "sale.customer"},
        {{"direction", choice, 0, Privacy::open, plain, directions}, "direction", "sale.direction"},
    };
    return filters;
}

Result<LedgerFilter> filter_of(const House& house, sql::Transaction& transaction, const Actor& actor,
                               const events::EventsById& seen, const lists::Question& question) {
    Issues issues;
    LedgerFilter filter;
    filter.from = start_of(house, question.text("from"), 0);
    filter.before = start_of(house, question.text("to"), 1);
    if (!filter.from.empty() && !filter.before.empty() && filter.before <= filter.from)
        issues.push_back({"to", "error.period_ends_before_it_begins", {}});
    filter.events = events_asked(house, transaction, actor, seen, question.list("events"), issues);
    filter.order = question.text("order");
    filter.customer_id = customer_asked(transaction, question.integer("customer"), issues);
    filter.newest_first = question.text("direction") == "desc";
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    return filter;
}

}  // namespace kartei::orders
