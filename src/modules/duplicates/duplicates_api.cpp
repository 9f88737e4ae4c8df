#include "modules/duplicates/duplicates_api.hpp"

#include <algorithm>

#include "base/texts.hpp"
#include "jobs/job_title.hpp"
#include "modules/customers/customer_actions.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/duplicates/duplicate_actions.hpp"
#include "modules/duplicates/duplicate_json.hpp"
#include "modules/duplicates/register_scan.hpp"
#include "web/endpoint_names.hpp"
#include "web/field_json.hpp"

namespace kartei::duplicates {
namespace {

using customers::Customer;
using sql::Transaction;
using namespace web::endpoint_names;

constexpr int most_groups = 200;

/// What was typed so far. A half-typed value that cannot be read is left out: nobody has finished typing it.
Customer draft_of(const Json& body) {
    Customer draft;
    for (const auto& [name, json] : body.items()) {
        if (name == "id" && json.is_number_integer()) draft.id = json.get<std::int64_t>();
        const auto* member = find_field(customers::customer_fields(), name);
        if (!member) continue;
        if (auto value = check_value(member->field, web::value_of(json))) {
            if (member->field.kind == FieldKind::yes_no && is_empty(*value)) continue;
            member->set(draft, *value);
        }
    }
    return draft;
}

Result<Answer> check(House& house, Knowledge& knowledge, const Request& request) {
    const auto draft = draft_of(request.body);
    return house.database.read([&](Transaction& transaction) {
        const auto known = knowledge.model(transaction);
        const auto rules = find_rules(transaction);
        const auto checked =
            check_duplicates(transaction, with_rules(known->model, rules), known->frequencies, draft,
                             static_cast<double>(rules.threshold) - shown_below_threshold,
                             request.actor.may("customers.see_hidden"));
        return Answer::ok(checked_json(checked, draft, request.language));
    });
}

// --- not the same person

std::vector<std::int64_t> customers_in(const Request& request) {
    if (!request.body.is_null()) return request.body.at("customers").get<std::vector<std::int64_t>>();
    std::vector<std::int64_t> ids;
    for (const auto& text : request.query_list("customers")) ids.push_back(std::strtoll(text.c_str(), nullptr, 10));
    return ids;
}

using PairAction = Result<std::int64_t> (*)(House&, Transaction&, const Actor&, const std::vector<std::int64_t>&);

Result<Answer> decide(House& house, const Request& request, PairAction action) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        if (!customers::may_see_all(transaction, request.actor, customers_in(request)))
            return refuse(RefusalKind::not_found, "error.no_such_customer_here");
        const auto event = TRY(action(house, transaction, request.actor, customers_in(request)));
        return Answer::ok({{"change_event", event > 0 ? Json(event) : Json()}});
    });
}

// --- scans

Result<Answer> start_scan(House& house, jobs::Jobs& jobs, const Request& request) {
    ScanOrder order;
    if (request.body.value("scope", "all") == "import") {
        if (!request.body.contains("import")) return refuse_field("import", "error.required");
        order.import_event = request.body.at("import").get<std::int64_t>();
    }
    if (request.body.contains("threshold")) order.threshold = request.body.at("threshold").get<std::int64_t>();
    const jobs::Order job{"duplicates", jobs::titled("duplicates.job"), request.actor.user_id, 0, "customers.read"};
    const auto id = TRY(jobs.start(job, [&house, order](jobs::Progress& progress) -> Result<jobs::Outcome> {
        return jobs::Outcome{scan_json(TRY(scan_register(house, order, progress)))};
    }));
    return Answer::accepted({{"id", id}}, "/api/v1/jobs/" + std::to_string(id));
}

Result<Answer> newest_scan(House& house) {
    const auto scan = house.database.read([](Transaction& transaction) { return latest_scan(transaction); });
    return Answer::ok(scan ? scan_json(*scan) : Json());
}

/// Pairs of which the user may see both.
std::vector<FoundPair> seen_pairs(Transaction& transaction, const Actor& actor, std::vector<FoundPair> pairs) {
    std::erase_if(pairs, [&](const FoundPair& pair) {
        return !customers::may_see_all(transaction, actor, {pair.one, pair.other});
    });
    return pairs;
}

Result<Answer> groups(House& house, Knowledge& knowledge, const Request& request) {
    const bool open = request.query_text("state").value_or("open") == "open";
    const auto offset = request.query_integer("offset", 0);
    const auto limit = static_cast<int>(request.query_integer("limit", 50));
    return house.database.read([&](Transaction& transaction) {
        const auto scan = latest_scan(transaction);
        if (!scan) return Answer::ok({{"count", 0}, {"rows", Json::array()}});
        const auto known = knowledge.model(transaction);
        const Judge judge(with_rules(known->model, find_rules(transaction)));
        Json rows = Json::array();
        for (auto group : group_ids(transaction, scan->id, open, offset, limit)) {
            const auto pairs = seen_pairs(transaction, request.actor, pairs_of(transaction, scan->id, group));
            if (!pairs.empty())
                rows.push_back(group_json(transaction, judge, known->frequencies, group, pairs, request.language));
        }
        return Answer::ok({{"count", count_groups(transaction, scan->id, open)}, {"rows", std::move(rows)}});
    });
}

// --- rules

Rules rules_in(const Json& body) {
    Rules rules;
    rules.threshold = body.at("threshold").get<std::int64_t>();
    for (const auto& [name, counts] : body.at("features").items())
        if (!counts.get<bool>()) rules.not_counted.push_back(name);
    std::sort(rules.not_counted.begin(), rules.not_counted.end());
    return rules;
}

Answer answer_of(const Rules& rules, std::int64_t event = 0) {
    auto answer = Answer::ok(rules_json(rules));
    if (event > 0) answer.json["change_event"] = event;
    answer.version = rules.version;
    return answer;
}

Result<Answer> show_rules(House& house) {
    return answer_of(house.database.read([](Transaction& transaction) { return find_rules(transaction); }));
}

Result<Answer> put_rules(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        const auto event =
            TRY(change_rules(house, transaction, request.actor, rules_in(request.body), *request.version));
        return answer_of(find_rules(transaction), event);
    });
}

Result<Answer> preview(House& house, const Request& request) {
    auto found = TRY(preview_rules(house, rules_in(request.body), request.cancelled.get()));
    return house.database.read([&](Transaction& transaction) {
        found.sample = seen_pairs(transaction, request.actor, std::move(found.sample));
        return Answer::ok(preview_json(transaction, found));
    });
}

// --- declarations

Json check_body() {
    auto members = web::input_schemas(customers::customer_fields());
    members.emplace_back("id", schema::nullable(schema::integer()));
    // The form sends what it has; what the program keeps itself is passed over.
    for (const auto& member : customers::customer_fields())
        if (member.field.has(read_only)) members.emplace_back(member.field.name, schema::anything());
    return schema::object(std::move(members));
}

Json pair_body() {
    return schema::object({{"customers", schema::array(schema::integer())}}, {"customers"});
}

Json rules_body() {
    std::vector<std::pair<std::string, Json>> features;
    for (std::size_t f = 0; f < feature_count; ++f)
        features.emplace_back(feature_name(static_cast<Feature>(f)), schema::boolean());
    return schema::object({{"threshold", schema::integer()}, {"features", schema::object(std::move(features))}},
                          {"threshold", "features"});
}

Json event_answer() {
    return schema::object({{"change_event", schema::nullable(schema::integer())}}, {"change_event"});
}

std::vector<web::ParameterDeclaration> page_parameters() {
    Json limit = schema::integer(), offset = schema::integer();
    limit["minimum"] = 1, limit["maximum"] = most_groups, offset["minimum"] = 0;
    return {{"state", "open: still to be decided (default)", schema::choice({"open", "done"})},
            {"offset", "Groups left out at the beginning", offset},
            {"limit", "Groups at most (50)", limit}};
}

web::EndpointTable deciding_endpoints(House& house, const std::shared_ptr<Knowledge>& knowledge) {
    const web::ParameterDeclaration ids{"customers", "Ids, repeated", schema::array(schema::integer()), true};
    return {{Method::post,
             "/duplicates/check",
             "check_duplicates",
             "customers.read",
             "Who in the register is probably the same person as what was typed so far (J-027, J-028); at most 20, "
             "strongest "
             "first. complete is false when only part of those who share something was looked at.",
             {},
             check_body(),
             {},
             {{200, "Probable duplicates", schema::reference("DuplicateCheck")}},
             Precondition::none,
             [&house, knowledge](Request& request) { return check(house, *knowledge, request); }},
            {Method::post,
             "/duplicates/pairs/distinct",
             "keep_apart",
             "customers.change",
             "Remembers that two to 200 customers are all different persons, as one change.",
             {},
             pair_body(),
             {},
             {{200, "Remembered; change_event is null when it was known", event_answer()}},
             Precondition::none,
             [&house](Request& request) { return decide(house, request, keep_apart); }},
            {Method::del,
             "/duplicates/pairs/distinct",
             "forget_apart",
             "customers.change",
             "Forgets that customers are different persons.",
             {ids},
             nullptr,
             {},
             {{200, "Forgotten; change_event is null when nothing was remembered", event_answer()}},
             Precondition::none,
             [&house](Request& request) { return decide(house, request, forget_apart); }}};
}

web::EndpointTable scan_endpoints(House& house, jobs::Jobs& jobs, const std::shared_ptr<Knowledge>& knowledge) {
    const auto order = schema::object({{"scope", schema::choice({"all", "import"})},
                                       {"import", schema::integer()},
                                       {"threshold", schema::integer()}});
    return {
        {Method::post,
         "/duplicates/scans",
         "scan_register",
         "customers.change",
         "Looks for duplicates in the whole register or, with scope import, for those of the customers that the change "
         "event `import` created. A job.",
         {},
         order,
         {},
         {{202, "The job", schema::object({{"id", schema::integer()}}, {"id"})}},
         Precondition::none,
         [&house, &jobs](Request& request) { return start_scan(house, jobs, request); }},
        {Method::get,
         "/duplicates/scans/latest",
         "latest_scan",
         "customers.read",
         "The newest scan that came to its end; null before the first.",
         {},
         nullptr,
         {},
         {{200, "The scan", schema::nullable(schema::reference("DuplicateScan"))}},
         Precondition::none,
         [&house](Request&) { return newest_scan(house); }},
        {Method::get,
         "/duplicates/groups",
         "list_duplicate_groups",
         "customers.read",
         "Groups of customers that are probably one person, strongest first, with the reasons of every pair.",
         page_parameters(),
         nullptr,
         {},
         {{200, "Groups",
           schema::object({{"count", schema::integer()}, {"rows", schema::array(schema::reference("DuplicateGroup"))}},
                          {"count", "rows"})}},
         Precondition::none,
         [&house, knowledge](Request& request) { return groups(house, *knowledge, request); }}};
}

web::EndpointTable rule_endpoints(House& house) {
    return {{Method::get,
             "/duplicates/rules",
             "duplicate_rules",
             "customers.read",
             "Which features count and from which score two customers are shown as probably one person.",
             {},
             nullptr,
             {},
             {{200, "Rules", schema::reference("DuplicateRules")}},
             Precondition::none,
             [&house](Request&) { return show_rules(house); }},
            {Method::put,
             "/duplicates/rules",
             "change_duplicate_rules",
             "settings.change",
             "Changes the rules; threshold 1 to 100.",
             {},
             rules_body(),
             {},
             {{200, "Rules", schema::reference("DuplicateRules")}},
             Precondition::if_match,
             [&house](Request& request) { return put_rules(house, request); }},
            {Method::post,
             "/duplicates/rules/preview",
             "preview_duplicate_rules",
             "settings.change",
             "What these rules would find; in registers beyond 100,000 customers in a sample of as many, taken in "
             "stretches over the whole order of names (complete is false then).",
             {},
             rules_body(),
             {},
             {{200, "What they would find", preview_schema()}},
             Precondition::none,
             [&house](Request& request) { return preview(house, request); }}};
}

}  // namespace

web::EndpointTable duplicates_endpoints(House& house, jobs::Jobs& jobs) {
    auto knowledge = std::make_shared<Knowledge>();
    auto table = deciding_endpoints(house, knowledge);
    for (auto part : {scan_endpoints(house, jobs, knowledge), rule_endpoints(house)})
        table.insert(table.end(), part.begin(), part.end());
    return table;
}

}  // namespace kartei::duplicates
