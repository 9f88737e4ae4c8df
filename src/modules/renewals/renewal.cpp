#include "modules/renewals/renewal.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "audit/hold.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/orders/sale_pricing.hpp"
#include "modules/orders/subscription_terms.hpp"
#include "modules/renewals/read_records.hpp"

namespace kartei::renewals {
namespace {

using sql::Transaction;

constexpr std::array<std::string_view, 6> decisions{"solve", "keep", "seat", "wait", "sabbatical", "give_up"};
constexpr std::array<std::string_view, 5> states{"open", "reserved", "renewed", "sabbatical", "given_up"};

Field leads_to(std::string_view name, std::string_view record) {
    return {name, FieldKind::reference, 0, Privacy::open, plain, {}, record};
}

std::int64_t number_in(std::string_view text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

Result<Done> check_pair(Transaction& transaction, const Actor& actor,
                        const std::unordered_map<std::int64_t, events::Subscription>& all, std::int64_t from,
                        std::int64_t to) {
    for (const auto id : {from, to}) {
        const auto found = all.find(id);
        if (found == all.end()) return refuse_field("pairs", "error.no_such_subscription");
        if (found->second.kind != "fixed") return refuse_field("pairs", "error.subscription_not_fixed");
    }
    if (from == to) return refuse_field("pairs", "error.renewal_into_itself");
    const auto terms = orders::find_terms(transaction, to);
    if (terms.events.empty())
        return refuse_field("pairs", "error.subscription_without_dates", {{"name", all.at(to).name}});
    for (const auto event : terms.events)
        if (!orders::sees_event(transaction, actor, event)) return refuse_field("pairs", "error.no_such_event");
    return Done{};
}

}  // namespace

std::vector<std::pair<std::int64_t, std::int64_t>> Renewal::subscriptions() const {
    std::vector<std::pair<std::int64_t, std::int64_t>> all;
    for (const auto& pair : pairs) {
        const auto middle = std::min(pair.find('>'), pair.size());
        all.emplace_back(number_in(std::string_view(pair).substr(0, middle)),
                         number_in(std::string_view(pair).substr(std::min(middle + 1, pair.size()))));
    }
    return all;
}

const FieldTable<Renewal>& renewal_fields() {
    static const FieldTable<Renewal> table{
        {{"name", FieldKind::text, 80, Privacy::open, required}, &Renewal::name},
        {{"pairs", FieldKind::text_list, 40, Privacy::open, required}, &Renewal::pairs},
    };
    return table;
}

const parameters::PlainRecord& renewal_record() {
    static const parameters::PlainRecord record{"renewal", "renewal", fields_of(renewal_fields()), "id", {"name"}};
    return record;
}

const FieldTable<Entry>& entry_fields() {
    using enum FieldKind;
    static const FieldTable<Entry> table{
        {leads_to("renewal_id", "renewal"), &Entry::renewal_id},
        {leads_to("right_id", "seat_right"), &Entry::right_id},
        {leads_to("subscription_id", "subscription"), &Entry::subscription_id},
        {{"decision", choice, 0, Privacy::open, plain, decisions}, &Entry::decision},
        {{"section", text, 20}, &Entry::section},
        {{"row", text, 20}, &Entry::row},
        {{"seat", text, 20}, &Entry::seat},
        {{"state", choice, 0, Privacy::open, plain, states}, &Entry::state},
        {leads_to("order_id", "orders"), &Entry::order_id},
        {{"seat_set", text, 40}, &Entry::seat_set},
    };
    return table;
}

const parameters::PlainRecord& entry_record() {
    static const parameters::PlainRecord record{"renewal_entry", "renewal_entry", fields_of(entry_fields()), "id"};
    return record;
}

std::optional<Renewal> find_renewal(Transaction& transaction, std::int64_t id) {
    auto found = read_records(transaction, renewal_fields(), "renewal", "WHERE id = :id", id);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::optional<Renewal> find_renewal(Transaction& transaction, const std::string& name) {
    auto found = read_records(transaction, renewal_fields(), "renewal", "WHERE name = :name", name);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<Renewal> all_renewals(Transaction& transaction) {
    return read_records(transaction, renewal_fields(), "renewal", "ORDER BY id DESC");
}

std::vector<Entry> entries_of(Transaction& transaction, std::int64_t renewal) {
    return read_records(transaction, entry_fields(), "renewal_entry", "WHERE renewal_id = :renewal ORDER BY right_id",
                        renewal);
}

std::vector<Entry> entries_of_order(Transaction& transaction, std::int64_t order) {
    return read_records(transaction, entry_fields(), "renewal_entry", "WHERE order_id = :order ORDER BY id", order);
}

Entry entry_of(Transaction& transaction, std::int64_t renewal, std::int64_t right) {
    auto found = read_records(transaction, entry_fields(), "renewal_entry",
                              "WHERE renewal_id = :renewal AND right_id = :right", renewal, right);
    if (!found.empty()) return std::move(found.front());
    Entry fresh;
    fresh.renewal_id = renewal;
    fresh.right_id = right;
    return fresh;
}

bool store_entry(Transaction& transaction, audit::Change& change, const Entry& before, Entry after) {
    auto row = row_of(entry_fields(), after);
    if (before.id != 0)
        return parameters::change_row(transaction, change, entry_record(), row_of(entry_fields(), before), row);
    parameters::create_row(transaction, change, entry_record(), row);
    return true;
}

Result<NewRenewal> begin_renewal(House& house, Transaction& transaction, const Actor& actor, const std::string& name,
                                 const std::vector<std::pair<std::int64_t, std::int64_t>>& pairs) {
    hold_house(transaction);
    if (pairs.empty()) return refuse_field("pairs", "error.required");
    const auto all = events::subscriptions(transaction);
    std::vector<std::string> written;
    for (const auto& [from, to] : pairs) {
        TRY(check_pair(transaction, actor, all, from, to));
        if (std::any_of(written.begin(), written.end(), [&](const std::string& pair) {
                return pair.starts_with(std::to_string(from) + ">");
            }))
            return refuse_field("pairs", "error.renewed_twice", {{"name", all.at(from).name}});
        written.push_back(std::to_string(from) + ">" + std::to_string(to));
    }
    parameters::PlainValues values;
    values["name"] = name.empty() ? Value() : Value(name);
    values["pairs"] = written;
    const auto saved = TRY(parameters::create(house, transaction, actor, renewal_record(), values));
    return NewRenewal{saved.row.id, saved.event};
}

}  // namespace kartei::renewals
