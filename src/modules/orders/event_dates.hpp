// Keeping event dates (counter.md 1): new ones, changes, copies with plan and prices, series, and the sale of several at
// once. Each is one change, which undo takes back. Here and not beside the events, as the sale of a copy goes along.
// Whoever is bound to promoters keeps theirs alone.
#pragma once

#include "modules/events/event_store.hpp"
#include "modules/orders/event_on_sale.hpp"

namespace kartei::orders {

struct SavedDates {
    std::vector<std::int64_t> ids;
    std::int64_t change_event = 0;  ///< 0 when nothing changed
};

/// Refusals name fields of the record "event"; names that nobody knows are invalid (they are base data).
Result<SavedDates> create_event(House& house, sql::Transaction& transaction, const Actor& actor, events::Event event);
Result<SavedDates> change_event(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t version,
                                const events::Event& event);

/// "Every Friday and Saturday, 20:00, from … to …, each second week."
struct Series {
    std::string from, to, time;          ///< local dates and time
    std::vector<std::int64_t> weekdays;  ///< ISO: Monday 1 … Sunday 7; none: every day
    std::int64_t every = 1;              ///< weeks
};
struct SeriesDate {
    std::string starts_at;  ///< instant
    std::string holiday;    ///< text key, "" = none
    bool is_taken = false;  ///< the hall of the source has a date that begins then
};
inline constexpr std::size_t most_dates_at_once = 400;

/// The dates of a series, in order; writes nothing.
Result<std::vector<SeriesDate>> dates_of_series(House& house, sql::Transaction& transaction, const Actor& actor,
                                                std::int64_t source, const Series& series);

/// Copies of a date at other times: everything but its code, with plan, prices and (moved by as many days) sale period;
/// each in preparation.
Result<SavedDates> copy_event(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t source,
                              const std::vector<std::string>& starts);

/// What is said of several at once; nothing = stays.
struct SaleChange {
    std::optional<std::string> state, sale_from, sale_to;
    std::optional<std::vector<std::string>> prices;  ///< as written_price() writes them
};
Result<SavedDates> change_sales(House& house, sql::Transaction& transaction, const Actor& actor,
                                const std::vector<std::int64_t>& events, const SaleChange& wanted);

}  // namespace kartei::orders
