#include "modules/selections/evaluation.hpp"

#include <algorithm>
#include <iterator>

#include "modules/customers/customer.hpp"

namespace kartei::selections {
namespace {

/// Who stays of a couple; 0: nobody tells, the smaller number does.
std::int64_t who_stays(Couples couples, const Person& one, const Person& other) {
    const char wanted = couples == Couples::male ? 'm' : 'f';
    if (couples == Couples::together || one.gender == other.gender) return 0;
    if (one.gender == wanted) return one.id;
    if (other.gender == wanted) return other.id;
    return 0;
}

}  // namespace

void Evaluation::find(const Document& document, Found& found) {
    const auto& people = looking_.people;
    seen_ = people.everybody();
    if (!document.with_hidden) seen_ -= people.hidden();
    if (const auto nobody = people.of_id(customers::anonymous_customer)) seen_.remove(*nobody);
    look_ahead(document);
    found.members = *set_of(document.where, found.lines);
    found.members &= seen_;
    step(found, "where", seen_.count());
    Set of_kinds(people.size());
    for (std::size_t kind = 0; kind < std::size(document.kinds); ++kind)
        if (document.kinds[kind]) of_kinds |= people.of_kind(kind);
    found.members &= of_kinds;
    step(found, "kinds", found.steps.back().left);
    leave_out(found, "no_selection", document.no_selection, people.of_no_selection());
    leave_out(found, "hidden_in_search", document.hidden_in_search, people.hidden());
    if (document.couples != Couples::both)
        found.members -= left_out_of_couples(document.couples, found.members, found.undecided);
    step(found, "joint_salutation", found.steps.back().left);
    if (!document.add.empty()) found.members |= numbered(document.add) &= seen_;
    step(found, "add", found.steps.back().left);
    if (!document.remove.empty()) found.members -= numbered(document.remove);
    step(found, "remove", found.steps.back().left);
}

void Evaluation::step(Found& found, const char* name, std::int64_t before) const {
    Step step{name};
    step.left = found.members.count();
    step.removed = std::max<std::int64_t>(0, before - step.left);
    step.added = std::max<std::int64_t>(0, step.left - before);
    step.holds = watched_ && found.members.has(*watched_);
    found.steps.push_back(step);
}

void Evaluation::leave_out(Found& found, const char* name, Excluded how, const Set& flagged) const {
    if (how == Excluded::skip) found.members -= flagged;
    if (how == Excluded::only) found.members &= flagged;
    step(found, name, found.steps.back().left);
}

Set Evaluation::left_out_of_couples(Couples couples, const Set& members, std::vector<std::int64_t>& undecided) const {
    const auto& people = looking_.people;
    Set left_out(people.size());
    if (couples == Couples::both) return left_out;
    members.each([&](std::size_t ordinal) {
        const auto& one = people.at(ordinal);
        const auto partner = one.joint_with == 0 ? std::nullopt : people.of_number(one.joint_with);
        if (!partner || *partner == ordinal || !members.has(*partner)) return;
        const auto& other = people.at(*partner);
        if (other.joint_with != one.number || other.number < one.number) return;
        auto stays = who_stays(couples, one, other);
        if (stays == 0) stays = one.id, undecided.push_back(one.number);
        left_out.add(stays == one.id ? *partner : ordinal);
    });
    return left_out;
}

std::optional<std::size_t> Evaluation::of_any_number(std::int64_t number) {
    if (const auto now = looking_.people.of_number(number)) return now;
    if (!former_) {
        former_.emplace();
        auto rows = looking_.transaction.query(
            "SELECT number, customer_id FROM former_number WHERE kind = 'customer' AND customer_id <> 0");
        while (rows.next()) former_->emplace(rows.integer(0), rows.integer(1));
    }
    const auto found = former_->find(number);
    return found == former_->end() ? std::nullopt : looking_.people.of_id(found->second);
}

Set Evaluation::numbered(const std::vector<std::int64_t>& numbers) {
    Set set(looking_.people.size());
    for (const auto number : numbers)
        if (const auto ordinal = of_any_number(number)) set.add(*ordinal);
    return set;
}

void Evaluation::collect(const Node& node, std::map<std::string, Wanted>& wanted) const {
    const auto of_node = node.criterion ? node.criterion->wanted() : std::nullopt;
    if (of_node && !engine_.known(state_, node.key, looking_)) {
        auto& together = wanted.try_emplace(of_node->rows_key(), Wanted{of_node->source, {}}).first->second;
        for (const auto& slot : of_node->columns.slots()) together.columns.add(slot);
    }
    for (const auto& child : node.children) collect(child, wanted);
    if (node.selected) collect(node.selected->where, wanted);
}

void Evaluation::look_ahead(const Document& document) {
    std::map<std::string, Wanted> wanted;
    collect(document.where, wanted);
    for (const auto& [key, together] : wanted) engine_.view(state_, looking_, together);
}

void Evaluation::note(Line& line, const Set& set) const {
    line.hits = set.count_with(seen_);
    line.holds = watched_ && set.has(*watched_);
}

Evaluation::Shared Evaluation::set_of(const Node& node, Line& line) {
    looking_.check();
    line.children.resize(node.children.size());
    auto set = [&]() -> Shared {
        switch (node.kind) {
            case Node::Kind::criterion: return set_of_criterion(node);
            case Node::Kind::link:
            case Node::Kind::linked_by: return std::make_shared<const Set>(set_of_link(node, line));
            case Node::Kind::pot: return std::make_shared<const Set>(set_of_pot(node, line));
            case Node::Kind::selection: {
                Found inner;
                Evaluation(engine_, state_, looking_, {}).find(*node.selected, inner);
                return std::make_shared<const Set>(std::move(inner.members));
            }
            default: return std::make_shared<const Set>(set_of_group(node, line));
        }
    }();
    note(line, *set);
    return set;
}

Set Evaluation::set_of_group(const Node& node, Line& line) {
    if (node.kind == Node::Kind::negation) return set_of(node.children.front(), line.children.front())->turned();
    const bool all = node.kind == Node::Kind::all;
    Set set(looking_.people.size(), all);
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        const auto one = set_of(node.children[i], line.children[i]);
        if (!all) {
            set |= *one;
            continue;
        }
        set &= *one;
        line.children[i].left = set.count_with(seen_);
    }
    return set;
}

Set Evaluation::set_of_pot(const Node& node, Line& line) {
    Set pot(looking_.people.size(), true);
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        const auto one = set_of(node.children[i], line.children[i]);
        const auto& step = node.steps[i];
        if (step == "take" || (step == "add" && i == 0)) pot = *one;
        else if (step == "keep") pot &= *one;
        else if (step == "remove") pot -= *one;
        else pot |= *one;
        line.children[i].left = pot.count_with(seen_);
    }
    return pot;
}

Evaluation::Links Evaluation::links_in(const View& view) {
    Links links;
    const auto& column = *view.columns.front();
    std::vector<std::optional<std::size_t>> meant(column.dictionary.size());
    for (std::uint32_t code = 1; code < meant.size(); ++code) meant[code] = of_any_number(column.dictionary.number(code));
    for (std::size_t row = 0; row < column.codes.size(); ++row)
        if (const auto to = meant[column.codes[row]])
            links.emplace_back(static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(*to));
    return links;
}

std::map<std::uint32_t, std::optional<std::uint32_t>> Evaluation::links_beside(const Wanted& wanted,
                                                                               std::int64_t since) {
    std::map<std::uint32_t, std::optional<std::uint32_t>> beside;
    for (const auto& batch : state_.batches) {
        if (batch.step <= since) continue;
        const auto ordinal_in = [&](std::size_t row) { return looking_.people.of_id(batch.people->at(row).id); };
        for (std::size_t row = 0; row < batch.people->size(); ++row)
            if (const auto from = ordinal_in(row)) beside[static_cast<std::uint32_t>(*from)].reset();
        for (const auto& [row, to] : links_in(engine_.view_of(state_, batch, looking_, wanted)))
            if (const auto from = ordinal_in(row)) beside[static_cast<std::uint32_t>(*from)] = to;
    }
    return beside;
}

std::shared_ptr<const Evaluation::Links> Evaluation::links_of(const std::string& field) {
    const Wanted wanted = [&] {
        Wanted all{&customer_source(), {}};
        all.columns.place_of_sql(field, Form::number);
        return all;
    }();
    Engine::KeptLinks kept;
    {
        std::lock_guard guard(engine_.mutex_);
        if (const auto found = state_.links.find(field); found != state_.links.end()) kept = found->second;
    }
    if (kept.links && kept.step == state_.step) return kept.links;
    if (!kept.links || kept.step < state_.numbered) {
        const auto given = engine_.view(state_, looking_, wanted);
        kept = {std::make_shared<const Links>(links_in(given.view)), given.step};
    }
    const auto beside = links_beside(wanted, kept.step);
    auto links = std::make_shared<Links>();
    for (const auto& link : *kept.links)
        if (!beside.contains(link.first)) links->push_back(link);
    for (const auto& [from, to] : beside)
        if (to) links->emplace_back(from, *to);
    std::lock_guard guard(engine_.mutex_);
    state_.links[field] = {links, state_.step};
    return links;
}

Set Evaluation::set_of_link(const Node& node, Line& line) {
    const auto inner = node.children.empty() ? std::make_shared<const Set>(looking_.people.everybody())
                                             : set_of(node.children.front(), line.children.front());
    Set set(looking_.people.size());
    const auto links = links_of(node.link);
    for (const auto& [from, to] : *links) {
        // Who is hidden leads to nobody: what he has would be told by who is linked to him.
        if (!seen_.has(from) || !seen_.has(to)) continue;
        if (node.kind == Node::Kind::link && inner->has(to)) set.add(from);
        if (node.kind == Node::Kind::linked_by && inner->has(from)) set.add(to);
    }
    return set;
}

Evaluation::Shared Evaluation::set_of_criterion(const Node& node) {
    if (const auto known = engine_.known(state_, node.key, looking_)) return known;
    const auto set = std::make_shared<const Set>(engine_.look(state_, *node.criterion, looking_));
    engine_.keep(state_, node.key, node.criterion, set);
    return set;
}

}  // namespace kartei::selections
