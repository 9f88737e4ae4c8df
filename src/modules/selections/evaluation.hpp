// One document in one state of the house: its groups as operations on sets, and what is taken away around them.
#pragma once

#include <unordered_map>

#include "modules/selections/engine.hpp"

namespace kartei::selections {

class Evaluation {
public:
    Evaluation(Engine& engine, Engine::State& state, const Looking& looking, std::optional<std::size_t> watched)
        : engine_(engine), state_(state), looking_(looking), watched_(watched) {}

    /// Members, lines and steps.
    void find(const Document& document, Found& found);

private:
    using Links = Engine::Links;
    using Shared = std::shared_ptr<const Set>;  ///< what is kept is looked at where it stands

    /// Columns that are not kept yet, those of each source in one reading.
    void look_ahead(const Document& document);
    void collect(const Node& node, std::map<std::string, Wanted>& wanted) const;
    Shared set_of(const Node& node, Line& line);
    Set set_of_group(const Node& node, Line& line);
    Set set_of_pot(const Node& node, Line& line);
    Set set_of_link(const Node& node, Line& line);
    Shared set_of_criterion(const Node& node);
    std::shared_ptr<const Links> links_of(const std::string& field);
    /// Whom those link to who were touched behind a step: by who links; nobody, where he does not any more.
    std::map<std::uint32_t, std::optional<std::uint32_t>> links_beside(const Wanted& wanted, std::int64_t since);
    Links links_in(const View& view);
    std::optional<std::size_t> of_any_number(std::int64_t number);
    Set numbered(const std::vector<std::int64_t>& numbers);
    void note(Line& line, const Set& set) const;
    /// Each only takes away or only brings: how many there were before tells how many.
    void step(Found& found, const char* name, std::int64_t before) const;
    void leave_out(Found& found, const char* name, Excluded how, const Set& flagged) const;
    Set left_out_of_couples(Couples couples, const Set& members, std::vector<std::int64_t>& undecided) const;

    Engine& engine_;
    Engine::State& state_;
    const Looking& looking_;
    std::optional<std::size_t> watched_;
    Set seen_;  ///< whoever may be seen at all
    std::optional<std::unordered_map<std::int64_t, std::int64_t>> former_;
};

}  // namespace kartei::selections
