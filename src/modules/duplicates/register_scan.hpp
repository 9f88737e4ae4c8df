// Going over the whole register: all customers -> what is learnt from them -> pairs -> groups, kept as the newest
// scan.
// A job (jobs.hpp) in the server, the same function on the command line. Must not know HTTP.
#pragma once

#include <optional>

#include "audit/house.hpp"
#include "jobs/job.hpp"
#include "modules/duplicates/check.hpp"
#include "modules/duplicates/scan.hpp"

namespace kartei::duplicates {

struct ScanOrder {
    std::optional<std::int64_t> import_event;  ///< only pairs with a customer that this change event created
    std::optional<std::int64_t> threshold;     ///< score; without it that of the house
};

/// What one look over the register found, before anything of it is kept.
struct Look {
    People people;
    std::vector<std::int64_t> numbers;  ///< customer numbers of the rows
    std::vector<bool> imported;         ///< empty, or which rows the import made
    Rules rules;
    Model model;
    std::vector<Pair> pairs;            ///< strongest first; from `least` on
    std::vector<Group> groups;          ///< from the threshold of the rules on
    bool complete = true;
};
/// Learns (and keeps what was learnt) and looks. `least`: score of the weakest pair wanted; without it the threshold.
Result<Look> look_through(House& house, const ScanOrder& order, std::optional<double> least, jobs::Progress& progress);

/// Looks and keeps the groups; writes in short transactions. Cancelled: the earlier scan stays the newest.
/// Refusals: invalid (threshold outside 1 … 100).
Result<ScanRecord> scan_register(House& house, const ScanOrder& order, jobs::Progress& progress);

/// What other rules would find, without keeping it; in registers beyond `most_previewed` in a sample of as many
/// (each_compared).
constexpr std::int64_t most_previewed = 100'000;
struct Preview {
    std::int64_t customers = 0, pairs = 0, groups = 0;
    bool complete = true;
    std::vector<FoundPair> sample;  ///< weakest first: those the rules decide about
};
Result<Preview> preview_rules(House& house, const Rules& rules, const std::atomic<bool>* cancelled);

}  // namespace kartei::duplicates
