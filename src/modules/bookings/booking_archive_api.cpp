// The archive over HTTP: what would be put away, and the run that does it.
#include "jobs/job_title.hpp"
#include "jobs/jobs.hpp"
#include "modules/bookings/booking_archive.hpp"
#include "modules/bookings/bookings_api.hpp"
#include "modules/parameters/module_switch.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::bookings {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

ArchiveOrder order_in(const Request& request) {
    return {request.body.value("older_than", ArchiveOrder{}.older_than)};
}

Result<ArchivePlan> planned(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) {
        return plan_archive(house, transaction, request.actor, order_in(request));
    });
}

Result<Answer> preview(House& house, const Request& request) {
    const auto plan = TRY(planned(house, request));
    Json stays = Json::array();
    for (const auto& one : plan.stays)
        stays.push_back({{"why", one.why},
                         {"text", text(request.language, "archive.stays." + one.why)},
                         {"count", one.count}});
    return Answer::ok({{"before", plan.before},
                       {"count", plan.count},
                       {"customers", plan.customers},
                       {"must_confirm", plan.count > most_unasked},
                       {"stays", std::move(stays)}});
}

Result<Answer> start(House& house, jobs::Jobs& jobs, const Request& request) {
    const auto plan = TRY(planned(house, request));
    std::optional<std::int64_t> confirmed;
    if (const auto said = request.body.value("confirm", Json()); said.is_number()) confirmed = said;
    TRY(confirm_archive(plan, confirmed));
    const jobs::Order order{"booking_archive", jobs::titled("archive.title", {{"count", std::to_string(plan.count)}}),
                            request.actor.user_id, plan.count, "bookings.archive"};
    const auto job = TRY(jobs.start(
        order, [&house, actor = request.actor, asked = order_in(request)](jobs::Progress& progress)
                   -> Result<jobs::Outcome> {
            const auto done = TRY(run_archive(house, actor, asked, progress));
            return jobs::Outcome{
                {{"bookings", done.bookings}, {"customers", done.customers}, {"change_event", done.event}}};
        }));
    return Answer::accepted({{"id", job}}, "/api/v1/jobs/" + std::to_string(job));
}

Json body(bool with_confirm) {
    std::vector<std::pair<std::string, Json>> members{{"older_than", schema::integer()}};
    if (with_confirm) members.emplace_back("confirm", schema::nullable(schema::integer()));
    return schema::object(std::move(members));
}

Json plan_schema() {
    const auto staying = schema::object(
        {{"why", schema::text()}, {"text", schema::text()}, {"count", schema::integer()}}, {"why", "text", "count"});
    return schema::object({{"before", schema::text()}, {"count", schema::integer()}, {"customers", schema::integer()},
                           {"must_confirm", schema::boolean()}, {"stays", schema::array(staying)}},
                          {"before", "count", "customers", "must_confirm", "stays"});
}

}  // namespace

EndpointTable booking_archive_endpoints(House& house, jobs::Jobs& jobs) {
    EndpointTable all{
        {Method::post, "/booking-archive/preview", "preview_booking_archive", "bookings.archive",
         "How many bookings that were over `older_than` years ago (10 unless told) would go into the archive, and how many "
         "stay, by reason: what is owed, options that run, commission that is not settled, follow-ups (J-201).",
         {}, body(false), {}, {{200, "The numbers.", plan_schema()}}, {},
         [&house](Request& request) { return preview(house, request); }, "archive"},
        {Method::post, "/booking-archive", "start_booking_archive", "bookings.archive",
         "Puts them into the archive as a job, in one change event that undo takes back; cancelled before its end, all comes "
         "back. More than 100 need their number in `confirm` (409).",
         {}, body(true), {}, {{202, "The job.", schema::object({{"id", schema::integer()}}, {"id"})}},
         {}, [&house, &jobs](Request& request) { return start(house, jobs, request); }, "archive"},
    };
    return parameters::only_with_module(house, "travel", std::move(all));
}

}  // namespace kartei::bookings
