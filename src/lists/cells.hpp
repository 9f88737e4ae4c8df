// Where the cells of a row go: CSV, JSON, XLSX, a printed page. A column writes exactly one cell.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kartei::lists {

class Cells {
public:
    virtual ~Cells() = default;
    virtual void text(std::string_view text) = 0;  ///< "" is an empty cell
    virtual void integer(std::int64_t number) = 0;
    virtual void money(std::int64_t minor_units) = 0;
    virtual void date(std::string_view iso) = 0;
    virtual void instant(std::string_view utc) = 0;
    virtual void yes_no(bool yes) = 0;
};

}  // namespace kartei::lists
