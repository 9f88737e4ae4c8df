#include "modules/parameters/commission_tables.hpp"

#include <array>

#include "modules/parameters/rate_steps.hpp"

namespace kartei::parameters {
namespace {

using enum FieldKind;
constexpr auto open = Privacy::open;
constexpr std::array<std::string_view, 2> bases{"percent", "amount"};
constexpr std::array<std::string_view, 2> taxes{"included", "on_top"};
constexpr std::int64_t hundred_per_cent = 10'000;

void order_steps(PlainRow& row, const char* field, StepBase base, std::vector<Issue>& issues) {
    const auto* texts = std::get_if<std::vector<std::string>>(&row.values[field]);
    if (!texts) return;
    if (auto ordered = ordered_steps(field, *texts, base)) row.values[field].emplace<std::vector<std::string>>(std::move(*ordered));
    else issues.push_back(ordered.refusal().issues.front());
}

std::vector<Issue> complete(sql::Transaction&, PlainRow& row) {
    std::vector<Issue> issues;
    if (row.text("basis").empty()) row.values["basis"].emplace<std::string>("percent");
    if (row.text("vat").empty()) row.values["vat"].emplace<std::string>("included");
    order_steps(row, "tiers", StepBase::money, issues);
    order_steps(row, "cancellation_steps", StepBase::days, issues);
    if (row.text("basis") == "percent" && row.integer("rate") > hundred_per_cent)
        issues.push_back({"rate", "error.more_than_all", {}});
    if (row.integer("cancellation_rate") > hundred_per_cent)
        issues.push_back({"cancellation_rate", "error.more_than_all", {}});
    const auto from = row.text("valid_from"), until = row.text("valid_until");
    if (!from.empty() && !until.empty() && until < from)
        issues.push_back({"valid_until", "error.ends_before_it_begins", {}});
    return issues;
}

}  // namespace

PlainRecord commission_table_record() {
    PlainRecord record{"commission_table",
                       "commission_table",
                       {{"code", text, 20, open, required},
                        {"name", text, 120, open, required},
                        {"basis", choice, 0, open, plain, bases},
                        {"rate", money, 0, open, required},
                        {"tiers", text_list, 40, open},
                        {"valid_from", date, 0, open},
                        {"valid_until", date, 0, open},
                        {"vat", choice, 0, open, plain, taxes},
                        {"cancellation_rate", money, 0, open},
                        {"cancellation_minimum", money, 0, open},
                        {"cancellation_steps", text_list, 40, open},
                        {"hidden", yes_no}},
                       "code",
                       {"code"}};
    record.complete = complete;
    return record;
}

}  // namespace kartei::parameters
