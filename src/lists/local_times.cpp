#include "lists/local_times.hpp"

#include <algorithm>

#include "lists/column.hpp"

namespace kartei::lists {
namespace {

bool is_instant(std::string_view text) {
    return text.size() == 20 && text[4] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':' &&
           text[19] == 'Z';
}

/// What the wall shows, as if it were UTC.
Instant on_the_wall(Instant instant, std::string_view zone) {
    const auto local = local_time(instant, zone);
    return Instant(std::chrono::sys_days(local.date)) + std::chrono::hours(local.hour) +
           std::chrono::minutes(local.minute) + std::chrono::seconds(local.second);
}

}  // namespace

std::string_view LocalTimes::local(std::string_view utc) {
    text_.clear();
    for (;;) {
        const auto end = utc.find(';');
        append(utc.substr(0, end));
        if (end == std::string_view::npos) return text_;
        text_ += ';';
        utc.remove_prefix(end + 1);
    }
}

void LocalTimes::append(std::string_view utc) {
    if (!is_instant(utc)) {
        text_ += utc;
        return;
    }
    auto [found, is_new] = hours_.try_emplace(std::string(utc.substr(0, 13)));
    if (is_new) {
        const auto hour = read_instant(std::string(utc.substr(0, 13)) + ":00:00Z", "UTC");
        if (!hour) {
            hours_.erase(found);
            text_ += utc;
            return;
        }
        found->second = on_the_wall(*hour, zone_);
    }
    const auto minutes = (utc[14] - '0') * 10 + (utc[15] - '0');
    text_.append(write_instant(found->second + std::chrono::minutes(minutes)), 0, 17);
    text_ += utc.substr(17, 2);
}

std::string shown_times(std::string_view local, Language language) {
    std::string shown;
    while (!local.empty()) {
        const auto end = std::min(local.find(';'), local.size());
        shown += (shown.empty() ? "" : "; ") + shown_time(local.substr(0, end), language);
        local.remove_prefix(std::min(end + 1, local.size()));
    }
    return shown;
}

}  // namespace kartei::lists
