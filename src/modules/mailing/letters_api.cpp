#include "modules/mailing/letters_api.hpp"

#include "modules/customers/customer_rules.hpp"
#include "modules/customers/letter_salutation.hpp"
#include "modules/mailing/letter_words.hpp"
#include "modules/mailing/mailing_api.hpp"
#include "modules/mailing/one_customer.hpp"
#include "modules/profile/booking_terms.hpp"

namespace kartei::mailing {
namespace {

using customers::Customer;
using sql::Transaction;
using web::Answer;
using web::Json;
using web::Method;
using web::Request;
namespace schema = web::schema;

constexpr int longest_subject = 200, longest_text = 20000;

/// What is asked for: words or a template, for whom of the family, in which form.
struct LetterOrder {
    LetterWords words;
    std::optional<std::int64_t> template_id, member;
    std::string form;  ///< "a" or "b"; "" = the house's
};

std::optional<std::int64_t> number_in(const Json& body, const char* name) {
    return body.contains(name) ? std::optional(body.at(name).get<std::int64_t>()) : std::nullopt;
}

LetterOrder order_in(const Json& body) {
    return {{body.value("subject", ""), body.value("text", "")},
            number_in(body, "template"),
            number_in(body, "member"),
            body.value("form", "")};
}

LetterOrder order_of_query(const Request& request) {
    LetterOrder order{{request.query_text("subject").value_or(""), request.query_text("text").value_or("")},
                      {}, {}, request.query_text("form").value_or("")};
    if (request.query_text("template")) order.template_id = request.query_integer("template", 0);
    if (request.query_text("member")) order.member = request.query_integer("member", 0);
    return order;
}

/// A row of his family, by id.
Result<profile::Row> member_of(House& house, Transaction& transaction, const Customer& customer, std::int64_t id) {
    auto row = profile::find_row(house, transaction, profile::list_named("family"), id);
    if (!row || row->customer_id != customer.id) return refuse_field("member", "error.no_such_member");
    return std::move(*row);
}

/// The letter with every placeholder filled in.
Result<Addressed> addressed(House& house, Transaction& transaction, Issued to, const LetterOrder& order) {
    const auto& customer = to.customer();
    const auto language = customers::language_of_letters(customer, house.country);
    std::optional<profile::Row> member;
    if (order.member) member = TRY(member_of(house, transaction, customer, *order.member));
    const auto words = order.template_id ? TRY(template_words(transaction, *order.template_id)) : order.words;
    auto filled_in = TRY(
        filled(words, placeholders_of(house, transaction, customer, member ? &*member : nullptr, language)));
    return Addressed{std::move(to), std::move(filled_in), language};
}

Sender sender_for(House& house, Transaction& transaction, const LetterOrder& order) {
    auto sender = sender_of(house, transaction);
    if (!order.form.empty()) sender.form_a = order.form == "a";
    return sender;
}

Result<Answer> letter(House& house, const Request& request, const LetterOrder& order) {
    return about_customer(house, request, [&](Transaction& transaction, const Customer& customer) -> Result<Answer> {
        return pdf_answer(letters_pdf({TRY(addressed(house, transaction, issue_by_hand(customer), order))},
                                      sender_for(house, transaction, order)),
                          "letter-" + std::to_string(*customer.number));
    });
}

Result<Answer> words_of_letter(House& house, const Request& request) {
    return about_customer(house, request, [&](Transaction& transaction, const Customer& customer) -> Result<Answer> {
        const auto letter = TRY(addressed(house, transaction, issue_by_hand(customer), order_in(request.body)));
        const auto parts = letter_parts(customer, letter.words, letter.language);
        Json warnings = Json::array();
        for (const auto& warning : warnings_about(letter, sender_of(house, transaction)))
            warnings.push_back(text(request.language, warning.key, warning.parameters));
        return Answer::ok({{"subject", parts.subject},
                           {"salutation", parts.salutation.empty() ? Json(nullptr) : Json(parts.salutation)},
                           {"text", parts.text},
                           {"closing", parts.closing},
                           {"warnings", std::move(warnings)},
                           {"language", language_code(letter.language)}});
    });
}

/// Those of the request, as the gate decides; without a purpose it is about their own business.
Result<Gated> recipients_of(House& house, Transaction& transaction, const Request& request) {
    const auto purpose = purpose_named(request.body.value("purpose", "contract")).value_or(Purpose::contract);
    const auto order =
        TRY(gate_order(transaction, request.actor, Channel::letter, purpose, request.body.value("permission", ""),
                       request.body.value("also_excluded", false)));
    auto gated = Gate(house, transaction, order)
                     .issue_all(request.actor, request.body.at("customers").get<std::vector<std::int64_t>>());
    std::erase_if(gated.dropped, [](const Dropped& one) { return one.reason == "gone"; });
    return gated;
}

Result<Answer> recipients(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto all = TRY(recipients_of(house, transaction, request));
        Json left_out = Json::array();
        for (const auto& one : all.dropped)
            left_out.push_back({{"id", one.id},
                                {"number", one.number},
                                {"name", one.name},
                                {"why", text(request.language, "mailing.left_out." + one.reason)}});
        return Answer::ok({{"count", all.issued.size()}, {"left_out", std::move(left_out)}});
    });
}

/// Everything a serial letter is made of.
struct SerialLetter {
    std::vector<Addressed> letters;
    Sender sender;
};

/// J-183: who is in no selection gets none.
Result<SerialLetter> serial_letter(House& house, Transaction& transaction, const Request& request) {
    const auto order = order_in(request.body);
    const auto all = TRY(recipients_of(house, transaction, request));
    if (all.issued.empty()) return refuse(RefusalKind::conflict, "error.nobody_takes_part");
    SerialLetter made{{}, sender_for(house, transaction, order)};
    for (const auto& to : all.issued) made.letters.push_back(TRY(addressed(house, transaction, to, order)));
    return made;
}

/// Hundreds of letters take a moment: they are set after the data has been read.
Result<Answer> write_letters(House& house, const Request& request) {
    const auto made = TRY(house.database.read(
        [&](Transaction& transaction) { return serial_letter(house, transaction, request); }));
    return pdf_answer(letters_pdf(made.letters, made.sender), "letters");
}

std::vector<std::pair<std::string, Json>> order_members() {
    return {{"subject", schema::text(longest_subject)},
            {"text", schema::text(longest_text)},
            {"template", schema::integer()},
            {"form", schema::choice({"a", "b"})}};
}

Json order_schema() {
    auto members = order_members();
    members.emplace_back("member", schema::integer());
    return schema::object(members);
}

Json many_schema(bool with_words) {
    auto customers = schema::array(schema::integer());
    customers["maxItems"] = most_letters;
    auto members = with_words ? order_members() : std::vector<std::pair<std::string, Json>>{};
    members.emplace_back("customers", customers);
    members.emplace_back("also_excluded", schema::boolean());
    members.emplace_back("purpose", schema::choice({"advertising", "contract", "information"}));
    members.emplace_back("permission", schema::text(120));
    return schema::object(members, {"customers"});
}

web::EndpointTable serial_endpoints(House& house) {
    const auto left_out = schema::object({{"id", schema::integer()},
                                          {"number", schema::integer()},
                                          {"name", schema::text()},
                                          {"why", schema::text()}},
                                         {"id", "number", "name", "why"});
    return {
        {Method::post,
         "/letters",
         "write_letters",
         "customers.read",
         "A serial letter as one PDF, a letter for each of at most 500 customers. Who is in no selection, hidden, "
         "wants "
         "no mailings or has no address is left out (J-183, J-189); `also_excluded` writes to the first two all the "
         "same (J-191) and needs customers.no_selection. For advertising only who has given the `permission` gets one. "
         "Nothing is stored. 409 when nobody is left.",
         {},
         many_schema(true),
         {},
         pdf_declaration("The letters."),
         {},
         [&house](Request& request) { return write_letters(house, request); },
         "customer"},
        {Method::post,
         "/letters/recipients",
         "list_letter_recipients",
         "customers.read",
         "To how many of these customers a serial letter goes, and who is left out why.",
         {},
         many_schema(false),
         {},
         {{200, "The recipients.",
           schema::object({{"count", schema::integer()}, {"left_out", schema::array(left_out)}},
                          {"count", "left_out"})}},
         {},
         [&house](Request& request) { return recipients(house, request); },
         "customer"},
    };
}

}  // namespace

web::EndpointTable letters_endpoints(House& house) {
    web::EndpointTable table{
        {Method::post,
         "/customers/{id}/letters",
         "write_letter",
         "customers.read",
         "A letter to one customer as PDF: DIN 5008 window, in the order of his country, his letter salutation (blank "
         "when he has none, J-067), date and closing in his language; form a or b, the house's when not given. Words "
         "or "
         "a template, in which {first_name} is any field of the customer and {member.first_name} of the marked member "
         "of his family (J-109, J-110). Nothing is stored.",
         {},
         order_schema(),
         {},
         pdf_declaration("The letter."),
         {},
         [&house](Request& request) { return letter(house, request, order_in(request.body)); },
         "customer"},
        {Method::get,
         "/customers/{id}/letter.pdf",
         "get_letter",
         "customers.read",
         "The same letter as an address that can be opened.",
         {{"subject", "", schema::text(longest_subject)},
          {"text", "", schema::text(longest_text)},
          {"template", "", schema::integer()},
          {"member", "", schema::integer()},
          {"form", "Of DIN 5008; the house's when not given.", schema::choice({"a", "b"})}},
         nullptr,
         {},
         pdf_declaration("The letter."),
         {},
         [&house](Request& request) { return letter(house, request, order_of_query(request)); }},
        {Method::post,
         "/customers/{id}/letter-words",
         "read_letter_words",
         "customers.read",
         "The words of the same letter with every placeholder filled in, to be read and changed before it is made.",
         {},
         order_schema(),
         {},
         {{200, "The words.",
           schema::object({{"subject", schema::text()},
                           {"salutation", schema::nullable(schema::text())},
                           {"text", schema::text()},
                           {"closing", schema::text()},
                           {"warnings", schema::array(schema::text())},
                           {"language", schema::text()}},
                          {"subject", "salutation", "text", "closing", "warnings", "language"})}},
         {},
         [&house](Request& request) { return words_of_letter(house, request); },
         "customer"},
    };
    for (auto& endpoint : serial_endpoints(house)) table.push_back(std::move(endpoint));
    return table;
}

}  // namespace kartei::mailing
