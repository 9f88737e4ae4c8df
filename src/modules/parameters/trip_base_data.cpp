#include "modules/parameters/trip_base_data.hpp"

#include <array>

#include "base/module.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/rate_steps.hpp"

namespace kartei::parameters {
namespace {

using enum FieldKind;
using sql::Transaction;
constexpr auto open = Privacy::open;
constexpr std::array<std::string_view, 7> taxes{"margin",  "margin_exempt", "intermediated", "standard",
                                                "reduced", "zero",          "outside"};
constexpr std::array<std::string_view, 2> dated_taxes{"standard", "reduced"};
constexpr std::array<std::string_view, 2> collectors{"house", "operator"};
constexpr std::int64_t hundred_per_cent = 10'000;

std::vector<Issue> complete_operator(Transaction&, PlainRow& row) {
    std::vector<Issue> issues;
    auto& steps = row.values["cancellation_steps"];
    if (const auto* texts = std::get_if<std::vector<std::string>>(&steps)) {
        if (auto ordered = ordered_steps("cancellation_steps", *texts, StepBase::days)) steps = std::move(*ordered);
        else issues.push_back(ordered.refusal().issues.front());
    }
    if (row.integer("cancellation_rate") > hundred_per_cent)
        issues.push_back({"cancellation_rate", "error.more_than_all", {}});
    return issues;
}

std::vector<Issue> complete_product(Transaction& transaction, PlainRow& row) {
    std::vector<Issue> issues;
    if (const auto written = row.text("operator"); !written.empty()) {
        if (const auto meant = base_row_meant(transaction, "operators", written))
            row.values["operator"] = meant->text("code");
        else issues.push_back({"operator", "error.not_in_base_data", {{"value", written}}});
    }
    for (const std::string field : {"product_type", "payment_term"}) {
        const auto written = row.text(field);
        if (written.empty()) continue;
        if (auto code = code_meant(transaction, field, written); !code.empty()) row.values[field] = std::move(code);
        else issues.push_back({field, "error.not_offered", {{"value", written}}});
    }
    return issues;
}

std::vector<Issue> complete_term(Transaction&, PlainRow& row) {
    const auto* parts = std::get_if<std::vector<std::string>>(&row.values["parts"]);
    std::vector<Issue> issues;
    if (parts != nullptr)
        for (const auto& check : handed_in<TermCheck>())
            for (auto& issue : check(*parts)) issues.push_back(std::move(issue));
    return issues;
}

std::vector<Issue> complete_rate(Transaction&, PlainRow& row) {
    if (row.integer("rate") > hundred_per_cent) return {{"rate", "error.more_than_all", {}}};
    return {};
}

}  // namespace

PlainRecord operator_record() {
    PlainRecord record{"tour_operator",
                       "tour_operator",
                       {{"code", text, 20, open, required},
                        {"name", text, 120, open, required},
                        {"remark", text, 200, open},
                        {"tax", choice, 0, open, plain, taxes},
                        {"collection", choice, 0, open, plain, collectors},
                        {"currency", currency, 3, open},
                        {"cancellation_rate", money, 0, open},
                        {"cancellation_minimum", money, 0, open},
                        {"cancellation_steps", text_list, 40, open},
                        {"open_for_bonus", yes_no},
                        {"bonus_rate", integer, 5},
                        {"hidden", yes_no}},
                       "code",
                       {"code"}};
    record.complete = complete_operator;
    return record;
}

PlainRecord operator_product_record() {
    PlainRecord record{"operator_product",
                       "operator_product",
                       {{"operator", text, 20, open, required},
                        {"product_type", text, 40, open, required},
                        {"payment_term", text, 40, open},
                        {"tax", choice, 0, open, plain, taxes}},
                       "operator, product_type",
                       {"operator", "product_type"}};
    record.complete = complete_product;
    record.base_data = {{"operator", "operators"}};
    record.choice_lists = {{"product_type", "product_type"}, {"payment_term", "payment_term"}};
    return record;
}

PlainRecord payment_term_record() {
    PlainRecord record{"payment_term",
                       "payment_term",
                       {{"code", text, 40, open, required}, {"parts", text_list, 40, open, required}},
                       "code",
                       {"code"}};
    record.complete = complete_term;
    return record;
}

PlainRecord tax_rate_record() {
    PlainRecord record{"tax_rate",
                       "tax_rate",
                       {{"country", country, 2, open, required},
                        {"tax", choice, 0, open, required, dated_taxes},
                        {"valid_from", date, 0, open, required},
                        {"rate", money, 0, open, required}},
                       "country, tax, valid_from",
                       {"country", "tax", "valid_from"}};
    record.complete = complete_rate;
    return record;
}

PlainRecord text_block_record() {
    return {"text_block",
            "text_block",
            {{"code", text, 20, open, required},
             {"name", text, 120, open, required},
             {"text_de", multiline, 20000, open},
             {"text_nl", multiline, 20000, open},
             {"text_en", multiline, 20000, open}},
            "code",
            {"code"}};
}

}  // namespace kartei::parameters
