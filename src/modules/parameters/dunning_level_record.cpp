#include "modules/parameters/dunning_level_record.hpp"

#include <array>

namespace kartei::parameters {
namespace {

using enum FieldKind;
constexpr auto open = Privacy::open;
constexpr std::array<std::string_view, 5> kinds{"all", "private", "company", "agency", "prospect"};
constexpr std::int64_t highest_level = 3;

std::vector<Issue> complete(sql::Transaction&, PlainRow& row) {
    if (row.text("customer_kind").empty()) row.values["customer_kind"] = std::string("all");
    if (const auto level = row.integer("level"); level < 1 || level > highest_level)
        return {{"level", "error.dunning_level", {}}};
    return {};
}

}  // namespace

PlainRecord dunning_level_record() {
    PlainRecord record{"dunning_level",
                       "dunning_level",
                       {{"level", integer, 1, open, required},
                        {"customer_kind", choice, 0, open, plain, kinds},
                        {"days", integer, 3, open, required},
                        {"minimum", money, 0, open},
                        {"fee", money, 0, open},
                        {"subject_de", text, 120, open},
                        {"text_de", multiline, 4000, open},
                        {"subject_nl", text, 120, open},
                        {"text_nl", multiline, 4000, open},
                        {"subject_en", text, 120, open},
                        {"text_en", multiline, 4000, open}},
                       "level, customer_kind",
                       {"level", "customer_kind"}};
    record.complete = complete;
    return record;
}

}  // namespace kartei::parameters
