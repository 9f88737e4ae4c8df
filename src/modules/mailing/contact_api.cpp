#include "modules/mailing/contact_api.hpp"

#include "modules/mailing/contact.hpp"
#include "modules/mailing/one_customer.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::mailing {
namespace {

using customers::Customer;
using sql::Transaction;
using namespace web::endpoint_names;

Json purpose_json(std::string_view reason, Language language) {
    return {{"allowed", reason.empty()},
            {"reason", reason.empty() ? Json() : Json(reason)},
            {"words", answer_in_words(reason, language)}};
}

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json contact_json(const House& house, const Contact& contact, Language language) {
    Json channels = Json::array(), proofs = Json::array();
    for (const auto& one : contact.answers)
        channels.push_back({{"channel", name_of(one.channel)},
                            {"caption", text(language, "contact." + std::string(name_of(one.channel)))},
                            {"address", text_or_null(one.address)},
                            {"returned", text_or_null(bounce_of_answer(house, one, language))},
                            {"contract", purpose_json(one.contract, language)},
                            {"advertising", purpose_json(one.advertising, language)}});
    for (const auto& proof : contact.proofs)
        proofs.push_back({{"permission", proof.permission},
                          {"state", proof.state},
                          {"words", text(language, "customer_permission.state." + proof.state)},
                          {"at", text_or_null(proof.at)},
                          {"source", text_or_null(proof.source)},
                          {"via", text_or_null(proof.via)}});
    return {{"channels", std::move(channels)}, {"proofs", std::move(proofs)}};
}

Json contact_schema() {
    using namespace web::schema;
    const auto maybe = nullable(web::schema::text());
    const auto purpose = object({{"allowed", boolean()}, {"reason", maybe}, {"words", web::schema::text()}},
                                {"allowed", "reason", "words"});
    const auto channel = object({{"channel", choice({"letter", "email", "phone", "sms"})},
                                 {"caption", web::schema::text()},
                                 {"address", maybe},
                                 {"returned", maybe},
                                 {"contract", purpose},
                                 {"advertising", purpose}},
                                {"channel", "caption", "address", "returned", "contract", "advertising"});
    const auto proof = object({{"permission", web::schema::text()},
                               {"state", choice({"given", "withdrawn", "none"})},
                               {"words", web::schema::text()},
                               {"at", nullable(instant())},
                               {"source", maybe},
                               {"via", maybe}},
                              {"permission", "state", "words", "at", "source", "via"});
    return object({{"channels", array(channel)}, {"proofs", array(proof)}}, {"channels", "proofs"});
}

Result<Answer> confirm(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        const auto customer = customers::find_customer(transaction, request.id());
        if (!customer) return refuse(RefusalKind::not_found, "error.no_such_customer_here");
        return Answer::ok({{"change_event", TRY(confirm_email(house, transaction, request.actor, *customer))}});
    });
}

}  // namespace

web::EndpointTable contact_endpoints(House& house) {
    return {{Method::get,
             "/customers/{id}/contact",
             "get_contact",
             "customers.read",
             "Whether he may be contacted now: yes or no for each channel, about his own business and for advertising, "
             "with the reason; and the declarations that hold, which prove it. The same rule as for mailings.",
             {},
             nullptr,
             {},
             {{200, "Channels and proofs.", contact_schema()}},
             {},
             [&house](Request& request) {
                 return about_customer(
                     house, request, [&](Transaction& transaction, const Customer& customer) -> Result<Answer> {
                         return Answer::ok(contact_json(house, contact_of(house, transaction, customer), request.language));
                     });
             }},
            {Method::post,
             "/customers/{id}/email-confirmation",
             "confirm_email",
             "customers.change",
             "His e-mail address is right although e-mails came back: he is written to again. 409 when nothing came back.",
             {},
             nullptr,
             {},
             {{200, "The change, for undoing it.",
               schema::object({{"change_event", schema::integer()}}, {"change_event"})}},
             {},
             [&house](Request& request) { return confirm(house, request); }}};
}

}  // namespace kartei::mailing
