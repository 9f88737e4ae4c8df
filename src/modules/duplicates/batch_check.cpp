#include "modules/duplicates/batch_check.hpp"

#include <algorithm>
#include <cmath>
#include <future>
#include <mutex>
#include <unordered_map>

#include "modules/duplicates/check.hpp"
#include "modules/duplicates/scan.hpp"

namespace kartei::duplicates {
namespace {

using customers::Customer;
using sql::Transaction;

constexpr std::size_t rows_at_once = 1000, rows_in_piece = 250;

/// What both ways share: the rules, progress, and putting a likeness into words.
class Looking {
public:
    Looking(Transaction& reading, const Batch& batch, jobs::Progress& progress)
        : reading_(reading), batch_(batch), progress_(progress), rules_(find_rules(reading)) {}

protected:
    void step(std::int64_t rows) {
        progress_.add(rows);
        go_on();
    }
    void go_on() {
        if (batch_.meanwhile) batch_.meanwhile();
        progress_.stop_if_cancelled();
    }
    double threshold() const { return static_cast<double>(rules_.threshold); }

    static void put_points(Likeness& likeness, const Comparison& comparison, const Judgement& judgement) {
        for (std::size_t f = 0; f < feature_count; ++f)
            if (comparison.levels[f] != Level::unknown)
                likeness.points[f] = static_cast<std::int16_t>(std::lround(2.5 * judgement.points[f]));
        // That names stand in their usual order says nothing worth a word.
        auto& order = likeness.points[index_of(Feature::name_order)];
        if (comparison.at(Feature::name_order) == Level::exact) order = 0;
    }

    Transaction& reading_;
    const Batch& batch_;
    jobs::Progress& progress_;
    Rules rules_;
};

/// The register and behind it the new ones; only pairs with a new one are looked at.
class Together : Looking {
public:
    using Looking::Looking;

    BatchFound run(std::int64_t in_register) {
        progress_.begin_phase("duplicates.phase_reading", in_register + batch_.size);
        people_.expect(static_cast<std::size_t>(in_register + batch_.size));
        read_register();
        read_batch();
        people_.count();
        progress_.begin_phase("duplicates.phase_learning");
        const Blocks blocks(people_);
        go_on();
        choose_model(blocks);
        go_on();
        find(blocks);
        return likenesses();
    }

private:
    void read_register() {
        each_compared(reading_, 0, [&](const Customer& customer) {
            people_.add(customer.id, comparison_values(customer));
            if (people_.size() % rows_at_once == 0) step(rows_at_once);
            return true;
        });
        first_new_ = static_cast<std::uint32_t>(people_.size());
    }
    /// Normal forms are made on two threads, while this one packs those of the rows before.
    void read_batch() {
        std::array<std::future<Piece>, 2> coming;
        const auto start = [&] {
            for (std::size_t i = 0; i < coming.size(); ++i)
                coming[i] = std::async(std::launch::async, [this, i] { return next_piece(fetched_[i]); });
        };
        for (start();;) {
            std::array<Piece, 2> pieces{coming[0].get(), coming[1].get()};
            if (pieces[1].number < pieces[0].number) std::swap(pieces[0], pieces[1]);
            const bool last = pieces[1].rows.empty();
            if (!last) start();
            for (const auto& piece : pieces) {
                for (const auto& values : piece.rows) people_.add(0, values);
                step(static_cast<std::int64_t>(piece.rows.size()));
            }
            if (last) break;
        }
        fetched_ = {};
    }
    struct Piece {
        std::int64_t number = 0;  ///< pieces are taken in this order
        std::vector<Values> rows;
    };
    Piece next_piece(std::vector<Customer>& customers) {
        customers.resize(rows_in_piece);
        Piece piece;
        std::size_t count = 0;
        {
            const std::lock_guard mine(taking_);
            piece.number = ++pieces_;
            while (count < customers.size() && batch_.next(customers[count])) ++count;
        }
        for (std::size_t i = 0; i < count; ++i) piece.rows.push_back(comparison_values(customers[i]));
        return piece;
    }
    /// What the last scan learnt holds as long as the new ones are few beside the register; else they are learnt from.
    void choose_model(const Blocks& blocks) {
        const auto added = people_.size() - first_new_;
        const auto stored = added * 2 < first_new_ ? find_model(reading_) : std::nullopt;
        model_ = stored ? with_rules(KnownModel::read(stored->content).model, rules_)
                        : learn(people_, blocks, counted_by(rules_)).model;
    }
    void find(const Blocks& blocks) {
        progress_.begin_phase("duplicates.phase_comparing", static_cast<std::int64_t>(blocks.size()));
        const auto least = weight_of_score(threshold());
        auto found = find_pairs(people_, blocks, model_, least, [&](std::size_t done, std::size_t) {
            progress_.set_done(static_cast<std::int64_t>(done));
            if (batch_.meanwhile) batch_.meanwhile();
            return !progress_.is_cancelled();
        }, first_new_);
        go_on();
        complete_ = found.complete;
        const auto distinct = all_distinct(reading_);
        const auto apart = [&](std::uint32_t one, std::uint32_t other) {
            return other < first_new_ && distinct.contains(std::minmax(people_.id(one), people_.id(other)));
        };
        groups_ = group_pairs(people_, model_, found.pairs, least, apart);
        pairs_ = reconciled(std::move(found.pairs), groups_, least);
    }
    BatchFound likenesses() {
        BatchFound found;
        found.complete = complete_;
        std::unordered_map<std::uint32_t, std::uint32_t> first_of_group;
        for (const auto& group : groups_)
            for (const auto row : group.rows) first_of_group.emplace(row, group.rows.front());
        std::unordered_map<std::uint32_t, Pair> best;
        const auto least = static_cast<float>(weight_of_score(threshold()));
        for (const auto& pair : pairs_) {  // strongest first
            if (pair.weight < least) break;
            const auto first = first_of_group.find(pair.other);
            if (pair.other < first_new_ || first == first_of_group.end()) continue;
            const bool in_register = first->second < first_new_;
            if (in_register ? pair.one < first_new_ : pair.one == first->second) best.try_emplace(pair.other, pair);
        }
        Comparer comparer(people_);
        const Judge judge(model_);
        for (const auto& [row, pair] : best) {
            Likeness likeness{row - first_new_, people_.id(pair.one), 0, score_of(pair.weight)};
            if (pair.one >= first_new_) likeness.earlier = pair.one - first_new_;
            const auto comparison = comparer.compare(pair.one, pair.other);
            put_points(likeness, comparison, judge.judge(comparison));
            found.likenesses.push_back(likeness);
        }
        std::sort(found.likenesses.begin(), found.likenesses.end(),
                  [](const Likeness& a, const Likeness& b) { return a.row < b.row; });
        return found;
    }

    std::array<std::vector<Customer>, 2> fetched_;  ///< used again: making a customer takes longer than filling one
    std::mutex taking_;
    std::int64_t pieces_ = 0;
    People people_;
    std::uint32_t first_new_ = 0;
    Model model_{};
    std::vector<Pair> pairs_;
    std::vector<Group> groups_;
    bool complete_ = true;
};

/// Each new one by himself: first in the register, then among those before him, by the same terms.
class OneByOne : Looking {
public:
    using Looking::Looking;

    BatchFound run(std::int64_t in_register) {
        progress_.begin_phase("duplicates.phase_comparing", batch_.size);
        Knowledge knowledge;
        known_ = knowledge.model(reading_);
        model_ = with_rules(known_->model, rules_);
        judge_.emplace(expecting_again(model_, in_register));
        Customer customer;
        for (; batch_.next(customer); customer = {}) {
            look_at(customer);
            step(1);
        }
        return std::move(found_);
    }

private:
    void look_at(const Customer& customer) {
        rows_.push_back(comparison_values(customer));
        const auto row = static_cast<std::uint32_t>(rows_.size() - 1);
        auto earlier = earlier_like(customer, row);
        const auto checked = check_duplicates(reading_, model_, known_->frequencies, customer, threshold(), true);
        found_.complete = found_.complete && checked.complete;
        if (!checked.candidates.empty()) {
            const auto& best = checked.candidates.front();
            Likeness likeness{row, best.customer.id, 0, best.score};
            put_points(likeness, best.comparison, best.judgement);
            found_.likenesses.push_back(likeness);
        } else if (earlier) {
            found_.likenesses.push_back(*earlier);
        } else {
            return;
        }
        place_of_[row] = found_.likenesses.size() - 1;
    }

    Likeness judged(std::uint32_t row, const Values& other) const {
        const auto comparison = compare_values(rows_[row], other, known_->frequencies);
        const auto judgement = judge_->judge(comparison);
        Likeness likeness{row, 0, 0, score_of(judgement.weight)};
        put_points(likeness, comparison, judgement);
        return likeness;
    }

    /// The strongest of those before, or whom he in turn resembles. Each is remembered under his terms for those to
    /// come.
    std::optional<Likeness> earlier_like(const Customer& customer, std::uint32_t row) {
        std::unordered_map<std::uint32_t, int> promise;
        for (const auto& term : terms_to_look_for(customer, rows_[row])) {
            auto& sharing = by_term_[std::to_string(static_cast<int>(term.kind)) + ' ' + term.term];
            for (const auto other : sharing) promise[other] += term.promise;
            if (sharing.size() < most_per_term) sharing.push_back(row);
            else found_.complete = false;
        }
        std::vector<std::uint32_t> others;
        for (const auto& [other, sum] : promise) others.push_back(other);
        std::sort(others.begin(), others.end(), [&](auto a, auto b) {
            return promise.at(a) != promise.at(b) ? promise.at(a) > promise.at(b) : a < b;
        });
        if (others.size() > most_compared) others.resize(most_compared), found_.complete = false;
        std::optional<Likeness> best;
        for (const auto other : others) {
            auto likeness = judged(row, rows_[other]);
            likeness.earlier = other;
            if (likeness.score >= threshold() && (!best || likeness.score > best->score)) best = likeness;
        }
        return best ? std::optional(of_first(*best)) : std::nullopt;
    }

    /// The one before may himself be somebody: then that one is meant.
    Likeness of_first(const Likeness& likeness) const {
        const auto place = place_of_.find(likeness.earlier);
        if (place == place_of_.end()) return likeness;
        const auto& first = found_.likenesses[place->second];
        auto meant = likeness;
        if (first.customer == 0) meant = judged(likeness.row, rows_[first.earlier]);
        else if (const auto customer = customers::find_customer(reading_, first.customer))
            meant = judged(likeness.row, comparison_values(*customer));
        meant.customer = first.customer;
        meant.earlier = first.earlier;
        meant.score = std::max(meant.score, static_cast<int>(rules_.threshold));
        return meant;
    }

    std::shared_ptr<const KnownModel> known_;
    Model model_{};
    std::optional<Judge> judge_;
    std::vector<Values> rows_;
    std::unordered_map<std::string, std::vector<std::uint32_t>> by_term_;
    std::unordered_map<std::uint32_t, std::size_t> place_of_;  ///< row -> its likeness
    BatchFound found_;
};

}  // namespace

BatchFound check_batch(Transaction& reading, const Batch& batch, jobs::Progress& progress) {
    const auto in_register = count_customers(reading);
    if (batch.size * register_per_row < in_register) return OneByOne(reading, batch, progress).run(in_register);
    return Together(reading, batch, progress).run(in_register);
}

}  // namespace kartei::duplicates
