#include "modules/admission/scan_rules.hpp"

namespace kartei::admission {

using orders::TicketState;

const std::vector<std::string_view>& verdicts() {
    static const std::vector<std::string_view> all{"valid",    "already_scanned", "wrong_event", "wrong_entrance",
                                                   "too_early", "too_late",       "unknown",     "exchanged",
                                                   "deleted",  "refunded",        "unpaid",      "cancelled"};
    return all;
}

/// What is wrong with the ticket comes before where it is held; who is in already before at which door he stands.
std::string_view verdict_of(const Circumstances& circumstances) {
    const auto* ticket = circumstances.ticket;
    if (!ticket) return circumstances.was_exchanged ? "exchanged" : "unknown";
    if (ticket->state == TicketState::deleted) return ticket->refunded.value_or(0) > 0 ? "refunded" : "deleted";
    if (ticket->state == TicketState::reserved) return "unpaid";
    if (circumstances.event_id != 0 && circumstances.event_id != ticket->event_id) return "wrong_event";
    if (circumstances.is_cancelled) return "cancelled";
    if (!ticket->scanned_at.empty()) return "already_scanned";
    if (!circumstances.entrance.empty() && !ticket->entrance.empty() && circumstances.entrance != ticket->entrance)
        return "wrong_entrance";
    if (circumstances.opens && circumstances.now < *circumstances.opens) return "too_early";
    if (circumstances.closes && circumstances.now > *circumstances.closes) return "too_late";
    return "valid";
}

std::string_view answer_of(std::string_view verdict) {
    if (verdict == "too_early" || verdict == "too_late") return "not_open";
    for (const std::string_view own : {"valid", "already_scanned", "wrong_event", "wrong_entrance"})
        if (verdict == own) return own;
    return "invalid";
}

Doors doors_of(std::string_view starts_at, std::string_view ends_at, std::int64_t minutes_before,
               std::int64_t minutes_after) {
    const auto starts = read_instant(starts_at, "UTC");
    if (starts_at.empty() || !starts) return {};
    Doors doors{*starts - std::chrono::minutes(minutes_before), *starts + std::chrono::minutes(minutes_after)};
    if (const auto ends = read_instant(ends_at, "UTC"); !ends_at.empty() && ends && *ends > *starts)
        doors.closes = *ends;
    return doors;
}

}  // namespace kartei::admission
