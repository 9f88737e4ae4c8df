#include "modules/parameters/base_data.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <map>

#include "base/module.hpp"
#include "base/text.hpp"
#include "modules/parameters/commission_tables.hpp"
#include "modules/parameters/contact_laws.hpp"
#include "modules/parameters/dunning_level_record.hpp"
#include "modules/parameters/fee_rules.hpp"
#include "modules/parameters/module_switch.hpp"
#include "modules/parameters/number_ranges.hpp"
#include "modules/parameters/posting_account_record.hpp"
#include "modules/parameters/trip_base_data.hpp"

namespace kartei::parameters {
namespace {

using enum FieldKind;
using sql::Transaction;
constexpr auto open = Privacy::open;

PlainRecord postcodes() {
    return {"postcode",
            "postcode",
            {{"country", country, 2, open, required},
             {"postcode", text, 12, open, required},
             {"town", text, 80, open, required}},
            "country, postcode, town",
            {"country", "postcode", "town"}};
}

PlainRecord banks() {
    return {"bank",
            "bank",
            {{"country", country, 2, open, required},
             {"bank_code", text, 20, open, required},
             {"bic", text, 11, open},
             {"name", text, 120, open, required},
             {"town", text, 80, open}},
            "country, bank_code",
            {"country", "bank_code"}};
}

PlainRecord destinations() {
    return {"destination",
            "destination",
            {{"code", text, 20, open, required}, {"name", text, 120, open, required}, {"country", country, 2, open}},
            "code",
            {"code"}};
}

PlainRecord letter_templates() {
    return {"letter_template",
            "letter_template",
            {{"name", text, 80, open, required},
             {"subject", text, 200, open},
             {"text", multiline, 20000, open, required}},
            "name",
            {"name"}};
}

/// Rows that others name by their code.
PlainRecord coded(PlainRecord record, std::string base) {
    record.key = "code";
    record.is_used = [base = std::move(base)](Transaction& transaction, const std::string& code) {
        return std::any_of(handed_in<BaseDataUse>().begin(), handed_in<BaseDataUse>().end(),
                           [&](const BaseDataUse& use) { return use(transaction, base, code); });
    };
    return record;
}

struct Named {
    std::string_view name;
    PlainRecord record;
    std::string_view module = {};
};

const std::vector<Named>& all_base_data() {
    static const std::vector<Named> all{
        Named{"postcodes", postcodes()},
        {"banks", banks()},
        {"operators", coded(operator_record(), "operators")},
        {"destinations", coded(destinations(), "destinations")},
        {"commission-tables", coded(commission_table_record(), "commission-tables"), "commission"},
        {"fee-rules", coded(fee_rule_record(), "fee-rules"), "fees"},
        {"letter-templates", letter_templates()},
        {"contact-laws", contact_law_record()},
        {"operator-products", operator_product_record(), "travel"},
        {"payment-terms", payment_term_record(), "travel"},
        {"tax-rates", tax_rate_record(), "travel"},
        {"text-blocks", text_block_record(), "travel"},
        {"dunning-levels", dunning_level_record(), "payments"},
        {"posting-accounts", posting_account_record(), "books"}};
    return all;
}

}  // namespace

const JoinedBaseData* joined_base_data(std::string_view name) {
    for (const auto& one : handed_in<JoinedBaseData>())
        if (one.name == name) return &one;
    return nullptr;
}

std::string_view right_of_base_data(std::string_view name) {
    const auto* joined = joined_base_data(name);
    return joined ? std::string_view(joined->right) : "parameters.manage";
}

const PlainRecord* base_data(std::string_view name) {
    for (const auto& one : all_base_data())
        if (one.name == name) return &one.record;
    const auto* joined = joined_base_data(name);
    return joined ? &joined->record : nullptr;
}

std::vector<std::string_view> base_data_names() {
    std::vector<std::string_view> list;
    for (const auto& one : all_base_data()) list.push_back(one.name);
    for (const auto& one : handed_in<JoinedBaseData>()) list.push_back(one.name);
    return list;
}

std::string_view module_of_base_data(std::string_view name) {
    for (const auto& one : all_base_data())
        if (one.name == name) return one.module;
    const auto* joined = joined_base_data(name);
    return joined ? std::string_view(joined->module) : std::string_view();
}

std::optional<PlainRow> base_row_meant(Transaction& transaction, std::string_view base, std::string_view written) {
    // A code as it stands is found by its index; only what is written otherwise is looked for among all.
    if (auto row = find_twin(transaction, *base_data(base), {{"code", std::string(written)}})) return row;
    const auto folded = fold(written);
    std::optional<PlainRow> by_name;
    for (auto& row : all_rows(transaction, *base_data(base))) {
        if (fold(row.text("code")) == folded) return std::move(row);
        if (!by_name && fold(row.text("name")) == folded) by_name = std::move(row);
    }
    return by_name;
}

const PlainRecord& number_range_record() {
    static const PlainRecord record{"number_range",
                                    "number_range",
                                    {{"kind", text, 20, Privacy::open, required | read_only},
                                     {"target", text, 20, Privacy::open, required | read_only},
                                     {"start", integer, 10, Privacy::open, required},
                                     {"last", integer, 10},
                                     {"gap_search", yes_no},
                                     {"same_as_customer", yes_no},
                                     {"propose", yes_no}},
                                    "id",
                                    {},
                                    range_issues};
    return record;
}

}  // namespace kartei::parameters
