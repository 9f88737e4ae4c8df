// Dialling (J-085, J-086 in its sense: decisions.md 23): the call service is a template of an address with {number} and
// {extension}. One of a program of the computer (tel:, sip:, callto:) is opened by the browser; one of a service (http,
// https) is asked by the house, so that no browser sees what is secret in it.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kartei::telephony {

inline constexpr std::string_view standard_template = "tel:{number}";

/// Refuses conflict (error.bad_call_template) what is no such template.
Result<Done> check_template(std::string_view address);
/// Does the house ask it itself?
bool is_asked_by_house(std::string_view address);
/// `number`: international where that is known; all else is percent-encoded.
std::string filled(std::string_view address, std::string_view number, std::string_view extension);

/// The number as it is dialled: the international form, else its digits; "" when there are none.
std::string dialled_number(std::string_view typed, std::string_view country);

/// Asks the service, at most some seconds, following nobody elsewhere. Refuses unavailable (error.call_service_silent).
Result<Done> ask_call_service(const std::string& address);

}  // namespace kartei::telephony
