#include "modules/consents/consents_api.hpp"

#include "modules/accounts/idempotent.hpp"
#include "modules/consents/consent_actions.hpp"
#include "modules/consents/consent_records.hpp"
#include "modules/consents/consent_store.hpp"
#include "web/endpoint_names.hpp"
#include "web/field_json.hpp"

namespace kartei::consents {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

Json declaration_json(const House& house, const NamedIds& names, const CustomerPermission& declared) {
    Json json{{"permission", ""}};
    for (const auto& [id, name] : names)
        if (id == declared.permission_id) json["permission"] = name;
    web::write_fields(json, permission_fields(), declared, house.rules);
    return json;
}

Json declaration_schema() {
    auto members = web::value_schemas(permission_fields());
    members.insert(members.begin(), {"permission", schema::text()});
    return schema::object(members, {"permission", "state"});
}

Result<Answer> permissions(House& house) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        Json names = Json::array(), wordings = Json::array();
        for (const auto& [id, name] : all_permissions(transaction)) {
            names.push_back(name);
            const auto versions = wording_versions(transaction, id);
            if (versions.empty()) continue;
            const auto holds = wording_that_holds(transaction, id, house.today());
            wordings.push_back({{"permission", name},
                                {"versions", versions},
                                {"holds", holds.empty() ? Json() : Json(holds)}});
        }
        return Answer::ok({{"permissions", std::move(names)}, {"wordings", std::move(wordings)}});
    });
}

Result<Answer> declarations(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto names = all_permissions(transaction);
        Json all = Json::array();
        for (const auto& one : declarations_of(transaction, request.id()))
            all.push_back(declaration_json(house, names, one));
        return Answer::ok({{"declarations", std::move(all)}});
    });
}

constexpr std::string_view word_of(Declared outcome) {
    switch (outcome) {
        case Declared::first: return "first";
        case Declared::holds: return "holds";
        case Declared::older: return "older";
        case Declared::known: return "known";
    }
    return "";
}

Result<Answer> declare(House& house, const Request& request) {
    const auto said = [&](const char* name) {
        const auto given = request.body.find(name);
        return given == request.body.end() || given->is_null() ? std::string() : given->get<std::string>();
    };
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto noted = TRY(note_declaration(
                house, transaction, request.actor, request.id(),
                {said("permission"), said("state"), said("channel"), said("at"), said("source"), said("proof"),
                 said("wording_version")}));
            Json json{{"outcome", word_of(noted.outcome)},
                      {"holds", declaration_json(house, all_permissions(transaction), noted.holds)},
                      {"change_event", noted.event}};
            return Answer::created(std::move(json), "/api/v1" + request.path);
        });
    });
}

}  // namespace

web::EndpointTable consents_endpoints(House& house) {
    auto said = web::input_schemas(permission_fields());
    said.insert(said.begin(), {"permission", schema::text(120)});
    const auto noted = schema::object({{"outcome", schema::choice({"first", "holds", "older", "known"})},
                                       {"holds", declaration_schema()},
                                       {"change_event", schema::integer()}},
                                      {"outcome", "holds", "change_event"});
    return {
        {Method::get,
         "/permissions",
         "list_permissions",
         "customers.read",
         "Names of the permissions of the house, by name; of those that have words their versions, the newest first, and the "
         "one that `holds` today, which is proposed (null: none does yet).",
         {},
         nullptr,
         {},
         {{200, "Names, and versions of their words.",
           schema::object({{"permissions", schema::array(schema::text())},
                           {"wordings", schema::array(schema::object(
                                            {{"permission", schema::text()},
                                             {"versions", schema::array(schema::text())},
                                             {"holds", schema::nullable(schema::text())}},
                                            {"permission", "versions", "holds"}))}},
                          {"permissions", "wordings"})}},
         {},
         [&house](Request&) { return permissions(house); }},
        {Method::get,
         "/customers/{id}/declarations",
         "list_declarations",
         "customers.read",
         "All that a customer declared about permissions, the newest first; nothing in it is ever overwritten.",
         {},
         nullptr,
         {},
         {{200, "Declarations.",
           schema::object({{"declarations", schema::array(declaration_schema())}}, {"declarations"})}},
         {},
         [&house](Request& request) { return declarations(house, request); }},
        {Method::post,
         "/customers/{id}/declarations",
         "declare_permission",
         "customers.change",
         "Notes what a customer declares at the desk: given, withdrawn or none, by which channel, when (now unless "
         "told; "
         "422 for a moment that lies ahead), where that is written, where it can be seen (`proof`) and to which version of "
         "the words. The declaration of the latest moment holds "
         "whatever comes in last (decisions.md 29): `outcome` is older when it changes nothing, known when the same "
         "stood there.",
         {},
         schema::object(said, {"permission", "state"}),
         {},
         {{201, "Noted; `change_event` undoes it (0: nothing was noted).", noted}},
         Precondition::idempotency_key,
         [&house](Request& request) { return declare(house, request); },
         "customer_permission"},
    };
}

}  // namespace kartei::consents
