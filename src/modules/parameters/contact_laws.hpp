// What the law of a country says about advertising on a channel, from a day on, as base data of the house: "opt_out"
// (allowed until he objects), "permission" (given ones only) or "forbidden". Where no row says anything, a permission
// is needed.
#pragma once

#include <array>

#include "modules/parameters/plain_record.hpp"

namespace kartei::parameters {

/// By which somebody can be written to, and for what: the words of laws, permissions and the gate (mailing/gate.hpp has them as
/// enumerations in this order).
inline constexpr std::array<std::string_view, 4> contact_channels{"letter", "email", "phone", "sms"};
inline constexpr std::array<std::string_view, 3> contact_purposes{"advertising", "contract", "information"};

PlainRecord contact_law_record();

enum class ContactRule { permission, opt_out, forbidden };

/// The rules that hold on a day, by country and channel.
class ContactLaws {
public:
    ContactLaws(sql::Transaction& transaction, std::string_view day);
    ContactRule of(std::string_view country, std::string_view channel) const;

private:
    std::map<std::pair<std::string, std::string>, ContactRule> rules_;
};

}  // namespace kartei::parameters
