#include "modules/reports/trip_question.hpp"

#include "base/text.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/parameters/base_data.hpp"

namespace kartei::reports {
namespace {

using sql::Transaction;
using enum FieldKind;

constexpr std::array<std::string_view, 2> days{"departure", "booking"};
constexpr std::array<std::string_view, 7> kinds{"all",         "booking",     "offer",         "option",
                                                "reservation", "fee_booking", "agency_booking"};
constexpr std::array<std::string_view, 7> kinds_of_participants{"booking",     "all",         "offer",         "option",
                                                                "reservation", "fee_booking", "agency_booking"};
constexpr std::array<std::string_view, 6> states{"all", "current", "open", "invoiced", "cancelled", "void"};
constexpr std::array<std::string_view, 5> states_of_participants{"current", "all", "open", "invoiced", "cancelled"};
constexpr std::array<std::string_view, 2> documents{"all", "missing"};

lists::Filter of_choices(std::string_view name, std::string_view caption, std::span<const std::string_view> choices) {
    return {{name, choice, 0, Privacy::open, plain, choices}, name, caption};
}

std::vector<lists::Filter> filters(std::span<const std::string_view> kinds_offered,
                                   std::span<const std::string_view> states_offered) {
    return {
        {{"from", date}, "from", "trip_list.from"},
        {{"to", date}, "to", "trip_list.to"},
        of_choices("by", "trip_list.by", days),
        {{"operator", text, 60}, "operator", "trip_list.operator"},
        {{"destination", text, 60}, "destination", "trip_list.destination"},
        of_choices("kind", "trip_list.kind", kinds_offered),
        of_choices("state", "trip_list.state", states_offered),
        {{"customer", customer_number}, "customer", "trip_list.customer"},
    };
}

/// The code that is meant by what was typed; an empty field asks for nothing.
Result<std::string> code_asked(Transaction& transaction, const lists::Question& question, const std::string& field,
                               std::string_view base) {
    const auto written = question.text(field);
    if (written.empty()) return std::string();
    const auto row = parameters::base_row_meant(transaction, base, written);
    if (!row) return refuse_field(field, "error.not_in_base_data", {{"value", written}});
    return row->text("code");
}

void take_issues(std::vector<Issue>& issues, const Refusal& refusal) {
    issues.insert(issues.end(), refusal.issues.begin(), refusal.issues.end());
}

/// What needs no look at the house. The first choice of a filter is not told by the question.
TripFilter plain_filter(const Actor& actor, const lists::Question& question, bool of_participants) {
    TripFilter filter{.by_booking = question.text("by") == "booking",
                      .from = question.text("from"),
                      .to = question.text("to"),
                      .kind = question.text("kind"),
                      .state = question.text("state"),
                      .with_hidden = actor.may("customers.see_hidden"),
                      .name = fold(question.text("name")),
                      .documents_missing = question.text("documents") == "missing",
                      .open = question.is("open")};
    if (of_participants && filter.kind.empty()) filter.kind = "booking";
    if (of_participants && filter.state.empty()) filter.state = "current";
    if (filter.kind == "all") filter.kind.clear();
    if (filter.state == "all") filter.state.clear();
    return filter;
}

}  // namespace

const std::vector<lists::Filter>& booking_filters() {
    static const auto all = filters(kinds, states);
    return all;
}

const std::vector<lists::Filter>& participant_filters() {
    static const auto all = [] {
        auto some = filters(kinds_of_participants, states_of_participants);
        some.push_back({{"name", text, 120}, "name", "trip_list.name"});
        some.push_back(of_choices("documents", "trip_list.documents", documents));
        some.push_back({{"open", yes_no}, "open", "trip_list.only_open"});
        return some;
    }();
    return all;
}

Result<std::int64_t> customer_asked(Transaction& transaction, const Actor& actor, const lists::Question& question) {
    const auto number = question.integer("customer");
    if (number == 0) return std::int64_t{0};
    const auto id = customers::id_of_number(transaction, number);
    if (!id || !customers::may_see(transaction, actor, *id))
        return refuse_field("customer", "error.no_such_customer", {{"number", std::to_string(number)}});
    return *id;
}

Result<std::int64_t> customer_demanded(Transaction& transaction, const Actor& actor, const lists::Question& question) {
    if (question.integer("customer") == 0) return refuse_field("customer", "error.required");
    return customer_asked(transaction, actor, question);
}

Result<Done> check_period(const lists::Question& question) {
    const auto from = question.text("from"), to = question.text("to");
    if (!from.empty() && !to.empty() && to < from) return refuse_field("to", "error.ends_before_it_begins");
    return Done{};
}

Result<TripFilter> trip_filter(Transaction& transaction, const Actor& actor, const lists::Question& question,
                               bool of_participants) {
    std::vector<Issue> issues;
    auto filter = plain_filter(actor, question, of_participants);
    if (auto period = check_period(question); !period) take_issues(issues, period.refusal());
    if (auto customer = customer_asked(transaction, actor, question)) filter.customer = *customer;
    else take_issues(issues, customer.refusal());
    const auto take_code = [&](std::string& code, const std::string& field, std::string_view base) {
        if (auto meant = code_asked(transaction, question, field, base)) code = *meant;
        else take_issues(issues, meant.refusal());
    };
    take_code(filter.operator_code, "operator", "operators");
    take_code(filter.destination, "destination", "destinations");
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    return filter;
}

lists::Filter side_filter() { return of_choices("side", "trip_list.side", sides); }

Result<Sides> sides_asked(const Actor& actor, const lists::Question& question) {
    const auto side = question.text("side");
    Sides asked{side != "tickets", side == "tickets" || side == "both"};
    if (asked.tickets && !actor.may("customers.read"))
        return Refusal{RefusalKind::forbidden, {{"side", "error.no_right_to_purchases", {}}}};
    return asked;
}

}  // namespace kartei::reports
