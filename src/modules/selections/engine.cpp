#include "modules/selections/engine.hpp"

#include <algorithm>

#include "modules/selections/evaluation.hpp"
#include "modules/selections/touched.hpp"

namespace kartei::selections {

using sql::Transaction;

namespace {

/// More than so many are looked at all together.
constexpr std::size_t most_touched = 2000;

}  // namespace

std::shared_ptr<Engine::State> Engine::next_state(Transaction& transaction, const State& before,
                                                  const audit::LogPlace& place) {
    if (place.entries < before.place.entries) return nullptr;
    auto touched = touched_since(transaction, before.place, most_touched);
    if (!touched || before.touched_count + touched->size() > most_touched) return nullptr;
    auto people = before.people->renewed(transaction, *touched);
    if (!people) return nullptr;
    auto state = std::make_shared<State>();
    {
        std::lock_guard guard(mutex_);
        *state = before;
    }
    state->place = place;
    state->people = std::make_shared<const People>(std::move(*people));
    state->touched_count += touched->size();
    state->touched.push_back(std::move(*touched));
    return state;
}

std::shared_ptr<Engine::State> Engine::state_of(Transaction& transaction) {
    const auto place = audit::log_place(transaction);
    std::shared_ptr<State> before;
    {
        std::lock_guard guard(mutex_);
        if (state_ && state_->place == place) return state_;
        before = state_;
    }
    auto state = before ? next_state(transaction, *before, place) : nullptr;
    if (!state) {
        state = std::make_shared<State>();
        state->place = place;
        state->people = std::make_shared<const People>(People::read(transaction));
    }
    std::lock_guard guard(mutex_);
    if (!state_ || state_->place.entries <= place.entries) state_ = state;
    return state;
}

std::shared_ptr<const Set> Engine::known(State& state, const std::string& key, const Looking& looking) {
    Kept kept;
    {
        std::lock_guard guard(mutex_);
        const auto found = state.sets.find(key);
        if (found == state.sets.end()) return nullptr;
        found->second.used = ++state.uses;
        kept = found->second;
    }
    if (kept.settled == state.touched.size()) return kept.set;
    std::vector<std::int64_t> touched;
    for (auto batch = kept.settled; batch < state.touched.size(); ++batch)
        touched.insert(touched.end(), state.touched[batch].begin(), state.touched[batch].end());
    std::sort(touched.begin(), touched.end());
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    const auto few = People::few(looking.transaction, touched);
    const auto again = kept.criterion->look({looking.house, looking.transaction, few, looking.stopped});
    auto set = std::make_shared<Set>(*kept.set);
    set->grow(state.people->size());
    for (std::size_t i = 0; i < few.size(); ++i)
        if (const auto ordinal = state.people->of_id(few.at(i).id)) set->put(*ordinal, again.has(i));
    std::lock_guard guard(mutex_);
    if (const auto found = state.sets.find(key); found != state.sets.end())
        found->second.set = set, found->second.settled = state.touched.size();
    return set;
}

void Engine::keep(State& state, const std::string& key, std::shared_ptr<const Criterion> criterion,
                  std::shared_ptr<const Set> set) {
    std::lock_guard guard(mutex_);
    ++looked_;
    if (state.sets.contains(key)) return;
    state.bytes += set->bytes() + key.size();
    state.sets.emplace(key, Kept{std::move(set), std::move(criterion), state.touched.size(), ++state.uses});
    while (state.bytes > most_bytes_ && state.sets.size() > 1) {
        const auto last = std::min_element(state.sets.begin(), state.sets.end(), [](const auto& a, const auto& b) {
            return a.second.used < b.second.used;
        });
        state.bytes -= last->second.set->bytes() + last->first.size();
        state.sets.erase(last);
    }
}

std::int64_t Engine::looked() const {
    std::lock_guard guard(mutex_);
    return looked_;
}

Result<Found> Engine::find(const House& house, Transaction& transaction, const Document& document,
                           const Stopped& stopped, std::optional<std::int64_t> watched) {
    const auto state = state_of(transaction);
    Found found;
    found.people = state->people;
    found.position = state->place.entries;
    const Looking looking{house, transaction, *state->people, stopped};
    const auto ordinal = watched ? state->people->of_id(*watched) : std::nullopt;
    try {
        Evaluation(*this, *state, looking, ordinal).find(document, found);
    } catch (const Superseded&) {
        return refuse(RefusalKind::unavailable, "error.selection_superseded");
    }
    return found;
}

}  // namespace kartei::selections
