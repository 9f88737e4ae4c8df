// What is to be followed up (Terminliste): notes with a day, options that run out, trips whose papers are missing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lists/column.hpp"
#include "sql/database.hpp"

namespace kartei::reports {

struct FollowUp : lists::Row {
    std::int64_t booking = 0, customer_id = 0;
    std::optional<std::int64_t> customer;
    std::string due_on, what, name, text, handler;  ///< what: note, option, papers
};

/// By day; `to` "" = without end. Those of hidden customers only `with_hidden`.
std::vector<FollowUp> follow_ups(sql::Transaction& transaction, const std::string& from, const std::string& to,
                                 bool with_hidden);

}  // namespace kartei::reports
