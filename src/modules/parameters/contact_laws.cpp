#include "modules/parameters/contact_laws.hpp"

namespace kartei::parameters {
namespace {

using enum FieldKind;
constexpr auto open = Privacy::open;
constexpr std::array<std::string_view, 3> rules{"permission", "opt_out", "forbidden"};

ContactRule rule_of(std::string_view word) {
    if (word == "opt_out") return ContactRule::opt_out;
    return word == "forbidden" ? ContactRule::forbidden : ContactRule::permission;
}

}  // namespace

PlainRecord contact_law_record() {
    return {"contact_law",
            "contact_law",
            {{"country", country, 2, open, required},
             {"channel", choice, 0, open, required, contact_channels},
             {"valid_from", date, 0, open, required},
             {"rule", choice, 0, open, required, rules}},
            "country, channel, valid_from",
            {"country", "channel", "valid_from"}};
}

ContactLaws::ContactLaws(sql::Transaction& transaction, std::string_view day) {
    auto rows = transaction.query(
        "SELECT country, channel, rule FROM contact_law WHERE valid_from <= :day ORDER BY valid_from", day);
    while (rows.next()) rules_[{rows.string(0), rows.string(1)}] = rule_of(rows.text(2));
}

ContactRule ContactLaws::of(std::string_view country, std::string_view channel) const {
    const auto found = rules_.find({std::string(country), std::string(channel)});
    return found == rules_.end() ? ContactRule::permission : found->second;
}

}  // namespace kartei::parameters
