#include "modules/selections/engine.hpp"

#include <algorithm>

#include "modules/selections/evaluation.hpp"
#include "modules/selections/touched.hpp"

namespace kartei::selections {

using sql::Transaction;

namespace {

/// More batches than so many become one.
constexpr std::size_t most_batches = 48;

/// Of those who are touched little is kept.
constexpr std::size_t bytes_beside = 16u << 20;

}  // namespace

std::shared_ptr<Engine::State> Engine::new_state(Transaction& transaction, const audit::LogPlace& place) const {
    auto state = std::make_shared<State>();
    state->place = place, state->step = place.entries;
    state->people = std::make_shared<const People>(People::read(transaction));
    state->shelves = std::make_shared<Shelves>(limits_.bytes_of_columns);
    return state;
}

std::shared_ptr<Engine::State> Engine::next_state(Transaction& transaction, const State& before,
                                                  const audit::LogPlace& place) {
    if (place.entries < before.place.entries) return nullptr;
    const auto touched = touched_since(transaction, before.place, limits_.touched_at_once);
    if (!touched) return nullptr;
    auto people = before.people->renewed(transaction, *touched);
    auto state = std::make_shared<State>();
    {
        std::lock_guard guard(mutex_);
        *state = before;
    }
    state->place = place;
    state->step = place.entries;
    if (state->step == before.step) return state;  // what waited for its place has one now
    const auto is_numbered_anew = [&](std::int64_t id) {
        const auto then = before.people->of_id(id), now = people.of_id(id);
        return bool(then) != bool(now) || (now && before.people->at(*then).number != people.at(*now).number);
    };
    if (std::any_of(touched->begin(), touched->end(), is_numbered_anew)) state->numbered = state->step;
    state->people = std::make_shared<const People>(std::move(people));
    if (touched->empty()) return state;
    state->touched_count += touched->size();
    state->batches.push_back({state->step, std::make_shared<const People>(People::few(transaction, *touched)),
                              std::make_shared<Shelves>(bytes_beside)});
    if (state->batches.size() > most_batches) join_batches(transaction, *state);
    return state;
}

void Engine::join_batches(Transaction& transaction, State& state) const {
    std::vector<std::int64_t> ids;
    for (const auto& batch : state.batches)
        for (std::size_t i = 0; i < batch.people->size(); ++i) ids.push_back(batch.people->at(i).id);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    state.touched_count = ids.size();
    state.batches = {{state.step, std::make_shared<const People>(People::few(transaction, ids)),
                      std::make_shared<Shelves>(bytes_beside)}};
}

void Engine::gather(State& state, const Looking& looking) {
    std::vector<std::string> keys;
    for (const auto& [key, kept] : state.sets) keys.push_back(key);
    for (const auto& key : keys) known(state, key, looking);
    state.links.clear(), state.batches.clear();
    state.touched_count = 0;
    state.people = std::make_shared<const People>(state.people->gathered());
    state.shelves = std::make_shared<Shelves>(limits_.bytes_of_columns);
}

std::shared_ptr<Engine::State> Engine::state_of(const House& house, Transaction& transaction, const Stopped& stopped) {
    const auto place = audit::log_place(transaction);
    std::shared_ptr<State> before;
    {
        std::lock_guard guard(mutex_);
        if (state_ && state_->place == place) return state_;
        before = state_;
    }
    auto state = before ? next_state(transaction, *before, place) : nullptr;
    if (state && state->touched_count > limits_.touched_at_once)
        gather(*state, {house, transaction, *state->people, stopped});
    if (!state) state = new_state(transaction, place);
    std::lock_guard guard(mutex_);
    if (!state_ || state_->place.entries <= place.entries) state_ = state;
    return state;
}

Shelves::Given Engine::view(const State& state, const Looking& looking, const Wanted& wanted) {
    const auto touched = [&](std::int64_t since) {
        Set set(state.people->size());
        for (const auto& batch : state.batches)
            for (std::size_t i = 0; batch.step > since && i < batch.people->size(); ++i)
                if (const auto ordinal = state.people->of_id(batch.people->at(i).id)) set.add(*ordinal);
        set |= state.people->gone();
        return set;
    };
    return state.shelves->view(
        {looking.transaction, *state.people, state.step, touched, [&] { looking.check(); }}, wanted);
}

/// A batch is read as a whole again where a column is missing; its people are few.
View Engine::view_of(const State& state, const Batch& batch, const Looking& looking, const Wanted& wanted) {
    const auto nobody = [&](std::int64_t) { return Set(batch.people->size()); };
    return batch.shelves
        ->view({looking.transaction, *batch.people, state.step, nobody, [&] { looking.check(); }}, wanted)
        .view;
}

void Engine::look_again(State& state, const Criterion& criterion, const Looking& looking, std::int64_t since,
                        Set& set) {
    const auto wanted = criterion.wanted();
    for (const auto& batch : state.batches) {
        if (batch.step <= since) continue;
        const auto view = wanted ? view_of(state, batch, looking, *wanted) : View();
        const auto again = criterion.look({looking.house, looking.transaction, *batch.people, looking.stopped}, view);
        for (std::size_t i = 0; i < batch.people->size(); ++i)
            if (const auto ordinal = state.people->of_id(batch.people->at(i).id)) set.put(*ordinal, again.has(i));
    }
}

Set Engine::look(State& state, const Criterion& criterion, const Looking& looking) {
    const auto wanted = criterion.wanted();
    if (!wanted) return criterion.look(looking, {});
    const auto given = view(state, looking, *wanted);
    auto set = criterion.look(looking, given.view);
    set.grow(state.people->size());
    look_again(state, criterion, looking, given.step, set);
    return set;
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
    if (kept.step == state.step) return kept.set;
    auto set = std::make_shared<Set>(*kept.set);
    set->grow(state.people->size());
    look_again(state, *kept.criterion, looking, kept.step, *set);
    std::lock_guard guard(mutex_);
    if (const auto found = state.sets.find(key); found != state.sets.end())
        found->second.set = set, found->second.step = state.step;
    return set;
}

void Engine::keep(State& state, const std::string& key, std::shared_ptr<const Criterion> criterion,
                  std::shared_ptr<const Set> set) {
    std::lock_guard guard(mutex_);
    ++looked_;
    if (state.sets.contains(key)) return;
    state.bytes += set->bytes() + key.size();
    state.sets.emplace(key, Kept{std::move(set), std::move(criterion), state.step, ++state.uses});
    while (state.bytes > limits_.bytes_of_sets && state.sets.size() > 1) {
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
    Found found;
    try {
        const auto state = state_of(house, transaction, stopped);
        found.people = state->people;
        found.position = state->place.entries;
        const Looking looking{house, transaction, *state->people, stopped};
        const auto ordinal = watched ? state->people->of_id(*watched) : std::nullopt;
        Evaluation(*this, *state, looking, ordinal).find(document, found);
    } catch (const Superseded&) {
        return refuse(RefusalKind::unavailable, "error.selection_superseded");
    }
    return found;
}

}  // namespace kartei::selections
