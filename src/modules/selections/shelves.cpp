#include "modules/selections/shelves.hpp"

#include <algorithm>

namespace kartei::selections {

std::optional<Shelves::Given> Shelves::find(const std::string& key, const Asked& asked, const Wanted& wanted) {
    std::lock_guard guard(mutex_);
    const auto shelf = shelves_.find(key);
    // What was read later may know of what this state has not seen.
    if (shelf == shelves_.end() || shelf->second.step > asked.step) return std::nullopt;
    Given given;
    given.view.frame = shelf->second.frame, given.step = shelf->second.step;
    for (const auto& slot : wanted.columns.slots()) {
        const auto held = shelf->second.columns.find(slot.sql);
        const bool is_there = held != shelf->second.columns.end() && held->second.step <= asked.step;
        if (is_there) held->second.used = ++uses_;
        given.view.columns.push_back(is_there ? held->second.column : nullptr);
    }
    return given;
}

/// False: the rows have become others.
bool Shelves::read_missing(const Asked& asked, const Wanted& wanted, Given& given) const {
    Wanted missing{wanted.source, {}};
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < given.view.columns.size(); ++i) {
        if (given.view.columns[i]) continue;
        missing.columns.add(wanted.columns.slots()[i]);
        places.push_back(i);
    }
    if (places.empty()) return true;
    // A join that finds several rows for one is part of the rows.
    for (const auto& slot : wanted.columns.slots())
        if (!slot.join_key.empty()) missing.columns.add(slot);
    const auto read = read_like(asked.transaction, asked.people, missing, given.view.frame, asked.touched(given.step),
                                asked.check);
    if (!read) return false;
    for (std::size_t i = 0; i < places.size(); ++i) given.view.columns[places[i]] = read->columns[i];
    return true;
}

void Shelves::keep(const std::string& key, std::int64_t step, const Wanted& wanted, const Given& given) {
    std::lock_guard guard(mutex_);
    auto& shelf = shelves_[key];
    if (shelf.frame != given.view.frame) {
        if (shelf.frame && shelf.step > given.step) return;
        shelf = Shelf{given.view.frame, given.step, {}};
    }
    for (std::size_t i = 0; i < given.view.columns.size(); ++i) {
        auto& held = shelf.columns[wanted.columns.slots()[i].sql];
        if (held.column == given.view.columns[i]) continue;
        if (!held.column || held.step > step) held = {given.view.columns[i], step, ++uses_};
    }
    drop_least_used();
}

Shelves::Given Shelves::view(const Asked& asked, const Wanted& wanted) {
    const auto key = wanted.rows_key();
    auto given = find(key, asked, wanted);
    if (given && std::all_of(given->view.columns.begin(), given->view.columns.end(),
                             [](const auto& column) { return bool(column); }))
        return *std::move(given);
    if (!given || !read_missing(asked, wanted, *given))
        given = Given{read_view(asked.transaction, asked.people, wanted, asked.check), asked.step};
    keep(key, asked.step, wanted, *given);
    return *std::move(given);
}

std::size_t Shelves::bytes() const {
    std::size_t bytes = 0;
    for (const auto& [key, shelf] : shelves_) {
        bytes += shelf.frame->begins.size() * sizeof(std::uint32_t);
        for (const auto& [sql, held] : shelf.columns) bytes += held.column->bytes();
    }
    return bytes;
}

void Shelves::drop_least_used() {
    while (bytes() > most_bytes_) {
        Shelf* oldest = nullptr;
        std::string name;
        std::int64_t used = uses_ + 1;
        for (auto& [key, shelf] : shelves_)
            for (const auto& [sql, held] : shelf.columns)
                if (held.used < used) oldest = &shelf, name = sql, used = held.used;
        if (!oldest) return;
        oldest->columns.erase(name);
        std::erase_if(shelves_, [](const auto& one) { return one.second.columns.empty(); });
    }
}

}  // namespace kartei::selections
