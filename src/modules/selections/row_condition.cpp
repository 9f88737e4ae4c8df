#include "modules/selections/row_condition.hpp"

#include <algorithm>

namespace kartei::selections {

bool RowTest::operator()(const Cells& cells) const {
    const auto holds = [&](const RowTest& one) { return one(cells); };
    switch (kind_) {
        case Kind::nothing: return true;
        case Kind::test: return test_(cells);
        case Kind::all: return std::all_of(inner_.begin(), inner_.end(), holds);
        case Kind::any: return std::any_of(inner_.begin(), inner_.end(), holds);
        case Kind::negation: return !inner_.front()(cells);
    }
    return false;
}

}  // namespace kartei::selections
