#include "modules/orders/ledger_question.hpp"

#include "lists/period.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"

namespace kartei::orders {
namespace {

using Issues = std::vector<Issue>;
using enum FieldKind;

constexpr std::array<std::string_view, 2> directions{"asc", "desc"};

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

std::int64_t customer_asked(sql::Transaction& transaction, const Actor& actor, std::int64_t number, Issues& issues) {
    if (number == 0) return 0;
    const auto id = customers::id_of_number(transaction, number);
    if (id && customers::may_see(transaction, actor, *id)) return *id;
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
    auto [from, before] = lists::period_of(house, question, issues);
    filter.from = std::move(from), filter.before = std::move(before);
    filter.events = events_asked(house, transaction, actor, seen, question.list("events"), issues);
    filter.order = question.text("order");
    filter.customer_id = customer_asked(transaction, actor, question.integer("customer"), issues);
    filter.newest_first = question.text("direction") == "desc";
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    return filter;
}

}  // namespace kartei::orders
