#include "program/anchor_log.hpp"

#include <spdlog/spdlog.h>

#include "audit/anchor.hpp"

namespace kartei::program {

Repeating anchor_log(House& house) {
    return Repeating("anchor of the audit", std::chrono::hours(24), Repeating::First::at_once, [&house] {
        const auto anchor = house.database.read([](sql::Transaction& t) { return audit::newest_anchor(t); });
        if (anchor) spdlog::info("anchor of the audit, to be kept elsewhere: {}", anchor->text());
    });
}

}  // namespace kartei::program
