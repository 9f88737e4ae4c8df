// All that the house holds of one customer, for him to have (GDPR Art. 15 and 20): the one way to it, by screen, interface
// and command. Walks the same data map as erasure, the traces of modules and his history. Third persons stay out: who
// travels with him as another customer, whose booking he travels in, who of the staff wrote what; numbers of documents of
// members of his family are masked. Making it is on record.
#pragma once

#include <nlohmann/json.hpp>

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "base/texts.hpp"

namespace kartei::privacy {

/// A paper as it went out to him.
struct PaperFile {
    std::string name, pdf;
};
struct PersonalData {
    nlohmann::json json;  ///< {about, customer, parts: {PART: [rows]}, traces: {NAME: [rows]}, suppressed, history}
    std::vector<PaperFile> papers;
    Language language = Language::de;  ///< his
    std::int64_t number = 0;
};
/// Part of a change event of its own. Refusals: not_found, forbidden for who does not see all event dates, conflict for
/// the anonymous customer.
Result<PersonalData> personal_data(House& house, sql::Transaction& transaction, const Actor& actor,
                                   std::int64_t customer);

/// A page that he can read, in his language; opens in any browser and loads nothing.
std::string page_of(const PersonalData& data, const House& house);
/// The rows of one part as a table.
std::string csv_of(const nlohmann::json& rows);

/// data.json, index.html, tables/PART.csv and papers/NUMBER.pdf in one ZIP; written whole or not at all.
Result<Done> write_package(const PersonalData& data, const House& house, const std::string& path);
/// The same as bytes.
Result<std::string> package_of(const PersonalData& data, const House& house);

/// The caption of a part and of one of its columns.
std::string part_caption(Language language, const std::string& part);
std::string column_caption(Language language, const std::string& part, const std::string& column);

}  // namespace kartei::privacy
