// A selection as it was read: a tree of groups and criteria, and what is settled around it (kinds, exclusions, couples,
// hand-picked customers, order). Only what was checked whole becomes one (document_reader.hpp). Knows no SQL.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "modules/selections/criterion.hpp"

namespace kartei::selections {

struct Document;

struct Node {
    enum class Kind { all, any, negation, criterion, link, linked_by, selection, pot };
    Kind kind = Kind::all;
    std::string path;  ///< "where.all[2]"
    std::vector<Node> children;
    std::shared_ptr<const Criterion> criterion;
    std::string key;   ///< of a criterion: equal keys are met by the same customers
    std::string link;  ///< of link and linked_by: the field; without children anybody will do
    std::shared_ptr<const Document> selected;  ///< of selection
    std::vector<std::string> steps;            ///< of pot: take, keep, remove, add, one for each child
};

enum class Excluded { skip, include, only };
enum class Couples { both, male, female, together };

struct Document {
    bool kinds[4] = {true, true, true, true};  ///< in the order of parameters::customer_kinds
    Node where;
    Excluded no_selection = Excluded::skip, hidden_in_search = Excluded::skip;
    Couples couples = Couples::both;
    std::vector<std::int64_t> add, remove;
    std::vector<const Column*> sort;
    bool with_hidden = false;  ///< whoever asks may see hidden customers
};

/// Criteria, groups and levels that a document may have.
inline constexpr std::size_t most_nodes = 2000, most_levels = 100, most_picked = 100'000;

}  // namespace kartei::selections
