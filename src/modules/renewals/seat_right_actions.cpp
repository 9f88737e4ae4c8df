#include "modules/renewals/seat_right_actions.hpp"

#include <algorithm>
#include <array>

#include "audit/hold.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/event_filter.hpp"
#include "modules/orders/order_store.hpp"
#include "modules/orders/subscription_terms.hpp"

namespace kartei::renewals {
namespace {

using sql::Transaction;

constexpr std::array<std::string_view, 13> changeable{
    "entrance",      "section",              "row",          "seat",     "since",     "priority_on", "state",
    "wish_priority", "wish_subscription_id", "wish_section", "wish_row", "wish_seat", "fall_back"};

/// Puts in what was typed; every value that cannot be read is an issue of its own.
std::vector<Issue> apply(SeatRight& right, const parameters::PlainValues& values) {
    std::vector<Issue> issues;
    for (const auto& [name, value] : values) {
        if (name == "sit_with") continue;
        const auto* member = find_field(seat_right_fields(), name);
        if (!member || std::find(changeable.begin(), changeable.end(), name) == changeable.end()) {
            issues.push_back({name, "error.unknown_field", {}});
            continue;
        }
        auto checked = check_value(member->field, value);
        if (checked) member->set(right, *checked);
        else issues.insert(issues.end(), checked.refusal().issues.begin(), checked.refusal().issues.end());
    }
    if (right.state.empty()) issues.push_back({"state", "error.required", {}});
    if (right.fall_back.empty()) right.fall_back = "keep";
    if (right.seat.empty()) issues.push_back({"seat", "error.required", {}});
    return issues;
}

bool has_other_right(Transaction& transaction, const SeatRight& right) {
    const auto all = rights_of_subscription(transaction, right.subscription_id);
    return right.state != "given_up" && std::any_of(all.begin(), all.end(), [&](const SeatRight& other) {
        return other.id != right.id && other.state != "given_up" && other.hall_id == right.hall_id &&
               std::tie(other.section, other.row, other.seat) == std::tie(right.section, right.row, right.seat);
    });
}

/// He leaves those he sat with; one who is left alone sits with nobody.
void leave_company(Transaction& transaction, audit::Change& change, SeatRight& right) {
    std::vector<SeatRight> left;
    for (auto& other : rights_together(transaction, right.sit_with))
        if (other.id != right.id) left.push_back(std::move(other));
    right.sit_with = 0;
    if (left.size() != 1) return;
    auto alone = left.front();
    alone.sit_with = 0;
    change_right(transaction, change, left.front(), alone);
}

Result<Done> sit_with(Transaction& transaction, audit::Change& change, const Actor& actor, SeatRight& right,
                      std::int64_t other_id) {
    if (other_id == 0) {
        if (right.sit_with != 0) leave_company(transaction, change, right);
        return Done{};
    }
    const auto other = find_right(transaction, other_id);
    if (!other || !sees_right(transaction, actor, *other)) return refuse_field("sit_with", "error.no_such_seat_right");
    if (other->id == right.id) return refuse_field("sit_with", "error.sits_with_himself");
    if (other->sit_with != 0 && other->sit_with == right.sit_with) return Done{};
    if (right.sit_with != 0) leave_company(transaction, change, right);
    right.sit_with = other->sit_with != 0 ? other->sit_with : other->id;
    if (other->sit_with == 0) {
        auto joined = *other;
        joined.sit_with = right.sit_with;
        change_right(transaction, change, *other, joined);
    }
    return Done{};
}

bool sits_so(Transaction& transaction, const SeatRight& right, std::int64_t other_id) {
    if (other_id == 0) return right.sit_with == 0;
    const auto other = find_right(transaction, other_id);
    return other && other->id != right.id && other->sit_with != 0 && other->sit_with == right.sit_with;
}

std::int64_t company_asked(const parameters::PlainValues& values, bool& is_asked) {
    const auto found = values.find("sit_with");
    is_asked = found != values.end();
    const auto* id = is_asked ? std::get_if<std::int64_t>(&found->second) : nullptr;
    return id ? *id : 0;
}

}  // namespace

bool sees_right(Transaction& transaction, const Actor& actor, const SeatRight& right) {
    if (!customers::may_see(transaction, actor, right.customer_id)) return false;
    if (!actor.promoters) return true;
    const auto seen = events::seen_events(transaction, actor);
    const auto is_seen = [&](std::int64_t event) { return std::binary_search(seen->begin(), seen->end(), event); };
    auto rows = transaction.query(
        "SELECT DISTINCT event_id FROM ticket WHERE order_id = :order AND subscription_id = :subscription",
        right.order_id, right.subscription_id);
    while (rows.next())
        if (!is_seen(rows.integer(0))) return false;
    const auto events = orders::find_terms(transaction, right.subscription_id).events;
    return std::all_of(events.begin(), events.end(), is_seen);
}

std::vector<orders::Ticket> tickets_of_right(Transaction& transaction, const SeatRight& right) {
    if (right.order_id == 0) return {};
    auto tickets = orders::tickets_of(transaction, right.order_id);
    std::erase_if(tickets, [&](const orders::Ticket& ticket) {
        return ticket.subscription_id != right.subscription_id ||
               (ticket.seat_set.empty() ? orders::place_of_ticket(ticket) != right.place()
                                        : ticket.seat_set != right.seat_set);
    });
    return tickets;
}

Result<ChangedRight> change_seat_right(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                                       std::int64_t version, const parameters::PlainValues& values) {
    hold_house(transaction);
    const auto before = find_right(transaction, id);
    if (!before || !sees_right(transaction, actor, *before))
        return refuse(RefusalKind::not_found, "error.no_such_seat_right");
    if (before->version != version) return refuse(RefusalKind::stale, "error.stale");
    auto after = *before;
    if (auto issues = apply(after, values); !issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    if (after.wish_subscription_id && !events::subscriptions(transaction).contains(after.wish_subscription_id))
        return refuse_field("wish_subscription_id", "error.no_such_subscription");
    if (has_other_right(transaction, after)) return refuse_field("seat", "error.seat_has_right");
    bool company = false;
    const auto other = company_asked(values, company);
    if (company && sits_so(transaction, after, other)) company = false;
    if (!company && differences(seat_right_fields(), *before, after).empty()) return ChangedRight{*before, 0};
    audit::Change change(house, transaction, actor, "seat_right_changed");
    if (company) TRY(sit_with(transaction, change, actor, after, other));
    if (!change_right(transaction, change, *before, after)) return refuse(RefusalKind::stale, "error.stale");
    change.seal();
    after.version += 1;
    return ChangedRight{std::move(after), change.event()};
}

}  // namespace kartei::renewals
