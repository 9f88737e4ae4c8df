// A scan at the door: a barcode is held before a reader, and the door says whether its holder may come in, or why not.
// Read scan_rules.hpp next.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kartei::admission {

/// What was asked: which barcode, at which event date (0: whichever the ticket is for) and entrance ("": any).
struct ScanOrder {
    std::string barcode;
    std::int64_t event_id = 0;
    std::string entrance;
};

struct Scan {
    std::int64_t id = 0, version = 1, created_event = 0;  ///< created_event: 0 for scans that let nobody in
    std::string scanned_at;
    std::int64_t user_id = 0;
    std::string user_name, barcode;
    std::int64_t event_id = 0, ticket_id = 0;  ///< 0: none
    std::string entrance;
    std::string answer;     ///< one of verdicts()
    std::string undone_at;  ///< "" = it holds
};

inline constexpr std::size_t longest_barcode = 64;

}  // namespace kartei::admission
