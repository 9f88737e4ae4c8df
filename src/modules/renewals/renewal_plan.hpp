// A renewal as it stands now: for each right its old seat, the one that the solution gives it and why, what is in the way,
// what was decided and what became of it. Worked out anew each time from rights, entries, plans and claims; the same
// house gives the same plan.
#pragma once

#include "modules/renewals/new_season.hpp"
#include "modules/renewals/renewal.hpp"

namespace kartei::renewals {

struct Line {
    SeatRight right;
    Entry entry;
    std::int64_t subscription_id = 0;  ///< the new one
    std::int64_t customer_number = 0;
    std::string customer_name;
    bool is_hidden = false, may_book = true, is_there = true;  ///< the holder
    std::string state = "open";           ///< open, reserved, renewed, sabbatical, given_up
    std::vector<std::string> conflicts;   ///< taken, blocked, other_hall, seat_gone, second_right, holder_blocked,
                                          ///< holder_gone, already_renewed, split, no_price, wish_unknown, wish_denied
    int old_seat = -1, wish = -1;         ///< of NewSeason::seats()
    Assigned solved;
    std::string why;                      ///< text key
    Parameters why_parameters;

    /// Has the solution a seat for him that can be reserved without a further word?
    bool may_be_reserved() const;
};

struct RenewalPlan {
    Renewal renewal;
    NewSeason season;
    std::vector<Line> lines;  ///< in the order of priority
};

/// Refusals as NewSeason::read(). Holders whom the actor may not see are part of the solution; whoever shows lines leaves
/// them out (Line::is_hidden).
Result<RenewalPlan> plan_renewal(House& house, sql::Transaction& transaction, const Actor& actor,
                                 const Renewal& renewal);

/// "Parkett 3/12"
std::string written(const std::string& section, const std::string& row, const std::string& seat);

struct Counts {
    std::int64_t all = 0, open = 0, reserved = 0, renewed = 0, sabbatical = 0, given_up = 0, conflicts = 0, ready = 0,
                 wishes = 0, granted = 0;
};
Counts counts_of(const RenewalPlan& plan, const Actor& actor);
bool is_shown(const Line& line, const Actor& actor);

}  // namespace kartei::renewals
