// The name and the logo of the house over HTTP. Joined by parameters_endpoints().
#include "modules/parameters/own_house.hpp"
#include "modules/parameters/settings_api.hpp"
#include "web/endpoint_names.hpp"
#include "web/field_json.hpp"

namespace kartei::parameters {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

Json house_json(Transaction& transaction, const PlainRow& row) {
    Json logo = nullptr;
    if (const auto picture = house_logo(transaction))
        logo = {{"id", row.integer("logo")}, {"width", picture->width}, {"height", picture->height}};
    return {{"version", row.version}, {"name", row.text("name")}, {"logo", std::move(logo)}};
}

Answer saved_answer(Transaction& transaction, const SavedRow& saved) {
    auto json = house_json(transaction, saved.row);
    if (saved.event > 0) json["change_event"] = saved.event;
    auto answer = Answer::ok(std::move(json));
    answer.version = saved.row.version;
    return answer;
}

Result<Answer> show(House& house) {
    return house.database.read([](Transaction& transaction) {
        const auto row = own_house(transaction);
        auto answer = Answer::ok(house_json(transaction, row));
        answer.version = row.version;
        return answer;
    });
}

Result<Answer> rename(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        return saved_answer(transaction, TRY(name_house(house, transaction, request.actor, *request.version,
                                                        web::value_of(request.body.at("name")))));
    });
}

Result<Answer> keep_logo(House& house, const Request& request) {
    const auto saved = TRY(keep_house_logo(house, request.actor, request.body_file));
    return house.database.read([&](Transaction& transaction) { return saved_answer(transaction, saved); });
}

Result<Answer> remove_logo(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        return saved_answer(transaction,
                            TRY(remove_house_logo(house, transaction, request.actor, *request.version)));
    });
}

Result<Answer> logo(House& house) {
    return house.database.read([](Transaction& transaction) -> Result<Answer> {
        const auto picture = house_logo(transaction);
        if (!picture) return refuse(RefusalKind::not_found, "error.no_such_record");
        return Answer::raw(picture->bytes, "image/" + std::string(documents::name_of(picture->kind)));
    });
}

Endpoint endpoint(Method method, const char* path, const char* name, const char* permission, const char* summary,
                  std::function<Result<Answer>(Request&)> handle) {
    Endpoint made{.method = method, .path = path, .name = name, .permission = permission, .summary = summary};
    made.answers = {{200, "The house.", schema::reference("OwnHouse")}};
    made.handle = std::move(handle);
    made.record = "house";
    return made;
}

}  // namespace

web::EndpointTable own_house_endpoints(House& house) {
    auto picture = endpoint(Method::get, "/house/logo", "get_house_logo", "signed_in", "The logo, PNG or JPEG.",
                            [&house](Request&) { return logo(house); });
    picture.answers = {{200, "The picture.", nullptr, "image/png"}, {200, "The picture.", nullptr, "image/jpeg"}};
    auto renamed = endpoint(Method::patch, "/house", "change_house", "parameters.manage",
                            "Gives the house another name; audited and undone like any change.",
                            [&house](Request& request) { return rename(house, request); });
    renamed.body_schema = schema::object({{"name", schema::text(120)}}, {"name"});
    renamed.precondition = Precondition::if_match;
    auto kept = endpoint(Method::post, "/house/logo", "keep_house_logo", "parameters.manage",
                         "Gives the house another logo: PNG or JPEG, 512 KiB at most, 16 to 2000 pixels each side.",
                         [&house](Request& request) { return keep_logo(house, request); });
    kept.upload = web::Upload{16 * documents::largest_picture};  // what is too large is told in words
    auto removed = endpoint(Method::del, "/house/logo", "remove_house_logo", "parameters.manage",
                            "The house has no logo any more.",
                            [&house](Request& request) { return remove_logo(house, request); });
    removed.precondition = Precondition::if_match;
    return {endpoint(Method::get, "/house", "get_house", "signed_in",
                     "What the house is called, and whether it has a logo.", [&house](Request&) { return show(house); }),
            std::move(renamed), std::move(picture), std::move(kept), std::move(removed)};
}

std::vector<web::NamedSchema> own_house_schemas() {
    const auto logo = schema::object(
        {{"id", schema::integer()}, {"width", schema::integer()}, {"height", schema::integer()}}, {"id", "width", "height"});
    return {{"OwnHouse", schema::object({{"version", schema::integer()},
                                         {"name", schema::text()},
                                         {"logo", schema::nullable(logo)},
                                         {"change_event", schema::integer()}},
                                        {"version", "name", "logo"})}};
}

}  // namespace kartei::parameters
