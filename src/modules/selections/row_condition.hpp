// What is asked of one row of a source: tests on its cells, and groups of them. A test says which cells it reads, so that
// rows that are kept as codes are asked once for each code. Knows no SQL.
#pragma once

#include <functional>
#include <vector>

#include "modules/selections/comparison.hpp"

namespace kartei::selections {

/// Cells of the columns that a criterion reads, in their order.
using Cells = std::vector<Cell>;

class RowTest {
public:
    enum class Kind { nothing, test, all, any, negation };
    using Test = std::function<bool(const Cells&)>;

    RowTest() = default;
    /// `places`: the cells that the test reads.
    RowTest(std::vector<std::size_t> places, Test test)
        : kind_(Kind::test), places_(std::move(places)), test_(std::move(test)) {}
    RowTest(std::size_t place, CellTest test)
        : kind_(Kind::test), places_{place}, test_([test, place](const Cells& cells) { return test(cells[place]); }),
          of_cell_(std::move(test)) {}
    RowTest(Kind group, std::vector<RowTest> inner) : kind_(group), inner_(std::move(inner)) {}

    explicit operator bool() const { return kind_ != Kind::nothing; }
    bool operator()(const Cells& cells) const;

    Kind kind() const { return kind_; }
    const std::vector<std::size_t>& places() const { return places_; }
    /// Of a test of one cell that says more of itself; else an empty one.
    const CellTest& of_cell() const { return of_cell_; }
    const std::vector<RowTest>& inner() const { return inner_; }

private:
    Kind kind_ = Kind::nothing;
    std::vector<std::size_t> places_;
    Test test_;
    CellTest of_cell_;
    std::vector<RowTest> inner_;
};

}  // namespace kartei::selections
