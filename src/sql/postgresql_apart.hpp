// Short transactions beside those of the writers, on a connection of their own: ids, stretches of numbers. They are
// committed at once and never held to the end of anybody's work, so that nobody stands in line for a number. They do not
// wait for the disk: what is committed later reaches it after them, so no number of a lost one can be in use. Internal to
// the engine.
#pragma once

#include <functional>
#include <mutex>

#include "sql/postgresql_connection.hpp"

namespace kartei::sql::postgresql {

class Apart {
public:
    Apart(std::string uri, const Limits& limits) : uri_(std::move(uri)), limits_(limits) {}

    /// One at a time; waits no longer than a few seconds for what others hold (Fault::busy).
    void run(const std::function<void(const std::shared_ptr<Connection>&)>& work);
    std::int64_t take_ids(std::string_view counter, std::int64_t count);

private:
    Connection& open();

    std::string uri_;
    Limits limits_;
    std::mutex mutex_;
    std::shared_ptr<Connection> connection_;  ///< opened when it is first needed
};

/// The statement that takes an advisory lock until the transaction ends.
std::string_view lock_statement(bool shared, bool may_wait);

}  // namespace kartei::sql::postgresql
