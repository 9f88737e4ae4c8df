// What the demonstration house offers at its counter: promotions, articles with stock, and a rule that gives a label.
#pragma once

#include <functional>
#include <string>

namespace kartei::program::demonstration {

/// `add` gives the path of a take-over file by its kind.
void write_offers(const std::function<std::string(const std::string&)>& add);

}  // namespace kartei::program::demonstration
