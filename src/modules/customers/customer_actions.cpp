#include "modules/customers/customer_actions.hpp"

#include <algorithm>

#include "audit/hold.hpp"
#include "modules/customers/capitals.hpp"
#include "modules/customers/customer_attributes.hpp"
#include "modules/customers/customer_links.hpp"
#include "modules/customers/customer_numbers.hpp"
#include "modules/customers/customer_removal.hpp"
#include "modules/customers/customer_restrictions.hpp"
#include "modules/customers/hand_over.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/customers/impossible_values.hpp"
#include "modules/customers/letter_salutation.hpp"
#include "modules/customers/street_line.hpp"
#include "modules/parameters/choice_lists.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::customers {
namespace {

using audit::Change;
using sql::Transaction;

constexpr std::string_view record = "customer";

/// Whether somebody typed the values; what comes from elsewhere is taken as it is (decisions.md 27).
enum class Source { entry, elsewhere };

/// Whoever enters a customer chooses the numbers where none are proposed; otherwise that needs a right.
Actor entering(Transaction& transaction, Actor actor, const std::string& kind) {
    const auto& kinds = parameters::customer_kinds;
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) return actor;
    if (!proposes(transaction, kind, Target::customer) ||
        (is_booked(kind) && !proposes(transaction, kind, Target::debtor)))
        actor.permissions.insert("customers.number");
    return actor;
}

/// A block knows since when it holds; with it goes its reason.
void note_blocks(Customer& customer, const Customer* before, std::string_view today) {
    for (const auto& [flag, reason, since] : blocks) {
        if (!(customer.*flag)) (customer.*since).clear(), (customer.*reason).clear();
        else if (!(before && before->*flag)) customer.*since = today;
    }
}

/// Street and house number as they were typed in one line. A new street that brings a number leaves the old one behind.
void take_address_apart(Customer& after, const Customer& before) {
    const bool same_number = after.house_number == before.house_number &&
                             after.house_number_suffix == before.house_number_suffix;
    if (after.street != before.street && same_number) {
        Customer typed;
        typed.street = after.street;
        split_street(typed);
        if (!typed.house_number.empty()) {
            after.street = typed.street;
            after.house_number = typed.house_number;
            after.house_number_suffix = typed.house_number_suffix;
        }
    }
    if (after.house_number != before.house_number) split_house_number(after);
}

/// The customer with new values and what goes along with them; nothing is stored yet.
Result<Customer> with_values(House& house, Transaction& transaction, const Actor& actor, const Customer& before,
                             const NewValues& values, Source source) {
    if (before.id == anonymous_customer) return refuse(RefusalKind::conflict, "error.anonymous_customer");
    Customer after = before;
    auto issues = apply_values(after, values, actor, false);
    const auto parameters = parameters::parameters_of(transaction);
    if (source == Source::entry && parameters->yes("first_letters_capital")) set_capitals(after, before);
    if (after.debtor_number && after.debtor_number != before.debtor_number &&
        number_is_taken(transaction, *after.debtor_number, Target::debtor))
        issues.push_back(
            {"debtor_number", "error.number_taken", {{"number", std::to_string(*after.debtor_number)}}});
    // What comes from elsewhere may hold addresses of any country, and was checked so before.
    const auto country = source == Source::entry ? std::string_view(house.country) : std::string_view();
    for (const auto& more : {issues_of(after), impossible_values(after, &before, house.today(), country),
                             link_issues(transaction, actor, after, before),
                             restriction_issues(transaction, *parameters, after, &before)})
        issues.insert(issues.end(), more.begin(), more.end());
    if (!issues.empty()) return Refusal{RefusalKind::invalid, issues};
    take_address_apart(after, before);
    // A matchcode or salutation nobody wrote by hand goes along with the name.
    if (after.matchcode.empty() ||
        (after.matchcode == before.matchcode && before.matchcode == proposed_matchcode(before)))
        after.matchcode = proposed_matchcode(after);
    follow_salutation(before, after, house.country);
    note_blocks(after, &before, house.today());
    note_phones(after, &before, house.country);
    return after;
}

/// Nobody else changes this customer; whoever chooses numbers, or says who points at whom, excludes more.
void hold_for(Transaction& transaction, std::int64_t customer, const NewValues& values) {
    const auto chooses = [&](std::string_view field) {
        const auto value = values.find(field);
        return value != values.end() && !is_empty(value->second);
    };
    if (chooses("number") || chooses("debtor_number")) hold_house(transaction);
    if (std::any_of(links.begin(), links.end(), [&](const Link& link) { return chooses(link.field); }))
        hold(transaction, Held::links, 0);
    if (customer != 0) hold(transaction, Held::customer, customer);
    else hold_part(transaction);  // a new one: nobody else knows him
}

bool is_handed_over(const Field& field, const Actor& actor) {
    return actor.permissions.contains(right_to_hand_over) &&
           std::find(archive_fields.begin(), archive_fields.end(), field.name) != archive_fields.end();
}

}  // namespace

Result<Saved> save_customer(Transaction& transaction, Change& change, const Customer& before, Customer after) {
    const auto changed = differences(customer_fields(), before, after);
    if (changed.empty()) return Saved{before, 0};
    after.changed_at = change.at();
    if (!update_customer(transaction, before, after, before.version)) return refuse(RefusalKind::stale, "error.stale");
    after.version = before.version + 1;
    for (const auto& difference : changed)
        change.changed(record, after.id, *difference.field, difference.before, difference.after, after.id);
    return Saved{std::move(after), change.event()};
}

std::vector<Issue> apply_values(Customer& customer, const NewValues& values, const Actor& actor, bool creating) {
    std::vector<Issue> issues;
    for (const auto& [name, value] : values) {
        const auto* member = find_field(customer_fields(), name);
        if (!member) {
            issues.push_back({name, "error.unknown_field", {}});
            continue;
        }
        const auto& field = member->field;
        auto checked = check_value(field, value);
        if (!checked) {
            issues.insert(issues.end(), checked.refusal().issues.begin(), checked.refusal().issues.end());
            continue;
        }
        if (field.kind == FieldKind::yes_no && is_empty(*checked)) *checked = false;
        if (*checked == member->get(customer)) continue;
        if (field.has(read_only) && !is_handed_over(field, actor)) issues.push_back({name, "error.read_only", {}});
        else if ((name == "number" || name == "debtor_number") && !creating && !is_empty(member->get(customer)))
            issues.push_back({name, "error.number_only_at_entry", {}});
        else if ((field.has(rights_apply) || (name == "kind" && !creating)) && !actor.may(right_of(field)))
            issues.push_back({name, "error.no_right_to_field", {}});
        else if (auto* text = std::get_if<std::string>(&*checked); text && name == "letter_salutation")
            customer.letter_salutation = parameters::without_comma(std::move(*text));
        else member->set(customer, *checked);
    }
    return issues;
}

Result<Saved> create_customer(House& house, Transaction& transaction, Change& change, const Actor& actor,
                              Customer draft) {
    fill_proposals(draft, house.today(), house.country);
    auto issues = issues_of(draft);
    for (const auto& more :
         {impossible_values(draft, nullptr, house.today(), house.country), link_issues(transaction, actor, draft, {})})
        issues.insert(issues.end(), more.begin(), more.end());
    if (!issues.empty()) return Refusal{RefusalKind::invalid, issues};
    TRY(give_numbers(transaction, draft));
    draft.id = take_ids(transaction, "customer");
    draft.version = 1;
    draft.created_event = change.event();
    draft.created_at = change.at();
    note_blocks(draft, nullptr, house.today());
    note_phones(draft, nullptr, house.country);
    insert_customer(transaction, draft);
    change.created(record, draft.id);
    return Saved{std::move(draft), change.event()};
}

Result<Customer> draft_of(Transaction& transaction, const Actor& actor, const NewValues& values) {
    Customer draft;
    draft.kind = "private";
    if (const auto kind = values.find("kind"); kind != values.end())
        if (const auto* text = std::get_if<std::string>(&kind->second)) draft.kind = *text;
    auto issues = apply_values(draft, values, entering(transaction, actor, draft.kind), true);
    const auto parameters = parameters::parameters_of(transaction);
    if (parameters->yes("first_letters_capital")) set_capitals(draft, {});
    fill_from_parameters(draft, *parameters);
    for (const auto& more : {issues_of(draft), restriction_issues(transaction, *parameters, draft, nullptr)})
        for (const auto& issue : more)
            if (std::none_of(issues.begin(), issues.end(),
                             [&](const Issue& other) { return other.field == issue.field; }))
                issues.push_back(issue);
    if (!issues.empty()) return Refusal{RefusalKind::invalid, issues};
    take_address_apart(draft, {});
    return draft;
}

Result<Saved> create_customer(House& house, Transaction& transaction, const Actor& actor, const NewValues& values) {
    hold_for(transaction, 0, values);
    auto draft = TRY(draft_of(transaction, actor, values));
    Change change(house, transaction, actor, "customer_created");
    auto saved = TRY(create_customer(house, transaction, change, actor, std::move(draft)));
    change.seal();
    return saved;
}

Result<Saved> change_customer(House& house, Transaction& transaction, Change& change, const Actor& actor,
                              const Customer& before, const NewValues& values) {
    auto after = TRY(with_values(house, transaction, actor, before, values, Source::elsewhere));
    return save_customer(transaction, change, before, std::move(after));
}

Result<Saved> change_customer(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                              std::int64_t version, const NewValues& values) {
    hold_for(transaction, id, values);
    const auto before = find_customer(transaction, id);
    if (!before) return refuse(RefusalKind::not_found, "error.no_such_customer_here");
    if (before->version != version) return refuse(RefusalKind::stale, "error.stale");
    auto after = TRY(with_values(house, transaction, actor, *before, values, Source::entry));
    if (differences(customer_fields(), *before, after).empty()) return Saved{*before, 0};
    Change change(house, transaction, actor, "customer_changed");
    auto saved = TRY(save_customer(transaction, change, *before, std::move(after)));
    change.seal();
    return saved;
}

namespace {

Result<Done> clear_links_to(Transaction& transaction, Change& change, const Customer& customer) {
    for (const auto& link : links)
        for (;;) {
            const auto depends = dependants_of(transaction, link, customer);
            if (depends.first.empty()) break;
            for (const auto& one : depends.first) {
                auto after = one;
                after.*link.member = std::nullopt;
                TRY(save_customer(transaction, change, one, std::move(after)));
            }
        }
    return Done{};
}

/// Whoever clears links changes these customers: he has the right to links, and sees them all.
Result<Done> may_clear_links_to(Transaction& transaction, const Actor& actor, const Customer& customer) {
    const auto who = all_who_point_at(transaction, customer);
    const auto refused = [](std::string_view key, std::size_t count) {
        return Refusal{RefusalKind::forbidden, {{"links", std::string(key), {{"count", std::to_string(count)}}}}};
    };
    if (!who.empty() && !actor.may("customers.links")) return refused("error.links_without_right", who.size());
    const auto unseen = std::count_if(who.begin(), who.end(),
                                      [&](std::int64_t id) { return !may_see(transaction, actor, id); });
    if (unseen > 0) return refused("error.links_of_unseen", static_cast<std::size_t>(unseen));
    return Done{};
}

Refusal is_linked(const std::vector<std::string>& who) {
    Refusal refusal{RefusalKind::conflict, {}};
    for (const auto& words : who) refusal.issues.push_back({"links", "error.customer_is_linked", {{"who", words}}});
    return refusal;
}

}  // namespace

Result<std::int64_t> delete_customer(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                                     std::int64_t version, LinksOfOthers of_others) {
    hold_house(transaction);  // whoever names him has done so, or finds him gone
    Change change(house, transaction, actor, "customer_deleted");
    const auto customer = find_customer(transaction, id);
    if (!customer) return refuse(RefusalKind::not_found, "error.no_such_customer_here");
    if (id == anonymous_customer) return refuse(RefusalKind::conflict, "error.anonymous_customer");
    if (customer->version != version) return refuse(RefusalKind::stale, "error.stale");
    Refusal refusal{RefusalKind::conflict, {}};
    for (const auto& key : what_hangs_on(transaction, id)) refusal.issues.push_back({"", key, {}});
    if (!refusal.issues.empty()) return refusal;
    if (of_others == LinksOfOthers::ask)
        if (const auto who = who_points_at(transaction, actor, *customer, actor.language); !who.empty())
            return is_linked(who);
    if (of_others == LinksOfOthers::clear) {
        TRY(may_clear_links_to(transaction, actor, *customer));
        TRY(clear_links_to(transaction, change, *customer));
    }
    const auto row = take_away(transaction, *customer);
    if (!row) return refuse(RefusalKind::stale, "error.stale");
    change.deleted(record, id, *row, id);
    change.seal();
    return change.event();
}

}  // namespace kartei::customers
