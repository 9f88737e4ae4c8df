#include "modules/bonus/bonus_actions.hpp"

#include <algorithm>
#include <cstdlib>

#include "audit/hold.hpp"
#include "audit/no_way_back.hpp"
#include "modules/bonus/bonus_account.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"

namespace kartei::bonus {
namespace {

using audit::Change;
using audit::Conflict;
using customers::Customer;
using sql::Transaction;

constexpr std::int64_t most_points = 100'000'000;

Result<Customer> customer_with_points(Transaction& transaction, const Actor& actor, std::int64_t id,
                                      const Rates& rates) {
    if (!rates.on) return refuse(RefusalKind::not_found, "error.no_such_address");
    auto customer = customers::find_customer(transaction, id);
    if (!customer || !customers::may_see(actor, *customer))
        return refuse(RefusalKind::not_found, "error.no_such_customer_here");
    return std::move(*customer);
}

Account account_of(const House& house, Holding holding, const Rates& rates) {
    return account_on(*read_date(house.today()), std::move(holding.lots), std::move(holding.uses), rates.expiry);
}

/// A text by the rules of texts, a day by those of days; "" where it breaks them, which is told.
std::string checked(const Field& field, const std::string& typed, std::vector<Issue>& issues) {
    const auto value = read_value(field, typed);
    if (!value) issues.push_back(value.refusal().issues.front());
    const auto* text = value ? std::get_if<std::string>(&*value) : nullptr;
    if (value && text == nullptr && field.has(required))
        issues.push_back({std::string(field.name), "error.required", {}});
    return text ? *text : "";
}

std::vector<Issue> issues_of(const Entry& entry, const std::string& today) {
    std::vector<Issue> issues;
    if (entry.points == 0) issues.push_back({"points", "error.required", {}});
    if (entry.points > most_points || entry.points < -most_points)
        issues.push_back({"points", "error.bonus_too_many", {{"max", std::to_string(most_points)}}});
    if (entry.entered_on > today) issues.push_back({"entered_on", "error.bonus_in_the_future", {}});
    if (!entry.expires_on.empty() && entry.points < 0)
        issues.push_back({"expires_on", "error.bonus_taken_does_not_expire", {}});
    else if (!entry.expires_on.empty() && entry.expires_on < entry.entered_on)
        issues.push_back({"expires_on", "error.ends_before_it_begins", {}});
    return issues;
}

Result<Entry> entry_of(const House& house, const Actor& actor, std::int64_t customer, const NewEntry& typed) {
    using enum FieldKind;
    std::vector<Issue> issues;
    Entry entry;
    entry.customer_id = customer;
    entry.points = typed.points;
    entry.text = checked({"text", text, 200, Privacy::personal, required}, typed.text, issues);
    entry.entered_on = checked({"entered_on", date}, typed.entered_on, issues);
    entry.expires_on = checked({"expires_on", date}, typed.expires_on, issues);
    if (entry.entered_on.empty()) entry.entered_on = house.today();
    entry.entered_by = actor.name;
    entry.entered_at = house.now();
    for (auto& issue : issues_of(entry, house.today())) issues.push_back(std::move(issue));
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    return entry;
}

Result<Done> may_be_taken(const House& house, Transaction& transaction, const Entry& entry, const Rates& rates) {
    const auto account = account_of(house, holding_of(transaction, entry.customer_id), rates);
    const auto there = std::max<std::int64_t>(0, account.balance());
    if (-entry.points <= there) return Done{};
    return refuse_field("points", "error.bonus_not_there", {{"points", std::to_string(there)}});
}

/// Would more be missing without this entry?
bool is_redeemed(const House& house, Transaction& transaction, const Entry& entry) {
    const auto rates = rates_of(transaction);
    const auto before = holding_of(transaction, entry.customer_id);
    auto after = before;
    std::erase_if(after.lots, [&](const Lot& lot) { return lot.entry == entry.id; });
    std::erase_if(after.uses, [&](const Use& use) { return use.entry == entry.id; });
    return account_of(house, after, rates).missing > account_of(house, before, rates).missing;
}

Conflict about(std::int64_t id, const char* why) { return {"bonus_entry", id, "", "", why}; }

std::vector<Conflict> creation_back(House& house, Transaction& transaction, Change& change, std::int64_t first,
                                    std::int64_t last, std::int64_t event, bool check_only) {
    std::vector<Conflict> conflicts;
    for (auto id = last; id >= first; --id) {
        const auto entry = find_entry(transaction, id);
        if (!entry || entry->created_event != event) continue;
        if (is_redeemed(house, transaction, *entry)) conflicts.push_back(about(id, "error.bonus_points_redeemed"));
        else if (!check_only) delete_entry(transaction, change, *entry);
    }
    return conflicts;
}

std::vector<Conflict> deletion_back(House& house, Transaction& transaction, Change& change, std::int64_t id,
                                    const std::string& row, bool check_only) {
    if (row.empty()) return {about(id, "error.erased")};
    if (find_entry(transaction, id)) return {about(id, "error.changed_since")};
    // What was taken and given back is taken again only where it is still there.
    const auto entry = entry_in(row);
    const auto balance = account_of(house, holding_of(transaction, entry.customer_id), rates_of(transaction)).balance();
    if (entry.points < 0 && -entry.points > balance) return {about(id, "error.bonus_points_redeemed")};
    if (!check_only && !restore_entry(transaction, change, row)) return {about(id, "error.gone")};
    return {};
}

}  // namespace

Result<CustomerPoints> points_of(House& house, Transaction& transaction, const Actor& actor, std::int64_t id) {
    const auto rates = rates_of(transaction);
    auto customer = TRY(customer_with_points(transaction, actor, id, rates));
    return CustomerPoints{std::move(customer), account_of(house, holding_of(transaction, id), rates), rates};
}

Result<Entry> enter_points(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                           const NewEntry& typed) {
    hold(transaction, Held::customer, id);
    hold_points(transaction, id);
    const auto rates = rates_of(transaction);
    const auto customer = TRY(customer_with_points(transaction, actor, id, rates));
    if (id == customers::anonymous_customer) return refuse(RefusalKind::conflict, "error.anonymous_customer");
    auto entry = TRY(entry_of(house, actor, id, typed));
    if (entry.points > 0 && customer.no_bonus_points)
        return refuse(RefusalKind::conflict, "error.bonus_not_for_customer");
    if (entry.points < 0) TRY(may_be_taken(house, transaction, entry, rates));
    Change change(house, transaction, actor, "bonus_entered", customer.number ? std::to_string(*customer.number) : "");
    insert_entry(transaction, change, entry);
    change.seal();
    return entry;
}

audit::Reversible reversible_entries() {
    return {"bonus_entry", audit::no_change_back("bonus_entry"), creation_back, deletion_back};
}

bool may_see_records(Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                     std::int64_t last) {
    if (record != "bonus_entry" || actor.may("customers.see_hidden")) return true;
    return !transaction
                .query(
                    "SELECT 1 FROM bonus_entry e JOIN customer c ON c.id = e.customer_id WHERE e.id BETWEEN :first AND"
                    " :last AND c.hidden_in_search = 1 AND c.id <> :anonymous LIMIT 1",
                    first, last, customers::anonymous_customer)
                .next();
}

}  // namespace kartei::bonus
