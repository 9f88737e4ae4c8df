#include "modules/accounts/throttle.hpp"

#include <arpa/inet.h>

#include <algorithm>

namespace kartei::accounts {
namespace {

using std::chrono::seconds;

constexpr seconds first_wait{15}, minute{60};
constexpr std::size_t most_kept = 10'000;

std::string network_of(const std::string& address) {
    in6_addr bytes{};
    if (::inet_pton(AF_INET6, address.c_str(), &bytes) != 1) return address;
    return "v6:" + std::string(reinterpret_cast<const char*>(bytes.s6_addr), 8);
}

}  // namespace

seconds wait_after(std::int64_t failures) {
    if (failures <= free_failures) return seconds(0);
    const auto doublings = std::min<std::int64_t>(failures - free_failures - 1, 10);
    return std::min(first_wait * (1 << doublings), longest_wait);
}

std::optional<seconds> AddressThrottle::attempt(const std::string& address, Instant now) {
    std::lock_guard guard(mutex_);
    if (attempts_.size() > most_kept)
        std::erase_if(attempts_,
                      [&](const auto& entry) { return entry.second.empty() || entry.second.back() + minute <= now; });
    auto& times = attempts_[network_of(address)];
    // Later than now: the clock was set back.
    while (!times.empty() && (times.front() + minute <= now || times.front() > now + minute)) times.pop_front();
    if (times.size() >= attempts_a_minute) return times.front() + minute - now;
    times.push_back(now);
    return std::nullopt;
}

std::optional<seconds> NameThrottle::attempt(const std::string& name, Instant now) {
    std::lock_guard guard(mutex_);
    if (failures_.size() >= most_kept && !failures_.contains(name)) forget_oldest();
    auto& failures = failures_[name];
    if (failures.locked_until > now && failures.locked_until <= now + longest_wait) return failures.locked_until - now;
    failures.last = now;
    failures.locked_until = now + wait_after(++failures.count);
    return std::nullopt;
}

void NameThrottle::forget(const std::string& name) {
    std::lock_guard guard(mutex_);
    failures_.erase(name);
}

void NameThrottle::forget_oldest() {
    failures_.erase(std::min_element(failures_.begin(), failures_.end(),
                                     [](const auto& a, const auto& b) { return a.second.last < b.second.last; }));
}

}  // namespace kartei::accounts
