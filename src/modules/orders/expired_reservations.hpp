// Reservations whose time is over (counter.md 3, customer-lists.md 3): an expiry alone removes nothing; where the order says so,
// it is deleted and its seats are free. On whichever server looks first, each once: what undo brings back stays.
// An order on which money was paid, or that was taken over from an old system, is never deleted by itself; the list
// "reservations" shows it (docs/decisions/0095).
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "audit/house.hpp"

namespace kartei::orders {

struct Due {
    std::int64_t order = 0;
    std::string expires_at;
};
/// Orders that are to be deleted now, those that expired first, at most `limit`, behind the one given.
std::vector<Due> expired_orders(sql::Transaction& transaction, std::string_view now, int limit, const Due& behind = {});
/// Deletes what is to be deleted, each order as a change of its own, until `goes_on` says no; gives how many that were.
/// What cannot go stays, is logged, and holds up nothing behind it.
std::int64_t delete_expired(House& house, const std::function<bool()>& goes_on = {});

/// Looks every half minute while a server runs.
class ExpiryWatch {
public:
    explicit ExpiryWatch(House& house) : house_(house) {}
    ~ExpiryWatch() { stop(); }
    ExpiryWatch(const ExpiryWatch&) = delete;
    ExpiryWatch& operator=(const ExpiryWatch&) = delete;

    void begin();
    void stop();

private:
    void run();
    bool goes_on();

    House& house_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace kartei::orders
