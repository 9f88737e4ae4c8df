// Things that modules share while a house is served (an engine that keeps what it found, the runs of lists): one of each,
// made by whoever asks for it first or put here by the program. Begins empty and is thrown away with the server, so that it
// is no global.
#pragma once

#include <map>
#include <memory>
#include <typeindex>

namespace kartei {

class Shared {
public:
    template <class Thing>
    void put(std::shared_ptr<Thing> thing) {
        things_[typeid(Thing)] = std::move(thing);
    }

    /// The one there is; where there is none yet, what `make` gives from now on.
    template <class Thing, class Make>
    std::shared_ptr<Thing> get(const Make& make) {
        if (auto known = find<Thing>()) return known;
        std::shared_ptr<Thing> made = make();
        put(made);
        return made;
    }
    template <class Thing>
    std::shared_ptr<Thing> get() {
        return get<Thing>([] { return std::make_shared<Thing>(); });
    }
    template <class Thing>
    std::shared_ptr<Thing> find() const {
        const auto known = things_.find(typeid(Thing));
        return known == things_.end() ? nullptr : std::static_pointer_cast<Thing>(known->second);
    }

private:
    std::map<std::type_index, std::shared_ptr<void>> things_;
};

}  // namespace kartei
