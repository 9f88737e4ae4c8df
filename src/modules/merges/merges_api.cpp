#include "modules/merges/merges_api.hpp"

#include "audit/last_changes.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/customers/customer_api.hpp"
#include "modules/customers/customer_history.hpp"
#include "modules/customers/customer_removal.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/merges/merge_json.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::merges {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

MergeWish wish_of(const Json& body) {
    MergeWish wish;
    wish.survivor = body.at("survivor");
    for (const auto& id : body.at("merged")) wish.merged.push_back(id);
    const auto choose = body.find("choose");
    if (choose != body.end())
        for (const auto& [name, customer] : choose->items()) wish.chosen.emplace(name, customer.get<std::int64_t>());
    const auto versions = body.find("versions");
    if (versions != body.end())
        for (const auto& [id, version] : versions->items())
            wish.versions.emplace(std::atoll(id.c_str()), version.get<std::int64_t>());
    return wish;
}

/// Whom one may not see one cannot merge either.
Result<MergeWish> wish_in(Transaction& transaction, const Request& request) {
    auto wish = wish_of(request.body);
    if (!customers::may_see(transaction, request.actor, wish.survivor) ||
        !customers::may_see_all(transaction, request.actor, wish.merged))
        return refuse(RefusalKind::not_found, "error.no_such_customer_here");
    return wish;
}

Result<Answer> preview(House& house, const Request& request) {
    const auto seen = TRY(house.database.read([&](Transaction& transaction) -> Result<MergePreview> {
        return preview_merge(transaction, TRY(wish_in(transaction, request)));
    }));
    return Answer::ok(preview_json(seen, house, request.language));
}

Result<Answer> merge(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto wish = TRY(wish_in(transaction, request));
            const auto event = TRY(merge_customers(house, transaction, request.actor, wish));
            return Answer::created({{"survivor", wish.survivor}, {"change_event", event}},
                                   "/api/v1/customers/" + std::to_string(wish.survivor));
        });
    });
}

std::int64_t event_of(const Request& request) { return request.id("change_event"); }

Result<PartingPreview> parting_of(House& house, Transaction& transaction, const Request& request) {
    auto seen = TRY(preview_parting(house, transaction, event_of(request)));
    if (!customers::may_see(transaction, request.actor, seen.survivor))
        return refuse(RefusalKind::not_found, "error.no_such_change");
    return seen;
}

Result<Answer> preview_reversal(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto seen = TRY(parting_of(house, transaction, request));
        return Answer::ok(parting_json(transaction, seen, request.language));
    });
}

Result<Answer> reverse(House& house, const Request& request) {
    TRY(house.database.read([&](Transaction& transaction) { return parting_of(house, transaction, request); }));
    return Answer::ok({{"change_event", TRY(part_customers(house, request.actor, event_of(request)))}});
}

Json by_name(Json values) { return {{"type", "object"}, {"additionalProperties", std::move(values)}}; }

Json wish_schema(bool with_versions) {
    std::vector<std::pair<std::string, Json>> members{{"survivor", schema::integer()},
                                                      {"merged", schema::array(schema::integer())},
                                                      {"choose", by_name(schema::integer())}};
    std::vector<std::string> required{"survivor", "merged"};
    if (with_versions) {
        members.emplace_back("versions", by_name(schema::integer()));
        required.emplace_back("versions");
    }
    return schema::object(members, required);
}

web::EndpointTable merge_endpoints(House& house) {
    return {
        {Method::post,
         "/merges/previews",
         "preview_merge",
         "customers.merge",
         "What a merge would do: every filled field with all values and whose is proposed, every row that moves, what "
         "one should know before. `choose` names the customer whose value holds, by field. Stores nothing.",
         {},
         wish_schema(false),
         {},
         {{200, "The preview.", preview_schema()}},
         {},
         [&house](Request& request) { return preview(house, request); },
         "customer"},
        {Method::post,
         "/merges",
         "merge_customers",
         "customers.merge",
         "Merges customers who are one person; at most 50. `versions` names the version of each; 412 when one is "
         "stale. The numbers of those who go keep finding the survivor.",
         {},
         wish_schema(true),
         {},
         {{201, "Merged; `change_event` parts them again.",
           schema::object({{"survivor", schema::integer()}, {"change_event", schema::integer()}},
                          {"survivor", "change_event"})}},
         Precondition::idempotency_key,
         [&house](Request& request) { return merge(house, request); },
         "customer"}};
}

web::EndpointTable reversal_endpoints(House& house) {
    return {{Method::post,
             "/merges/{change_event}/reversal/preview",
             "preview_merge_reversal",
             "customers.merge",
             "What has happened since a merge, and where it will go when the customers part. Stores nothing.",
             {},
             nullptr,
             {},
             {{200, "The preview.", parting_schema()}},
             {},
             [&house](Request& request) { return preview_reversal(house, request); }},
            {Method::post,
             "/merges/{change_event}/reversal",
             "reverse_merge",
             "customers.merge",
             "Parts merged customers again, at any later time; undoing the change event does the same. 409 when it was "
             "undone already, or the survivor was merged further: part him first.",
             {},
             nullptr,
             {},
             {{200, "Parted.", schema::object({{"change_event", schema::integer()}}, {"change_event"})}},
             {},
             [&house](Request& request) { return reverse(house, request); }}};
}

}  // namespace

web::EndpointTable merges_endpoints(House& house) {
    auto table = merge_endpoints(house);
    for (auto& endpoint : reversal_endpoints(house)) table.push_back(std::move(endpoint));
    return table;
}

void note_merge(Transaction& transaction, const Actor& actor, const audit::Touched& touched, Json& event) {
    if (touched.record == merge_record || touched.record == image_record)
        customers::note_customer(transaction, actor, {"customer", touched.id}, event);
}

}  // namespace kartei::merges
