#include "modules/reports/saved_list.hpp"

#include <algorithm>
#include <array>

#include "modules/mailing/mail_server.hpp"

namespace kartei::reports {
namespace {

using nlohmann::json;
using parameters::PlainRow;
using parameters::PlainValues;
using parameters::SavedRow;
using sql::Transaction;

constexpr int longest_filter = 1'000'000;
constexpr std::array<std::string_view, 3> formats{"xlsx", "csv", "json"};
constexpr std::array<std::string_view, 4> headings{"de", "nl", "en", "names"};
constexpr std::array<std::string_view, 3> rhythms{"daily", "weekly", "monthly"};

/// What is left open gets its usual value; what does not go together is named.
std::vector<Issue> complete(Transaction&, PlainRow& row) {
    std::vector<Issue> issues;
    const auto usual = [&](const char* field, Value value) {
        if (is_empty(row.values[field])) row.values[field] = std::move(value);
    };
    usual("format", std::string(formats[0]));
    usual("headings", std::string(headings[0]));
    if (row.text("repeats").empty()) return issues;
    usual("deliver_at", std::string("06:00"));
    if (const auto time = read_clock_time(row.text("deliver_at")))
        row.values["deliver_at"] = (time->first < 10 ? "0" : "") + std::to_string(time->first) +
                                   (time->second < 10 ? ":0" : ":") + std::to_string(time->second);
    else issues.push_back({"deliver_at", "error.not_a_clock_time", {}});
    if (row.text("repeats") == "weekly") usual("weekday", std::int64_t{1});
    if (row.text("repeats") == "monthly") usual("day_of_month", std::int64_t{1});
    const auto within = [&](const char* field, std::int64_t last) {
        if (is_empty(row.values[field])) return;
        if (const auto value = row.integer(field); value < 1 || value > last)
            issues.push_back({field, "error.out_of_range", {{"from", "1"}, {"to", std::to_string(last)}}});
    };
    within("weekday", 7), within("day_of_month", 31);
    return issues;
}

const std::vector<std::string>* list_among(const PlainValues& values, std::string_view field) {
    const auto found = values.find(field);
    return found == values.end() ? nullptr : std::get_if<std::vector<std::string>>(&found->second);
}

std::string text_among(const PlainValues& values, const PlainRow* before, std::string_view field) {
    const auto found = values.find(field);
    if (found == values.end()) return before ? before->text(field) : "";
    const auto* text = std::get_if<std::string>(&found->second);
    return text ? *text : "";
}

Refusal lacking(const char* field, const char* right) {
    return {RefusalKind::forbidden, {{field, "error.permission", {{"permission", right}}}}};
}

/// Made at set times, and whom its link goes to.
Result<Done> check_delivery(const Actor& actor, const PlainValues& values, const PlainRow* before) {
    const auto* receivers = list_among(values, "send_to");
    const bool sends = receivers && !receivers->empty(), repeats = !text_among(values, before, "repeats").empty();
    const bool sent_before = before && !parameters::texts_of(*before, "send_to").empty();
    // What is delivered is changed by whoever may have it delivered.
    const bool changes_it = std::any_of(values.begin(), values.end(), [](const auto& one) {
        return one.first == "repeats" || one.first == "report" || one.first == "report_type" || one.first == "filter" ||
               one.first == "columns_shown";
    });
    if ((repeats || sent_before) && (!before || changes_it) && !actor.may("lists.deliver"))
        return lacking("repeats", "lists.deliver");
    if (!sends) return Done{};
    if (!actor.may("lists.deliver")) return lacking("send_to", "lists.deliver");
    const auto& server = mailing::mail_server();
    if (!server.is_there() || server.public_address.empty())
        return refuse_field("send_to", "error.no_server_for_deliveries");
    const Field email{"send_to", FieldKind::email};
    for (const auto& receiver : *receivers)
        if (!check_value(email, receiver))
            return refuse_field("send_to", "error.not_an_email_among", {{"address", receiver}});
    return Done{};
}

/// The report is asked as it would be when the list is made.
Result<Done> check_question(House& house, Transaction& transaction, const Actor& actor, const lists::Runs& runs,
                            const PlainValues& values, const PlainRow* before) {
    const auto* report = runs.find(text_among(values, before, "report"));
    if (!report || !actor.may(report->right)) return refuse_field("report", "error.no_such_report");
    const auto written = text_among(values, before, "filter");
    const auto filter = json::parse(written.empty() ? "{}" : written, nullptr, false);
    if (!filter.is_object()) return refuse_field("filter", "error.wrong_type");
    auto made =
        make_list(*report, house, transaction, actor, text_among(values, before, "report_type"), filter);
    if (!made) {
        auto refusal = made.refusal();
        for (auto& issue : refusal.issues) issue.field = issue.field.empty() ? "filter" : "filter." + issue.field;
        return refusal;
    }
    if (const auto* columns = list_among(values, "columns_shown"))
        if (auto chosen = lists::choose_columns(made->list->columns(), *columns); !chosen) {
            auto refusal = chosen.refusal();
            for (auto& issue : refusal.issues) issue.field = "columns_shown";
            return refusal;
        }
    return Done{};
}

Result<Done> check(House& house, Transaction& transaction, const Actor& actor, const lists::Runs& runs,
                   const PlainValues& values, const PlainRow* before) {
    TRY(parameters::check_sharing(transaction, actor, values, "lists.share"));
    TRY(check_delivery(actor, values, before));
    return check_question(house, transaction, actor, runs, values, before);
}

/// Of its screen in the browser part; another address is nobody's business.
Result<Done> check_address(const PlainValues& values) {
    const auto address = text_among(values, nullptr, "address");
    if (address.empty() || (address.front() == '/' && !address.starts_with("//"))) return Done{};
    return refuse_field("address", "error.wrong_type");
}

/// When it is due next is reckoned anew.
void plan_next(const House& house, Transaction& transaction, const PlainRow& list) {
    const auto next = next_delivery(delivery_times(list), house.clock->now(), house.rules.time_zone);
    transaction.execute("UPDATE saved_list SET next_at = :next WHERE id = :id",
                        sql::text_or_null(next ? write_instant(*next) : ""), list.id);
}

}  // namespace

const parameters::PlainRecord& saved_list_record() {
    static const parameters::PlainRecord record{"saved_list",
                                                "saved_list",
                                                {{"name", FieldKind::text, 120, Privacy::open, required},
                                                 {"note", FieldKind::multiline, 2000},
                                                 {"report", FieldKind::text, 60, Privacy::open, required},
                                                 {"report_type", FieldKind::text, 60},
                                                 {"filter", FieldKind::multiline, longest_filter, Privacy::open, required},
                                                 {"columns_shown", FieldKind::text_list, 200},
                                                 {"address", FieldKind::text, 8000},
                                                 {"format", FieldKind::choice, 0, Privacy::open, plain, formats},
                                                 {"headings", FieldKind::choice, 0, Privacy::open, plain, headings},
                                                 {"shared_with", FieldKind::text_list, 20},
                                                 {"repeats", FieldKind::choice, 0, Privacy::open, plain, rhythms},
                                                 {"deliver_at", FieldKind::text, 20},
                                                 {"weekday", FieldKind::integer, 1},
                                                 {"day_of_month", FieldKind::integer, 2},
                                                 {"send_to", FieldKind::text_list, 200},
                                                 {"owner", FieldKind::integer, 18}},
                                                "name",
                                                {"owner", "name"},
                                                complete};
    return record;
}

DeliveryTimes delivery_times(const PlainRow& list) {
    DeliveryTimes times;
    times.repeats = list.text("repeats");
    if (const auto clock = read_clock_time(list.text("deliver_at"))) std::tie(times.hour, times.minute) = *clock;
    if (const auto weekday = list.integer("weekday"); weekday > 0) times.weekday = static_cast<int>(weekday);
    if (const auto day = list.integer("day_of_month"); day > 0) times.day_of_month = static_cast<int>(day);
    return times;
}

std::vector<PlainRow> saved_lists_of(Transaction& transaction, const Actor& actor) {
    const auto roles = parameters::roles_of(transaction, actor.user_id);
    auto rows = all_rows(transaction, saved_list_record());
    std::erase_if(rows, [&](const PlainRow& row) { return !may_see_shared(actor, row, roles); });
    return rows;
}

Result<PlainRow> saved_list_seen(Transaction& transaction, const Actor& actor, std::int64_t id) {
    auto row = find_row(transaction, saved_list_record(), id);
    if (!row || !may_see_shared(actor, *row, parameters::roles_of(transaction, actor.user_id)))
        return refuse(RefusalKind::not_found, "error.no_such_saved_list");
    return std::move(*row);
}

bool may_change_saved_list(const Actor& actor, const PlainRow& list) {
    return actor.all_permissions || is_own(actor, list);
}

bool may_undo_saved_lists(Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                          std::int64_t last) {
    if (record != "saved_list" || actor.all_permissions) return true;
    return !transaction
                .query("SELECT 1 FROM saved_list WHERE id BETWEEN :first AND :last AND owner <> :user LIMIT 1", first,
                       last, actor.user_id)
                .next();
}

Result<SavedRow> create_saved_list(House& house, Transaction& transaction, const Actor& actor, const lists::Runs& runs,
                                   PlainValues values) {
    TRY(check_address(values));
    TRY(check(house, transaction, actor, runs, values, nullptr));
    values["owner"] = actor.user_id;
    auto saved = TRY(create(house, transaction, actor, saved_list_record(), values));
    plan_next(house, transaction, saved.row);
    return saved;
}

Result<SavedRow> change_saved_list(House& house, Transaction& transaction, const Actor& actor, const lists::Runs& runs,
                                   std::int64_t id, std::int64_t version, PlainValues values) {
    const auto before = TRY(saved_list_seen(transaction, actor, id));
    if (!may_change_saved_list(actor, before)) return refuse(RefusalKind::forbidden, "error.saved_list_of_others");
    TRY(check_address(values));
    TRY(check(house, transaction, actor, runs, values, &before));
    auto saved = TRY(change(house, transaction, actor, saved_list_record(), id, version, values));
    plan_next(house, transaction, saved.row);
    return saved;
}

Result<std::int64_t> remove_saved_list(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                                       std::int64_t version) {
    const auto row = TRY(saved_list_seen(transaction, actor, id));
    if (!may_change_saved_list(actor, row)) return refuse(RefusalKind::forbidden, "error.saved_list_of_others");
    return remove(house, transaction, actor, saved_list_record(), id, version);
}

}  // namespace kartei::reports
