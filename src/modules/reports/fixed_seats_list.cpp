#include "modules/reports/fixed_seats_list.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "lists/local_times.hpp"
#include "modules/renewals/seat_right.hpp"

namespace kartei::reports {
namespace {

using lists::CellKind;
using lists::Cells;
using lists::Column;
using orders::SeatPlace;
using orders::SeatSet;
using orders::Ticket;
using sql::Transaction;

/// The right that a set stands on, where it has one (counter.md 4); it says which seat is kept, not the tickets.
struct Kept {
    renewals::SeatRight right;
    std::map<std::int64_t, SeatPlace> exceptions;  ///< by event date
};

struct SeatRow : ListRow {
    const SeatSet* set = nullptr;
    const Kept* right = nullptr;
    const Ticket* at = nullptr;  ///< by event date: the ticket there

    SeatPlace kept() const {
        if (!right) return set->kept;
        const auto other = right->exceptions.find(at->event_id);
        return other == right->exceptions.end() ? right->right.place() : other->second;
    }
    std::string_view confidence() const {
        if (!right) return name_of(set->confidence);
        return right->right.confidence.empty() ? "right" : std::string_view(right->right.confidence);
    }
};

template <class Write>
auto cell(Write write) {
    return lists::cell<SeatRow>(write);
}

using PlacePart = std::string SeatPlace::*;
struct PartName {
    std::string_view name;
    PlacePart part;
    int priority;
};
constexpr std::array<PartName, 4> place_parts{{{"entrance", &SeatPlace::entrance, 4},
                                               {"section", &SeatPlace::section, 3},
                                               {"row", &SeatPlace::row, 2},
                                               {"seat", &SeatPlace::seat, 2}}};

void add_kept_columns(std::vector<Column>& columns) {
    for (const auto& [name, part, priority] : place_parts)
        columns.push_back({std::string(name), "order." + std::string(name), "", CellKind::text, priority, false,
                           cell([part](const SeatRow& row, Cells& cells) { cells.text(row.kept().*part); })});
}

/// Where the customer sits at that event date, only where it is another place than the one he keeps.
void add_actual_columns(std::vector<Column>& columns) {
    for (const auto& [name, part, priority] : place_parts)
        columns.push_back({"actual_" + std::string(name), "order.actual_" + std::string(name), "", CellKind::text,
                           priority + 3, false, cell([part](const SeatRow& row, Cells& cells) {
                               const auto actual = place_of_ticket(*row.at);
                               cells.text(actual == row.kept() ? std::string() : actual.*part);
                           })});
}

void add_confidence(std::vector<Column>& columns) {
    columns.push_back({"confidence",
                       "order.confidence",
                       "",
                       CellKind::text,
                       8,
                       false,
                       cell([](const SeatRow& row, Cells& cells) { cells.text(row.confidence()); }),
                       {"all", "most", "tie", "right"},
                       190});
}

/// Four columns for each event date: the place there, "" where the set has none.
void add_event_columns(std::vector<Column>& columns, std::int64_t event, const std::string& code,
                       const std::string& named) {
    for (const auto& [name, part, priority] : place_parts)
        columns.push_back({std::string(name) + ":" + code, "order." + std::string(name) + "_at", named, CellKind::text,
                           priority + 6, false, cell([part, event](const SeatRow& row, Cells& cells) {
                               for (const auto* ticket : row.set->tickets)
                                   if (ticket->event_id == event) return cells.text(place_of_ticket(*ticket).*part);
                               cells.text("");
                           })});
}

/// Event dates at which any of the subscriptions has a sold ticket that the list holds.
std::vector<std::int64_t> events_of_subscriptions(Transaction& transaction, const Selection& selection) {
    std::set<std::int64_t> events;
    for (const auto subscription : selection.narrowing.subjects) {
        auto rows = transaction.query(
            "SELECT DISTINCT event_id FROM ticket WHERE subscription_id = :subscription AND state = 'sold'",
            subscription);
        while (rows.next())
            if (selection.wants(rows.integer(0))) events.insert(rows.integer(0));
    }
    return {events.begin(), events.end()};
}

using Rights = std::map<std::int64_t, std::vector<Kept>>;  ///< by order

Rights rights_of_subscriptions(Transaction& transaction, const Selection& selection) {
    Rights rights;
    for (const auto subscription : selection.narrowing.subjects)
        for (auto& right : renewals::rights_of_subscription(transaction, subscription)) {
            Kept kept{std::move(right), {}};
            for (const auto& other : renewals::exceptions_of(transaction, kept.right.id))
                kept.exceptions.emplace(other.event_id, other.place());
            rights[kept.right.order_id].push_back(std::move(kept));
        }
    return rights;
}

class FixedSeats final : public lists::List {
public:
    FixedSeats(std::shared_ptr<const CustomerReport> seats, SeatLayout layout, std::vector<std::int64_t> events,
               Rights rights, const std::string& zone)
        : seats_(std::move(seats)), layout_(layout), events_(std::move(events)), rights_(std::move(rights)) {
        std::sort(events_.begin(), events_.end(), [&](auto one, auto other) { return is_earlier(one, other); });
        make_columns(zone);
    }

    const std::vector<Column>& columns() const override { return columns_; }
    const std::vector<lists::RowKey>& keys() const override { return seats_->keys(); }
    std::vector<std::pair<std::string, std::int64_t>> extent() const override { return seats_->extent(); }
    std::string chosen() const override { return seats_->chosen(); }

    void read(Transaction& transaction, const lists::Place& after, std::int64_t wanted,
              const lists::TakeRow& take) const override {
        Sale sale(*this);
        lists::Place place;
        const auto give = [&] {
            return sale.give([&](const SeatRow& row, bool) { return take(row, place); });
        };
        bool go_on = true;
        seats_->read(transaction, after, wanted, [&](const lists::Row& row, const lists::Place& here) {
            if (here != place) go_on = give();
            place = here;
            if (go_on) sale.add(static_cast<const ListRow&>(row));
            return go_on;
        });
        if (go_on) give();
    }
    std::vector<lists::Stretch> stretches(Transaction& transaction, std::int64_t customers_each) const override {
        return seats_->stretches(transaction, customers_each);
    }
    lists::StretchRead read_stretch(Transaction& transaction, const lists::Stretch& stretch,
                                    const lists::TakeForFile& take) const override {
        Sale sale(*this);
        std::int64_t rows = 0, last_customer = 0;
        const auto give = [&] {
            return sale.give([&](const SeatRow& row, bool) {
                ++rows;
                const bool new_customer = std::exchange(last_customer, row.customer_id) != row.customer_id;
                return take(row, new_customer);
            });
        };
        bool go_on = true;
        auto read = seats_->read_stretch(transaction, stretch, [&](const lists::Row& row, bool) {
            const auto& listed = static_cast<const ListRow&>(row);
            if (listed.order_id != sale.order()) go_on = give();
            if (go_on) sale.add(listed);
            return go_on;
        });
        if (go_on) go_on = give();
        return {read.whole && go_on, rows};
    }

private:
    /// The tickets of one order while they pass, with what stands beside them.
    class Sale {
    public:
        explicit Sale(const FixedSeats& list) : list_(list) {}
        std::int64_t order() const { return row_.order_id; }
        void add(const ListRow& row) {
            if (tickets_.empty()) {
                customer_ = std::string(row.customer_columns);
                consents_ = std::string(row.consents);
                order_ = std::string(row.order_columns);
                row_.groups = row.groups;
                row_.take_order(row.order_id, row.customer_id, order_);
                row_.take_customer(customer_, consents_);
            }
            tickets_.push_back(*row.ticket);
        }
        template <class Take>
        bool give(Take take) {
            const auto sets =
                seat_sets_of(tickets_, [&](auto one, auto other) { return list_.is_earlier(one, other); });
            bool go_on = true;
            std::set<const Kept*> used;
            for (const auto& set : sets) {
                row_.right = list_.right_of(row_.order_id, set, used);
                if (!(go_on = give_set(set, take))) break;
            }
            tickets_.clear();
            return go_on;
        }

    private:
        template <class Take>
        bool give_set(const SeatSet& set, Take take) {
            row_.set = &set;
            for (const auto* ticket : set.tickets) {
                row_.ticket = row_.at = ticket;
                if (!take(row_, false)) return false;
                if (list_.layout_ == SeatLayout::wide) break;  // the row holds all of its event dates
            }
            return true;
        }

        const FixedSeats& list_;
        SeatRow row_;
        std::string customer_, consents_, order_;
        std::vector<Ticket> tickets_;
    };

    /// Sets of one name have as many rights of that name.
    const Kept* right_of(std::int64_t order, const SeatSet& set, std::set<const Kept*>& used) const {
        const auto found = rights_.find(order);
        if (found == rights_.end()) return nullptr;
        for (const auto& kept : found->second)
            if (kept.right.subscription_id == set.subscription_id && kept.right.seat_set == set.name &&
                used.insert(&kept).second)
                return &kept;
        return nullptr;
    }
    bool is_earlier(std::int64_t one, std::int64_t other) const {
        const auto& events = seats_->vocabulary().events;
        const auto start = [&](std::int64_t id) {
            const auto found = events.find(id);
            const auto& at = found == events.end() ? std::string() : found->second.starts_at;
            return std::tuple(at.empty(), at, id);
        };
        return start(one) < start(other);
    }
    std::string code_of(std::int64_t event) const { return text_of(event, &events::Event::code); }
    std::string name_of(std::int64_t event) const { return text_of(event, &events::Event::name); }
    /// What a heading for people says; its code where it has no name.
    std::string title_of(std::int64_t event, const std::string& zone) const {
        const auto name = name_of(event), starts_at = text_of(event, &events::Event::starts_at);
        const auto title = name.empty() ? code_of(event) : name;
        return starts_at.empty() ? title : title + "\t" + std::string(lists::LocalTimes(zone).local(starts_at));
    }
    std::string text_of(std::int64_t event, std::string events::Event::*member) const {
        const auto& events = seats_->vocabulary().events;
        const auto found = events.find(event);
        return found == events.end() ? std::string() : found->second.*member;
    }
    const events::Subscription& subscription_of(const SeatRow& row) const {
        static const events::Subscription none;
        const auto found = seats_->vocabulary().subscriptions.find(row.set->subscription_id);
        return found == seats_->vocabulary().subscriptions.end() ? none : found->second;
    }

    void make_columns(const std::string& zone) {
        add_order_number(columns_);
        add_customer_columns(columns_);
        add_consent_columns(columns_, seats_->vocabulary());
        add_subscription_columns();
        if (layout_ == SeatLayout::by_event) {
            columns_.push_back({"event", "order.event", "", CellKind::text, 8, false,
                                cell([this](const SeatRow& row, Cells& cells) {
                                    cells.text(code_of(row.at->event_id));
                                })});
            columns_.push_back({"event_name", "order.event_name", "", CellKind::text, 3, false,
                                cell([this](const SeatRow& row, Cells& cells) {
                                    cells.text(name_of(row.at->event_id));
                                })});
        }
        add_kept_columns(columns_);
        if (layout_ == SeatLayout::by_event) add_actual_columns(columns_);
        add_confidence(columns_);
        if (layout_ == SeatLayout::wide)
            for (const auto event : events_)
                reports::add_event_columns(columns_, event, code_of(event), title_of(event, zone));
    }
    void add_subscription_columns() {
        const auto add = [&](std::string name, int priority, auto write) {
            auto key = "order." + name;
            columns_.push_back({std::move(name), std::move(key), "", CellKind::text, priority, false, cell(write)});
        };
        add("subscription", 3, [this](const SeatRow& row, Cells& cells) { cells.text(subscription_of(row).name); });
        add("season", 7, [this](const SeatRow& row, Cells& cells) { cells.text(subscription_of(row).season); });
        add("seat_set", 6, [](const SeatRow& row, Cells& cells) { cells.text(row.set->name); });
    }

    std::shared_ptr<const CustomerReport> seats_;
    SeatLayout layout_;
    std::vector<std::int64_t> events_;  ///< of the wide layout, by their start
    Rights rights_;
    std::vector<Column> columns_;
};

}  // namespace

std::shared_ptr<const lists::List> fixed_seats_list(Transaction& transaction,
                                                    std::shared_ptr<const CustomerReport> seats, SeatLayout layout,
                                                    const std::string& zone) {
    auto events = layout == SeatLayout::wide ? events_of_subscriptions(transaction, seats->selection())
                                             : std::vector<std::int64_t>();
    return std::make_shared<FixedSeats>(seats, layout, std::move(events),
                                        rights_of_subscriptions(transaction, seats->selection()), zone);
}

}  // namespace kartei::reports
