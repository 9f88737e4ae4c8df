// What the house is called, and its logo: set at the founding or under Einstellungen, shown in the frame of the browser and
// on its papers. Every SQL statement on the logo stands here.
#pragma once

#include <memory>

#include "documents/picture.hpp"
#include "modules/parameters/plain_record.hpp"

namespace kartei::parameters {

/// Its name, and which row of house_logo is its logo.
const PlainRecord& house_record();
/// The one row there is.
PlainRow own_house(sql::Transaction& transaction);
/// Null where it has none.
std::shared_ptr<const documents::Picture> house_logo(sql::Transaction& transaction);

/// Another name. Refusals: invalid for one that is empty or too long; stale.
Result<SavedRow> name_house(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t version,
                            const Value& name);
/// The picture in this file is the logo from now on; refusals are those of documents::read_picture_apart().
Result<SavedRow> keep_house_logo(House& house, const Actor& actor, const std::string& path);
/// None. Refusals: stale.
Result<SavedRow> remove_house_logo(House& house, sql::Transaction& transaction, const Actor& actor,
                                   std::int64_t version);

}  // namespace kartei::parameters
