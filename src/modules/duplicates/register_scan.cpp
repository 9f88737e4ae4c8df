#include "modules/duplicates/register_scan.hpp"

#include <algorithm>
#include <map>

#include "modules/duplicates/duplicate_actions.hpp"

namespace kartei::duplicates {
namespace {

using customers::Customer;
using sql::Transaction;

constexpr std::size_t pairs_per_transaction = 20'000;
constexpr std::size_t most_sampled = 20;

void read_register(House& house, const ScanOrder& order, std::int64_t most, jobs::Progress* progress, Look& look) {
    house.database.read([&](Transaction& transaction) {
        if (progress) progress->begin_phase("duplicates.phase_reading", count_customers(transaction));
        each_compared(transaction, most, [&](const Customer& customer) {
            look.people.add(customer.id, comparison_values(customer));
            look.numbers.push_back(*customer.number);
            if (order.import_event) look.imported.push_back(customer.created_event == *order.import_event);
            if (progress && look.people.size() % 1000 == 0) {
                progress->add(1000);
                progress->stop_if_cancelled();
            }
            return true;
        });
    });
    look.people.count();
}

Lesson learn_from(House& house, People& people, const Blocks& blocks, const Rules& rules) {
    auto lesson = learn(people, blocks, counted_by(rules));
    const KnownModel known{lesson.model, Frequencies::of(people)};
    house.database.write([&](Transaction& transaction) {
        store_model(transaction, house.now(), static_cast<std::int64_t>(people.size()), known.write());
    });
    return lesson;
}

using Distinct = std::set<std::pair<std::int64_t, std::int64_t>>;

bool is_distinct(const Distinct& distinct, const People& people, std::uint32_t one, std::uint32_t other) {
    return !distinct.empty() && distinct.contains(std::minmax(people.id(one), people.id(other)));
}

/// Pairs of an import only, and none that somebody said are two persons.
void leave_out(Look& look, const Distinct& distinct) {
    std::erase_if(look.pairs, [&](const Pair& pair) {
        if (!look.imported.empty() && !look.imported[pair.one] && !look.imported[pair.other]) return true;
        return is_distinct(distinct, look.people, pair.one, pair.other);
    });
}

/// Groups, and pairs that agree with them.
void group(Look& look, const Distinct& distinct) {
    const double threshold = weight_of_score(static_cast<double>(look.rules.threshold));
    const auto apart = [&](std::uint32_t one, std::uint32_t other) {
        return is_distinct(distinct, look.people, one, other);
    };
    look.groups = group_pairs(look.people, look.model, look.pairs, threshold, apart);
    look.pairs = reconciled(std::move(look.pairs), look.groups, threshold);
}

/// The pairs of the groups, which are numbered from 1.
std::vector<FoundPair> pairs_within(const Look& look) {
    std::map<std::uint32_t, std::int64_t> group_of;
    for (std::size_t i = 0; i < look.groups.size(); ++i)
        for (auto row : look.groups[i].rows) group_of.emplace(row, static_cast<std::int64_t>(i) + 1);
    std::vector<FoundPair> found;
    for (const auto& pair : look.pairs) {
        const auto one = group_of.find(pair.one), other = group_of.find(pair.other);
        if (one == group_of.end() || other == group_of.end() || one->second != other->second) continue;
        found.push_back({one->second, look.people.id(pair.one), look.people.id(pair.other), score_of(pair.weight)});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.group < b.group; });
    return found;
}

void keep(House& house, ScanRecord& scan, const std::vector<FoundPair>& pairs, jobs::Progress& progress) {
    progress.begin_phase("duplicates.phase_writing", static_cast<std::int64_t>(pairs.size()));
    house.database.write([&](Transaction& transaction) {
        scan.id = take_ids(transaction, "duplicate_scan");
        begin_scan(transaction, scan);
    });
    try {
        for (std::size_t begin = 0; begin < pairs.size(); begin += pairs_per_transaction) {
            progress.stop_if_cancelled();
            const auto end = std::min(pairs.size(), begin + pairs_per_transaction);
            const std::vector<FoundPair> some(pairs.begin() + static_cast<std::ptrdiff_t>(begin),
                                              pairs.begin() + static_cast<std::ptrdiff_t>(end));
            house.database.write([&](Transaction& transaction) { insert_pairs(transaction, scan.id, some); });
            progress.add(static_cast<std::int64_t>(some.size()));
        }
        house.database.write([&](Transaction& transaction) {
            scan.finished_at = house.now();
            finish_scan(transaction, scan);
        });
    } catch (...) {
        house.database.write([&](Transaction& transaction) { forget_scan(transaction, scan.id); });
        throw;
    }
}

}  // namespace

Result<Look> look_through(House& house, const ScanOrder& order, std::optional<double> least, jobs::Progress& progress) {
    Look look;
    look.rules = house.database.read([](Transaction& transaction) { return find_rules(transaction); });
    look.rules.threshold = order.threshold.value_or(look.rules.threshold);
    if (auto issues = issues_of(look.rules); !issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    read_register(house, order, 0, &progress, look);
    progress.begin_phase("duplicates.phase_learning");
    const Blocks blocks(look.people);
    progress.stop_if_cancelled();
    look.model = learn_from(house, look.people, blocks, look.rules).model;
    progress.begin_phase("duplicates.phase_comparing", static_cast<std::int64_t>(blocks.size()));
    const auto wanted = weight_of_score(least.value_or(static_cast<double>(look.rules.threshold)));
    auto found = find_pairs(look.people, blocks, look.model, wanted, [&](std::size_t done, std::size_t) {
        progress.set_done(static_cast<std::int64_t>(done));
        return !progress.is_cancelled();
    });
    progress.stop_if_cancelled();
    look.pairs = std::move(found.pairs);
    look.complete = found.complete;
    const auto distinct = house.database.read([](Transaction& transaction) { return all_distinct(transaction); });
    leave_out(look, distinct);
    group(look, distinct);
    return look;
}

Result<ScanRecord> scan_register(House& house, const ScanOrder& order, jobs::Progress& progress) {
    const auto look = TRY(look_through(house, order, {}, progress));
    const auto pairs = pairs_within(look);
    ScanRecord scan{0, "", order.import_event, look.rules.threshold, static_cast<std::int64_t>(look.people.size())};
    scan.pairs = static_cast<std::int64_t>(pairs.size());
    scan.groups = static_cast<std::int64_t>(look.groups.size());
    scan.complete = look.complete;
    keep(house, scan, pairs, progress);
    return scan;
}

Result<Preview> preview_rules(House& house, const Rules& rules, const std::atomic<bool>* cancelled) {
    if (auto issues = issues_of(rules); !issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    Look look;
    look.rules = rules;
    read_register(house, {}, most_previewed, nullptr, look);
    const Blocks blocks(look.people);
    look.model = learn(look.people, blocks, counted_by(rules)).model;
    auto found = find_pairs(look.people, blocks, look.model, weight_of_score(static_cast<double>(rules.threshold)),
                            [&](std::size_t, std::size_t) { return !cancelled || !*cancelled; });
    look.pairs = std::move(found.pairs);
    group(look, {});
    Preview preview;
    preview.sample = pairs_within(look);
    preview.customers = static_cast<std::int64_t>(look.people.size());
    preview.pairs = static_cast<std::int64_t>(preview.sample.size());
    preview.groups = static_cast<std::int64_t>(look.groups.size());
    const auto all = house.database.read([](Transaction& transaction) { return count_customers(transaction); });
    preview.complete = found.complete && all <= most_previewed;
    std::stable_sort(preview.sample.begin(), preview.sample.end(),
                     [](const FoundPair& a, const FoundPair& b) { return a.score < b.score; });
    if (preview.sample.size() > most_sampled) preview.sample.resize(most_sampled);
    return preview;
}

}  // namespace kartei::duplicates
