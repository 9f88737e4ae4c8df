// Merging customers who are one person, and parting them again. One merge is one change event; its audit rows hold
// complete images of everybody who took part, each sealed under his own key, so that a merge can be undone at any later
// time, and forgetting a person forgets his image too. The numbers of those who went keep finding the survivor.
// Must not know HTTP. Invariants: the anonymous customer is never merged; a merge and its undoing leave every row as it
// was, time of change included, as far as nobody has changed it in between; only versions rise, so that none is given
// out twice for two states. All in one transaction.
#pragma once

#include "audit/reversal.hpp"
#include "modules/merges/merge_rules.hpp"
#include "modules/merges/moving.hpp"

namespace kartei::merges {

struct MergeWish {
    std::int64_t survivor = 0;
    std::vector<std::int64_t> merged;              ///< most_merged at most
    Choices chosen;
    std::map<std::int64_t, std::int64_t> versions; ///< of all who take part; whoever is missing is stale
};
inline constexpr std::size_t most_merged = 50;

/// Rows of one table that would move.
struct Move {
    std::string table;
    std::int64_t count = 0;
    std::vector<std::string> sample;  ///< of the first three; of links of others the first ten owners
};

struct MergePreview {
    std::vector<FieldProposal> fields;
    std::vector<Move> moves;
    std::vector<std::string> warnings;  ///< text keys
};

/// Refusals as merge_customers(), but for versions.
Result<MergePreview> preview_merge(sql::Transaction& transaction, const MergeWish& wish);

/// Gives the change event. Refusals: not_found (error.no_such_customer_here); conflict for the anonymous customer;
/// invalid: nobody to merge, one twice, too many, bad choices (all at once); stale when one of the versions is not the
/// stored one.
Result<std::int64_t> merge_customers(House& house, sql::Transaction& transaction, const Actor& actor,
                                     const MergeWish& wish);

/// What has happened since a merge and where it will go when the customers part; and what forbids it.
struct PartingPreview {
    struct Person {
        std::int64_t id, number;
        std::string name;
    };
    std::int64_t survivor = 0;
    std::vector<Person> merged;  ///< who comes back
    std::vector<Since> since;
    std::vector<std::string> fields;  ///< of the survivor that changed since and stay, named as in merge_rules.hpp
    std::vector<audit::Conflict> conflicts;
};
/// Refusals: not_found (error.no_such_change), invalid (error.not_a_merge).
Result<PartingPreview> preview_parting(House& house, sql::Transaction& transaction, std::int64_t event);

/// Undoes a merge: audit::reverse_event() does the same. Gives the new event. Refusals: as preview_parting();
/// conflict: error.already_undone, or what forbids it (survivor or number gone, merged further).
Result<std::int64_t> part_customers(House& house, const Actor& actor, std::int64_t event);

/// Records of the audit; their ids are the customers'. The first tells what a merge changed, and with whom a customer
/// was merged, and is part of his history; the second holds the images.
inline constexpr std::string_view merge_record = "customer_merge", image_record = "customer_merge_image";
/// With whom the survivor was merged (customer numbers, "1001, 1002"), and into whom the others were (his number).
inline constexpr Field merged_with_field{"merged_with"}, merged_into_field{"merged_into", FieldKind::customer_number};
std::vector<audit::Reversible> reversible_merges();

/// "error.part_first" for a customer who took part in a merge that still holds; "" for any other.
std::string merged_since(sql::Transaction& transaction, std::int64_t customer);

}  // namespace kartei::merges
