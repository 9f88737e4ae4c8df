// Instants as a clock on the house's wall shows them, fast enough for every cell of a large workbook. One object for
// one thread.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "base/date.hpp"
#include "base/texts.hpp"

namespace kartei::lists {

class LocalTimes {
public:
    explicit LocalTimes(std::string zone) : zone_(std::move(zone)) {}

    /// "2026-03-01T19:00:00Z" -> "2026-03-01T20:00:00"; several joined by ';' likewise; what is no instant stays as it
    /// is.
    std::string_view local(std::string_view utc);

private:
    void append(std::string_view utc);

    std::string zone_, text_;
    /// Hour in UTC -> the same hour's beginning on the wall. Zones change at the full hour or at a half, and then a day
    /// is 25 entries all the same.
    std::unordered_map<std::string, Instant> hours_;
};

/// Local times joined by ';', as people of a language write them (shown_time()).
std::string shown_times(std::string_view local, Language language);

}  // namespace kartei::lists
