#include "modules/till/till_actions.hpp"

#include <algorithm>
#include <utility>

#include "audit/concerned.hpp"
#include "audit/hold.hpp"
#include "audit/no_way_back.hpp"
#include "base/money.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::till {
namespace {

using audit::Change;
using audit::Conflict;
using sql::Transaction;

constexpr std::int64_t most = 100'000'000'00;
constexpr std::int64_t most_coins = 100'000;

std::string written(const House& house, std::int64_t amount) {
    return write_money(amount, house.rules.currency_digits) + " " + house.currency;
}

Result<Done> has_user(const Actor& actor) {
    if (actor.user_id != 0) return Done{};
    return refuse(RefusalKind::conflict, "error.till_needs_user");
}

Result<MovedTill> moved(Transaction& transaction, std::int64_t id, std::int64_t event) {
    return MovedTill{whole(transaction, *find_till(transaction, id)), event};
}

/// Words for people, by the rules of texts.
Result<std::string> words_in(const Field& field, const std::string& typed) {
    const auto value = read_value(field, typed);
    if (!value) return Refusal{RefusalKind::invalid, value.refusal().issues};
    const auto* text = std::get_if<std::string>(&*value);
    if ((!text || text->empty()) && field.has(required)) return refuse_field(std::string(field.name), "error.required");
    return text ? *text : std::string();
}

/// The closed till that an entry corrects, as whoever enters it may see it.
Result<Done> check_corrected(Transaction& transaction, const Actor& actor, std::int64_t id) {
    const auto corrected = find_till(transaction, id);
    if (!corrected || (corrected->user_id != actor.user_id && !actor.may("till.all")))
        return refuse_field("corrects", "error.no_such_till");
    if (corrected->is_open()) return refuse_field("corrects", "error.till_still_open");
    return Done{};
}

Result<Done> check_entry(Transaction& transaction, const Actor& actor, const NewEntry& typed) {
    if (typed.amount == 0) return refuse_field("amount", "error.required");
    if (typed.amount > most || typed.amount < -most) return refuse_field("amount", "error.till_too_much");
    if (!is_taken_in(typed.kind)) return refuse_field("kind", "error.not_offered", {{"value", typed.kind}});
    if (typed.corrects != 0) return check_corrected(transaction, actor, typed.corrects);
    if (typed.kind != "cash") return refuse_field("kind", "error.till_only_cash");
    return Done{};
}

Result<std::int64_t> sum_of(const Counting& counting) {
    if (counting.sum) {
        if (*counting.sum < 0 || *counting.sum > most) return refuse_field("counted", "error.till_counted_wrong");
        return *counting.sum;
    }
    std::int64_t sum = 0;
    for (const auto& [value, count] : counting.coins) {
        if (value <= 0 || value > most || count < 0 || count > most_coins)
            return refuse_field("coins", "error.till_counted_wrong");
        sum += value * count;
        if (sum > most) return refuse_field("coins", "error.till_counted_wrong");
    }
    if (counting.coins.empty()) return refuse_field("counted", "error.required");
    return sum;
}

std::string coins_in_words(const House& house, const std::vector<Coins>& coins) {
    std::string words;
    for (const auto& [value, count] : coins)
        if (count > 0)
            words += (words.empty() ? "" : "; ") + write_money(value, house.rules.currency_digits) + " x " +
                     std::to_string(count);
    return words;
}

Conflict about(const char* record, std::int64_t id, const char* why) { return {record, id, "", "", why}; }

std::vector<Conflict> till_back(House&, Transaction& transaction, Change& change, std::int64_t first,
                                std::int64_t last, std::int64_t event, bool check_only) {
    std::vector<Conflict> conflicts;
    for (auto id = last; id >= first; --id) {
        const auto till = find_till(transaction, id);
        if (!till || till->created_event != event) continue;
        const bool is_empty = till->is_open() && whole(transaction, *till).entries.empty();
        if (!is_empty) conflicts.push_back(about("till", id, "error.till_was_used"));
        else if (!check_only) delete_till(transaction, change, id);
    }
    return conflicts;
}

/// What went through a closed till stays: its counting stands on it.
std::vector<Conflict> entry_back(House&, Transaction& transaction, Change& change, std::int64_t first,
                                 std::int64_t last, std::int64_t event, bool check_only) {
    std::vector<Conflict> conflicts;
    for (const auto id : entries_of_event(transaction, first, last, event)) {
        const auto placed = tills_of_entries(transaction, id, id);
        const bool is_open = !placed.empty() && placed.front().is_open;
        if (!is_open || (!check_only && !delete_entry(transaction, change, id)))
            conflicts.push_back(about("till_entry", id, "error.till_is_closed_behind"));
    }
    return conflicts;
}

std::vector<Conflict> closing_back(House&, Transaction&, Change&, std::int64_t id,
                                   const std::vector<audit::FieldChange>&, bool) {
    return {about("till", id, "error.till_closing_stays")};
}

}  // namespace

Result<Done> check_module(Transaction& transaction) {
    if (parameters::module_is_on(*parameters::parameters_of(transaction), "till")) return Done{};
    return refuse(RefusalKind::not_found, "error.no_such_address");
}

Result<Done> check_open(Transaction& transaction, const Actor& actor, std::string_view kind) {
    if (actor.user_id == 0 || !is_taken_in(kind)) return Done{};
    const auto parameters = parameters::parameters_of(transaction);
    if (!parameters::module_is_on(*parameters, "till") || !parameters->yes("till_needed")) return Done{};
    if (open_till_of(transaction, actor.user_id)) return Done{};
    return Refusal{RefusalKind::conflict, {{"kind", "error.no_open_till", {}}}};
}

Result<Done> take(House& house, Transaction& transaction, Change& change, const Actor& actor,
                  const Movement& movement) {
    if (actor.user_id == 0 || !is_taken_in(movement.kind)) return Done{};
    const auto parameters = parameters::parameters_of(transaction);
    if (!parameters::module_is_on(*parameters, "till")) return Done{};
    Entry entry;
    entry.till_id = move_till_of(transaction, actor.user_id);
    if (entry.till_id == 0) {
        if (!parameters->yes("till_needed")) return Done{};
        return Refusal{RefusalKind::conflict, {{"kind", "error.no_open_till", {}}}};
    }
    entry.source = movement.source, entry.reference = movement.reference;
    entry.kind = movement.kind, entry.amount = movement.amount;
    entry.entered_at = house.now(), entry.entered_by = actor.name;
    insert_entry(transaction, change, std::move(entry));
    return Done{};
}

Result<MovedTill> open_till(House& house, Transaction& transaction, const Actor& actor, std::int64_t opening) {
    hold_part(transaction);
    TRY(has_user(actor));
    if (opening < 0 || opening > most) return refuse_field("opening", "error.till_counted_wrong");
    const auto still_open = [](const std::string& day) {
        return Refusal{RefusalKind::conflict, {{"", "error.till_is_open", {{"day", day}}}}};
    };
    if (const auto before = open_till_of(transaction, actor.user_id)) return still_open(before->day);
    Till till;
    till.user_id = actor.user_id, till.user_name = actor.name;
    till.day = house.today(), till.opened_at = house.now();
    till.opening = opening;
    Change change(house, transaction, actor, "till_opened", till.day);
    if (!insert_till(transaction, change, till)) return still_open(till.day);
    change.seal();
    return moved(transaction, till.id, change.event());
}

Result<MovedTill> enter(House& house, Transaction& transaction, const Actor& actor, const NewEntry& typed) {
    hold_part(transaction);
    TRY(has_user(actor));
    TRY(check_entry(transaction, actor, typed));
    Entry entry;
    entry.text = TRY(words_in({"text", FieldKind::text, 200, Privacy::personal, required}, typed.text));
    entry.till_id = move_till_of(transaction, actor.user_id);
    if (entry.till_id == 0) return Refusal{RefusalKind::conflict, {{"", "error.no_open_till", {}}}};
    const auto there = whole(transaction, *find_till(transaction, entry.till_id)).cash();
    if (typed.kind == "cash" && typed.amount < 0 && -typed.amount > there)
        return refuse_field("amount", "error.till_has_less", {{"there", written(house, there)}});
    entry.source = typed.corrects != 0 ? "correction" : typed.amount > 0 ? "deposit" : "withdrawal";
    entry.kind = typed.kind, entry.amount = typed.amount, entry.corrects = typed.corrects;
    entry.entered_at = house.now(), entry.entered_by = actor.name;
    const auto till = entry.till_id;
    Change change(house, transaction, actor, "till_moved", std::to_string(till));
    insert_entry(transaction, change, std::move(entry));
    change.seal();
    return moved(transaction, till, change.event());
}

Result<MovedTill> close_by_counting(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                        const Counting& counting) {
    hold_part(transaction);
    const auto before = TRY(till_to_read(transaction, actor, id));
    if (!before.till.is_open())
        return Refusal{RefusalKind::conflict, {{"", "error.till_is_closed", {{"day", before.till.day}}}}};
    auto after = before.till;
    after.counted = TRY(sum_of(counting));
    if (before.till.moves != counting.moves) return refuse(RefusalKind::stale, "error.till_moved");
    after.expected = before.cash();
    after.coins = counting.sum ? "" : coins_in_words(house, counting.coins);
    after.remark = TRY(words_in({"remark", FieldKind::text, 500, Privacy::personal}, counting.remark));
    if (after.difference() != 0 && after.remark.empty())
        return refuse_field("remark", "error.till_difference_unsaid",
                            {{"difference", written(house, after.difference())}});
    after.closed_at = house.now(), after.closed_by = actor.name;
    Change change(house, transaction, actor, "till_closed", after.day);
    if (!close_till(transaction, change, before.till, after)) return refuse(RefusalKind::stale, "error.till_moved");
    change.seal();
    return moved(transaction, id, change.event());
}

Result<WholeTill> till_to_read(Transaction& transaction, const Actor& actor, std::int64_t id) {
    auto till = find_till(transaction, id);
    if (!till || (till->user_id != actor.user_id && !actor.may("till.all")))
        return refuse(RefusalKind::not_found, "error.no_such_till");
    return whole(transaction, std::move(*till));
}

std::vector<audit::Reversible> reversible_tills() {
    return {{"till", closing_back, till_back, audit::gone_for_good("till")},
            {"till_entry", audit::no_change_back("till_entry"), entry_back, audit::gone_for_good("till_entry")}};
}

bool may_see_records(Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                     std::int64_t last) {
    if (actor.may("till.all") || (record != "till" && record != "till_entry")) return true;
    if (record == "till_entry") {
        const auto placed = tills_of_entries(transaction, first, last);
        return std::all_of(placed.begin(), placed.end(),
                           [&](const Placed& one) { return one.user == actor.user_id; });
    }
    for (auto id = first; id <= last; ++id)
        if (const auto till = find_till(transaction, id); till && till->user_id != actor.user_id) return false;
    return true;
}

}  // namespace kartei::till
