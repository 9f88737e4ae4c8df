// Letting people in. Of two who hold the same barcode before two readers at one moment, in whichever process, one comes
// in: the order is held from before its ticket is read until the scan stands. Every scan is kept, also of what is
// unknown; only those that let somebody in are changes. Knows no HTTP.
#pragma once

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "base/result.hpp"
#include "modules/admission/scan.hpp"
#include "modules/events/event.hpp"
#include "modules/orders/order.hpp"

namespace kartei::admission {

/// Of which ticket a barcode speaks, looked up before anything is held. A barcode may stand on several (season cards):
/// the one of the event date that is being let in comes first.
struct Candidate {
    std::int64_t ticket_id = 0, order_id = 0, customer_id = 0;  ///< 0: none
    bool was_exchanged = false;
};
Result<Candidate> candidate_of(House& house, const Actor& actor, const ScanOrder& order);

struct Scanned {
    Scan scan;
    std::optional<orders::Ticket> ticket;  ///< only where the actor may see its event date
    std::string earlier_at, earlier_by, earlier_entrance;  ///< already scanned: when, by whom, where
};
/// Refuses a barcode that is empty or longer than any, and an event date that the actor does not see.
Result<Scanned> scan(House& house, sql::Transaction& transaction, const Actor& actor, const ScanOrder& order,
                     const Candidate& candidate);

/// A scan by mistake is taken back: its holder is outside again. Refuses not_found, and scans that let nobody in or are
/// taken back already.
Result<Done> undo_scan(House& house, const Actor& actor, std::int64_t id);

}  // namespace kartei::admission
