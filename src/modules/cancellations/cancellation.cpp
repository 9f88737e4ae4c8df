#include "modules/cancellations/cancellation.hpp"

#include <algorithm>

#include <spdlog/spdlog.h>

#include "audit/given_up.hpp"
#include "audit/hold.hpp"
#include "audit/reversal.hpp"
#include "base/money.hpp"
#include "modules/cancellations/order_decision.hpp"
#include "modules/customers/customer.hpp"
#include "modules/events/event_store.hpp"
#include "modules/orders/event_on_sale.hpp"
#include "modules/orders/sale_pricing.hpp"
#include "modules/till/till_actions.hpp"

namespace kartei::cancellations {
namespace {

using nlohmann::json;
using sql::Transaction;


Refusal about(const std::string& field, std::string key) {
    return {RefusalKind::conflict, {{field, std::move(key), {}}}};
}

/// The date is there, seen, and cancelled or going to be.
Result<events::Event> event_asked(Transaction& transaction, const Actor& actor, const Asked& asked) {
    const auto event = events::find_event(transaction, asked.event);
    if (!event || !orders::sees_event(transaction, actor, asked.event))
        return refuse(RefusalKind::not_found, "error.no_such_event");
    TRY(orders::may_refund(actor));
    const auto sale = events::find_event_sale(transaction, asked.event);
    if (sale.state != "cancelled" && !asked.cancel) return about("event", "error.date_not_cancelled");
    if (asked.cancel && !actor.may("events.change"))
        return refuse(RefusalKind::forbidden, "error.permission", {{"permission", "events.change"}});
    return *event;
}

Result<Done> check_asked(House& house, Transaction& transaction, const Actor& actor, const Asked& asked) {
    TRY(orders::check_kind(asked.kind));
    if (asked.decision == "refund")
        return asked.kind.empty() ? Result<Done>(Done{}) : till::check_open(transaction, actor, asked.kind);
    if (asked.decision == "credit") return Done{};
    if (asked.decision != "move") return refuse_field("decision", "error.not_offered", {{"value", asked.decision}});
    if (asked.target == 0) return refuse_field("target", "error.required");
    if (asked.target == asked.event || !orders::sees_event(transaction, actor, asked.target))
        return refuse_field("target", "error.no_such_event");
    if (!events::is_on_sale(events::find_event_sale(transaction, asked.target), house.now()))
        return about("target", "error.not_on_sale");
    return Done{};
}

bool is_wanted(const Asked& asked, std::int64_t order) {
    return asked.orders.empty() || std::find(asked.orders.begin(), asked.orders.end(), order) != asked.orders.end();
}

std::vector<std::int64_t> orders_asked(Transaction& transaction, const Asked& asked) {
    auto orders = orders_of_date(transaction, asked.event);
    std::erase_if(orders, [&](std::int64_t order) { return !is_wanted(asked, order); });
    return orders;
}

/// Money that goes back as it came in goes through the till where it is cash or card, and past it where it was a transfer.
Result<Done> check_till(Transaction& transaction, const Actor& actor, const Asked& asked, const Decided& decided) {
    if (asked.decision != "refund" || !decided.line.reason.empty()) return Done{};
    for (const auto& payment : decided.back) TRY(till::check_open(transaction, actor, payment.kind));
    return Done{};
}

/// What a run comes to.
struct Tally {
    std::int64_t orders = 0, left = 0, tickets = 0, refunded = 0, credited = 0, moved = 0, released = 0;

    void add(const Line& line) {
        if (line.outcome == "left") {
            ++left;
            return;
        }
        ++orders;
        tickets += line.tickets;
        if (line.outcome == "refunded") refunded += line.amount;
        if (line.outcome == "credited") credited += line.amount;
        moved += line.outcome == "moved";
        released += line.outcome == "released";
    }
    json as_json(const House& house, const Run& run) const {
        const auto amount = [&](std::int64_t minor) { return write_money(minor, house.rules.currency_digits); };
        return {{"cancellation", run.id}, {"change_event", run.change_event}, {"orders", orders}, {"left", left},
                {"tickets", tickets}, {"refunded", amount(refunded)}, {"credited", amount(credited)}, {"moved", moved},
                {"released", released}};
    }
};

/// Takes a run back, unless somebody has built upon it since: then all of it stays for a person to undo, who sees what stands
/// against it. False: it stays.
bool went_back(House& house, const Actor& actor, std::int64_t event) {
    const auto back = audit::reverse_event(house, actor, event);
    if (back) return back->conflicts.empty();
    const auto& key = back.refusal().issues.front().key;
    if (key == "error.already_undone") return true;
    spdlog::warn("a cancellation of a date does not go back: event={} reason={}", event, key);
    return false;
}

/// One run, which settles one order at a time into one event.
class CancelRun {
public:
    CancelRun(House& house, const Actor& actor, const Asked& asked) : house_(house), actor_(actor), asked_(asked) {}

    Result<std::vector<std::int64_t>> begin() {
        return house_.database.write([&](Transaction& transaction) -> Result<std::vector<std::int64_t>> {
            hold(transaction, Held::event, std::to_string(asked_.event));
            const auto event = TRY(event_asked(transaction, actor_, asked_));
            TRY(check_asked(house_, transaction, actor_, asked_));
            const auto before = events::find_event_sale(transaction, asked_.event);
            auto orders = orders_asked(transaction, asked_);
            if (orders.empty() && before.state == "cancelled") return about("event", "error.no_orders_left");
            audit::Change change(house_, transaction, actor_, "event_date_cancelled", event.code);
            auto after = before;
            after.state = "cancelled";
            if (before.state != "cancelled") orders::store_sale_of_event(house_, transaction, change, before, after);
            run_ = insert_run(transaction, asked_, actor_, change.event(), house_.now());
            change.seal();
            return orders;
        });
    }
    void one(std::int64_t order) {
        const auto done = house_.database.write(
            [&](Transaction& transaction) -> Result<std::optional<Line>> { return settle(transaction, order); });
        if (done && !*done) return;
        auto line = done ? **done : left(order, done.refusal());
        if (!done)
            house_.database.write([&](Transaction& transaction) {
                hold_part(transaction);
                go_on(transaction);
                insert_line(transaction, run_, line, house_.now());
            });
        tally_.add(line);
    }
    json end() {
        const bool undone = house_.database.write([&](Transaction& transaction) {
            hold_part(transaction);
            const bool undone = was_undone(transaction, run_);
            end_run(transaction, run_, undone ? "cancelled" : "done");
            return undone;
        });
        if (!undone) return tally_.as_json(house_, run_);
        take_rest_back();
        throw jobs::Cancelled{};
    }
    void take_back(const char* state) {
        const bool undone = house_.database.read([&](Transaction& transaction) { return was_undone(transaction, run_); });
        if (undone) take_rest_back();
        const bool is_back = undone || went_back(house_, actor_, run_.change_event);
        house_.database.write([&](Transaction& transaction) { end_run(transaction, run_, is_back ? state : "done"); });
    }

private:
    void go_on(Transaction& transaction) const {
        if (was_undone(transaction, run_)) throw jobs::Cancelled{};
    }
    /// What was settled while somebody undid the run is not among what he took back.
    void take_rest_back() const { (void)audit::reverse_event(house_, actor_, run_.change_event, true); }
    Result<std::optional<Line>> settle(Transaction& transaction, std::int64_t order) const {
        const auto sum = TRY(orders::open_order(transaction, actor_, order, std::nullopt));
        if (asked_.target) hold_shared(transaction, Held::event, std::to_string(asked_.target));
        go_on(transaction);
        // Another run, or a clerk, was first.
        if (!has_anything_of_date(transaction, asked_, sum)) return std::optional<Line>();
        auto places = places_of_target(house_, transaction, asked_);
        const auto decided = decide(transaction, actor_, asked_, sum, places ? &*places->free : nullptr);
        if (decided.line.outcome == "left") {
            insert_line(transaction, run_, decided.line, house_.now());
            return std::optional(decided.line);
        }
        audit::Change change(house_, transaction, run_.change_event);
        TRY(carry_out(house_, transaction, change, actor_, asked_, sum, decided));
        insert_line(transaction, run_, decided.line, house_.now());
        change.seal();
        return std::optional(decided.line);
    }
    static Line left(std::int64_t order, const Refusal& refusal) {
        Line line;
        line.order_id = order, line.outcome = "left", line.reason = reason_of(refusal);
        return line;
    }

    House& house_;
    const Actor& actor_;
    const Asked& asked_;
    Run run_;
    Tally tally_;
};

}  // namespace

Result<Plan> plan_cancellation(House& house, Transaction& transaction, const Actor& actor, const Asked& asked) {
    const auto event = TRY(event_asked(transaction, actor, asked));
    TRY(check_asked(house, transaction, actor, asked));
    Plan plan{event.name, {}};
    auto places = places_of_target(house, transaction, asked);
    for (const auto order : orders_asked(transaction, asked)) {
        const auto sum = orders::find_sum(transaction, actor, order);
        if (sum) {
            auto decided = decide(transaction, actor, asked, *sum, places ? &*places->free : nullptr);
            TRY(check_till(transaction, actor, asked, decided));
            plan.lines.push_back(std::move(decided.line));
            continue;
        }
        Line line;
        line.order_id = order, line.outcome = "left", line.reason = "not_visible";
        plan.lines.push_back(std::move(line));
    }
    std::stable_partition(plan.lines.begin(), plan.lines.end(), [](const Line& line) { return line.outcome == "left"; });
    return plan;
}

Result<json> cancel_date(House& house, const Actor& actor, const Asked& asked, jobs::Progress& progress) {
    CancelRun run(house, actor, asked);
    const auto orders = TRY(run.begin());
    progress.begin_phase("cancellation.phase", static_cast<std::int64_t>(orders.size()));
    try {
        for (const auto order : orders) {
            progress.stop_if_cancelled();
            run.one(order);
            progress.add();
        }
    } catch (const jobs::Cancelled&) {
        run.take_back("cancelled");
        throw;
    } catch (const std::exception&) {
        run.take_back("failed");
        throw;
    }
    return run.end();
}

void recover_cancellations(House& house) {
    const auto before = given_up_before(house);
    const auto lost = house.database.read([&](Transaction& transaction) { return lost_runs(transaction, before); });
    for (const auto& run : lost) {
        const auto* state = went_back(house, Actor::system(), run.change_event) ? "failed" : "done";
        house.database.write([&](Transaction& transaction) { end_run(transaction, run, state); });
    }
}

}  // namespace kartei::cancellations
