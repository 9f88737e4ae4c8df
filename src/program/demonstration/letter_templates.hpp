// Letters that a house writes again and again, for the demonstration.
#pragma once

#include <string>

namespace kartei::program::demonstration {

void write_letter_templates(const std::string& path);

}  // namespace kartei::program::demonstration
