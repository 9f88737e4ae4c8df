// A list that is found by something which others share with it (base/shared.hpp), as modules hand it in; one that needs
// nothing is handed in as a Report.
#pragma once

#include <functional>

#include "base/shared.hpp"
#include "lists/report.hpp"

namespace kartei::lists {

struct SharedReport {
    std::function<Report(Shared&)> make;
};

}  // namespace kartei::lists
