#include "modules/reports/trip_reports.hpp"

#include "modules/parameters/parameter.hpp"

namespace kartei::reports {
namespace {

/// A house without trips has none of their lists; what is asked of its tickets alone it answers (decisions.md 25).
lists::Report where_there_are_trips(lists::Report report) {
    report.make = [make = std::move(report.make)](House& house, sql::Transaction& transaction, const Actor& actor,
                                                  const lists::Question& question,
                                                  const std::optional<std::string>& chosen)
        -> Result<std::shared_ptr<const lists::List>> {
        const bool has_trips = parameters::module_is_on(*parameters::parameters_of(transaction), "travel");
        if (!has_trips && question.text("side") != "tickets")
            return refuse(RefusalKind::not_found, "error.no_trips_here");
        return make(house, transaction, actor, question, chosen);
    };
    return report;
}

}  // namespace

lists::Reports trip_reports() {
    lists::Reports all{bookings_report(),   participants_report(), manifest_report(),   customer_statistics_report(),
                       company_view_report(), fees_report(),       follow_ups_report(), turnover_report(),
                       documents_report()};
    for (auto& report : all) report = where_there_are_trips(std::move(report));
    all.push_back(customer_history_report());
    return all;
}

}  // namespace kartei::reports
