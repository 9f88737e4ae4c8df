// Who has a seat of an event date: the only truth about it (counter.md 2). A row for each seat that is not free; places
// of sections without seats are counted. Held by a draft of a sale for ten minutes, renewed by work, for half an hour
// at most; an expired hold is as good as none and is taken over in the statement that wants the seat. Invariant: one
// row for a seat, whoever asks at the same moment, in whichever process: the primary key and conditional updates see to
// it, never what was read before. What tickets have is settled by settle_claims() in the transaction that changes them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "modules/events/seat_plan_store.hpp"
#include "modules/orders/order.hpp"

namespace kartei::orders {

inline constexpr std::chrono::minutes hold_lasts{10}, draft_lasts{30};

/// A sale that has begun: no number, no ticket, in no list; it only holds seats.
struct Draft {
    std::int64_t id = 0, user_id = 0;
    std::string user_name, started_at, until;
};

struct Claim {
    std::int64_t event_id = 0, seat_id = 0;
    std::string state, holder;  ///< held, reserved, sold, blocked; who has it, by sign-in name or order number
    std::int64_t draft_id = 0, ticket_id = 0;
    std::string until, reason;
};

/// Places of a section without seats.
struct SectionState {
    std::int64_t section_id = 0, capacity = 0, taken = 0;
};

Draft begin_draft(House& house, sql::Transaction& transaction, const Actor& actor);
/// His own, and not over: not_found, or error.draft_over with the way out.
Result<Draft> find_draft(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t id);
/// The draft and what it holds last ten minutes from now, but never beyond its half hour.
void renew_draft(House& house, sql::Transaction& transaction, Draft& draft);
/// What it still holds is free at once.
void end_draft(sql::Transaction& transaction, std::int64_t draft);
/// Drafts whose time is over, with their holds.
void end_old_drafts(sql::Transaction& transaction, std::string_view now);

/// All of them or none; who has a seat, and until when, is told for each that is taken.
Result<Done> hold_seats(House& house, sql::Transaction& transaction, const Draft& draft, std::int64_t event,
                        const events::SeatPlan& plan, std::vector<std::int64_t> seats);
/// `places` more of a section without seats; says how many are left when these are too many.
Result<Done> hold_places(House& house, sql::Transaction& transaction, const Draft& draft, std::int64_t event,
                         const events::Place& section, std::int64_t places);
/// One seat the draft holds: at `events`, or, none named, at whichever event date.
void release_seat(sql::Transaction& transaction, std::int64_t draft, std::int64_t seat,
                  const std::vector<std::int64_t>& events = {});

/// Kept from sale with a reason; only free seats. `block` false: free again; only blocked ones.
Result<Done> block_seats(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t event,
                         const events::SeatPlan& plan, std::vector<std::int64_t> seats, const std::string& reason);
void unblock_seats(sql::Transaction& transaction, std::int64_t event, const std::vector<std::int64_t>& seats);

/// In the order of the seats; without expired holds.
std::vector<Claim> claims_of(sql::Transaction& transaction, std::int64_t event, std::string_view now);
std::vector<SectionState> sections_of(sql::Transaction& transaction, std::int64_t event, std::string_view now);

/// A live ticket that has not got its place: somebody else has it, or the plan has no such place.
struct Unclaimed {
    std::int64_t ticket_id = 0;
    std::string section, row, seat;
    std::string holder;  ///< "" = no such place in the plan
};
/// Claims follow the tickets of an order as they stand now, `draft`'s holds become theirs. Tickets of event dates
/// without a plan claim nothing. Gives those that could not have their place.
std::vector<Unclaimed> settle_claims(House& house, sql::Transaction& transaction, std::int64_t order_id,
                                     std::int64_t draft = 0);
/// How plans made of tickets call the section of seats that stand in none.
inline constexpr std::string_view nameless_section = "1";
/// The same for all tickets of an event date, whose plan may be new.
std::vector<Unclaimed> settle_event(House& house, sql::Transaction& transaction, std::int64_t event);
/// Orders that a change created and that have tickets of event dates which are sold on a plan: an import asks for them
/// when its rows stand.
std::vector<std::int64_t> orders_on_plans(sql::Transaction& transaction, std::int64_t created_event);
/// The ticket is gone.
void release_ticket(sql::Transaction& transaction, std::int64_t ticket);
/// Who else has the place of a ticket; "" = nobody.
std::string who_has_place_of(House& house, sql::Transaction& transaction, const Ticket& ticket);

/// For `kartei check`: claims that no live ticket at this place stands behind, and tickets that could claim and do not.
std::int64_t check_claims(sql::Transaction& transaction);

}  // namespace kartei::orders
