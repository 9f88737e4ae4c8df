// Turnover of a period by whom or what it was made with (J-158): the question, its lines, and the two ways they are
// found. Exactly, booking for booking (turnover_reckoned.cpp), and from the lines that are kept for each customer and
// month (bookings/turnover_line.hpp), which answer whole months of trips in a fraction of the time and say the same. Who
// is hidden from the asker counts in neither.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "lists/whole_list.hpp"
#include "modules/reports/trip_question.hpp"

namespace kartei::reports {

struct TurnoverQuestion {
    std::string by, from, to, day_column;  ///< `day_column`: b.departs_on or b.booked_on
    bool with_amounts = false, with_agency = false, with_hidden = false;
    Sides sides;
    bool has_period() const { return !from.empty() || !to.empty(); }
    std::string until() const { return to.empty() ? "9999-12-31" : to; }
    bool by_booking() const { return day_column == "b.booked_on"; }
    bool by_person() const { return by == "customer" || by == "turnover_group" || by == "agency"; }
};

struct TurnoverRow : lists::Row {
    std::string key, name;
    std::int64_t customers = 0, bookings = 0, participants = 0, turnover = 0, commission = 0;
    std::int64_t customer_id = 0;  ///< who heads it, as far as the asker may open him
    std::int64_t head = 0;         ///< whose number the key is, seen or not; 0: of nobody
    bool of_unseen = false;        ///< whoever heads it is hidden from the asker, with his number
};

/// The most first, what has no key last.
inline auto turnover_order(const TurnoverRow& row) { return std::tuple(row.key.empty(), -row.turnover, row.head); }
inline bool comes_before(const TurnoverRow& one, const TurnoverRow& other) {
    const auto first = turnover_order(one), second = turnover_order(other);
    return first != second ? first < second : one.key < other.key;
}

using TurnoverRows = std::map<std::string, TurnoverRow>;  ///< by key

/// Booking for booking, and orders of the ticket side where they are asked for; whatever is asked.
std::vector<TurnoverRow> reckoned_turnover(const House& house, sql::Transaction& transaction, const Actor& actor,
                                           const TurnoverQuestion& question);

/// Names of those who head a group and booked nothing themselves; an earlier number leads to who has it now.
void name_heads(sql::Transaction& transaction, const TurnoverQuestion& question, TurnoverRows& rows);
/// Names of destinations or operators.
void name_codes(sql::Transaction& transaction, const TurnoverQuestion& question, TurnoverRows& rows);
/// Names are read of those who are shown: there may be as many rows as customers.
void name_person(sql::Transaction& transaction, TurnoverRow& row);
/// In the order of the list; the number of who is hidden is not told.
std::vector<TurnoverRow> in_order(TurnoverRows rows);

/// Can the kept lines say it? Trips alone, bookings of kind booking, whole months or all time; not by agency.
bool is_kept(const TurnoverQuestion& question);
/// By destination or operator, from the kept lines, which are whole (turnover_is_whole()).
std::vector<TurnoverRow> kept_turnover_of_codes(sql::Transaction& transaction, const TurnoverQuestion& question);
/// By customer or by the link Umsatz, from the kept lines: a page reads no more than it shows. While they are made anew
/// a page is reckoned, in the same order, so that the next one may be read either way.
std::shared_ptr<const lists::List> kept_turnover_list(const House& house, const Actor& actor,
                                                      const lists::ListTable& table, const TurnoverQuestion& question);

}  // namespace kartei::reports
