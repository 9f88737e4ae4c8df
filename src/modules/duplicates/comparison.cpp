#include "modules/duplicates/comparison.hpp"

#include <algorithm>

namespace kartei::duplicates {
namespace {

/// How much a level says for one and the same value, for choosing between two readings of a name.
int worth(Level level) {
    switch (level) {
        case Level::exact: return 8;
        case Level::close: return 6;
        case Level::part: return 3;
        case Level::similar: return 3;
        case Level::far: return 0;
        default: return 1;
    }
}

}  // namespace

Agreement better(const Agreement& one, const Agreement& other) {
    if (other.level == Level::unknown) return one;
    if (one.level == Level::unknown) return other;
    return worth(other.level) > worth(one.level) ? other : one;
}

NameAgreement better_order(const Agreement& last, const Agreement& first, const Agreement& last_first,
                           const Agreement& first_last) {
    const int straight = worth(last.level) + worth(first.level),
              crossed = worth(last_first.level) + worth(first_last.level);
    const bool crossed_says_much = std::max(worth(last_first.level), worth(first_last.level)) >= 6;
    if (crossed > straight + 1 && crossed_says_much) return {last_first, first_last, Level::part};
    const bool says_something = std::max(worth(last.level), worth(first.level)) >= 3;
    return {last, first, says_something ? Level::exact : Level::unknown};
}

}  // namespace kartei::duplicates
