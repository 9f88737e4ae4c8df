// What becomes of one order of a cancelled date: decided from how it stands, the same in the preview and in the run, and
// carried out as part of a change that goes on.
#pragma once

#include <memory>

#include "modules/cancellations/cancellation_store.hpp"
#include "modules/cancellations/free_places.hpp"

namespace kartei::cancellations {

struct Decided {
    Line line;
    std::vector<orders::Ticket> tickets;  ///< of the date, live
    std::vector<FoundPlace> places;       ///< of a move, beside them
    std::vector<orders::Payment> back;    ///< of a refund or credit, each below nothing
};

/// Plan and free places of the date that tickets go to; nothing for other decisions.
struct TargetPlaces {
    events::SeatPlan plan;
    std::optional<FreePlaces> free;  ///< looks at `plan`
};
std::unique_ptr<TargetPlaces> places_of_target(House& house, sql::Transaction& transaction, const Asked& asked);

/// Is a live ticket or article of the date left in it?
bool has_anything_of_date(sql::Transaction& transaction, const Asked& asked, const orders::OrderSum& sum);
/// Takes the places it finds from `places`.
Decided decide(sql::Transaction& transaction, const Actor& actor, const Asked& asked, const orders::OrderSum& sum,
               FreePlaces* places);
/// Refuses what cannot be done after all: it is then left. Not for one that is left.
Result<Done> carry_out(House& house, sql::Transaction& transaction, audit::Change& change, const Actor& actor,
                       const Asked& asked, const orders::OrderSum& sum, const Decided& decided);
/// Why an order is left when the deed was refused.
std::string reason_of(const Refusal& refusal);

}  // namespace kartei::cancellations
