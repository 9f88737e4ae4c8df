#include "modules/payments/debit_collection.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <span>
#include <utility>

#include "audit/given_up.hpp"
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

Refusal nothing_to_collect(const std::string& day) {
    return refuse(RefusalKind::conflict, "error.nothing_to_collect", {{"date", day}});
}

Result<MadeRun> same_again(Transaction& transaction, const DebitPreview& preview, const DebitQuestion& question) {
    if (auto run = run_on(transaction, write_date(preview.collect_on), question.scheme))
        return MadeRun{std::move(*run), true, 0};
    return nothing_to_collect(write_date(preview.collect_on));
}

/// Whoever began it is named; what he posted comes back, whatever he may see by now.
Actor with_all_rights(Actor actor) {
    actor.all_permissions = true;
    actor.promoters.reset();
    return actor;
}

/// One run on its way.
class Collection {
public:
    /// The program ends; the run stays as it is and goes on later.
    struct Stopped {};

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
    Result<MadeRun> post_all() {
        const auto waiting = ids(false);
        if (progress_) progress_->begin_phase("debit.phase.posting", static_cast<std::int64_t>(waiting.size()));
        in_steps(waiting, [&](Transaction& transaction, Change& change, std::int64_t id) {
            post(transaction, change, id);
        });
        return close();
    }
    /// What was posted is taken back as not handed in, what waits is not collected. False, and nothing is done, where
    /// the run is no longer being made: its file may be at the bank.
    bool withdraw() {
        const bool was_being_made = step(
            [&](Transaction& transaction, Change& change) { set_state(transaction, change, run_, "withdrawing"); });
        if (!was_being_made) return false;
        run_.state = "withdrawing";
        finish_withdrawing();
        return true;
    }
    /// What does not go back keeps the run on its way: it is tried again.
    void finish_withdrawing() {
        if (!is_still_there()) return;
        // From here it only goes on, even where it was asked to stop.
        auto* const progress = std::exchange(progress_, nullptr);
        in_steps(ids(false), [&](Transaction& transaction, Change& change, std::int64_t id) {
            drop_item(transaction, change, id);
        });
        std::size_t left = 0;
        for (const auto id : ids(true)) left += take_back(id) ? 0 : 1;
        if (left == 0)
            step([&](Transaction& transaction, Change& change) { set_state(transaction, change, run_, "withdrawn"); });
        progress_ = progress;
    }
    /// As made; a refusal where it is taken back.
    Result<MadeRun> as_it_stands() const {
        return house_.database.read([&](Transaction& transaction) -> Result<MadeRun> {
            auto run = TRY(finished_run(transaction, run_.id));
            const auto left_over = run_.items - run.items;
            return MadeRun{std::move(run), false, left_over};
        });
    }

private:
    using Step = std::function<void(Transaction&, Change&)>;

    /// Was it done? Not where somebody else ended the run, or takes it back.
    bool step(const Step& work) {
        return house_.database.write([&](Transaction& transaction) {
            hold_house(transaction);
            if (!goes_on(transaction, run_.id, run_.state, house_.now())) return false;
            Change change(house_, transaction, run_.created_event);
            work(transaction, change);
            change.seal();
            return true;
        });
    }
    bool is_still_there() {
        return house_.database.write([&](Transaction& transaction) {
            hold_house(transaction);
            return goes_on(transaction, run_.id, run_.state, house_.now());
        });
    }
    bool take_back(std::int64_t id) {
        const auto done = house_.database.write([&](Transaction& transaction) -> Result<Done> {
            hold_house(transaction);
            const auto item = item_with_id(house_, transaction, id);
            // Another server ended it, or took this one back.
            if (!goes_on(transaction, run_.id, "withdrawing", house_.now()) || !item || !item->returned_on.empty())
                return Done{};
            TRY(return_debit(house_, transaction, with_all_rights(actor_),
                             {run_.id, item->position, "withdrawn", "", 0}));
            return Done{};
        });
        if (done) return true;
        spdlog::warn("a debit of a withdrawn run does not go back; trying again: run={} item={} reason={}", run_.id, id,
                     done.refusal().issues.front().key);
        return false;
    }
    template <class Work>
    void in_steps(const std::vector<std::int64_t>& all, const Work& work) {
        for (std::size_t place = 0; place < all.size(); place += at_once) {
            if (progress_) stop_if_asked();
            const std::span part(all.data() + place, std::min(at_once, all.size() - place));
            if (!step([&](Transaction& transaction, Change& change) {
                    for (const auto id : part) work(transaction, change, id);
                }))
                return;
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
    /// A run of which nothing is left was none.
    Result<MadeRun> close() {
        bool is_empty = false;
        const bool is_closed = step([&](Transaction& transaction, Change& change) {
            is_empty = !has_items(transaction, run_.id);
            set_state(transaction, change, run_, is_empty ? "withdrawn" : "made");
        });
        if (is_closed && is_empty) return nothing_to_collect(run_.collect_on);
        return as_it_stands();
    }

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

void go_on(House& house, const DebitRun& cut_off) {
    Collection run(house, maker_of(cut_off), nullptr);
    run.go_on_with(cut_off);
    if (cut_off.state == "withdrawing") return run.finish_withdrawing();
    if (!collection_day(house, *read_date(cut_off.collect_on))) {
        if (run.withdraw())
            spdlog::warn("a run of direct debits was cut off and is too late for the bank; taken back: run={} day={}",
                         cut_off.id, cut_off.collect_on);
        return;
    }
    if (const auto made = run.post_all(); !made)
        spdlog::warn("a run of direct debits that was cut off is not made: run={} reason={}", cut_off.id,
                     made.refusal().issues.front().key);
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
        if (run.withdraw()) throw;
    } catch (const jobs::Cancelled&) {
        if (run.withdraw()) throw;
    }
    // It had come to its end: by another server, or by the step of which this one heard no more.
    return run.as_it_stands();
}

void recover_debits(House& house) {
    const auto before = given_up_before(house);
    const auto cut_off =
        house.database.read([&](Transaction& transaction) { return runs_on_their_way(transaction, before); });
    for (const auto& one : cut_off) go_on(house, one);
}

}  // namespace kartei::payments
