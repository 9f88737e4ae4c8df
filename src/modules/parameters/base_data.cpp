#include "modules/parameters/base_data.hpp"

namespace kartei::parameters {
namespace {

using enum FieldKind;
constexpr auto open = Privacy::open;

const PlainRecord& letter_templates() {
    static const PlainRecord record{"letter_template",
                                    "letter_template",
                                    {{"name", text, 80, open, required},
                                     {"subject", text, 200, open},
                                     {"text", multiline, 20000, open, required}},
                                    "name",
                                    {"name"}};
    return record;
}

}  // namespace

const PlainRecord* base_data(std::string_view name) {
    static const PlainRecord postcodes{"postcode",
                                       "postcode",
                                       {{"country", country, 2, open, required},
                                        {"postcode", text, 12, open, required},
                                        {"town", text, 80, open, required}},
                                       "country, postcode, town",
                                       {"country", "postcode", "town"}};
    static const PlainRecord banks{"bank",
                                   "bank",
                                   {{"country", country, 2, open, required},
                                    {"bank_code", text, 20, open, required},
                                    {"bic", text, 11, open},
                                    {"name", text, 120, open, required},
                                    {"town", text, 80, open}},
                                   "country, bank_code",
                                   {"country", "bank_code"}};
    static const PlainRecord operators{"tour_operator",
                                       "tour_operator",
                                       {{"code", text, 20, open, required},
                                        {"name", text, 120, open, required},
                                        {"remark", text, 200, open}},
                                       "code",
                                       {"code"}};
    static const PlainRecord destinations{"destination",
                                          "destination",
                                          {{"code", text, 20, open, required},
                                           {"name", text, 120, open, required},
                                           {"country", country, 2, open}},
                                          "code",
                                          {"code"}};
    if (name == "postcodes") return &postcodes;
    if (name == "letter-templates") return &letter_templates();
    if (name == "banks") return &banks;
    if (name == "operators") return &operators;
    return name == "destinations" ? &destinations : nullptr;
}

const std::vector<std::string_view>& base_data_names() {
    static const std::vector<std::string_view> names{"postcodes", "banks", "operators", "destinations",
                                                     "letter-templates"};
    return names;
}

const PlainRecord& number_range_record() {
    static const PlainRecord record{"number_range",
                                    "number_range",
                                    {{"kind", text, 20, Privacy::open, required | read_only},
                                     {"target", text, 20, Privacy::open, required | read_only},
                                     {"start", integer, 10, Privacy::open, required},
                                     {"gap_search", yes_no},
                                     {"same_as_customer", yes_no},
                                     {"propose", yes_no}},
                                    "id"};
    return record;
}

}  // namespace kartei::parameters
