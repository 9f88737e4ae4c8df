// Whom a selection holds, as a list: pages, files, printed sheets and the command come from the frame; its columns are
// the register's.
#pragma once

#include "lists/report.hpp"
#include "modules/selections/engine.hpp"

namespace kartei::selections {

lists::Report selection_report(std::shared_ptr<Engine> engine);

}  // namespace kartei::selections
