// Makes the next piece on a second thread while the caller uses this one; pieces come in order, one at a time. What the
// maker touches must not be touched by the caller meanwhile. Exceptions of the maker come out of next().
#pragma once

#include <chrono>
#include <functional>
#include <future>

namespace kartei::imports {

template <class Piece>
class Ahead {
public:
    explicit Ahead(std::function<Piece()> make) : make_(std::move(make)) { start(); }
    ~Ahead() {
        if (coming_.valid()) coming_.wait();
    }
    Ahead(const Ahead&) = delete;
    Ahead& operator=(const Ahead&) = delete;

    /// The next piece; the one after it is begun. `last` says that no further one is wanted. `meanwhile` is called
    /// several times a second while the piece is not there yet.
    Piece next(const std::function<bool(const Piece&)>& last, const std::function<void()>& meanwhile = {}) {
        while (meanwhile && coming_.wait_for(std::chrono::milliseconds(200)) != std::future_status::ready) meanwhile();
        auto piece = coming_.get();
        if (!last(piece)) start();
        return piece;
    }

private:
    void start() { coming_ = std::async(std::launch::async, make_); }

    std::function<Piece()> make_;
    std::future<Piece> coming_;
};

}  // namespace kartei::imports
