// What the door says of a ticket. Pure: who it is, and when, comes in.
#pragma once

#include <optional>

#include "base/date.hpp"
#include "modules/admission/scan.hpp"
#include "modules/orders/order.hpp"

namespace kartei::admission {

struct Circumstances {
    const orders::Ticket* ticket = nullptr;  ///< null: no ticket carries this barcode
    bool was_exchanged = false;              ///< a ticket carried it before it was exchanged
    std::int64_t event_id = 0;               ///< that is being let in; 0 = any
    std::string entrance;                    ///< "" = any
    bool is_cancelled = false;               ///< the event date of the ticket does not take place
    std::optional<Instant> opens, closes;    ///< of the ticket's event date; none: no time is known
    Instant now{};
};

/// Everything that can be said: "valid", "already_scanned", "wrong_event", "wrong_entrance", "too_early", "too_late",
/// "unknown", "exchanged", "deleted", "refunded", "unpaid", "cancelled".
const std::vector<std::string_view>& verdicts();
std::string_view verdict_of(const Circumstances& circumstances);

/// As the answer is grouped: valid, already_scanned, wrong_event, wrong_entrance, not_open, invalid.
std::string_view answer_of(std::string_view verdict);

/// When the doors of an event date open and close.
struct Doors {
    std::optional<Instant> opens, closes;
};
Doors doors_of(std::string_view starts_at, std::string_view ends_at, std::int64_t minutes_before,
               std::int64_t minutes_after);

}  // namespace kartei::admission
