// The data of merged agencies (customers.md 14). An agency has one row of them, so they are joined field by field, as
// the customers' own fields are: the survivor keeps what he has, what he has not comes from the others. Must not know
// who merges. Invariant: part_agencies() of what join_agencies() gave leaves the survivor's row as it was, but for its
// version; the others' rows are displaced as a whole (moving.hpp) and come back as a whole.
#pragma once

#include "modules/merges/merge_rules.hpp"
#include "modules/merges/table_shape.hpp"

namespace kartei::merges {

/// Rows of agency data by customer; who has none is missing.
using AgencyRows = std::map<std::int64_t, RawRow>;
AgencyRows agency_rows(sql::Transaction& transaction, const std::vector<std::int64_t>& customers);

/// All fields that are filled on any of them, by the rules of proposals(); named "agency.owner" and chosen by that
/// name. `order`: everybody, the survivor first.
std::vector<FieldProposal> agency_proposals(const AgencyRows& rows, const std::vector<std::int64_t>& order,
                                            const Choices& chosen);

/// Before the rows of the others move: gives the survivor one row with what is proposed. The image tells how it was;
/// null where nothing changed.
nlohmann::json join_agencies(sql::Transaction& transaction, std::int64_t event, const std::vector<std::int64_t>& order,
                             const Choices& chosen);
/// The opposite. Fields that were changed since stay, and a row made by the merge stays where it was changed since.
void part_agencies(sql::Transaction& transaction, const nlohmann::json& image);
/// Fields of the survivor's row that were changed since, by their names as above.
std::vector<std::string> agency_fields_changed_since(sql::Transaction& transaction, const nlohmann::json& image);

}  // namespace kartei::merges
