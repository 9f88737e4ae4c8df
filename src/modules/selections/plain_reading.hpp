// A selection read the slow and plain way, for tests: every customer by himself, loops over rows that plain SQL gave. Written
// apart from the engine: it shares the declarations' names of fields and the folding of texts with it, nothing else.
#pragma once

#include "base/text.hpp"
#include "modules/customers/customer_links.hpp"
#include "modules/selections/selections_fixture.hpp"

namespace kartei::selections {

struct PlainCell {
    bool empty = true;
    std::int64_t number = 0;
    std::string text;
};
using PlainRow = std::map<std::string, PlainCell>;

/// Everything that selections look at, by customer.
struct PlainHouse {
    std::map<std::int64_t, PlainRow> customers;                               ///< by id
    std::map<std::string, std::map<std::int64_t, std::vector<PlainRow>>> rows;  ///< of lists and facts, by their name
    std::map<std::string, std::int64_t> events;                               ///< ids by code
    std::map<std::string, std::string> saved;                                 ///< documents by name

    static PlainHouse read(Transaction& transaction);
};

/// One comparison: {"is", "value"} on a field.
bool plainly_compared(const Field& field, const PlainCell& cell, const json& asked);

class PlainReading {
public:
    explicit PlainReading(const PlainHouse& house) : house_(house) {}
    /// Ids.
    std::set<std::int64_t> members(const json& document) const;

private:
    bool holds(const json& where, std::int64_t id) const;
    bool pot_holds(const json& lines, std::int64_t id) const;
    bool field_holds(const json& where, const PlainRow& row, const Source& source) const;
    bool row_holds(const json& where, const PlainRow& row, const Source& source) const;
    bool fact_holds(const json& where, const Source& source, std::int64_t id) const;
    bool member_holds(const std::string& name, const json& value, const PlainRow& row, const Source& source) const;
    bool label_holds(const json& where, std::int64_t id) const;
    bool permission_holds(const json& where, std::int64_t id) const;
    const std::vector<PlainRow>& rows_of(const std::string& name, std::int64_t id) const;

    const PlainHouse& house_;
};

}  // namespace kartei::selections
