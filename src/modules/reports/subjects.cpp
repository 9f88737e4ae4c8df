#include "modules/reports/subjects.hpp"

#include <algorithm>
#include <set>

namespace kartei::reports {
namespace {

using Subscriptions = std::unordered_map<std::int64_t, events::Subscription>;

Issue unknown(const std::string& option, const std::string& name) {
    return {option, "error.unknown_in_filter", {{"value", name}}};
}

/// What stands before and behind the last "@"; no season where there is none.
std::pair<std::string_view, std::optional<std::string_view>> split(std::string_view typed) {
    const auto at = typed.rfind('@');
    if (at == std::string_view::npos) return {typed, std::nullopt};
    return {typed.substr(0, at), typed.substr(at + 1)};
}

bool is_of_season(const events::Subscription& subscription, std::string_view season) {
    return subscription.season == (season == lists::without_name ? "" : season);
}

bool is_meant(const events::Subscription& subscription, std::string_view typed) {
    if (subscription.name == typed) return true;
    const auto [name, season] = split(typed);
    return season && subscription.name == name && is_of_season(subscription, *season);
}

template <class Chosen>
bool is_any(const std::vector<std::string>& chosen, Chosen is_one) {
    return chosen.empty() || std::any_of(chosen.begin(), chosen.end(), is_one);
}

std::vector<Issue> what_is_unknown(sql::Transaction& transaction, const Subscriptions& all,
                                   const std::vector<std::string>& names, const std::vector<std::string>& seasons) {
    std::vector<Issue> issues;
    for (const auto& name : names)
        if (std::none_of(all.begin(), all.end(), [&](const auto& one) { return is_meant(one.second, name); }))
            issues.push_back(unknown("subscription", name));
    for (const auto& season : seasons)
        if (season != lists::without_name && !events::find_on_shelf(transaction, events::Shelf::season, season))
            issues.push_back(unknown("season", season));
    return issues;
}

}  // namespace

Result<std::vector<std::int64_t>> ids_of_names(const std::vector<std::string>& names, const NamedIds& known,
                                               const std::string& option) {
    std::set<std::int64_t> ids;
    std::vector<Issue> issues;
    for (const auto& name : names) {
        const auto found =
            std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.second == name; });
        if (found == known.end()) issues.push_back(unknown(option, name));
        else ids.insert(found->first);
    }
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    return std::vector<std::int64_t>(ids.begin(), ids.end());
}

Result<std::vector<std::int64_t>> subscriptions_asked(sql::Transaction& transaction, const lists::Question& question,
                                                      bool only_fixed) {
    const auto names = question.list("subscriptions"), seasons = question.list("seasons");
    if (names.empty() && seasons.empty()) return refuse(RefusalKind::invalid, "error.report_needs_subscription");
    const auto all = events::subscriptions(transaction);
    if (auto issues = what_is_unknown(transaction, all, names, seasons); !issues.empty())
        return Refusal{RefusalKind::invalid, std::move(issues)};
    std::vector<std::int64_t> ids;
    for (const auto& [id, one] : all) {
        const bool is_named = is_any(names, [&](const std::string& name) { return is_meant(one, name); });
        const bool is_in_season = is_any(seasons, [&](const std::string& season) { return is_of_season(one, season); });
        if (is_named && is_in_season && (!only_fixed || one.kind == "fixed")) ids.push_back(id);  // T-041, T-042
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

}  // namespace kartei::reports
