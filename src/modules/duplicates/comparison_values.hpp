// What of a customer is compared: names, birth date, e-mail, phones, code, company and the parts of the address, each
// in one normal form, so that Müller and Mueller, Str. and Strasse, +49 171 and 0171 meet. Pure; must not know
// weights.
// The one engine for entry, import and scan reads customers through here and nowhere else.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "modules/customers/customer.hpp"

namespace kartei::duplicates {

/// Places of the values. A company's name stands in slot_company_name as well, without its form, and that in slot_form
/// (no_form where it tells none); persons have nothing there. Several phones stand in phone1 … phone3, in no order.
enum Slot : unsigned {
    slot_first_name, slot_last_name, slot_birth_date, slot_email, slot_code1, slot_company, slot_postcode, slot_town,
    slot_street, slot_house_number, slot_addition, slot_gender, slot_occupation,
    slot_form, slot_company_name, slot_phone1, slot_phone2, slot_phone3
};
constexpr std::size_t slot_count = 18;

/// A company whose name tells no form.
inline constexpr std::string_view no_form = "-";

/// One normal form per slot; "" = not known.
using Values = std::array<std::string, slot_count>;

Values comparison_values(const customers::Customer& customer);

/// One more number of a customer (`digits` as phone_key()); where all places are taken the last one gives
/// way.
void add_phone(Values& values, std::string digits);

/// Folded words without prefixes (van der, von, zu …), titles and company forms (GmbH, B.V. …); what would leave
/// nothing stays. At most 64 bytes.
std::string normal_name(std::string_view name);
/// A company's name without its form, and the forms it names in one spelling each, joined by a blank ("gmbh kg" for
/// GmbH & Co. KG), no_form without any: G.m.b.H. and Gesellschaft mit beschränkter Haftung are GmbH, BV is B.V.
struct CompanyName {
    std::string name, form;
};
CompanyName company_name(std::string_view name);

/// "Lindenstr.", "Linden Straße" -> "linden str"; "Kerkstraat" -> "kerk str"; other endings (weg, laan, platz …)
/// stay.
std::string normal_street(std::string_view street);
/// Digits first, then letters: "12 a", "12A" -> "12a".
std::string normal_house_number(std::string_view number);

}  // namespace kartei::duplicates
