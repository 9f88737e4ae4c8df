#include "modules/reports/today_api.hpp"

#include "base/date.hpp"
#include "modules/customers/customer_list.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/parameters/parameter_store.hpp"
#include "modules/reports/follow_ups.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::reports {
namespace {

using customers::Customer;
using sql::Transaction;
using namespace web::endpoint_names;

constexpr int oldest = 120;  ///< years

/// Nobody of whom the asker is told nothing.
std::vector<Customer> seen(Transaction& transaction, const Actor& actor, const std::vector<std::int64_t>& ids) {
    auto all = customers::find_customers(transaction, ids);
    std::erase_if(all, [&](const Customer& one) {
        return one.id == customers::anonymous_customer || !customers::may_see(actor, one);
    });
    return all;
}

/// Born on this day of a year: the index knows whole dates, so each year is asked for. Who was born on the 29th of
/// February has his day on the 28th in other years.
std::vector<std::int64_t> born_on(Transaction& transaction, Date today) {
    std::vector<std::string> days{write_date(today).substr(4)};
    if (days[0] == "-02-28" && !today.year().is_leap()) days.emplace_back("-02-29");
    std::vector<std::int64_t> ids;
    for (int age = 0; age <= oldest; ++age)
        for (const auto& day : days) {
            const auto date = std::to_string(static_cast<int>(today.year()) - age) + day;
            auto rows = transaction.query(
                "SELECT customer_id FROM customer_term WHERE kind = :kind AND term >= :low AND term < :high",
                static_cast<int>(customers::TermKind::birth_date), date + '\x01', date + '\x02');
            while (rows.next()) ids.push_back(rows.integer(0));
        }
    return ids;
}

Json brief(const Customer& customer) {
    return {{"id", customer.id}, {"number", *customer.number}, {"name", customers::full_name(customer)}};
}

Json counted(Json named, std::size_t count) { return {{"count", count}, {"named", std::move(named)}}; }

Json birthdays(Transaction& transaction, const Actor& actor, Date today) {
    const auto all = seen(transaction, actor, born_on(transaction, today));
    Json named = Json::array();
    for (std::size_t i = 0; i < std::min(all.size(), most_named_today); ++i) {
        auto one = brief(all[i]);
        one["age"] = static_cast<int>(today.year()) - std::stoi(all[i].birth_date.substr(0, 4));
        named.push_back(std::move(one));
    }
    return counted(std::move(named), all.size());
}

/// Passports that expire within the months of the house's warning, the first to expire first.
Json passports(Transaction& transaction, const Actor& actor, Date today) {
    const auto months = parameters::parameters_of(transaction)->integer("passport_warning_months");
    const auto end = today.year() / today.month() / std::chrono::day(1) + std::chrono::months(months);
    const Date until(end.year() / end.month() / std::chrono::last);
    Json named = Json::array();
    std::size_t count = 0;
    auto rows = transaction.query(
        "SELECT p.valid_until, c.id, c.number, c.name_prefix, c.name, c.first_name, m.first_name, m.name, m.id"
        " FROM passport p JOIN customer c ON c.id = p.customer_id LEFT JOIN family_member m ON m.id = p.holder"
        " WHERE p.valid_until >= :today AND p.valid_until <= :until"
        " AND (c.hidden_in_search = 0 OR :sees_hidden = 1) ORDER BY p.valid_until, c.id, p.id",
        write_date(today), months > 0 ? write_date(until) : std::string(),
        std::int64_t{actor.may("customers.see_hidden")});
    while (rows.next())
        if (++count <= most_named_today) {
            const auto own = customers::name_in_lists(rows.string(3), rows.string(4), rows.string(5));
            const auto holder = rows.is_null(8) ? "" : customers::name_in_lists("", rows.string(7), rows.string(6));
            named.push_back({{"id", rows.integer(1)},
                             {"number", rows.integer(2)},
                             {"name", own},
                             {"holder", holder.empty() ? Json(nullptr) : Json(holder)},
                             {"valid_until", rows.string(0)}});
        }
    return counted(std::move(named), count);
}

Json due(Transaction& transaction, const Actor& actor, Date today) {
    const auto all = follow_ups(transaction, "", write_date(today), actor.may("customers.see_hidden"));
    Json named = Json::array();
    for (std::size_t i = 0; i < std::min(all.size(), most_named_today); ++i)
        named.push_back({{"booking", all[i].booking},
                         {"due_on", all[i].due_on},
                         {"what", all[i].what},
                         {"text", all[i].text.empty() ? Json(nullptr) : Json(all[i].text)},
                         {"name", all[i].name}});
    return counted(std::move(named), all.size());
}

Result<Answer> today_of(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) {
        const auto& actor = request.actor;
        const auto today = house.clock->today(house.rules.time_zone);
        const bool of_customers = actor.may("customers.read");
        const bool of_trips = actor.may("bookings.read") &&
                              parameters::module_is_on(*parameters::parameters_of(transaction), "travel");
        return Answer::ok({{"day", write_date(today)},
                           {"birthdays", of_customers ? birthdays(transaction, actor, today) : Json(nullptr)},
                           {"passports", of_customers ? passports(transaction, actor, today) : Json(nullptr)},
                           {"follow_ups", of_trips ? due(transaction, actor, today) : Json(nullptr)}});
    });
}

Json part_schema(std::vector<std::pair<std::string, Json>> members, std::vector<std::string> names) {
    return schema::nullable(schema::object(
        {{"count", schema::integer()}, {"named", schema::array(schema::object(std::move(members), std::move(names)))}},
        {"count", "named"}));
}

}  // namespace

web::EndpointTable today_endpoints(House& house) {
    const auto id = schema::integer(), text = schema::text();
    Endpoint endpoint{Method::get, "/today", "read_today", "signed_in",
                      "This day of the house, as far as the asker may know: birthdays and passports about to expire "
                      "(customers.read), what is to be followed up until today (bookings.read). Null where he lacks the "
                      "right; the first eight of each are named, all are counted."};
    endpoint.answers = {
        {200, "The day.",
         schema::object(
             {{"day", schema::date()},
              {"birthdays", part_schema({{"id", id}, {"number", id}, {"name", text}, {"age", id}},
                                        {"id", "number", "name", "age"})},
              {"passports", part_schema({{"id", id},
                                         {"number", id},
                                         {"name", text},
                                         {"holder", schema::nullable(text)},
                                         {"valid_until", schema::date()}},
                                        {"id", "number", "name", "holder", "valid_until"})},
              {"follow_ups", part_schema({{"booking", id},
                                          {"due_on", schema::date()},
                                          {"what", schema::choice({"note", "option", "papers"})},
                                          {"text", schema::nullable(text)},
                                          {"name", text}},
                                         {"booking", "due_on", "what", "text", "name"})}},
             {"day", "birthdays", "passports", "follow_ups"})}};
    endpoint.handle = [&house](Request& request) { return today_of(house, request); };
    return {endpoint};
}

}  // namespace kartei::reports
