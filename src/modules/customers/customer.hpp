// The customer: one person or company, whether traveller, guest, subscriber or contact (decisions.md 25).
// Responsible for the record and its field table; a new field is one member here and one row in customer.cpp.
// Must not know SQL or HTTP. Read customer_rules.hpp next, then customer_actions.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/field.hpp"

namespace kartei::customers {

/// The one customer that receives unnamed sales; never merged, labelled, mailed, changed or erased
/// (customer-lists.md 16.15).
constexpr std::int64_t anonymous_customer = 1;

struct Customer {
    // Kept by the program.
    std::int64_t id = 0;
    std::int64_t version = 0;
    std::int64_t created_event = 0;
    std::string created_at;
    std::string changed_at;

    // The fields of customer_fields(), in its order (fields.md).
    std::optional<std::int64_t> number;
    std::optional<std::int64_t> debtor_number;
    std::string kind;
    std::string category;
    std::string first_contact_on;
    std::string matchcode;
    std::string salutation;
    std::string title;
    std::string first_name;
    std::string initials;
    std::string name_prefix;
    std::string name;
    std::string addition;
    std::string letter_salutation;
    std::string gender;
    std::string birth_date;
    std::string street;
    std::string house_number;
    std::string house_number_suffix;
    std::string address_addition;
    std::string postcode;
    std::string town;
    std::string country;
    std::string po_box;
    std::string po_box_postcode;
    std::string po_box_town;
    std::string code1;
    std::string code2;
    std::string phone_mobile;
    std::string phone_private;
    std::string phone_business;
    std::string fax;
    std::string email;
    std::vector<std::string> alternative_emails;
    std::string language;
    std::string mailing_kind;
    std::string payment_kind;
    std::string payment_term;
    std::string occupation;
    std::string employer;
    std::string position;
    std::string free1;
    std::string free2;
    std::string free3;
    std::string free4;
    std::string free5;
    std::string ip_address;
    std::string website;
    std::string vat_id;
    std::string tax_number;
    bool print_tax_number = false;
    std::string currency;
    std::optional<std::int64_t> credit_limit;
    std::string handler;
    std::optional<std::int64_t> print_copies;
    std::optional<std::int64_t> commission_from;
    std::optional<std::int64_t> billing_address_from;
    std::optional<std::int64_t> surcharges_from;
    std::optional<std::int64_t> company;
    std::optional<std::int64_t> turnover_group;
    std::optional<std::int64_t> joint_salutation_with;
    std::optional<std::int64_t> fees_from;
    std::optional<std::int64_t> agency;
    bool status1 = false;
    bool status2 = false;
    bool status3 = false;
    bool status4 = false;
    bool status5 = false;
    bool status6 = false;
    bool status7 = false;
    bool status8 = false;
    bool status9 = false;
    bool status10 = false;
    bool status11 = false;
    bool status12 = false;
    bool status13 = false;
    bool status14 = false;
    bool status15 = false;
    bool status16 = false;
    bool status17 = false;
    bool status18 = false;
    bool status19 = false;
    bool status20 = false;
    bool status21 = false;
    bool status22 = false;
    bool status23 = false;
    bool status24 = false;
    bool status25 = false;
    bool status26 = false;
    bool status27 = false;
    bool status28 = false;
    bool status29 = false;
    bool status30 = false;
    bool status31 = false;
    bool status32 = false;
    bool no_selection = false;
    bool no_open_items = false;
    bool hidden_in_search = false;
    bool booking_block = false;
    bool print_invoice = false;
    bool no_bonus_points = false;
    bool sms_list = false;
    bool invoice_after_settlement = false;
    std::string no_selection_reason;
    std::string no_selection_since;
    std::string no_open_items_reason;
    std::string no_open_items_since;
    std::string hidden_in_search_reason;
    std::string hidden_in_search_since;
    std::string booking_block_reason;
    std::string booking_block_since;
    bool archived_bookings = false;
    std::string last_departure_on;
    std::string last_booked_on;
    std::string phone_mobile_e164;
    std::string phone_private_e164;
    std::string phone_business_e164;
    std::string fax_e164;
};

const FieldTable<Customer>& customer_fields();

}  // namespace kartei::customers
