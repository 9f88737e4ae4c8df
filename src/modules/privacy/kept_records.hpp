// What the law keeps of customers who were erased: the emptied words of papers and postings, sealed under a key of the
// house and opened only for whoever has the right, on record. Every SQL statement on kept_record stands here.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "audit/house.hpp"

namespace kartei::privacy {

struct KeptRecord {
    std::int64_t id = 0;
    std::string record;
    std::int64_t record_id = 0;
    std::string kept_until;
    nlohmann::json values;
    std::string pdf;
};
/// Seals and stores it; the id is filled in.
void keep(House& house, sql::Transaction& transaction, std::int64_t erasure, KeptRecord& record);
/// Opened, in the order in which they were kept.
std::vector<KeptRecord> kept_records(House& house, sql::Transaction& transaction, std::int64_t erasure);
std::int64_t count_kept(sql::Transaction& transaction, std::int64_t erasure);

/// Whose term ended before `today`: how many there are, and taking them away.
std::int64_t count_expired(sql::Transaction& transaction, std::string_view today);
std::int64_t remove_expired(sql::Transaction& transaction, std::string_view today);

}  // namespace kartei::privacy
