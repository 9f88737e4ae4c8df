#include "modules/parameters/fee_rules.hpp"

#include <array>

#include "modules/parameters/base_data.hpp"
#include "modules/parameters/choice.hpp"

namespace kartei::parameters {
namespace {

using enum FieldKind;
using sql::Transaction;
constexpr auto open = Privacy::open;
constexpr std::array<std::string_view, 4> audiences{"general", "standard", "group", "individual"};
constexpr std::array<std::string_view, 2> kinds{"service", "booking"};
constexpr std::array<std::string_view, 10> occasions{"first_entry", "invoice", "credit_note", "voucher",
                                                     "itinerary",   "confirmation", "payment", "phone_call",
                                                     "rebooking",   "cancellation"};

using Named = std::pair<std::string_view, std::string_view>;
constexpr std::array<Named, 2> bases{{{"operator", "operators"}, {"destination", "destinations"}}};
constexpr std::array<Named, 2> lists{{{"product_type", "product_type"}, {"service_type", "service_type"}}};

/// Only of services, or only of bookings.
void check_kind(const PlainRow& row, std::vector<Issue>& issues) {
    if (row.text("kind") == "booking") {
        if (row.text("occasion").empty()) issues.push_back({"occasion", "error.required", {}});
        for (const char* field : {"operator", "product_type", "destination", "service_type"})
            if (!row.text(field).empty()) issues.push_back({field, "error.only_of_services", {}});
    } else if (!row.text("occasion").empty()) {
        issues.push_back({"occasion", "error.only_of_booking_fees", {}});
    }
    if (row.integer("minutes") != 0 && row.text("occasion") != "phone_call")
        issues.push_back({"minutes", "error.only_of_calls", {}});
}

void check_base(Transaction& transaction, PlainRow& row, std::string_view field, std::string_view base,
                std::vector<Issue>& issues) {
    const auto written = row.text(field);
    if (written.empty()) return;
    if (const auto meant = base_row_meant(transaction, base, written))
        row.values.find(field)->second.emplace<std::string>(meant->text("code"));
    else issues.push_back({std::string(field), "error.not_in_base_data", {{"value", written}}});
}

void check_choice(Transaction& transaction, PlainRow& row, std::string_view field, std::string_view list,
                  std::vector<Issue>& issues) {
    const auto written = row.text(field);
    if (written.empty()) return;
    if (auto code = code_meant(transaction, list, written); !code.empty())
        row.values.find(field)->second.emplace<std::string>(std::move(code));
    else issues.push_back({std::string(field), "error.not_offered", {{"value", written}}});
}

std::vector<Issue> complete(Transaction& transaction, PlainRow& row) {
    std::vector<Issue> issues;
    if (row.text("kind").empty()) row.values["kind"].emplace<std::string>("service");
    if (row.text("audience").empty()) row.values["audience"].emplace<std::string>("general");
    if (row.text("invoice_text").empty()) row.values["invoice_text"] = row.values["name"];
    check_kind(row, issues);
    // Two rules of one name could not be told apart where they are given to a customer.
    if (transaction.query("SELECT 1 FROM fee_rule WHERE name = :name AND id <> :id", row.text("name"), row.id).next())
        issues.push_back({"name", "error.exists_already", {}});
    for (const auto& [field, base] : bases) check_base(transaction, row, field, base, issues);
    for (const auto& [field, list] : lists) check_choice(transaction, row, field, list, issues);
    return issues;
}

}  // namespace

PlainRecord fee_rule_record() {
    PlainRecord record{"fee_rule",
                       "fee_rule",
                       {{"code", text, 20, open, required},
                        {"name", text, 120, open, required},
                        {"invoice_text", text, 120, open},
                        {"audience", choice, 0, open, plain, audiences},
                        {"kind", choice, 0, open, plain, kinds},
                        {"occasion", choice, 0, open, plain, occasions},
                        {"operator", text, 20, open},
                        {"product_type", text, 40, open},
                        {"destination", text, 20, open},
                        {"service_type", text, 40, open},
                        {"amount", money, 0, open, required | may_be_negative},
                        {"per_participant", yes_no},
                        {"minutes", integer, 3},
                        {"hidden", yes_no}},
                       "code",
                       {"code"}};
    record.complete = complete;
    record.base_data.assign(bases.begin(), bases.end());
    record.choice_lists.assign(lists.begin(), lists.end());
    return record;
}

bool fee_rules_name(Transaction& transaction, std::string_view base, std::string_view code) {
    if (base == "operators")
        return transaction.query("SELECT 1 FROM fee_rule WHERE operator = :code LIMIT 1", code).next();
    if (base == "destinations")
        return transaction.query("SELECT 1 FROM fee_rule WHERE destination = :code LIMIT 1", code).next();
    return false;
}

std::vector<CodeUse> fee_rule_codes(Transaction& transaction, std::string_view list) {
    std::vector<CodeUse> uses;
    for (const std::string name : {"product_type", "service_type"}) {
        if (!list.empty() && list != name) continue;
        // sql: one of the two names above
        auto rows = transaction.query("SELECT DISTINCT " + name + " FROM fee_rule WHERE " + name + " IS NOT NULL");
        while (rows.next()) uses.push_back({name, "all", rows.string(0)});
    }
    return uses;
}

}  // namespace kartei::parameters
