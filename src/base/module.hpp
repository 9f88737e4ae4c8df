// A module of the program as one object: what it hands to the rooms below it and to the modules before it, which know
// none of theirs (docs/architecture.md, "A module is one object"). Kinds of parts are types that those rooms declare: a
// Reversible, a Reference, a Report. The program lists its modules once (program/modules.cpp), tests run with the same list,
// and nothing is joined while it runs: what is handed in is known before anybody asks and never changes.
#pragma once

#include <any>
#include <functional>
#include <string>
#include <string_view>
#include <typeindex>
#include <utility>
#include <vector>

namespace kartei {

class Module {
public:
    explicit Module(std::string_view name) : name_(name) {}

    /// Parts of one kind, made when somebody first asks for that kind: they may ask for parts of other kinds themselves.
    /// Two kinds are never the same type; what would be a bare string or number is a struct of its own.
    template <class Part>
    Module& hands(std::vector<Part> (*make)()) {
        return add<Part>(make);
    }
    template <class Part>
    Module& hands(Part (*make)()) {
        return add<Part>([make] { return std::vector<Part>{make()}; });
    }
    template <class Part>
    Module& hands(Part part) {
        return add<Part>([part = std::move(part)] { return std::vector<Part>{part}; });
    }

    template <class Part>
    void give(std::vector<Part>& all) const {
        for (const auto& [kind, make] : handed_)
            if (kind == typeid(Part))
                for (auto& part : std::any_cast<const Make<Part>&>(make)()) all.push_back(std::move(part));
    }

    const std::string& name() const { return name_; }

private:
    template <class Part>
    using Make = std::function<std::vector<Part>()>;

    template <class Part>
    Module& add(Make<Part> make) {
        handed_.emplace_back(typeid(Part), std::move(make));
        return *this;
    }

    std::string name_;
    std::vector<std::pair<std::type_index, std::any>> handed_;
};

/// In the order of the modules. Defined by the program, the only one who knows them.
const std::vector<Module>& all_modules();

/// What all modules hand in of one kind, in their order.
template <class Part>
const std::vector<Part>& handed_in() {
    static const std::vector<Part> all = [] {
        std::vector<Part> parts;
        for (const auto& module : all_modules()) module.give(parts);
        return parts;
    }();
    return all;
}

}  // namespace kartei
