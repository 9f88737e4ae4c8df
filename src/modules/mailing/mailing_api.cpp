#include "modules/mailing/mailing_api.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/date.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/vcard.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/profile/row_store.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::mailing {
namespace {

using customers::Customer;
using sql::Transaction;
using namespace web::endpoint_names;

constexpr const char* pdf_type = "application/pdf";
constexpr const char* card_type = "text/vcard";
constexpr int longest_subject = 200, longest_text = 20000;

/// Runs `work(transaction, customer)` on one state of the data, or refuses when there is no such customer.
template <class Work>
Result<Answer> about_customer(House& house, const Request& request, Work&& work) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto customer = customers::find_customer(transaction, request.id());
        if (!customer) return refuse(RefusalKind::not_found, "error.no_such_customer_here");
        return work(transaction, *customer);
    });
}

/// `print` opens in the browser's reader; the name is for saving.
Answer pdf_answer(std::string bytes, const std::string& name) {
    auto answer = Answer::raw(std::move(bytes), pdf_type);
    answer.headers.emplace_back("Content-Disposition", "inline; filename=\"" + name + ".pdf\"");
    return answer;
}

/// `form`: "a" or "b"; empty = the house's.
Result<Answer> letter(House& house, const Request& request, const LetterWords& words, const std::string& form) {
    return about_customer(house, request, [&](Transaction& transaction, const Customer& customer) -> Result<Answer> {
        auto sender = sender_of(house, transaction);
        if (!form.empty()) sender.form_a = form == "a";
        return pdf_answer(
            letter_pdf(customer, sender, words, language_of_papers(customer, language_of_house(house))),
            "letter-" + std::to_string(*customer.number));
    });
}

Result<Answer> label(House& house, const Request& request) {
    return about_customer(house, request, [&](Transaction& transaction, const Customer& customer) -> Result<Answer> {
        const auto format = TRY(label_format(transaction, request.query_text("format").value_or("")));
        return pdf_answer(label_pdf(customer, sender_of(house, transaction), format),
                          "label-" + std::to_string(*customer.number));
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
                                    language_of_papers(customer, language_of_house(house))),
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

LetterWords words_of_query(const Request& request) {
    return {request.query_text("subject").value_or(""), request.query_text("text").value_or("")};
}

LetterWords words_of_body(const Request& request) {
    return {request.body.value("subject", ""), request.body.value("text", "")};
}

std::vector<web::AnswerDeclaration> pdf_declaration(const char* what) { return {{200, what, nullptr, pdf_type}}; }

std::vector<std::string> format_names() {
    std::vector<std::string> names;
    for (const auto& format : label_formats()) names.emplace_back(format.name);
    return names;
}

}  // namespace

Sender sender_of(House& house, Transaction& transaction) {
    const auto parameters = parameters::parameters_of(transaction);
    Sender sender;
    if (auto rows = transaction.query("SELECT name FROM house"); rows.next()) sender.house = rows.string(0);
    sender.line = parameters->text("sender_line");
    sender.town = parameters->text("sender_town");
    sender.country = house.country;
    sender.form_a = parameters->text("letter_form") == "a";
    sender.today = house.today();
    sender.now = house.now();
    return sender;
}

Language language_of_house(const House& house) {
    if (house.country == "DE" || house.country == "AT" || house.country == "CH") return Language::de;
    return house.country == "NL" || house.country == "BE" ? Language::nl : Language::en;
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
    return {
        {Method::post, "/customers/{id}/letters", "write_letter", "customers.read",
         "A letter to one customer as PDF: DIN 5008 window, in the order of his country, his letter salutation, date "
         "and closing in his language; form a or b, the house's when not given. Nothing is stored.",
         {},
         schema::object({{"subject", schema::text(longest_subject)},
                         {"text", schema::text(longest_text)},
                         {"form", schema::choice({"a", "b"})}}),
         {}, pdf_declaration("The letter."), {},
         [&house](Request& request) {
             return letter(house, request, words_of_body(request), request.body.value("form", ""));
         },
         "customer"},
        {Method::get, "/customers/{id}/letter.pdf", "get_letter", "customers.read",
         "The same letter as an address that can be opened.",
         {{"subject", "", schema::text(longest_subject)},
          {"text", "", schema::text(longest_text)},
          {"form", "Of DIN 5008; the house's when not given.", schema::choice({"a", "b"})}},
         nullptr, {}, pdf_declaration("The letter."), {},
         [&house](Request& request) {
             return letter(house, request, words_of_query(request), request.query_text("form").value_or(""));
         }},
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
}

}  // namespace kartei::mailing
