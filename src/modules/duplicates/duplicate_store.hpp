// Every SQL statement of the duplicates: candidates by their terms, the model, the rules, pairs that are not one
// person, scans and their groups; and the customers of a scan. Must not know HTTP or weights.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "modules/customers/customer_store.hpp"
#include "modules/duplicates/duplicate_terms.hpp"

namespace kartei::duplicates {

/// Up to `most` customers with this term; more than that: `cut` is set.
std::vector<std::int64_t> customers_with(sql::Transaction& transaction, const LikenessTerm& term, int most, bool& cut);

std::int64_t count_customers(sql::Transaction& transaction);

/// All customers but the anonymous one, with number, created_event and the fields that are compared; in bounded
/// memory.
/// `most` > 0: in a larger register only so many of them, in stretches of neighbours by name that are spread over the
/// whole register, so that what is found among them stands for all and those who may be one person stand together.
void each_compared(sql::Transaction& transaction, std::int64_t most,
                   const std::function<bool(const customers::Customer&)>& take);

// --- what was learnt
struct StoredModel {
    std::int64_t version;
    std::string content;
};
std::int64_t model_version(sql::Transaction& transaction);  ///< 0: nothing was learnt yet
std::optional<StoredModel> find_model(sql::Transaction& transaction);
void store_model(sql::Transaction& transaction, std::string_view at, std::int64_t customers, std::string_view content);

// --- rules of the house
struct Rules {
    std::int64_t version = 1;
    std::int64_t threshold = 50;            ///< score from which two are shown as probably one person
    std::vector<std::string> not_counted;   ///< names of features (levels.hpp)
};
Rules find_rules(sql::Transaction& transaction);
/// False when the stored version is not `expected` any more.
bool store_rules(sql::Transaction& transaction, const Rules& rules, std::int64_t expected);

// --- pairs that are not one person
struct DistinctPair {
    std::int64_t id = 0, one = 0, other = 0, created_event = 0;
};
std::optional<DistinctPair> find_distinct(sql::Transaction& transaction, std::int64_t one, std::int64_t other);
std::optional<DistinctPair> find_distinct(sql::Transaction& transaction, std::int64_t id);
std::set<std::int64_t> distinct_from(sql::Transaction& transaction, std::int64_t customer);
std::set<std::pair<std::int64_t, std::int64_t>> all_distinct(sql::Transaction& transaction);  ///< lower id first
void insert_distinct(sql::Transaction& transaction, const std::vector<DistinctPair>& pairs);
void delete_distinct(sql::Transaction& transaction, std::int64_t id);

// --- what a scan found
struct ScanRecord {
    std::int64_t id = 0;
    std::string finished_at;
    std::optional<std::int64_t> import_event;
    std::int64_t threshold = 50, customers = 0, pairs = 0, groups = 0;
    bool complete = true;
};
struct FoundPair {
    std::int64_t group, one, other, score;
};
/// The newest scan that came to its end.
std::optional<ScanRecord> latest_scan(sql::Transaction& transaction);
/// Before its pairs are written; it counts from finish_scan() on.
void begin_scan(sql::Transaction& transaction, const ScanRecord& scan);
void insert_pairs(sql::Transaction& transaction, std::int64_t scan, const std::vector<FoundPair>& pairs);
/// Makes it the newest scan and forgets all others.
void finish_scan(sql::Transaction& transaction, const ScanRecord& scan);
void forget_scan(sql::Transaction& transaction, std::int64_t scan);

/// Groups are numbered 1, 2 … strongest first. Open: a pair of it is still to be decided, both customers being there
/// and nobody having said that they are not one person.
std::int64_t count_groups(sql::Transaction& transaction, std::int64_t scan, bool open);
std::vector<std::int64_t> group_ids(sql::Transaction& transaction, std::int64_t scan, bool open, std::int64_t offset,
                                    int limit);
std::vector<FoundPair> pairs_of(sql::Transaction& transaction, std::int64_t scan, std::int64_t group);

/// What became of a pair that a scan found: two persons, one since the merge `event`, or one of them is gone.
struct Verdict {
    enum What { open, distinct, merged, gone } what = open;
    std::int64_t event = 0;
};
Verdict verdict_on(sql::Transaction& transaction, const FoundPair& pair);

}  // namespace kartei::duplicates
