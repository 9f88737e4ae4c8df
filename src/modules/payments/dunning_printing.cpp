// The letters of a run go out (dunning_run.hpp): in steps, so that no request and no other writer waits for all of them.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <set>
#include <span>
#include <typeinfo>

#include "audit/given_up.hpp"
#include "audit/hold.hpp"
#include "audit/reversal.hpp"
#include "base/texts.hpp"
#include "modules/payments/charge_fee.hpp"
#include "modules/payments/dunning_fees.hpp"
#include "modules/payments/dunning_letters.hpp"
#include "modules/payments/dunning_store.hpp"
#include "modules/payments/payments_api.hpp"

namespace kartei::payments {
namespace {

using audit::Change;
using sql::Transaction;

/// So many fees are charged in one transaction.
constexpr std::size_t at_once = 20;

/// What was paid since the run was made, is void or no longer asked for goes to nobody.
std::vector<std::size_t> settled_since(House& house, Transaction& transaction, const Actor& actor,
                                       const DunningRun& run) {
    const auto day = std::max(run.run_on, house.today());
    std::set<std::pair<std::int64_t, std::int64_t>> late;
    for (const auto& one : late_things(house, transaction, actor, *read_date(day)))
        late.emplace(one.booking_id, one.order_id);
    std::vector<std::size_t> settled;
    for (std::size_t place = 0; place < run.items.size(); ++place)
        if (!late.contains({run.items[place].booking_id, run.items[place].order_id})) settled.push_back(place);
    return settled;
}

/// Whoever paid meanwhile.
Result<Done> take_settled_out(House& house, const Actor& actor, std::int64_t id) {
    return house.database.write([&](Transaction& transaction) -> Result<Done> {
        hold_house(transaction);
        auto run = TRY(seen_dunning(transaction, actor, id));
        if (run.letters_are_out()) return Done{};
        const auto settled = settled_since(house, transaction, actor, run);
        if (settled.empty()) return Done{};
        Change change(house, transaction, actor, "dunning_taken_out", run.run_on);
        move_out(transaction, change, run, settled, true);
        change.seal();
        return Done{};
    });
}

/// The run that the letters say, which are in the file then. What cannot be set is not sent.
Result<DunningRun> letters_set(House& house, const Actor& actor, std::int64_t id, documents::OutputFile& file,
                               jobs::Progress& progress) {
    mailing::Sender sender;
    auto run = TRY(house.database.read([&](Transaction& transaction) -> Result<DunningRun> {
        auto found = TRY(seen_dunning(transaction, actor, id));
        sender = sender_of_run(house, transaction, found);
        return found;
    }));
    DunningLetters letters(house, run, std::move(sender), file);
    progress.begin_phase("dunning.phase.letters", static_cast<std::int64_t>(letters.count()));
    do TRY(house.database.read(
        [&](Transaction& transaction) { return letters.set(transaction, preview_limits().letters_at_once, &progress); }));
    while (!letters.are_all_set());
    TRY(letters.finish());
    TRY(file.flush());
    return run;
}

/// From here on the letters are out.
Result<Done> begin_printing(House& house, const Actor& actor, const DunningRun& set) {
    return house.database.write([&](Transaction& transaction) -> Result<Done> {
        hold_house(transaction);
        const auto now = TRY(seen_dunning(transaction, actor, set.id));
        if (now.letters_are_out()) return Done{};
        if (now.version != set.version) return refuse(RefusalKind::conflict, "error.dunning_changed");
        set_printing(transaction, set.id, house.now());
        return Done{};
    });
}

bool is_charged(Transaction& transaction, std::int64_t booking, const std::string& reference) {
    return transaction
        .query("SELECT 1 FROM booking_fee WHERE booking_id = :booking AND occasion = 'dunning' AND reference = :reference",
               booking, reference)
        .next();
}

/// False: it was charged before.
bool charge(House& house, Transaction& transaction, Change& change, const Actor& actor, const DunningRun& run,
            const DunningItem& item, const FeeLevels& levels) {
    const auto found = levels.find({item.customer_id, item.fee});
    const auto level = std::to_string(found == levels.end() ? item.level : found->second);
    const auto reference = std::to_string(run.id) + "/" + level;
    if (is_charged(transaction, item.booking_id, reference)) return false;
    const auto words = text(actor.language, "dunning.fee_text", {{"level", level}});
    if (!charge_fee(house, transaction, change, actor, item.booking, item.fee, words, "dunning", reference))
        spdlog::warn("the fee of a reminder is not charged: run={} item={}", run.id, item.id);
    return true;
}

/// The fees that are not charged yet; whoever is cut off here goes on later.
void charge_fees(House& house, const Actor& actor, const DunningRun& run, jobs::Progress* progress) {
    std::vector<const DunningItem*> carriers;
    for (const auto& item : run.items)
        if (!item.taken_out && item.fee != 0) carriers.push_back(&item);
    const auto levels = levels_of_fees(run.items);
    if (progress) progress->begin_phase("dunning.phase.fees", static_cast<std::int64_t>(carriers.size()));
    for (std::size_t place = 0; place < carriers.size(); place += at_once) {
        if (progress && progress->must_stop()) throw jobs::Cancelled{};
        const std::span part(carriers.data() + place, std::min(at_once, carriers.size() - place));
        house.database.write([&](Transaction& transaction) {
            hold_house(transaction);
            Change change(house, transaction, actor, "dunning_printed", run.run_on);
            bool any = false;
            for (const auto* item : part) any |= charge(house, transaction, change, actor, run, *item, levels);
            const auto now = house.now();
            set_printing(transaction, run.id, now);
            if (any) note_printing(change, run.id, now);
            change.seal();
        });
        if (progress) progress->add(static_cast<std::int64_t>(part.size()));
    }
}

void end_printing(House& house, const Actor& actor, const DunningRun& run) {
    house.database.write([&](Transaction& transaction) {
        hold_house(transaction);
        const auto now = find_dunning(transaction, run.id);
        if (!now || !now->printed_at.empty()) return;
        Change change(house, transaction, actor, "dunning_printed", run.run_on);
        set_printed(transaction, change, run, house.now(), actor.name);
        change.seal();
    });
}

/// Takes the run back at its end, unless the letters went out.
class Unprinted {
public:
    Unprinted(House& house, const Actor& actor, const MadeDunning& made) : house_(house), actor_(actor), made_(made) {}
    ~Unprinted() {
        try {
            if (letters_are_out(house_, made_.run.id)) return;
            const auto back = audit::reverse_event(house_, actor_, made_.event);
            if (!back || !back->conflicts.empty())
                spdlog::warn("a run of reminders without letters is not taken back: run={}", made_.run.id);
        } catch (const std::exception& error) {
            spdlog::warn("a run of reminders without letters is not taken back: run={} type={}", made_.run.id,
                         typeid(error).name());
        }
    }
    Unprinted(const Unprinted&) = delete;
    Unprinted& operator=(const Unprinted&) = delete;

private:
    House& house_;
    const Actor& actor_;
    const MadeDunning& made_;
};

}  // namespace

Result<std::int64_t> print_dunning(House& house, const Actor& actor, std::int64_t id, documents::OutputFile& file,
                                   jobs::Progress& progress) {
    progress.begin_phase("dunning.phase.settled");
    TRY(take_settled_out(house, actor, id));
    const auto run = TRY(letters_set(house, actor, id, file, progress));
    if (run.printed_at.empty()) {
        progress.stop_if_cancelled();
        TRY(begin_printing(house, actor, run));
        charge_fees(house, actor, run, &progress);
        end_printing(house, actor, run);
    }
    return std::count_if(run.items.begin(), run.items.end(), [](const DunningItem& item) { return !item.taken_out; });
}

Result<std::int64_t> print_or_take_back(House& house, const Actor& actor, const MadeDunning& made,
                                        documents::OutputFile& file, jobs::Progress& progress) {
    const Unprinted unprinted(house, actor, made);
    return print_dunning(house, actor, made.run.id, file, progress);
}

bool letters_are_out(House& house, std::int64_t run) {
    return house.database.read([&](Transaction& transaction) {
        const auto found = find_dunning(transaction, run);
        return found && found->letters_are_out();
    });
}

void recover_dunning(House& house) {
    const auto before = given_up_before(house);
    const auto runs =
        house.database.read([&](Transaction& transaction) { return dunning_being_printed(transaction, before); });
    for (const auto& run : runs) {
        charge_fees(house, Actor::system(), run, nullptr);
        end_printing(house, Actor::system(), run);
    }
}

}  // namespace kartei::payments
