// The table of parameters (customers.md 20; decisions.md 2, 4, 13, 17, 25). Order: as the settings pages show them.

#include <array>

#include "modules/parameters/parameter.hpp"

namespace kartei::parameters {
namespace {

using enum ParameterType;

struct Module {
    std::string_view name;
    bool on;
};
constexpr std::array modules{Module{"travel", true},       Module{"venue", true},      Module{"bonus", true},
                             Module{"fees", true},         Module{"commission", true}, Module{"agency", true},
                             Module{"direct_debit", true}, Module{"currency", true},   Module{"archive", true},
                             Module{"payments", true},     Module{"books", true},      Module{"admission", true},
                             Module{"till", false},
                             Module{"history", false},     Module{"telephony", false}, Module{"sms", false}};

void add_entry(std::vector<Parameter>& all) {
    constexpr std::string_view group = "entry";
    all.push_back({"first_letters_capital", yes_no, "1", group});
    all.push_back({"ask_missing_address", yes_no, "1", group});
    all.push_back({"ask_missing_email", yes_no, "0", group});
    all.push_back({"fill_town", yes_no, "1", group});
    all.push_back({"code1_as_list", yes_no, "0", group});
    all.push_back({"code2_as_list", yes_no, "0", group});
    all.push_back({"code1_six_characters", yes_no, "0", group});
    all.push_back({"show_free5", yes_no, "0", group});
    all.push_back({"locked_fields", fields, "", group});
}

/// What each kind of customer has of its own.
void add_kind(std::vector<Parameter>& all, std::string_view kind) {
    const std::string suffix = "_" + std::string(kind);
    Parameter payment{"payment_kind" + suffix, choice, "unknown", "kinds"};
    payment.list = "payment_kind";
    Parameter term{"payment_term" + suffix, choice, "unknown", "kinds"};
    term.list = "payment_term";
    Parameter mailing{"mailing_kind" + suffix, choice, "unknown", "kinds"};
    mailing.list = "mailing_kind";
    Parameter master{"master_customer" + suffix, integer, "", "kinds"};
    master.most = 999'999'999;
    for (auto* parameter : {&payment, &term, &mailing, &master}) {
        parameter->kind = kind;
        all.push_back(*parameter);
    }
    all.push_back({"mandatory_fields" + suffix, fields, "", "kinds", {}, {}, 0, 0, kind});
}

/// The letterhead: who writes, what stands at the foot of its papers, and where their money goes.
void add_house(std::vector<Parameter>& all) {
    for (const char* name : {"sender_line", "sender_town", "house_address", "house_contact", "house_bank", "house_iban",
                             "house_bic", "house_tax_number", "house_vat_id", "house_register"})
        all.push_back({name, text, "", "house"});
}

void add_documents(std::vector<Parameter>& all) {
    constexpr std::string_view group = "documents";
    Parameter copies{"print_copies", integer, "1", group};
    copies.most = 9;
    all.push_back(copies);
    all.push_back({"letter_form", choice, "b", group, {"a", "b"}});
    all.push_back({"ticket_format", choice, "a4", group, {"a4", "ticket"}});
    // Which value added tax stands on tickets is the house's to say: who is exempt and names one owes it.
    all.push_back({"ticket_tax", choice, "none", group, {"none", "reduced", "standard"}});
    all.push_back({"label_format", choice, "l7163", group,
                   {"l7160", "l7163", "l7162", "zweckform_3474", "zweckform_3490", "herma_4625"}});
}

void add_warnings(std::vector<Parameter>& all) {
    Parameter passport{"passport_warning_months", integer, "6", "warnings"};
    passport.most = 60;
    all.push_back(passport);
    Parameter card{"card_warning_months", integer, "0", "warnings"};
    card.most = 60;
    all.push_back(card);
    all.push_back({"card_date_format", choice, "mm/yy", "warnings", {"mm/yy", "mmyy"}});
    all.push_back({"credit_limit_basis", choice, "booked", "warnings", {"booked", "open"}});
    all.push_back({"family_into_booking", choice, "button", "warnings", {"button", "automatic"}});
}

/// When the doors open, and when nobody is let in any more.
void add_admission(std::vector<Parameter>& all) {
    Parameter before{"admission_minutes", integer, "120", "admission"};
    before.most = 1440;
    all.push_back(before);
    Parameter after{"admission_closes_minutes", integer, "240", "admission"};
    after.most = 2880;
    all.push_back(after);
}

void add_bookings(std::vector<Parameter>& all) {
    Parameter start{"booking_number_start", integer, "1", "bookings"};
    start.least = 1;
    start.most = 999'999'999;
    all.push_back(start);
    all.push_back({"certificate_before_payment", yes_no, "1", "bookings"});
    Parameter option{"option_warning_days", integer, "3", "bookings"};
    option.most = 60;
    all.push_back(option);
}

/// Account and identifier of the house, and what it asks of debits and letters of dunning.
void add_payments(std::vector<Parameter>& all) {
    constexpr std::string_view group = "payments";
    for (const auto* name : {"house_account_holder", "creditor_identifier"})
        all.push_back({name, text, "", group});
    const auto add_days = [&](const char* name, const char* standard, std::int64_t least) {
        Parameter days{name, integer, standard, group};
        days.least = least, days.most = 90;
        all.push_back(days);
    };
    add_days("debit_notice_days", "14", 0);
    // Who takes money without an open till is refused.
    all.push_back({"till_needed", yes_no, "0", group});
    add_days("dunning_pause_days", "7", 0);
    add_days("dunning_pay_days", "10", 1);
}

/// What the book-keeping asks of a file: who sends it, when the year of business begins, how long accounts are.
void add_books(std::vector<Parameter>& all) {
    const auto number = [&](std::string name, std::string standard, std::int64_t least, std::int64_t most) {
        Parameter one{std::move(name), integer, std::move(standard), "books"};
        one.least = least, one.most = most;
        all.push_back(std::move(one));
    };
    number("datev_consultant", "", 1001, 9'999'999);
    number("datev_client", "", 1, 99'999);
    number("fiscal_year_month", "1", 1, 12);
    number("account_length", "4", 4, 8);
    all.push_back({"collective_debtor", yes_no, "0", "books"});
    all.push_back({"post_clear_entries", yes_no, "1", "books"});
}

/// How the house dials, and from where the call service reports.
void add_calls(std::vector<Parameter>& all) {
    for (const auto* name : {"call_template", "call_sources"}) all.push_back({name, text, "", "calls"});
}

/// What points are earned and redeemed at, and when they expire (money.md 6).
void add_bonus(std::vector<Parameter>& all) {
    const auto number = [&](std::string name, std::string standard, std::int64_t least, std::int64_t most) {
        Parameter one{std::move(name), integer, std::move(standard), "bonus"};
        one.least = least, one.most = most;
        all.push_back(std::move(one));
    };
    number("bonus_rate", "100", 0, 10'000);
    number("bonus_points_per_unit", "100", 1, 10'000);
    all.push_back({"bonus_expire_idle", yes_no, "0", "bonus"});
    number("bonus_valid_months", "0", 0, 240);
}

Parameter caption(std::string_view kind, std::string_view group, std::string field) {
    std::string name = "caption_" + (kind.empty() ? std::string() : std::string(kind) + "_") + field;
    return {std::move(name), captions, "", group, {}, {}, 0, 0, kind, std::move(field)};
}

void add_captions(std::vector<Parameter>& all, std::string_view kind, std::string_view group) {
    all.push_back(caption(kind, group, "window"));
    all.push_back(caption(kind, group, "code1"));
    all.push_back(caption(kind, group, "code2"));
    for (int i = 1; i <= 5; ++i) all.push_back(caption(kind, group, "free" + std::to_string(i)));
    for (int i = 1; i <= 32; ++i) all.push_back(caption(kind, group, "status" + std::to_string(i)));
}

}  // namespace

const std::vector<Parameter>& declared_parameters() {
    static const std::vector<Parameter> table = [] {
        std::vector<Parameter> all;
        add_entry(all);
        for (auto kind : customer_kinds) add_kind(all, kind);
        add_house(all);
        add_documents(all);
        add_warnings(all);
        add_bookings(all);
        add_admission(all);
        add_payments(all);
        add_books(all);
        add_calls(all);
        add_bonus(all);
        for (const auto& [name, on] : modules)
            all.push_back({"module_" + std::string(name), yes_no, on ? "1" : "0", "modules"});
        constexpr std::array<std::string_view, 4> groups{"captions_private", "captions_company", "captions_agency",
                                                         "captions_prospect"};
        for (std::size_t i = 0; i < groups.size(); ++i) add_captions(all, customer_kinds[i], groups[i]);
        all.push_back(caption("", "captions_other", "search_code1"));
        for (int i = 1; i <= 5; ++i) all.push_back(caption("", "captions_other", "passport_free" + std::to_string(i)));
        return all;
    }();
    return table;
}

}  // namespace kartei::parameters
