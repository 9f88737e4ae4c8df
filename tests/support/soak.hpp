// How often a test kills: a few times in every run of the suite, thousands of times for tools/soak-kills.
#pragma once

#include <cstdlib>

namespace kartei::test {

inline int kills(int usually) {
    const char* wanted = std::getenv("KARTEI_SOAK_KILLS");
    return wanted ? std::atoi(wanted) : usually;
}

}  // namespace kartei::test
