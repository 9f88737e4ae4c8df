// Names in a file that stand for small records (labels, ticket types, promotions …): each name once, with the id it has
// or gets. Between reading and writing a name is its position in the book.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kartei::imports {

class NameBook {
public:
    /// A name that the house has already.
    void know(std::string_view name, std::int64_t id) { entry(name, id); }
    bool has(std::string_view name) const { return positions_.contains(std::string(name)); }
    /// Position of a name, entered when it is not there; `detail` goes with the first mention (a ticket type's group).
    std::int64_t position(std::string_view name, std::string_view detail = {}) {
        if (last_ >= 0 && entries_[static_cast<std::size_t>(last_)].name == name) return last_;
        const auto found = positions_.find(std::string(name));
        return last_ = found != positions_.end() ? found->second : entry(name, 0, detail);
    }
    std::int64_t id_at(std::int64_t position) const { return entries_[static_cast<std::size_t>(position)].id; }
    const std::string& name_at(std::int64_t position) const {
        return entries_[static_cast<std::size_t>(position)].name;
    }
    /// How many are not in the house yet: a column of a thousand different "labels" is a mistake in the mapping.
    std::size_t count_new() const { return new_; }

    /// Gives every name an id that has none yet.
    void settle(const std::function<std::int64_t(const std::string& name, const std::string& detail)>& create) {
        for (auto& entry : entries_)
            if (entry.id == 0) entry.id = create(entry.name, entry.detail);
    }

private:
    struct Entry {
        std::string name, detail;
        std::int64_t id;
    };
    std::int64_t entry(std::string_view name, std::int64_t id, std::string_view detail = {}) {
        entries_.push_back({std::string(name), std::string(detail), id});
        positions_.emplace(std::string(name), static_cast<std::int64_t>(entries_.size()) - 1);
        if (id == 0) ++new_;
        return static_cast<std::int64_t>(entries_.size()) - 1;
    }

    std::vector<Entry> entries_;
    std::unordered_map<std::string, std::int64_t> positions_;
    std::int64_t last_ = -1;
    std::size_t new_ = 0;
};

/// More new names than this in one column: the columns are mixed up.
inline constexpr std::size_t most_new_names = 20000;

}  // namespace kartei::imports
