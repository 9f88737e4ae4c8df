// Changes of many customers over HTTP.
#include "base/event_access.hpp"
#include "jobs/job_title.hpp"
#include "modules/selections/bulk_change.hpp"
#include "modules/selections/members.hpp"
#include "modules/selections/selections_api.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::selections {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

using Shared = std::shared_ptr<Engine>;

struct Asked {
    BulkOrder order;
    Members members;
};

Result<Asked> asked_in(House& house, Transaction& transaction, Engine& engine, const Request& request) {
    auto order = TRY(read_bulk_order(house, transaction, request.actor, request.body));
    return Asked{std::move(order), TRY(members_meant(house, transaction, engine, request.actor, request.body))};
}

Result<Answer> preview(House& house, Engine& engine, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto asked = TRY(asked_in(house, transaction, engine, request));
        const auto count = static_cast<std::int64_t>(asked.members.ids.size());
        return Answer::ok({{"count", count}, {"must_confirm", asked.order.remove || count > most_unasked}});
    });
}

Result<Answer> start(House& house, jobs::Jobs& jobs, Engine& engine, const Request& request) {
    auto asked = TRY(house.database.read(
        [&](Transaction& transaction) { return asked_in(house, transaction, engine, request); }));
    const auto count = static_cast<std::int64_t>(asked.members.ids.size());
    TRY(confirm_bulk(asked.order, count,
                     request.body.contains("confirm") ? std::optional(request.body.at("confirm").get<std::int64_t>())
                                                      : std::nullopt));
    // Its result names whoever was skipped: it is for those who see as much.
    const bool sees_hidden = request.actor.may("customers.see_hidden");
    const jobs::Order order{"bulk_change",
                            jobs::titled(asked.order.remove ? "bulk.title_delete" : "bulk.title_change",
                                         {{"count", std::to_string(count)}}),
                            request.actor.user_id, count,
                            std::string("customers.change_many") + (sees_hidden ? " customers.see_hidden" : ""),
                            write_event_access(request.actor)};
    auto actor = request.actor;
    actor.language = request.language;
    const auto job = TRY(jobs.start(order, [&house, actor, asked](jobs::Progress& progress) -> Result<jobs::Outcome> {
        return jobs::Outcome{TRY(run_bulk_change(house, actor, asked.order, asked.members.ids, progress))};
    }));
    return Answer::accepted({{"id", job}}, "/api/v1/jobs/" + std::to_string(job));
}

Json body(bool with_confirm) {
    std::vector<std::pair<std::string, Json>> members{{"document", schema::anything()},
                                                      {"selection", schema::anything()},
                                                      {"customers", schema::array(schema::integer())},
                                                      {"set", schema::anything()},
                                                      {"give", schema::array(schema::text(120))},
                                                      {"take", schema::array(schema::text(120))},
                                                      {"delete", schema::boolean()}};
    if (with_confirm) members.emplace_back("confirm", schema::integer());
    return schema::object(std::move(members));
}

}  // namespace

EndpointTable bulk_endpoints(House& house, jobs::Jobs& jobs, Shared engine) {
    Endpoint ask{.method = Method::post,
                 .path = "/bulk-changes/preview",
                 .name = "preview_bulk_change",
                 .permission = "customers.change_many",
                 .summary =
                     "How many customers a bulk change means: a `document`, a saved `selection` or `customers`; to "
                     "`set` fields and statuses (J-180), `give` or `take` labels, or `delete` them.",
                 .body_schema = body(false),
                 .answers = {{200, "The number.",
                              schema::object({{"count", schema::integer()}, {"must_confirm", schema::boolean()}},
                                             {"count", "must_confirm"})}},
                 .handle = [&house, engine](Request& request) { return preview(house, *engine, request); },
                 .record = "customer"};
    Endpoint begin{.method = Method::post,
                   .path = "/bulk-changes",
                   .name = "start_bulk_change",
                   .permission = "customers.change_many",
                   .summary =
                       "Changes or deletes them as a job, in one change event that undo takes back; cancelled "
                       "before its end, all goes back. Whoever cannot be changed is skipped and named. More than "
                       "100, and every deletion, need their number in `confirm` (409).",
                   .body_schema = body(true),
                   .answers = {{202, "The job.", schema::object({{"id", schema::integer()}}, {"id"})}},
                   .handle = [&house, &jobs, engine](Request& request) { return start(house, jobs, *engine, request); },
                   .record = "customer"};
    return {std::move(ask), std::move(begin)};
}

}  // namespace kartei::selections
