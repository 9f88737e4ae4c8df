// The eight report types of the main customer report and what each of them counts (customer-lists.md 4.2). The
// predicates stand here and nowhere else.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "modules/orders/order_line.hpp"

namespace kartei::reports {

enum class ReportType { sold, reserved, all, unprinted, invitations, deleted, seats, reserved_seats };

struct ReportTypeName {
    ReportType type;
    std::string_view name;  ///< as in files.md, the API and text keys ("report_type.NAME")
};
inline constexpr std::array<ReportTypeName, 8> report_types{{{ReportType::sold, "sold"},
                                                             {ReportType::reserved, "reserved"},
                                                             {ReportType::all, "all"},
                                                             {ReportType::unprinted, "unprinted"},
                                                             {ReportType::invitations, "invitations"},
                                                             {ReportType::deleted, "deleted"},
                                                             {ReportType::seats, "seats"},
                                                             {ReportType::reserved_seats, "reserved-seats"}}};

inline std::string_view name_of(ReportType type) { return report_types[static_cast<std::size_t>(type)].name; }

inline std::optional<ReportType> report_type_of(std::string_view name) {
    for (const auto& entry : report_types)
        if (entry.name == name) return entry.type;
    return std::nullopt;
}

/// One row per ticket instead of one per order (T-032 to T-034; customer-lists.md 16.1).
inline bool is_per_ticket(ReportType type) { return type == ReportType::seats || type == ReportType::reserved_seats; }

/// Not printed yet: sold tickets only, since a reservation cannot be printed (T-026; customer-lists.md 4.2, [DECIDE]).
inline bool counts_as_unprinted(orders::TicketState state, bool printed) {
    return state == orders::TicketState::sold && !printed;
}

/// Invitation: sold at a price of nothing (T-028; [DECIDE]).
inline bool counts_as_invitation(orders::TicketState state, bool free) {
    return state == orders::TicketState::sold && free;
}

/// The type's ticket test.
inline bool counts_in(ReportType type, orders::TicketState state, bool free, bool printed) {
    using orders::TicketState;
    switch (type) {
        case ReportType::sold:
        case ReportType::seats: return state == TicketState::sold;                  // T-020, T-021, T-032
        case ReportType::reserved:
        case ReportType::reserved_seats: return state == TicketState::reserved;     // T-022, T-023
        case ReportType::all: return state != TicketState::deleted;                 // T-024, T-025
        case ReportType::unprinted: return counts_as_unprinted(state, printed);     // T-026, T-027
        case ReportType::invitations: return counts_as_invitation(state, free);     // T-028, T-029
        case ReportType::deleted: return state == TicketState::deleted;             // T-030, T-031
    }
    return false;
}

/// The same test as a condition on the counts of event_line.
inline std::string_view count_column(ReportType type) {
    switch (type) {
        case ReportType::sold:
        case ReportType::seats: return "sold";
        case ReportType::reserved:
        case ReportType::reserved_seats: return "reserved";
        case ReportType::all: return "sold + reserved";
        case ReportType::unprinted: return "unprinted";
        case ReportType::invitations: return "free";
        case ReportType::deleted: return "deleted";
    }
    return "0";
}

}  // namespace kartei::reports
