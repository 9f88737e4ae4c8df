#include "modules/selections/evaluation.hpp"

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
    seen_ = people.those([&](const Person& person) {
        return person.id != customers::anonymous_customer && (document.with_hidden || !person.hidden);
    });
    look_ahead(document);
    found.members = set_of(document.where, found.lines) &= seen_;
    step(found, "where", seen_);
    auto before = found.members;
    found.members &= people.those([&](const Person& person) {
        return person.kind >= 0 && person.kind < 4 && document.kinds[static_cast<int>(person.kind)];
    });
    step(found, "kinds", before);
    leave_out(found, "no_selection", document.no_selection,
              people.those([](const Person& p) { return p.no_selection; }));
    leave_out(found, "hidden_in_search", document.hidden_in_search,
              people.those([](const Person& p) { return p.hidden; }));
    before = found.members;
    found.members -= left_out_of_couples(document.couples, found.members, found.undecided);
    step(found, "joint_salutation", before);
    before = found.members;
    found.members |= numbered(document.add) &= seen_;
    step(found, "add", before);
    before = found.members;
    found.members -= numbered(document.remove);
    step(found, "remove", before);
}

void Evaluation::step(Found& found, const char* name, const Set& before) const {
    Step step{name};
    auto gone = before, come = found.members;
    step.removed = (gone -= found.members).count();
    step.added = (come -= before).count();
    step.left = found.members.count();
    step.holds = watched_ && found.members.has(*watched_);
    found.steps.push_back(step);
}

void Evaluation::leave_out(Found& found, const char* name, Excluded how, const Set& flagged) const {
    const auto before = found.members;
    if (how == Excluded::skip) found.members -= flagged;
    if (how == Excluded::only) found.members &= flagged;
    step(found, name, before);
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

void Evaluation::collect(const Node& node, std::vector<const Node*>& fields) const {
    if (node.criterion && dynamic_cast<const FieldCriterion*>(node.criterion.get())) fields.push_back(&node);
    for (const auto& child : node.children) collect(child, fields);
    if (node.selected) collect(node.selected->where, fields);
}

void Evaluation::look_ahead(const Document& document) {
    std::vector<const Node*> fields, wanted;
    collect(document.where, fields);
    std::map<std::string_view, bool> taken;
    std::vector<const FieldCriterion*> criteria;
    for (const auto* node : fields) {
        if (engine_.known(state_, node->key, looking_) || !taken.emplace(node->key, true).second) continue;
        wanted.push_back(node);
        criteria.push_back(dynamic_cast<const FieldCriterion*>(node->criterion.get()));
    }
    if (criteria.empty()) return;
    auto sets = FieldCriterion::look_together(looking_, criteria);
    for (std::size_t i = 0; i < wanted.size(); ++i)
        engine_.keep(state_, wanted[i]->key, wanted[i]->criterion, std::make_shared<const Set>(std::move(sets[i])));
}

void Evaluation::note(Line& line, const Set& set) const {
    auto visible = set;
    line.hits = (visible &= seen_).count();
    line.holds = watched_ && set.has(*watched_);
}

Set Evaluation::set_of(const Node& node, Line& line) {
    looking_.check();
    line.children.resize(node.children.size());
    auto set = [&] {
        switch (node.kind) {
            case Node::Kind::criterion: return set_of_criterion(node);
            case Node::Kind::link:
            case Node::Kind::linked_by: return set_of_link(node, line);
            case Node::Kind::pot: return set_of_pot(node, line);
            case Node::Kind::selection: {
                Found inner;
                Evaluation(engine_, state_, looking_, {}).find(*node.selected, inner);
                return std::move(inner.members);
            }
            default: return set_of_group(node, line);
        }
    }();
    note(line, set);
    return set;
}

Set Evaluation::set_of_group(const Node& node, Line& line) {
    if (node.kind == Node::Kind::negation) return set_of(node.children.front(), line.children.front()).turned();
    const bool all = node.kind == Node::Kind::all;
    Set set(looking_.people.size(), all);
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        const auto one = set_of(node.children[i], line.children[i]);
        if (!all) {
            set |= one;
            continue;
        }
        set &= one;
        auto visible = set;
        line.children[i].left = (visible &= seen_).count();
    }
    return set;
}

Set Evaluation::set_of_pot(const Node& node, Line& line) {
    Set pot(looking_.people.size(), true);
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        const auto one = set_of(node.children[i], line.children[i]);
        const auto& step = node.steps[i];
        if (step == "take" || (step == "add" && i == 0)) pot = one;
        else if (step == "keep") pot &= one;
        else if (step == "remove") pot -= one;
        else pot |= one;
        auto visible = pot;
        line.children[i].left = (visible &= seen_).count();
    }
    return pot;
}

Evaluation::Links Evaluation::links_of(const std::string& field) {
    Links links;
    // sql: the field is one of customers::links
    auto rows = looking_.transaction.stream("SELECT id, " + field + " FROM customer WHERE " + field + " IS NOT NULL");
    std::vector<std::pair<std::uint32_t, std::int64_t>> numbers;
    while (rows.next())
        if (const auto from = looking_.people.of_id(rows.integer(0)))
            numbers.emplace_back(static_cast<std::uint32_t>(*from), rows.integer(1));
    for (const auto& [from, number] : numbers)
        if (const auto to = of_any_number(number)) links.emplace_back(from, static_cast<std::uint32_t>(*to));
    return links;
}

Set Evaluation::set_of_link(const Node& node, Line& line) {
    const auto inner = node.children.empty() ? looking_.people.everybody()
                                             : set_of(node.children.front(), line.children.front());
    Set set(looking_.people.size());
    for (const auto& [from, to] : links_of(node.link)) {
        // Who is hidden leads to nobody: what he has would be told by who is linked to him.
        if (!seen_.has(from) || !seen_.has(to)) continue;
        if (node.kind == Node::Kind::link && inner.has(to)) set.add(from);
        if (node.kind == Node::Kind::linked_by && inner.has(from)) set.add(to);
    }
    return set;
}

Set Evaluation::set_of_criterion(const Node& node) {
    if (const auto known = engine_.known(state_, node.key, looking_)) return *known;
    auto set = node.criterion->look(looking_);
    engine_.keep(state_, node.key, node.criterion, std::make_shared<const Set>(set));
    return set;
}

}  // namespace kartei::selections
