// Seeded chance. Distributions of the standard library differ between implementations; these are the same everywhere.
#pragma once

#include <cstdint>
#include <random>

namespace kartei::program::demonstration {

class Chance {
public:
    explicit Chance(std::uint32_t seed) : random_(seed) {}
    int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint32_t>(limit)); }
    bool percent(int of_hundred) { return below(100) < of_hundred; }
    template <class List>
    const auto& one_of(const List& list) {
        return list[static_cast<std::size_t>(below(static_cast<int>(list.size())))];
    }

private:
    std::mt19937 random_;
};

}  // namespace kartei::program::demonstration
