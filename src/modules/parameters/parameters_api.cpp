#include "modules/parameters/parameters_api.hpp"

#include <algorithm>

#include "modules/parameters/choice.hpp"
#include "modules/parameters/postcode.hpp"

namespace kartei::parameters {
namespace {

using sql::Transaction;
using web::Answer;
using web::Json;
using web::Method;
using web::Request;
namespace schema = web::schema;

Json choice_json(const Choice& choice) { return {{"code", choice.code}, {"label", choice.label}}; }

Json list_json(const std::vector<Choice>& choices) {
    Json list = Json::array();
    for (const auto& choice : choices) list.push_back(choice_json(choice));
    return list;
}

/// Those of one's own language first.
Json salutations(std::vector<Choice> choices, Language language) {
    const auto own = [&](const Choice& choice) { return choice.kind == language_code(language); };
    std::stable_partition(choices.begin(), choices.end(), own);
    Json list = Json::array();
    for (const auto& choice : choices) {
        auto one = choice_json(choice);
        one["language"] = choice.kind;
        list.push_back(std::move(one));
    }
    return list;
}

Json categories(const std::vector<Choice>& choices) {
    Json by_kind{
        {"private", Json::array()}, {"company", Json::array()}, {"agency", Json::array()}, {"prospect", Json::array()}};
    for (const auto& choice : choices) by_kind[choice.kind].push_back(choice_json(choice));
    return by_kind;
}

Answer all_choices(sql::Database& database, Language language) {
    return database.read([&](Transaction& transaction) {
        Json all{{"category", categories(choices_of(transaction, "category", language))},
                 {"salutation", salutations(choices_of(transaction, "salutation", language), language)},
                 {"countries", list_json(country_choices(language))},
                 {"languages", list_json(language_choices(language))}};
        for (const char* list : {"title", "mailing_kind", "payment_kind", "payment_term"})
            all[list] = list_json(choices_of(transaction, list, language));
        return Answer::ok(std::move(all));
    });
}

Result<Answer> towns(sql::Database& database, const Request& request) {
    const auto country = request.query_text("country").value_or(""),
               postcode = request.query_text("postcode").value_or("");
    return Answer::ok(
        {{"towns", database.read([&](Transaction& transaction) { return towns_of(transaction, country, postcode); })}});
}

Json choices_schema() {
    const auto list = schema::array(schema::reference("Choice"));
    const auto categories = schema::object({{"private", list}, {"company", list}, {"agency", list}, {"prospect", list}},
                                           {"private", "company", "agency", "prospect"});
    return schema::object(
        {{"category", categories},
         {"salutation", list},
         {"title", list},
         {"mailing_kind", list},
         {"payment_kind", list},
         {"payment_term", list},
         {"countries", list},
         {"languages", list}},
        {"category", "salutation", "title", "mailing_kind", "payment_kind", "payment_term", "countries", "languages"});
}

}  // namespace

web::EndpointTable parameters_endpoints(sql::Database& database) {
    return {
        {Method::get,
         "/choices",
         "list_choices",
         "signed_in",
         "What fields offer, in the asker's language: categories by kind of customer, salutations (with the language "
         "they belong to), titles, "
         "kinds of mailing and payment, terms, countries, languages.",
         {},
         nullptr,
         {},
         {{200, "The choices.", schema::reference("Choices")}},
         {},
         [&database](Request& request) -> Result<Answer> { return all_choices(database, request.language); }},
        {Method::get,
         "/postcodes",
         "list_towns",
         "signed_in",
         "The towns of a postcode (J-069); none when it is unknown, several where several share it.",
         {{"country", "ISO 3166-1 alpha-2.", schema::text(2), true}, {"postcode", "As typed.", schema::text(20), true}},
         nullptr,
         {},
         {{200, "The towns in alphabetical order.",
           schema::object({{"towns", schema::array(schema::text())}}, {"towns"})}},
         {},
         [&database](Request& request) { return towns(database, request); }},
    };
}

std::vector<web::NamedSchema> parameters_schemas() {
    return {
        {"Choice", schema::object({{"code", schema::text()}, {"label", schema::text()}, {"language", schema::text()}},
                                  {"code", "label"})},
        {"Choices", choices_schema()}};
}

}  // namespace kartei::parameters
