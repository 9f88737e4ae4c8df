#include "modules/parameters/parameters_api.hpp"

#include <algorithm>
#include <set>

#include "modules/parameters/base_data.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/choice_lists.hpp"
#include "modules/parameters/number_ranges.hpp"
#include "modules/parameters/own_house.hpp"
#include "modules/parameters/parameter_actions.hpp"
#include "modules/parameters/postcode.hpp"
#include "modules/parameters/settings_api.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::parameters {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

Json choice_json(const Choice& choice) { return {{"code", choice.code}, {"label", choice.label}}; }

Json list_json(const std::vector<Choice>& choices) {
    Json list = Json::array();
    for (const auto& choice : choices) list.push_back(choice_json(choice));
    return list;
}

/// What is still offered.
std::vector<Choice> offered(Transaction& transaction, std::string_view list, Language language) {
    auto choices = choices_of(transaction, list, language);
    std::erase_if(choices, [](const Choice& choice) { return choice.hidden; });
    return choices;
}

/// Values for the kinds of customers; those for all kinds are in each.
Json by_kind(const std::vector<Choice>& choices) {
    Json kinds = Json::object();
    for (auto kind : customer_kinds) {
        auto& list = kinds[std::string(kind)] = Json::array();
        std::set<std::string> seen;
        for (const auto& choice : choices)
            if ((choice.kind == kind || choice.kind == "all") && seen.insert(choice.code).second)
                list.push_back(choice_json(choice));
    }
    return kinds;
}

/// Those of one's own language first; a word that several languages share ("Familie") stands once.
Json salutations(std::vector<Choice> choices, Language language) {
    const auto own = [&](const Choice& choice) { return choice.kind == language_code(language); };
    std::stable_partition(choices.begin(), choices.end(), own);
    Json list = Json::array();
    std::set<std::string> seen;
    for (const auto& choice : choices) {
        if (!seen.insert(choice.code).second) continue;
        auto one = choice_json(choice);
        one["language"] = choice.kind;
        list.push_back(std::move(one));
    }
    return list;
}

Answer all_choices(sql::Database& database, Language language) {
    return database.read([&](Transaction& transaction) {
        Json all{{"countries", list_json(country_choices(language))},
                 {"languages", list_json(language_choices(language))}};
        for (const char* list : {"salutation", "letter_salutation"})
            all[list] = salutations(offered(transaction, list, language), language);
        for (const char* list : {"category", "code1", "code2"})
            all[list] = by_kind(offered(transaction, list, language));
        for (const char* list : {"title", "mailing_kind", "payment_kind", "payment_term"})
            all[list] = list_json(offered(transaction, list, language));
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
    const auto kinds = schema::object({{"private", list}, {"company", list}, {"agency", list}, {"prospect", list}},
                                      {"private", "company", "agency", "prospect"});
    std::vector<std::pair<std::string, Json>> members{{"category", kinds}, {"code1", kinds}, {"code2", kinds}};
    for (const char* name : {"salutation", "letter_salutation", "title", "mailing_kind", "payment_kind",
                             "payment_term", "countries", "languages"})
        members.emplace_back(name, list);
    std::vector<std::string> names;
    for (const auto& [name, declared] : members) names.push_back(name);
    return schema::object(members, names);
}

}  // namespace

web::EndpointTable parameters_endpoints(House& house) {
    auto& database = house.database;
    web::EndpointTable table{
        {Method::get,
         "/choices",
         "list_choices",
         "signed_in",
         "What fields offer, in the asker's language: categories and code lists by kind of customer, salutations (with "
         "the language they belong to), titles, kinds of mailing and payment, terms, countries, languages.",
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
    for (auto part : {settings_endpoints(house), list_endpoints(house), base_data_endpoints(house), own_house_endpoints(house)})
        table.insert(table.end(), part.begin(), part.end());
    return table;
}

std::vector<audit::Reversible> reversible_settings() {
    std::vector<audit::Reversible> all{reversible_parameters(), reversible_number_range(),
                                       reversible_choices(), reversible(house_record())};
    for (auto name : base_data_names())
        if (!joined_base_data(name)) all.push_back(reversible(*base_data(name)));
    return all;
}

std::vector<web::NamedSchema> parameters_schemas() {
    std::vector<web::NamedSchema> all{
        {"Choice", schema::object({{"code", schema::text()}, {"label", schema::text()}, {"language", schema::text()}},
                                  {"code", "label"})},
        {"Choices", choices_schema()}};
    for (auto part : {settings_schemas(), list_schemas(), base_data_schemas(), own_house_schemas()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

}  // namespace kartei::parameters
