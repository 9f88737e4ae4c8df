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
#include "modules/payments/dunning_fees.hpp"
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

void number_items(std::vector<DunningItem>& items) {
    std::int64_t position = 0;
    for (auto& item : items) item.position = ++position;
}

std::vector<Conflict> creation_back(House&, Transaction& transaction, Change& change, std::int64_t first,
                                    std::int64_t last, std::int64_t event, bool check_only) {
    std::vector<Conflict> conflicts;
    for (auto id = last; id >= first; --id) {
        const auto run = find_dunning(transaction, id);
        if (!run || run->created_event != event) continue;
        if (run->letters_are_out())
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
    if (run->letters_are_out()) return {{"dunning_item", id, "", "", "error.letters_are_out"}};
    for (const auto& field : fields)
        for (std::size_t place = 0; place < run->items.size(); ++place)
            if (run->items[place].id == id && field.field == "taken_out" && !check_only)
                move_out(transaction, change, *run, {place}, field.before == "1");
    return {};
}

/// Of a large run nobody is asked for each.
bool sees_everybody(const Actor& actor) { return actor.may("customers.see_hidden") && !actor.promoters; }

}  // namespace

Result<DunningPage> seen_dunning_page(Transaction& transaction, const Actor& actor, std::int64_t id, std::int64_t offset,
                                      std::int64_t limit) {
    if (!sees_everybody(actor)) TRY(seen_dunning(transaction, actor, id));
    auto page = find_dunning_page(transaction, id, offset, limit);
    if (!page) return refuse(RefusalKind::not_found, "error.no_such_dunning");
    return std::move(*page);
}

Result<DunningRun> seen_dunning(Transaction& transaction, const Actor& actor, std::int64_t id) {
    auto run = find_dunning(transaction, id);
    if (!run) return refuse(RefusalKind::not_found, "error.no_such_dunning");
    if (sees_everybody(actor)) return std::move(*run);
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

DunningPreview preview_dunning(House& house, Transaction& transaction, const Actor& actor,
                               const DunningQuestion& question, jobs::Progress* progress) {
    if (progress) progress->begin_phase("dunning.phase.reading");
    DunningPreview preview;
    auto things = late_things(house, transaction, actor, question.on);
    preview.late = things.size();
    if (question.most != 0 && things.size() > question.most) return preview;
    Judge judge(transaction, question.on);
    if (progress) progress->begin_phase("dunning.phase.checking", static_cast<std::int64_t>(things.size()));
    for (auto& thing : things) {
        if (progress) progress->stop_if_cancelled();
        if (progress) progress->add();
        if (!(thing.customer && question.left_out.contains(*thing.customer)) && judge.is_to_be_dunned(thing))
            preview.items.push_back(std::move(thing));
    }
    settle_fees(preview.items);
    number_items(preview.items);
    return preview;
}

Result<MadeDunning> make_dunning(House& house, const Actor& actor, const DunningQuestion& question,
                                 jobs::Progress& progress) {
    struct Look {
        std::vector<DunningItem> items;
        std::int64_t newest = 0;
    };
    auto look = TRY(house.database.read([&](Transaction& transaction) -> Result<Look> {
        TRY(check_none_waits(transaction));
        const auto newest = newest_dunning(transaction);
        return Look{preview_dunning(house, transaction, actor, question, &progress).items, newest};
    }));
    std::erase_if(look.items, [](const DunningItem& item) { return !item.problem.empty(); });
    if (look.items.empty())
        return refuse(RefusalKind::conflict, "error.nobody_to_dun", {{"date", write_date(question.on)}});
    number_items(look.items);
    progress.stop_if_cancelled();
    return house.database.write([&](Transaction& transaction) -> Result<MadeDunning> {
        hold_house(transaction);
        TRY(check_none_waits(transaction));
        if (newest_dunning(transaction) != look.newest) return refuse(RefusalKind::conflict, "error.another_dunning");
        DunningRun run;
        run.run_on = write_date(question.on);
        run.made_at = house.now(), run.made_by = actor.name;
        run.items = look.items;
        Change change(house, transaction, actor, "dunning_run", run.run_on);
        insert_dunning(transaction, change, run);
        change.seal();
        return MadeDunning{std::move(run), change.event()};
    });
}

Result<DunningRun> take_out(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                            std::int64_t position, bool is_out) {
    hold_house(transaction);
    auto run = TRY(seen_dunning(transaction, actor, id));
    if (run.letters_are_out()) return refuse(RefusalKind::conflict, "error.letters_are_out");
    for (std::size_t place = 0; place < run.items.size(); ++place) {
        if (run.items[place].position != position || run.items[place].taken_out == is_out) continue;
        Change change(house, transaction, actor, "dunning_taken_out", run.run_on);
        move_out(transaction, change, run, {place}, is_out);
        change.seal();
    }
    return seen_dunning(transaction, actor, id);
}

Result<std::string> letters_of_dunning(House& house, Transaction& transaction, const Actor& actor, std::int64_t id) {
    const auto run = TRY(seen_dunning(transaction, actor, id));
    documents::MemorySink sink;
    DunningLetters letters(house, run, sender_of_run(house, transaction, run), sink);
    TRY(letters.set(transaction, letters.count()));
    TRY(letters.finish());
    return std::move(sink.content);
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
