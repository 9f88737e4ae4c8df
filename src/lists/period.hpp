// The days "from" and "to" of a question as instants: days of the house's zone, whatever zone the machine has.
#pragma once

#include "audit/house.hpp"
#include "lists/question.hpp"

namespace kartei::lists {

/// from <= instant < before; "" where nothing bounds it.
struct Period {
    std::string from, before;
};

/// What ends before it begins is an issue of "to".
Period period_of(const House& house, const Question& question, std::vector<Issue>& issues);

}  // namespace kartei::lists
