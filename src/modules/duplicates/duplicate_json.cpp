#include "modules/duplicates/duplicate_json.hpp"

#include <algorithm>
#include <map>

#include "modules/customers/customer_json.hpp"
#include "modules/duplicates/duplicates_api.hpp"
#include "modules/duplicates/explanation.hpp"

namespace kartei::duplicates {
namespace {

using customers::Customer;
using sql::Transaction;
using web::Json;
namespace schema = web::schema;

/// As the search shows him, with version and birth date.
Json hit_of(const Customer& customer) {
    customers::Hits one;
    one.hits.push_back({customer, "name"});
    auto hit = customers::hits_json(one).at("hits").at(0);
    hit["version"] = customer.version;
    hit["birth_date"] = customer.birth_date.empty() ? Json() : Json(customer.birth_date);
    return hit;
}

std::vector<Customer> customers_of(Transaction& transaction, const std::vector<FoundPair>& pairs) {
    std::vector<std::int64_t> ids;
    for (const auto& pair : pairs)
        for (auto id : {pair.one, pair.other})
            if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
    return customers::find_customers(transaction, ids);
}

/// What hit_of() answers: the search's own hit and two members more.
Json hit_members() {
    for (auto& [name, declared] : customers::customer_schemas()) {
        if (name != "SearchHit") continue;
        declared["properties"]["version"] = schema::integer();
        declared["properties"]["birth_date"] = schema::nullable(schema::date());
        return declared;
    }
    throw std::logic_error("no schema SearchHit");
}

Json hit_schema() { return schema::reference("DuplicateHit"); }

Json rules_schema() {
    return schema::object({{"version", schema::integer()},
                           {"threshold", schema::integer()},
                           {"features", schema::anything()},
                           {"change_event", schema::integer()}},
                          {"version", "threshold", "features"});
}

Json scan_schema() {
    return schema::object({{"id", schema::integer()},
                           {"at", schema::instant()},
                           {"customers", schema::integer()},
                           {"pairs", schema::integer()},
                           {"groups", schema::integer()},
                           {"threshold", schema::integer()},
                           {"complete", schema::boolean()}},
                          {"id", "at", "customers", "pairs", "groups", "threshold", "complete"});
}

std::string_view verdict_name(Verdict::What what) {
    switch (what) {
        case Verdict::distinct: return "distinct";
        case Verdict::merged: return "merged";
        case Verdict::gone: return "gone";
        default: return "open";
    }
}

}  // namespace

Json checked_json(const Checked& checked, const Customer& draft, Language language) {
    Json list = Json::array();
    for (const auto& candidate : checked.candidates)
        list.push_back({{"customer", hit_of(candidate.customer)},
                        {"score", candidate.score},
                        {"points", points_json(candidate.comparison, candidate.judgement, language)},
                        {"differs", differences_json(draft, candidate.customer)}});
    return {{"candidates", std::move(list)}, {"looked_at", checked.looked_at}, {"complete", checked.complete}};
}

Json scan_json(const ScanRecord& scan) {
    return {{"id", scan.id},         {"at", scan.finished_at},       {"customers", scan.customers},
            {"pairs", scan.pairs},   {"groups", scan.groups},        {"threshold", scan.threshold},
            {"complete", scan.complete}};
}

Json group_json(Transaction& transaction, const Judge& judge, const Frequencies& frequencies, std::int64_t group,
                const std::vector<FoundPair>& pairs, Language language) {
    std::map<std::int64_t, Values> values;
    Json members = Json::array(), list = Json::array();
    for (const auto& customer : customers_of(transaction, pairs)) {
        values.emplace(customer.id, comparison_values(customer));
        members.push_back(hit_of(customer));
    }
    std::int64_t score = 0;
    for (const auto& pair : pairs) {
        const auto one = values.find(pair.one), other = values.find(pair.other);
        const auto verdict = verdict_on(transaction, pair);
        Json points = Json::array();
        if (one != values.end() && other != values.end()) {
            const auto comparison = compare_values(one->second, other->second, frequencies);
            points = points_json(comparison, judge.judge(comparison), language);
        }
        list.push_back({{"a", pair.one},
                        {"b", pair.other},
                        {"score", pair.score},
                        {"points", std::move(points)},
                        {"verdict", verdict_name(verdict.what)},
                        {"change_event", verdict.event == 0 ? Json(nullptr) : Json(verdict.event)}});
        score = std::max(score, pair.score);
    }
    return {{"id", group}, {"score", score}, {"customers", std::move(members)}, {"pairs", std::move(list)}};
}

Json rules_json(const Rules& rules) {
    const auto counted = counted_by(rules);
    Json features = Json::object();
    for (std::size_t f = 0; f < feature_count; ++f)
        features[std::string(feature_name(static_cast<Feature>(f)))] = counted[f];
    return {{"version", rules.version}, {"threshold", rules.threshold}, {"features", std::move(features)}};
}

Json preview_json(Transaction& transaction, const Preview& preview) {
    Json sample = Json::array();
    for (const auto& pair : preview.sample) {
        Json both = Json::array();
        for (const auto& customer : customers_of(transaction, {pair})) both.push_back(hit_of(customer));
        sample.push_back({{"score", pair.score}, {"customers", std::move(both)}});
    }
    return {{"customers", preview.customers}, {"pairs", preview.pairs},       {"groups", preview.groups},
            {"complete", preview.complete},   {"sample", std::move(sample)}};
}

Json preview_schema() {
    const auto sample = schema::object({{"score", schema::integer()}, {"customers", schema::array(hit_schema())}},
                                       {"score", "customers"});
    return schema::object({{"customers", schema::integer()},
                           {"pairs", schema::integer()},
                           {"groups", schema::integer()},
                           {"complete", schema::boolean()},
                           {"sample", schema::array(sample)}},
                          {"customers", "pairs", "groups", "complete", "sample"});
}

std::vector<web::NamedSchema> duplicates_schemas() {
    const auto candidate = schema::object({{"customer", hit_schema()},
                                           {"score", schema::integer()},
                                           {"points", points_schema()},
                                           {"differs", differences_schema()}},
                                          {"customer", "score", "points", "differs"});
    const auto pair = schema::object({{"a", schema::integer()},
                                      {"b", schema::integer()},
                                      {"score", schema::integer()},
                                      {"points", points_schema()},
                                      {"verdict", schema::choice({"open", "distinct", "merged", "gone"})},
                                      {"change_event", schema::nullable(schema::integer())}},
                                     {"a", "b", "score", "points", "verdict", "change_event"});
    return {{"DuplicateCheck", schema::object({{"candidates", schema::array(candidate)},
                                               {"looked_at", schema::integer()},
                                               {"complete", schema::boolean()}},
                                              {"candidates", "looked_at", "complete"})},
            {"DuplicateHit", hit_members()},
            {"DuplicateScan", scan_schema()},
            {"DuplicateGroup", schema::object({{"id", schema::integer()},
                                               {"score", schema::integer()},
                                               {"customers", schema::array(hit_schema())},
                                               {"pairs", schema::array(pair)}},
                                              {"id", "score", "customers", "pairs"})},
            {"DuplicateRules", rules_schema()}};
}

}  // namespace kartei::duplicates
