#include "modules/bookings/booking_archive.hpp"

#include <algorithm>
#include <span>

#include "audit/hold.hpp"
#include "audit/reversal.hpp"
#include "modules/bookings/booking_store.hpp"
#include "modules/customers/customer_actions.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::bookings {
namespace {

using audit::Change;
using customers::Customer;
using sql::Transaction;

/// Bookings whose every day lies before :before; the anonymous customer (id 1) is hidden from nobody.
constexpr std::string_view old_ones =
    " FROM booking b WHERE b.archived_on IS NULL AND b.state <> 'void' AND b.booked_on < :before"
    " AND coalesce(b.departs_on, '') < :before AND coalesce(b.returns_on, '') < :before"
    " AND (:sees_hidden = 1 OR NOT EXISTS (SELECT 1 FROM customer c WHERE c.id = b.customer_id"
    " AND c.hidden_in_search = 1 AND c.id <> 1))";

struct Days {
    std::string today, before;
    bool settles = false;  ///< this house settles with agencies
};

/// Why an old booking stays, '' when it goes. Offers and options owe nothing until somebody pays. What an agency is owed
/// is worked out when it is settled: until then it stands in no column.
constexpr std::string_view stays_until_settled =
    "CASE WHEN b.total <> b.paid AND (b.kind NOT IN ('offer', 'option') OR b.paid <> 0) THEN 'owing'"
    " WHEN b.state = 'open' AND b.option_until >= :today THEN 'option'"
    " WHEN EXISTS (SELECT 1 FROM booking_service s WHERE s.booking_id = b.id AND s.cancelled_on IS NULL"
    " AND s.settled_in IS NULL AND (coalesce(s.agency_commission, 0) <> 0";
constexpr std::string_view awaited =
    " OR (b.agency_id IS NOT NULL AND b.kind = 'booking' AND b.state IN ('open', 'invoiced'))";
constexpr std::string_view stays_until_followed_up =
    ")) THEN 'settlement' WHEN EXISTS (SELECT 1 FROM booking_note n WHERE n.booking_id = b.id AND n.done = 0"
    " AND n.follow_up_on IS NOT NULL) THEN 'follow_up' ELSE '' END";

std::string why_it_stays(const Days& days) {
    std::string reasons(stays_until_settled);
    if (days.settles) reasons.append(awaited);
    return reasons.append(stays_until_followed_up);
}

Result<Days> days_of(const House& house, Transaction& transaction, const ArchiveOrder& order) {
    const auto parameters = parameters::parameters_of(transaction);
    if (!parameters::module_is_on(*parameters, "archive"))
        return refuse(RefusalKind::not_found, "error.no_such_address");
    if (order.older_than < fewest_years || order.older_than > most_years)
        return refuse_field("older_than", "error.archive_years",
                            {{"least", std::to_string(fewest_years)}, {"most", std::to_string(most_years)}});
    auto today = house.today();
    // The same day of that year; 29 February, which most years have not, compares as well.
    const auto year = std::to_string(std::stoll(today.substr(0, 4)) - order.older_than);
    return Days{today, std::string(4 - year.size(), '0') + year + today.substr(4),
                parameters::module_is_on(*parameters, "agency")};
}

struct Place {
    std::int64_t customer = 0, booking = 0;
};

/// Which may go now, those of a customer one behind the other.
std::vector<Place> places(Transaction& transaction, const Actor& actor, const Days& days) {
    std::vector<Place> all;
    // sql: the constants above
    auto rows = transaction.query(std::string("SELECT b.customer_id, b.id, ")
                                      .append(why_it_stays(days))
                                      .append(old_ones)
                                      .append(" ORDER BY b.customer_id, b.id"),
                                  days.today, days.before, actor.may("customers.see_hidden") ? 1 : 0);
    while (rows.next())
        if (rows.string(2).empty()) all.push_back({rows.integer(0), rows.integer(1)});
    return all;
}

/// The archive fields of whoever's bookings went: what an old system said of later ones stays.
void note_in_profile(Transaction& transaction, Change& change, std::int64_t id, const std::string& departed,
                     const std::string& booked) {
    const auto customer = customers::find_customer(transaction, id);
    if (!customer || id == customers::anonymous_customer) return;
    if (customer->name == "#" + std::to_string(customer->number.value_or(0))) return;  // he was erased: it says nothing
    auto after = *customer;
    after.archived_bookings = true;
    after.last_departure_on = std::max(after.last_departure_on, departed);
    after.last_booked_on = std::max(after.last_booked_on, booked);
    if (!customers::save_customer(transaction, change, *customer, std::move(after)))
        throw std::logic_error("a customer changed while the house was held");
}

/// One run, which puts some customers' bookings away at a time, into one event.
class ArchiveRun {
public:
    ArchiveRun(House& house, const Actor& actor, const ArchiveOrder& order, Days days)
        : house_(house), actor_(actor), order_(order), days_(std::move(days)) {}

    void begin() {
        done_.event = house_.database.write([&](Transaction& transaction) {
            hold_part(transaction);
            Change change(house_, transaction, actor_, "bookings_archived", std::to_string(order_.older_than));
            change.seal();
            return change.event();
        });
    }
    void some(std::span<const Place> places) {
        done_ = house_.database.write([&](Transaction& transaction) {
            hold_house(transaction);
            // Undone meanwhile: nothing comes behind it.
            if (transaction.query("SELECT 1 FROM change_event WHERE reverses = :event", done_.event).next())
                throw jobs::Cancelled{};
            auto done = done_;  // it may run again
            Change change(house_, transaction, done.event);
            for (std::size_t at = 0; at < places.size();) {
                auto end = at;
                while (end < places.size() && places[end].customer == places[at].customer) ++end;
                of_customer(transaction, change, places.subspan(at, end - at), done);
                at = end;
            }
            change.seal();
            return done;
        });
    }
    void take_back() { (void)audit::reverse_event(house_, actor_, done_.event, true); }
    const Archived& done() const { return done_; }

private:
    void of_customer(Transaction& transaction, Change& change, std::span<const Place> places, Archived& done) const {
        std::string departed, booked;
        std::int64_t went = 0;
        for (const auto& place : places) {
            const auto head = may_go(transaction, place.booking);
            if (!head) continue;
            auto after = *head;
            after.archived_on = days_.today;
            put_away(transaction, change, *head, after);
            departed = std::max(departed, head->departs_on);
            booked = std::max(booked, head->booked_on);
            ++went;
        }
        if (went == 0) return;
        done.bookings += went;
        ++done.customers;
        note_in_profile(transaction, change, places.front().customer, departed, booked);
    }
    /// As it stands now: since the look at all of them somebody may have gone on with it.
    std::optional<Booking> may_go(Transaction& transaction, std::int64_t booking) const {
        // sql: the constants above
        auto rows = transaction.query(
            std::string("SELECT ").append(why_it_stays(days_)).append(old_ones).append(" AND b.id = :id"), days_.today,
            days_.before, actor_.may("customers.see_hidden") ? 1 : 0, booking);
        if (!rows.next() || !rows.string(0).empty()) return std::nullopt;
        return find_head(transaction, booking);
    }
    static void put_away(Transaction& transaction, Change& change, const Booking& before, const Booking& after) {
        update_head(transaction, change, before, after);
        transaction.execute("UPDATE booking SET version = version + 1 WHERE id = :id", before.id);
    }

    House& house_;
    const Actor& actor_;
    const ArchiveOrder order_;
    const Days days_;
    Archived done_;
};

/// Bookings of a customer, all in one step; of many customers some at a time.
std::size_t end_of_step(const std::vector<Place>& places, std::size_t at) {
    constexpr std::size_t at_once = 200;
    auto end = std::min(at + at_once, places.size());
    while (end < places.size() && places[end].customer == places[end - 1].customer) ++end;
    return end;
}

}  // namespace

Result<ArchivePlan> plan_archive(House& house, Transaction& transaction, const Actor& actor,
                                 const ArchiveOrder& order) {
    const auto days = TRY(days_of(house, transaction, order));
    ArchivePlan plan{days.before, 0, 0, {}};
    for (const char* why : {"owing", "option", "settlement", "follow_up"}) plan.stays.push_back({why, 0});
    std::int64_t last = -1;
    // sql: the constants above
    auto rows = transaction.query(std::string("SELECT b.customer_id, ")
                                      .append(why_it_stays(days))
                                      .append(old_ones)
                                      .append(" ORDER BY b.customer_id"),
                                  days.today, days.before, actor.may("customers.see_hidden") ? 1 : 0);
    while (rows.next()) {
        const auto why = rows.string(1);
        const auto staying = std::ranges::find(plan.stays, why, &StayingBookings::why);
        if (staying != plan.stays.end()) ++staying->count;
        else {
            ++plan.count;
            if (std::exchange(last, rows.integer(0)) != rows.integer(0)) ++plan.customers;
        }
    }
    std::erase_if(plan.stays, [](const StayingBookings& one) { return one.count == 0; });
    return plan;
}

Result<Done> confirm_archive(const ArchivePlan& plan, std::optional<std::int64_t> confirmed) {
    if (plan.count == 0) return refuse(RefusalKind::conflict, "error.nothing_to_archive", {{"date", plan.before}});
    const bool must = plan.count > most_unasked;
    if (confirmed ? *confirmed != plan.count : must)
        return refuse(RefusalKind::conflict, "error.archive_confirm", {{"count", std::to_string(plan.count)}});
    return Done{};
}

Result<Archived> run_archive(House& house, const Actor& actor, const ArchiveOrder& order, jobs::Progress& progress) {
    progress.begin_phase("archive.looking");
    Days days;
    const auto all = TRY(house.database.read([&](Transaction& transaction) -> Result<std::vector<Place>> {
        days = TRY(days_of(house, transaction, order));
        return places(transaction, actor, days);
    }));
    if (all.empty()) return refuse(RefusalKind::conflict, "error.nothing_to_archive", {{"date", days.before}});
    ArchiveRun run(house, actor, order, days);
    progress.begin_phase("archive.putting_away", static_cast<std::int64_t>(all.size()));
    run.begin();
    try {
        for (std::size_t at = 0; at < all.size();) {
            progress.stop_if_cancelled();
            const auto end = end_of_step(all, at);
            run.some({all.data() + at, end - at});
            progress.add(static_cast<std::int64_t>(end - at));
            at = end;
        }
    } catch (...) {
        run.take_back();
        throw;
    }
    return run.done();
}

Result<SavedBooking> bring_back(House& house, Transaction& transaction, const Actor& actor, std::int64_t number,
                                std::int64_t version) {
    hold_house(transaction);
    auto booking = TRY(booking_to_read(house, transaction, actor, number));
    if (booking.head.version != version) return refuse(RefusalKind::stale, "error.stale");
    if (booking.head.archived_on.empty()) return refuse(RefusalKind::conflict, "error.booking_not_archived");
    Change change(house, transaction, actor, "booking_brought_back", std::to_string(number));
    auto after = booking;
    after.head.archived_on.clear();
    update_booking(house, transaction, change, booking, after);
    if (const auto customer = customers::find_customer(transaction, booking.head.customer_id);
        customer && customer->id != customers::anonymous_customer) {
        auto rows = transaction.query("SELECT count(*), max(departs_on), max(booked_on) FROM booking WHERE"
                                      " customer_id = :customer AND archived_on IS NOT NULL",
                                      customer->id);
        rows.next();
        auto profile = *customer;
        profile.archived_bookings = rows.integer(0) > 0;
        // What an old system said of others stays: a day that none of ours explains is of one of its bookings.
        if (profile.last_departure_on == booking.head.departs_on) profile.last_departure_on = rows.string(1);
        if (profile.last_booked_on == booking.head.booked_on) profile.last_booked_on = rows.string(2);
        profile.archived_bookings = profile.archived_bookings || !profile.last_departure_on.empty() ||
                                    !profile.last_booked_on.empty();
        TRY(customers::save_customer(transaction, change, *customer, std::move(profile)));
    }
    change.seal();
    return SavedBooking{std::move(after), change.event()};
}

}  // namespace kartei::bookings
