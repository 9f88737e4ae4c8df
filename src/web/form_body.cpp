#include "web/form_body.hpp"

#include "base/text.hpp"
#include "web/gate.hpp"

namespace kartei::web {

namespace {

constexpr std::size_t most_members = 200;

}  // namespace

Json with_form(Json schema) {
    schema[form_keyword] = true;
    return schema;
}

bool takes_form(const Json& schema) { return schema.is_object() && schema.contains(form_keyword); }

Result<Json> read_form(std::string_view body) {
    const auto bad = [] { return refuse(RefusalKind::invalid, "error.bad_form"); };
    Json form = Json::object();
    for (std::size_t count = 0; !body.empty(); ++count) {
        const auto end = body.find('&');
        const auto piece = body.substr(0, end);
        body.remove_prefix(end == std::string_view::npos ? body.size() : end + 1);
        if (piece.empty()) continue;
        if (count >= most_members) return bad();
        const auto equal = piece.find('=');
        auto name = percent_decoded(piece.substr(0, equal), true);
        auto value =
            percent_decoded(equal == std::string_view::npos ? std::string_view() : piece.substr(equal + 1), true);
        if (!name || !value || !is_utf8(*name) || !is_utf8(*value)) return bad();
        if (!name->ends_with("[]")) {
            form[*name] = std::move(*value);
            continue;
        }
        auto& list = form[name->substr(0, name->size() - 2)];
        if (!list.is_array()) list = Json::array();
        list.push_back(std::move(*value));
    }
    return form;
}

}  // namespace kartei::web
