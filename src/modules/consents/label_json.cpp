#include "modules/consents/label_json.hpp"

namespace kartei::consents {
namespace {

using web::Json;
namespace schema = web::schema;

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

}  // namespace

Json label_json(const CarriedLabel& carried) {
    const auto& [terms, given, has_expired] = carried;
    return {{"label", terms.name},
            {"abbreviation", text_or_null(terms.abbreviation)},
            {"colour", text_or_null(terms.colour)},
            {"icon", text_or_null(terms.icon)},
            {"notice", text_or_null(terms.notice)},
            {"granted_at", text_or_null(given.granted_at)},
            {"granted_by", text_or_null(given.granted_by)},
            {"expires_at", text_or_null(given.expires_at)},
            {"has_expired", has_expired}};
}

Json label_schema() {
    const auto text = schema::nullable(schema::text()), instant = schema::nullable(schema::instant());
    return schema::object({{"label", schema::text()},
                           {"abbreviation", text},
                           {"colour", text},
                           {"icon", text},
                           {"notice", text},
                           {"granted_at", instant},
                           {"granted_by", text},
                           {"expires_at", instant},
                           {"has_expired", schema::boolean()}},
                          {"label", "abbreviation", "colour", "icon", "notice", "granted_at", "granted_by", "expires_at",
                           "has_expired"});
}

}  // namespace kartei::consents
