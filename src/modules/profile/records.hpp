// What a customer's profile lists beside the customer (fields.md, "Lists of a customer"): records and their field
// tables. A new field is one member here, one row in records.cpp, one column and its texts. Must not know SQL or HTTP.
// Read record_rules.hpp next for what must hold, list.hpp for how all of them are kept by one mechanism.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/field.hpp"

namespace kartei::profile {

/// J-098: somebody who travels along, whether a customer of his own or not.
struct FamilyMember {
    std::string salutation, title, first_name, name_prefix, name, birth_date, gender;
    std::string role;               ///< code of the list family_role, or own words
    std::string letter_salutation;
    std::optional<std::int64_t> customer;  ///< his own customer number
};

/// J-097, J-100: a document of the customer or of a member of the family.
struct Passport {
    std::optional<std::int64_t> holder;  ///< 0 = the customer himself, else the id of a family member
    std::string document;                ///< passport, identity_card, residence_permit, visa
    std::string number, number_index;
    std::string issuing_country, issuing_place, issued_on, valid_until;
    std::string birth_place, birth_name, nationality;
    std::string free1, free2, free3, free4, free5;
};

/// J-103: what a traveller asks for, or must have.
struct Wish {
    std::optional<std::int64_t> holder;  ///< as of a passport
    std::string kind;                    ///< wish, duty
    std::string code;                    ///< of the list wish
    std::string text;
};

/// J-111: the first one in the order is debited (J-112).
struct BankAccount {
    std::string bank_name;
    std::string iban, iban_index, bic;
    std::string account_number, account_number_index, bank_code;  ///< as before IBANs
    std::string holder;
    std::string mandate;         ///< reference of the SEPA mandate (decisions.md 16)
    std::string mandate_on;      ///< when it was signed
    std::string mandate_scheme;  ///< core, b2b
    std::string mandate_use;     ///< once, recurring
};

/// J-116. Of a credit card the full number is never kept (decisions.md 15).
struct Card {
    std::string kind;         ///< credit, frequent_flyer, member
    std::string brand;        ///< or airline, or club
    std::string last4;        ///< of a credit card
    std::string number;       ///< of the others, in full
    std::string valid_until;  ///< its last day
    std::string holder;
    std::string token, token_index;  ///< what the payment provider knows the card by
};

/// J-205, J-206.
struct PhoneEntry {
    std::string department, contact, number, remark;
};

/// J-181: charged in each new booking.
struct Surcharge {
    std::string kind, text;
    std::optional<std::int64_t> amount;  ///< minor units of the house's currency; a reduction is negative
    std::string per;                     ///< booking, person
};

/// J-214: which commission table of the house holds for him; what is left empty restricts nothing (J-219, J-220).
struct CommissionAssignment {
    std::string operator_code;  ///< base data operators, field "operator"
    std::string product_type;   ///< code of the list product_type
    std::string destination;    ///< base data destinations
    std::string price_text;
    std::string service_type;      ///< code of the list service_type
    std::string commission_table;  ///< base data commission-tables
};

/// J-222: a fee rule of the house that holds for him.
struct FeeAssignment {
    std::string fee_rule;                ///< base data fee-rules
    std::optional<std::int64_t> amount;  ///< instead of the rule's, minor units; a reduction is negative
};

/// J-225, J-226.
struct Note {
    std::string written_at, written_by, text;
    bool pop_up = false;  ///< shown when the customer is opened
};

/// customers.md 2.2 and 14: what only a travel agency has; one for each.
struct Agency {
    std::string agency_number;
    std::string settlement_operator;  ///< code of the operator its settlement is booked as (J-169)
    std::string managing_director, office_manager, owner, legal_form;
    std::optional<std::int64_t> capital, founded_in;
    std::string iata_number, branch_number;
    std::optional<std::int64_t> branches, employees;
    std::string register_number;
    std::optional<std::int64_t> fixed_commission;  ///< hundredths of a per cent
    std::vector<std::string> reservation_systems;  ///< "AMADEUS MUC1A0980": system and id
};

const FieldTable<FamilyMember>& family_member_fields();
const FieldTable<Passport>& passport_fields();
const FieldTable<Wish>& wish_fields();
const FieldTable<BankAccount>& bank_account_fields();
const FieldTable<Card>& card_fields();
const FieldTable<PhoneEntry>& phone_entry_fields();
const FieldTable<Surcharge>& surcharge_fields();
const FieldTable<CommissionAssignment>& commission_assignment_fields();
const FieldTable<FeeAssignment>& fee_assignment_fields();
const FieldTable<Note>& note_fields();
const FieldTable<Agency>& agency_fields();

}  // namespace kartei::profile
