// A till (Kasse): what a user has in his drawer from opening to counting. It belongs to the day on which it was opened;
// an evening that runs past midnight stays in it. A closed till is never changed: what was wrong in it is an entry in a
// till that is open, which names it. Knows neither orders nor bookings, but the number that money is for.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kartei::till {

/// Payments that go through somebody's hands; what the bank moves goes past the till.
inline constexpr std::array<std::string_view, 4> kinds{"cash", "card", "cheque", "voucher"};
bool is_taken_in(std::string_view kind);

struct Till {
    std::int64_t id = 0, created_event = 0, user_id = 0;
    std::string user_name, day;
    std::int64_t shift = 1;  ///< the how manieth of the user on that day
    std::string opened_at;
    std::int64_t opening = 0, moves = 0;
    std::string closed_at, closed_by;
    std::int64_t expected = 0, counted = 0;  ///< in cash, when it was closed
    std::string coins;                       ///< what was counted, "50.00 x 3; 2.00 x 4"; "" = a sum
    std::string remark;
    bool is_open() const { return closed_at.empty(); }
    std::int64_t difference() const { return counted - expected; }
};

struct Entry {
    std::int64_t id = 0, till_id = 0;
    std::string source, reference, kind;  ///< source: order, booking, credit, deposit, withdrawal, correction
    std::int64_t amount = 0;              ///< below zero: paid out
    std::string text;
    std::int64_t corrects = 0;
    std::string entered_at, entered_by;
};

/// What went in and out, by kind; kinds without any are left out.
struct KindSum {
    std::string kind;
    std::int64_t in = 0, out = 0;
    std::int64_t sum() const { return in + out; }
};

/// A till with all that went through it, oldest first.
struct WholeTill {
    Till till;
    std::vector<Entry> entries;
    std::vector<KindSum> sums() const;
    /// What must be in the drawer.
    std::int64_t cash() const;
};

}  // namespace kartei::till
