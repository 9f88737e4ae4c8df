// Who takes part in a mailing, and why somebody does not. The one rule for serial letters, e-mails and text messages
// and for the files made for them. Must not know what is sent.
#pragma once

#include <string_view>

#include "audit/house.hpp"
#include "modules/customers/customer.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::mailing {

enum class Channel { letter, email, phone, sms };

/// "" when the customer takes part, else why not: "anonymous", "no_selection" (J-183), "hidden_in_search" (J-189),
/// "mailing_kind" (he wants none), "no_address", "no_email", "no_phone",
/// "not_on_sms_list" (J-199: flag, mobile number and module).
/// `also_excluded` lets those in whom no_selection and hidden_in_search keep out (J-191).
std::string_view why_left_out(const customers::Customer& customer, Channel channel,
                              const parameters::ParameterValues& parameters, bool also_excluded = false);

/// The same for one purpose: `is_permitted` where the purpose needs no permission, or the customer has given it
/// ("no_permission" else).
std::string_view why_not_written_to(const customers::Customer& customer, Channel channel,
                                    const parameters::ParameterValues& parameters, bool is_permitted);

/// The number somebody would call: mobile, private, business.
std::string_view phone_of(const customers::Customer& customer);

/// Files for mailings of other programs, one row for each who takes part: `kartei export letters | emails |
/// text-messages`, each for a purpose. For advertising only who has given the permission that is named takes part
/// ("no_permission" else); who is left out is told, and that addresses were taken is recorded. Joined to
/// customers::register_exports() by the program, once.
void join_mailing_exports();

}  // namespace kartei::mailing
