#include "modules/reports/sales_reports.hpp"

#include <algorithm>

#include "lists/print.hpp"
#include "modules/reports/customer_parts.hpp"
#include "modules/reports/customer_question.hpp"
#include "modules/reports/fixed_seats_list.hpp"
#include "modules/reports/guest_list.hpp"
#include "modules/reports/subjects.hpp"

namespace kartei::reports {
namespace {

using lists::Filter;
using lists::Question;
using sql::Transaction;
using enum FieldKind;
using ListMade = Result<std::shared_ptr<const lists::List>>;
using Chosen = std::optional<std::string>;

constexpr std::string_view fixed_seats = "fixed-seats", fixed_seats_wide = "fixed-seats-wide";

const std::vector<Filter>& subscription_filters() {
    static const std::vector<Filter> filters{
        {{"subscriptions", text_list, 200}, "subscription", "event.subscription"},
        {{"seasons", text_list, 200}, "season", "event.season"},
    };
    return filters;
}

const std::vector<Filter>& promotion_filters() {
    static const auto filters = [] {
        std::vector<Filter> all{{{"promotions", text_list, 200}, "promotion", "event.promotion"}};
        all.insert(all.end(), event_filters().begin(), event_filters().end());
        return all;
    }();
    return filters;
}

bool is_about_fixed_seats(const Question& question) {
    return question.type == fixed_seats || question.type == fixed_seats_wide;
}

Narrowing narrowed(SoldThrough through, std::vector<std::int64_t> subjects, const Actor& actor) {
    return {through, std::move(subjects), !actor.may("customers.see_hidden")};
}

/// What was found for a run, "3,4|*" or "3|17,18": subjects, and event dates unless all belong to it.
struct Found {
    std::vector<std::int64_t> subjects, events;
    bool every_event = true;
};
Found found_in(const std::string& chosen) {
    const auto bar = std::min(chosen.find('|'), chosen.size());
    const auto events = bar < chosen.size() ? chosen.substr(bar + 1) : std::string(CustomerReport::every_event);
    Found found{unpack_ids(chosen.substr(0, bar)), {}, events == CustomerReport::every_event};
    if (!found.every_event) found.events = unpack_ids(events);
    return found;
}

/// The same list again, as far as the actor may see it now.
Result<std::shared_ptr<CustomerReport>> made_again(House& house, Transaction& transaction, const Actor& actor,
                                                   ReportType type, SoldThrough through, const std::string& chosen) {
    auto found = found_in(chosen);
    auto narrowing = narrowed(through, std::move(found.subjects), actor);
    if (found.every_event) return CustomerReport::make(house, transaction, actor, type, {}, std::move(narrowing));
    return CustomerReport::again(house, transaction, actor, type, std::move(found.events), std::move(narrowing));
}

ReportType type_of(const Question& question) {
    return is_about_fixed_seats(question) ? ReportType::seats : *report_type_of(question.type);
}

ListMade subscription_list(House& house, Transaction& transaction, const Actor& actor, const Question& question,
                           const Chosen& chosen) {
    const auto type = type_of(question);
    std::shared_ptr<const CustomerReport> list;
    if (chosen)
        list = TRY(made_again(house, transaction, actor, type, SoldThrough::subscription, *chosen));
    else {
        auto subjects = TRY(subscriptions_asked(transaction, question, is_about_fixed_seats(question)));
        list = TRY(CustomerReport::make(house, transaction, actor, type, {},
                                        narrowed(SoldThrough::subscription, std::move(subjects), actor)));
    }
    if (!is_about_fixed_seats(question)) return std::shared_ptr<const lists::List>(list);
    return fixed_seats_list(transaction, list,
                            question.type == fixed_seats ? SeatLayout::by_event : SeatLayout::wide,
                            house.rules.time_zone);
}

ListMade promotion_list(House& house, Transaction& transaction, const Actor& actor, const Question& question,
                        const Chosen& chosen) {
    const auto type = type_of(question);
    std::shared_ptr<const lists::List> list;
    if (chosen) {
        list = TRY(made_again(house, transaction, actor, type, SoldThrough::promotion, *chosen));
        return list;
    }
    const auto names = question.list("promotions");
    if (names.empty()) return refuse(RefusalKind::invalid, "error.report_needs_promotion");
    auto subjects =
        TRY(ids_of_names(names, events::list_shelf(transaction, events::Shelf::promotion), "promotion"));
    list = TRY(CustomerReport::make(house, transaction, actor, type, event_filter_of(question),
                                    narrowed(SoldThrough::promotion, std::move(subjects), actor)));
    return list;
}

Result<lists::PrintedPage> print_subscriptions(const lists::PrintOrder& order) {
    return is_about_fixed_seats(order.question) ? lists::print_table(order) : print_customers(order);
}

std::vector<std::string_view> names_of(std::initializer_list<ReportType> types) {
    std::vector<std::string_view> names;
    for (const auto type : types) names.push_back(name_of(type));
    return names;
}

}  // namespace

lists::Report subscription_customers_report() {
    lists::Report report{"subscription-customers", "reports.customers", "event", subscription_filters()};
    report.types = names_of({ReportType::sold, ReportType::reserved, ReportType::unprinted, ReportType::seats});
    report.types.push_back(fixed_seats);
    report.types.push_back(fixed_seats_wide);
    report.make = subscription_list;
    report.seen = events::seen_event_dates;
    report.print = print_subscriptions;
    report.example = "--season 2026/27 --type fixed-seats";
    return report;
}

lists::Report promotion_customers_report() {
    lists::Report report{"promotion-customers", "reports.customers", "event", promotion_filters()};
    report.types = names_of({ReportType::sold, ReportType::reserved});
    report.make = promotion_list;
    report.seen = events::seen_event_dates;
    report.print = print_customers;
    report.example = "--promotion 'Early birds' --type sold";
    return report;
}

}  // namespace kartei::reports
