#include "modules/profile/records.hpp"

#include <array>

namespace kartei::profile {
namespace {

using enum FieldKind;
constexpr auto open = Privacy::open, personal = Privacy::personal, sensitive = Privacy::sensitive;

constexpr std::array<std::string_view, 4> genders{"female", "male", "diverse", "none"};
constexpr std::array<std::string_view, 4> documents{"passport", "identity_card", "residence_permit", "visa"};
constexpr std::array<std::string_view, 2> wish_kinds{"wish", "duty"};
constexpr std::array<std::string_view, 2> mandate_schemes{"core", "b2b"};
constexpr std::array<std::string_view, 2> mandate_uses{"recurring", "once"};
constexpr std::array<std::string_view, 3> card_kinds{"credit", "frequent_flyer", "member"};
constexpr std::array<std::string_view, 2> surcharge_bases{"booking", "person"};

}  // namespace

// name, kind, longest, privacy, traits, choices. NAME_index is the keyed hash of NAME.

const FieldTable<FamilyMember>& family_member_fields() {
    static const FieldTable<FamilyMember> table = {
        {{"salutation", text, 30, personal}, &FamilyMember::salutation},
        {{"title", text, 30, personal}, &FamilyMember::title},
        {{"first_name", text, 60, personal}, &FamilyMember::first_name},
        {{"name_prefix", text, 20, personal}, &FamilyMember::name_prefix},
        {{"name", text, 120, personal, required}, &FamilyMember::name},
        {{"birth_date", date, 0, personal}, &FamilyMember::birth_date},
        {{"gender", choice, 0, personal, plain, genders}, &FamilyMember::gender},
        {{"role", text, 40, personal}, &FamilyMember::role},
        {{"letter_salutation", text, 120, personal}, &FamilyMember::letter_salutation},
        {{"customer", customer_number, 9, open}, &FamilyMember::customer},
    };
    return table;
}

const FieldTable<Passport>& passport_fields() {
    static const FieldTable<Passport> table = {
        {{"holder", integer, 18, open}, &Passport::holder},
        {{"document", choice, 0, open, plain, documents}, &Passport::document},
        {{"number", text, 20, sensitive}, &Passport::number},
        {{"number_index", blind_index, 64, sensitive, read_only}, &Passport::number_index},
        {{"issuing_country", country, 2, personal}, &Passport::issuing_country},
        {{"issuing_place", text, 80, personal}, &Passport::issuing_place},
        {{"issued_on", date, 0, personal}, &Passport::issued_on},
        {{"valid_until", date, 0, personal}, &Passport::valid_until},
        {{"birth_place", text, 80, personal}, &Passport::birth_place},
        {{"birth_name", text, 120, personal}, &Passport::birth_name},
        {{"nationality", country, 2, personal}, &Passport::nationality},
        {{"free1", text, 60, personal}, &Passport::free1},
        {{"free2", text, 60, personal}, &Passport::free2},
        {{"free3", text, 60, personal}, &Passport::free3},
        {{"free4", text, 60, personal}, &Passport::free4},
        {{"free5", text, 60, personal}, &Passport::free5},
    };
    return table;
}

const FieldTable<Wish>& wish_fields() {
    static const FieldTable<Wish> table = {
        {{"holder", integer, 18, open}, &Wish::holder},
        {{"kind", choice, 0, open, plain, wish_kinds}, &Wish::kind},
        {{"code", text, 40, personal}, &Wish::code},
        {{"text", text, 200, personal}, &Wish::text},
    };
    return table;
}

const FieldTable<BankAccount>& bank_account_fields() {
    static const FieldTable<BankAccount> table = {
        {{"bank_name", text, 60, open}, &BankAccount::bank_name},
        {{"iban", text, 34, sensitive}, &BankAccount::iban},
        {{"iban_index", blind_index, 64, sensitive, read_only}, &BankAccount::iban_index},
        {{"bic", text, 11, open}, &BankAccount::bic},
        {{"account_number", text, 20, sensitive}, &BankAccount::account_number},
        {{"account_number_index", blind_index, 64, sensitive, read_only}, &BankAccount::account_number_index},
        {{"bank_code", text, 10, open}, &BankAccount::bank_code},
        {{"holder", text, 120, personal}, &BankAccount::holder},
        {{"mandate", text, 35, personal}, &BankAccount::mandate},
        {{"mandate_on", date, 0, open}, &BankAccount::mandate_on},
        {{"mandate_scheme", choice, 0, open, plain, mandate_schemes}, &BankAccount::mandate_scheme},
        {{"mandate_use", choice, 0, open, plain, mandate_uses}, &BankAccount::mandate_use},
    };
    return table;
}

const FieldTable<Card>& card_fields() {
    static const FieldTable<Card> table = {
        {{"kind", choice, 0, open, required, card_kinds}, &Card::kind},
        {{"brand", text, 40, open}, &Card::brand},
        {{"last4", text, 4, personal}, &Card::last4},
        {{"number", text, 40, personal}, &Card::number},
        {{"valid_until", date, 0, personal}, &Card::valid_until},
        {{"holder", text, 120, personal}, &Card::holder},
        {{"token", text, 200, sensitive}, &Card::token},
        {{"token_index", blind_index, 64, sensitive, read_only}, &Card::token_index},
    };
    return table;
}

const FieldTable<PhoneEntry>& phone_entry_fields() {
    static const FieldTable<PhoneEntry> table = {
        {{"department", text, 60, personal}, &PhoneEntry::department},
        {{"contact", text, 120, personal}, &PhoneEntry::contact},
        {{"number", phone, 63, personal, required}, &PhoneEntry::number},
        {{"remark", text, 200, personal}, &PhoneEntry::remark},
    };
    return table;
}

const FieldTable<Surcharge>& surcharge_fields() {
    static const FieldTable<Surcharge> table = {
        {{"kind", text, 40, open}, &Surcharge::kind},
        {{"text", text, 120, personal}, &Surcharge::text},
        {{"amount", money, 0, open, required | may_be_negative}, &Surcharge::amount},
        {{"per", choice, 0, open, plain, surcharge_bases}, &Surcharge::per},
    };
    return table;
}

const FieldTable<CommissionAssignment>& commission_assignment_fields() {
    static const FieldTable<CommissionAssignment> table = {
        {{"operator", text, 20, open}, &CommissionAssignment::operator_code},
        {{"product_type", text, 40, open}, &CommissionAssignment::product_type},
        {{"destination", text, 20, open}, &CommissionAssignment::destination},
        {{"price_text", text, 60, open}, &CommissionAssignment::price_text},
        {{"service_type", text, 40, open}, &CommissionAssignment::service_type},
        {{"commission_table", text, 20, open, required}, &CommissionAssignment::commission_table},
    };
    return table;
}

const FieldTable<FeeAssignment>& fee_assignment_fields() {
    static const FieldTable<FeeAssignment> table = {
        {{"fee_rule", text, 20, open, required}, &FeeAssignment::fee_rule},
        {{"amount", money, 0, open, may_be_negative}, &FeeAssignment::amount},
    };
    return table;
}

const FieldTable<Note>& note_fields() {
    static const FieldTable<Note> table = {
        {{"written_at", instant, 0, open, read_only}, &Note::written_at},
        {{"written_by", text, 60, open, read_only}, &Note::written_by},
        {{"text", multiline, 10000, personal, required}, &Note::text},
        {{"pop_up", yes_no, 0, open}, &Note::pop_up},
    };
    return table;
}

const FieldTable<Agency>& agency_fields() {
    static const FieldTable<Agency> table = {
        {{"agency_number", text, 20, open}, &Agency::agency_number},
        {{"settlement_operator", text, 20, open}, &Agency::settlement_operator},
        {{"managing_director", text, 120, personal}, &Agency::managing_director},
        {{"office_manager", text, 120, personal}, &Agency::office_manager},
        {{"owner", text, 120, personal}, &Agency::owner},
        {{"legal_form", text, 40, open}, &Agency::legal_form},
        {{"capital", money, 0, open}, &Agency::capital},
        {{"founded_in", integer, 4, open}, &Agency::founded_in},
        {{"iata_number", text, 20, open}, &Agency::iata_number},
        {{"branch_number", text, 20, open}, &Agency::branch_number},
        {{"branches", integer, 6, open}, &Agency::branches},
        {{"employees", integer, 7, open}, &Agency::employees},
        {{"register_number", text, 60, open}, &Agency::register_number},
        {{"fixed_commission", money, 0, open}, &Agency::fixed_commission},
        {{"reservation_systems", text_list, 60, open}, &Agency::reservation_systems},
    };
    return table;
}

}  // namespace kartei::profile
