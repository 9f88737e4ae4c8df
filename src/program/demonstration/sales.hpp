// The sales of the demonstration house: fixed and flexible subscriptions, single tickets in every state, products.
#pragma once

#include <string>
#include <vector>

#include "program/demonstration/chance.hpp"
#include "program/demonstration/programme.hpp"

namespace kartei::program::demonstration {

/// About 60,000 tickets.
void write_tickets(const std::string& path, std::vector<EventDate>& events, const std::vector<int>& customers,
                   Chance& chance);
void write_products(const std::string& path, const std::vector<EventDate>& events, const std::vector<int>& customers,
                    Chance& chance);

}  // namespace kartei::program::demonstration
