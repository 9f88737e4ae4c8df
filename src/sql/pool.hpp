// The connections of a database: taken for a while, given back by the object that took them, whatever happens between.
// Those who wait are served in the order in which they came, and never wait longer than the pool's patience. A pool
// with room for one is also the turn of the only connection that writes.
// Knows no driver: a Connection says is_usable() and can be cut() from another thread.
// Invariant: a place is counted exactly as long as a Taken holds it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "sql/upkeep.hpp"

namespace kartei::sql {

template <class Connection>
class Pool {
public:
    /// One place in the pool, and the connection in it.
    class Taken {
    public:
        explicit Taken(Pool& pool) : pool_(&pool) {}
        Taken(Taken&& other) noexcept
            : pool_(std::exchange(other.pool_, nullptr)),
              connection_(std::move(other.connection_)),
              spoiled_(other.spoiled_) {}
        Taken& operator=(Taken&&) = delete;
        ~Taken() {
            if (pool_) pool_->give_back(std::move(connection_), spoiled_);
        }

        Connection* operator->() const { return connection_.get(); }
        Connection& operator*() const { return *connection_; }
        const std::shared_ptr<Connection>& shared() const { return connection_; }
        /// Nobody is to get this connection after us.
        void spoil() { spoiled_ = true; }
        /// Another connection in the same place.
        void replace() {
            pool_->forget(connection_);
            connection_.reset();
            pool_->fill(*this);
            spoiled_ = false;
        }

    private:
        friend class Pool;
        Pool* pool_;
        std::shared_ptr<Connection> connection_;
        bool spoiled_ = false;
    };

    using Open = std::function<std::shared_ptr<Connection>()>;

    /// `waiting_for` ends the message of whoever waited in vain; `fault` is his.
    Pool(int most, std::chrono::milliseconds patience, Open open, Fault fault, std::string waiting_for)
        : most_(most), patience_(patience), open_(std::move(open)), fault_(fault), waiting_for_(std::move(waiting_for)) {
        idle_.reserve(static_cast<std::size_t>(most));
        taken_.reserve(static_cast<std::size_t>(most));
    }

    Taken take() { return std::move(take_several(1).front()); }

    /// All at once: two who each wait for what the other holds would wait for ever.
    std::vector<Taken> take_several(int count) {
        auto several = places(std::min(count, most_));
        for (auto& taken : several) fill(taken);
        return several;
    }

    /// Closes what nobody uses.
    void drop_idle() {
        std::vector<std::shared_ptr<Connection>> dropped;
        std::lock_guard guard(mutex_);
        dropped.assign(std::make_move_iterator(idle_.begin()), std::make_move_iterator(idle_.end()));
        idle_.clear();
    }

    /// Nobody gets a connection any more; what runs on those that are taken is cut off.
    void end() {
        std::lock_guard guard(mutex_);
        ended_ = true;
        for (const auto& connection : taken_) connection->cut();
        changed_.notify_all();
    }

    Usage usage() const {
        std::lock_guard guard(mutex_);
        return {static_cast<int>(taken_.size() + idle_.size()), places_taken_};
    }

private:
    std::vector<Taken> places(int count) {
        std::vector<Taken> several;
        several.reserve(static_cast<std::size_t>(count));
        std::unique_lock guard(mutex_);
        const auto mine = waiting_.insert(waiting_.end(), 0);
        const bool free = changed_.wait_for(guard, patience_, [&] {
            return ended_ || (waiting_.begin() == mine && most_ - places_taken_ >= count);
        });
        waiting_.erase(mine);
        changed_.notify_all();  // the next in line
        if (ended_) throw SqlError(Fault::interrupted, "the database is being closed");
        if (!free) throw SqlError(fault_, waiting_for_);
        places_taken_ += count;
        for (int i = 0; i < count; ++i) several.emplace_back(*this);
        return several;
    }

    void forget(const std::shared_ptr<Connection>& connection) {
        std::lock_guard guard(mutex_);
        std::erase(taken_, connection);
    }

    void fill(Taken& taken) {
        taken.connection_ = take_idle();
        if (!taken.connection_) taken.connection_ = open_();
        std::lock_guard guard(mutex_);
        taken_.push_back(taken.connection_);
        if (ended_) taken.connection_->cut();
    }

    std::shared_ptr<Connection> take_idle() {
        std::shared_ptr<Connection> connection;
        do {
            std::lock_guard guard(mutex_);
            if (idle_.empty()) return nullptr;
            connection = std::move(idle_.back());
            idle_.pop_back();
        } while (!connection->is_usable());
        return connection;
    }

    void give_back(std::shared_ptr<Connection> connection, bool spoiled) noexcept {
        {
            std::lock_guard guard(mutex_);
            --places_taken_;
            if (connection) std::erase(taken_, connection);
            if (connection && !spoiled && !ended_ && connection->is_usable()) idle_.push_back(std::move(connection));
        }
        changed_.notify_all();
    }

    const int most_;
    const std::chrono::milliseconds patience_;
    const Open open_;
    const Fault fault_;
    const std::string waiting_for_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::list<char> waiting_;
    std::vector<std::shared_ptr<Connection>> idle_, taken_;
    int places_taken_ = 0;
    bool ended_ = false;
};

}  // namespace kartei::sql
