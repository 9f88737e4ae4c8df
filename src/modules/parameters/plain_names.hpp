// Names in place of ids: how a record that is nothing but its fields reads and writes references to other tables and
// lists of such. Knows no record.
#pragma once

#include "modules/parameters/plain_record.hpp"

namespace kartei::parameters {

/// The columns of SELECT, INSERT and UPDATE, one for each field; of a list that stands in a table beside there is none.
std::string selected(const PlainRecord& record);
std::string inserted(const PlainRecord& record);
std::string inserted_values(const PlainRecord& record);
std::string assigned(const PlainRecord& record);
/// "column = :field", or what compares it with nothing.
std::string compared(const PlainRecord& record, std::string_view field, bool with_nothing);
/// Fields whose values stand in the table of the record itself.
std::vector<const Field*> own_fields(const PlainRecord& record);

/// A reference can be none, also where it tells rows apart.
bool may_be_nothing(const PlainRecord& record, std::string_view field);

void read_links(sql::Transaction& transaction, const PlainRecord& record, PlainRow& row);
void write_links(sql::Transaction& transaction, const PlainRecord& record, const PlainRow& row);
void drop_links(sql::Transaction& transaction, const PlainRecord& record, std::int64_t id);

/// Names as their rows write them; what nobody is called is an issue.
std::vector<Issue> check_names(sql::Transaction& transaction, const PlainRecord& record, PlainRow& row);

}  // namespace kartei::parameters
