// Rows that lists have reckoned, kept for the pages that follow: as long as nothing has changed in the house and the same
// day is it, the next page costs nothing. Bounded whatever lists are open: what was used least goes first, and what is
// larger than all that may be kept is reckoned anew each time. Several threads may ask.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "audit/log.hpp"

namespace kartei::reports {

class ReckonedRows {
public:
    explicit ReckonedRows(std::size_t most_rows = 400'000, std::size_t most_lists = 16)
        : most_rows_(most_rows), most_lists_(most_lists) {}

    /// For what they are true.
    struct Moment {
        audit::LogPlace place;
        std::string day;
        bool operator==(const Moment&) const = default;
    };
    /// Null when there are none, or of another moment. `list`: whose they are; nobody else's are given.
    std::shared_ptr<const void> find(const void* list, const Moment& moment);
    void keep(const void* list, const Moment& moment, std::shared_ptr<const void> rows, std::size_t count);
    void forget(const void* list);

private:
    struct Kept {
        const void* list;
        Moment moment;
        std::shared_ptr<const void> rows;
        std::size_t count;
    };
    std::mutex mutex_;
    std::list<Kept> kept_;  ///< the one used last stands first
    std::size_t rows_ = 0, most_rows_, most_lists_;
};

/// Of all lists of this process.
ReckonedRows& reckoned_rows();

}  // namespace kartei::reports
