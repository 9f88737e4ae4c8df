#include "modules/selections/bulk_change.hpp"

#include "audit/given_up.hpp"
#include "audit/hold.hpp"
#include "audit/reversal.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/consents/label_terms.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::selections {
namespace {

using customers::Customer;
using nlohmann::json;
using sql::Transaction;

constexpr std::size_t at_once = 100, most_named = 500;

struct Tally {
    std::int64_t changed = 0, unchanged = 0, skipped = 0;
    json reasons = json::array();

    void skip(const Customer* customer, const std::string& why) {
        ++skipped;
        tell(customer, why);
    }
    /// What was left undone at a customer, skipped or changed otherwise.
    void tell(const Customer* customer, const std::string& why) {
        if (reasons.size() < most_named)
            reasons.push_back({{"number", customer ? json(customer->number.value_or(0)) : json()},
                               {"name", customer ? full_name(*customer) : ""},
                               {"why", why}});
    }
};

/// One run, which writes some customers at a time into one event.
class BulkRun {
public:
    BulkRun(House& house, const Actor& actor, const BulkOrder& order) : house_(house), actor_(actor), order_(order) {}

    void begin() {
        house_.database.write([&](Transaction& transaction) {
            audit::Change change(house_, transaction, actor_, order_.remove ? "customers_deleted" : "customers_changed",
                                 order_.what);
            id_ = take_ids(transaction, "bulk_change");
            event_ = change.event();
            transaction.execute(
                "INSERT INTO bulk_change (id, event_id, user_id, user_name, what, state, seen_at, created_at)"
                " VALUES (:id, :event, :user_id, :user_name, :what, 'running', :now, :now)",
                id_, event_, actor_.user_id, actor_.name, order_.what.empty() ? "delete" : order_.what, house_.now());
            change.seal();
        });
    }
    void some(std::span<const std::int64_t> customers) {
        tally_ = house_.database.write([&](Transaction& transaction) {
            hold_house(transaction);
            // Undone meanwhile, by a person or by another server that took this one for dead: nothing comes behind it.
            if (transaction.query("SELECT 1 FROM change_event WHERE reverses = :event", event_).next())
                throw jobs::Cancelled{};
            auto tally = tally_;  // it may run again
            audit::Change change(house_, transaction, event_);
            for (const auto id : customers) one(transaction, change, id, tally);
            transaction.execute("UPDATE bulk_change SET seen_at = :now WHERE id = :id", house_.now(), id_);
            change.seal();
            return tally;
        });
    }
    json end(const char* state) {
        const json result{{"changed", tally_.changed},
                          {"unchanged", tally_.unchanged},
                          {"skipped", tally_.skipped},
                          {"reasons", tally_.reasons},
                          {"change_event", event_}};
        house_.database.write([&](Transaction& transaction) {
            transaction.execute("UPDATE bulk_change SET state = :state, result = :result WHERE id = :id",
                                std::string_view(state), result.dump(), id_);
        });
        return result;
    }
    void take_back(const char* state) {
        (void)audit::reverse_event(house_, actor_, event_, true);
        end(state);
    }

private:
    void one(Transaction& transaction, audit::Change& change, std::int64_t id, Tally& tally) const {
        const auto customer = customers::find_customer(transaction, id);
        if (!customer || !customers::may_see(actor_, *customer)) return tally.skip(nullptr, words("bulk.gone"));
        if (id == customers::anonymous_customer) return tally.skip(&*customer, words("error.anonymous_customer"));
        if (order_.remove) return remove(transaction, change, *customer, tally);
        const auto saved = change_customer(house_, transaction, change, actor_, *customer, values_for(*customer));
        if (!saved) return tally.skip(&*customer, words_of(saved.refusal()));
        std::string not_given;
        const bool labelled = relabel(transaction, change, id, not_given);
        const bool is_changed = saved->event != 0 || labelled;
        if (!is_changed && !not_given.empty()) return tally.skip(&*customer, not_given);
        if (!not_given.empty()) tally.tell(&*customer, not_given);
        ++(is_changed ? tally.changed : tally.unchanged);
    }
    void remove(Transaction& transaction, audit::Change& change, const Customer& customer, Tally& tally) const {
        std::string hanging;
        for (const auto& key : customers::what_hangs_on(transaction, customer.id))
            hanging += (hanging.empty() ? "" : " ") + words(key);
        for (const auto& who : customers::who_points_at(transaction, actor_, customer, actor_.language))
            hanging += (hanging.empty() ? "" : " ") + words("error.customer_is_linked", {{"who", who}});
        if (!hanging.empty()) return tally.skip(&customer, hanging);
        const auto row = customers::take_away(transaction, customer);
        if (!row) return tally.skip(&customer, words("error.stale"));
        change.deleted("customer", customer.id, *row, customer.id);
        ++tally.changed;
    }
    customers::NewValues values_for(const Customer& customer) const {
        auto values = order_.set;
        for (std::size_t kind = 0; kind < parameters::customer_kinds.size(); ++kind)
            for (const auto& [numbers, is_set] : order_.statuses)
                if (parameters::customer_kinds[kind] == customer.kind && numbers[kind] > 0)
                    values["status" + std::to_string(numbers[kind])] = is_set;
        return values;
    }
    /// `not_given`: why he does not get a label that he was to get.
    bool relabel(Transaction& transaction, audit::Change& change, std::int64_t customer, std::string& not_given) const {
        bool changed = false;
        for (const auto label : order_.give) {
            const auto carried = consents::find_label(transaction, customer, label);
            if (carried && !consents::has_expired(carried->expires_at, change.at())) continue;
            const auto terms = consents::terms_of_label(transaction, label);
            const auto given = consents::label_to_give(house_, transaction, terms,
                                                       {customer, label, change.at(), actor_.name, ""});
            if (given) consents::store_label(transaction, change, *given);
            else not_given += (not_given.empty() ? "" : " ") + words_of(given.refusal());
            changed |= bool(given);
        }
        for (const auto label : order_.take) changed |= consents::remove_label(transaction, change, customer, label);
        if (changed) consents::refresh_consents(transaction, customer);
        return changed;
    }
    std::string words(const std::string& key, const Parameters& parameters = {}) const {
        return text(actor_.language, key, parameters);
    }
    std::string words_of(const Refusal& refusal) const {
        std::string all;
        for (const auto& issue : refusal.issues) {
            const auto caption = "customer." + issue.field;
            all += (all.empty() ? "" : " ") + (has_text(caption) ? words(caption) + ": " : "") +
                   words(issue.key, issue.parameters);
        }
        return all;
    }

    House& house_;
    const Actor& actor_;
    const BulkOrder& order_;
    std::int64_t id_ = 0, event_ = 0;
    Tally tally_;
};

/// Undoing in the name of who began it.
void take_back_lost(House& house, std::int64_t id, std::int64_t event) {
    (void)audit::reverse_event(house, Actor::system(), event, true);
    house.database.write([&](Transaction& transaction) {
        transaction.execute("UPDATE bulk_change SET state = 'failed' WHERE id = :id AND state = 'running'", id);
    });
}

}  // namespace

Result<json> run_bulk_change(House& house, const Actor& actor, const BulkOrder& order,
                             const std::vector<std::int64_t>& customers, jobs::Progress& progress) {
    BulkRun run(house, actor, order);
    progress.begin_phase(order.remove ? "bulk.deleting" : "bulk.changing", static_cast<std::int64_t>(customers.size()));
    run.begin();
    try {
        for (std::size_t place = 0; place < customers.size(); place += at_once) {
            if (progress.is_cancelled()) throw jobs::Cancelled{};
            const auto count = std::min(at_once, customers.size() - place);
            run.some({customers.data() + place, count});
            progress.add(static_cast<std::int64_t>(count));
        }
    } catch (const jobs::Cancelled&) {
        run.take_back("cancelled");
        throw;
    } catch (const std::exception&) {
        run.take_back("failed");
        throw;
    }
    return run.end("done");
}

void recover_bulk_changes(House& house) {
    const auto before = given_up_before(house);
    std::vector<std::pair<std::int64_t, std::int64_t>> lost;
    house.database.read([&](Transaction& transaction) {
        auto rows = transaction.query(
            "SELECT id, event_id FROM bulk_change WHERE state = 'running' AND seen_at < :before", before);
        while (rows.next()) lost.emplace_back(rows.integer(0), rows.integer(1));
    });
    for (const auto& [id, event] : lost) take_back_lost(house, id, event);
}

}  // namespace kartei::selections
