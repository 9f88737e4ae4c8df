#include "modules/books/statement_identity.hpp"

#include <set>

namespace kartei::books {
namespace {

bool has_balances(const StatementIdentity& one) { return one.opening && one.closing; }

/// Does a chain of balances lead from the end of `a` to the beginning of `b`, no day before the last?
bool leads_to(const StatementIdentity& a, const StatementIdentity& b, const std::vector<StatementIdentity>& others) {
    std::vector<const StatementIdentity*> open{&a};
    std::set<const StatementIdentity*> seen{&a};
    const auto follows = [](const StatementIdentity& before, const StatementIdentity& after) {
        return before.closing == after.opening && before.closed_on <= after.closed_on &&
               before.opened_on <= after.opened_on;
    };
    while (!open.empty()) {
        const auto* last = open.back();
        open.pop_back();
        if (follows(*last, b)) return true;
        for (const auto& next : others)
            if (has_balances(next) && follows(*last, next) && seen.insert(&next).second) open.push_back(&next);
    }
    return false;
}

/// More than the day on which one ends and the other begins.
bool share_days(const StatementIdentity& a, const StatementIdentity& b) {
    return !a.opened_on.empty() && !b.opened_on.empty() && a.opened_on < b.closed_on && b.opened_on < a.closed_on;
}

/// Is `part` a stretch of `whole`, by the balances that lead to it from the beginning or from it to the end?
bool holds(const StatementIdentity& whole, const StatementIdentity& part,
           const std::vector<StatementIdentity>& others) {
    if (part.opened_on < whole.opened_on || part.closed_on > whole.closed_on) return false;
    // A way over the whole itself leads beyond it.
    std::vector<StatementIdentity> within;
    for (const auto& one : others)
        if (one.opening != whole.opening || one.closing != whole.closing) within.push_back(one);
    const StatementIdentity beginning{"", whole.opened_on, whole.opened_on, {}, whole.opening};
    const StatementIdentity end{"", whole.closed_on, whole.closed_on, whole.closing, {}};
    return leads_to(beginning, part, within) || leads_to(part, end, within);
}

Kinship by_balances(const StatementIdentity& a, const StatementIdentity& b,
                    const std::vector<StatementIdentity>& others, bool one_number) {
    const bool begin_alike = a.opening == b.opening, end_alike = a.closing == b.closing;
    if (begin_alike && end_alike) return a.closed_on == b.closed_on ? Kinship::overlap : Kinship::unsure;
    const bool overlap = one_number || holds(a, b, others) || holds(b, a, others);
    if (leads_to(a, b, others) || leads_to(b, a, others)) return overlap ? Kinship::unsure : Kinship::apart;
    return overlap || begin_alike || end_alike || share_days(a, b) ? Kinship::overlap : Kinship::unsure;
}

}  // namespace

Kinship kinship(const StatementIdentity& a, const StatementIdentity& b, const std::vector<StatementIdentity>& others) {
    const bool one_number = !a.number.empty() && a.number == b.number;
    if (has_balances(a) && has_balances(b)) return by_balances(a, b, others, one_number);
    // Lists of a bank's program without number and balances hold whole days: one that goes on repeats what was there.
    const bool nameless = a.number.empty() && b.number.empty() && !has_balances(a) && !has_balances(b);
    return one_number || nameless ? Kinship::overlap : Kinship::unsure;
}

}  // namespace kartei::books
