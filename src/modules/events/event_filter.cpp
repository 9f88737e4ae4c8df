#include "modules/events/event_filter.hpp"

#include <algorithm>
#include <set>

#include "modules/events/catalogue.hpp"

namespace kartei::events {
namespace {

using sql::Transaction;

bool contains(const std::vector<std::string>& wanted, const std::string& name) {
    if (wanted.empty()) return true;
    return std::find(wanted.begin(), wanted.end(), name.empty() ? std::string(without_name) : name) != wanted.end();
}

bool contains_any(const std::vector<std::string>& wanted, const std::vector<std::string>& names) {
    if (wanted.empty()) return true;
    if (names.empty()) return contains(wanted, "");
    return std::any_of(names.begin(), names.end(), [&](const auto& name) { return contains(wanted, name); });
}

struct Span {
    std::string first, last;  ///< instants; last is exclusive; "" = open
};

Result<Span> span_of(const House& house, const EventFilter& filter) {
    Span span;
    for (const auto& [name, text] : {std::pair("from", &filter.from), std::pair("to", &filter.to)}) {
        if (text->empty()) continue;
        const auto date = read_date(*text);
        if (!date) return refuse_field(name, date.refusal().issues.front().key, {{"value", *text}});
        if (name == std::string_view("from")) span.first = write_instant(start_of_day(*date, house.rules.time_zone));
        else span.last = write_instant(start_of_day(add_days(*date, 1), house.rules.time_zone));
    }
    return span;
}


/// Scope and dates: the house's days, not UTC's.
class When {
public:
    static Result<When> of(const House& house, const EventFilter& filter) {
        When when;
        when.span_ = TRY(span_of(house, filter));
        when.today_ = write_instant(start_of_day(house.clock->today(house.rules.time_zone), house.rules.time_zone));
        when.coming_ = filter.scope == "coming";
        when.past_ = filter.scope == "past";
        return when;
    }
    bool holds(const std::string& starts_at) const {
        const bool over = !starts_at.empty() && starts_at < today_;
        if ((coming_ && over) || (past_ && !over)) return false;
        if (!span_.first.empty() && starts_at < span_.first)
            return false;  // an event date without a start lies in no span
        return span_.last.empty() || (!starts_at.empty() && starts_at < span_.last);
    }

private:
    Span span_;
    std::string today_;
    bool coming_ = false, past_ = false;
};

/// What there is to choose from: a typing error must not read as "no rows".
class Known {
public:
    Known(Transaction& transaction, const Actor& actor, const EventsById& seen)
        : transaction_(transaction), whole_catalogue_(!actor.promoters) {
        for (const auto& [id, event] : seen) {
            codes_.insert(event.code);
            add(Shelf::season, event.season);
            add(Shelf::promoter, event.promoter);
            for (const auto& name : event.production) add(Shelf::production, name);
            for (const auto& name : event.genres) add(Shelf::genre, name);
            for (const auto& name : event.tags) add(Shelf::event_tag, name);
        }
    }

    std::vector<Issue> issues_of(const EventFilter& filter) const {
        std::vector<Issue> issues;
        for (const auto& code : filter.events)
            if (!codes_.contains(code)) issues.push_back(unknown("event", code));
        find_unknown("production", Shelf::production, filter.productions, issues);
        find_unknown("season", Shelf::season, filter.seasons, issues);
        find_unknown("promoter", Shelf::promoter, filter.promoters, issues);
        find_unknown("genre", Shelf::genre, filter.genres, issues);
        find_unknown("tag", Shelf::event_tag, filter.tags, issues);
        if (filter.scope != "coming" && filter.scope != "past" && filter.scope != "all")
            issues.push_back(unknown("scope", filter.scope));
        return issues;
    }

private:
    void add(Shelf shelf, const std::string& name) { names_[shelf].insert(name); }
    static Issue unknown(std::string field, const std::string& value) {
        return {std::move(field), "error.unknown_in_filter", {{"value", value}}};
    }
    void find_unknown(const char* field, Shelf shelf, const std::vector<std::string>& wanted,
                      std::vector<Issue>& issues) const {
        const auto names = names_.find(shelf);
        for (const auto& name : wanted) {
            if (name == without_name || (names != names_.end() && names->second.contains(name))) continue;
            // A season that has no event date yet is no typing error. Who sees only his own is told nothing of the
            // others.
            if (whole_catalogue_ && find_on_shelf(transaction_, shelf, name)) continue;
            issues.push_back(unknown(field, name));
        }
    }

    Transaction& transaction_;
    bool whole_catalogue_;
    std::set<std::string> codes_;
    std::map<Shelf, std::set<std::string>> names_;
};

}  // namespace

bool EventFilter::is_empty() const {
    return events.empty() && productions.empty() && seasons.empty() && promoters.empty() && genres.empty() &&
           tags.empty() && from.empty() && to.empty();
}

std::optional<std::vector<std::int64_t>> seen_events(Transaction& transaction, const Actor& actor) {
    if (!actor.promoters) return std::nullopt;
    std::vector<std::int64_t> ids;
    for (const auto promoter : *actor.promoters) {
        auto rows = transaction.query("SELECT id FROM event WHERE promoter_id = :promoter_id", promoter);
        while (rows.next()) ids.push_back(rows.integer(0));
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

EventsById events_of(Transaction& transaction, const Actor& actor) {
    auto events = all_events(transaction);
    if (const auto seen = seen_events(transaction, actor))
        std::erase_if(events,
                      [&](const auto& entry) { return !std::binary_search(seen->begin(), seen->end(), entry.first); });
    return events;
}

Result<std::vector<std::int64_t>> choose_events(const House& house, Transaction& transaction, const Actor& actor,
                                                const EventsById& seen, const EventFilter& filter) {
    const auto when = TRY(When::of(house, filter));
    if (auto issues = Known(transaction, actor, seen).issues_of(filter); !issues.empty())
        return Refusal{RefusalKind::invalid, std::move(issues)};
    std::vector<std::int64_t> chosen;
    for (const auto& [id, event] : seen)
        if (when.holds(event.starts_at) && contains(filter.events, event.code) &&
            contains_any(filter.productions, event.production) && contains(filter.seasons, event.season) &&
            contains(filter.promoters, event.promoter) && contains_any(filter.genres, event.genres) &&
            contains_any(filter.tags, event.tags))
            chosen.push_back(id);
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

std::string seen_event_dates(sql::Transaction& transaction, const Actor& actor) {
    const auto ids = seen_events(transaction, actor);
    if (!ids) return "*";
    std::string seen;
    for (const auto id : *ids) seen.append(std::to_string(id)) += ',';
    return seen;
}

}  // namespace kartei::events
