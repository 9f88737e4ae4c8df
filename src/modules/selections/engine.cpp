#include "modules/selections/engine.hpp"

#include "modules/selections/evaluation.hpp"

namespace kartei::selections {

using sql::Transaction;

std::shared_ptr<Engine::State> Engine::state_of(Transaction& transaction) {
    const auto place = audit::log_place(transaction);
    {
        std::lock_guard guard(mutex_);
        if (state_ && state_->place == place) return state_;
    }
    auto state = std::make_shared<State>();
    state->place = place;
    state->people = std::make_shared<const People>(People::read(transaction));
    std::lock_guard guard(mutex_);
    if (!state_ || state_->place.entries <= place.entries) state_ = state;
    return state;
}

std::shared_ptr<const Set> Engine::known(State& state, const std::string& key) {
    std::lock_guard guard(mutex_);
    const auto found = state.sets.find(key);
    if (found == state.sets.end()) return nullptr;
    state.by_use.splice(state.by_use.begin(), state.by_use, found->second.used);
    return found->second.set;
}

void Engine::keep(State& state, const std::string& key, std::shared_ptr<const Set> set) {
    std::lock_guard guard(mutex_);
    ++looked_;
    if (state.sets.contains(key)) return;
    state.bytes += set->bytes() + key.size();
    state.by_use.push_front(key);
    state.sets.emplace(key, Kept{std::move(set), state.by_use.begin()});
    while (state.bytes > most_bytes_ && state.by_use.size() > 1) {
        const auto last = state.sets.find(state.by_use.back());
        state.bytes -= last->second.set->bytes() + last->first.size();
        state.sets.erase(last);
        state.by_use.pop_back();
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
