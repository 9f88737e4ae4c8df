#include "modules/payments/dunning_run.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "audit/hold.hpp"
#include "audit/no_way_back.hpp"
#include "base/texts.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/mailing/gate.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/payments/charge_fee.hpp"
#include "modules/payments/dunning_letters.hpp"
#include "modules/payments/dunning_levels.hpp"
#include "modules/payments/dunning_store.hpp"
#include "modules/payments/open_items.hpp"

namespace kartei::payments {
namespace {

using audit::Change;
using audit::Conflict;
using sql::Transaction;

constexpr std::int64_t highest_level = 3;

/// What is late of one booking or order, as one item; the level is the highest that a part of it has reached.
std::vector<DunningItem> late_things(House& house, Transaction& transaction, const Actor& actor, Date on) {
    OpenItemFilter filter;
    filter.on = on;
    filter.least_days_late = 1;
    std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> places;
    std::vector<DunningItem> things;
    for (const auto& open : open_items(house, transaction, actor, filter)) {
        const auto [place, is_new] = places.try_emplace({open.booking_id, open.order_id}, things.size());
        if (is_new) {
            DunningItem thing;
            thing.customer_id = open.debtor_id, thing.customer = open.debtor_number, thing.name = open.debtor_name;
            thing.booking_id = open.booking_id, thing.booking = open.booking;
            thing.order_id = open.order_id, thing.order = open.order;
            thing.due_from = thing.due_to = open.due_on;
            thing.days_late = open.days_late;
            thing.level = 0;
            things.push_back(std::move(thing));
        }
        auto& thing = things[place->second];
        thing.amount += open.open();
        thing.due_from = std::min(thing.due_from, open.due_on);
        thing.due_to = std::max(thing.due_to, open.due_on);
        thing.days_late = std::max(thing.days_late, open.days_late);
        thing.level = std::max(thing.level, open.level);
    }
    return things;
}

/// The day of the last letter about it; "" = none.
std::string last_letter(const Dunned& letters, const DunningItem& thing) {
    std::string last;
    if (const auto found = letters.find({thing.booking_id, thing.order_id}); found != letters.end())
        for (const auto& letter : found->second) last = std::max(last, letter.on);
    return last;
}

/// Who decides in a preview.
class Judge {
public:
    Judge(Transaction& transaction, Date on)
        : transaction_(transaction),
          on_(on),
          parameters_(parameters::parameters_of(transaction)),
          levels_(parameters::all_rows(transaction, *parameters::base_data("dunning-levels"))),
          letters_(dunned(transaction)) {}

    /// Raises the level by one where its days have passed; false when it is not to be dunned.
    bool is_to_be_dunned(DunningItem& thing) {
        if (thing.level >= highest_level) return false;
        const auto last = last_letter(letters_, thing);
        const auto since = last.empty() ? 0 : days_between(*read_date(last), on_);
        if (!last.empty() && since < parameters_->integer("dunning_pause_days")) return false;
        const auto customer = customers::find_customer(transaction_, thing.customer_id);
        if (!customer) return false;
        const auto* level = dunning_level(levels_, ++thing.level, customer->kind);
        if (level == nullptr || thing.amount < level->integer("minimum")) return false;
        if ((thing.level == 1 ? thing.days_late : since) < level->integer("days")) return false;
        thing.level_fee = level->integer("fee");
        // Whoever wants no advertising is still written to about his own debts.
        const auto reason = mailing::why_dropped(
            *customer, {mailing::Channel::letter, mailing::Purpose::contract, *parameters_, true});
        if (reason == "no_address" || reason == "anonymous") thing.problem = "no_address";
        return true;
    }

private:
    Transaction& transaction_;
    Date on_;
    std::shared_ptr<const parameters::ParameterValues> parameters_;
    std::vector<parameters::PlainRow> levels_;
    Dunned letters_;
};

/// One fee for each letter, that of its highest level, on the first booking in it; nothing can be added to an order.
void settle_fees(std::vector<DunningItem>& items) {
    std::map<std::int64_t, std::int64_t> fees;
    for (const auto& item : items)
        if (!item.taken_out) fees[item.customer_id] = std::max(fees[item.customer_id], item.level_fee);
    for (auto& item : items)
        item.fee = item.booking_id != 0 && !item.taken_out ? std::exchange(fees[item.customer_id], 0) : 0;
}

/// The level whose fee an item carries: the highest in its letter with that fee, which need not be its own.
std::int64_t level_of_fee(const std::vector<DunningItem>& items, const DunningItem& carrier) {
    auto level = carrier.level_fee == carrier.fee ? carrier.level : 0;
    for (const auto& item : items)
        if (!item.taken_out && item.customer_id == carrier.customer_id && item.level_fee == carrier.fee)
            level = std::max(level, item.level);
    return level;
}

/// An item goes out or comes back, and the fee of its letter moves to whichever is the first booking in it now.
void move_out(Transaction& transaction, Change& change, DunningRun& run, DunningItem& item, bool is_out) {
    if (item.taken_out == is_out) return;
    set_taken_out(transaction, change, run, item, is_out);
    item.taken_out = is_out;
    const auto before = run.items;
    settle_fees(run.items);
    for (std::size_t i = 0; i < before.size(); ++i)
        if (before[i].fee != run.items[i].fee) set_fee(transaction, change, before[i], run.items[i].fee);
}

void number_items(std::vector<DunningItem>& items) {
    std::int64_t position = 0;
    for (auto& item : items) item.position = ++position;
}

/// What was paid since the run was made, is void or no longer asked for goes to nobody.
void take_out_settled(House& house, Transaction& transaction, Change& change, const Actor& actor,
                      DunningRun run) {
    const auto day = std::max(run.run_on, house.today());
    const auto late = late_things(house, transaction, actor, *read_date(day));
    for (auto& item : run.items) {
        const bool is_late = std::any_of(late.begin(), late.end(), [&](const DunningItem& one) {
            return one.booking_id == item.booking_id && one.order_id == item.order_id;
        });
        if (!is_late) move_out(transaction, change, run, item, true);
    }
}

Result<Done> charge_fees(House& house, Transaction& transaction, Change& change, const Actor& actor,
                         const DunningRun& run) {
    for (const auto& item : run.items) {
        if (item.taken_out || item.fee == 0) continue;
        const auto level = level_of_fee(run.items, item);
        const auto words = text(actor.language, "dunning.fee_text", {{"level", std::to_string(level)}});
        TRY(charge_fee(house, transaction, change, actor, item.booking, item.fee, words, "dunning",
                       std::to_string(run.id) + "/" + std::to_string(level)));
    }
    return Done{};
}

std::vector<Conflict> creation_back(House&, Transaction& transaction, Change& change, std::int64_t first,
                                    std::int64_t last, std::int64_t event, bool check_only) {
    std::vector<Conflict> conflicts;
    for (auto id = last; id >= first; --id) {
        const auto run = find_dunning(transaction, id);
        if (!run || run->created_event != event) continue;
        if (!run->printed_at.empty())
            conflicts.push_back({"dunning_run", id, "", "", "error.letters_are_out"});
        else if (!check_only) delete_dunning(transaction, change, *run);
    }
    return conflicts;
}

/// The fee follows who is in the letter; what the change wrote of it needs no way back of its own.
std::vector<Conflict> item_change_back(House&, Transaction& transaction, Change& change, std::int64_t id,
                                       const std::vector<audit::FieldChange>& fields, bool check_only) {
    auto run = find_dunning(transaction, run_of_item(transaction, id));
    if (!run) return {{"dunning_item", id, "", "", "error.gone"}};
    if (!run->printed_at.empty()) return {{"dunning_item", id, "", "", "error.letters_are_out"}};
    for (const auto& field : fields)
        for (auto& item : run->items)
            if (item.id == id && field.field == "taken_out" && !check_only)
                move_out(transaction, change, *run, item, field.before == "1");
    return {};
}

}  // namespace

Result<DunningRun> seen_dunning(Transaction& transaction, const Actor& actor, std::int64_t id) {
    auto run = find_dunning(transaction, id);
    if (!run) return refuse(RefusalKind::not_found, "error.no_such_dunning");
    for (const auto& item : run->items)
        if (!customers::may_see(transaction, actor, item.customer_id) ||
            !sees_owed(transaction, actor, item.booking_id, item.order_id))
            return refuse(RefusalKind::not_found, "error.no_such_dunning");
    return std::move(*run);
}

bool may_see_records(Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                     std::int64_t last) {
    if (record != "dunning_run" && record != "dunning_item") return true;
    for (auto id = first; id <= last; ++id) {
        const auto run = record == "dunning_run" ? id : run_of_item(transaction, id);
        if (find_dunning(transaction, run) && !seen_dunning(transaction, actor, run)) return false;
    }
    return true;
}

std::vector<DunningItem> preview_dunning(House& house, Transaction& transaction, const Actor& actor,
                                         const DunningQuestion& question) {
    Judge judge(transaction, question.on);
    std::vector<DunningItem> items;
    for (auto& thing : late_things(house, transaction, actor, question.on))
        if (!(thing.customer && question.left_out.contains(*thing.customer)) && judge.is_to_be_dunned(thing))
            items.push_back(std::move(thing));
    settle_fees(items);
    number_items(items);
    return items;
}

Result<MadeDunning> make_dunning(House& house, Transaction& transaction, const Actor& actor,
                                 const DunningQuestion& question) {
    hold_house(transaction);
    if (waiting_dunning(transaction) != 0) return refuse(RefusalKind::conflict, "error.dunning_waits");
    DunningRun run;
    run.run_on = write_date(question.on);
    run.made_at = house.now();
    run.made_by = actor.name;
    run.items = preview_dunning(house, transaction, actor, question);
    std::erase_if(run.items, [](const DunningItem& item) { return !item.problem.empty(); });
    if (run.items.empty()) return refuse(RefusalKind::conflict, "error.nobody_to_dun", {{"date", run.run_on}});
    number_items(run.items);
    Change change(house, transaction, actor, "dunning_run", run.run_on);
    insert_dunning(transaction, change, run);
    change.seal();
    return MadeDunning{std::move(run), change.event()};
}

Result<DunningRun> take_out(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                            std::int64_t position, bool is_out) {
    hold_house(transaction);
    auto run = TRY(seen_dunning(transaction, actor, id));
    if (!run.printed_at.empty()) return refuse(RefusalKind::conflict, "error.letters_are_out");
    for (auto& item : run.items) {
        if (item.position != position || item.taken_out == is_out) continue;
        Change change(house, transaction, actor, "dunning_taken_out", run.run_on);
        move_out(transaction, change, run, item, is_out);
        change.seal();
    }
    return seen_dunning(transaction, actor, id);
}

Result<std::string> letters_of_dunning(House& house, Transaction& transaction, const Actor& actor, std::int64_t id) {
    return dunning_letters(house, transaction, TRY(seen_dunning(transaction, actor, id)));
}

Result<DunningRun> print_dunning(House& house, Transaction& transaction, const Actor& actor, std::int64_t id) {
    hold_house(transaction);
    auto run = TRY(seen_dunning(transaction, actor, id));
    if (!run.printed_at.empty()) return run;
    Change change(house, transaction, actor, "dunning_printed", run.run_on);
    take_out_settled(house, transaction, change, actor, run);
    run = TRY(seen_dunning(transaction, actor, id));
    // What cannot be set is not sent.
    TRY(dunning_letters(house, transaction, run));
    TRY(charge_fees(house, transaction, change, actor, run));
    set_printed(transaction, change, run, house.now(), actor.name);
    change.seal();
    return seen_dunning(transaction, actor, id);
}

std::vector<audit::Reversible> reversible_dunning() {
    const auto run_change_back = [](House&, Transaction&, Change&, std::int64_t id,
                                    const std::vector<audit::FieldChange>&, bool) {
        return std::vector<Conflict>{{"dunning_run", id, "", "", "error.letters_are_out"}};
    };
    return {{"dunning_run", run_change_back, creation_back, audit::gone_for_good("dunning_run")},
            {"dunning_item", item_change_back, audit::no_creation_back("dunning_item"),
             audit::gone_for_good("dunning_item")}};
}

}  // namespace kartei::payments
