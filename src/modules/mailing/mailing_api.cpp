#include "modules/mailing/mailing_api.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/date.hpp"
#include "modules/customers/letter_salutation.hpp"
#include "modules/customers/print_address.hpp"
#include "modules/customers/vcard.hpp"
#include "modules/mailing/letters_api.hpp"
#include "modules/mailing/one_customer.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/profile/booking_terms.hpp"
#include "modules/profile/row_store.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::mailing {
namespace {

using customers::Customer;
using sql::Transaction;
using namespace web::endpoint_names;

constexpr const char* card_type = "text/vcard";

Result<Answer> label(House& house, const Request& request) {
    return about_customer(house, request, [&](Transaction& transaction, const Customer& customer) -> Result<Answer> {
        const auto format = TRY(label_format(transaction, request.query_text("format").value_or("")));
        return pdf_answer(label_pdf(issue_by_hand(customer), sender_of(house, transaction), format),
                          "label-" + std::to_string(*customer.number));
    });
}

Json warnings_json(const std::vector<PaperWarning>& warnings, Language language) {
    Json list = Json::array();
    for (const auto& warning : warnings) list.push_back(text(language, warning.key, warning.parameters));
    return list;
}

/// What will not show as it should on a letter or on the house's label.
Result<Answer> address(House& house, const Request& request) {
    return about_customer(house, request, [&](Transaction& transaction, const Customer& customer) -> Result<Answer> {
        const auto sender = sender_of(house, transaction);
        const auto language = customers::language_of_letters(customer, house.country);
        auto warnings = warnings_about(Addressed{issue_by_hand(customer), {}, language}, sender);
        for (auto& more : warnings_about(customer, sender, TRY(label_format(transaction, ""))))
            if (std::none_of(warnings.begin(), warnings.end(), [&](const auto& one) { return one.key == more.key; }))
                warnings.push_back(std::move(more));
        return Answer::ok({{"lines", print_address(customer, house.country)},
                           {"letter_salutation",
                            customer.letter_salutation.empty() ? Json(nullptr) : Json(customer.letter_salutation)},
                           {"warnings", warnings_json(warnings, request.language)}});
    });
}

/// Day and minute in the house's zone.
std::string shown_instant(const House& house, const std::string& instant) {
    const auto at = read_instant(instant, "UTC");
    if (!at) return instant;
    const auto local = local_time(*at, house.rules.time_zone);
    return fmt::format("{} {:02}:{:02}", write_date(local.date), local.hour, local.minute);
}

Result<Answer> notes(House& house, const Request& request) {
    return about_customer(house, request, [&](Transaction& transaction, const Customer& customer) -> Result<Answer> {
        const auto& list = profile::list_named("notes");
        std::vector<PrintedNote> printed;
        for (const auto& row : profile::rows_of(house, transaction, list, customer.id))
            printed.push_back({shown_instant(house, list.text(row, "written_at")), list.text(row, "written_by"),
                               list.text(row, "text")});
        return pdf_answer(notes_pdf(customer, sender_of(house, transaction), printed,
                                    customers::language_of_letters(customer, house.country)),
                          "notes-" + std::to_string(*customer.number));
    });
}

Result<Answer> card(House& house, const Request& request) {
    return about_customer(house, request, [&](Transaction&, const Customer& customer) -> Result<Answer> {
        const auto version = request.query_text("version").value_or("4.0") == "3.0" ? customers::CardVersion::three
                                                                                    : customers::CardVersion::four;
        auto answer = Answer::raw(
            vcard_of(customer, version, "kartei-customer-" + std::to_string(*customer.number)), card_type);
        answer.file_name = std::to_string(*customer.number) + ".vcf";
        return answer;
    });
}

std::vector<std::string> format_names() {
    std::vector<std::string> names;
    for (const auto& format : label_formats()) names.emplace_back(format.name);
    return names;
}

}  // namespace

Sender sender_of(House& house, Transaction& transaction) {
    const auto parameters = parameters::parameters_of(transaction);
    Sender sender;
    sender.letterhead = letterhead_of(transaction);
    sender.house = sender.letterhead.name;
    sender.line = parameters->text("sender_line");
    sender.town = parameters->text("sender_town");
    sender.country = house.country;
    sender.form_a = parameters->text("letter_form") == "a";
    sender.today = house.today();
    sender.now = house.now();
    return sender;
}

Result<LabelFormat> label_format(Transaction& transaction, std::string_view name) {
    const auto wanted = name.empty() ? parameters::parameters_of(transaction)->text("label_format") : std::string(name);
    const auto& formats = label_formats();
    const auto found =
        std::find_if(formats.begin(), formats.end(), [&](const LabelFormat& format) { return format.name == wanted; });
    if (found == formats.end()) return refuse_field("format", "error.not_offered", {{"value", wanted}});
    return *found;
}

web::EndpointTable mailing_endpoints(House& house) {
    auto table = letters_endpoints(house);
    const web::EndpointTable papers{
        {Method::get, "/customers/{id}/print-address", "get_print_address", "customers.read",
         "The address as it is printed: order of his country, first name before name, addition on its own line; "
         "without the post box (J-056 to J-060, J-070). What a letter or label would not show as it should is said "
         "before: lines that find no room, letters without a font.",
         {}, nullptr, {},
         {{200, "Lines, the letter salutation, and warnings in words.",
           schema::object({{"lines", schema::array(schema::text())},
                           {"letter_salutation", schema::nullable(schema::text())},
                           {"warnings", schema::array(schema::text())}},
                          {"lines", "letter_salutation", "warnings"})}},
         {}, [&house](Request& request) { return address(house, request); }},
        {Method::get, "/customers/{id}/label.pdf", "get_label", "customers.read",
         "One label with the printed address, as large as the label is.",
         {{"format", "The house's when not given.", schema::choice(format_names())}}, nullptr, {},
         pdf_declaration("The label."), {}, [&house](Request& request) { return label(house, request); }},
        {Method::get, "/customers/{id}/notes.pdf", "print_notes", "customers.read",
         "All notes of a customer (J-229).", {}, nullptr, {}, pdf_declaration("The notes."), {},
         [&house](Request& request) { return notes(house, request); }},
        {Method::get, "/customers/{id}/card.vcf", "get_card", "customers.read",
         "The customer as a card for address books: vCard 4.0 (RFC 6350), or 3.0 for older programs.",
         {{"version", "4.0 when not given.", schema::choice({"4.0", "3.0"})}}, nullptr, {},
         {{200, "The card.", nullptr, card_type}}, {}, [&house](Request& request) { return card(house, request); }},
    };
    table.insert(table.end(), papers.begin(), papers.end());
    return table;
}

}  // namespace kartei::mailing
