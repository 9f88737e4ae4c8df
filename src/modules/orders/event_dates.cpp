#include "modules/orders/event_dates.hpp"

#include <algorithm>
#include <set>

#include "audit/hold.hpp"
#include "base/text.hpp"
#include "modules/events/holidays.hpp"
#include "modules/orders/sale_pricing.hpp"

namespace kartei::orders {
namespace {

using audit::Change;
using events::Event;
using events::EventSale;
using sql::Transaction;

Refusal no_such_event() { return refuse(RefusalKind::not_found, "error.no_such_event"); }

/// Names that are base data must be there: a slip of the pen makes no new season.
struct Named {
    std::string_view field, table;
    std::string Event::*one;
    std::vector<std::string> Event::*many;
};
const std::vector<Named>& named_fields() {
    static const std::vector<Named> all{{"season", "season", &Event::season, nullptr},
                                        {"promoter", "promoter", &Event::promoter, nullptr},
                                        {"organisation", "organisation", &Event::organisation, nullptr},
                                        {"venue", "venue", &Event::venue, nullptr},
                                        {"hall", "hall", &Event::hall, nullptr},
                                        {"production", "production", nullptr, &Event::production},
                                        {"genres", "genre", nullptr, &Event::genres},
                                        {"tags", "event_tag", nullptr, &Event::tags}};
    return all;
}

bool is_known(Transaction& transaction, std::string_view table, const std::string& name) {
    // sql: a table of the list above
    return name.empty() ||
           transaction.query("SELECT 1 FROM " + std::string(table) + " WHERE name = :name", name).next();
}

std::vector<Issue> unknown_names(Transaction& transaction, const Event& event) {
    std::vector<Issue> issues;
    for (const auto& field : named_fields()) {
        const auto names = field.one ? std::vector<std::string>{event.*field.one} : event.*field.many;
        for (const auto& name : names)
            if (!is_known(transaction, field.table, name))
                issues.push_back({std::string(field.field), "error.not_in_base_data", {{"value", name}}});
    }
    return issues;
}

/// A date without a promoter is the house's; a bound user has his own ones.
bool is_his(Transaction& transaction, const Actor& actor, const std::string& promoter) {
    if (!actor.promoters) return true;
    auto rows = transaction.query("SELECT id FROM promoter WHERE name = :name", promoter);
    return rows.next() && std::find(actor.promoters->begin(), actor.promoters->end(), rows.integer(0)) !=
                              actor.promoters->end();
}

Result<Done> check_event(Transaction& transaction, const Actor& actor, const Event& event) {
    auto issues = missing_fields(events::event_fields(), event);
    for (auto& issue : unknown_names(transaction, event)) issues.push_back(std::move(issue));
    if (!event.starts_at.empty() && !event.ends_at.empty() && event.ends_at < event.starts_at)
        issues.push_back({"ends_at", "error.ends_before_it_begins", {}});
    const auto twin = events::id_of_code(transaction, event.code);
    if (twin.value_or(event.id) != event.id) issues.push_back({"code", "error.exists_already", {}});
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    if (!is_his(transaction, actor, event.promoter)) return refuse(RefusalKind::forbidden, "error.of_the_house");
    return Done{};
}

/// The venue of its hall, where nobody says another.
void complete_event(Transaction& transaction, Event& event) {
    if (!event.venue.empty() || event.hall.empty()) return;
    auto rows = transaction.query("SELECT v.name FROM hall h JOIN venue v ON v.id = h.venue_id WHERE h.name = :hall",
                                  event.hall);
    if (rows.next()) event.venue = rows.string(0);
}

std::string free_code(Transaction& transaction, const std::string& stem, const std::string& day) {
    for (int number = 1;; ++number) {
        auto code = first_characters(stem, 28) + "-" + day + (number == 1 ? "" : "-" + std::to_string(number));
        if (!events::id_of_code(transaction, code)) return code;
    }
}

std::string day_of(const House& house, const std::string& instant) {
    const auto read = read_instant(instant, "UTC");
    return read ? write_date(local_time(*read, house.rules.time_zone).date) : "";
}

/// An instant as many seconds later as the copy is.
std::string moved(const std::string& instant, std::chrono::seconds by) {
    if (instant.empty()) return "";
    const auto read = read_instant(instant, "UTC");
    return read ? write_instant(*read + by) : "";
}

std::chrono::seconds distance(const std::string& from, const std::string& to) {
    const auto first = read_instant(from, "UTC"), last = read_instant(to, "UTC");
    return from.empty() || !first || !last ? std::chrono::seconds(0) : *last - *first;
}

std::int64_t store_copy(House& house, Transaction& transaction, Change& change, const Event& source,
                        const EventSale& sale, const std::string& start) {
    auto copy = source;
    const auto by = distance(source.starts_at, start);
    copy.id = 0;
    copy.version = 1;
    copy.starts_at = start;
    copy.ends_at = source.starts_at.empty() ? "" : moved(source.ends_at, by);
    copy.code = free_code(transaction, source.code, day_of(house, start));
    events::store_event(house, transaction, change, copy);
    const auto id = *events::id_of_code(transaction, copy.code);
    if (!sale.plan_id && sale.prices.empty()) return id;
    auto of_copy = sale;
    of_copy.event_id = id;
    of_copy.version = 1;
    of_copy.state = "draft";
    of_copy.sale_from = moved(sale.sale_from, by);
    of_copy.sale_to = moved(sale.sale_to, by);
    store_sale_of_event(house, transaction, change, events::find_event_sale(transaction, id), of_copy);
    return id;
}

bool hall_is_taken(Transaction& transaction, const Event& source, const std::string& start) {
    return !source.hall.empty() &&
           transaction
               .query("SELECT 1 FROM event e JOIN hall h ON h.id = e.hall_id WHERE h.name = :hall"
                      " AND e.starts_at = :start",
                      source.hall, start)
               .next();
}

struct Period {
    Date from, to;
    int hour = 0, minute = 0;
};

Result<Period> period_of(const Series& series) {
    Period period;
    for (const auto& [field, text, day] : {std::tuple("from", &series.from, &period.from),
                                           std::tuple("to", &series.to, &period.to)}) {
        const auto read = read_date(*text);
        if (!read) return refuse_field(field, read.refusal().issues.front().key, {{"value", *text}});
        *day = *read;
    }
    if (period.to < period.from) return refuse_field("to", "error.ends_before_it_begins");
    const auto& time = series.time;
    const auto digit = [&](std::size_t at) { return time[at] >= '0' && time[at] <= '9'; };
    if (time.size() != 5 || time[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4))
        return refuse_field("time", "error.not_a_time", {{"value", time}});
    period.hour = std::stoi(time.substr(0, 2));
    period.minute = std::stoi(time.substr(3));
    if (period.hour > 23 || period.minute > 59) return refuse_field("time", "error.not_a_time", {{"value", time}});
    return period;
}

bool is_wanted_day(const Series& series, Date first, Date day) {
    const auto weekday = weekday_of(day);
    const bool fits = series.weekdays.empty() || std::find(series.weekdays.begin(), series.weekdays.end(), weekday) !=
                                                     series.weekdays.end();
    // Weeks begin on Mondays, as people count them.
    const auto monday = add_days(first, 1 - weekday_of(first));
    return fits && (days_between(monday, day) / 7) % series.every == 0;
}

void say_sale(EventSale& sale, const SaleChange& wanted) {
    if (wanted.state) sale.state = *wanted.state;
    if (wanted.sale_from) sale.sale_from = *wanted.sale_from;
    if (wanted.sale_to) sale.sale_to = *wanted.sale_to;
    if (wanted.prices) sale.prices = *wanted.prices;
}

std::string house_country(Transaction& transaction) {
    auto rows = transaction.query("SELECT country FROM house WHERE id = 1");
    return rows.next() ? rows.string(0) : "";
}

}  // namespace

Result<SavedDates> create_event(House& house, Transaction& transaction, const Actor& actor, Event event) {
    hold_house(transaction);
    complete_event(transaction, event);
    TRY(check_event(transaction, actor, event));
    Change change(house, transaction, actor, "event_date_created", event.code);
    events::store_event(house, transaction, change, event);
    change.seal();
    return SavedDates{{*events::id_of_code(transaction, event.code)}, change.event()};
}

Result<SavedDates> change_event(House& house, Transaction& transaction, const Actor& actor, std::int64_t version,
                                const Event& event) {
    hold_house(transaction);
    const auto before = events::find_event(transaction, event.id);
    if (!before || !sees_event(transaction, actor, event.id)) return no_such_event();
    if (before->version != version) return refuse(RefusalKind::stale, "error.stale");
    TRY(check_event(transaction, actor, event));
    if (event.code != before->code) return refuse_field("code", "error.code_stays");
    if (differences(events::event_fields(), *before, event).empty()) return SavedDates{{event.id}, 0};
    Change change(house, transaction, actor, "event_date_changed", event.code);
    events::store_event(house, transaction, change, event);
    change.seal();
    return SavedDates{{event.id}, change.event()};
}

Result<std::vector<SeriesDate>> dates_of_series(House& house, Transaction& transaction, const Actor& actor,
                                                std::int64_t source, const Series& series) {
    const auto event = events::find_event(transaction, source);
    if (!event || !sees_event(transaction, actor, source)) return no_such_event();
    const auto period = TRY(period_of(series));
    if (series.every < 1 || series.every > 52) return refuse_field("every", "error.weeks_between");
    const auto country = house_country(transaction);
    std::vector<SeriesDate> dates;
    for (auto day = period.from; day <= period.to; day = add_days(day, 1)) {
        if (!is_wanted_day(series, period.from, day)) continue;
        if (dates.size() == most_dates_at_once)
            return refuse_field("to", "error.too_many_dates", {{"most", std::to_string(most_dates_at_once)}});
        const auto start = write_instant(
            instant_of({day, period.hour, period.minute, 0}, house.rules.time_zone));
        dates.push_back({start, events::holiday_on(day, country), hall_is_taken(transaction, *event, start)});
    }
    if (dates.empty()) return refuse_field("weekdays", "error.no_date_in_series");
    return dates;
}

Result<SavedDates> copy_event(House& house, Transaction& transaction, const Actor& actor, std::int64_t source,
                              const std::vector<std::string>& starts) {
    hold_house(transaction);
    const auto event = events::find_event(transaction, source);
    if (!event || !sees_event(transaction, actor, source)) return no_such_event();
    if (!is_his(transaction, actor, event->promoter)) return refuse(RefusalKind::forbidden, "error.of_the_house");
    std::set<std::string> times(starts.begin(), starts.end());
    if (times.empty()) return refuse_field("starts_at", "error.required");
    if (times.size() > most_dates_at_once)
        return refuse_field("starts_at", "error.too_many_dates", {{"most", std::to_string(most_dates_at_once)}});
    const auto sale = events::find_event_sale(transaction, source);
    Change change(house, transaction, actor, "event_dates_copied", event->code);
    SavedDates saved;
    for (const auto& start : times)
        saved.ids.push_back(store_copy(house, transaction, change, *event, sale, start));
    change.seal();
    saved.change_event = change.event();
    return saved;
}

Result<SavedDates> change_sales(House& house, Transaction& transaction, const Actor& actor,
                                const std::vector<std::int64_t>& chosen, const SaleChange& wanted) {
    const std::set<std::int64_t> ids(chosen.begin(), chosen.end());
    if (ids.empty() || ids.size() > most_dates_at_once)
        return refuse_field("events", ids.empty() ? "error.required" : "error.too_many_dates",
                            {{"most", std::to_string(most_dates_at_once)}});
    for (const auto id : ids) hold(transaction, Held::event, std::to_string(id));
    std::vector<std::pair<EventSale, EventSale>> changes;
    for (const auto id : ids) {
        if (!sees_event(transaction, actor, id)) return no_such_event();
        const auto before = events::find_event_sale(transaction, id);
        auto after = before;
        say_sale(after, wanted);
        if (differences(events::event_sale_fields(), before, after).empty()) continue;
        TRY(check_sale_of_event(transaction, after));
        changes.emplace_back(before, after);
    }
    if (changes.empty()) return SavedDates{{ids.begin(), ids.end()}, 0};
    Change change(house, transaction, actor, "event_sales_changed");
    for (const auto& [before, after] : changes) store_sale_of_event(house, transaction, change, before, after);
    change.seal();
    return SavedDates{{ids.begin(), ids.end()}, change.event()};
}

}  // namespace kartei::orders
