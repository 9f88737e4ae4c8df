#include "modules/payments/debit_collection.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <span>
#include <utility>

#include "audit/hold.hpp"
#include "base/iban.hpp"
#include "base/sepa.hpp"
#include "base/texts.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/payments/debit_due.hpp"
#include "modules/payments/take_payment.hpp"

namespace kartei::payments {
namespace {

using audit::Change;
using sql::Transaction;

/// So many are posted in one transaction.
constexpr std::size_t at_once = 20;
constexpr auto dead_after = std::chrono::seconds(60);

std::string message_id(const DebitRun& run) {
    auto day = run.collect_on;
    std::erase(day, '-');
    return "KARTEI-" + day + "-" + (run.scheme == "b2b" ? "B2B" : "CORE") + "-" + std::to_string(run.id);
}

DebitItem planned(Transaction& transaction, const DebitRun& run, const Debit& debit, std::int64_t position) {
    DebitItem item;
    item.position = position;
    item.customer_id = debit.customer_id, item.booking_id = debit.booking_id, item.booking = debit.booking;
    item.amount = debit.amount;
    item.claim = debit.claim;
    item.name = debit.account.holder;
    item.iban = iban_of(debit.account.iban), item.iban_index = debit.account.iban_index;
    item.bic = bic_of(debit.account.bic);
    item.mandate = debit.account.mandate, item.mandate_on = debit.account.mandate_on;
    item.sequence = debit.sequence, item.amended = debit.amended, item.address = debit.address;
    item.end_to_end =
        "R" + std::to_string(run.id) + "-" + std::to_string(position) + "-" + std::to_string(debit.booking);
    const auto customer = customers::find_customer(transaction, debit.customer_id);
    const auto language = customer ? language_of(customer->language) : std::nullopt;
    item.remittance = text(language.value_or(Language::de), "debit.remittance",
                           {{"booking", std::to_string(debit.booking)}, {"house", run.creditor.name}});
    return item;
}

Result<Done> check_no_other(Transaction& transaction) {
    const auto others = runs_on_their_way(transaction, "9999");
    if (others.empty()) return Done{};
    return refuse(RefusalKind::conflict, "error.debit_run_goes_on", {{"run", std::to_string(others.front().id)}});
}

Result<MadeRun> same_again(Transaction& transaction, const DebitPreview& preview, const DebitQuestion& question) {
    if (auto run = run_on(transaction, write_date(preview.collect_on), question.scheme))
        return MadeRun{std::move(*run), true, 0};
    return refuse(RefusalKind::conflict, "error.nothing_to_collect", {{"date", write_date(preview.collect_on)}});
}

/// One run on its way.
class Collection {
public:
    Collection(House& house, Actor actor, jobs::Progress* progress)
        : house_(house), actor_(std::move(actor)), progress_(progress) {}

    /// Enters the run with all that is going; nothing where it would be the same again.
    Result<std::optional<MadeRun>> begin(const DebitPreview& preview, const DebitQuestion& question) {
        return house_.database.write([&](Transaction& transaction) -> Result<std::optional<MadeRun>> {
            hold_house(transaction);
            TRY(check_no_other(transaction));
            if (preview.going == 0) return std::optional(TRY(same_again(transaction, preview, question)));
            DebitRun run;
            run.id = take_ids(transaction, "debit_run");
            run.collect_on = write_date(preview.collect_on), run.asked_on = write_date(question.collect_on);
            run.scheme = question.scheme;
            run.message_id = message_id(run);
            run.made_at = house_.now(), run.made_by = actor_.name;
            run.creditor = TRY(creditor_of(house_, transaction));
            std::vector<DebitItem> items;
            for (const auto& debit : preview.debits) {
                // Another run of this day may have been made since.
                if (!debit.problems.empty() || is_claimed(transaction, debit.claim)) continue;
                items.push_back(
                    planned(transaction, run, debit, static_cast<std::int64_t>(items.size()) + 1));
                run.total += debit.amount;
            }
            if (items.empty()) return std::optional(TRY(same_again(transaction, preview, question)));
            run.items = static_cast<std::int64_t>(items.size());
            Change change(house_, transaction, actor_, "debit_run", run.message_id);
            insert_run(house_, transaction, change, run, items);
            change.seal();
            run_ = run;
            return std::optional<MadeRun>();
        });
    }
    void go_on_with(const DebitRun& run) { run_ = run; }

    /// Throws Cancelled when it is to stop: at the end of the program it goes on later.
    MadeRun post_all() {
        const auto waiting = ids(false);
        if (progress_) progress_->begin_phase("debit.phase.posting", static_cast<std::int64_t>(waiting.size()));
        in_steps(waiting, [&](Transaction& transaction, Change& change, std::int64_t id) {
            post(transaction, change, id);
        });
        return closed("made");
    }
    /// What was posted is taken back as not handed in, what waits is not collected.
    void withdraw() {
        step([&](Transaction& transaction, Change& change) { set_state(transaction, change, run_, "withdrawing"); });
        run_.state = "withdrawing";
        finish_withdrawing();
    }
    void finish_withdrawing() {
        // From here it only goes on, even where it was asked to stop.
        auto* const progress = std::exchange(progress_, nullptr);
        in_steps(ids(false), [&](Transaction& transaction, Change& change, std::int64_t id) {
            drop_item(transaction, change, id);
        });
        for (const auto id : ids(true))
            house_.database.write([&](Transaction& transaction) {
                if (const auto item = item_with_id(house_, transaction, id))
                    (void)return_debit(house_, transaction, actor_, {run_.id, item->position, "withdrawn", "", 0});
            });
        closed("withdrawn");
        progress_ = progress;
    }

private:
    using Step = std::function<void(Transaction&, Change&)>;

    void step(const Step& work) {
        house_.database.write([&](Transaction& transaction) {
            hold_house(transaction);
            // Somebody else ended it, or takes it back.
            if (!goes_on(transaction, run_.id, run_.state, house_.now())) return;
            Change change(house_, transaction, run_.created_event);
            work(transaction, change);
            change.seal();
        });
    }
    template <class Work>
    void in_steps(const std::vector<std::int64_t>& all, const Work& work) {
        for (std::size_t place = 0; place < all.size(); place += at_once) {
            if (progress_) stop_if_asked();
            const std::span part(all.data() + place, std::min(at_once, all.size() - place));
            step([&](Transaction& transaction, Change& change) {
                for (const auto id : part) work(transaction, change, id);
            });
            if (progress_) progress_->add(static_cast<std::int64_t>(part.size()));
        }
    }
    void stop_if_asked() const {
        if (progress_->must_stop()) throw Stopped{};
        progress_->stop_if_cancelled();
    }
    std::vector<std::int64_t> ids(bool posted) const {
        return house_.database.read(
            [&](Transaction& transaction) { return items_by_payment(transaction, run_.id, posted); });
    }
    void post(Transaction& transaction, Change& change, std::int64_t id) {
        const auto item = item_with_id(house_, transaction, id);
        // Another server went on with it.
        if (!item || item->payment != 0) return;
        if (stands(transaction, *item)) {
            const PaymentWish wish{item->booking, "", item->amount, "direct_debit", run_.collect_on, "",
                                   item->end_to_end};
            if (const auto taken = take_payment(house_, transaction, actor_, wish))
                return set_posted(transaction, *item, taken->position);
        }
        drop_item(transaction, change, id);
    }
    /// Is it due as it was planned, by the account and mandate that were looked at?
    bool stands(Transaction& transaction, const DebitItem& item) const {
        const DebitQuestion question{*read_date(run_.asked_on), run_.scheme, {}};
        auto due = due_debits(house_, transaction, actor_, question, item.booking);
        if (due.size() != 1) return false;
        auto& debit = due.front();
        std::set<std::string> mandates;
        complete(house_, transaction, debit, run_.scheme, *read_date(run_.collect_on), mandates, run_.id);
        return debit.problems.empty() && debit.amount == item.amount && debit.claim == item.claim &&
               debit.customer_id == item.customer_id && debit.account.iban_index == item.iban_index &&
               debit.account.mandate == item.mandate;
    }
    MadeRun closed(std::string_view state) {
        MadeRun made;
        const auto planned_items = run_.items;
        step([&](Transaction& transaction, Change& change) { set_state(transaction, change, run_, state); });
        made.run = *house_.database.read([&](Transaction& transaction) { return find_run(transaction, run_.id); });
        made.left_over = planned_items - made.run.items;
        return made;
    }

public:
    /// The program ends; the run stays as it is and goes on later.
    struct Stopped {};

private:
    House& house_;
    const Actor actor_;
    jobs::Progress* progress_;
    DebitRun run_;
};

/// Whoever began it is named by its payments; what he could see then was decided then.
Actor maker_of(const DebitRun& run) {
    auto actor = Actor::system();
    actor.name = run.made_by;
    return actor;
}

}  // namespace

Result<MadeRun> collect_debits(House& house, const Actor& actor, const DebitQuestion& question,
                               jobs::Progress& progress) {
    if (!actor.may("bookings.pay"))
        return refuse(RefusalKind::forbidden, "error.permission", {{"permission", "bookings.pay"}});
    const auto preview = TRY(house.database.read([&](Transaction& transaction) {
        return preview_debits(house, transaction, actor, question, &progress);
    }));
    progress.stop_if_cancelled();
    Collection run(house, actor, &progress);
    if (auto again = TRY(run.begin(preview, question))) return std::move(*again);
    try {
        return run.post_all();
    } catch (const Collection::Stopped&) {
        throw jobs::Cancelled{};
    } catch (const std::exception&) {
        run.withdraw();
        throw;
    } catch (const jobs::Cancelled&) {
        run.withdraw();
        throw;
    }
}

void recover_debits(House& house) {
    // Of SQLite this process is the only one.
    const bool alone = house.database.engine() == sql::Engine::sqlite;
    const auto before = alone ? std::string("9999") : write_instant(house.clock->now() - dead_after);
    const auto cut_off =
        house.database.read([&](Transaction& transaction) { return runs_on_their_way(transaction, before); });
    for (const auto& one : cut_off) {
        Collection run(house, maker_of(one), nullptr);
        run.go_on_with(one);
        if (one.state == "withdrawing") run.finish_withdrawing();
        else (void)run.post_all();
    }
}

}  // namespace kartei::payments
